package mqtt

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"tweeling/twin"
)

const (
	maxPayload = 1 << 20 // bytes
	maxText    = 1000    // bytes of a text as a value, of a source and of a tag
	firstYear  = 1970
	lastYear   = 2199
)

// Names of what a payload says, the first found counts.
var (
	timeKeys  = []string{"at", "ts", "time", "timestamp", "timestamp_ms"}
	valueKeys = []string{"value", "v", "val"}
)

// A reader turns messages into signals.
type reader struct {
	root string            // before source and tag in a topic
	seq  map[string]uint64 // the last number given to a source that has none of its own
	kept map[string]twin.Value
	asks asker // nil: nobody asks
}

func newReader(filter string) *reader {
	return &reader{root: root(filter), seq: map[string]uint64{}, kept: map[string]twin.Value{}}
}

// read understands a message that arrived at some time; kept: it is one that the broker kept. No signal and no error is a
// message that says nothing new.
func (r *reader) read(topic string, payload []byte, arrived time.Time, kept bool) ([]twin.Signal, error) {
	payload = bytes.TrimSpace(payload)
	switch {
	case !utf8.ValidString(topic): // brokers let none through, but not everything that speaks MQTT is a broker
		return nil, fmt.Errorf("%s: want a topic in UTF-8", short(topic))
	case len(payload) == 0 || isAsking(topic):
		return nil, nil
	case len(payload) > maxPayload:
		return nil, fmt.Errorf("%s: want a payload of at most %d bytes, have %d", short(topic), maxPayload, len(payload))
	}
	var signals []twin.Signal
	var err error
	switch payload[0] {
	case '[':
		var list []json.RawMessage
		if err = json.Unmarshal(payload, &list); err != nil {
			err = fmt.Errorf("want a list of signals in JSON, have %w", err)
		}
		for i := 0; i < len(list) && err == nil; i++ {
			var s twin.Signal
			s, err = r.object(topic, list[i], arrived, kept)
			signals = append(signals, s)
		}
	case '{':
		var s twin.Signal
		s, err = r.object(topic, payload, arrived, kept)
		signals = append(signals, s)
	default:
		signals, err = r.bare(topic, payload, arrived, kept)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", short(topic), err)
	}
	return signals, nil
}

// object understands one signal in JSON.
func (r *reader) object(topic string, text []byte, arrived time.Time, kept bool) (twin.Signal, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(text, &fields); err != nil || fields == nil {
		return twin.Signal{}, errors.New(`want a signal in JSON such as {"seq": 7, "at": "2026-01-05T06:00:00Z", "value": 12}, have another`)
	}
	source, tag := r.place(topic)
	s := twin.Signal{At: arrived, Source: source, Tag: tag}
	var errs []error
	named := func(key string, into *string) {
		if raw, ok := fields[key]; ok {
			if err := json.Unmarshal(raw, into); err != nil || *into == "" || len(*into) > maxText {
				errs = append(errs, fmt.Errorf("%s: want a text of 1 to %d bytes, have %s", key, maxText, short(string(raw))))
			}
		}
	}
	named("source", &s.Source)
	named("tag", &s.Tag)
	timed := false
	if key, raw := first(fields, timeKeys); key != "" && string(raw) != "null" {
		var err error
		if s.At, err = moment(raw); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", key, err))
		}
		timed = true
	}
	key, raw := first(fields, valueKeys)
	if key == "" {
		errs = append(errs, errors.New("want a value, have none (null says that something happened)"))
	} else if v, err := value(raw); err != nil {
		errs = append(errs, fmt.Errorf("%s: %w", key, err))
	} else {
		s.Value = v
	}
	if raw, ok := fields["seq"]; ok {
		n, err := strconv.ParseUint(string(raw), 10, 64)
		if err != nil {
			errs = append(errs, fmt.Errorf("seq: want a whole number of at least 0, have %s", short(string(raw))))
		}
		s.Seq = n
		if r.asks != nil && err == nil {
			r.asks.note(s.Source, n, kept || string(fields["birth"]) == "true", arrived)
		}
	} else if timed {
		s.Source, s.Seq = joined(s.Source, s.Tag), uint64(s.At.UnixNano()) //nolint:gosec // from 1970 on
	} else {
		s.Seq = r.next(s.Source, arrived)
	}
	return s, errors.Join(errs...)
}

// bare understands a value without anything else.
func (r *reader) bare(topic string, payload []byte, arrived time.Time, kept bool) ([]twin.Signal, error) {
	v, err := value(payload)
	if err != nil { // no JSON: a text as it is
		if v, err = asText(string(payload)); err != nil {
			return nil, err
		}
	}
	if last, ok := r.kept[topic]; ok && kept && last == v {
		return nil, nil
	}
	r.kept[topic] = v
	source, tag := r.place(topic)
	return []twin.Signal{{Source: source, Seq: r.next(source, arrived), At: arrived, Tag: tag, Value: v}}, nil
}

// next is a number for a source that gives none: the time of arrival, made to rise.
func (r *reader) next(source string, arrived time.Time) uint64 {
	n := max(uint64(arrived.UnixNano()), r.seq[source]+1) //nolint:gosec // from 1970 on
	r.seq[source] = n
	return n
}

// place is what a topic says of source and tag.
func (r *reader) place(topic string) (source, tag string) {
	rest := topic
	if r.root != "" {
		below, ok := strings.CutPrefix(topic, r.root+"/")
		if !ok { // the root itself, which a filter with # finds too
			i := strings.LastIndexByte(topic, '/')
			return topic[:max(i, 0)], topic[i+1:]
		}
		rest = below
	}
	source, tag, ok := strings.Cut(rest, "/")
	if !ok || tag == "" {
		return r.root, rest
	}
	return source, tag
}

func joined(source, tag string) string {
	if source == "" {
		return tag
	}
	return source + "/" + tag
}

// first is the first of some fields that is there.
func first(fields map[string]json.RawMessage, keys []string) (string, json.RawMessage) {
	for _, key := range keys {
		if raw, ok := fields[key]; ok {
			return key, raw
		}
	}
	return "", nil
}

// value understands a value in JSON.
func value(raw []byte) (twin.Value, error) {
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		return twin.Value{}, fmt.Errorf("want a number, a text, true, false or null, have %s", short(string(raw)))
	}
	switch v := v.(type) {
	case nil:
		return twin.Value{}, nil
	case bool:
		if v {
			return twin.NumberValue(1), nil
		}
		return twin.NumberValue(0), nil
	case float64:
		return twin.NumberValue(v), nil
	case string:
		return asText(v)
	}
	return twin.Value{}, fmt.Errorf("want a number, a text, true, false or null, have %s", short(string(raw)))
}

func asText(s string) (twin.Value, error) {
	if len(s) > maxText || !utf8.ValidString(s) {
		return twin.Value{}, fmt.Errorf("want a text in UTF-8 of at most %d bytes, have %s", maxText, short(s))
	}
	return twin.TextValue(s), nil
}

// moment understands a time.
func moment(raw []byte) (time.Time, error) {
	wrong := fmt.Errorf("want a time such as \"2026-01-05T06:00:00Z\", or milliseconds since 1970, have %s", short(string(raw)))
	var at time.Time
	var text string
	if json.Unmarshal(raw, &text) == nil {
		parsed, err := time.Parse(time.RFC3339Nano, text)
		if err != nil {
			return at, wrong
		}
		at = parsed.UTC()
	} else {
		ms, err := strconv.ParseFloat(string(raw), 64)
		if err != nil || math.Abs(ms) > 1e14 {
			return at, wrong
		}
		whole, part := math.Modf(ms)
		at = time.UnixMilli(int64(whole)).Add(time.Duration(math.Round(part * 1e6))).UTC()
	}
	if y := at.Year(); y < firstYear || y > lastYear {
		return at, fmt.Errorf("want a time from the year %d to %d, have %s", firstYear, lastYear, short(string(raw)))
	}
	return at, nil
}

// short is what came, for a message.
func short(text string) string {
	const longest = 60
	if len(text) > longest {
		text = text[:longest] + "..."
	}
	return strconv.Quote(text)
}

// A said is a signal as it is sent.
type said struct {
	Source     string `json:"source"`
	Seq        uint64 `json:"seq"`
	At         string `json:"at"`
	Tag        string `json:"tag"`
	Value      any    `json:"value"`
	Birth      bool   `json:"birth,omitempty"`      // how a tag stands, said when the connection was made
	Historical bool   `json:"historical,omitempty"` // late: it could not be sent when it happened
}

// Payload is a signal as it is sent. Birth says that it is sent to tell how its tag stands, historical that it comes late; who
// listens needs neither, since the signal keeps its name and its time.
func Payload(s *twin.Signal, birth, historical bool) ([]byte, error) {
	p := said{s.Source, s.Seq, s.At.UTC().Format(time.RFC3339Nano), s.Tag, nil, birth, historical}
	switch s.Value.Kind {
	case twin.Number:
		p.Value = s.Value.Number
	case twin.Text:
		p.Value = s.Value.Text
	case twin.Nothing:
	}
	return json.Marshal(p)
}

// Topic is where a signal is said below a root. What a topic cannot have (wildcards, an empty level) or not every broker takes
// (spaces) becomes a hyphen; the payload says source and tag as they are.
func Topic(root string, s *twin.Signal) string {
	return root + "/" + fit(strings.ReplaceAll(s.Source, "/", "-")) + "/" + fit(s.Tag)
}

func fit(level string) string {
	level = strings.Map(func(r rune) rune {
		if r == '+' || r == '#' || unicode.IsSpace(r) || unicode.IsControl(r) {
			return '-'
		}
		return r
	}, level)
	if level == "" {
		return "-"
	}
	return level
}

//go:build !js

package eventlog

import (
	"bufio"
	"compress/gzip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Limits of an event log in XES. The log as a whole may be long, since it is read trace by trace.
const (
	maxXES    = 8 << 30   // bytes, unzipped
	maxTag    = 1 << 20   // bytes of one tag, with all it says
	maxNested = 32        // tags within tags
	maxEvents = 1_000_000 // of one trace
	maxExtras = 2_000     // attributes of one event or trace
)

// A Trace is what happened to one case: an order, a part.
type Trace struct {
	Line       int    // where it begins in the file
	Name       string // concept:name, the case
	Attributes []Attribute
	Events     []LogEvent // in the order of the file
}

// A LogEvent is one thing that happened. What XES has no name for is among its attributes.
type LogEvent struct {
	Line       int       // where it begins in the file
	Activity   string    // concept:name
	Instance   string    // concept:instance: which of several goings on of that activity
	Resource   string    // org:resource: who did it
	Transition string    // lifecycle:transition, in small letters: start, complete, ...
	At         time.Time // time:timestamp, in the zone it was written in, UTC where it has none; zero: not said
	Local      bool      // it was written without a zone
	Attributes []Attribute
}

// An Attribute is something that an event log says under a key of its own.
type Attribute struct {
	Key   string
	Type  string // as XES calls it: string, date, int, float, boolean, id, list, container
	Value string // as written
}

// Attribute is the value of an attribute; "" where there is none.
func (t *Trace) Attribute(key string) string { return valueOf(t.Attributes, key) }

// Attribute is the value of an attribute; "" where there is none.
func (e *LogEvent) Attribute(key string) string { return valueOf(e.Attributes, key) }

func valueOf(list []Attribute, key string) string {
	for i := range list {
		if list[i].Key == key {
			return list[i].Value
		}
	}
	return ""
}

// XES reads an event log in XES 1.0 (IEEE 1849), zipped by gzip or not, trace by trace:
//
//	log, err := eventlog.OpenXES("log.xes.gz", file)
//	for log.Next() { log.Trace() ... }
//	err = log.Err()
type XES struct {
	findings
	text  *metered
	xml   *xml.Decoder
	trace Trace
	depth int
	done  bool
	whole bool // the log has been seen to its end
}

// OpenXES begins to read an event log. Name is what mistakes call it. The error is [Mistakes].
func OpenXES(name string, r io.Reader) (*XES, error) {
	b := bufio.NewReaderSize(r, 1<<16)
	var text io.Reader = b
	if head, _ := b.Peek(2); string(head) == "\x1f\x8b" {
		zipped, err := gzip.NewReader(b)
		if err != nil {
			return nil, told(name, "want a file zipped by gzip, have one that cannot be read")
		}
		text = zipped
	}
	x := &XES{findings: findings{file: name}, text: &metered{r: text, whole: maxXES}}
	x.xml = xml.NewDecoder(x.text)
	x.xml.CharsetReader = charset
	for {
		token, err := x.token()
		if err != nil {
			return nil, x.broken(err)
		}
		if start, ok := token.(xml.StartElement); ok {
			if start.Name.Local != "log" {
				return nil, Mistakes{{File: name, Line: x.line(), Text: fmt.Sprintf("want an event log whose first tag is <log>, have <%s>", shortened(start.Name.Local))}}
			}
			return x, nil
		}
	}
}

// Trace is the trace that Next went on to. It is good until the next.
func (x *XES) Trace() *Trace { return &x.trace }

// Err is all that was wrong; nil when nothing was. It is [Mistakes].
func (x *XES) Err() error { return x.err() }

// Next goes on to the next trace; false at the end, or when the rest cannot be read. Values that cannot be read are told
// at the end and end nothing.
func (x *XES) Next() bool {
	for !x.done {
		token, err := x.token()
		if err != nil {
			x.end(err)
			return false
		}
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Local != "trace" {
				if !x.skip() {
					return false
				}
				continue
			}
			x.trace = Trace{Line: x.line(), Events: x.trace.Events[:0]}
			return x.readTrace()
		case xml.EndElement: // of the log
			x.whole = true
		}
	}
	return false
}

// end ends reading, for a reason.
func (x *XES) end(err error) {
	x.done = true
	if errors.Is(err, io.EOF) && x.whole {
		return
	}
	if mistakes, ok := errors.AsType[Mistakes](x.broken(err)); ok {
		x.list = append(x.list, mistakes...)
	}
}

// broken says why the text cannot be read on.
func (x *XES) broken(err error) error {
	text := "want XML that goes on to its end, have " + strings.TrimPrefix(err.Error(), "XML ")
	wrong, syntax := errors.AsType[*xml.SyntaxError](err)
	if syntax {
		text = "want XML, have " + shortened(wrong.Msg)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || syntax && wrong.Msg == "unexpected EOF" {
		text = "want an event log that is whole, have one that ends before </log>"
	}
	if wrong, ok := errors.AsType[limitError](err); ok {
		text = string(wrong)
	}
	return Mistakes{{File: x.file, Line: x.line(), Text: text}}
}

func (x *XES) line() int {
	line, _ := x.xml.InputPos()
	return line
}

// token is the next token that counts.
func (x *XES) token() (xml.Token, error) {
	for {
		x.text.tag = maxTag
		token, err := x.xml.Token()
		if err != nil {
			return nil, err
		}
		switch token.(type) {
		case xml.StartElement:
			if x.depth++; x.depth > maxNested {
				return nil, limitError(fmt.Sprintf("want tags at most %d deep within each other, have more", maxNested))
			}
			return token, nil
		case xml.EndElement:
			x.depth--
			return token, nil
		}
	}
}

// skip passes over what is within the tag that has just begun.
func (x *XES) skip() bool {
	for depth := 1; depth > 0; {
		token, err := x.token()
		if err != nil {
			x.end(err)
			return false
		}
		if _, ok := token.(xml.StartElement); ok {
			depth++
		} else {
			depth--
		}
	}
	return true
}

// readTrace reads what is within a trace.
func (x *XES) readTrace() bool {
	for {
		token, err := x.token()
		if err != nil {
			x.end(err)
			return false
		}
		start, ok := token.(xml.StartElement)
		switch {
		case !ok:
			return true
		case start.Name.Local == "event":
			if len(x.trace.Events) >= maxEvents {
				x.end(limitError(fmt.Sprintf("want at most %d events in one trace, have more", maxEvents)))
				return false
			}
			if !x.readEvent() {
				return false
			}
		default:
			a, good := attributeOf(start)
			if good && a.Key == "concept:name" {
				x.trace.Name = a.Value
			} else if good && len(x.trace.Attributes) < maxExtras {
				x.trace.Attributes = append(x.trace.Attributes, a)
			}
			if !x.skip() {
				return false
			}
		}
	}
}

// readEvent reads what is within an event.
func (x *XES) readEvent() bool {
	e := LogEvent{Line: x.line()}
	for {
		token, err := x.token()
		if err != nil {
			x.end(err)
			return false
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			x.trace.Events = append(x.trace.Events, e)
			return true
		}
		x.learn(&e, start)
		if !x.skip() { // what is said of an attribute is left alone
			return false
		}
	}
}

// learn takes up one attribute of an event.
func (x *XES) learn(e *LogEvent, start xml.StartElement) {
	a, ok := attributeOf(start)
	if !ok {
		return
	}
	switch a.Key {
	case "concept:name":
		e.Activity = a.Value
	case "concept:instance":
		e.Instance = a.Value
	case "org:resource":
		e.Resource = a.Value
	case "lifecycle:transition":
		e.Transition = strings.ToLower(a.Value)
	case "time:timestamp":
		at, local, err := zonedOrNot(a.Value)
		if err != nil {
			x.add(x.line(), a.Key, "%v", err)
		}
		e.At, e.Local = at, local
	default:
		if len(e.Attributes) < maxExtras {
			e.Attributes = append(e.Attributes, a)
		}
	}
}

// attributeOf is an attribute as XES writes it: <string key="k" value="v"/>.
func attributeOf(start xml.StartElement) (a Attribute, ok bool) {
	a.Type = start.Name.Local
	for _, attr := range start.Attr {
		switch attr.Name.Local {
		case "key":
			a.Key, ok = attr.Value, true
		case "value":
			a.Value = attr.Value
		}
	}
	return a, ok
}

// zonedLayouts are those of moments; the first ones have a zone.
var zonedLayouts = []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999Z0700", "2006-01-02T15:04Z07:00", "2006-01-02Z07:00", "2006-01-02T15:04:05.999999999", "2006-01-02T15:04"}

const zonedUntil = 4

// zonedOrNot reads a moment of XES, which has a zone where the writer knew one, and tells whether there was none.
func zonedOrNot(text string) (at time.Time, local bool, err error) {
	text = strings.TrimSpace(text)
	for i, layout := range zonedLayouts {
		if at, err := time.Parse(layout, text); err == nil {
			if y := at.Year(); y < firstYear || y > lastYear {
				return time.Time{}, false, fmt.Errorf("want a date from the year %d to %d, have %q", firstYear, lastYear, shortened(text))
			}
			return at, i >= zonedUntil, nil
		}
	}
	if at, _, err := date(text); err == nil {
		return at, true, nil
	}
	return time.Time{}, false, fmt.Errorf("want a time such as 2026-03-01T06:30:00.000+01:00, have %q", shortened(text))
}

// shortened is a text that may be long, for a message.
func shortened(text string) string {
	const longest = 60
	if len(text) <= longest {
		return text
	}
	cut := longest
	for cut > 0 && !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut] + "..."
}

// A limitError is a log that is too much.
type limitError string

// Error says of what.
func (l limitError) Error() string { return string(l) }

// metered hands out at most so much for one tag, and in all.
type metered struct {
	r     io.Reader
	tag   int
	whole int64
}

// Read reads on within the limits.
func (m *metered) Read(p []byte) (int, error) {
	if m.tag <= 0 {
		return 0, limitError(fmt.Sprintf("want tags of at most %d bytes, have a longer one", maxTag))
	}
	if m.whole <= 0 {
		return 0, limitError(fmt.Sprintf("want an event log of at most %d GB, have more", maxXES>>30))
	}
	n, err := m.r.Read(p)
	m.tag -= n
	m.whole -= int64(n)
	return n, err
}

// charset reads the encodings that old programs write.
func charset(name string, r io.Reader) (io.Reader, error) {
	switch strings.ToLower(name) {
	case "utf-8", "utf8", "us-ascii", "ascii":
		return r, nil
	case "iso-8859-1", "latin1", "windows-1252":
		return &latin{r: bufio.NewReader(r)}, nil
	}
	return nil, limitError(fmt.Sprintf("want a text in UTF-8, have one in %q", shortened(name)))
}

// latin turns Latin 1 into UTF-8.
type latin struct{ r *bufio.Reader }

// Read hands out the text in UTF-8.
func (l *latin) Read(p []byte) (n int, err error) {
	for n+utf8.UTFMax <= len(p) {
		c, err := l.r.ReadByte()
		if err != nil {
			return n, err
		}
		n += utf8.EncodeRune(p[n:], rune(c))
		if l.r.Buffered() == 0 {
			break
		}
	}
	return n, nil
}

// Moment reads a time as logs have it: with a zone or without, as [Table] has dates, or as seconds, milliseconds, microseconds or
// nanoseconds since 1970. Local tells that the text says no zone, and was taken for UTC: the time is that of the clock on the wall
// of some place.
func Moment(text string) (at time.Time, local bool, err error) {
	text = strings.TrimSpace(text)
	if len(text) >= len("2006/01/02") && text[4] == '/' && text[7] == '/' {
		text = text[:4] + "-" + text[5:7] + "-" + text[8:]
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || len(text) == len("20060102") {
		return zonedOrNot(text)
	}
	// The sizes cannot be taken for each other between the years 1973 and 2199.
	for _, unit := range []float64{1e9, 1e6, 1e3, 1} { // nanoseconds
		seconds := x * unit / 1e9
		if !(seconds >= 1e8 && seconds <= 7.2e9) {
			continue
		}
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return time.Unix(0, n*int64(unit)).UTC(), false, nil
		}
		return time.UnixMicro(int64(math.Round(seconds * 1e6))).UTC(), false, nil // which is as fine as such a number is
	}
	return time.Time{}, false, fmt.Errorf("want a time such as 2026-03-01T06:30:00.000+01:00, have %q", shortened(text))
}

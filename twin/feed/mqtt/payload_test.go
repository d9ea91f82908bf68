package mqtt

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tweeling/twin"
)

var noon = time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC)

// What a message means, by the filter it was heard with.
func TestRead(t *testing.T) {
	at := time.Date(2026, 1, 5, 6, 0, 0, 250e6, time.UTC)
	arrived := uint64(noon.UnixNano())
	one := func(source string, seq uint64, at time.Time, tag string, v twin.Value) []twin.Signal {
		return []twin.Signal{{Source: source, Seq: seq, At: at, Tag: tag, Value: v}}
	}
	for _, c := range []struct {
		filter, topic, payload string
		want                   []twin.Signal
	}{
		{"plant/#", "plant/plc1/press/count", "12.5", one("plc1", arrived, noon, "press/count", twin.NumberValue(12.5))},
		{"plant/#", "plant/press.count", " true ", one("plant", arrived, noon, "press.count", twin.NumberValue(1))},
		{"plant/+/count", "plant/plc1/count", "false", one("plc1", arrived, noon, "count", twin.NumberValue(0))},
		{"#", "plc1/a/b", `"down"`, one("plc1", arrived, noon, "a/b", twin.TextValue("down"))},
		{"#", "state", "not running", one("", arrived, noon, "state", twin.TextValue("not running"))},
		{"plant/plc1/count", "plant/plc1/count", "3", one("plant/plc1", arrived, noon, "count", twin.NumberValue(3))},
		{"plant/#", "plant", "3", one("", arrived, noon, "plant", twin.NumberValue(3))},
		{"#", "plc1/x", "null", one("plc1", arrived, noon, "x", twin.Value{})},
		{"#", "plc1/x", "  ", nil},
		{"#", "a/b", `{"source":"plc1","seq":18446744073709551615,"at":"2026-01-05T07:00:00.25+01:00","tag":"press.good","value":12,"more":[1]}`,
			one("plc1", 18446744073709551615, at, "press.good", twin.NumberValue(12))},
		{"#", "plc1/x", `{"timestamp_ms":1767592800250,"val":"idle"}`, one("plc1/x", uint64(at.UnixNano()), at, "x", twin.TextValue("idle"))},
		{"#", "plc1/x", `{"v":null}`, one("plc1", arrived, noon, "x", twin.Value{})},
		{"#", "plc1/x", `[{"seq":1,"at":1767592800250,"v":1},{"seq":2,"at":1767592800250.5,"v":2}]`,
			append(one("plc1", 1, at, "x", twin.NumberValue(1)), one("plc1", 2, at.Add(500*time.Microsecond), "x", twin.NumberValue(2))...)},
	} {
		have, err := newReader(c.filter).read(c.topic, []byte(c.payload), noon, false)
		if d := cmp.Diff(c.want, have); d != "" || err != nil {
			t.Errorf("%s %s %s: %v %s", c.filter, c.topic, c.payload, err, d)
		}
	}
}

// Numbers that are given rise, and a value that the broker kept is heard once.
func TestArrival(t *testing.T) {
	r := newReader("#")
	var last uint64
	for i, c := range []struct {
		payload string
		kept    bool
		comes   bool
	}{{"1", true, true}, {"1", true, false}, {"1", false, true}, {"2", true, true}, {"1", false, true}} {
		have, err := r.read("plc1/x", []byte(c.payload), noon, c.kept)
		if err != nil || len(have) == 1 != c.comes {
			t.Fatalf("%d: want it to come: %v, have %v, %v", i, c.comes, have, err)
		}
		if c.comes {
			if have[0].Seq <= last {
				t.Errorf("%d: want a number above %d, have %d", i, last, have[0].Seq)
			}
			last = have[0].Seq
		}
	}
}

func TestReadMistakes(t *testing.T) {
	for payload, want := range map[string]string{
		`{"seq":-1,"value":1}`:                 `plc1/x": seq: want a whole number of at least 0, have "-1"`,
		`{"seq":1}`:                            "want a value, have none",
		`{"value":[1]}`:                        `value: want a number, a text, true, false or null, have "[1]"`,
		`{"value":1,"at":"yesterday"}`:         `at: want a time such as "2026-01-05T06:00:00Z"`,
		`{"value":1,"ts":1e300}`:               "want a time such as",
		`{"value":1,"ts":-99999999999}`:        "want a time from the year 1970 to 2199",
		`{"value":1,"tag":7}`:                  "tag: want a text of 1 to 1000 bytes",
		`{"value":1,"source":""}`:              "source: want a text of 1 to 1000 bytes",
		`{"value":1`:                           "want a signal in JSON such as",
		`[1,2]`:                                "want a signal in JSON such as",
		`[{"value":1},{"value":`:               "want a list of signals in JSON",
		"\xff\xfe":                             "want a text in UTF-8",
		strings.Repeat("x", 1001):              "want a text in UTF-8 of at most 1000 bytes",
		`"` + strings.Repeat("x", 2<<20) + `"`: "want a payload of at most 1048576 bytes",
		strings.Repeat("[", 100_000):           "want a list of signals in JSON",
	} {
		_, err := newReader("#").read("plc1/x", []byte(payload), noon, false)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40s: want %q, have %v", payload, want, err)
		}
	}
}

// FuzzRead: whatever comes is a signal that can be sent and read again, or is told.
func FuzzRead(f *testing.F) {
	for _, p := range []string{"1", `"x"`, `{"seq":1,"at":"2026-01-05T06:00:00Z","value":1}`, `[{"value":null}]`, "\xff", "-", `{"ts":1,"v":true,"source":"\u0000"}`} {
		f.Add("plant/plc1/x", []byte(p), true)
	}
	f.Add("\xdf/\x80", []byte("0"), false) // halves of one letter: together they would be UTF-8
	f.Fuzz(func(t *testing.T, topic string, payload []byte, kept bool) {
		r := newReader("plant/#")
		signals, err := r.read(topic, payload, noon, kept)
		if err != nil {
			if len(signals) > 0 || strings.Contains(err.Error(), "\x00") {
				t.Fatalf("want a message that can be printed and nothing else, have %q, %v", err, signals)
			}
			return
		}
		for i := range signals {
			s := &signals[i]
			if s.At.Year() < firstYear || s.At.Year() > lastYear || s.Value.Kind > twin.Text {
				t.Fatalf("want a signal that can be kept, have %+v", s)
			}
			if s.Source == "" || s.Tag == "" {
				continue // a topic that begins with a slash
			}
			sent, err := Payload(s, true, true)
			if err != nil {
				t.Fatal(err)
			}
			again, err := newReader("plant/#").read("any", sent, noon, false)
			if len(s.Source) > maxText || len(s.Tag) > maxText {
				continue // a topic may be longer than a text
			}
			if d := cmp.Diff([]twin.Signal{*s}, again); d != "" || err != nil {
				t.Fatalf("want it as it was sent: %v %s", err, d)
			}
		}
	})
}

func TestAddress(t *testing.T) {
	for text, want := range map[string]string{
		"mqtt://localhost":                     "tcp://localhost:1883 tweeling/#  1",
		"mqtt://10.0.0.7:1884/plant/+/x?qos=0": "tcp://10.0.0.7:1884 plant/+/x  0",
		"mqtts://[::1]/#?session=line3":        "ssl://[::1]:8883 # line3 1",
		"tcp://broker/plant/#":                 "tcp://broker:1883 plant/#  1",
		"http://x":                             "want an address such as mqtt://",
		"localhost:1883":                       "want an address such as mqtt://",
		"mqtt://":                              "want a host and perhaps its port",
		"mqtt://[::1":                          "want a host and perhaps its port",
		"mqtt://a:b:c/x":                       "want a host and perhaps its port",
		"mqtt://[::1]/x":                       "tcp://[::1]:1883 x/#",
		"mqtt://::1/x":                         "tcp://[::1]:1883 x/#",
		"mqtt://x:99999":                       "want a port from 1 to 65535",
		"mqtt://x/a/#/b":                       "want # alone and at the end",
		"mqtt://x/a+":                          "want + alone between the slashes",
		"mqtt://x/a?qos=2":                     "want qos=0 or qos=1",
		"mqtt://x/a?user=anna":                 "there are session, qos, again, ca, cert, key, credentials",
		"mqtt://anna:s3cret@x/a":               "mqtt://...@x/a: want no user in the address",
		"mqtt://x/a?ca=nothing.pem":            "with mqtts:// only",
		"mqtts://x/a?ca=nothing.pem":           "nothing.pem",
	} {
		f, err := Open(text, Settings{})
		have := ""
		if err != nil {
			have = err.Error()
		} else {
			have = fmt.Sprint(f.address.Server, " ", f.address.Filter, " ", f.settings.Session, " ", f.address.QoS)
		}
		if !strings.Contains(have, want) || strings.Contains(have, "s3cret") {
			t.Errorf("%s: want %q, have %q", text, want, have)
		}
	}
}

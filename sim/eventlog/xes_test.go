package eventlog_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tweeling/sim/eventlog"
)

const smallLog = `<?xml version="1.0" encoding="UTF-8" ?>
<!-- as other programs write it -->
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
	<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
	<global scope="event"><string key="concept:name" value="UNKNOWN"/></global>
	<string key="source" value="shop"/>
	<trace>
		<string key="concept:name" value="W-1"/>
		<int key="quantity" value="10"/>
		<event>
			<string key="org:resource" value="saw &amp; 1"/>
			<string key="concept:name" value="sawing"><string key="why" value="nested"/></string>
			<string key="lifecycle:transition" value="START"/>
			<date key="time:timestamp" value="2026-01-05T06:00:00.250+01:00"/>
		</event>
		<event><string key="concept:name" value="sawing"/><date key="time:timestamp" value="2026-01-05T07:00:00"/><list key="l"><values><int key="x" value="1"/></values></list></event>
	</trace>
	<trace/>
</log>`

func traces(text string) (list []eventlog.Trace, err error) {
	x, err := eventlog.OpenXES("log.xes", strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	for x.Next() {
		t := *x.Trace()
		t.Events = append([]eventlog.LogEvent(nil), t.Events...)
		list = append(list, t)
	}
	return list, x.Err()
}

func TestXES(t *testing.T) {
	want := []eventlog.Trace{
		{Line: 7, Name: "W-1", Attributes: []eventlog.Attribute{{Key: "quantity", Type: "int", Value: "10"}}, Events: []eventlog.LogEvent{
			{Line: 10, Activity: "sawing", Resource: "saw & 1", Transition: "start", At: time.Date(2026, 1, 5, 5, 0, 0, 250e6, time.UTC)},
			{Line: 16, Activity: "sawing", At: time.Date(2026, 1, 5, 7, 0, 0, 0, time.UTC), Local: true, Attributes: []eventlog.Attribute{{Key: "l", Type: "list"}}},
		}},
		{Line: 18},
	}
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	_, _ = z.Write([]byte(smallLog))
	_ = z.Close()
	for _, text := range []string{smallLog, zipped.String()} {
		have, err := traces(text)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, have); d != "" {
			t.Error(d)
		}
	}
	list, err := traces(`<?xml version="1.0" encoding="ISO-8859-1"?><log><trace><string key="concept:name" value="` + "\xe9" + `"/></trace></log>`)
	if err != nil || list[0].Name != "é" {
		t.Errorf("want Latin 1 read, have %v, %v", list, err)
	}
}

// What is wrong is told with its line, and what is too much is refused before it can hurt.
func TestXESMistakes(t *testing.T) {
	long := strings.Repeat("x", 3<<20)
	for text, want := range map[string]string{
		"":                                   "want an event log that is whole",
		"number;product\n":                   "want an event log that is whole",
		"\n<html></html>":                    "log.xes:2: want an event log whose first tag is <log>, have <html>",
		"<log>\n<trace>\n<event></trace>":    "log.xes:3: want XML, have element <event> closed by </trace>",
		"<log><trace><event>":                "want an event log that is whole, have one that ends before </log>",
		"<log>" + strings.Repeat("<a>", 1e6): "want tags at most 32 deep within each other",
		`<log><string key="k" value="` + long + `"/></log>`: "want tags of at most 1048576 bytes, have a longer one",
		"<log><!--" + long + "--></log>":                    "want tags of at most 1048576 bytes, have a longer one",
		`<?xml version="1.0" encoding="EBCDIC"?><log/>`:     `want a text in UTF-8, have one in "EBCDIC"`,
		"<log><trace>\n<event><date key='time:timestamp' value='5 May'/></event><event><date key='time:timestamp' value='0001-01-01T00:00:00Z'/></event></trace></log>": "log.xes:2: time:timestamp: want a time such as 2026-03-01T06:30:00.000+01:00, have \"5 May\"\nlog.xes:2: time:timestamp: want a date from the year 1970 to 2199",
		"\x1f\x8bxx": "want a file zipped by gzip, have one that cannot be read",
		"<!DOCTYPE log [<!ENTITY a 'aaaa'>]><log><trace><string key='k' value='&a;'/></trace></log>": "want XML, have invalid character entity &a;",
	} {
		_, err := traces(text)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: want %q, have %v", text, want, err)
		}
	}
}

// written is a log written and read again.
func written(t *testing.T, list []eventlog.Trace) []eventlog.Trace {
	t.Helper()
	var b strings.Builder
	w := eventlog.NewXESWriter(&b)
	for i := range list {
		w.Write(&list[i])
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := traces(b.String())
	if err != nil {
		t.Fatalf("want what was written to be read, have %v in\n%.2000q", err, b.String())
	}
	return again
}

// lineless takes out what depends on where a log was.
func lineless(list []eventlog.Trace) []eventlog.Trace {
	for i := range list {
		list[i].Line = 0
		for k := range list[i].Events {
			list[i].Events[k].Line = 0
		}
	}
	return list
}

// FuzzXES: whatever it is given is told with its place or read, and what was read can be written and read again.
func FuzzXES(f *testing.F) {
	f.Add([]byte(smallLog))
	f.Add([]byte("<log><trace><event><date key='time:timestamp' value='20260301 06:30'/></event></trace></log>"))
	f.Add([]byte("<a:log xmlns:a='b'><trace><string key='\n' value='&#9;&lt;'/></trace><trace></log>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := traces(string(data))
		if !fine(t, err) {
			return
		}
		once := lineless(written(t, list))
		if d := cmp.Diff(once, lineless(written(t, once))); d != "" {
			t.Fatalf("want the same written and read again:\n%s", d)
		}
		if len(once) != len(list) {
			t.Fatalf("want %d traces, have %d", len(list), len(once))
		}
	})
}

// A real log of a machine shop is read whole.
func TestXESReal(t *testing.T) {
	dir := os.Getenv("TWEELING_REFERENCE")
	if dir == "" {
		t.Skip("TWEELING_REFERENCE is not set: the reference cases are not here")
	}
	file, err := os.Open(filepath.Join(dir, "data", "4tu-production", "Production.xes.gz"))
	if err != nil {
		t.Skip("TWEELING_REFERENCE has no such log: ", err)
	}
	defer file.Close()
	x, err := eventlog.OpenXES("Production.xes.gz", file)
	if err != nil {
		t.Fatal(err)
	}
	cases, events, timed := 0, 0, 0
	transitions := map[string]int{}
	for x.Next() {
		cases++
		for _, e := range x.Trace().Events {
			events++
			transitions[e.Transition]++
			if !e.At.IsZero() && e.Activity != "" {
				timed++
			}
		}
	}
	if err := x.Err(); err != nil {
		t.Fatal(err)
	}
	if have := fmt.Sprint(cases, events, timed, transitions["start"], transitions["complete"]); have != "225 9906 9906 4953 4953" {
		t.Errorf("want 225 cases with 9906 events, half of them starts, have %s", have)
	}
}

// Times as logs have them.
func TestMoment(t *testing.T) {
	want := time.Date(2026, 1, 5, 6, 0, 0, 250e6, time.UTC)
	for _, text := range []string{"2026-01-05T07:00:00.25+01:00", "2026-01-05 06:00:00.250", "5-1-2026 06:00:00,25", "2026/01/05 06:00:00.250",
		"1767592800.25", "1767592800250", "1767592800250000", "1767592800250000000", " 20260105 06:00:00.25 "} {
		if have, _, err := eventlog.Moment(text); err != nil || !have.Equal(want) {
			t.Errorf("%s: want %v, have %v, %v", text, want, have, err)
		}
	}
	for _, text := range []string{"", "12", "9999", "1e30", "-1767592800", "NaN", "1/2", "2026/13/05", "Monday"} {
		if have, _, err := eventlog.Moment(text); err == nil {
			t.Errorf("%q: want no time, have %v", text, have)
		}
	}
}

package logfile_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tweeling/sim/eventlog"
	"tweeling/twin"
	"tweeling/twin/feed/feedtest"
	"tweeling/twin/feed/logfile"
)

func more(t testing.TB, file, text string) {
	t.Helper()
	f, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteString(text); err != nil {
		t.Fatal(err)
	}
}

func TestCSV(t *testing.T) {
	feedtest.Run(t, func(t *testing.T) feedtest.Source {
		file := filepath.Join(t.TempDir(), "signals.csv")
		more(t, file, "Source;Seq;Time;Tag;Value\n")
		return feedtest.Source{
			Say: func(t *testing.T, signals []twin.Signal) {
				for _, s := range signals {
					more(t, file, fmt.Sprintf("%s;%d;%s;%s;\"%s\"\n", s.Source, s.Seq, s.At.Format(time.RFC3339Nano), s.Tag, strings.ReplaceAll(s.Value.String(), `"`, `""`)))
				}
			},
			Spoil: func(t *testing.T) { more(t, file, "plc1;3;yesterday;press.count;1\n") },
			Open:  func(*testing.T) (twin.Feed, <-chan struct{}) { return logfile.CSV(file, logfile.Settings{}), nil },
		}
	})
}

func TestXES(t *testing.T) {
	feedtest.Run(t, func(t *testing.T) feedtest.Source {
		file := filepath.Join(t.TempDir(), "log.xes")
		trace := eventlog.Trace{Name: "W-1"}
		write := func(t *testing.T) {
			var b strings.Builder
			w := eventlog.NewXESWriter(&b)
			w.Write(&trace)
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		return feedtest.Source{
			Bare: true,
			Say: func(t *testing.T, signals []twin.Signal) {
				for _, s := range signals {
					activity, transition, _ := strings.Cut(s.Tag, ".")
					e := eventlog.LogEvent{Activity: activity, Transition: transition, At: s.At}
					switch s.Value.Kind {
					case twin.Number:
						e.Attributes = []eventlog.Attribute{{Key: "said", Type: "float", Value: s.Value.String()}}
					case twin.Text:
						e.Attributes = []eventlog.Attribute{{Key: "said", Type: "string", Value: s.Value.Text}}
					case twin.Nothing:
					}
					trace.Events = append(trace.Events, e)
				}
				write(t)
			},
			Spoil: func(t *testing.T) { trace.Events = append(trace.Events, eventlog.LogEvent{Activity: "press"}) },
			Open: func(*testing.T) (twin.Feed, <-chan struct{}) {
				return logfile.XES(file, logfile.Settings{Value: "said"}), nil
			},
		}
	})
}

// heard is what a file says, one signal a line.
func heard(t *testing.T, f *logfile.Feed) string {
	t.Helper()
	var b strings.Builder
	err := f.Run(context.Background(), func(list []twin.Signal) error {
		for _, s := range list {
			fmt.Fprintf(&b, "%s %d %s %s %v\n", s.Source, s.Seq, s.At.Format("15:04:05"), s.Tag, s.Value)
		}
		return nil
	})
	if err != nil {
		fmt.Fprintln(&b, err)
	}
	if u := f.Unread(); u.Count > 0 {
		fmt.Fprintf(&b, "%d: %s\n", u.Count, u.Last)
	}
	return b.String()
}

// Tables as others write them.
func TestTables(t *testing.T) {
	for text, want := range map[string]string{
		"tijd;signaal;waarde\n2026-01-05 06:00:01;pers.teller;12,5\n5-1-2026 06:00:02;pers.open;waar\n1767592803000;pers.stand;uit\n":      "t 1 06:00:01 pers.teller 12.5\nt 2 06:00:02 pers.open 1\nt 3 06:00:03 pers.stand uit\n",
		"Case ID,Activity,Start,Complete\n1,saw,2026-01-05 08:00,2026-01-05 09:00\n2,saw,2026-01-05 07:00,\n":                              "t.csv 3 07:00:00 saw.start \nt.csv 1 08:00:00 saw.start \nt.csv 2 09:00:00 saw.complete \n",
		"case:concept:name,concept:name,time:timestamp,lifecycle:transition\n1,saw,2026-01-05T08:00:00+01:00,START\n1,saw,soon,complete\n": "t.csv 1 07:00:00 saw.start \n1: t.csv:3: time:timestamp: want a time such as 2026-03-01T06:30:00.000+01:00, have \"soon\"\n",
		"a,b\n1,2\n":                       "t.csv: want columns for tag and time, or for activity and time (or start and end), have a, b\n",
		"tag,at\n,2026-01-05\nx,9999\n":    "2: t.csv:3: at: want a time such as 2026-03-01T06:30:00.000+01:00, have \"9999\"\n",
		"tag,at,seq\nx,2026-01-05,minus\n": "1: t.csv:2: seq: want a whole number of at least 0, have \"minus\"\n",
	} {
		file := filepath.Join(t.TempDir(), "t.csv")
		more(t, file, text)
		if have := heard(t, logfile.CSV(file, logfile.Settings{})); have != want {
			t.Errorf("%s\nwant\n%s\nhave\n%s", text, want, have)
		}
	}
}

// A real log of a machine shop is heard whole, in both its forms.
func TestReal(t *testing.T) {
	dir := os.Getenv("TWEELING_REFERENCE")
	if dir == "" {
		t.Skip("TWEELING_REFERENCE is not set: the reference cases are not here")
	}
	dir = filepath.Join(dir, "data", "4tu-production")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("TWEELING_REFERENCE has no such log: ", err)
	}
	for name, want := range map[string]int{"Production.xes.gz": 9906, "Production.csv": 9906} {
		f := logfile.CSV(filepath.Join(dir, name), logfile.Settings{})
		if strings.Contains(name, ".xes") {
			f = logfile.XES(filepath.Join(dir, name), logfile.Settings{})
		}
		n, last := 0, time.Time{}
		err := f.Run(context.Background(), func(list []twin.Signal) error {
			for _, s := range list {
				if n++; s.At.Before(last) {
					t.Error("want them by time")
				}
				last = s.At
			}
			return nil
		})
		if n != want || err != nil || f.Unread().Count > 0 {
			t.Errorf("%s: want %d signals, have %d, %v, %+v", name, want, n, err, f.Unread())
		}
	}
}

// FuzzCSV: whatever the file says, it is heard or told with its place.
func FuzzCSV(f *testing.F) {
	f.Add([]byte("tag,at,value\nx,2026-01-05,1\n"))
	f.Add([]byte("activity;start;end\nx;2026-01-05;5-1-2026 07:00\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, grows := range []bool{false, true} {
			fuzzed(t, data, logfile.Settings{Grows: grows})
		}
	})
}

func fuzzed(t *testing.T, data []byte, set logfile.Settings) {
	file := filepath.Join(t.TempDir(), "t.csv")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	feed := logfile.CSV(file, set)
	err := feed.Run(context.Background(), func(list []twin.Signal) error {
		for _, s := range list {
			if s.Tag == "" || s.At.Year() < 1970 || s.At.Year() > 2199 {
				t.Fatalf("want a signal that can be kept, have %+v", s)
			}
		}
		return nil
	})
	if err != nil && !strings.Contains(err.Error(), "t.csv") {
		t.Fatalf("want a place, have %v", err)
	}
	if u := feed.Unread(); u.Count > 0 && !strings.Contains(u.Last, "t.csv:") {
		t.Fatalf("want a place, have %+v", u)
	}
}

package fit

import (
	"strings"
	"testing"
	"time"

	"tweeling/sim/eventlog"
)

// readText reads a log from a text.
func readText(t *testing.T, name, text string, how Reading) *Log {
	t.Helper()
	l, err := tryText(name, text, how)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func tryText(name, text string, how Reading) (*Log, error) {
	how.File = name
	rows, err := eventlog.Open(name, strings.NewReader(text), eventlog.Format{})
	if err != nil {
		return nil, err
	}
	return Read(rows.Columns, rows, how)
}

// spansOf writes spans one on a line.
func spansOf(l *Log) string {
	var b strings.Builder
	for i := range l.Spans {
		s := &l.Spans[i]
		b.WriteString(l.Stations.Name(s.Station) + " " + s.Class.String() + " " + s.From.Time().Format("01-02 15:04") + " " + s.To.Time().Format("15:04") + " " + l.Cases.Name(s.Case) + "\n")
	}
	return b.String()
}

// Logs as programs in three languages write them are the same log.
func TestReadFindsColumns(t *testing.T) {
	const want = "saw work 03-13 06:00 06:10 A1\nmill down 03-13 06:10 06:15 A1\nmill work 03-13 06:15 06:30 A1\n"
	for name, text := range map[string]string{
		"english":    "Case ID,Activity,Start Timestamp,Complete Timestamp,Report Type\nA1,saw,2026-03-13 06:00,2026-03-13 06:10,production\nA1,mill,2026-03-13 06:10,2026-03-13 06:15,breakdown\nA1,mill,2026-03-13 06:15,2026-03-13 06:30,production\n",
		"dutch":      "Ordernummer;Machine;Begintijd;Eindtijd;Soort\nA1;saw;13-03-2026 06:00;13-03-2026 06:10;productie\nA1;mill;13-03-2026 06:10;13-03-2026 06:15;storing\nA1;mill;13-03-2026 06:15;13-03-2026 06:30;productie\n", //nolint:misspell // Dutch
		"german":     "Auftragsnr;Maschine;Beginn;Ende;Zustand\nA1;saw;13.03.2026 06:00;13.03.2026 06:10;Bearbeitung\nA1;mill;13.03.2026 06:10;13.03.2026 06:15;Störung\nA1;mill;13.03.2026 06:15;13.03.2026 06:30;Bearbeitung\n",
		"american":   "order,station,started,finished,state\nA1,saw,3/13/2026 6:00 AM,3/13/2026 6:10 AM,running\nA1,mill,3/13/2026 6:10 AM,3/13/2026 6:15 AM,down\nA1,mill,3/13/2026 6:15 AM,3/13/2026 6:30 AM,running\n",
		"epoch":      "case,machine,start,end,status\nA1,saw,1773381600,1773382200,run\nA1,mill,1773382200,1773382500,fault\nA1,mill,1773382500000,1773383400000,run\n",
		"durations":  "case,machine,end,duration (min),type\nA1,saw,2026-03-13T06:10:00Z,10,prod\nA1,mill,2026-03-13T06:15:00Z,5,stop\nA1,mill,2026-03-13T06:30:00Z,15,prod\n",
		"lifecycle":  "case;concept:name;lifecycle:transition;time:timestamp;type\nA1;saw;start;2026-03-13 06:00;d\nA1;saw;complete;2026-03-13 06:10;d\nA1;mill;start;2026-03-13 06:10;b\nA1;mill;complete;2026-03-13 06:15;b\nA1;mill;start;2026-03-13 06:15;d\nA1;mill;complete;2026-03-13 06:30;d\n",
		"by content": "x,y,z,p,q\nA1,Machine saw,2026-03-13 06:00,2026-03-13 06:10,production\nA1,Machine mill,2026-03-13 06:10,2026-03-13 06:15,failure\nA1,Machine mill,2026-03-13 06:15,2026-03-13 06:30,production\n",
	} {
		how := Reading{}
		if name == "by content" {
			how.Columns = map[Role]string{Case: "x"}
		}
		l := readText(t, name+".csv", text, how)
		if got := strings.ReplaceAll(spansOf(l), "Machine ", ""); got != want {
			t.Errorf("%s:\n%swant\n%s", name, got, want)
		}
	}
}

// What is wrong is counted or told with its row and column.
func TestReadTellsFaults(t *testing.T) {
	const text = `case;machine;start;end
1;Start;2026-03-13 06:00;2026-03-13 06:00
1;saw;2026-03-13 06:00;2026-03-13 06:10
1;saw;2026-03-13 06:00;2026-03-13 06:10
2;saw;2026-03-13 07:00;2026-03-13 06:50
3;saw;2026-03-13 07:00;
4;saw;2026-03-13 07:00;2026-03-13 07:00
`
	l := readText(t, "faults.csv", text, Reading{})
	if f := l.Faults; f.Doubles != 1 || f.Negative != 1 || f.NoTime != 1 || f.Instant != 1 || f.Marks != 1 || f.Rows != 6 {
		t.Errorf("have %+v", f)
	}
	for _, c := range []struct{ text, want string }{
		{"case;machine;start;end\n1;saw;soon;2026-03-13 06:10\n", `wrong.csv:2: start: want a moment such as 2026-03-01 06:30, have "soon"`},
		{"a;b\n1;2\n", `wrong.csv:1: want a column for the activity or the machine, have a, b; say which with --column activity="NAME"`},
		{"case;machine;when\n1;saw;x\n", `--column complete="NAME"`},
		{"case;machine;start;end\n", "want rows below the names of the columns, have none"},
		{"", "want a table whose first row names its columns, have nothing"},
	} {
		if _, err := tryText("wrong.csv", c.text, Reading{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: have %v, want %q", c.text, err, c.want)
		}
	}
}

// A log of ends alone takes each start to be the end of what the station or the case did before.
func TestReadInfersStarts(t *testing.T) {
	const text = "case;activity;timestamp\n1;saw;2026-03-13 06:10\n1;mill;2026-03-13 06:30\n2;saw;2026-03-13 06:25\n2;mill;2026-03-13 06:40\n"
	l := readText(t, "ends.csv", text, Reading{})
	want := "saw work 03-13 06:10 06:10 1\nsaw work 03-13 06:10 06:25 2\nmill work 03-13 06:10 06:30 1\nmill work 03-13 06:30 06:40 2\n"
	if got := spansOf(l); got != want {
		t.Errorf("have\n%swant\n%s", got, want)
	}
	if len(l.Notes) != 1 {
		t.Errorf("want a note, have %v", l.Notes)
	}
}

// Moments in the ways that programs write them.
func TestMoments(t *testing.T) {
	want := time.Date(2026, 3, 4, 15, 6, 7, 0, time.UTC)
	for _, text := range []string{"2026-03-04 15:06:07", "2026-03-04T15:06:07.000", "2026/03/04 15:06:07,000", "04-03-2026 15:06:07", "4.3.2026 15:06:07", "04/03/26 3:06:07 PM",
		"20260304 15:06:07", "20260304150607", "4 mrt 2026 15:06:07", "04-Mar-2026 15:06:07", "Mar 4, 2026 15:06:07", "2026-03-04T15:06:07+02:00", "1772636767", "1772636767000"} {
		s, ok := readStamp(text)
		if !ok {
			t.Errorf("%q is not read", text)
			continue
		}
		m, err := s.moment(DayFirst, nil)
		if err != nil || !m.Time().Equal(want) {
			t.Errorf("%q: have %v, %v", text, m.Time(), err)
		}
	}
	s, _ := readStamp("2026-07-04T15:06:07Z")
	amsterdam, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Skip(err)
	}
	if m, err := s.moment(DayFirst, amsterdam); err != nil || m.Time().Hour() != 17 {
		t.Errorf("in Amsterdam: %v, %v", m.Time(), err)
	}
}

// Whatever stands in a log, reading ends, and what comes out is in order.
func FuzzRead(f *testing.F) {
	f.Add("case;machine;start;end\n1;saw;2026-03-13 06:00;2026-03-13 06:10\n")
	f.Add("case,activity,lifecycle:transition,timestamp\n1,a,start,1-2-2026 3:04\n1,a,complete,1-2-2026 4:04\n")
	f.Add("x,y,duration\n1,2,3:04\n")
	f.Add("\xff\xfec\x00a\x00s\x00e\x00\n\x00")
	f.Fuzz(func(t *testing.T, text string) {
		l, err := tryText("fuzz.csv", text, Reading{})
		if err != nil {
			return
		}
		for i := range l.Spans {
			if s := &l.Spans[i]; s.To < s.From || i > 0 && s.From < l.Spans[i-1].From {
				t.Fatalf("out of order: %v", s)
			}
		}
	})
}

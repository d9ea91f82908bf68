package fit

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// Days and times of day apart, times with points, moments as a spreadsheet counts them: the same log.
func TestReadDaysAndTimesApart(t *testing.T) {
	const want = "saw work 03-13 06:00 06:10 A1\nmill work 03-13 22:00 00:30 A1\n"
	for name, text := range map[string]string{
		"one day":     "Ordernummer;Machine;Datum;Begintijd;Eindtijd\nA1;saw;13-03-2026;06:00;06:10\nA1;mill;13-03-2026;22:00;0:30\n",
		"two days":    "Order,Machine,Start date,Start time,End date,End time\nA1,saw,2026-03-13,06:00:00,2026-03-13,06:10:00\nA1,mill,2026-03-13,22:00:00,2026-03-14,00:30:00\n",
		"midnights":   "Order;Machine;Startdatum;Starttijd;Einddatum;Eindtijd\nA1;saw;2026-03-13 00:00:00;6:00;2026-03-13 00:00:00;6:10\nA1;mill;2026-03-13 00:00:00;22:00;2026-03-14 00:00:00;0:30\n",
		"points":      "Order;Machine;Begin;Einde\nA1;saw;13-03-2026 06.00;13-03-2026 6.10 uur\nA1;mill;13-03-2026 22u00;14-03-2026 0.30\n",
		"serials":     "Order;Machine;Start;End\nA1;saw;46094.25;46094.256944444\nA1;mill;46094.916666667;46095.020833333\n",
		"commas":      "Order;Machine;Start;Ende\nA1;saw;46094,25;46094,256944444\nA1;mill;46094,916666667;46095,020833333\n",
		"shares":      "Order;Machine;Datum;Begin;Eind\nA1;saw;13-03-2026;0,25;0,256944444\nA1;mill;13-03-2026;0,916666667;0,020833333\n",
		"numbers":     "Bonnummer;Machine;Datum/tijd start;Datum/tijd gereed\nA1;saw;13-03-2026 06:00;13-03-2026 06:10\nA1;mill;13-03-2026 22:00;14-03-2026 00:30\n",
		"only starts": "case;machine;start\nA1;saw;2026-03-13 06:00\nB1;saw;2026-03-13 06:10\nA1;mill;2026-03-13 22:00\nB1;mill;2026-03-14 00:30\n",
	} {
		l, err := tryText(name+".csv", text, Reading{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got := spansOf(l)
		if name == "only starts" { // what ended B1 took no time that can be known, and it waited long at the saw
			got = strings.Join(linesWith(got, " A1"), "")
		}
		if got != want {
			t.Errorf("%s: have\n%s", name, got)
		}
	}
}

func linesWith(text, part string) (list []string) {
	for line := range strings.Lines(text) {
		if strings.Contains(line, part) {
			list = append(list, line)
		}
	}
	return list
}

// One time and a state in each row: the state begins then.
func TestReadStates(t *testing.T) {
	l := readText(t, "states.csv", "machine,timestamp,state\nsaw,2026-03-13 06:00,running\nmill,2026-03-13 06:05,down\nsaw,2026-03-13 06:10,idle\nmill,2026-03-13 06:35,running\n"+
		"saw,2026-03-13 06:30,running\nsaw,2026-03-13 06:40,idle\n", Reading{})
	if got, want := strings.Join(linesWith(spansOf(l), "saw"), ""), "saw work 03-13 06:00 06:10 \nsaw idle 03-13 06:10 06:30 \nsaw work 03-13 06:30 06:40 \nsaw idle 03-13 06:40 06:40 \n"; got != want {
		t.Errorf("have\n%swant\n%s", got, want)
	}
}

// What cannot be read is left out and told where it is rare; else it is told with what to do.
func TestReadWhatIsWrong(t *testing.T) {
	rows := func(n int, wrong string) string {
		var b strings.Builder
		b.WriteString("case,machine,start,end\n")
		for i := range n {
			at := time.Date(2026, 3, 2, 6, i, 0, 0, time.UTC)
			fmt.Fprintf(&b, "%d,saw,%s,%s\n", i, at.Format(time.DateTime), at.Add(time.Minute).Format(time.DateTime))
		}
		return b.String() + "x,saw," + wrong + "\n"
	}
	l := readText(t, "few.csv", rows(40, "soon,2026-03-02 09:00"), Reading{})
	if len(l.Spans) != 40 || len(l.Unread) != 1 || !strings.HasPrefix(l.Unread[0].Error(), `few.csv:42: start: want a moment`) || l.Faults.NoTime != 1 {
		t.Errorf("%d spans, %v, %+v", len(l.Spans), l.Unread, l.Faults)
	}
	for text, want := range map[string]string{
		rows(2, "soon,2026-03-02 09:00\ny,saw,later,2026-03-02 09:00"):                                                                `--column start="NAME"`,
		"case,machine,start,end\n1,saw,2026-03-02 09:00,2026-03-02 08:00\n2,saw,2026-03-02 10:00,2026-03-02 09:00\n":                  `--column start="end" --column complete="start"`,
		"case,machine,start,end\n1,saw,13/04/2026 09:00,13/04/2026 10:00\n2,saw,04/15/2026 10:00,04/15/2026 11:00\n":                  "--days day",
		"1,saw,2026-03-02 09:00,2026-03-02 10:00\n2,saw,2026-03-02 10:00,2026-03-02 11:00\n3,saw,2026-03-02 11:00,2026-03-02 12:00\n": "the first row must name the columns",
	} {
		if _, err := tryText("log.csv", text, Reading{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: have %v, want %s", text, err, want)
		}
	}
}

// Jobs that lie overnight: their spans cover the nights, and only the hours of the shift are work on them.
func TestJobsThatLieOvernight(t *testing.T) {
	var b strings.Builder
	b.WriteString("case,machine,start,end\n")
	times := draws(t, "gamma(20m, cv 0.3)", 2000, 4)
	at := time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)
	end := func(at time.Time) time.Time { return time.Date(at.Year(), at.Month(), at.Day(), 14, 0, 0, 0, time.UTC) }
	n := 0
	for n < 700 {
		left := times[n]
		from := at
		for left > 0 { // a job that is not done at the end of the shift goes on the next working day
			d := min(left, end(at).Sub(at).Seconds())
			left -= d
			at = at.Add(time.Duration(d * 1e9))
			if at.Equal(end(at)) {
				at = at.Add(16 * time.Hour)
				for at.Weekday() == time.Saturday || at.Weekday() == time.Sunday {
					at = at.Add(24 * time.Hour)
				}
			}
		}
		fmt.Fprintf(&b, "%d,saw,%s,%s\n", n, from.Format(time.DateTime), at.Format(time.DateTime))
		n++
	}
	m, err := New(readText(t, "nights.csv", b.String(), Reading{}), Settings{Untested: true})
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(m.Shifts[0].Works); got != "[Mon-Fri 06:00-14:00]" {
		t.Errorf("works %s", got)
	}
	// 700 times with a cv of 0.3 know their mean within 4 x 0.3/sqrt(700) = 4.5 %
	if mean := m.Stations[0].Cycle.Dist.Mean() / 60; mean < 19.1 || mean > 20.9 {
		t.Errorf("a cycle takes %.1f min, want 20", mean)
	}
}

package fit

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tweeling/sim/calendar"
	"tweeling/sim/scenario"
	"tweeling/sim/words"
)

// workedBy is a log of one station that works 10 minutes of every 15 by a shift, for some weeks.
func workedBy(t *testing.T, works []string, weeks int) string {
	t.Helper()
	start := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC) // a Monday
	c, err := calendar.New(start, works, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("case;machine;start;end\n")
	n := 0
	for at := time.Duration(0); at < time.Duration(weeks)*7*24*time.Hour; at += 15 * time.Minute {
		if c.On(at) && c.On(at+10*time.Minute-1) {
			n++
			fmt.Fprintf(&b, "%d;press;%s;%s\n", n, start.Add(at).Format(time.DateTime), start.Add(at+10*time.Minute).Format(time.DateTime))
		}
	}
	return b.String()
}

// The shift that a station works by is found as it would be written.
func TestShiftsAreFound(t *testing.T) {
	for _, works := range [][]string{
		{"Mon-Fri 06:00-14:00"},
		{"Mon-Fri 06:00-22:00"},
		{"Mon-Thu 22:00-06:00"},
		{"Mon-Wed 07:00-16:30", "Sat 08:00-12:00"},
		{"Mon-Fri 00:00-24:00"},
		nil,
	} {
		text := works
		if works == nil {
			text = []string{"daily 00:00-24:00"}
		}
		l := readText(t, "log.csv", workedBy(t, text, 4), Reading{})
		list, _ := l.shifts(l.byStation())
		if !slices.Equal(list[0].Works, works) {
			t.Errorf("have %q, want %q", list[0].Works, works)
		}
	}
}

// Two stations in a row with rework: the ways, the scenario checks, and orders keep their names.
func TestWaysAndText(t *testing.T) {
	var b strings.Builder
	b.WriteString("serial;station;start;end;good;scrap\n")
	at := time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)
	for i := range 200 {
		put := func(station string, from, to int) {
			fmt.Fprintf(&b, "%d;%s;%s;%s;1;0\n", i, station, at.Add(time.Duration(from)*time.Second).Format(time.DateTime), at.Add(time.Duration(to)*time.Second).Format(time.DateTime))
		}
		put("\"1 \"\"Saw\"\"\"", 0, 30+i%7)
		put("Mill", 40, 80+i%9)
		if i%10 == 0 {
			put("Rework", 90, 120)
			put("Mill", 120, 160+i%5)
		}
		at = at.Add(60 * time.Second)
	}
	l := readText(t, "line.csv", b.String(), Reading{})
	m, err := New(l, Settings{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	mill, rework := l.Stations.Of("Mill"), l.Stations.Of("Rework")
	if n := m.Routes.Kept[[2]int32{mill, rework}]; n != 20 {
		t.Errorf("%v go to rework, want 20", n)
	}
	if v := m.Routes.Modelled[mill]; v < 1.09 || v > 1.12 { // 220 visits of 200 cases, and 1/(1 - 20/220) as ways go
		t.Errorf("%v visits of a case to the mill, want 1.1", v)
	}
	for _, lang := range words.Languages {
		w, err := words.In(lang)
		if err != nil {
			t.Fatal(err)
		}
		text := m.Text(w)
		if strings.Contains(string(text), "%!") {
			t.Errorf("%s: a comment is filled in wrongly:\n%s", lang, text)
		}
		s, err := scenario.Read("line.toml", text, nil)
		if err != nil {
			t.Fatalf("%s: %v\n%s", lang, err, text)
		}
		if len(s.Evidence) < 3 {
			t.Errorf("%d proofs, want one for each value", len(s.Evidence))
		}
	}
}

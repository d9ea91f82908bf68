package experiment

import (
	"context"
	"strings"
	"testing"
	"time"

	"tweeling/sim/kpi"
	"tweeling/sim/scenario"
)

// Heads are paid for the hours of their own shift, breaks included: in a week 3 x 40 h and 1 x 40 h. All of one shift are
// what count and shift say.
func TestHeadsByShiftArePaid(t *testing.T) {
	text := strings.Replace(small, "breaks = [\"Mon-Fri 10:00-10:15\"]\n", "breaks = [\"Mon-Fri 10:00-10:15\"]\n[shift.late]\nworks = [\"Mon-Fri 14:00-22:00\"]\n", 1)
	with := func(heads string) string {
		return strings.Replace(text, "count = 2\nshift = \"day\"\nwage", heads+"\nwage", 1)
	}
	for _, c := range []struct {
		heads string
		hours float64
	}{{"count_by_shift = { day = 3, late = 1 }", 160}, {"count_by_shift = { day = 2 }", 80}, {"count = 2\nshift = \"day\"", 80}} {
		y, err := NewSystem(read(t, with(c.heads)), scenario.AsIs)
		if err != nil {
			t.Fatal(err)
		}
		l, err := y.Plant.Line(1, 0)
		if err != nil {
			t.Fatal(err)
		}
		if err := l.Start(); err != nil {
			t.Fatal(err)
		}
		if err := y.runTo(context.Background(), l, 7*24*time.Hour); err != nil {
			t.Fatal(err)
		}
		if w := y.watched(l); w.Rostered.Hours() != c.hours {
			t.Errorf("%s: paid for %v h, want %v", c.heads, w.Rostered.Hours(), c.hours)
		}
	}
	set := Settings{Plans: []string{scenario.AsIs}, Replications: 2}
	byShift, plain := runAll(t, with("count_by_shift = { day = 2 }"), set), runAll(t, with("count = 2\nshift = \"day\""), set)
	for i, k := range kpi.Table {
		if a, b := byShift.Plans[0].KPI[i].Mean, plain.Plans[0].KPI[i].Mean; a != b {
			t.Errorf("%s: %v by shift and %v by count", k.Name, a, b)
		}
	}
}

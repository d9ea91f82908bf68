package fit

import (
	"math"
	"strings"
	"testing"
	"time"

	"tweeling/sim/plant"
	"tweeling/sim/scenario"
)

// A press that works 10 % slower from noon on, and fails as ever: the change is found, and nothing else is.
func TestRefitFindsWhatChanged(t *testing.T) {
	slow, err := scenario.Read("slow.toml", []byte(strings.Replace(hidden, `"gamma(40s, cv 0.3)"`, `"gamma(44s, cv 0.3)"`, 1)), nil)
	if err != nil {
		t.Fatal(err)
	}
	model, _, err := slow.Model(scenario.AsIs)
	if err != nil {
		t.Fatal(err)
	}
	later, err := plant.Build(model)
	if err != nil {
		t.Fatal(err)
	}
	const half = 40 * time.Hour
	p := hiddenPlant(t)
	l, other := recordOf(t, p, 5, half), recordOf(t, later, 6, half)
	at := l.To
	for _, s := range other.Spans { // one log of both, the second after the first
		s.From += Moment(half)
		s.To += Moment(half)
		s.Case = l.Cases.Of("later " + other.Cases.Name(s.Case))
		l.Spans = append(l.Spans, s)
	}
	l.To += Moment(half)
	l.settle()
	changes, after, err := Refit(l, at, Settings{Untested: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(changes) < 7 || after == nil {
		t.Fatalf("%d laws are compared", len(changes))
	}
	for _, c := range changes {
		if want := c.What == "fit.what.cycle" && c.Of == "press"; c.Differs != want {
			t.Errorf("%s %s: ratio %.3f (%.3f to %.3f), differs %v, want %v", c.Of, c.What, c.Ratio, c.Low, c.High, c.Differs, want)
		}
		if c.Of == "press" && c.What == "fit.what.cycle" && math.Abs(c.Ratio-1.1) > 0.04 {
			t.Errorf("the press is slower by %.3f, want 1.1", c.Ratio)
		}
	}
}

// A window cuts what goes on after it, and leaves out what began before.
func TestWindow(t *testing.T) {
	const text = "case;machine;start;end\n1;saw;2026-03-13 06:00;2026-03-13 06:10\n2;saw;2026-03-13 06:10;2026-03-13 06:20\n3;saw;2026-03-13 06:20;2026-03-13 06:30\n"
	l := readText(t, "w.csv", text, Reading{})
	minute := Moment(time.Minute)
	w := l.Window(l.From+5*minute, l.From+25*minute)
	if got := spansOf(w); got != "saw work 03-13 06:10 06:20 2\nsaw work 03-13 06:20 06:25 3\n" {
		t.Errorf("have\n%s", got)
	}
	if w.Spans[0].Cut || !w.Spans[1].Cut || len(l.Spans) != 3 {
		t.Errorf("have %+v", w.Spans)
	}
}

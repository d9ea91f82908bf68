package trace_test

import (
	"testing"
	"time"

	"tweeling/sim"
	"tweeling/sim/dist"
	"tweeling/sim/plant"
	"tweeling/sim/trace"
)

func law(t *testing.T, text string) *dist.Dist {
	t.Helper()
	d, err := dist.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// failingLine is two machines that fail and scrap, with two places between.
func failingLine(t *testing.T) (*sim.Line, *plant.Plant) {
	t.Helper()
	fails := []plant.Failure{{Name: "jam", Uptime: law(t, "exp(60s)"), Repair: law(t, "exp(9s)"), Clock: "operating"}}
	p, err := plant.Build(&plant.Model{Elements: []plant.Spec{
		{Name: "in", Kind: "source", Values: map[string]any{"release": "endless", "to": []string{"a"}}},
		{Name: "a", Kind: "machine", Values: map[string]any{"cycle": law(t, "exp(5s)"), "scrap": 0.1, "to": []string{"store"}}, Failures: fails},
		{Name: "store", Kind: "buffer", Values: map[string]any{"room": 2, "to": []string{"b"}}},
		{Name: "b", Kind: "machine", Values: map[string]any{"cycle": law(t, "exp(5s)"), "to": []string{"out"}}, Failures: fails},
		{Name: "out", Kind: "sink"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	l, err := p.Line(1, 0)
	if err != nil {
		t.Fatal(err)
	}
	return l, p
}

// What visits and stretches add up to is what the line has counted itself.
func TestVisitsAndStretchesAddUpToTheTallies(t *testing.T) {
	l, p := failingLine(t)
	ids := []sim.ID{p.Elements[1].IDs[0], p.Elements[3].IDs[0]}
	var visits []trace.Activity
	spent := map[sim.ID]map[sim.State]time.Duration{ids[0]: {}, ids[1]: {}}
	a := trace.NewActivities(l, ids, func(at trace.Activity) { visits = append(visits, at) })
	s := trace.NewStretches(l, ids, func(at trace.Stretch) { spent[at.Element][at.State] += at.To - at.From })
	l.Watch(a, trace.ActivityMask)
	l.Watch(s, trace.StretchMask)
	if err := l.Start(); err != nil {
		t.Fatal(err)
	}
	if err := l.Run(10 * time.Hour); err != nil {
		t.Fatal(err)
	}
	a.Close(l.Now())
	s.Close(l.Now())
	for _, id := range ids {
		tally := l.Tally(id)
		var worked time.Duration
		good, scrapped := int64(0), int64(0)
		for _, v := range visits {
			switch {
			case v.Station != id:
				continue
			case v.Scrapped:
				scrapped++
			case v.Done >= 0:
				good++
			}
			worked += v.Worked
			if v.Left >= 0 && (v.Done < v.Start || v.Left < v.Done) {
				t.Fatalf("%s: want a visit in order of time, have %+v", l.Name(id), v)
			}
		}
		if worked != tally.States[sim.Working] || good != tally.Sent[0] || scrapped != tally.Scrapped[0] {
			t.Errorf("%s: want %v of work, %d good and %d scrapped, have %v, %d and %d", l.Name(id), tally.States[sim.Working], tally.Sent[0], tally.Scrapped[0], worked, good, scrapped)
		}
		for state := range tally.States {
			if have := spent[id][sim.State(state)]; have != tally.States[state] {
				t.Errorf("%s: want %v of %v, have %v", l.Name(id), tally.States[state], sim.State(state), have)
			}
		}
	}
}

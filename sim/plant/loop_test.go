package plant

import (
	"errors"
	"maps"
	"math"
	"testing"
	"time"

	"tweeling/sim"
)

// circle is two machines without room between, of which the second sends nine of ten parts back to the first.
func circle(more map[string]any) *Model {
	return scenery(nil, nil,
		machined("m1", "10s", merge(map[string]any{"to": []string{"m2"}}, more)),
		machined("m2", "10s", merge(map[string]any{"to": []string{"m1", "out"}, "choose": "random", "shares": []float64{0.9, 0.1}}, more)),
		Spec{Name: "in", Kind: "source", Values: map[string]any{"release": "endless", "to": []string{"m1"}}},
		Spec{Name: "arm", Kind: "robot", Values: map[string]any{"pick": law("1s"), "place": law("1s")}})
}

func merge(tables ...map[string]any) map[string]any {
	all := map[string]any{}
	for _, m := range tables {
		maps.Copy(all, m)
	}
	return all
}

// Rule 9: whatever a machine waits for at its end, a circle of machines of which each waits for the next is told.
func TestDeadlocksAreNamed(t *testing.T) {
	for name, more := range map[string]map[string]any{
		"after service":  nil,
		"before service": {"blocking": "before-service"},
		"unloading":      {"unload": "1s"},
		"a robot":        {"robot": "arm"},
	} {
		l := lineOf(t, circle(more), 1, 0)
		err := l.Run(time.Hour)
		var stuck *sim.Deadlock
		if !errors.As(err, &stuck) || len(stuck.Names) != 2 {
			t.Errorf("%s: %v, want a deadlock of two", name, err)
		}
	}
}

// A part that is sent back once is not sent back for ever: the number of visits is geometric. Of n parts each with
// visits of mean 1/0.7 and variance 0.3/0.49 the mean has a standard error of sqrt(0.6122/n).
func TestVisitsAreIndependent(t *testing.T) {
	m := &Model{Elements: []Spec{
		{Name: "in", Kind: "source", Values: map[string]any{"every": law("20s"), "when_full": "hold", "to": []string{"q"}}},
		{Name: "q", Kind: "buffer", Values: map[string]any{"room": 1000, "to": []string{"m"}}},
		machined("m", "1s", map[string]any{"to": []string{"q", "out"}, "choose": "random", "shares": []float64{0.3, 0.7}}),
		{Name: "out", Kind: "sink"},
	}}
	l := lineOf(t, m, 1, 0)
	run(t, l, 200*24*time.Hour)
	id, _ := l.Find("m")
	n := float64(total(l.Totals().Left))
	if visits := float64(total(l.Tally(id).Sent)) / n; math.Abs(visits-1/0.7) > 4*math.Sqrt(0.6122/n) {
		t.Errorf("%v visits of %v parts each, want %v", visits, n, 1/0.7)
	}
}

// The first visit is the same with and without a loop: whether a part is scrapped does not depend on what comes after.
func TestFirstVisitsKeepTheirFate(t *testing.T) {
	scrapped := func(to []string, more map[string]any) map[sim.Number]bool {
		m := &Model{Elements: []Spec{
			{Name: "in", Kind: "source", Values: map[string]any{"every": law("60s"), "when_full": "hold", "to": []string{"m"}}},
			machined("m", "1s", map[string]any{"scrap": 0.3, "to": []string{"q"}}),
			{Name: "q", Kind: "buffer", Values: merge(map[string]any{"room": 10, "to": to}, more)},
			{Name: "out", Kind: "sink"},
		}}
		l := lineOf(t, m, 1, 0)
		first, came := map[sim.Number]bool{}, map[sim.Number]int{}
		id, _ := l.Find("m")
		l.Watch(observer(func(r sim.Record) {
			switch {
			case r.What == sim.Moved && r.ID == id:
				came[r.Part]++
			case r.What == sim.Scrap && came[r.Part] == 1:
				first[r.Part] = true
			}
		}), sim.Moved|sim.Scrap)
		run(t, l, 24*time.Hour)
		return first
	}
	straight := scrapped([]string{"out"}, nil)
	looped := scrapped([]string{"m", "out"}, map[string]any{"choose": "random", "shares": []float64{0.5, 0.5}})
	if len(straight) < 300 {
		t.Fatalf("%d scrapped", len(straight))
	}
	for part := range straight {
		if !looped[part] && int64(part) < 700 { // the looped line is a little behind at the end
			t.Errorf("part %d is scrapped at its first visit without the loop only", part)
		}
	}
}

type observer func(sim.Record)

func (o observer) Observe(records []sim.Record) {
	for _, r := range records {
		o(r)
	}
}

// Machines side by side are one way: half of the parts go to each place, however many machines stand there.
func TestMachinesSideBySideAreOneWay(t *testing.T) {
	for _, rule := range []map[string]any{{"choose": "round-robin"}, {"choose": "random", "shares": []float64{0.5, 0.5}}} {
		m := &Model{Elements: []Spec{
			{Name: "in", Kind: "source", Values: merge(map[string]any{"every": law("10s"), "when_full": "hold", "to": []string{"m", "k"}}, rule)},
			machined("m", "1s", map[string]any{"count": 4}),
			machined("k", "1s", nil),
			{Name: "out", Kind: "sink"},
		}}
		l := lineOf(t, m, 1, 0)
		run(t, l, 100*time.Hour)
		k, _ := l.Find("k")
		n := float64(total(l.Totals().Left))
		// Round robin is exact; 36,000 draws have a standard error of 0.26 %.
		if share := float64(total(l.Tally(k).Sent)) / n; math.Abs(share-0.5) > 0.011 {
			t.Errorf("%v: %.3f of all went to the single machine", rule["choose"], share)
		}
	}
}

package plant

import (
	"testing"
	"time"

	"tweeling/sim"
)

// A dropper lets fewer be on duty from some time on.
type dropper struct {
	at time.Duration
	to int
}

func (d *dropper) Timers() []sim.TimerSpec { return []sim.TimerSpec{{Name: "drop", Rank: sim.Fail}} }
func (d *dropper) Clone() sim.Element      { return d }
func (d *dropper) Handle(cx sim.Context, ev sim.Event) {
	switch ev.Cause {
	case sim.Started:
		cx.BeginFor(0, d.at)
	case sim.Rang:
		cx.Resize(d.to)
	default:
	}
}

// Rule 28: three people work from 0, 1 and 2 s on, and from 5 s on there is one: who began last stops first. Who was
// interrupted goes first when somebody is there again, before the second part of the first machine.
func TestWhoBeganLastStopsFirst(t *testing.T) {
	m := scenery(nil, nil,
		machined("a", "10s", map[string]any{"operator": by("cycle", 1)}),
		machined("b", "10s", map[string]any{"load": "1s", "operator": by("cycle", 1)}),
		machined("c", "10s", map[string]any{"load": "2s", "operator": by("cycle", 1)}), crewOf(3, nil))
	p, err := Build(m)
	if err != nil {
		t.Fatal(err)
	}
	crew, _ := p.Find("crew")
	p.Layout.Nodes[crew.IDs[0]].Element = &dropper{5 * time.Second, 1}
	l := fresh(t, p, 1)
	d := &departures{line: l}
	l.Watch(d, sim.Moved)
	start(t, l)
	run(t, l, 33*time.Second)
	want := []time.Duration{10 * time.Second, 16 * time.Second, 23 * time.Second, 33 * time.Second}
	if len(d.at) != len(want) {
		t.Fatalf("parts leave at %v, want %v", d.at, want)
	}
	for i := range want {
		if d.at[i] != want[i] {
			t.Errorf("parts leave at %v, want %v", d.at, want)
		}
	}
}

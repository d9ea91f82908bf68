package plant

import (
	"slices"
	"testing"
	"time"

	"tweeling/sim"
)

func people(name string, values map[string]any) Spec {
	return Spec{Name: name, Kind: "operators", Values: both(map[string]any{"count": 1}, values)}
}

func cycleBy(from ...string) map[string]Need { return map[string]Need{"cycle": {Count: 1, From: from}} }

// order is in which order machines let parts out.
func order(t *testing.T, m *Model, until time.Duration) []string {
	t.Helper()
	l := lineOf(t, m, 1, 0)
	d := &diary{}
	l.Watch(d, sim.Moved)
	run(t, l, until)
	var names []string
	for _, r := range d.records {
		if l.Name(r.ID) == "out" {
			names = append(names, l.Name(r.Peer))
		}
	}
	return names
}

// Rule 33: of those who have the skill, who has fewest others helps first.
func TestNarrowestSkillFirst(t *testing.T) {
	of := func(from ...string) *Model {
		return scenery(nil, nil, people("all", map[string]any{"skills": []string{"run", "setup"}}), people("ops", map[string]any{"skills": []string{"run"}}),
			machined("m1", "10s", map[string]any{"operator": cycleBy(from...)}),
			machined("m2", "10s", map[string]any{"load": "1s", "operator": cycleBy("skill:setup")}))
	}
	play(t, []scene{
		{"by skill", "33: the first machine takes ops, so that all is there for the second at 1", of("skill:run"), []float64{10, 11, 20, 22, 30, 33}},
		{"by name", "33: the first machine takes all, and the second waits until 10", of("all", "ops"), []float64{10, 20, 20, 30}},
	})
}

// Rule 34: who works at another pace takes as much longer or shorter, and so does who takes over from somebody else.
func TestEfficiency(t *testing.T) {
	of := func(pace float64) *Model {
		return scenery(nil, nil, machined("m", "10s", map[string]any{"operator": by("cycle", 1)}), crewOf(1, map[string]any{"efficiency": pace}))
	}
	play(t, []scene{
		{"one", "34: 10 s", of(1), []float64{10, 20, 30}},
		{"slower", "34: 10/0.8 s", of(0.8), []float64{12.5, 25, 37.5}},
		{"twice as fast", "34: 5 s", of(2), []float64{5, 10, 15}},
		{"somebody else", "34: the fast one does 80 min in 40 and half of the next by 60, when he goes; the slow one the other half, and all after that",
			scenery(hours(t), nil, people("fast", map[string]any{"efficiency": 2.0, "shift": "day"}), people("slow", nil),
				machined("m", "80m", map[string]any{"operator": cycleBy("fast", "slow")})), minutes(40, 100, 180, 260)},
		{"a repair", "34: broken at 10; 6 s of repair take 12", scenery(nil, nil, machined("m", "10s", map[string]any{"operator": by("repair", 1)}, failure("10s", "6s", "operating")),
			crewOf(1, map[string]any{"efficiency": 0.5})), []float64{10, 32}},
	})
}

// Rule 33: one person and three machines that ask at 0, 1 and 2 s, of which the third has priority.
func TestPriority(t *testing.T) {
	for rule, want := range map[string][]string{"": {"a", "b", "c", "a", "b", "c"}, "longest-waiting": {"a", "b", "c", "a", "b", "c"}, "priority": {"a", "c", "b", "c", "a", "c", "b"}} {
		m := scenery(nil, nil,
			machined("a", "10s", map[string]any{"operator": by("cycle", 1)}), machined("b", "10s", map[string]any{"load": "1s", "operator": by("cycle", 1)}),
			machined("c", "10s", map[string]any{"load": "2s", "operator": by("cycle", 1), "priority": 5}), crewOf(1, map[string]any{"order": rule}))
		if got := order(t, m, time.Duration(10*len(want))*time.Second); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", rule, got, want)
		}
	}
}

// Rule 33: two people; the second machine needs both, and asks before the third, which needs one.
func TestStrictOrder(t *testing.T) {
	of := func(strict bool) *Model {
		return scenery(nil, nil,
			machined("a", "10s", map[string]any{"operator": by("cycle", 1)}), machined("b", "10s", map[string]any{"load": "1s", "operator": by("cycle", 2)}),
			machined("c", "10s", map[string]any{"load": "2s", "operator": by("cycle", 1)}), crewOf(2, map[string]any{"strict": strict}))
	}
	play(t, []scene{
		{"free helps at once", "33: b never finds two at once", of(false), []float64{10, 12, 20, 24, 30, 36, 40}},
		{"strict", "33: c waits behind b, which has both from 10 to 20", of(true), []float64{10, 20, 30, 30, 40, 50, 50}},
	})
}

// Rule 34: one person at 1 m/s and two machines 3 m apart, 10 s of work by hand each. He begins where he is first needed;
// the way from one to the other takes 3 s, during which nobody works.
func TestWalking(t *testing.T) {
	of := func(speed float64, count int) *Model {
		at := func(x float64) map[string]any {
			return map[string]any{"operator": by("cycle", 1), "at": []float64{x, 4}}
		}
		return scenery(nil, nil, machined("a", "10s", at(1)), machined("b", "10s", at(4)), crewOf(count, map[string]any{"walk_mps": speed}))
	}
	play(t, []scene{
		{"no time", "34: one after the other", of(0, 1), []float64{10, 20, 30, 40}},
		{"1 m/s", "34: to b from 10 to 13, to a from 23 to 26, to b from 36 to 39", of(1, 1), []float64{10, 23, 36, 49}},
		{"two of them", "34: each stays where he is", of(1, 2), []float64{10, 10, 20, 20, 30, 30}},
		{"to a repair", "18, 34: broken at 10; he comes from b, where he is until 15, and repairs from 18 to 24",
			scenery(nil, nil, machined("a", "10s", map[string]any{"operator": by("repair", 1), "at": []float64{1.0, 4.0}}, failure("10s", "6s", "operating")),
				machined("b", "15s", map[string]any{"operator": by("cycle", 1), "at": []float64{4.0, 4.0}}), crewOf(1, map[string]any{"walk_mps": 1.0})),
			[]float64{10, 15, 34, 42}},
	})
	l := lineOf(t, of(1, 1), 1, 0)
	run(t, l, 12*time.Second)
	b, _ := l.Find("b")
	crew, _ := l.Find("crew")
	if l.State(b) != sim.WaitingOperator || l.Tally(crew).Used != 1 {
		t.Errorf("at 12 s the machine is %v and %v people are in use, want it to wait and him to be on his way", l.State(b), l.Tally(crew).Used)
	}
}

package plant

import (
	"slices"
	"testing"
	"time"

	"tweeling/sim"
)

// ringing notes when a timer of an element rings.
func ringing(t *testing.T, m *Model, seed uint64, name string, timer sim.Timer, until time.Duration) []time.Duration {
	t.Helper()
	l := lineOf(t, m, seed, 0)
	d := &diary{}
	l.Watch(d, sim.TimerRang)
	run(t, l, until)
	var at []time.Duration
	for _, r := range d.records {
		if l.Name(r.ID) == name && r.Timer == timer {
			at = append(at, r.At)
		}
	}
	return at
}

// Rule 12: what the uptime counts. A part comes every 20 min and takes 10, on shifts of an hour with an hour between: it is
// worked on from 20 to 30, 40 to 50, without a pause from 120 to 180, and again from 240 on.
func TestClocksOfFailure(t *testing.T) {
	for _, c := range []struct {
		clock, uptime string
		at            int // in minutes
	}{{"operating", "90m", 250}, {"calendar", "90m", 90}, {"on-shift", "90m", 150}, {"count", "7s", 170}, {"", "90m", 250}} {
		m := &Model{Shifts: hours(t), Elements: []Spec{
			{Name: "in", Kind: "source", Values: map[string]any{"every": law("20m"), "to": []string{"m"}}},
			machined("m", "10m", map[string]any{"shift": "day", "at_shift_end": "pause"}, failure(c.uptime, "5m", c.clock)), {Name: "out", Kind: "sink"}}}
		want := time.Duration(c.at) * time.Minute
		if at := ringing(t, m, 1, "m", 1, 5*time.Hour); len(at) == 0 || at[0] != want {
			t.Errorf("%s: fails at %v, want %v", c.clock, at, want)
		}
	}
}

// Rule 12: a failure by count comes at the end of a cycle; of a robot each use is one.
func TestFailuresByCount(t *testing.T) {
	play(t, []scene{
		{"machine", "12: two parts, then down for 5 s", scenery(nil, nil, machined("m", "10s", nil, failure("2s", "5s", "count"))), []float64{10, 20, 35, 45, 60}},
		{"robot", "12: load, unload, load, then down from 25 to 37; load and unload twice, then down from 62 to 74",
			scenery(nil, nil, machined("m", "10s", map[string]any{"robot": "arm"}),
				Spec{Name: "arm", Kind: "robot", Values: map[string]any{"pick": law("2s"), "place": law("3s")}, Failures: []Failure{failure("3s", "12s", "count")}}),
			[]float64{20, 42, 62, 94}},
	})
}

// Rule 21: the first failure of a machine that is not new comes after what is left of an uptime: of a fixed one, anything
// up to it, all alike. After a repair it is as new.
func TestFirstFailure(t *testing.T) {
	for _, first := range []string{"", "new", "remaining-life"} {
		sum := 0.0
		for seed := range uint64(200) {
			f := failure("30s", "5s", "operating")
			f.First = first
			m := scenery(nil, nil, machined("m", "10s", nil, f))
			at := ringing(t, m, seed, "m", 1, 90*time.Second)
			l := lineOf(t, m, seed, 0)
			id, _ := l.Find("m")
			want := 30 * time.Second
			if first == "remaining-life" {
				want = l.Draws(id, 1, f.Uptime.Equilibrium(), 1)[0]
			}
			if at[0] != want || at[1] != want+35*time.Second {
				t.Fatalf("%s, seed %d: fails at %v and %v, want %v and 35 s later", first, seed, at[0], at[1], want)
			}
			sum += want.Seconds() / 200
		}
		if first == "remaining-life" && (sum < 13 || sum > 17) { // 30/sqrt(12)/sqrt(200) is 0.6
			t.Errorf("mean %v, want 15", sum)
		}
	}
}

// Rule 17: two modes by the calendar, 10 s and 12 s of uptime, 6 s of repair each; a part takes 15 s.
func TestConcurrentFailures(t *testing.T) {
	of := func(rule string) *Model {
		x, y := failure("10s", "6s", "calendar"), failure("12s", "6s", "calendar")
		x.Name, y.Name = "x", "y"
		return scenery(nil, nil, machined("m", "15s", map[string]any{"failures": rule}, x, y))
	}
	play(t, []scene{
		{"independent", "17: y comes at 12, while x is repaired, and is repaired from 16 to 22", of("independent"), []float64{33, 84}},
		{"the default", "17: independent", of(""), []float64{33, 84}},
		{"one at a time", "17: x from 10 to 16; y, whose clock stood still, from 18 to 24; x again from 32 to 38", of("one-at-a-time"), []float64{27, 54}},
	})
}

// Rule 20: machines that stop together. One fails from 14 to 20 and from 34 to 40.
func TestCoupledMachines(t *testing.T) {
	of := func(with ...string) *Model {
		v := map[string]any{}
		if len(with) > 0 {
			v["stops_with"] = with
		}
		return scenery(nil, nil, machined("a", "10s", nil, failure("14s", "6s", "operating")), machined("b", "10s", v))
	}
	play(t, []scene{
		{"alone", "20: only a stops", of(), []float64{10, 10, 20, 26, 30, 40, 42, 50}},
		{"together", "20: b stops with a, its 4 s and 8 s of work are kept", of("a"), []float64{10, 10, 26, 26, 42, 42}},
	})
	l := lineOf(t, of("a"), 1, 0)
	run(t, l, 16*time.Second)
	states := []sim.State{}
	for _, name := range []string{"a", "b"} {
		id, _ := l.Find(name)
		states = append(states, l.State(id))
	}
	if want := []sim.State{sim.Down, sim.Down}; !slices.Equal(states, want) {
		t.Errorf("at 16 s they are %v, want %v", states, want)
	}
}

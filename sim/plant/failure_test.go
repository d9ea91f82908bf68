package plant

import (
	"fmt"
	"math"
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

// What is repaired to be as old as before fails by the cumulative hazard: with H its law's, and the clock standing still
// during repairs, H grows by an exponential time of mean 1 from each failure to the next. Of a Weibull law of shape 2 and
// scale 100 s, H(t) is (t/100)^2. A repair takes 7 s.
func TestRepairedAsBefore(t *testing.T) {
	worn := func(change func(*Failure)) Failure {
		f := failure("weibull(shape 2, scale 100s)", "7s", "operating")
		f.Repaired = AsBefore
		change(&f)
		return f
	}
	greased := machined("m", "10s", nil, worn(func(*Failure) {}))
	greased.Stops = []Stop{{Name: "grease", Every: law("1000s"), Takes: law("7s"), Style: "immediate", Renews: []string{"failure"}, ByAge: true}}
	for _, c := range []struct {
		name   string
		m      Spec
		uptime sim.Timer
		young  float64 // at work, when it is made as new
		age    float64 // at the start
		late   float64 // at most, each stop: the part in work is done first
	}{
		{"new", machined("m", "10s", nil, worn(func(*Failure) {})), 1, math.Inf(1), 0, 0},
		{"not new", machined("m", "10s", nil, worn(func(f *Failure) { f.Age = 250 * time.Second })), 1, math.Inf(1), 250, 0},
		{"seen coming", machined("m", "10ms", nil, worn(func(f *Failure) { f.Foreseen, f.PlannedRepair = 1, law("7s") })), 3, math.Inf(1), 0, 0.01},
		{"made as new", greased, 3, 1000, 0, 0}, // by_age or not: no repair makes it as new
	} {
		t.Run(c.name, func(t *testing.T) {
			model := scenery(nil, nil, c.m)
			at := ringing(t, model, 1, "m", c.uptime, 2500*time.Second)
			l := lineOf(t, model, 1, 0)
			id, _ := l.Find("m")
			draws := l.Draws(id, c.uptime, law("exp(1s)"), 500)
			spent, born, n := c.age/100*c.age/100, -c.age, 0
			for i, got := range at {
				age := 100 * math.Sqrt(spent+draws[n].Seconds())
				work, repairs := born+age, 7*float64(i)
				if n++; work > c.young {
					born, c.young, age = c.young, math.Inf(1), 100*math.Sqrt(draws[n].Seconds())
					work = born + age
					n++
				}
				if born > 0 {
					repairs += 7
				}
				spent = age / 100 * age / 100
				near(t, fmt.Sprintf("failure %d", i+1), got.Seconds(), work+repairs, 1e-6+c.late*float64(i))
			}
			if len(at) < 40 {
				t.Errorf("%d failures, want more", len(at))
			}
		})
	}
}

// A fork knows how old such a thing is, also when the plant has said when it failed: H grows by an exponential time of mean
// 1 from there on. It fails at 30 s, whatever was drawn, and is up again at 37 s, 30 s old. Of 4000 forks at 57 s the share
// that holds another 40 s is exp(-(0.9^2 - 0.5^2)), 0.571, with an error of 0.008.
func TestAForkKnowsTheAgeOfWhatIsRepairedAsBefore(t *testing.T) {
	f := failure("weibull(shape 2, scale 100s)", "7s", "calendar")
	f.Repaired = AsBefore
	l := lineOf(t, scenery(nil, nil, machined("m", "1000s", nil, f)), 1, 0)
	id, _ := l.Find("m")
	trip := func(at time.Duration, timer sim.Timer) {
		if err := l.Trip(at, id, timer, sim.Outcome{}); err != nil {
			t.Fatal(err)
		}
	}
	trip(30*time.Second, 1)
	trip(37*time.Second, 2)
	held, of := 0.0, 0.0
	for seed := range uint64(8000) {
		c := l.Fork(seed, nil)
		run(t, c, 57*time.Second)
		if c.Tally(id).Rings[1] > 1 {
			continue // it had failed again
		}
		run(t, c, 97*time.Second)
		of++
		if c.Tally(id).Rings[1] == 1 {
			held++
		}
	}
	want := math.Exp(-(0.9*0.9 - 0.5*0.5))
	near(t, "share that holds", held/of, want, 3.3*math.Sqrt(want*(1-want)/of))
	near(t, "share that holds until then", of/8000, math.Exp(-(0.5*0.5 - 0.3*0.3)), 0.013)
}

package plant

import (
	"fmt"
	"math"
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

package sim_test

import (
	"math"
	"testing"
	"time"

	"tweeling/sim"
	"tweeling/sim/dist"
	"tweeling/sim/plant"
	"tweeling/sim/stat"
)

func law(t *testing.T, text string) *dist.Dist {
	t.Helper()
	d, err := dist.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// one is a machine that works on part after part for times of one law.
func one(t *testing.T, d *dist.Dist) *sim.Line {
	t.Helper()
	p, err := plant.Build(&plant.Model{Elements: []plant.Spec{
		{Name: "in", Kind: "source", Values: map[string]any{"release": "endless", "to": []string{"m"}}},
		{Name: "m", Kind: "machine", Values: map[string]any{"cycle": d, "to": []string{"out"}}},
		{Name: "out", Kind: "sink"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	l, err := p.Line(1, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Start(); err != nil {
		t.Fatal(err)
	}
	return l
}

// next is when the first part after now leaves.
func next(t *testing.T, l *sim.Line) time.Duration {
	t.Helper()
	first := &firstMove{}
	l.Watch(first, sim.TimerRang)
	for step := time.Second; first.at == 0; step *= 2 {
		if err := l.Run(l.Now() + step); err != nil {
			t.Fatal(err)
		}
	}
	return first.at
}

type firstMove struct{ at time.Duration }

func (f *firstMove) Observe(records []sim.Record) {
	if f.at == 0 {
		f.at = records[0].At
	}
}

// A fork draws the rest of what is under way anew, given its age: the whole time follows F conditioned on having lasted
// so long. With 2000 forks the Kolmogorov-Smirnov distance exceeds 1.95/sqrt(2000) = 0.0436 once in a thousand tests.
func TestForkDrawsTheRestGivenTheAge(t *testing.T) {
	const forks = 2000
	for _, text := range []string{"exp(10s)", "uniform(2s, 20s)", "triangular(2s, 8s, 20s)", "lognormal(10s, cv 0.8)", "gamma(10s, shape 2.5)", "weibull(shape 1.6, scale 12s)",
		"pert(2s, 8s, 20s)", "beta(2s, 20s, a 0.8, b 2)", "normal(10s, sd 6s)", "erlang(10s, k 3)"} {
		for _, age := range []float64{0, 3, 9} {
			d := law(t, text)
			l := one(t, d)
			begun := time.Duration(0)
			for i, length := range l.Draws(1, 0, d, 1000) { // the first part that lasts longer than the age
				if length > time.Duration(age*1e9) {
					break
				}
				begun += length
				if i == 999 {
					t.Fatalf("%s: no part lasts %gs", text, age)
				}
			}
			if err := l.Run(begun + time.Duration(age*1e9)); err != nil {
				t.Fatal(err)
			}
			rest := make([]float64, forks)
			for i := range rest {
				rest[i] = (next(t, l.Fork(uint64(i), nil)) - begun).Seconds()
			}
			f := d.CDF(age)
			distance, _ := stat.KS(rest, func(x float64) float64 { return max(0, (d.CDF(x)-f)/(1-f)) })
			if distance > 1.95/math.Sqrt(forks) {
				t.Errorf("%s at age %gs: distance %.4f from the conditional law", text, age, distance)
			}
		}
	}
}

func TestForkKeepsWhatIsNotDrawn(t *testing.T) {
	l := one(t, law(t, "10s"))
	if err := l.Run(4 * time.Second); err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(20) {
		if at := next(t, l.Fork(seed, nil)); at != 10*time.Second {
			t.Errorf("a constant time of 10 s ends at %v", at)
		}
	}
}

// A fork with other laws uses them, for what is under way and for what follows; a fork is another future than its
// original, the same for the same seed, and leaves the original alone.
func TestForkWithOtherLaws(t *testing.T) {
	slow, fast := law(t, "10s"), law(t, "6s")
	l := one(t, slow)
	if err := l.Run(4 * time.Second); err != nil {
		t.Fatal(err)
	}
	if at := next(t, l.Fork(1, sim.Params{slow: fast})); at != 6*time.Second {
		t.Errorf("with a law of 6 s the part that is 4 s old ends at %v", at)
	}
	chance := one(t, law(t, "exp(10s)"))
	if err := chance.Run(time.Second); err != nil {
		t.Fatal(err)
	}
	a, again, other := next(t, chance.Fork(1, nil)), next(t, chance.Fork(1, nil)), next(t, chance.Fork(2, nil))
	if a != again || a == other {
		t.Errorf("seed 1 gives %v and %v, seed 2 gives %v", a, again, other)
	}
	if before, after := next(t, chance.Clone()), next(t, chance); before != after {
		t.Errorf("the original goes on otherwise after being forked: %v, its clone %v", after, before)
	}
}

func TestTripRefusesWhatCannotBe(t *testing.T) {
	l := one(t, law(t, "10s"))
	for name, trip := range map[string]func() error{
		"an earlier time":  func() error { return l.Trip(l.Now()-1, 1, 0, sim.Outcome{}) },
		"no such element":  func() error { return l.Trip(l.Now(), 99, 0, sim.Outcome{}) },
		"no such timer":    func() error { return l.Trip(l.Now(), 1, 99, sim.Outcome{}) },
		"nothing to trip":  func() error { return l.Trip(l.Now(), 2, 0, sim.Outcome{}) },
		"insert too many":  func() error { return l.Insert(1, 0, 2) },
		"insert in nobody": func() error { return l.Insert(99, 0, 1) },
		"insert nothing":   func() error { return l.Insert(1, 5, 1) },
	} {
		if trip() == nil {
			t.Errorf("%s: want an error", name)
		}
	}
	if err := l.Trip(3*time.Second, 1, 0, sim.Outcome{}); err != nil {
		t.Errorf("a plant that is faster than drawn: %v", err)
	}
	if got := l.Totals().Left[0]; got != 1 {
		t.Errorf("%d parts left, want the one that was tripped", got)
	}
}

// What was seen counts, not what would be drawn.
func TestTripWithAnOutcome(t *testing.T) {
	p, err := plant.Build(&plant.Model{Elements: []plant.Spec{
		{Name: "in", Kind: "source", Values: map[string]any{"release": "endless", "to": []string{"m"}}},
		{Name: "m", Kind: "machine", Values: map[string]any{"cycle": law(t, "10s"), "scrap": 0.5, "to": []string{"out"}}},
		{Name: "out", Kind: "sink"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	l, err := p.Line(1, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Start(); err != nil {
		t.Fatal(err)
	}
	for i := range 20 {
		quality := sim.SeenGood
		if i%4 == 0 {
			quality = sim.SeenScrap
		}
		if err := l.Trip(time.Duration(i+1)*time.Second, 1, 0, sim.Outcome{Quality: quality}); err != nil {
			t.Fatal(err)
		}
	}
	if s := l.Totals(); s.Left[0] != 15 || s.Scrapped[0] != 5 {
		t.Errorf("%d left and %d scrapped, want 15 and 5 as seen", s.Left[0], s.Scrapped[0])
	}
}

// Work that is to begin anew with the time it had is drawn anew as well: a fork must not know how long it would take.
func TestForkForgetsWhatWillBeginAnew(t *testing.T) {
	p, err := plant.Build(&plant.Model{Elements: []plant.Spec{
		{Name: "in", Kind: "source", Values: map[string]any{"release": "endless", "to": []string{"m"}}},
		{Name: "m", Kind: "machine", Values: map[string]any{"cycle": law(t, "uniform(10s, 30s)"), "after_repair": "restart", "to": []string{"out"}},
			Failures: []plant.Failure{{Name: "jam", Uptime: law(t, "exp(5s)"), Repair: law(t, "20s"), Clock: "operating"}}},
		{Name: "out", Kind: "sink"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	l, err := p.Line(1, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Start(); err != nil {
		t.Fatal(err)
	}
	if err := l.Run(10 * time.Second); err != nil {
		t.Fatal(err)
	}
	id, _ := l.Find("m")
	if l.State(id) != sim.Down {
		t.Fatalf("the machine is %v", l.State(id))
	}
	work := sim.Timer(0)
	ends := map[time.Duration]bool{}
	for seed := range uint64(20) {
		f := l.Fork(seed, nil)
		first := &firstRing{id: id, timer: work}
		f.Watch(first, sim.TimerRang)
		for f.Now() < 20*time.Minute && first.at == 0 {
			if err := f.Run(f.Now() + time.Second); err != nil {
				t.Fatal(err)
			}
		}
		ends[first.at] = true
	}
	if len(ends) < 15 {
		t.Errorf("20 forks have %d ends of the interrupted work", len(ends))
	}
}

type firstRing struct {
	id    sim.ID
	timer sim.Timer
	at    time.Duration
}

func (f *firstRing) Observe(records []sim.Record) {
	for _, r := range records {
		if f.at == 0 && r.ID == f.id && r.Timer == f.timer {
			f.at = r.At
		}
	}
}

// mortal is a machine that is always at work, and fails by a law of which the first life is what is left of one.
func mortal(t *testing.T, uptime *dist.Dist) *sim.Line {
	t.Helper()
	p, err := plant.Build(&plant.Model{Elements: []plant.Spec{
		{Name: "in", Kind: "source", Values: map[string]any{"release": "endless", "to": []string{"m"}}},
		{Name: "m", Kind: "machine", Values: map[string]any{"cycle": law(t, "9000h"), "to": []string{"out"}},
			Failures: []plant.Failure{{Name: "jam", Uptime: uptime, Repair: law(t, "9000h"), Clock: "operating", First: "remaining-life"}}},
		{Name: "out", Kind: "sink"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	l, err := p.Line(1, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Start(); err != nil {
		t.Fatal(err)
	}
	return l
}

// A fork with another law of a life takes what is left of a life at the start from that law too: at an age a, the rest of
// the equilibrium law of the other. The bound is that of the test above.
func TestForkReplacesTheRemainingLife(t *testing.T) {
	const forks = 2000
	for _, c := range []struct{ was, other string }{{"9000h", "20s"}, {"exp(9000h)", "erlang(20s, k 3)"}, {"erlang(9000h, k 2)", "exp(5s)"}, {"lognormal(9000h, cv 0.8)", "lognormal(20s, cv 0.8)"}} {
		was, other := law(t, c.was), law(t, c.other)
		l := mortal(t, was)
		if err := l.Run(4 * time.Second); err != nil {
			t.Fatal(err)
		}
		rest := make([]float64, forks)
		for i := range rest {
			rest[i] = next(t, l.Fork(uint64(i), sim.Params{was: other})).Seconds()
		}
		e := other.Equilibrium()
		f := e.CDF(4)
		distance, _ := stat.KS(rest, func(x float64) float64 { return max(0, (e.CDF(x)-f)/(1-f)) })
		if distance > 1.95/math.Sqrt(forks) {
			t.Errorf("%s becomes %s: distance %.4f from the rest of its life", c.was, c.other, distance)
		}
		if at := next(t, l.Fork(1, sim.Params{other: was})); at < time.Hour {
			t.Errorf("%s: fails at %v without another law", c.was, at)
		}
	}
}

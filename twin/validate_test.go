package twin

import (
	"math/rand/v2"
	"testing"
	"time"

	"tweeling/sim"
)

// Ranks of a reality that is as the model are uniform; of one that is 30 % of a standard deviation better, or less sure, they are not.
func TestRanks(t *testing.T) {
	rejected := func(shift, scale float64) int {
		n := 0
		for seed := range uint64(200) {
			chance := rand.New(rand.NewPCG(seed, 3))
			var r Ranks
			for range 100 {
				replications := make([]float64, 39)
				for i := range replications {
					replications[i] = float64(int(10 * chance.NormFloat64())) // counts, so that there are ties
				}
				r.Add(float64(int(10*(shift+scale*chance.NormFloat64()))), replications, chance.Float64())
			}
			if _, p := r.Uniform(); p < 0.05 {
				n++
			}
		}
		return n
	}
	// Of 200 tests at 5 % 10 reject, with a standard deviation of 3.1.
	if n := rejected(0, 1); n > 20 || n < 2 {
		t.Errorf("want about 10 of 200 rejected, have %d", n)
	}
	if n := rejected(0.3, 1); n < 120 {
		t.Errorf("want a shift found, have %d of 200", n)
	}
	if n := rejected(0, 1.8); n < 120 {
		t.Errorf("want a wider reality found, have %d of 200", n)
	}
	var few Ranks
	few.Add(1, []float64{0, 2}, 0.5)
	if _, p := few.Uniform(); p != 1 || few.Len() != 1 {
		t.Errorf("want nothing of few, have %v", p)
	}
	if h := few.Histogram(3); h[1] != 1 {
		t.Errorf("want it in the middle, have %v", h)
	}
}

// With the cycle times of the plant the line does what the plant did, step by step; with another logic it does not.
func TestTraced(t *testing.T) {
	const while = 3 * time.Hour
	p, table := build(t, routed)
	l, err := p.Line(4, 0)
	if err != nil {
		t.Fatal(err)
	}
	plant, times := &steps{}, map[sim.ID][]sim.Time{}
	l.Watch(plant, sim.TimerRang)
	if err := l.Start(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"cut.1", "cut.2", "left", "right"} { // those that never pause: their time is what they were drawn
		id, _ := l.Find(name)
		times[id] = nil
	}
	var begun = map[sim.ID]sim.Time{}
	for l.Now() < while {
		for id := range times {
			if r, ok := l.UnderWay(id, 0); ok {
				begun[id] = l.Now() - r.Age
			}
		}
		next := l.Next()
		before := len(plant.list)
		if err := l.Run(next); err != nil {
			t.Fatal(err)
		}
		for _, s := range plant.list[before:] {
			if _, ok := times[s.ID]; ok {
				times[s.ID] = append(times[s.ID], s.At-begun[s.ID])
			}
		}
	}
	traced, err := table.Traced(times, 4, while)
	if err != nil {
		t.Fatal(err)
	}
	if len(traced) < 1000 {
		t.Fatalf("want more than 1000 steps, have %d", len(traced))
	}
	for i := range traced {
		if traced[i] != plant.list[i] {
			t.Fatalf("step %d: want %+v, have %+v", i, plant.list[i], traced[i])
		}
	}
	if a := Alike(traced, plant.list[:len(traced)]); a != 1 {
		t.Errorf("want them alike, have %v", a)
	}
	other, err := table.Traced(times, 5, while) // other choices and failures
	if err != nil {
		t.Fatal(err)
	}
	if a := Alike(other, plant.list[:len(other)]); a > 0.99 || a < 0.3 {
		t.Errorf("want them less alike, have %v", a)
	}
}

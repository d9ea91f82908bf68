package sim

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"tweeling/sim/dist"
)

// The tree against a dumb twin: whatever is set, the earliest of all slots stands at the root.
func TestTreeFindsTheEarliest(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, slots := range []int{1, 2, 3, 7, 64, 100} {
		tr := newTree(slots)
		at, turns := make([]uint64, slots), make([]uint64, slots)
		for i := range at {
			at[i], turns[i] = idle, math.MaxUint64
		}
		for seq := range uint64(5000) {
			slot := r.IntN(slots)
			if r.IntN(4) == 0 {
				at[slot], turns[slot] = idle, math.MaxUint64
			} else {
				at[slot], turns[slot] = uint64(r.IntN(50)), turnOf(Rank(r.IntN(4)), seq, slot)
			}
			tr.set(slot, at[slot], turns[slot])
			best := 0
			for i := range at {
				if at[i] < at[best] || at[i] == at[best] && turns[i] < turns[best] {
					best = i
				}
			}
			got, first := tr.first()
			if uint64(got) != at[best] || at[best] != idle && first != best {
				t.Fatalf("%d slots: the root is slot %d at %v, want slot %d at %v", slots, first, got, best, at[best])
			}
		}
	}
}

// An area in 128 bits against big numbers, with levels and times that would overflow 64.
func TestAreaIsExact(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		var a area
		now, level := Time(r.Int64N(1<<60)), r.IntN(5000)
		since := now
		a.clear(now, level)
		want := new(big.Int)
		for range 300 {
			step := Time(r.Int64N(1 << 52))
			want.Add(want, new(big.Int).Mul(big.NewInt(int64(step)), big.NewInt(int64(level))))
			now += step
			if level > 0 && r.IntN(2) == 0 {
				level--
				a.leave(now)
			} else {
				level++
				a.enter(now)
			}
		}
		mean, _ := new(big.Rat).SetFrac(want, big.NewInt(int64(now-since))).Float64()
		if got := a.mean(since, now, level); math.Abs(got-mean) > 1e-12*mean {
			t.Fatalf("mean %v, want %v", got, mean)
		}
	}
}

// Draws are even over (0, 1): a chi-square over 100 cells of 100,000 draws exceeds 149 once in a thousand.
func TestDrawsAreEven(t *testing.T) {
	for _, key := range []uint64{0, 1, keyOf(seedKey(1, 0), "press", "work"), math.MaxUint64} {
		var cells [100]int
		for n := range uint64(100_000) {
			u := uniform(key, n)
			if !(u > 0 && u < 1) {
				t.Fatalf("draw %d is %v", n, u)
			}
			cells[int(u*100)]++
		}
		chi := 0.0
		for _, c := range cells {
			chi += float64(c-1000) * float64(c-1000) / 1000
		}
		if chi > 149 {
			t.Errorf("key %x: chi-square %v", key, chi)
		}
	}
}

// Streams of near names, seeds and replications have nothing in common: correlations of 10,000 draws stay within 4.5/100.
func TestStreamsAreIndependent(t *testing.T) {
	keys := []uint64{keyOf(seedKey(1, 0), "m1", "work"), keyOf(seedKey(1, 0), "m2", "work"), keyOf(seedKey(1, 0), "m1", "load"),
		keyOf(seedKey(1, 1), "m1", "work"), keyOf(seedKey(2, 0), "m1", "work"), keyOf(seedKey(1, 0), "m1w", "ork")}
	for i := range keys {
		for j := range keys[:i] {
			sum := 0.0
			for n := range uint64(10_000) {
				sum += (uniform(keys[i], n) - 0.5) * (uniform(keys[j], n) - 0.5)
			}
			if r := sum / 10_000 * 12; math.Abs(r) > 0.045 {
				t.Errorf("streams %d and %d: correlation %v", i, j, r)
			}
		}
	}
}

// The draws made eight at once and those made alone are the same function of their number.
func TestDrawsAloneAndTogetherAreAlike(t *testing.T) {
	d, err := dist.Parse("lognormal(10s, cv 0.7)")
	if err != nil {
		t.Fatal(err)
	}
	other := dist.Constant(1)
	l, together := &Line{}, timer{key: 42}
	for n := range uint64(100) {
		alone := timer{key: 42, count: n}
		if a, b := l.draw(&alone, d), l.draw(&together, d); a != b {
			t.Fatalf("draw %d is %v alone and %v together", n, a, b)
		}
	}
	mixed := timer{key: 42} // laws that take turns draw one by one
	for n := range uint64(100) {
		alone := timer{key: 42, count: n}
		law := d
		if n%3 == 1 {
			law = other
		}
		if a, b := l.draw(&alone, law), l.draw(&mixed, law); a != b {
			t.Fatalf("draw %d is %v alone and %v in turns", n, a, b)
		}
	}
}

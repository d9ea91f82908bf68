package stat_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tweeling/sim/stat"
)

// times are lead times as lines have them, from nothing to beyond the range of the histogram.
func times() *rapid.Generator[int64] {
	return rapid.OneOf(rapid.Int64Range(0, 1<<21), rapid.Int64Range(1<<30, 1<<45), rapid.Int64Range(0, math.MaxInt64))
}

// Whatever is counted: number, mean, least and greatest are exact, and a quantile is within the bucket of the exact one.
func TestHistAgainstSample(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(times(), 1, 300).Draw(t, "times")
		var h stat.Hist
		sum := 0.0
		for _, v := range values {
			h.Add(v)
			sum += float64(v)
		}
		slices.Sort(values)
		if h.Count() != int64(len(values)) || h.Min() != values[0] || h.Max() != values[len(values)-1] {
			t.Fatalf("want %d from %d to %d, have %d from %d to %d", len(values), values[0], values[len(values)-1], h.Count(), h.Min(), h.Max())
		}
		if mean := sum / float64(len(values)); math.Abs(h.Mean()-mean) > 1e-13*mean {
			t.Fatalf("mean: want %v, have %v", mean, h.Mean())
		}
		last := 0.0
		for p := 0.0; p <= 1; p += 1.0 / 64 {
			have := h.Quantile(p)
			if have < last {
				t.Fatalf("quantile at %v: have %v, less than %v before", p, have, last)
			}
			last = have
			// the value of rank ceil(p n) and the quantile share a bucket
			want := float64(values[max(0, int(math.Ceil(p*float64(len(values))))-1)])
			if want >= 1<<60 {
				if have < (1<<60)*(1-1.0/64) { // the bucket begins there
					t.Fatalf("quantile at %v: want beyond the range, have %v", p, have)
				}
				continue
			}
			if math.Abs(have-want) > max(1<<14, want/64)+1 {
				t.Fatalf("quantile at %v: want %v to 1/64, have %v", p, want, have)
			}
		}
	})
}

func TestHistMerge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var whole, part, rest stat.Hist
		for i, v := range rapid.SliceOf(times()).Draw(t, "times") {
			whole.Add(v)
			if i%3 == 0 {
				part.Add(v)
			} else {
				rest.Add(v)
			}
		}
		part.Merge(&rest)
		if part != whole {
			t.Fatal("merged halves are not the whole")
		}
		part.Clear()
		if part != (stat.Hist{}) {
			t.Fatal("cleared is not empty")
		}
		part.Merge(&whole)
		if part != whole {
			t.Fatal("merged into nothing is not the same")
		}
	})
}

// A long run of lead times of a month does not fit in 63 bits.
func TestHistMeanOfMany(t *testing.T) {
	var h stat.Hist
	const month = int64(30 * 24 * 3600 * 1e9)
	for range 5_000_000 {
		h.Add(month)
	}
	if h.Mean() != float64(month) {
		t.Errorf("want %v, have %v", month, h.Mean())
	}
	if q := h.Quantile(0.5); q != float64(month) {
		t.Errorf("the median of equal times: want %v, have %v", month, q)
	}
}

func TestHistEmpty(t *testing.T) {
	var h stat.Hist
	if !math.IsNaN(h.Mean()) || !math.IsNaN(h.Quantile(0.5)) {
		t.Error("want NaN of nothing")
	}
	h.Add(-5)
	if h.Mean() != 0 || h.Quantile(0.5) != 0 {
		t.Error("want a negative time to count as 0")
	}
}

func TestHistAllocatesNothing(t *testing.T) {
	h := new(stat.Hist)
	v := int64(1)
	if n := testing.AllocsPerRun(10_000, func() { v += v>>3 + 1; h.Add(v & math.MaxInt64) }); n != 0 {
		t.Errorf("want no allocation, have %v", n)
	}
}

func BenchmarkHistAdd(b *testing.B) {
	h := new(stat.Hist)
	v := int64(1)
	for b.Loop() {
		v = v*6364136223846793005 + 1442695040888963407
		h.Add(v >> 20 & (1<<42 - 1))
	}
}

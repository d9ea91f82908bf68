package stat_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"tweeling/sim/stat"
)

// Values of 30-digit arithmetic.
func TestStudentQuantile(t *testing.T) {
	for _, c := range []struct{ p, df, want float64 }{
		{0.975, 1, 12.706204736174693}, {0.975, 2, 4.3026527297494618}, {0.95, 4, 2.1318467863266495},
		{0.975, 9, 2.262157162798205}, {0.995, 29, 2.7563859036706051}, {0.9999, 3, 22.203742273205002},
		{0.975, 1000, 1.9623390808264081}, {0.9995, 1e5, 3.2906240314119137}, {0.6, 7, 0.26316686135202275},
	} {
		if have := stat.StudentQuantile(c.p, c.df); math.Abs(have-c.want) > 1e-9*c.want {
			t.Errorf("t at %v with %v: want %v, have %v", c.p, c.df, c.want, have)
		}
		if have := stat.StudentTails(c.want, c.df); math.Abs(have-2*(1-c.p)) > 1e-9 {
			t.Errorf("tails of %v with %v: want %v, have %v", c.want, c.df, 2*(1-c.p), have)
		}
	}
	if a, b := stat.StudentQuantile(0.975, 99_999), stat.StudentQuantile(0.975, 100_001); !(a >= b) || a-b > 1e-9 {
		t.Errorf("want the series to go on where the quantile ends, have %v and %v", a, b)
	}
	for _, p := range []float64{0, 1, -1, math.NaN()} {
		if !math.IsNaN(stat.StudentQuantile(p, 5)) {
			t.Errorf("want NaN at %v", p)
		}
	}
}

func TestMoments(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		offset := rapid.SampledFrom([]float64{0, 1e3, 1e6}).Draw(t, "offset")
		values := rapid.SliceOfN(rapid.Float64Range(-10, 10), 2, 100).Draw(t, "values")
		cut := rapid.IntRange(0, len(values)).Draw(t, "cut")
		var a, b stat.Moments
		for i := range values {
			values[i] += offset
			if i < cut {
				a.Add(values[i])
			} else {
				b.Add(values[i])
			}
		}
		a.Merge(b)
		if a.N() != int64(len(values)) {
			t.Fatalf("want %d values, have %d", len(values), a.N())
		}
		if want := stat.Average(values); math.Abs(a.Mean()-want) > 1e-14*(offset+10) {
			t.Fatalf("mean: want %v, have %v", want, a.Mean())
		}
		if want := stat.Var(values); math.Abs(a.Var()-want) > 1e-9*(want+1) {
			t.Fatalf("variance: want %v, have %v", want, a.Var())
		}
	})
	if v := stat.Var([]float64{1e16, 1e16 + 2, 1e16 + 4}); v != 4 {
		t.Errorf("variance far from 0: want 4, have %v", v)
	}
}

func TestTooLittle(t *testing.T) {
	e := stat.Mean([]float64{5})
	if e.Mean != 5 || !math.IsInf(e.HalfWidth, 1) || e.Settled() {
		t.Errorf("one value: want 5 and no idea how well, have %+v", e)
	}
	if !math.IsNaN(stat.Mean(nil).Mean) || !math.IsNaN(stat.Quantile(nil, 0.5)) || !math.IsNaN(stat.Var([]float64{1})) {
		t.Error("want NaN from nothing")
	}
	if _, err := stat.Paired([]float64{1, 2}, []float64{1}, 0.95); err == nil {
		t.Error("want an error for samples of unequal length")
	}
	if n, ok := stat.Needed(e, 1); ok {
		t.Errorf("want no forecast from one value, have %d", n)
	}
	if n, ok := stat.NeededToSettle(stat.Mean([]float64{-1, 1})); ok {
		t.Errorf("want no end for a difference of 0, have %d", n)
	}
}

// Differences without any variance, as of lines without chance, are certain.
func TestPairedWithoutVariance(t *testing.T) {
	for _, c := range []struct {
		name       string
		a, b       []float64
		settled    bool
		p, mean, t float64
	}{
		{"alike", []float64{1, 2, 3}, []float64{1, 2, 3}, false, 1, 0, 0},
		{"always more", []float64{2, 3, 4}, []float64{1, 2, 3}, true, 0, 1, math.Inf(1)},
		{"always less", []float64{1, 2, 3}, []float64{2, 3, 4}, true, 0, -1, math.Inf(-1)},
	} {
		t.Run(c.name, func(t *testing.T) {
			have, err := stat.Paired(c.a, c.b, 0.95)
			if err != nil {
				t.Fatal(err)
			}
			if have.Settled() != c.settled || have.P != c.p || have.Mean != c.mean || have.T != c.t || have.HalfWidth != 0 {
				t.Errorf("want %+v, have %+v", c, have)
			}
		})
	}
}

// The number needed is the least that is enough.
func TestNeeded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := stat.MeanAt(rapid.SliceOfN(rapid.Float64Range(0, 100), 2, 30).Draw(t, "sample"), 0.95)
		half := rapid.Float64Range(0.1, 50).Draw(t, "half-width")
		n, ok := stat.Needed(e, half)
		if !ok {
			t.Fatal("want an answer")
		}
		at := func(n int) float64 { return stat.StudentQuantile(0.975, float64(n-1)) * e.SD / math.Sqrt(float64(n)) }
		if n < e.N || at(n) > half || n > e.N && at(n-1) <= half {
			t.Fatalf("want the least n from %d with %v <= %v, have %d", e.N, at(n), half, n)
		}
	})
}

// 9 of 10 at 95 %: Newcombe, 1998, gives 0.5958 to 0.9821.
func TestWilson(t *testing.T) {
	low, middle, high := stat.Wilson(9, 10, 0.95)
	if math.Abs(low-0.59585) > 1e-5 || math.Abs(high-0.98212) > 1e-5 || math.Abs(middle-(low+high)/2) > 1e-12 {
		t.Errorf("want 0.59585 to 0.98212, have %v, %v, %v", low, middle, high)
	}
	if low, _, high := stat.Wilson(0, 0, 0.95); low != 0 || high != 1 {
		t.Errorf("want 0 to 1 from nothing, have %v to %v", low, high)
	}
	if low, _, high := stat.Wilson(10, 10, 0.95); high < 1-1e-12 || high > 1 || low > 0.9 {
		t.Errorf("all of ten: want some doubt, have %v to %v", low, high)
	}
}

// The share of intervals that hold is the level: 2,000 samples of six exponential-free normal values, whose interval is
// exact; three standard errors of sqrt(0.9*0.1/2000) are 0.02.
func TestCoverage(t *testing.T) {
	chance, held := stream(7), 0
	for range 2000 {
		sample := make([]float64, 6)
		for i := range sample {
			sample[i] = stat.NormalQuantile(chance())
		}
		if e := stat.MeanAt(sample, 0.9); e.Low() <= 0 && 0 <= e.High() {
			held++
		}
	}
	if share := float64(held) / 2000; math.Abs(share-0.9) > 0.02 {
		t.Errorf("want 0.9, have %v", share)
	}
}

func TestMSER5(t *testing.T) {
	series := func(n int, bias func(i int) float64) []float64 {
		chance := stream(3)
		out, state := make([]float64, n), 0.0
		for i := range out {
			state = 0.5*state + stat.NormalQuantile(chance())
			out[i] = 20 + state + bias(i)
		}
		return out
	}
	steady := func(int) float64 { return 0 }
	for _, c := range []struct {
		name      string
		series    []float64
		low, high int
		ok        bool
	}{
		{"no warm-up", series(2000, steady), 0, 100, true},
		{"a start-up that fades in 50", series(2000, func(i int) float64 { return -15 * math.Exp(-float64(i)/50) }), 80, 300, true},
		{"a jump after 400", series(2000, func(i int) float64 { return -10 * float64(min(1, max(0, 400-i))) }), 400, 420, true},
		{"it never settles", series(400, func(i int) float64 { return float64(i) }), 200, 200, false},
		{"too short", series(49, steady), 0, 0, false},
		{"no chance at all", make([]float64, 100), 0, 0, true},
		// the last two means of five are equal: a rule that tried every cut would choose them, at an error of 0
		{"the last means agree", append(series(490, steady), 20, 20, 20, 20, 20, 20, 20, 20, 20, 20), 0, 100, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			cut, ok := stat.MSER5(c.series)
			if ok != c.ok || cut < c.low || cut > c.high || cut%5 != 0 {
				t.Errorf("want a cut from %d to %d, %v; have %d, %v", c.low, c.high, c.ok, cut, ok)
			}
		})
	}
}

// On samples of the law itself the p-value is uniform: the share below 0.1 is 0.1 within three standard errors, 0.02.
func TestKolmogorovSmirnov(t *testing.T) {
	chance := stream(11)
	sample := func(n int) []float64 {
		out := make([]float64, n)
		for i := range out {
			out[i] = chance()
		}
		return out
	}
	one, two := 0, 0
	for range 2000 {
		if _, p := stat.KS(sample(50), func(x float64) float64 { return x }); p < 0.1 {
			one++
		}
		if _, p := stat.KS2(sample(50), sample(60)); p < 0.1 {
			two++
		}
	}
	if share := float64(one) / 2000; math.Abs(share-0.1) > 0.02 {
		t.Errorf("one sample: want 0.1, have %v", share)
	}
	if share := float64(two) / 2000; math.Abs(share-0.1) > 0.025 { // distances of two samples are coarse
		t.Errorf("two samples: want 0.1, have %v", share)
	}
	if _, p := stat.KS(sample(200), func(x float64) float64 { return x * x }); p > 1e-6 {
		t.Errorf("another law: want it refused, have p %v", p)
	}
	if d, p := stat.KS2([]float64{1, 2, 2, 3}, []float64{1, 2, 2, 3}); d != 0 || p != 1 {
		t.Errorf("the same sample twice: want 0 and 1, have %v and %v", d, p)
	}
}

// Five intervals that are to hold together at 95 % are each at 99 % (Bonferroni).
func TestSimultaneous(t *testing.T) {
	if l := stat.Simultaneous(0.95, 5); math.Abs(l-0.99) > 1e-15 {
		t.Errorf("want five intervals at 0.99, have %v", l)
	}
}

package dist_test

import (
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"tweeling/sim/dist"
)

func parse(t testing.TB, text string) *dist.Dist {
	t.Helper()
	d, err := dist.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// smooth are laws with a density, of every kind and of shapes from tame to wild.
var smooth = []string{
	"exp(3h)", "exp(1ms)", "uniform(10s, 14s)", "uniform(0s, 1s)",
	"triangular(10s, 11s, 14s)", "triangular(0s, 0s, 14s)", "triangular(10s, 14s, 14s)",
	"lognormal(12m, cv 0.8)", "lognormal(18s, cv 0.01)", "lognormal(1h, cv 5)",
	"gamma(18s, cv 0.25)", "gamma(18s, shape 1)", "gamma(18s, shape 0.5)", "gamma(18s, shape 2.5)", "gamma(18s, shape 4000)", "gamma(18s, shape 0.1)",
	"weibull(shape 1.4, scale 3h)", "weibull(3h, shape 0.7)", "weibull(shape 1, scale 1s)", "weibull(shape 30, scale 1d)",
	"pert(10s, 11s, 14s)", "pert(0s, 0s, 14s)", "pert(10s, 14s, 14s)", "pert(1h, 1h1s, 30h)",
	"beta(0s, 1s, a 2, b 5)", "beta(10s, 14s, a 0.5, b 0.5)", "beta(0s, 10s, a 0.3, b 4)", "beta(5s, 10s, a 30, b 0.7)", "beta(0s, 1h, a 900, b 100)", "beta(2s, 3s, a 1, b 1)",
	"beta(0s, 1s, a 0.1, b 0.1)", "beta(0s, 1h, a 0.1, b 10000)", "beta(0s, 1h, a 10000, b 0.1)", "beta(1s, 1h, a 10000, b 10000)",
	"normal(18s, sd 3s)", "normal(10s, sd 4s)", "normal(10s, sd 10s)", "normal(1h, cv 0.001)", "erlang(18s, k 3)", "erlang(6s, k 1)", "erlang(1h, k 1000)",
	"loglogistic(shape 3, scale 8m)", "loglogistic(shape 2.1, scale 1h)", "loglogistic(shape 40, scale 10s)", "pearson5(shape 4, scale 12m)", "pearson5(shape 2.1, scale 1h)",
	"pearson5(shape 300, scale 1h)",
	"exp(3h) + 2s", "normal(10s, sd 4s) + 5s", "lognormal(12m, cv 0.8) + 5m",
}

// stepped are laws that give only some times.
var stepped = []string{"12s", "0s", "empirical(10s)", "empirical(10s, 15s, 12s, 12s)", "empirical(0s, 1s)",
	"discrete(10s 0.7, 20s 0.3)", "discrete(20s 3, 10s 7, 20s 1, 0s 0.5)", "discrete(5s 1)", "discrete(1s 1e-6, 2s 1, 3s 1, 4s 1, 5s 1000, 6s 1, 7s 1e-6)"}

// probabilities from end to end, more closely near the ends.
func probabilities() []float64 {
	var out []float64
	for y := -36.0; y <= 36; y += 0.25 {
		out = append(out, 1/(1+math.Exp(-y)))
	}
	return out
}

func TestCDFOfQuantile(t *testing.T) {
	for _, text := range smooth {
		t.Run(text, func(t *testing.T) {
			d := parse(t, text)
			for _, p := range probabilities() {
				x := d.Quantile(p)
				// Tables are right to 1e-6 of the time, or 1e-9 of the mean; times the density that is this much probability.
				e := 1e-6*x + 1e-9*d.Mean()
				slack := d.CDF(x+e) - d.CDF(max(0, x-e)) + 1e-12
				if have := d.CDF(x); math.Abs(have-p) > slack {
					t.Fatalf("CDF of the quantile at %v: have %v, %.2g beside it, %.2g allowed", p, have, have-p, slack)
				}
			}
			if d.CDF(-1) != 0 || d.CDF(math.Inf(1)) != 1 {
				t.Errorf("want a CDF from 0 to 1, have %v and %v", d.CDF(-1), d.CDF(math.Inf(1)))
			}
		})
	}
	for _, text := range stepped {
		t.Run(text, func(t *testing.T) {
			d := parse(t, text)
			for _, p := range probabilities() {
				x := d.Quantile(p)
				if below := d.CDF(math.Nextafter(x, -1)); d.CDF(x) < p || below >= p {
					t.Fatalf("at %v: want the least time whose CDF reaches it, have %v with CDF %v and %v below", p, x, d.CDF(x), below)
				}
			}
		})
	}
}

// Quantiles never decrease, and Fill gives the bits of Quantile.
func TestMonotoneAndFilled(t *testing.T) {
	for _, text := range append(smooth, stepped...) {
		t.Run(text, func(t *testing.T) {
			d := parse(t, text)
			batch := new([8]float64)
			last := 0.0
			for i := 0; i < 1<<16; i += 8 {
				for k := range batch {
					batch[k] = (float64(i+k) + 0.5) / (1 << 16)
				}
				probs := *batch
				d.Fill(batch)
				for k, x := range batch {
					if x != d.Quantile(probs[k]) {
						t.Fatalf("at %v: Fill has %v, Quantile %v", probs[k], x, d.Quantile(probs[k]))
					}
					if x < last {
						t.Fatalf("at %v: have %v after %v", probs[k], x, last)
					}
					last = x
				}
			}
			// The ends, and probabilities a rounding may bring about, are times too, in order.
			last = 0
			for _, p := range []float64{0, 0x1p-1074, 0x1p-1000, 0x1p-60, 0x1p-54, 0x1p-53, 0x1p-20, 0.5, 1 - 0x1p-20, 1 - 0x1p-53, 1} {
				x := d.Quantile(p)
				batch[3] = p
				d.Fill(batch)
				if !(x >= last) || math.IsInf(x, 0) || batch[3] != x {
					t.Fatalf("at %v: have %v and filled %v after %v", p, x, batch[3], last)
				}
				last = x
			}
		})
	}
}

// Across the borders of cells, octaves, sides and the table itself quantiles go up, or by rounding down a few bits.
func TestMonotoneAtBorders(t *testing.T) {
	for _, text := range smooth {
		t.Run(text, func(t *testing.T) {
			d := parse(t, text)
			step := func(a, b float64) {
				if x, y := d.Quantile(a), d.Quantile(b); y < x*(1-1e-14)-1e-15*d.Mean() {
					t.Fatalf("from %v to %v: have %v, then %v", a, b, x, y)
				}
			}
			for q := 0x1p-23; q <= 0.5; q *= 2 {
				for k := range 129 {
					border := q * (1 + float64(k)/128)
					if border > 0.5 {
						continue
					}
					step(math.Nextafter(border, 0), border)
					step(border, math.Nextafter(border, 1))
					step(1-border, math.Nextafter(1-border, 1))
					step(math.Nextafter(1-border, 0), 1-border)
				}
			}
		})
	}
}

// Mean and variance are the integrals of the quantile over all probabilities: with p = 1/(1+exp(-y)), sums over y of
// Q(p) p(1-p) dy, which converge fast for smooth laws. Corners cost the square of the step, 1e-4.
func TestMoments(t *testing.T) {
	for _, text := range smooth {
		t.Run(text, func(t *testing.T) {
			d := parse(t, text)
			const dy = 0.01
			mean, square := 0.0, 0.0
			for y := -36.5; y < 36; y += dy {
				p := 1 / (1 + math.Exp(-y))
				w := dy * math.Exp(-y) * p * p
				x := d.Quantile(p)
				mean += w * x
				square += w * (x - d.Mean()) * (x - d.Mean())
			}
			if math.Abs(mean-d.Mean()) > 2e-6*d.Mean() {
				t.Errorf("mean: want %v, have %v", mean, d.Mean())
			}
			tolerance := 1e-4
			if strings.Contains(text, "(shape 2.1,") { // the spread has hardly an end
				t.Skip("its moments are in times that hardly ever come")
			}
			if text == "lognormal(1h, cv 5)" { // so much of it is in times that come less than once in 1e15
				tolerance = 2e-2
			}
			if math.Abs(square-d.Var()) > tolerance*d.Var() {
				t.Errorf("variance: want %v, have %v", square, d.Var())
			}
		})
	}
	for _, c := range []struct {
		text          string
		mean, squares float64
	}{
		{"12s", 12, 0}, {"empirical(10s, 15s, 12s, 12s)", 12.25, (2.25*2.25 + 2.75*2.75 + 2*0.25*0.25) / 4}, {"empirical(10s)", 10, 0},
		{"discrete(10s 0.75, 20s 0.25)", 12.5, 0.75*2.5*2.5 + 0.25*7.5*7.5}, {"discrete(20s 1, 10s 2, 20s 1)", 15, 25}, {"discrete(5s 3)", 5, 0},
	} {
		if d := parse(t, c.text); d.Mean() != c.mean || math.Abs(d.Var()-c.squares) > 1e-15 {
			t.Errorf("%s: want mean %v and variance %v, have %v and %v", c.text, c.mean, c.squares, d.Mean(), d.Var())
		}
	}
}

// gonum's laws are written by others.
func TestOracle(t *testing.T) {
	sigma := math.Sqrt(math.Log(1 + 0.8*0.8))
	for _, c := range []struct {
		text string
		is   interface {
			Quantile(float64) float64
			CDF(float64) float64
		}
	}{
		{"exp(3s)", distuv.Exponential{Rate: 1.0 / 3}},
		{"uniform(10s, 14s)", distuv.Uniform{Min: 10, Max: 14}},
		{"triangular(10s, 11s, 14s)", distuv.NewTriangle(10, 14, 11, nil)},
		{"lognormal(12m, cv 0.8)", distuv.LogNormal{Mu: math.Log(720) - sigma*sigma/2, Sigma: sigma}},
		{"gamma(18s, shape 2.5)", distuv.Gamma{Alpha: 2.5, Beta: 2.5 / 18}},
		{"gamma(18s, shape 100)", distuv.Gamma{Alpha: 100, Beta: 100.0 / 18}},
		{"gamma(18s, shape 0.6)", distuv.Gamma{Alpha: 0.6, Beta: 0.6 / 18}},
		{"erlang(18s, k 3)", distuv.Gamma{Alpha: 3, Beta: 3.0 / 18}},
		{"beta(0s, 1s, a 2, b 5)", distuv.Beta{Alpha: 2, Beta: 5}},
		{"beta(0s, 1s, a 0.4, b 0.7)", distuv.Beta{Alpha: 0.4, Beta: 0.7}},
		{"beta(0s, 1s, a 80, b 12)", distuv.Beta{Alpha: 80, Beta: 12}},
		{"pert(0s, 250ms, 1s)", distuv.Beta{Alpha: 2, Beta: 4}},
		{"normal(10s, sd 4s)", cutNormal{distuv.Normal{Mu: 10, Sigma: 4}}},
		{"normal(10s, sd 10s)", cutNormal{distuv.Normal{Mu: 10, Sigma: 10}}},
		{"weibull(shape 1.4, scale 3s)", distuv.Weibull{K: 1.4, Lambda: 3}},
		{"pearson5(shape 4, scale 12s)", inverseGamma{distuv.Gamma{Alpha: 4, Beta: 12}}},
	} {
		t.Run(c.text, func(t *testing.T) {
			d := parse(t, c.text)
			for p := 1e-5; p < 1-1e-5; p += 1.0 / 997 {
				x, want := d.Quantile(p), c.is.Quantile(p)
				if math.Abs(x-want) > 1e-6*want+1e-9*d.Mean() {
					t.Fatalf("quantile at %v: want %v, have %v", p, want, x)
				}
				if have, want := d.CDF(x), c.is.CDF(x); math.Abs(have-want) > 1e-11 {
					t.Fatalf("CDF at %v: want %v, have %v", x, want, have)
				}
			}
		})
	}
}

// inverseGamma is the law of one over a gamma time.
type inverseGamma struct{ distuv.Gamma }

func (g inverseGamma) Quantile(p float64) float64 { return 1 / g.Gamma.Quantile(1-p) }
func (g inverseGamma) CDF(x float64) float64      { return 1 - g.Gamma.CDF(1/x) }

// cutNormal is a normal law without what it has below 0.
type cutNormal struct{ distuv.Normal }

func (c cutNormal) Quantile(p float64) float64 {
	f := c.Normal.CDF(0)
	return c.Normal.Quantile(f + p*(1-f))
}

func (c cutNormal) CDF(x float64) float64 {
	f := c.Normal.CDF(0)
	return max(0, (c.Normal.CDF(x)-f)/(1-f))
}

// What is cut off moves the mean and the deviation by as much as Normal says.
func TestWhatCuttingDoes(t *testing.T) {
	for _, c := range []struct {
		text               string
		mean, sd           float64 // before
		moves, narrows, at float64 // shares of the mean and of the deviation, and how near they are told
	}{
		{"normal(9s, sd 3s)", 9, 3, 0.0015, 0.0067, 0.02},
		{"normal(15s, sd 3s)", 15, 3, 3e-7, 3.7e-6, 0.05},
	} {
		d := parse(t, c.text)
		if have := d.Mean()/c.mean - 1; math.Abs(have/c.moves-1) > c.at {
			t.Errorf("%s: want the mean moved by %v, have %v", c.text, c.moves, have)
		}
		if have := 1 - math.Sqrt(d.Var())/c.sd; math.Abs(have/c.narrows-1) > c.at {
			t.Errorf("%s: want the deviation less by %v, have %v", c.text, c.narrows, have)
		}
	}
}

func TestFillAllocatesNothing(t *testing.T) {
	for _, l := range dist.Laws {
		d := parse(t, l.Example)
		batch := new([8]float64)
		if n := testing.AllocsPerRun(1000, func() {
			*batch = [8]float64{0.1, 0.2, 0.3, 1e-9, 0.5, 0.6, 0.7, 1 - 1e-9}
			d.Fill(batch)
			batch[0] = d.Residual(0.3, batch[4])
		}); n != 0 {
			t.Errorf("%s: want no allocation, have %v", l.Name, n)
		}
	}
}

package dist_test

import (
	"math"
	"testing"

	"tweeling/sim/dist"
)

// Given an age, the share of times that are longer than the residual at p is 1-p of those longer than the age.
func TestResidualIsConditional(t *testing.T) {
	for _, text := range smooth {
		t.Run(text, func(t *testing.T) {
			d := parse(t, text)
			for _, at := range []float64{1e-9, 0.01, 0.3, 0.5, 0.77, 0.9, 0.999, 1 - 1e-6, 1 - 1e-9} {
				age := d.Quantile(at)
				if age == 0 {
					continue
				}
				left := 1 - d.CDF(age)
				last := age
				for p := 0.01; p < 1; p += 0.07 {
					x := d.Residual(p, age)
					if x < last {
						t.Fatalf("age %v at %v: have %v after %v", age, p, x, last)
					}
					last = x
					e := 1e-6*x + 1e-9*d.Mean() // what a table may be beside, as probability
					slack := (d.CDF(x+e)-d.CDF(max(0, x-e))+1e-15)/left + 1e-9
					if have := (1 - d.CDF(x)) / left; math.Abs(have-(1-p)) > slack {
						t.Fatalf("age %v, of which %v live on: want %v beyond %v, have %v", age, left, 1-p, x, have)
					}
				}
			}
			if d.Residual(0.3, 0) != d.Quantile(0.3) || d.Residual(0.3, -1) != d.Quantile(0.3) {
				t.Error("want the law itself at age 0")
			}
		})
	}
}

// So far out that the CDF is 1, there still is a rest, as the laws have it in closed form or in the limit.
func TestResidualFarOut(t *testing.T) {
	const p = 0.4
	e := -math.Log(1 - p)
	for _, c := range []struct {
		text              string
		age, rest, within float64 // relative
	}{
		{"exp(3s)", 3e3, 3 * e, 1e-12},
		{"exp(3s)", 1e15, 3 * e, 0.1}, // the age has no more digits
		{"weibull(shape 2, scale 1s)", 1e4, math.Sqrt(1e8+e) - 1e4, 1e-6},
		{"weibull(shape 0.5, scale 1s)", 1e8, (1e4+e)*(1e4+e) - 1e8, 1e-6},
		// gamma: the hazard is (1 - (shape-1)/x)/scale nearly, with x = age in scales
		{"gamma(2s, shape 2)", 500, e / (1 - 1.0/500), 1e-2},
		{"gamma(2s, shape 2)", 5000, e, 1e-2},
		{"erlang(2s, k 2)", 5000, e, 1e-2},
		// powers: what is left grows with the age
		{"loglogistic(shape 3, scale 1s)", 1e9, 1e9 * (math.Pow(1-p, -1.0/3) - 1), 1e-9}, {"loglogistic(shape 3, scale 1s)", 1e150, 1e150 * (math.Pow(1-p, -1.0/3) - 1), 1e-9},
		{"pearson5(shape 4, scale 1s)", 1e9, 1e9 * (math.Pow(1-p, -1.0/4) - 1), 1e-6}, {"pearson5(shape 4, scale 1s)", 1e150, 1e150 * (math.Pow(1-p, -1.0/4) - 1), 1e-6},
		// normal: the hazard is z/sd (1 + 1/z^2) nearly
		{"normal(1s, sd 1s)", 31, e / (30 * (1 + 1.0/900)), 1e-3}, {"normal(1s, sd 1s)", 1001, e / 1000, 1e-3},
		// beta: near its end it ends as (1-z)^b
		{"beta(0s, 1s, a 3, b 2)", 1 - 1e-9, 1e-9 * (1 - math.Sqrt(1-p)), 1e-6}, {"pert(1s, 2s, 3s)", 3, 0, 0}, {"beta(0s, 1s, a 3, b 2)", 2, 0, 0},
		{"discrete(1s 1, 2s 3, 3s 2)", 3, 0, 0}, {"discrete(1s 1, 2s 3, 3s 2)", 1.5, 0.5, 1e-15}, {"discrete(1s 1, 2s 1, 3s 3)", 1, 2, 1e-15},
		{"exp(3s) + 7s", 3e3, 3 * e, 1e-12},
		{"uniform(1s, 2s)", 3, 0, 0}, {"triangular(1s, 2s, 3s)", 3, 0, 0}, {"12s", 13, 0, 0}, {"empirical(1s, 2s)", 2, 0, 0},
		{"12s", 5, 7, 1e-15}, {"empirical(1s, 2s, 3s)", 1.5, 0.5, 1e-15},
	} {
		d := parse(t, c.text)
		if have := d.Residual(p, c.age) - c.age; math.Abs(have-c.rest) > c.within*c.rest {
			t.Errorf("%s at age %v: want a rest of %v, have %v", c.text, c.age, c.rest, have)
		}
	}
}

// Whatever the law and the age: at least the age, finite, and never less for a greater p.
func TestResidualNeverFails(t *testing.T) {
	laws := []*dist.Dist{dist.New(bare{}), dist.New(nil)}
	for _, text := range append(smooth, stepped...) {
		laws = append(laws, parse(t, text))
	}
	for _, d := range laws {
		for age := 1e-300; age < 1e300; age *= 1e3 {
			last := age
			for _, p := range []float64{0x1p-60, 1e-9, 0.1, 0.5, 0.9, 1 - 1e-9, 1 - 0x1p-53, 1} {
				x := d.Residual(p, age)
				if !(x >= last) || math.IsInf(x, 0) {
					t.Fatalf("%v, age %v at %v: have %v after %v", d, age, p, x, last)
				}
				last = x
			}
		}
	}
}

// The lognormal's tail goes on without a jump where its survival function has no more digits.
func TestLognormalTailGoesOn(t *testing.T) {
	d := parse(t, "lognormal(1s, cv 0.5)")
	last := 0.0
	for age := 1e5; age < 1e9; age *= 1.1 {
		rest := d.Residual(0.5, age) - age
		if last > 0 && (rest < last || rest > 1.3*last) {
			t.Fatalf("at age %v: have a rest of %v after %v", age, rest, last)
		}
		last = rest
	}
}

// bare is a law that does nothing but what it must: Lomax's, whose rest grows with its age.
type bare struct{}

func (bare) CDF(x float64) float64      { return 1 - math.Pow(1+max(0, x), -3) }
func (bare) Quantile(p float64) float64 { return math.Pow(1-p, -1.0/3) - 1 }
func (bare) Mean() float64              { return 0.5 }
func (bare) Var() float64               { return 0.75 }

func TestLawOfOnesOwn(t *testing.T) {
	d := dist.New(bare{})
	if _, ok := d.Constant(); ok {
		t.Error("want it to be chance")
	}
	if have, want := d.Residual(0.5, 4), 5*math.Cbrt(2)-1; math.Abs(have-want) > 1e-12 {
		t.Errorf("residual: want %v, have %v", want, have)
	}
	slower, err := d.Times(3)
	if err != nil {
		t.Fatal(err)
	}
	later, err := slower.Plus(2)
	if err != nil {
		t.Fatal(err)
	}
	if have, want := later.Quantile(0.7), 3*d.Quantile(0.7)+2; have != want {
		t.Errorf("quantile of three times and two more: want %v, have %v", want, have)
	}
	if later.Mean() != 3.5 || later.Var() != 0.75*9 {
		t.Errorf("want mean 3.5 and variance 6.75, have %v and %v", later.Mean(), later.Var())
	}
	if have, want := later.CDF(8), d.CDF(2); have != want {
		t.Errorf("CDF: want %v, have %v", want, have)
	}
	if have, want := later.Residual(0.5, 14), 3*d.Residual(0.5, 4)+2; math.Abs(have-want) > 1e-12 {
		t.Errorf("residual of three times and two more: want %v, have %v", want, have)
	}
	batch := &[8]float64{0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8}
	later.Fill(batch)
	if batch[6] != later.Quantile(0.7) {
		t.Errorf("filled: want %v, have %v", later.Quantile(0.7), batch[6])
	}
	if again, _ := later.Plus(-2); again.Quantile(0.7) != slower.Quantile(0.7) {
		t.Error("want what was added to be taken away")
	}
}

// Given an age, a law of a few times gives those that are left as often as their weights say.
func TestResidualOfWeights(t *testing.T) {
	d := parse(t, "discrete(1s 1, 2s 3, 3s 2, 5s 4)")
	for _, c := range []struct {
		age  float64
		want map[float64]float64
	}{
		{0.5, map[float64]float64{1: 0.1, 2: 0.3, 3: 0.2, 5: 0.4}},
		{1, map[float64]float64{2: 3.0 / 9, 3: 2.0 / 9, 5: 4.0 / 9}},
		{2.5, map[float64]float64{3: 2.0 / 6, 5: 4.0 / 6}},
		{4.9, map[float64]float64{5: 1}},
	} {
		const n = 36_000
		have := map[float64]float64{}
		for i := range n {
			have[d.Residual((float64(i)+0.5)/n, c.age)] += 1.0 / n
		}
		for x, want := range c.want {
			if math.Abs(have[x]-want) > 1.5/n {
				t.Errorf("age %v: want %v with %v, have %v", c.age, x, want, have[x])
			}
		}
		if len(have) != len(c.want) {
			t.Errorf("age %v: want %d times, have %v", c.age, len(c.want), have)
		}
	}
}

// Laws with an end know it, also when their times are changed; the others say that they have none.
func TestHighest(t *testing.T) {
	for text, want := range map[string]float64{
		"3s": 3, "uniform(2s, 9s)": 9, "triangular(2s, 5s, 11s)": 11, "pert(2s, 5s, 11s)": 11, "beta(1s, 4s, a 2, b 5)": 4,
		"discrete(10s 0.7, 20s 0.3)": 20, "empirical(12s, 10s, 11s)": 12, "uniform(2s, 9s) + 1s": 10,
		"exp(3s)": 0, "weibull(shape 2, scale 3s)": 0, "loglogistic(shape 3, scale 3s)": 0, "pearson5(shape 4, scale 3s)": 0, "gamma(3s, shape 2)": 0, "erlang(3s, k 2)": 0, "lognormal(3s, cv 1)": 0, "normal(3s, sd 1s)": 0, "exp(3s) + 1s": 0,
	} {
		if have, ok := parse(t, text).Highest(); ok != (want > 0) || have != want {
			t.Errorf("%s: have %v, %v, want %v", text, have, ok, want)
		}
	}
}

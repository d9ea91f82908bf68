package dist

import (
	"math"
	"testing"
)

// The rest of a life of each law: known in closed form for some, and of all the mean is (variance + mean^2) / (2 mean),
// the quantile inverts the CDF, and the density is what survives over the mean.
func TestEquilibrium(t *testing.T) {
	for _, text := range []string{"10s", "exp(10s)", "uniform(0s, 10s)", "uniform(5s, 20s)", "triangular(1s, 4s, 9s)", "lognormal(12m, cv 0.8)",
		"lognormal(12m, cv 3)", "gamma(18s, cv 0.25)", "gamma(18s, cv 1.5)", "weibull(shape 1.4, scale 3h)", "weibull(shape 0.7, scale 3h)",
		"loglogistic(shape 4, scale 8m)", "pearson5(shape 4, scale 12m)", "empirical(10s, 12s, 12s, 15s)", "exp(3h) + 2s"} {
		d, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		e, m := d.Equilibrium(), d.Mean()
		if want := (d.Var() + m*m) / (2 * m); math.Abs(e.Mean()/want-1) > 1e-4 {
			t.Errorf("%s: mean %v, want %v", text, e.Mean(), want)
		}
		last := 0.0
		for i := 1; i < 1000; i++ {
			p := float64(i) / 1000
			x := e.Quantile(p)
			if x < last || math.Abs(e.CDF(x)-p) > 1e-9 {
				t.Errorf("%s: quantile at %v is %v, after %v, and the CDF there is %v", text, p, x, last, e.CDF(x))
			}
			last = x
		}
		x := e.Quantile(0.37)
		h := x * 1e-4
		if got, want := (e.CDF(x+h)-e.CDF(x-h))/(2*h)*m, 1-d.CDF(x); math.Abs(got-want) > 1e-3 {
			t.Errorf("%s: density %v, want %v", text, got, want)
		}
	}
	d, _ := Parse("uniform(0s, 10s)") // S is 1 - x/10: the CDF is 1 - (1 - x/10)^2
	if got, want := d.Equilibrium().Quantile(0.75), 5.0; math.Abs(got-want) > 1e-9 {
		t.Errorf("uniform: %v, want %v", got, want)
	}
}

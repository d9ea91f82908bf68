package fit

import (
	"math"
	"testing"

	"tweeling/sim"
	"tweeling/sim/dist"
)

func draws(t *testing.T, law string, n int, seed uint64) []float64 {
	t.Helper()
	d, err := dist.Parse(law)
	if err != nil {
		t.Fatal(err)
	}
	s := sim.NewStream(seed, law)
	out := make([]float64, n)
	for i := range out {
		out[i] = d.Quantile(s.Uniform(uint64(i)))
	}
	return out
}

func TestTry(t *testing.T) {
	for _, law := range []string{"exp(3h)", "gamma(18s, cv 0.25)", "weibull(shape 1.4, scale 3h)", "lognormal(12m, cv 0.8)", "normal(18s, sd 3s)", "triangular(10s, 11s, 14s)", "uniform(10s, 14s)", "exp(10s) + 20s", "lognormal(12m, cv 0.8) + 5m", "12s"} {
		c, err := Choose(Sample{Seen: draws(t, law, 500, 1)}, 1)
		if err != nil {
			t.Fatal(err)
		}
		m, lo, hi := c.Mean(0.95)
		t.Logf("%-30s %s %v %s p %.3f %.3f AD %.2f  mean %.4g (%.4g %.4g) n tried %d", law, c.Family, c.Verdict, c.Dist, c.ADP, c.KSP, c.AD, m, lo, hi, len(c.Tried))
		_ = math.Pi
	}
}

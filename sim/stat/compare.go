package stat

import (
	"fmt"
	"math"
)

// A Comparison is the difference of two systems, with its test.
type Comparison struct {
	Estimate         // of the difference, first less second
	T        float64 // the test's statistic; infinite when the difference has no variance at all
	DF       float64 // its degrees of freedom
	P        float64 // how often chance alone gives at least this difference
}

// Paired compares two systems that were run on the same chance: value i of a and of b are of one replication. The
// difference is a less b; the interval is Student's, on the differences. Fewer than two pairs or unequal lengths are an
// error.
func Paired(a, b []float64, level float64) (Comparison, error) {
	if len(a) != len(b) || len(a) < 2 {
		return Comparison{}, fmt.Errorf("paired comparison: want two samples of one length of at least 2, have %d and %d", len(a), len(b))
	}
	c := Comparison{Estimate: MeanAt(Differences(a, b), level), DF: float64(len(a) - 1)}
	c.test(c.SD / math.Sqrt(float64(c.N)))
	return c, nil
}

// Differences are a less b, pair by pair; what only rounding tells apart is alike.
func Differences(a, b []float64) []float64 {
	d := make([]float64, len(a))
	for i := range a {
		d[i] = a[i] - b[i]
		if math.Abs(d[i]) <= 1e-12*max(math.Abs(a[i]), math.Abs(b[i])) {
			d[i] = 0
		}
	}
	return d
}

// Welch compares two systems that were run on chance of their own, of unequal variance (Welch, 1938). N is the smaller
// number of replications, SD that of one replication of each. Fewer than two replications of either are an error.
func Welch(a, b []float64, level float64) (Comparison, error) {
	if len(a) < 2 || len(b) < 2 {
		return Comparison{}, fmt.Errorf("comparison: want two samples of at least 2, have %d and %d", len(a), len(b))
	}
	va, vb := Var(a), Var(b)
	ea, eb := va/float64(len(a)), vb/float64(len(b))
	c := Comparison{Estimate: Estimate{Mean: Average(a) - Average(b), N: min(len(a), len(b)), Level: level, SD: math.Sqrt(va + vb)}}
	c.DF = float64(len(a) + len(b) - 2)
	if s := ea + eb; s > 0 {
		c.DF = s * s / (ea*ea/float64(len(a)-1) + eb*eb/float64(len(b)-1))
	}
	se := math.Sqrt(ea + eb)
	c.HalfWidth = StudentQuantile((1+level)/2, c.DF) * se
	c.test(se)
	return c, nil
}

// test fills in T and P; without any variance the difference is certain, or there is none.
func (c *Comparison) test(se float64) {
	switch {
	case se > 0:
		c.T = c.Mean / se
	case c.Mean != 0:
		c.T = math.Inf(1)
		if c.Mean < 0 {
			c.T = math.Inf(-1)
		}
	}
	c.P = StudentTails(c.T, c.DF)
}

// Simultaneous is the level each of k intervals must have for all of them to hold together with the level given
// (Bonferroni).
func Simultaneous(level float64, k int) float64 { return 1 - (1-level)/float64(max(1, k)) }

// Wilson is the interval of a share of which successes of n were seen, and its middle, which is what to tell when n is
// small: 9 of 10 is not 90 % (Wilson, 1927). Without any trial it is 0 to 1.
func Wilson(successes, n int, level float64) (low, middle, high float64) {
	if n <= 0 {
		return 0, 0.5, 1
	}
	z := NormalQuantile((1 + level) / 2)
	trials, share := float64(n), float64(successes)/float64(n)
	spread := 1 + z*z/trials
	middle = (share + z*z/(2*trials)) / spread
	half := z / spread * math.Sqrt(share*(1-share)/trials+z*z/(4*trials*trials))
	return max(0, middle-half), middle, min(1, middle+half)
}

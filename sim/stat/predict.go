package stat

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Predict is the half-width of the interval in which the mean of k new values lies, at the level of e: e estimates the
// mean that they come from, and sd is how single values vary. It is wider than that of e, which speaks of the mean alone:
// t sqrt(sd^2/k + se^2), se the standard error of e. It is +Inf for fewer than two replications.
func Predict(e Estimate, sd float64, k int) float64 {
	if e.N < 2 || k < 1 {
		return math.Inf(1)
	}
	t := StudentQuantile((1+e.Level)/2, float64(e.N-1))
	se := e.HalfWidth / t
	return t * math.Sqrt(sd*sd/float64(k)+se*se)
}

// SpreadInterval is where the standard deviation of k new values lies at a level when single values vary by sd and are
// about normal: by the quantiles of chi-square with k-1 degrees of freedom. Ok is false for fewer than two values.
func SpreadInterval(sd float64, k int, level float64) (low, high float64, ok bool) {
	if k < 2 {
		return 0, 0, false
	}
	freedom := float64(k - 1)
	at := func(p float64) float64 { return sd * math.Sqrt(2*mathext.GammaIncRegInv(freedom/2, p)/freedom) }
	return at((1 - level) / 2), at((1 + level) / 2), true
}

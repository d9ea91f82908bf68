package stat

import "math"

// An Estimate is a mean and how far to trust it: with the confidence of Level the true mean is within Mean +- HalfWidth.
// The half-width of a single value is +Inf.
type Estimate struct {
	Mean, HalfWidth float64
	N               int     // replications
	Level           float64 // of confidence, such as 0.95
	SD              float64 // standard deviation of the sample; NaN for fewer than two values
}

// Mean estimates the mean that a sample of independent values comes from, at 95 %.
func Mean(sample []float64) Estimate { return MeanAt(sample, 0.95) }

// MeanAt estimates the mean that a sample of independent values comes from, by Student's t. The mean of an empty sample is
// NaN.
func MeanAt(sample []float64, level float64) Estimate {
	n := len(sample)
	e := Estimate{Mean: Average(sample), HalfWidth: math.Inf(1), N: n, Level: level, SD: StdDev(sample)}
	if n > 1 {
		e.HalfWidth = interval(e.SD, float64(n), level)
	}
	return e
}

func interval(sd, n, level float64) float64 {
	return StudentQuantile((1+level)/2, n-1) * sd / math.Sqrt(n)
}

// Low is the lower end of the interval.
func (e Estimate) Low() float64 { return e.Mean - e.HalfWidth }

// High is the upper end of the interval.
func (e Estimate) High() float64 { return e.Mean + e.HalfWidth }

// Settled says whether the interval leaves out 0: the estimate is distinguishable from nothing at its level.
func (e Estimate) Settled() bool { return math.Abs(e.Mean) > e.HalfWidth }

// Relative is the half-width as a share of the mean; +Inf when the mean is 0.
func (e Estimate) Relative() float64 { return e.HalfWidth / math.Abs(e.Mean) }

const mostReplications = 1 << 40

// Needed is how many replications there must be, in all, for a half-width of at most the one given, if the standard
// deviation stays as it is: the least n >= e.N with t sd / sqrt(n) <= halfWidth (Law, 2015, section 9.4.1). Ok is false
// when nothing can be said: fewer than two replications, or a half-width not above 0.
func Needed(e Estimate, halfWidth float64) (n int, ok bool) {
	if e.N < 2 || math.IsNaN(e.SD) || !(halfWidth > 0) && e.SD > 0 {
		return 0, false
	}
	enough := func(n int) bool { return interval(e.SD, float64(n), e.Level) <= halfWidth }
	low, high := e.N, e.N
	for !enough(high) {
		if high > mostReplications {
			return 0, false
		}
		low, high = high, high*2
	}
	for low < high {
		if mid := (low + high) / 2; enough(mid) {
			high = mid
		} else {
			low = mid + 1
		}
	}
	return high, true
}

// NeededRelative is as Needed, for a half-width of at most a share of the true mean: since that mean is only estimated,
// the half-width asked of the estimate is share/(1+share) of it (Law, 2015, section 9.4.1).
func NeededRelative(e Estimate, share float64) (n int, ok bool) {
	return Needed(e, math.Abs(e.Mean)*share/(1+share))
}

// NeededToSettle is how many replications there must be, in all, for a difference to be distinguishable from nothing, if
// mean and standard deviation stay as they are. Ok is false when that never comes: a mean of 0.
func NeededToSettle(difference Estimate) (n int, ok bool) {
	return Needed(difference, math.Abs(difference.Mean))
}

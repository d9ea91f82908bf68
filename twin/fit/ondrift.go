package fit

import (
	"math"

	"tweeling/sim/stat"
	"tweeling/twin"
)

// OnDrift is what a mirror does on an alarm of drift: it fits laws to the cycle times of a machine before and after the change, in
// seconds, and holds their means against each other. Of the laws that can be told apart from none that of least AIC is taken, without
// the tests of how well it goes with the times, since it is to be watched by until somebody fits with more of them. Before counts
// where there are enough of them ([Choose] asks for as many). Times that are all the same tell no law.
func OnDrift(before, after []float64) (twin.Refitted, bool) {
	var r twin.Refitted
	now := lawOf(after)
	if now == nil {
		return r, false
	}
	r.After, r.Is, r.Law = estimate(now), lawText(now.Dist), now.Dist
	if was := lawOf(before); was != nil {
		r.Before, r.Was = estimate(was), lawText(was.Dist)
		r.Ratio = ratio(was, now)
	} else {
		r.Ratio = r.After
	}
	return r, true
}

// lawOf is the law of least AIC of some times; nil: they are too few, or tell none.
func lawOf(seconds []float64) *Law {
	s := positive(Sample{Seen: seconds})
	if len(s.Seen) < fewest || constant(s) {
		return nil
	}
	for _, l := range All(s) {
		if l.build() == nil && l.Dist != nil && l.Dist.Mean() > 0 {
			return l
		}
	}
	return nil
}

// estimate is the mean of a law with its interval, by the error of its logarithm.
func estimate(l *Law) twin.Estimate {
	mean := l.mean()
	by := math.Exp(stat.StudentQuantile(0.975, max(1, float64(l.seen-1))) * l.meanError())
	return twin.Estimate{Value: mean, Low: mean / by, High: mean * by}
}

// ratio is that of the means of two laws, the second to the first, with its interval by the errors of their logarithms (Welch).
func ratio(before, after *Law) twin.Estimate {
	r := after.mean() / before.mean()
	sb, sa := before.meanError(), after.meanError()
	se := math.Hypot(sb, sa)
	if before.seen < 2 || after.seen < 2 || math.IsNaN(se) || math.IsInf(se, 0) {
		return twin.Estimate{Value: r, Low: 0, High: math.Inf(1)}
	}
	if se == 0 { // both are fixed times
		return twin.Estimate{Value: r, Low: r, High: r}
	}
	df := math.Pow(se, 4) / (math.Pow(sb, 4)/float64(before.seen-1) + math.Pow(sa, 4)/float64(after.seen-1))
	by := math.Exp(stat.StudentQuantile(0.975, max(1, df)) * se)
	return twin.Estimate{Value: r, Low: r / by, High: r * by}
}

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
	c := Change{After: &Choice{Law: now, N: len(after)}}
	r.After, r.Is, r.Law = estimate(now), lawText(now.Dist), now.Dist
	if was := lawOf(before); was != nil {
		c.Before = &Choice{Law: was, N: len(before)}
		c.judge()
		r.Before, r.Was = estimate(was), lawText(was.Dist)
		r.Ratio = twin.Estimate{Value: c.Ratio, Low: c.Low, High: c.High}
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

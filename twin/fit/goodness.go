package fit

import (
	"math"
	"slices"

	"tweeling/sim"
	"tweeling/sim/dist"
	"tweeling/sim/stat"
)

const (
	bootstraps  = 199  // samples drawn from a law to see which distances are usual
	mostTested  = 1000 // of more times so many are tested
	farAway     = 6.0  // an AD beyond which even a law that was not fitted has p < 0.001 (Anderson and Darling, 1954)
	enoughWorse = 20   // so many samples at least as far say that p is not small, and the rest is not drawn
)

// Test measures how far a law is from a sample, and how often a sample of the law itself would be as far once the law has
// been fitted to it (parametric bootstrap: Stute, Gonzáles Manteiga and Presedo Quindimil, 1993). Tables of critical values
// hold for laws that were not fitted, and say yes too often. Times that were cut are cut again in each sample. The same
// seed gives the same p.
func (l *Law) Test(s Sample, seed uint64) {
	s = s.thinned(mostTested)
	l.AD, l.KS = distances(l.Dist, s.Seen)
	l.ADP, l.KSP = math.NaN(), math.NaN()
	if l.family == nil || len(s.Seen) < 2*l.Free {
		return
	}
	if l.AD > farAway {
		l.ADP, l.KSP = 0, 0
		return
	}
	stream := sim.NewStream(seed, "goodness", l.Family)
	drawn := Sample{make([]float64, len(s.Seen)), slices.Clone(s.Cut)}
	worseAD, worseKS, done, n := 0, 0, 0, uint64(0)
	for range bootstraps {
		drawn.Cut = drawn.Cut[:0]
		for i := range drawn.Seen {
			drawn.Seen[i] = max(l.Dist.Quantile(stream.Uniform(n)), 1e-9)
			n++
		}
		for _, c := range s.Cut {
			if x := l.Dist.Quantile(stream.Uniform(n)); x >= c {
				drawn.Cut = append(drawn.Cut, c)
			}
			n++
		}
		var again *Law
		var err error
		if l.Shift > 0 {
			again = l.family.shifted(drawn)
		}
		if again == nil {
			again, err = l.family.Fit(drawn)
		}
		if err != nil {
			continue
		}
		done++
		ad, ks := distances(again.Dist, drawn.Seen)
		if ad >= l.AD {
			worseAD++
		}
		if ks >= l.KS {
			worseKS++
		}
		if worseAD >= enoughWorse && worseKS >= enoughWorse {
			break
		}
	}
	l.ADP, l.KSP = (float64(worseAD)+1)/float64(done+1), (float64(worseKS)+1)/float64(done+1)
}

// distances are those of Anderson and Darling, and of Kolmogorov and Smirnov.
func distances(d *dist.Dist, seen []float64) (ad, ks float64) {
	ad = stat.AndersonDarling(seen, d.CDF)
	ks, _ = stat.KS(seen, d.CDF)
	return ad, ks
}

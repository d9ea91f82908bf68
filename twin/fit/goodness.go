package fit

import (
	"math"
	"slices"

	"tweeling/sim"
	"tweeling/sim/stat"
)

const (
	bootstraps  = 199  // samples drawn from a law to see which distances are usual
	mostTested  = 1000 // of more times so many are tested
	farAway     = 6.0  // an AD beyond which even a law that was not fitted has p < 0.001 (Anderson and Darling, 1954)
	enoughWorse = 20   // so many samples at least as far say that p is not small, and the rest is not drawn

	enoughBetter = 59 // so many samples without one as far say that p is below 0.02, and the rest is not drawn
)

// Test measures how far a law is from a sample, and how often a sample of the law itself would be as far once the law has
// been fitted to it (parametric bootstrap: Stute, Gonzáles Manteiga and Presedo Quindimil, 1993). Tables of critical values
// hold for laws that were not fitted, and say yes too often. Of very many times some are tested, by chance. Times that were cut are cut again in each sample. The same
// seed gives the same p.
func (l *Law) Test(s Sample, seed uint64) {
	l.AD, l.KS = distances(l.cdf, s.Seen)
	l.ADP, l.KSP = math.NaN(), math.NaN()
	if l.family == nil || len(s.Seen) < 2*l.Free {
		return
	}
	of := l
	if len(s.Seen) > mostTested {
		stream := sim.NewStream(seed, "tested")
		s = Sample{some(s.Seen, mostTested, stream), some(s.Cut, mostTested*len(s.Cut)/len(s.Seen), stream)}
		if of = l.again(s); of == nil {
			return
		}
		of.AD, of.KS = distances(of.cdf, s.Seen)
		l.AD = of.AD
	}
	if of.AD > farAway {
		l.ADP, l.KSP = 0, 0
		return
	}
	l.ADP, l.KSP = of.bootstrap(s, seed)
}

// some are so many of the values, by chance.
func some(values []float64, n int, stream sim.Stream) []float64 {
	if len(values) <= n {
		return values
	}
	out := slices.Clone(values)
	for i := range n {
		j := i + stream.Below(uint64(i), len(out)-i)
		out[i], out[j] = out[j], out[i]
	}
	return out[:n]
}

// again fits the same kind of law to another sample; nil when it cannot.
func (l *Law) again(s Sample) *Law {
	if l.Shift > 0 {
		if other := l.family.shifted(s); other != nil {
			return other
		}
	}
	other, err := l.family.fitShifted(s, 0)
	if err != nil {
		return nil
	}
	return other
}

// bootstrap is how often a sample of a law is as far from its own law as the sample that it was fitted to.
func (l *Law) bootstrap(s Sample, seed uint64) (adP, ksP float64) {
	if l.build() != nil {
		return math.NaN(), math.NaN()
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
		again := l.again(drawn)
		if again == nil {
			continue
		}
		done++
		ad, ks := distances(again.cdf, drawn.Seen)
		if ad >= l.AD {
			worseAD++
		}
		if ks >= l.KS {
			worseKS++
		}
		if worseAD >= enoughWorse && worseKS >= enoughWorse || done >= enoughBetter && min(worseAD, worseKS) == 0 {
			break
		}
	}
	return (float64(worseAD) + 1) / float64(done+1), (float64(worseKS) + 1) / float64(done+1)
}

// distances are those of Anderson and Darling, and of Kolmogorov and Smirnov.
func distances(cdf func(float64) float64, seen []float64) (ad, ks float64) {
	ad = stat.AndersonDarling(seen, cdf)
	ks, _ = stat.KS(seen, cdf)
	return ad, ks
}

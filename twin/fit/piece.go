package fit

import (
	"math"

	"gonum.org/v1/gonum/mathext"

	"tweeling/sim/dist"
	"tweeling/sim/stat"
)

// pieces fits the time of single pieces where spans hold many: its mean is that of all pieces, and it varies as much as makes
// the spans vary, if pieces are independent of each other. A span of n of them is then a gamma law of n times the shape, which
// is tested. Where spans vary more, it is not the pieces that differ but the spans; the law of a piece says no more than the
// mean then, and is told as one that does not fit. Nil where spans hold one piece each, or there are few.
func (m *Model) pieces(s *Station, spans []int32) *Choice {
	shift := m.shiftOf(s.Index)
	var times, counts []float64
	total, all := 0.0, 0.0
	for _, i := range spans {
		sp := &m.Log.Spans[i]
		if sp.Class != Work || sp.Cut || sp.Quantity <= 0 {
			continue
		}
		seconds := shift.net(m.Log.From, sp.From, sp.To)
		if seconds <= 0 {
			continue
		}
		times, counts = append(times, seconds), append(counts, float64(sp.Quantity))
		total += seconds
		all += float64(sp.Quantity)
	}
	if len(times) < fewest || all < 1.5*float64(len(times)) {
		return nil
	}
	mean, square := total/all, 0.0
	for i, t := range times {
		d := t - counts[i]*mean
		square += d * d / counts[i]
	}
	cv := math.Sqrt(square/float64(len(times)-1)) / mean
	shape := 1 / (cv * cv)
	law, err := dist.Gamma(mean, min(max(shape, 0.5), 1e4))
	if err != nil {
		return nil
	}
	step := max(1, len(times)/mostTested)
	var ranks []float64
	for i := 0; i < len(times); i += step {
		n := counts[i] * shape
		ranks = append(ranks, mathext.GammaIncReg(n, n*times[i]/(counts[i]*mean)))
	}
	c := &Choice{N: len(times), Verdict: Fits, Law: &Law{Family: "gamma", Dist: law, seen: len(times), ADP: math.NaN()}}
	c.sd = mean * cv * math.Sqrt(float64(len(times))/all) // of the mean of a span
	if c.KS, c.KSP = stat.KS(ranks, func(x float64) float64 { return min(1, max(0, x)) }); c.KSP < accept || shape < 0.5 {
		c.Verdict = Rejected
	}
	c.KSP = math.NaN() // two parameters were fitted, for which there is no table
	return c
}

package dist

import (
	"fmt"
	"math"
)

// A Guess is what somebody believes of one number that nobody knows: in one case of twenty it is below Low, in one of
// twenty above High, and Likely is where it is most likely. Unlike a time that varies it is the same for a whole future. Its
// law is that of [Pert], which reaches beyond Low and High as far as their shares ask for.
type Guess struct {
	Low, Likely, High float64
	law               standardBeta
	min, scale        float64
}

// NewGuess makes a guess of any three numbers in rising order; three that are alike are known.
//
//	law       min + (max - min) B with B of [Beta], a = 1 + 4 m and b = 5 - 4 m, where m is the place of the mode
//	m         such that (Likely - Low) / (High - Low) is (m - Q(0.05)) / (Q(0.95) - Q(0.05)), by bisection
//	source    as of [Pert]; that experts' ends are no ends: Keefer and Bodily, Three-Point Approximations for
//	          Continuous Random Variables, Management Science, 1983
func NewGuess(low, likely, high float64) (Guess, error) {
	if !(low <= likely && likely <= high) || math.IsInf(low, 0) || math.IsInf(high, 0) {
		return Guess{}, fmt.Errorf("want low, likely and high in rising order, have %v, %v and %v", low, likely, high)
	}
	g := Guess{Low: low, Likely: likely, High: high, min: low}
	if low == high {
		return g, nil
	}
	at := (likely - low) / (high - low)
	below, above := 0.0, 1.0
	var q05, q95 float64
	for range 50 { // to the last bit of a share
		m := (below + above) / 2
		g.law = standardBeta{1 + 4*m, 5 - 4*m}
		q05, q95 = g.law.low(0.05), g.law.low(0.95)
		if (m-q05)/(q95-q05) < at {
			below = m
		} else {
			above = m
		}
	}
	g.scale = (high - low) / (q95 - q05)
	g.min = low - g.scale*q05
	return g, nil
}

// Known tells whether there is nothing to guess.
func (g Guess) Known() bool { return g.scale == 0 }

// Quantile is the value that a share p of futures does not exceed, for p between 0 and 1. A guess that has no negative value
// among its three is never negative.
func (g Guess) Quantile(p float64) float64 {
	if g.Known() {
		return g.Likely
	}
	x := g.min + g.scale*g.law.low(p)
	if g.Low >= 0 {
		return max(0, x)
	}
	return x
}

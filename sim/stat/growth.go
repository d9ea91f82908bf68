package stat

import (
	"fmt"
	"math"
)

// A PowerLaw is a process of failures whose mean number by an age t is Rate t^Shape: Shape above 1, they come ever faster,
// below 1, ever slower. It is what a machine does that is repaired to be as old as before, after uptimes of a Weibull law of
// that shape and the scale Rate^(-1/Shape).
type PowerLaw struct{ Shape, Rate float64 }

// FitPowerLaw fits a power law to the ages at which one system failed, all that came by an age, by maximum likelihood:
// shape = n / sum ln(end/t), rate = n / end^shape (Crow, Reliability analysis for complex repairable systems, in Reliability
// and Biometry, 1974; AMSAA). When the last failure is where one stopped to look, end is its age. Ages are in any order;
// fewer than two, or any that is not above 0 and at most end, are an error.
func FitPowerLaw(ages []float64, end float64) (PowerLaw, error) {
	if len(ages) < 2 {
		return PowerLaw{}, fmt.Errorf("want at least 2 failures, have %d", len(ages))
	}
	if !(end > 0) || math.IsInf(end, 1) {
		return PowerLaw{}, fmt.Errorf("want an age above 0 up to which failures were seen, have %v", end)
	}
	var logs Sum
	for i, t := range ages {
		if !(t > 0 && t <= end) {
			return PowerLaw{}, fmt.Errorf("failure %d: want an age above 0 and at most %v, have %v", i+1, end, t)
		}
		logs.Add(math.Log(end / t))
	}
	n := float64(len(ages))
	shape := n / logs.Value()
	rate := n / math.Pow(end, shape)
	if !(rate > 0) || math.IsInf(rate, 1) {
		return PowerLaw{}, fmt.Errorf("want failures of different ages, have all near %v", end)
	}
	return PowerLaw{Shape: shape, Rate: rate}, nil
}

// Mean is the mean number of failures by an age.
func (l PowerLaw) Mean(age float64) float64 { return l.Rate * math.Pow(age, l.Shape) }

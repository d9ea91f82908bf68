package twin

import "math"

// A CUSUM (Page, Continuous inspection schemes, Biometrika 41, 1954) sums by how much scores exceed what is to be let pass, k,
// never below 0, and gives alarm above h. k is half of the shift that is to be found soonest; h follows from how many parts there
// are to be between false alarms.

const (
	// Allowance is k for cycle times, in standard deviations. Half of a tenth more at a coefficient of variation of 0.25 is 0.19.
	Allowance = 0.2
	// CyclesBetweenFalseAlarms is asked of each of the two monitors of a machine, for both directions together. More would not find a
	// tenth more at a coefficient of variation of 0.25 within 300 parts in 97 of 100 cases.
	CyclesBetweenFalseAlarms = 400_000
	// PartsBetweenFalseAlarms is how many parts a plant is to make, at least, from one false alarm of any of its machines to the next.
	// Of a plant of more than twenty machines each has a higher threshold for it.
	PartsBetweenFalseAlarms = 10_000
	// RareAllowance is k for what happens now and then: half of the shift of an exponential time that has become half as long.
	RareAllowance = 0.3
	// RareBetweenFalseAlarms is asked of each of the two monitors of such a quantity, in times that it happens.
	RareBetweenFalseAlarms = 4_000
)

// Threshold is the h of a CUSUM of both directions over standard normal scores that gives a false alarm every so many parts on
// average. One direction alone then has twice as many between its own (Lucas and Crosier, Technometrics 24, 1982: 1/ARL =
// 1/ARL+ + 1/ARL-).
func Threshold(k, parts float64) float64 {
	low, high := 0.0, 1.0
	for RunLength(k, high) < 2*parts && high < 1e6 {
		low, high = high, 2*high
	}
	for range 60 {
		if mid := (low + high) / 2; RunLength(k, mid) < 2*parts {
			low = mid
		} else {
			high = mid
		}
	}
	return high
}

// RunLength is the average run length of a CUSUM of one direction over standard normal scores without a shift, begun at 0: with
// b = h + 1.166, (exp(2kb) - 2kb - 1) / (2k^2) (Siegmund, Sequential Analysis, 1985). It is an approximation; against a Markov chain
// (Brook and Evans, Biometrika 59, 1972) it is 0.2 % high at k = 0.2 and h of 10 and more, 0.8 % at k = 0.5 and h = 5, 6 % at k = 1
// and h = 2.5.
func RunLength(k, h float64) float64 {
	b := h + 1.166
	return (math.Exp(2*k*b) - 2*k*b - 1) / (2 * k * k)
}

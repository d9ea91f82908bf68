package verify

import "math"

// stages is the sum of exponential times of different means.
type stages []float64

func (s stages) CDF(x float64) float64 {
	p := 1.0
	for i, a := range s {
		weight := 1.0
		for j, b := range s {
			if j != i {
				weight *= a / (a - b)
			}
		}
		p -= weight * math.Exp(-x/a)
	}
	return p
}

// Quantile by bisection.
func (s stages) Quantile(p float64) float64 {
	low, high := 0.0, s.Mean()*(1-3*math.Log1p(-p))
	for range 60 {
		if mid := (low + high) / 2; s.CDF(mid) < p {
			low = mid
		} else {
			high = mid
		}
	}
	return (low + high) / 2
}

func (s stages) Mean() float64 {
	sum := 0.0
	for _, a := range s {
		sum += a
	}
	return sum
}

func (s stages) Var() float64 {
	sum := 0.0
	for _, a := range s {
		sum += a * a
	}
	return sum
}

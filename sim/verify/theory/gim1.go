package theory

import (
	"errors"
	"math"
)

// A Transform is the Laplace-Stieltjes transform of a random time X: the mean of exp(-s X).
type Transform func(s float64) float64

// ConstantTransform is that of a time that never varies.
func ConstantTransform(x float64) Transform {
	return func(s float64) float64 { return math.Exp(-s * x) }
}

// ErlangTransform is that of k exponential times in a row with that mean in all.
func ErlangTransform(k int, mean float64) Transform {
	return func(s float64) float64 { return math.Pow(1+s*mean/float64(k), -float64(k)) }
}

// UniformTransform is that of a time between low and high.
func UniformTransform(low, high float64) Transform {
	return func(s float64) float64 {
		if s == 0 {
			return 1
		}
		return math.Exp(-s*low) * -math.Expm1(-s*(high-low)) / s / (high - low)
	}
}

// GM1 is one exponential machine of rate mu with independent times between arrivals of any law. A part must wait with
// probability sigma, the root of sigma = A(mu (1 - sigma)) in (0, 1) (D. G. Kendall, 1953).
func GM1(arrivals Transform, meanBetween, mu float64) (Queue, error) {
	if err := errors.Join(positive("mean between arrivals", meanBetween), positive("mu", mu)); err != nil {
		return Queue{}, err
	}
	lambda := 1 / meanBetween
	if lambda/mu > 1-1e-4 {
		return Queue{}, errGrows
	}
	low, high := 0.0, 1-1e-6
	for high-low > 1e-15 {
		mid := (low + high) / 2
		if mid == low || mid == high {
			break
		}
		if arrivals(mu*(1-mid)) > mid {
			low = mid
		} else {
			high = mid
		}
	}
	sigma := low
	q := Queue{Throughput: lambda, Utilisation: lambda / mu, MustWait: sigma, Empty: 1 - lambda/mu}
	q.Wait = sigma / mu / (1 - sigma)
	return q.little(lambda, 1/mu), nil
}

package stat

import (
	"math"
	"slices"
)

// KS is the test of Kolmogorov and Smirnov: d is the greatest distance between the distribution of a sample and a
// continuous law, p how often chance alone gives at least that distance, to about 0.001 (Stephens, 1970). The law must not
// have been fitted to the sample: then p is too great. An empty sample has d NaN.
func KS(sample []float64, cdf func(float64) float64) (d, p float64) {
	n := float64(len(sample))
	if n == 0 {
		return math.NaN(), math.NaN()
	}
	sorted := slices.Clone(sample)
	slices.Sort(sorted)
	for i, x := range sorted {
		f := cdf(x)
		d = max(d, f-float64(i)/n, float64(i+1)/n-f)
	}
	return d, kolmogorov(d, math.Sqrt(n))
}

// KS2 is the same test for two samples, whether they come from one law.
func KS2(a, b []float64) (d, p float64) {
	if len(a) == 0 || len(b) == 0 {
		return math.NaN(), math.NaN()
	}
	x, y := slices.Clone(a), slices.Clone(b)
	slices.Sort(x)
	slices.Sort(y)
	n, m := float64(len(x)), float64(len(y))
	i, j := 0, 0
	for i < len(x) && j < len(y) {
		at := min(x[i], y[j])
		for i < len(x) && x[i] <= at {
			i++
		}
		for j < len(y) && y[j] <= at {
			j++
		}
		d = max(d, math.Abs(float64(i)/n-float64(j)/m))
	}
	return d, kolmogorov(d, math.Sqrt(n*m/(n+m)))
}

// kolmogorov is the probability of a distance of at least d, root being the square root of the sample's effective size.
func kolmogorov(d, root float64) float64 {
	x := d * (root + 0.12 + 0.11/root)
	if x < 0.2 { // below 1e-13 from 1, where the series is slow
		return 1
	}
	sum, sign := 0.0, 1.0
	for k := 1.0; k <= 100; k++ {
		term := math.Exp(-2 * k * k * x * x)
		sum += sign * term
		sign = -sign
		if term < 1e-17 {
			break
		}
	}
	return min(max(0, 2*sum), 1)
}

// AndersonDarling is the statistic A^2 of the distance between a sample and a law, which looks harder at the tails than
// KS does (Anderson and Darling, 1954). For a law that was not fitted, values beyond 2.492 come by chance once in twenty
// times. It is +Inf when the law excludes a value, and NaN for an empty sample.
func AndersonDarling(sample []float64, cdf func(float64) float64) float64 {
	n := len(sample)
	if n == 0 {
		return math.NaN()
	}
	sorted := slices.Clone(sample)
	slices.Sort(sorted)
	var sum Sum
	for i, x := range sorted {
		f, g := cdf(x), cdf(sorted[n-1-i])
		if f <= 0 || g >= 1 {
			return math.Inf(1)
		}
		sum.Add(float64(2*i+1) * (math.Log(f) + math.Log1p(-g)))
	}
	return -float64(n) - sum.Value()/float64(n)
}

package stat

import (
	"math"

	"gonum.org/v1/gonum/mathext" // not stat/distuv: that brings linear algebra with it and makes the viewer a fifth larger
)

// many are degrees of freedom from which on Student's t is written as a series about the normal.
const many = 1e5

// StudentQuantile is the quantile at p of Student's t with df degrees of freedom, p in (0, 1), df > 0, to a relative
// 1e-9; beyond 100,000 degrees by the expansion about the normal quantile (Fisher and Cornish, 1960). Nearer, with
// u = df/(t² + df), the tail beyond t is half of the incomplete beta function of u at df/2, 1/2.
func StudentQuantile(p, df float64) float64 {
	switch {
	case !(df > 0) || !(p > 0 && p < 1):
		return math.NaN()
	case df > many:
		z := mathext.NormalQuantile(p)
		c := z * z
		return z * (1 + (c+1)/(4*df) + (c*(5*c+16)+3)/(96*df*df))
	case p == 0.5:
		return 0
	case p > 0.5:
		u := mathext.InvRegIncBeta(df/2, 0.5, 2*(1-p))
		return math.Sqrt(df * (1 - u) / u)
	}
	u := mathext.InvRegIncBeta(df/2, 0.5, 2*p)
	return -math.Sqrt(df * (1 - u) / u)
}

// StudentTails is the probability that Student's t with df degrees of freedom is as far from 0 as t, on either side: the
// p-value of a two-sided test.
func StudentTails(t, df float64) float64 {
	if math.IsNaN(t) || !(df > 0) {
		return math.NaN()
	}
	if t == 0 {
		return 1
	}
	if math.IsInf(t, 0) {
		return 0
	}
	return min(1, mathext.RegIncBeta(df/2, 0.5, df/(t*t+df)))
}

// NormalQuantile is the quantile at p of the standard normal law, p in (0, 1).
func NormalQuantile(p float64) float64 {
	if !(p > 0 && p < 1) {
		return math.NaN()
	}
	return mathext.NormalQuantile(p)
}

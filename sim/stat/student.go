package stat

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// many are degrees of freedom from which on Student's t is written as a series about the normal.
const many = 1e5

// StudentQuantile is the quantile at p of Student's t with df degrees of freedom, p in (0, 1), df > 0, to a relative
// 1e-9; beyond 100,000 degrees by the expansion about the normal quantile (Fisher and Cornish, 1960).
func StudentQuantile(p, df float64) float64 {
	if !(df > 0) || !(p > 0 && p < 1) {
		return math.NaN()
	}
	if df > many {
		z := distuv.UnitNormal.Quantile(p)
		c := z * z
		return z * (1 + (c+1)/(4*df) + (c*(5*c+16)+3)/(96*df*df))
	}
	return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: df}.Quantile(p)
}

// StudentTails is the probability that Student's t with df degrees of freedom is as far from 0 as t, on either side: the
// p-value of a two-sided test.
func StudentTails(t, df float64) float64 {
	if math.IsNaN(t) || !(df > 0) {
		return math.NaN()
	}
	if math.IsInf(t, 0) {
		return 0
	}
	return min(1, 2*distuv.StudentsT{Mu: 0, Sigma: 1, Nu: df}.CDF(-math.Abs(t)))
}

// NormalQuantile is the quantile at p of the standard normal law, p in (0, 1).
func NormalQuantile(p float64) float64 {
	if !(p > 0 && p < 1) {
		return math.NaN()
	}
	return distuv.UnitNormal.Quantile(p)
}

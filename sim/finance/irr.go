package finance

import (
	"errors"
	"math"
	"slices"
)

// IRR gives all internal rates of return: every rate in (-1, inf) at which the NPV is zero, ascending, also those where
// the NPV only touches zero. None at all is an empty slice and no error. Two rates nearer than about 1e-6 count as one.
//
// With v = 1/(1+rate) the NPV is a polynomial in v. Between two critical points of v^-k NPV there is at most one root,
// and with k chosen inside a change of sign the critical points are the roots of a polynomial with one change of sign
// less: Descartes' rule of signs as an algorithm. No rate is guessed and none is missed.
func IRR(flows []float64) ([]float64, error) {
	if err := checkFlows(flows); err != nil {
		return nil, err
	}
	c := trim(flows)
	if len(c) == 0 {
		return nil, errors.New("flows: want one that is not zero, have zeros only")
	}
	var rates []float64
	for _, x := range roots(c) {
		// Flows of wildly unlike sizes have roots that no float64 can tell from -1 or infinity.
		if rate := math.Expm1(-x); rate > -1 && !math.IsInf(rate, 1) {
			rates = append(rates, rate)
		}
	}
	slices.Sort(rates)
	return rates, nil
}

// UniqueIRR is the internal rate of return where it can be used to judge by: there is exactly one, and the NPV is
// positive below it and negative above it. Otherwise ok is false; MIRR always says something.
func UniqueIRR(flows []float64) (rate float64, ok bool, err error) {
	rates, err := IRR(flows)
	if err != nil || len(rates) != 1 {
		return 0, false, err
	}
	c := trim(flows)
	if c[0] > 0 || c[len(c)-1] < 0 {
		return 0, false, nil
	}
	return rates[0], true, nil
}

// trim leaves out zeros at both ends, which move no root.
func trim(flows []float64) []float64 {
	i, j := 0, len(flows)
	for i < j && flows[i] == 0 {
		i++
	}
	for j > i && flows[j-1] == 0 {
		j--
	}
	return flows[i:j]
}

// roots gives the positive zeros of the sum of c[t] v^t as x = log v, ascending. Neither end of c is zero.
func roots(c []float64) []float64 {
	change := slices.IndexFunc(c, func(f float64) bool { return f != 0 && (f < 0) != (c[0] < 0) })
	if change < 0 {
		return nil
	}
	slope := make([]float64, len(c))
	for t, f := range c {
		slope[t] = (float64(t-change) + 0.5) * f
	}
	at, end := bounds(c)
	was, _ := value(c, at)
	var xs []float64
	for _, x := range append(roots(slope), end) {
		if x <= at || x > end {
			continue
		}
		is, touches := value(c, x)
		switch {
		case touches:
			xs = append(xs, x)
			is = 0
		case was*is < 0:
			xs = append(xs, bisect(c, at, x))
		}
		at, was = x, is
	}
	return xs
}

// bounds gives the logarithms between which all positive zeros lie, twice as wide as Cauchy's bound so that the
// outermost coefficients rule there.
func bounds(c []float64) (low, high float64) {
	most := 0.0
	for _, f := range c {
		most = max(most, math.Abs(f))
	}
	first, last := math.Abs(c[0]), math.Abs(c[len(c)-1])
	wide := math.Log(4) + math.Log(most)
	return math.Log(first) - wide, wide - math.Log(last)
}

// value is the sign (-1, 0, 1) of the polynomial at log v = x, and whether it is zero as far as the digits go. For v
// above 1 the powers are counted from the top, so that nothing overflows.
func value(c []float64, x float64) (sign float64, zero bool) {
	const digits = 1e-12
	v := math.Exp(-math.Abs(x))
	sum, size := 0.0, 0.0
	for i := range c {
		f := c[i]
		if x <= 0 {
			f = c[len(c)-1-i]
		}
		sum = sum*v + f
		size = size*v + math.Abs(f)
	}
	switch {
	case sum > 0:
		sign = 1
	case sum < 0:
		sign = -1
	}
	return sign, math.Abs(sum) <= digits*size
}

// bisect finds the zero between a and b, where the signs differ, to the last digit.
func bisect(c []float64, a, b float64) float64 {
	at, _ := value(c, a)
	for {
		mid := a + (b-a)/2
		if mid <= a || mid >= b {
			return mid
		}
		s, _ := value(c, mid)
		switch s {
		case 0:
			return mid
		case at:
			a = mid
		default:
			b = mid
		}
	}
}

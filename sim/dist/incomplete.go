package dist

import "math"

// The regularised incomplete gamma function and its inverse: the series below a + 1, the continued fraction above it
// (Press and others, Numerical Recipes, 2007, section 6.2), and Newton's method between brackets.

const (
	terms = 100_000 // far more than a shape of 1e5 needs
	tiny  = 1e-300
)

// gammaTerm is x^a exp(-x) / Gamma(a+1), the first term of the series.
func gammaTerm(a, x float64) float64 {
	if a < 20 {
		g, _ := math.Lgamma(a + 1)
		return math.Exp(a*math.Log(x) - x - g)
	}
	// With x = a (1+u): exp(-a (u - log(1+u))) over Stirling's series, since the plain terms would cancel.
	u := (x - a) / a
	log := math.Log1p(u)
	if u < -0.5 { // where 1+u has lost digits that x has
		log = math.Log(x / a)
	}
	b := 1 / (a * a)
	stirling := (1.0/12 - b*(1.0/360-b*(1.0/1260-b/1680))) / a
	return math.Exp(-a*(u-log)-stirling) / math.Sqrt(2*math.Pi*a)
}

// gammaPQ is P(a, x), the probability that a gamma time of shape a and scale 1 is at most x > 0, and Q = 1 - P. The
// smaller of them near its own tail has all its digits.
func gammaPQ(a, x float64) (p, q float64) {
	if math.IsInf(x, 1) {
		return 1, 0
	}
	first := gammaTerm(a, x)
	if x < a+1 {
		sum, term := 1.0, 1.0
		for n := 1.0; n < terms; n++ {
			term *= x / (a + n)
			sum += term
			if term < sum*0x1p-54 {
				break
			}
		}
		p = min(first*sum, 1)
		return p, 1 - p
	}
	b := x + 1 - a
	c, d := 1/tiny, 1/b
	h := d
	for n := 1.0; n < terms; n++ {
		k := -n * (n - a)
		b += 2
		d = k*d + b
		if math.Abs(d) < tiny {
			d = tiny
		}
		c = b + k/c
		if math.Abs(c) < tiny {
			c = tiny
		}
		d = 1 / d
		step := d * c
		h *= step
		if math.Abs(step-1) < 0x1p-52 {
			break
		}
	}
	q = min(first*a*h, 1)
	return 1 - q, q
}

// gammaLow is the x with P(a, x) = q.
func gammaLow(a, q float64) float64 { return gammaInverse(a, q, false) }

// gammaHigh is the x with Q(a, x) = q.
func gammaHigh(a, q float64) float64 { return gammaInverse(a, q, true) }

// gammaInverse solves log P(log x) = log q, or the same of Q: both are smooth and concave in log x, so that Newton's
// method with second order (Halley) is there in a few steps from the guess of Wilson and Hilferty, 1931.
func gammaInverse(a, q float64, upper bool) float64 {
	z := gaussLow(min(q, 0.5))
	if upper {
		z = -z
	}
	w := 1 - 1/(9*a) + z/(3*math.Sqrt(a))
	x := a * w * w * w
	lg, _ := math.Lgamma(a + 1)
	if small := math.Exp((math.Log(q) + lg) / a); !upper && (w <= 0.1 || a < 1) { // P is nearly x^a / Gamma(a+1)
		x = small
	} else if upper && (w <= 0.1 || a < 0.5) {
		x = math.Max(math.Exp((math.Log1p(-q)+lg)/a), -math.Log(q)*0.5)
	}
	if x < 1e-300 {
		return x // nothing to the line, and Newton would only lose it
	}
	low, high, target := 0.0, math.Inf(1), math.Log(q)
	for range 200 {
		p, u := gammaPQ(a, x)
		value, sign := p, 1.0
		if upper {
			value, sign = u, -1
		}
		miss := math.Log(value) - target
		if sign*miss > 0 { // x is too great
			high = x
		} else {
			low = x
		}
		slope := a * gammaTerm(a, x) / value // d log value / d log x, without its sign
		step := -sign * miss / slope
		curve := a - x - sign*slope // d log slope / d log x
		if bend := 1 + 0.5*step*curve; bend > 0.5 && bend < 2 {
			step /= bend
		}
		next := x * math.Exp(step)
		if math.Abs(step) <= 1e-8 { // leaves an error of its square
			return next
		}
		if !(next > low && next < high) {
			next = between(low, high, x)
		}
		x = next
	}
	return x
}

// between halves a bracket by ratio, as far as it has two ends.
func between(low, high, x float64) float64 {
	switch {
	case low == 0:
		return math.Min(x, high) / 4
	case math.IsInf(high, 1):
		return math.Max(x, low) * 4
	}
	return math.Sqrt(low) * math.Sqrt(high)
}

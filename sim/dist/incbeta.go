package dist

import "math"

// The regularised incomplete beta function and its inverse. The function is the continued fraction of Press and others,
// Numerical Recipes, 2007, section 6.4, on whichever side it converges fast, times a factor that is taken apart as in
// Loader, Fast and Accurate Computation of Binomial Probabilities, 2000, since its plain terms would cancel.

// stirling is log Gamma(n+1) less Stirling's (n+1/2) log n - n + log(2 pi)/2.
func stirling(n float64) float64 {
	if n < 15 {
		g, _ := math.Lgamma(n + 1)
		return g - ((n+0.5)*math.Log(n) - n + 0.5*math.Log(2*math.Pi))
	}
	b := 1 / (n * n)
	return (1.0/12 - b*(1.0/360-b*(1.0/1260-b*(1.0/1680-b/1188)))) / n
}

// deviance is x log(x/m) + m - x, which is 0 where they are equal and is summed where they are near.
func deviance(x, m float64) float64 {
	if math.Abs(x-m) >= 0.1*(x+m) {
		return x*math.Log(x/m) + m - x
	}
	v := (x - m) / (x + m)
	sum, term := (x-m)*v, 2*x*v
	for k := 3.0; k < 200; k += 2 {
		term *= v * v
		next := sum + term/k
		if next == sum {
			break
		}
		sum = next
	}
	return sum
}

// betaTerm is x^a y^b / B(a, b), y = 1 - x.
func betaTerm(a, b, x, y float64) float64 {
	if x == 0 || y == 0 {
		return 0
	}
	n := a + b
	binomial := stirling(n) - stirling(a) - stirling(b) - deviance(a, n*x) - deviance(b, n*y)
	return math.Exp(binomial) * math.Sqrt(a*b/(2*math.Pi*n))
}

// betaPQ is the probability that a beta value of shapes a and b is at most x, and 1 less that; y = 1 - x is given apart,
// since it may have digits that x has not. The smaller of them near its own end has all its digits.
func betaPQ(a, b, x, y float64) (p, q float64) {
	switch {
	case !(x > 0):
		return 0, 1
	case !(y > 0):
		return 1, 0
	case x > (a+1)/(a+b+2):
		q, p = betaPQ(b, a, y, x)
		return p, q
	}
	p = min(betaTerm(a, b, x, y)/a*betaFraction(a, b, x), 1)
	return p, 1 - p
}

// betaFraction is the continued fraction, by the method of Lentz.
func betaFraction(a, b, x float64) float64 {
	guard := func(v float64) float64 {
		if math.Abs(v) < tiny {
			return tiny
		}
		return v
	}
	c, d := 1.0, 1/guard(1-(a+b)*x/(a+1))
	h := d
	for m := 1.0; m < terms; m++ {
		even := m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		d = 1 / guard(1+even*d)
		c = guard(1 + even/c)
		h *= d * c
		odd := -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		d = 1 / guard(1+odd*d)
		c = guard(1 + odd/c)
		step := d * c
		h *= step
		if math.Abs(step-1) < 0x1p-51 {
			break
		}
	}
	return h
}

// betaLow is the x whose probability is q <= 1/2, and 1 - x. With t = log(x/(1-x)) the law has a density that is
// log-concave, so that the logarithm of the probability is concave in t and Newton's method comes from anywhere.
func betaLow(a, b, q float64) (x, y float64) {
	ga, _ := math.Lgamma(a)
	gb, _ := math.Lgamma(b)
	gn, _ := math.Lgamma(a + b)
	t := (math.Log(q) + math.Log(a) + ga + gb - gn) / a // x^a / (a B), which the probability comes near to at 0
	if t < -46 {
		return math.Exp(t), 1
	}
	if guess := math.Log(a/b) + gaussLow(q)*math.Sqrt(1/a+1/b); a > 1 && b > 1 && q > 1e-6 {
		t = guess
	}
	target, low, high := math.Log(q), math.Inf(-1), math.Inf(1)
	for range 200 {
		x, y = 1/(1+math.Exp(-t)), 1/(1+math.Exp(t))
		p, _ := betaPQ(a, b, x, y)
		miss := math.Log(p) - target
		if miss > 0 {
			high = t
		} else {
			low = t
		}
		slope := betaTerm(a, b, x, y) / p // d log p / dt
		step := -miss / slope
		curve := a*y - b*x - slope // d log slope / dt
		if bend := 1 + 0.5*step*curve; bend > 0.5 && bend < 2 {
			step /= bend
		}
		next := t + step
		if math.Abs(step) <= 1e-8 { // leaves an error of its square
			t = next
			break
		}
		if !(next > low && next < high) {
			next = within(low, high, t)
		}
		t = next
	}
	return 1 / (1 + math.Exp(-t)), 1 / (1 + math.Exp(t))
}

// within halves a bracket as far as it has two ends.
func within(low, high, t float64) float64 {
	switch {
	case math.IsInf(low, -1):
		return min(t, high) - 4
	case math.IsInf(high, 1):
		return max(t, low) + 4
	}
	return (low + high) / 2
}

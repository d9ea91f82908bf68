package dist

// constant is a fixed time in seconds: no chance at all.
type constant float64

// Constant is a fixed time; less than nothing, or not a number, is 0.
//
//	CDF       1 from the time on, 0 before it
//	quantile  the time
//	mean      the time
//	variance  0
func Constant(seconds float64) *Dist {
	if !(seconds > 0) {
		seconds = 0
	}
	return New(constant(min(seconds, longest)))
}

func (c constant) CDF(x float64) float64 {
	if x >= float64(c) {
		return 1
	}
	return 0
}

func (c constant) Quantile(float64) float64 { return float64(c) }
func (c constant) Mean() float64            { return float64(c) }
func (c constant) Var() float64             { return 0 }

func (c constant) Quantiles(p *[8]float64) {
	for i := range p {
		p[i] = float64(c)
	}
}

func (c constant) Residual(_, age float64) float64 { return max(age, float64(c)) }
func (c constant) Times(f float64) Shape           { return constant(float64(c) * f) }
func (c constant) shift(x float64) Shape           { return constant(float64(c) + x) }
func (c constant) lowest() float64                 { return float64(c) }
func (c constant) highest() float64                { return float64(c) }
func (c constant) String() string                  { return FormatSpan(float64(c)) }

package dist

import (
	"fmt"
	"math"
)

// A shifter is a law that, with seconds added to all times, is of its own kind again.
type shifter interface{ shift(seconds float64) Shape }

// times multiplies all times by f > 0.
func times(s Shape, f float64) Shape {
	if s.Mean()*f == 0 { // too small for a float
		return constant(0)
	}
	if k, ok := s.(Scaler); ok {
		return k.Times(f)
	}
	return affine{New(s), f, 0}
}

// plus adds seconds to all times.
func plus(s Shape, seconds float64) Shape {
	if k, ok := s.(shifter); ok {
		return k.shift(seconds)
	}
	return affine{New(s), 1, seconds}
}

// lowest is the least time possible, in seconds.
func lowest(s Shape) float64 {
	if k, ok := s.(interface{ lowest() float64 }); ok {
		return k.lowest()
	}
	return max(0, s.Quantile(0x1p-54))
}

// affine is another law with its times multiplied and then something added: what is left when the law itself cannot say
// it with other parameters. The text "exp(3h) + 2s" means it.
//
//	CDF       F((x - plus) / times)
//	quantile  times Q(p) + plus
//	mean      times mean + plus
//	variance  times^2 variance
type affine struct {
	of          *Dist
	times, plus float64
}

func (a affine) CDF(x float64) float64 {
	if x < a.plus {
		return 0
	}
	return a.of.CDF((x - a.plus) / a.times)
}

func (a affine) Quantile(p float64) float64 { return float64(a.of.Quantile(p)*a.times) + a.plus }
func (a affine) Mean() float64              { return float64(a.of.Mean()*a.times) + a.plus }
func (a affine) Var() float64               { return a.of.Var() * a.times * a.times }

func (a affine) Quantiles(p *[8]float64) {
	a.of.Fill(p)
	for i, x := range p {
		p[i] = float64(x*a.times) + a.plus
	}
}

func (a affine) Residual(p, age float64) float64 {
	if age <= a.plus { // what was added comes first, and tells nothing
		return a.Quantile(p)
	}
	return float64(a.of.Residual(p, (age-a.plus)/a.times)*a.times) + a.plus
}

func (a affine) Times(f float64) Shape {
	if k, ok := a.of.Shape.(Scaler); ok {
		return affine{New(k.Times(f)), a.times, a.plus * f}
	}
	return affine{a.of, a.times * f, a.plus * f}
}

func (a affine) shift(seconds float64) Shape {
	if a.plus+seconds == 0 && a.times == 1 {
		return a.of.Shape
	}
	return affine{a.of, a.times, a.plus + seconds}
}

func (a affine) lowest() float64 { return float64(lowest(a.of.Shape)*a.times) + a.plus }

// highest is of what has no end infinite.
func (a affine) highest() float64 {
	high, ok := a.of.Highest()
	if !ok {
		return math.Inf(1)
	}
	return float64(high*a.times) + a.plus
}

func (a affine) String() string {
	text := a.of.String()
	if a.times != 1 {
		text = fmt.Sprintf("%v * %s", a.times, text)
	}
	if a.plus != 0 {
		text += " + " + FormatSpan(a.plus)
	}
	return text
}

package dist

import (
	"fmt"
	"math"
)

// weibull is the law of wear; tabled at scale 1.
type weibull struct {
	tabled
	shape float64
}

// Weibull is the law of lives: with a shape above 1 things wear out, below 1 they die young, at 1 they have no memory.
// Scale, the life that 63 % do not reach, in seconds, above 0; shape from 0.1 to 1000; a mean of
// at most 200 years.
//
//	CDF       1 - exp(-(x/scale)^shape)
//	quantile  scale (-log(1-p))^(1/shape), tabulated
//	mean      scale Gamma(1 + 1/shape)
//	variance  scale^2 (Gamma(1 + 2/shape) - Gamma(1 + 1/shape)^2)
//	written   weibull(shape 1.4, scale 3h), or weibull(mean, shape 1.4)
//	source    Law, Simulation Modeling and Analysis, 2015, section 6.2.2
func Weibull(shape, scale float64) (*Dist, error) {
	if err := positive("scale", scale); err != nil {
		return nil, err
	}
	if err := weibullShape(shape); err != nil {
		return nil, err
	}
	unit := math.Gamma(1 + 1/shape)
	if err := positive("mean", scale*unit); err != nil {
		return nil, err
	}
	return New(&weibull{newTabled(standardWeibull(shape), scale, unit), shape}), nil
}

func weibullShape(shape float64) error {
	if !(shape >= 0.1 && shape <= 1000) {
		return fmt.Errorf("want a shape from 0.1 to 1000, have %v", shape)
	}
	return nil
}

func readWeibull(a *arguments) (*Dist, error) {
	shape, shaped := a.number("shape")
	scale, scaled := a.time("scale")
	if !shaped {
		a.mistake(`want shape, such as "shape 1.4"`)
	}
	switch {
	case scaled && len(a.bare) > 0:
		a.span("mean")
		a.mistake("want a mean or a scale, have both")
	case !scaled:
		mean := a.span(`scale, such as "scale 3h", or a mean`)
		if shaped && weibullShape(shape) == nil {
			scale = mean / math.Gamma(1+1/shape)
		} else {
			scale = mean
		}
	}
	return a.made(func() (*Dist, error) { return Weibull(shape, scale) })
}

// standardWeibull has scale 1 and this shape.
type standardWeibull float64

func (s standardWeibull) low(q float64) float64  { return math.Pow(-math.Log1p(-q), 1/float64(s)) }
func (s standardWeibull) high(q float64) float64 { return math.Pow(-math.Log(q), 1/float64(s)) }

func (w *weibull) CDF(x float64) float64 {
	if !(x > 0) {
		return 0
	}
	return -math.Expm1(-math.Pow(x/w.scale, w.shape))
}

func (w *weibull) Mean() float64 { return w.scale * math.Gamma(1+1/w.shape) }

// Var goes by logarithms, which cancel less than the squares do when the shape is great.
func (w *weibull) Var() float64 {
	one, _ := math.Lgamma(1 + 1/w.shape)
	two, _ := math.Lgamma(1 + 2/w.shape)
	mean := w.Mean()
	return mean * mean * math.Expm1(two-2*one)
}

// Residual is exact: (age/scale)^shape grows by an exponential time.
func (w *weibull) Residual(p, age float64) float64 {
	spent := math.Pow(age/w.scale, w.shape)
	if x := w.scale * math.Pow(spent+negLog(1-p), 1/w.shape); !math.IsInf(x, 0) && !math.IsNaN(x) {
		return x
	}
	return age
}

// Times keeps the table.
func (w *weibull) Times(f float64) Shape {
	c := *w
	c.scale *= f
	return &c
}

func (w *weibull) lowest() float64 { return 0 }
func (w *weibull) String() string {
	return fmt.Sprintf("weibull(shape %v, scale %s)", w.shape, FormatSpan(w.scale))
}

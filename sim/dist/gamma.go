package dist

import (
	"fmt"
)

// gamma is the law of a sum of exponential steps; tabled at mean 1.
type gamma struct {
	tabled
	mean, shape float64
}

// Gamma is the law of times that are a sum of steps. Mean in seconds, above 0; shape, the number of steps, from 0.01 to
// 100,000, not only whole numbers. The shape is 1/cv^2; with a shape of 1 the law is the exponential. With P the
// regularised incomplete gamma function,
//
//	CDF       P(shape, x shape / mean)
//	quantile  its inverse, by Newton's method, tabulated
//	mean      mean
//	variance  mean^2 / shape
//	written   gamma(18s, cv 0.25), or gamma(18s, shape 16)
//	source    Law, Simulation Modeling and Analysis, 2015, section 6.2.2
func Gamma(mean, shape float64) (*Dist, error) {
	if err := positive("mean", mean); err != nil {
		return nil, err
	}
	if !(shape >= 0.01 && shape <= 1e5) {
		return nil, fmt.Errorf("want a shape from 0.01 to 100000 (a cv from 0.0032 to 10), have %v", shape)
	}
	return New(&gamma{newTabled(standardGamma(shape), mean, 1), mean, shape}), nil
}

func readGamma(a *arguments) (*Dist, error) {
	mean := a.span("mean")
	shape, shaped := a.number("shape")
	cv, varies := a.number("cv")
	switch {
	case shaped == varies:
		a.mistake(`want either shape or cv, such as "cv 0.25"`)
	case varies && !(cv > 0):
		a.mistake("want a cv above 0, have %v (without chance, write the time alone)", cv)
	case varies:
		shape = 1 / (cv * cv)
	}
	return a.made(func() (*Dist, error) { return Gamma(mean, shape) })
}

// standardGamma has mean 1 and this shape.
type standardGamma float64

func (s standardGamma) low(q float64) float64  { return gammaLow(float64(s), q) / float64(s) }
func (s standardGamma) high(q float64) float64 { return gammaHigh(float64(s), q) / float64(s) }

func (g *gamma) CDF(x float64) float64 {
	if !(x > 0) {
		return 0
	}
	p, _ := gammaPQ(g.shape, x/g.mean*g.shape)
	return p
}

func (g *gamma) Mean() float64 { return g.mean }
func (g *gamma) Var() float64  { return g.mean * g.mean / g.shape }

// Residual works with the survival function as far as it has digits; beyond, the law goes on as the exponential that
// its tail comes near to.
func (g *gamma) Residual(p, age float64) float64 {
	below, above := gammaPQ(g.shape, age/g.mean*g.shape)
	if whole := below + p*above; whole < 1-0x1p-20 {
		return g.Quantile(whole)
	}
	if above > 1e-270 {
		return g.scale * g.law.high(above*(1-p))
	}
	return age + negLog(1-p)*g.mean/g.shape
}

// Times keeps the table.
func (g *gamma) Times(f float64) Shape {
	c := *g
	c.mean, c.scale = g.mean*f, g.mean*f
	return &c
}

func (g *gamma) lowest() float64 { return 0 }
func (g *gamma) String() string {
	return fmt.Sprintf("gamma(%s, shape %v)", FormatSpan(g.mean), g.shape)
}

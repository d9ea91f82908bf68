package dist

import (
	"fmt"
	"math"
)

// pearson5 is the law of one over a gamma time; tabled at scale 1.
type pearson5 struct {
	tabled
	shape float64
}

// Pearson5 is the law of times that never are very short and now and then very long, the inverse of a gamma law: repairs that
// need a spare part, tasks with a rare mishap. Scale in seconds, above 0; shape from 2.1 to 1000: at 2 and below the spread has
// no end. With Q = 1 - P the regularised incomplete gamma function,
//
//	CDF       Q(shape, scale / x)
//	quantile  scale over the quantile of Gamma at 1 - p, by Newton's method, tabulated
//	mean      scale / (shape - 1)
//	variance  mean^2 / (shape - 2)
//	written   pearson5(shape 4, scale 12m)
//	source    Law, Simulation Modeling and Analysis, 2015, section 6.2.2
func Pearson5(shape, scale float64) (*Dist, error) {
	if err := heavyTail(shape, scale); err != nil {
		return nil, err
	}
	if err := positive("mean", scale/(shape-1)); err != nil {
		return nil, err
	}
	return New(&pearson5{newTabled(standardPearson5(shape), scale, 1/(shape-1)), shape}), nil
}

func readPearson5(a *arguments) (*Dist, error) {
	shape, scale := a.shapeAndScale(`"shape 4"`, `"scale 12m"`)
	return a.made(func() (*Dist, error) { return Pearson5(shape, scale) })
}

// standardPearson5 has scale 1 and this shape.
type standardPearson5 float64

func (s standardPearson5) low(q float64) float64  { return 1 / gammaHigh(float64(s), q) }
func (s standardPearson5) high(q float64) float64 { return 1 / gammaLow(float64(s), q) }

func (d *pearson5) CDF(x float64) float64 {
	if !(x > 0) {
		return 0
	}
	_, above := gammaPQ(d.shape, d.scale/x)
	return above
}

func (d *pearson5) Mean() float64 { return d.scale / (d.shape - 1) }
func (d *pearson5) Var() float64  { return d.Mean() * d.Mean() / (d.shape - 2) }

// Residual works with the survival function, which keeps its digits: it is that of the gamma law near 0.
func (d *pearson5) Residual(p, age float64) float64 {
	survival, below := gammaPQ(d.shape, d.scale/age)
	if whole := below + p*survival; whole < 0.5 {
		return d.Quantile(whole)
	}
	if left := survival * (1 - p); left > 1e-270 {
		return d.scale * d.law.high(left)
	}
	return age * math.Pow(1-p, -1/d.shape) // as far out the tail is a power
}

// Times keeps the table.
func (d *pearson5) Times(f float64) Shape {
	c := *d
	c.scale *= f
	return &c
}

func (d *pearson5) lowest() float64 { return 0 }
func (d *pearson5) String() string {
	return fmt.Sprintf("pearson5(shape %v, scale %s)", d.shape, FormatSpan(d.scale))
}

package dist

import (
	"fmt"
	"math"
)

// loglogistic is the law whose logarithm is logistic; tabled at scale 1.
type loglogistic struct {
	tabled
	shape float64
}

// Loglogistic is the law of times most of which lie near the middle and some far above it: manual tasks, repairs of many
// sorts. Scale, which half of them do not reach, in seconds, above 0; shape from 2.1 to 1000: at 2 and below the spread has no
// end.
//
//	CDF       1 / (1 + (x/scale)^-shape)
//	quantile  scale (p/(1-p))^(1/shape), tabulated
//	mean      scale b / sin(b), with b = pi/shape
//	variance  scale^2 (2b / sin(2b) - (b / sin(b))^2)
//	written   loglogistic(shape 3, scale 8m)
//	source    Law, Simulation Modeling and Analysis, 2015, section 6.2.2
func Loglogistic(shape, scale float64) (*Dist, error) {
	if err := heavyTail(shape, scale); err != nil {
		return nil, err
	}
	l := &loglogistic{shape: shape}
	unit := l.unit(1)
	if err := positive("mean", scale*unit); err != nil {
		return nil, err
	}
	l.tabled = newTabled(standardLoglogistic(shape), scale, unit)
	return New(l), nil
}

// heavyTail checks the parameters of a law whose far times grow rarer by a power of them, and no faster.
func heavyTail(shape, scale float64) error {
	if err := positive("scale", scale); err != nil {
		return err
	}
	if !(shape >= 2.1 && shape <= 1000) {
		return fmt.Errorf("want a shape from 2.1 to 1000 (at 2 and below the spread has no end), have %v", shape)
	}
	return nil
}

func readLoglogistic(a *arguments) (*Dist, error) {
	shape, scale := a.shapeAndScale(`"shape 3"`, `"scale 8m"`)
	return a.made(func() (*Dist, error) { return Loglogistic(shape, scale) })
}

// shapeAndScale takes two arguments by name that have no default.
func (a *arguments) shapeAndScale(likeShape, likeScale string) (shape, scale float64) {
	shape, shaped := a.number("shape")
	scale, scaled := a.time("scale")
	if !shaped {
		a.mistake("want shape, such as %s", likeShape)
	}
	if !scaled {
		a.mistake("want scale, such as %s", likeScale)
	}
	return shape, scale
}

// unit is the moment of an order of the law of scale 1.
func (l *loglogistic) unit(order float64) float64 {
	b := order * math.Pi / l.shape
	return b / math.Sin(b)
}

// standardLoglogistic has scale 1 and this shape.
type standardLoglogistic float64

func (s standardLoglogistic) low(q float64) float64  { return math.Pow(q/(1-q), 1/float64(s)) }
func (s standardLoglogistic) high(q float64) float64 { return math.Pow((1-q)/q, 1/float64(s)) }

func (l *loglogistic) CDF(x float64) float64 {
	if !(x > 0) {
		return 0
	}
	return 1 / (1 + math.Pow(x/l.scale, -l.shape))
}

func (l *loglogistic) Mean() float64 { return l.scale * l.unit(1) }
func (l *loglogistic) Var() float64 {
	return l.scale * l.scale * (l.unit(2) - l.unit(1)*l.unit(1))
}

// Residual is exact: of those that last beyond an age a share 1-p lasts beyond x, where 1 + (x/scale)^shape is 1/(1-p) times
// what it is of the age.
func (l *loglogistic) Residual(p, age float64) float64 {
	spent := math.Pow(age/l.scale, l.shape)
	if x := l.scale * math.Pow((spent+p)/(1-p), 1/l.shape); !math.IsInf(x, 0) && !math.IsNaN(x) {
		return x
	}
	return age * math.Pow(1-p, -1/l.shape)
}

// Times keeps the table.
func (l *loglogistic) Times(f float64) Shape {
	c := *l
	c.scale *= f
	return &c
}

func (l *loglogistic) lowest() float64 { return 0 }
func (l *loglogistic) String() string {
	return fmt.Sprintf("loglogistic(shape %v, scale %s)", l.shape, FormatSpan(l.scale))
}

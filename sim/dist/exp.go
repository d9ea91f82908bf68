package dist

import (
	"fmt"
	"math"
)

// exponential is the law without memory.
type exponential struct{ mean float64 }

// Exp is the exponential law: the time to something that is as likely now as ever. Mean in seconds, above 0.
//
//	CDF       1 - exp(-x/mean)
//	quantile  -mean log(1-p), by a table logarithm (relative 2e-13)
//	mean      mean
//	variance  mean^2
//	written   exp(3h)
//	source    Law, Simulation Modeling and Analysis, 2015, section 6.2.2
func Exp(mean float64) (*Dist, error) {
	if err := positive("mean", mean); err != nil {
		return nil, err
	}
	return New(exponential{mean}), nil
}

func readExp(a *arguments) (*Dist, error) {
	mean := a.span("mean")
	return a.made(func() (*Dist, error) { return Exp(mean) })
}

func (e exponential) CDF(x float64) float64 {
	if !(x > 0) {
		return 0
	}
	return -math.Expm1(-x / e.mean)
}

func (e exponential) Quantile(p float64) float64 { return float64(e.mean * negLog(1-p)) }
func (e exponential) Mean() float64              { return e.mean }
func (e exponential) Var() float64               { return e.mean * e.mean }

func (e exponential) Quantiles(p *[8]float64) {
	negLogs(p, e.mean)
}

func (e exponential) Residual(p, age float64) float64 { return age + e.Quantile(p) }
func (e exponential) Times(f float64) Shape           { return exponential{e.mean * f} }
func (e exponential) lowest() float64                 { return 0 }
func (e exponential) String() string                  { return fmt.Sprintf("exp(%s)", FormatSpan(e.mean)) }

package dist

import (
	"fmt"
	"math"
)

// lognormal is the law whose logarithm is normal; tabled at mean 1.
type lognormal struct {
	tabled
	mean, cv, sigma float64
}

// Lognormal is the law of times that multiply many small causes: repairs, manual work. Mean in seconds, above 0; cv, the
// standard deviation over the mean, above 0 and at most 100. With sigma^2 = log(1 + cv^2) and mu = log(mean) - sigma^2/2,
//
//	CDF       Phi((log x - mu) / sigma)
//	quantile  exp(mu + sigma Phi^-1(p)), tabulated
//	mean      mean
//	variance  (cv mean)^2
//	written   lognormal(12m, cv 0.8)
//	source    Law, Simulation Modeling and Analysis, 2015, section 6.2.2
func Lognormal(mean, cv float64) (*Dist, error) {
	if err := positive("mean", mean); err != nil {
		return nil, err
	}
	if !(cv >= 1e-6 && cv <= 100) {
		return nil, fmt.Errorf("want a cv from 0.000001 to 100, have %v (without chance, write the time alone)", cv)
	}
	sigma := math.Sqrt(math.Log1p(cv * cv))
	return New(&lognormal{newTabled(standardLognormal(sigma), mean, 1), mean, cv, sigma}), nil
}

func readLognormal(a *arguments) (*Dist, error) {
	mean := a.span("mean")
	cv, ok := a.number("cv")
	if !ok {
		a.mistake(`want cv, such as "cv 0.8"`)
	}
	return a.made(func() (*Dist, error) { return Lognormal(mean, cv) })
}

// standardLognormal has mean 1 and this sigma.
type standardLognormal float64

func (s standardLognormal) low(q float64) float64 {
	sigma := float64(s)
	return math.Exp(sigma*gaussLow(q) - sigma*sigma/2)
}

func (s standardLognormal) high(q float64) float64 {
	sigma := float64(s)
	return math.Exp(-sigma*gaussLow(q) - sigma*sigma/2)
}

// z is the standard normal value that x seconds stand for.
func (l *lognormal) z(x float64) float64 { return math.Log(x/l.mean)/l.sigma + l.sigma/2 }

func (l *lognormal) CDF(x float64) float64 {
	if !(x > 0) {
		return 0
	}
	return gaussCDF(l.z(x))
}

func (l *lognormal) Mean() float64 { return l.mean }
func (l *lognormal) Var() float64  { return l.cv * l.cv * l.mean * l.mean }

// Residual works with the survival function, which keeps its digits up to z = 35; beyond, the law goes on as an
// exponential with the hazard z / (sigma age) that it has there.
func (l *lognormal) Residual(p, age float64) float64 {
	z := l.z(age)
	if z < 0 {
		f := gaussCDF(z)
		return l.Quantile(f + p*(1-f))
	}
	if survival := gaussCDF(-z); survival > 1e-270 {
		return l.scale * l.law.high(survival*(1-p))
	}
	return age + negLog(1-p)*age*l.sigma/z
}

// Times keeps the table.
func (l *lognormal) Times(f float64) Shape {
	c := *l
	c.mean, c.scale = l.mean*f, l.mean*f
	return &c
}

func (l *lognormal) lowest() float64 { return 0 }
func (l *lognormal) String() string {
	return fmt.Sprintf("lognormal(%s, cv %v)", FormatSpan(l.mean), l.cv)
}

package dist

import (
	"fmt"
	"math"
)

// normal is the normal law without its times below 0; tabled with a deviation of 1.
type normal struct {
	tabled
	mean, sd float64
}

// Normal is the normal law cut at zero: times below 0 are left out and the others are as likely among each other as
// before, so nothing heaps up at 0. Mean and sd, in seconds, are those of the law before it was cut. What is left has a
// greater mean and a smaller deviation: by 0.15 % of the mean and 0.7 % of the deviation where sd is a third of the mean,
// by 0.00003 % and 0.0004 % where it is a fifth. Mean above 0; sd from a millionth of the mean to all of it, where a sixth
// of the law is cut. With k = mean/sd, z = (x - mean)/sd and h = phi(k) / Phi(k), phi the density of Phi,
//
//	CDF       (Phi(z) - Phi(-k)) / Phi(k)
//	quantile  mean + sd Phi^-1(Phi(-k) + p Phi(k)), tabulated
//	mean      mean + sd h
//	variance  sd^2 (1 - k h - h^2)
//	written   normal(18s, sd 3s), or normal(18s, cv 0.2)
//	source    Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1, 1994, section 13.10.1
func Normal(mean, sd float64) (*Dist, error) {
	if err := positive("mean", mean); err != nil {
		return nil, err
	}
	if !(sd >= 1e-6*mean && sd <= mean) {
		return nil, fmt.Errorf("want an sd above 0 and at most the mean of %s, since times below 0 are cut off, have %s "+
			"(for times that differ more there is lognormal; without chance, write the time alone)", FormatSpan(mean), FormatSpan(sd))
	}
	return New(newNormal(mean, sd)), nil
}

func newNormal(mean, sd float64) *normal {
	s := standardNormal(mean / sd)
	return &normal{newTabled(s, sd, float64(s)+s.lift()), mean, sd}
}

func readNormal(a *arguments) (*Dist, error) {
	mean := a.span("mean")
	sd, told := a.time("sd")
	cv, varies := a.number("cv")
	switch {
	case told == varies:
		a.mistake(`want either sd or cv, such as "sd 3s"`)
	case varies:
		sd = cv * mean
	}
	return a.made(func() (*Dist, error) { return Normal(mean, sd) })
}

// standardNormal is cut this many deviations below its mean, which is where its times begin.
type standardNormal float64

// lift is by how much cutting raises the mean.
func (s standardNormal) lift() float64 {
	k := float64(s)
	return math.Exp(-k*k/2) / math.Sqrt(2*math.Pi) / gaussCDF(k)
}

func (s standardNormal) low(q float64) float64 {
	k := float64(s)
	return s.at(gaussCDF(-k)+q*gaussCDF(k), 1-q)
}

func (s standardNormal) high(q float64) float64 {
	k := float64(s)
	return s.at(gaussCDF(-k)+(1-q)*gaussCDF(k), q)
}

// at is the time below which the whole law has a share; left is the share of the cut law beyond it.
func (s standardNormal) at(whole, left float64) float64 {
	k := float64(s)
	if whole <= 0.5 {
		return max(0, k+gaussLow(whole))
	}
	return max(0, k-gaussLow(left*gaussCDF(k)))
}

// z is how many deviations x seconds are above the mean.
func (n *normal) z(x float64) float64 { return (x - n.mean) / n.sd }

func (n *normal) CDF(x float64) float64 {
	if !(x > 0) {
		return 0
	}
	k := n.mean / n.sd
	if z := n.z(x); z > 0 {
		return 1 - gaussCDF(-z)/gaussCDF(k)
	}
	return max(0, (gaussCDF(n.z(x))-gaussCDF(-k))/gaussCDF(k))
}

func (n *normal) Mean() float64 { return n.mean + n.sd*standardNormal(n.mean/n.sd).lift() }
func (n *normal) Var() float64 {
	k := n.mean / n.sd
	h := standardNormal(k).lift()
	return n.sd * n.sd * (1 - k*h - h*h)
}

// Residual works with the survival function, which keeps its digits up to z = 35; beyond, the law goes on as an
// exponential with the hazard z/sd that it has there.
func (n *normal) Residual(p, age float64) float64 {
	z := n.z(age)
	if z < 0 {
		f := n.CDF(age)
		return n.Quantile(min(f+p*(1-f), 1-0x1p-53))
	}
	if survival := gaussCDF(-z); survival > 1e-270 {
		return n.mean - n.sd*gaussLow(survival*(1-p))
	}
	return age + negLog(1-p)*n.sd/z
}

// Times makes a new table, so that the law is to the bit the one that its text says.
func (n *normal) Times(f float64) Shape { return newNormal(n.mean*f, n.sd*f) }

func (n *normal) lowest() float64 { return 0 }
func (n *normal) String() string {
	return fmt.Sprintf("normal(%s, sd %s)", FormatSpan(n.mean), FormatSpan(n.sd))
}

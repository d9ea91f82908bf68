package theory

import (
	"math"
	"testing"
)

func weibull(shape, scale float64) Life {
	return Life{func(x float64) float64 { return -math.Expm1(-math.Pow(x/scale, shape)) }, scale * math.Gamma(1+1/shape)}
}

var upToOne = Life{func(x float64) float64 { return min(max(0, x), 1) }, 0.5}

// A life that is uniform from 0 to 1 is best replaced at the age where t^2/2 = w (1 - t), with w = planned/(failed - planned).
func TestBestAge(t *testing.T) {
	for _, w := range []float64{0.01, 0.25, 10} {
		age, err := upToOne.BestAge(w, 1+w)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "age", age, math.Sqrt(w*w+2*w)-w, 1e-9)
	}
	l := weibull(2.5, 1000)
	age, err := l.BestAge(1, 5)
	if err != nil {
		t.Fatal(err)
	}
	cost := func(age float64) float64 {
		c, err := l.ReplacedByAge(age, 1, 5)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	if c := cost(age); !(c < cost(0.99*age) && c < cost(1.01*age)) {
		t.Errorf("%v costs %v, %v and %v cost %v and %v", age, c, 0.99*age, 1.01*age, cost(0.99*age), cost(1.01*age))
	}
	near(t, "cost when it is hardly ever replaced", cost(1e4), 5/l.Mean, 1e-9)
}

// Of a Weibull law hazard x time - cumulative hazard is (shape - 1) (t/scale)^shape.
func TestBestPeriod(t *testing.T) {
	l := weibull(2.5, 1000)
	every, err := l.BestPeriod(1, 5)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "period", every/1000, math.Pow(1/(5*1.5), 1/2.5), 1e-9)
	cost, err := l.ReplacedAfter(every, 1, 5)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "cost", cost, (1+5.0/7.5)/every, 1e-12)
}

// What does not wear is best left until it fails.
func TestNoBestAge(t *testing.T) {
	for _, shape := range []float64{0.7, 1} {
		if age, err := weibull(shape, 10).BestAge(1, 5); err == nil {
			t.Errorf("shape %v: have %v", shape, age)
		}
		if every, err := weibull(shape, 10).BestPeriod(1, 5); err == nil {
			t.Errorf("shape %v: have a period of %v", shape, every)
		}
	}
}

// Renewals of a life uniform from 0 to 1 are exp(t) - 1 (Feller), of two exponential phases of rate 1
// t/2 - 1/4 + exp(-2t)/4, of one t.
func TestRenewals(t *testing.T) {
	erlang := Life{func(x float64) float64 { return -math.Expm1(-x) - x*math.Exp(-x) }, 2}
	for _, c := range []struct {
		name    string
		life    Life
		t, want float64
	}{{"uniform", upToOne, 0.5, math.Exp(0.5) - 1}, {"uniform", upToOne, 1, math.E - 1}, {"erlang", erlang, 1.5, 0.5 + math.Exp(-3)/4}, {"exponential", weibull(1, 1), 3, 3}} {
		have, err := c.life.Renewals(c.t, 200)
		if err != nil {
			t.Fatal(err)
		}
		near(t, c.name, have, c.want, 1e-7)
	}
}

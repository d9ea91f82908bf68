package dist

import (
	"math"
	"slices"
)

// equilibrium is the rest of a life that is under way at a random moment: with S = 1 - F the survival of the whole time and
// m its mean, its density is S(x)/m (Cox, Renewal Theory, 1962, section 5.1). The integral of S is kept at knots; between
// two of them it is integrated by Gauss and Legendre, and inverted by Newton's steps inside the bracket.
//
//	CDF       (1/m) times the integral of 1 - F from 0 to x
//	quantile  its inverse, to one part in 1e10
//	mean      (variance + m^2) / (2 m)
//	variance  by the same quadrature
type equilibrium struct {
	of       Shape
	x, area  []float64 // knots, and the integral of S up to each
	mean, va float64
}

// Equilibrium is the law of the rest of a life that is under way at a random moment, as a machine has that was not new
// when one began to look. Of an exponential law it is the law itself, of a fixed time it is uniform.
func (d *Dist) Equilibrium() *Dist {
	mean := d.Mean()
	if !(mean > 0) || math.IsInf(mean, 1) {
		return d
	}
	if made := d.rest.Load(); made != nil { // by a fork before, in many of which it is asked for
		return made
	}
	var rest *Dist
	if c, ok := d.Constant(); ok {
		rest = New(uniform{0, c})
	} else if _, ok := d.Shape.(exponential); ok {
		rest = New(d.Shape)
	} else {
		e := &equilibrium{of: d.Shape}
		e.tabulate()
		rest = New(e)
	}
	rest.restOf = d
	d.rest.CompareAndSwap(nil, rest)
	return d.rest.Load()
}

// RestOf is the law of the life that this is the rest of, where [Dist.Equilibrium] has made it; else nil.
func (d *Dist) RestOf() *Dist { return d.restOf }

const knots = 512

// tabulate lays knots where the quantiles are, denser towards the far tail, and integrates from each to the next.
func (e *equilibrium) tabulate() {
	e.x, e.area = []float64{0}, []float64{0}
	if list, ok := e.of.(*empirical); ok {
		e.x = append(e.x, list.values...) // S is flat between them
	} else {
		for i := range knots {
			t := 1 - (float64(i)+0.5)/knots
			e.x = append(e.x, e.of.Quantile(1-max(t*t*t*t, 1e-12)))
		}
	}
	e.x = slices.Compact(e.x)
	var first, second float64
	for i := 1; i < len(e.x); i++ {
		a, b := e.x[i-1], e.x[i]
		e.area = append(e.area, e.area[i-1]+e.integral(a, b, one))
		first += e.integral(a, b, func(u float64) float64 { return u })
		second += e.integral(a, b, func(u float64) float64 { return u * u })
	}
	total := e.area[len(e.area)-1]
	e.mean = first / total
	e.va = max(0, second/total-e.mean*e.mean)
}

// gauss are the nodes and weights of Gauss and Legendre for five points on [-1, 1].
var gauss = [5][2]float64{{0, 0.5688888888888889}, {-0.5384693101056831, 0.47862867049936647}, {0.5384693101056831, 0.47862867049936647},
	{-0.9061798459386640, 0.23692688505618908}, {0.9061798459386640, 0.23692688505618908}}

// integral is that of S times a weight from a to b.
func (e *equilibrium) integral(a, b float64, weight func(float64) float64) float64 {
	sum, half := 0.0, (b-a)/2
	for _, g := range gauss {
		u := a + half*(1+g[0])
		sum += g[1] * (1 - e.of.CDF(u)) * weight(u)
	}
	return sum * half
}

func one(float64) float64 { return 1 }

func (e *equilibrium) CDF(x float64) float64 {
	last := len(e.x) - 1
	switch {
	case !(x > 0):
		return 0
	case x >= e.x[last]:
		return 1
	}
	i, found := slices.BinarySearch(e.x, x)
	if found {
		return e.area[i] / e.area[last]
	}
	return (e.area[i-1] + e.integral(e.x[i-1], x, one)) / e.area[last]
}

func (e *equilibrium) Quantile(p float64) float64 {
	last := len(e.x) - 1
	want := p * e.area[last]
	i, found := slices.BinarySearch(e.area, want)
	if found || i > last {
		return e.x[min(i, last)]
	}
	low, high := e.x[i-1], e.x[i]
	from, base := low, e.area[i-1]
	x := low + (high-low)*(want-base)/(e.area[i]-base)
	for range 60 {
		miss := base + e.integral(from, x, one) - want
		if miss > 0 {
			high = x
		} else {
			low = x
		}
		next := x - miss/(1-e.of.CDF(x))
		if !(next > low && next < high) {
			next = low + (high-low)/2
		}
		if math.Abs(next-x) <= 1e-12*high {
			return next
		}
		x = next
	}
	return x
}

func (e *equilibrium) Mean() float64  { return e.mean }
func (e *equilibrium) Var() float64   { return e.va }
func (e *equilibrium) String() string { return "the rest of a life of " + write(e.of) }

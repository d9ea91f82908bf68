package dist

import (
	"fmt"
	"math"
	"sync/atomic"
)

// A Shape is what one writes to add a law: a distribution of times in seconds on [0, inf).
type Shape interface {
	// CDF is the probability that a time is at most x seconds.
	CDF(x float64) float64
	// Quantile is the time in seconds that is not exceeded with probability p, for p in (0, 1). It never decreases in p.
	Quantile(p float64) float64
	// Mean is the expected time in seconds.
	Mean() float64
	// Var is the variance in seconds squared.
	Var() float64
}

// A Filler inverts eight probabilities at once: Quantiles puts the quantile of each in its place, bit for bit what
// Quantile gives one by one.
type Filler interface {
	Quantiles(p *[8]float64)
}

// An Ager knows the rest of a time better than the general formula does, above all in the far tail: Residual is the
// quantile at p of the whole time in seconds given that it has lasted age, age > 0.
type Ager interface {
	Residual(p, age float64) float64
}

// A Scaler is a law that, with all times multiplied by f > 0, is of its own kind again.
type Scaler interface {
	Times(f float64) Shape
}

// A Dist is a law as a timer holds it. Two timers draw from the same law when their pointers are equal. It never changes
// after New and may be used by many goroutines.
type Dist struct {
	Shape
	filler  Filler
	ager    Ager
	fixed   bool
	seconds float64
	restOf  *Dist                // the law of the life that this is the rest of
	rest    atomic.Pointer[Dist] // the law of the rest of this
}

// New makes a law that timers can hold from a shape. A nil shape is the fixed time 0.
func New(s Shape) *Dist {
	if s == nil {
		s = constant(0)
	}
	d := &Dist{Shape: s}
	d.filler, _ = s.(Filler)
	d.ager, _ = s.(Ager)
	if c, ok := s.(constant); ok {
		d.fixed, d.seconds = true, float64(c)
	}
	return d
}

// Fill replaces eight probabilities by their quantiles, bit for bit as Quantile does one by one. Nothing is allocated,
// but p is handed to an interface: a caller who wants no allocation keeps the array in something that lives on the heap.
func (d *Dist) Fill(p *[8]float64) {
	if d.filler != nil {
		d.filler.Quantiles(p)
		return
	}
	for i, x := range p {
		p[i] = d.Quantile(x)
	}
}

// Constant is the time of a law without chance; ok is false for all others.
func (d *Dist) Constant() (seconds float64, ok bool) { return d.seconds, d.fixed }

// Highest is the longest time possible, in seconds; ok is false for a law that has no end.
func (d *Dist) Highest() (seconds float64, ok bool) {
	k, ok := d.Shape.(interface{ highest() float64 })
	if !ok {
		return 0, false
	}
	if seconds = k.highest(); math.IsInf(seconds, 1) {
		return 0, false
	}
	return seconds, true
}

// far is the CDF from which on the general residual no longer trusts 1 - CDF.
const far = 1 - 1e-12

// Residual is the quantile at p of the whole time in seconds given that it has lasted age: with F the law,
// Quantile(F(age) + p(1-F(age))). It is at least age and finite. Beyond the last time possible it is age: the thing is
// over now. In a tail so far that F is 1 in floating point, a law that does not know better goes on without memory, at
// the pace at which its quantiles grow between 1 - 1e-6 and 1 - 1e-9.
func (d *Dist) Residual(p, age float64) float64 {
	p = min(p, 1-0x1p-53)
	if !(age > 0) {
		return max(0, d.Quantile(p))
	}
	if math.IsInf(age, 1) {
		return math.MaxFloat64
	}
	var x float64
	if d.ager != nil {
		x = d.ager.Residual(p, age)
	} else {
		x = residual(d.Shape, p, age)
	}
	if !(x >= age) { // also NaN
		return age
	}
	return min(x, math.MaxFloat64)
}

// residual is the general formula, for laws that are no Ager.
func residual(s Shape, p, age float64) float64 {
	f := s.CDF(age)
	if f < far {
		return s.Quantile(min(f+p*(1-f), 1-0x1p-53)) // at 1 a law may be infinite
	}
	const million, milliard = 1 - 1e-6, 1 - 1e-9
	pace := (s.Quantile(milliard) - s.Quantile(million)) / math.Log(1000)
	if !(pace > 0) || math.IsInf(pace, 1) {
		return age
	}
	return age - pace*math.Log1p(-p)
}

// Times is the law with all times multiplied by f, as { times = 0.8 } says. It is an error when f is below 0 or not a
// number, or makes the mean longer than 200 years.
func (d *Dist) Times(f float64) (*Dist, error) {
	if !(f >= 0) || math.IsInf(f, 1) {
		return nil, fmt.Errorf("times: want a factor of at least 0, have %v", f)
	}
	switch f {
	case 1:
		return d, nil
	case 0:
		return Constant(0), nil
	}
	if d.Mean()*f > longest {
		return nil, fmt.Errorf("times: want a mean of at most 200y, have %v times %s", f, d)
	}
	return New(times(d.Shape, f)), nil
}

// Plus is the law with seconds added to all times, as { plus = "2s" } says. Less than nothing may be added as long as
// no time can become negative; else, and when the mean becomes longer than 200 years, it is an error.
func (d *Dist) Plus(seconds float64) (*Dist, error) {
	if math.IsNaN(seconds) || math.IsInf(seconds, 0) {
		return nil, fmt.Errorf("plus: want a time, have %v", seconds)
	}
	if seconds == 0 {
		return d, nil
	}
	if least := lowest(d.Shape); least+seconds < 0 {
		return nil, fmt.Errorf("plus: want no times below 0s, have %s less %s, which begins at %s", d, FormatSpan(-seconds), FormatSpan(least))
	}
	if d.Mean()+seconds > longest {
		return nil, fmt.Errorf("plus: want a mean of at most 200y, have %s and %s more", d, FormatSpan(seconds))
	}
	return New(plus(d.Shape, seconds)), nil
}

// String is the law as one writes it in a scenario, such as "lognormal(12m, cv 0.8)"; Parse of it gives the same law.
func (d *Dist) String() string { return write(d.Shape) }

func write(s Shape) string {
	if t, ok := s.(fmt.Stringer); ok {
		return t.String()
	}
	return fmt.Sprintf("%T", s)
}

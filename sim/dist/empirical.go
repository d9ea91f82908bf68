package dist

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

const maxValues = 100_000

// empirical is the law of a list of times, kept in order.
type empirical struct {
	values    []float64
	mean, vrc float64
}

// Empirical is the law of times that were measured, in seconds, at least one and at most 100,000: each value of the list
// is as likely as any other, and no value between them ever comes (a step function, not interpolated). So the mean and
// the variance are those of the list itself, and a value may be listed more than once. The list is copied.
//
//	CDF       the share of values <= x
//	quantile  the value of rank ceil(n p)
//	mean      the mean of the values
//	variance  their mean square less the square of their mean (denominator n)
//	written   empirical(10s, 12s, 12s, 15s)
//	source    the inverse of the empirical distribution function, type 1 of Hyndman and Fan, 1996
func Empirical(values []float64) (*Dist, error) {
	if len(values) == 0 || len(values) > maxValues {
		return nil, fmt.Errorf("want 1 to %d values, have %d", maxValues, len(values))
	}
	for _, x := range values {
		if !(0 <= x && x <= longest) {
			return nil, fmt.Errorf("want values from 0s to 200y, have %s", FormatSpan(x))
		}
	}
	return New(newEmpirical(slices.Clone(values))), nil
}

func newEmpirical(values []float64) *empirical {
	slices.Sort(values)
	e := &empirical{values: values}
	for _, x := range values {
		e.mean += x
	}
	e.mean /= float64(len(values))
	for _, x := range values {
		e.vrc += (x - e.mean) * (x - e.mean)
	}
	e.vrc /= float64(len(values))
	return e
}

func readEmpirical(a *arguments) (*Dist, error) {
	values := make([]float64, max(1, len(a.bare)))
	for i := range values {
		values[i] = a.span("a value")
	}
	return a.made(func() (*Dist, error) { return Empirical(values) })
}

// upTo is the number of values of at most x.
func (e *empirical) upTo(x float64) int {
	i, _ := slices.BinarySearchFunc(e.values, x, func(v, x float64) int {
		if v <= x {
			return -1
		}
		return 1
	})
	return i
}

func (e *empirical) CDF(x float64) float64 { return float64(e.upTo(x)) / float64(len(e.values)) }

// at is the value a share p into a part of the list.
func at(values []float64, p float64) float64 {
	i := int(math.Ceil(p*float64(len(values)))) - 1
	return values[min(max(0, i), len(values)-1)]
}

func (e *empirical) Quantile(p float64) float64 { return at(e.values, p) }
func (e *empirical) Mean() float64              { return e.mean }
func (e *empirical) Var() float64               { return e.vrc }

// Residual is a value among those greater than age.
func (e *empirical) Residual(p, age float64) float64 {
	left := e.values[e.upTo(age):]
	if len(left) == 0 {
		return age
	}
	return at(left, p)
}

func (e *empirical) Times(f float64) Shape {
	values := slices.Clone(e.values)
	for i := range values {
		values[i] *= f
	}
	return newEmpirical(values)
}

func (e *empirical) shift(seconds float64) Shape {
	values := slices.Clone(e.values)
	for i := range values {
		values[i] += seconds
	}
	return newEmpirical(values)
}

func (e *empirical) lowest() float64  { return e.values[0] }
func (e *empirical) highest() float64 { return e.values[len(e.values)-1] }

func (e *empirical) String() string {
	texts := make([]string, len(e.values))
	for i, x := range e.values {
		texts[i] = FormatSpan(x)
	}
	return fmt.Sprintf("empirical(%s)", strings.Join(texts, ", "))
}

package dist

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

const maxDiscrete = 10_000

// A Weighted is one time of a [Discrete] law, in seconds, and its weight among the others.
type Weighted struct{ Seconds, Weight float64 }

// discrete is the law of a few times, kept in order. Its guide says for each of as many equal steps of probability at
// which time to begin looking, so that a draw looks at two times on the average, however many there are.
type discrete struct {
	times   []Weighted // no time twice
	reached []float64  // the probability of a time up to this one; the last is 1
	guide   []int32
	mean    float64
	vrc     float64
}

// Discrete is the law of a few times that come with different weights: variants, a short and a long program. At least
// one time from 0 to 200 years and at most 10,000, with weights above 0; only their ratios count, and a time that comes
// twice has both weights. With w_i the weights over their sum,
//
//	CDF       the sum of the weights of times <= x
//	quantile  the least time whose CDF is at least p
//	mean      sum of w_i x_i
//	variance  sum of w_i (x_i - mean)^2
//	written   discrete(10s 0.7, 20s 0.3)
//	source    Law, Simulation Modeling and Analysis, 2015, section 8.4.1; the guide of Chen and Asau, 1974
func Discrete(times []Weighted) (*Dist, error) {
	if len(times) == 0 || len(times) > maxDiscrete {
		return nil, fmt.Errorf("want 1 to %d times, have %d", maxDiscrete, len(times))
	}
	for _, t := range times {
		if !(0 <= t.Seconds && t.Seconds <= longest) {
			return nil, fmt.Errorf("want times from 0s to 200y, have %s", FormatSpan(t.Seconds))
		}
		if !(t.Weight >= 1e-9 && t.Weight <= 1e9) {
			return nil, fmt.Errorf("want weights above 0, from 1e-9 to 1e9, have %v", t.Weight)
		}
	}
	return New(newDiscrete(times)), nil
}

func newDiscrete(times []Weighted) *discrete {
	d := &discrete{}
	for _, t := range slices.SortedStableFunc(slices.Values(times), func(a, b Weighted) int { return cmp.Compare(a.Seconds, b.Seconds) }) {
		if n := len(d.times); n > 0 && d.times[n-1].Seconds == t.Seconds {
			d.times[n-1].Weight += t.Weight
			continue
		}
		d.times = append(d.times, t)
	}
	total := 0.0
	for _, t := range d.times {
		total += t.Weight
		d.reached = append(d.reached, total)
		d.mean += t.Weight * t.Seconds
	}
	d.mean /= total
	for i, t := range d.times {
		d.reached[i] /= total
		d.vrc += t.Weight / total * (t.Seconds - d.mean) * (t.Seconds - d.mean)
	}
	d.guide = make([]int32, len(d.times))
	k := 0
	for i := range d.guide {
		for d.reached[k] < float64(i)/float64(len(d.guide)) {
			k++
		}
		d.guide[i] = int32(k)
	}
	return d
}

func readDiscrete(a *arguments) (*Dist, error) {
	times := make([]Weighted, max(1, len(a.bare)))
	for i := range times {
		times[i] = a.weighted()
	}
	return a.made(func() (*Dist, error) { return Discrete(times) })
}

// upTo is the number of times of at most x.
func (d *discrete) upTo(x float64) int {
	i, _ := slices.BinarySearchFunc(d.times, x, func(t Weighted, x float64) int {
		if t.Seconds <= x {
			return -1
		}
		return 1
	})
	return i
}

func (d *discrete) CDF(x float64) float64 {
	if n := d.upTo(x); n > 0 {
		return d.reached[n-1]
	}
	return 0
}

func (d *discrete) Quantile(p float64) float64 {
	n := len(d.guide)
	i := int(d.guide[min(max(0, int(p*float64(n))-1), n-1)]) // one step early: the product may be rounded up
	for i < n-1 && d.reached[i] < p {
		i++
	}
	return d.times[i].Seconds
}

func (d *discrete) Mean() float64 { return d.mean }
func (d *discrete) Var() float64  { return d.vrc }

// Residual is a time among those greater than age, by their weights.
func (d *discrete) Residual(p, age float64) float64 {
	n := d.upTo(age)
	switch {
	case n == len(d.times):
		return age
	case n == 0:
		return d.Quantile(p)
	}
	f := d.reached[n-1]
	return max(d.times[n].Seconds, d.Quantile(min(f+p*(1-f), 1-0x1p-53)))
}

func (d *discrete) Times(f float64) Shape { return d.each(func(x float64) float64 { return x * f }) }

func (d *discrete) shift(seconds float64) Shape {
	return d.each(func(x float64) float64 { return x + seconds })
}

// each is the law with every time changed, in the same order.
func (d *discrete) each(change func(float64) float64) *discrete {
	times := slices.Clone(d.times)
	for i := range times {
		times[i].Seconds = change(times[i].Seconds)
	}
	return newDiscrete(times)
}

func (d *discrete) lowest() float64  { return d.times[0].Seconds }
func (d *discrete) highest() float64 { return d.times[len(d.times)-1].Seconds }

func (d *discrete) String() string {
	texts := make([]string, len(d.times))
	for i, t := range d.times {
		texts[i] = FormatSpan(t.Seconds) + " " + strconv.FormatFloat(t.Weight, 'f', -1, 64) // a weight is read without an exponent
	}
	return fmt.Sprintf("discrete(%s)", strings.Join(texts, ", "))
}

// weighted takes the next bare argument, a time and its weight.
func (a *arguments) weighted() Weighted {
	const what = `a time and its weight, such as "10s 0.7"`
	if a.next == len(a.bare) {
		a.mistake("want %s", what)
		return Weighted{}
	}
	a.next++
	text := a.bare[a.next-1]
	span, number, _ := strings.Cut(text, " ")
	number = strings.TrimSpace(number)
	seconds, err := Span(span)
	if err != nil {
		a.errs = append(a.errs, fmt.Errorf("a time: %w", err))
		return Weighted{}
	}
	weight, ok := plain(number)
	if !ok {
		a.mistake("want %s, have %q", what, text)
		return Weighted{}
	}
	return Weighted{seconds, weight}
}

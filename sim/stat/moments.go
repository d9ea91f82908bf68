package stat

import "math"

// A Sum adds numbers and keeps what rounding would lose (Neumaier, 1974). The zero value is 0.
type Sum struct{ sum, rest float64 }

// Add adds x.
func (s *Sum) Add(x float64) {
	t := s.sum + x
	if math.Abs(s.sum) >= math.Abs(x) {
		s.rest += (s.sum - t) + x
	} else {
		s.rest += (x - t) + s.sum
	}
	s.sum = t
}

// Value is the sum so far.
func (s Sum) Value() float64 { return s.sum + s.rest }

// Average is the mean of a sample and no more; NaN when it is empty.
func Average(sample []float64) float64 {
	var s Sum
	for _, x := range sample {
		s.Add(x)
	}
	return s.Value() / float64(len(sample))
}

// Var is the variance of a sample (denominator n - 1), by two passes of which the second corrects the first (Chan, Golub
// and LeVeque, 1983); NaN for fewer than two values.
func Var(sample []float64) float64 {
	if len(sample) < 2 {
		return math.NaN()
	}
	mean := Average(sample)
	var squares, rest Sum
	for _, x := range sample {
		d := x - mean
		squares.Add(d * d)
		rest.Add(d)
	}
	n := float64(len(sample))
	return max(0, squares.Value()-rest.Value()*rest.Value()/n) / (n - 1)
}

// StdDev is the square root of Var.
func StdDev(sample []float64) float64 { return math.Sqrt(Var(sample)) }

// Autocorrelation is the correlation of a series with itself a number of steps later, about the mean of all of it; NaN
// when the series is constant or not longer than the lag.
func Autocorrelation(series []float64, lag int) float64 {
	if lag < 0 || lag >= len(series) {
		return math.NaN()
	}
	mean := Average(series)
	var together, alone Sum
	for i, x := range series {
		alone.Add((x - mean) * (x - mean))
		if i >= lag {
			together.Add((x - mean) * (series[i-lag] - mean))
		}
	}
	return together.Value() / alone.Value()
}

// Moments are number, mean and variance of values that come one by one and are not kept (Welford, 1962). The zero value
// has none.
type Moments struct {
	n       int64
	mean, m float64
}

// Add counts one value.
func (m *Moments) Add(x float64) {
	m.n++
	d := x - m.mean
	m.mean += d / float64(m.n)
	m.m += d * (x - m.mean)
}

// Merge adds all that other moments have counted.
func (m *Moments) Merge(o Moments) {
	if o.n == 0 {
		return
	}
	n := float64(m.n + o.n)
	d := o.mean - m.mean
	m.m += o.m + d*d*float64(m.n)*float64(o.n)/n
	m.mean += d * float64(o.n) / n
	m.n += o.n
}

// N is the number of values.
func (m Moments) N() int64 { return m.n }

// Mean is their mean; NaN when there is none.
func (m Moments) Mean() float64 {
	if m.n == 0 {
		return math.NaN()
	}
	return m.mean
}

// Var is their variance (denominator n - 1); NaN for fewer than two.
func (m Moments) Var() float64 {
	if m.n < 2 {
		return math.NaN()
	}
	return m.m / float64(m.n-1)
}

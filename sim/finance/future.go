package finance

import (
	"errors"
	"fmt"
	"math"
	"math/bits"
	"slices"
)

// A Spread is how NPVs of single futures lie: their mean, the values that 5, 50 and 95 % of them do not exceed, and the
// probability that the NPV is negative.
type Spread struct {
	Mean         float64
	P5, P50, P95 float64
	Loss         float64
}

// Draws says how futures are drawn.
type Draws struct {
	Count       int    // futures; 10,000 gives a probability of 5 % ± 0.4 %
	RunsPerYear int    // replications that make a year: 12 when each ran for four weeks; 0 means 1
	Seed        uint64 // the same seed, the same futures
	// MeanError is the quantile function of what is not known about the mean of the sample of Worth: Student's t times its
	// standard error. Each future draws one error for all its years. Nil: the mean is exact.
	MeanError func(p float64) float64
	Tax       *Taxation // futures are after this tax; nil: before any
}

const maxDraws = 100_000_000 // replications drawn in all: a second or two

// FutureNPVs draws single futures. Every year of every future gets replications of its own, drawn with replacement
// from the yearly differences in streams (one value a replication, each as if its luck lasted a whole year), so that one
// lucky replication does not last for ever; on top comes what is not known of their mean, so that few replications do not
// make a narrow future. A draw is a pure function of seed, future, year and run: more futures leave
// the first ones as they were.
func (c Case) FutureNPVs(rate float64, d Draws, streams ...[]float64) ([]float64, error) {
	f, err := c.futures(rate, d, streams)
	if err != nil {
		return nil, err
	}
	npvs := make([]float64, d.Count)
	for i := range npvs {
		npvs[i] = f.npv(rate, uint64(i))
	}
	return npvs, nil
}

// Futures draws the same futures as FutureNPVs and hands over the flows of each, after tax when there is one. The flows are
// overwritten by the next.
func (c Case) Futures(rate float64, d Draws, each func(i int, flows []float64), streams ...[]float64) error {
	f, err := c.futures(rate, d, streams)
	if err != nil {
		return err
	}
	for i := range d.Count {
		off := f.off(uint64(i))
		if d.Tax != nil {
			each(i, f.taxed(uint64(i), off))
			continue
		}
		each(i, f.flowsOf(uint64(i), off))
	}
	return nil
}

// futures is what all futures share.
type futures struct {
	c      Case
	d      Draws
	w      Worth
	shares []float64
	values [][]float64 // by year and replication: all streams together, as they have grown by then
	free   [][]float64 // of that, what is no profit; nil: all is
	flows  []float64   // of one future, when they are needed
	spared []float64   // of these, what is no profit
	space  taxSpace
}

func (c Case) futures(rate float64, d Draws, streams [][]float64) (*futures, error) {
	d.RunsPerYear = max(d.RunsPerYear, 1)
	if err := d.check(len(c.Fixed)); err != nil {
		return nil, err
	}
	if err := checkSamples(streams, c.streams()); err != nil {
		return nil, err
	}
	means := make([]float64, len(streams))
	for s, values := range streams {
		means[s] = mean(values)
	}
	w, err := c.Worth(rate, means, streams)
	if err != nil {
		return nil, err
	}
	if d.Tax != nil && len(d.Tax.capital) != len(c.Fixed) {
		return nil, fmt.Errorf("tax: want it for %d flows, have it for %d", len(c.Fixed), len(d.Tax.capital))
	}
	return &futures{c: c, d: d, w: w, shares: c.shares(means), values: c.byYear(streams, nil), free: c.freeByYear(streams)}, nil
}

// off is by how much the mean of the sample is off in one future.
func (f *futures) off(future uint64) float64 {
	if f.d.MeanError == nil {
		return 0
	}
	return f.d.MeanError((float64(mix(mix(f.d.Seed)^future)>>12) + 0.5) * 0x1p-52)
}

// freeByYear is what is no profit; nil when all is.
func (c Case) freeByYear(streams [][]float64) [][]float64 {
	if !slices.Contains(c.Untaxed, true) {
		return nil
	}
	return c.byYear(streams, c.Untaxed)
}

// byYear sums streams, only some of them or with nil all.
func (c Case) byYear(streams [][]float64, only []bool) [][]float64 {
	values := make([][]float64, len(c.Share))
	for t := range values {
		values[t] = make([]float64, len(streams[0]))
		for s, stream := range streams {
			if only != nil && (s >= len(only) || !only[s]) {
				continue
			}
			for j, x := range stream {
				values[t][j] += x * c.growth(s, t)
			}
		}
	}
	return values
}

// npv is that of one future, after tax when there is one.
func (f *futures) npv(rate float64, future uint64) float64 {
	off := f.off(future)
	if f.d.Tax != nil {
		return Present(rate, f.taxed(future, off))
	}
	npv, v, power := f.w.Fixed, 1/(1+rate), 1.0
	npv += f.w.Now + f.w.Times*off
	for t := 1; t < len(f.shares); t++ {
		power *= v
		npv += f.shares[t] * power * f.year(future, t) / float64(f.d.RunsPerYear)
	}
	return npv
}

// taxed are the flows of one future after tax; what is no profit is left out of it.
func (f *futures) taxed(future uint64, off float64) []float64 {
	flows := f.flowsOf(future, off)
	if f.free == nil {
		return f.d.Tax.after(flows, &f.space)
	}
	if f.spared == nil {
		f.spared = make([]float64, len(flows))
	}
	for t := range flows {
		drawn := 0.0
		if t > 0 {
			drawn = f.sum(f.free[t], future, t) / float64(f.d.RunsPerYear)
		}
		f.spared[t] = f.shares[t] * (drawn + off*f.c.untaxed(t, f.w.Toward))
		flows[t] -= f.spared[t]
	}
	flows = f.d.Tax.after(flows, &f.space)
	for t := range flows {
		flows[t] += f.spared[t]
	}
	return flows
}

// flowsOf are the flows of one future, in which the mean of the sample is off by so much.
func (f *futures) flowsOf(future uint64, off float64) []float64 {
	if f.flows == nil {
		f.flows = make([]float64, len(f.shares))
	}
	for t := range f.flows {
		drawn := f.w.Now
		if t > 0 {
			drawn = f.year(future, t) / float64(f.d.RunsPerYear)
		}
		f.flows[t] = f.c.Fixed[t] + f.shares[t]*(drawn+off*f.c.in(t, f.w.Toward))
	}
	return f.flows
}

// year sums the replications that make one year of one future.
func (f *futures) year(future uint64, t int) float64 {
	return f.sum(f.values[t], future, t)
}

// sum is that of one value a replication.
func (f *futures) sum(values []float64, future uint64, t int) float64 {
	sum := 0.0
	for run := range f.d.RunsPerYear {
		sum += values[draw(f.d.Seed, future, uint64(t), uint64(run), len(values))]
	}
	return sum
}

func (d Draws) check(years int) error {
	if d.Count < 1 {
		return fmt.Errorf("draws: want at least 1, have %d", d.Count)
	}
	if float64(d.Count)*float64(d.RunsPerYear)*float64(years) > maxDraws {
		return fmt.Errorf("draws: want at most %d replications in all, have %d futures of %d years of %d runs", maxDraws, d.Count, years, d.RunsPerYear)
	}
	return nil
}

// draw gives an index below n, by hashing its key; the upper half of a product keeps it even for any n.
func draw(seed, future, year, run uint64, n int) int {
	key := mix(mix(mix(mix(seed)^future)^year) ^ run)
	high, _ := bits.Mul64(key, uint64(n))
	return int(high)
}

// mix is the output function of SplitMix64 (G. Steele, D. Lea, C. Flood, 2014): each bit of x moves half of the result.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// SpreadOf sums up NPVs of single futures. Percentiles are interpolated between neighbours.
func SpreadOf(npvs []float64) (Spread, error) {
	if len(npvs) == 0 {
		return Spread{}, errors.New("futures: want at least one, have none")
	}
	var s Spread
	for _, x := range npvs {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return Spread{}, fmt.Errorf("futures: want numbers, have %v", x)
		}
		s.Mean += x / float64(len(npvs))
		if x < 0 {
			s.Loss++
		}
	}
	s.Loss /= float64(len(npvs))
	sorted := slices.Sorted(slices.Values(npvs))
	s.P5, s.P50, s.P95 = percentile(sorted, 0.05), percentile(sorted, 0.5), percentile(sorted, 0.95)
	return s, nil
}

func percentile(sorted []float64, p float64) float64 {
	at := p * float64(len(sorted)-1)
	i := int(at)
	if i+1 == len(sorted) {
		return sorted[i]
	}
	return sorted[i] + (at-float64(i))*(sorted[i+1]-sorted[i])
}

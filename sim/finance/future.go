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
	// MeanError is the quantile function of what is not known about the mean of the values: Student's t times its standard
	// error. Each future draws one error for all its years. Nil: the mean is exact.
	MeanError func(p float64) float64
}

const maxDraws = 100_000_000 // replications drawn in all: a second or two

// FutureNPVs draws single futures. Every year of every future gets replications of its own, drawn with replacement
// from the yearly differences in values (one per replication, each as if its luck lasted a whole year), so that one
// lucky replication does not last for ever; on top comes what is not known of their mean, so that few replications do not
// make a narrow future. A draw is a pure function of seed, future, year and run: more futures leave
// the first ones as they were.
func (c Case) FutureNPVs(rate float64, values []float64, d Draws) ([]float64, error) {
	d.RunsPerYear = max(d.RunsPerYear, 1)
	if err := d.check(len(c.Fixed)); err != nil {
		return nil, err
	}
	if len(values) == 0 {
		return nil, errors.New("values: want at least one, have none")
	}
	mean := 0.0
	for _, x := range values {
		if err := checkAmount("value", x); err != nil {
			return nil, err
		}
		mean += x / float64(len(values))
	}
	share := c.share(mean)
	fixed, unit, err := c.worth(rate, mean)
	if err != nil {
		return nil, err
	}
	npvs := make([]float64, d.Count)
	for i := range npvs {
		npv, v, power := fixed, 1/(1+rate), 1.0
		if d.MeanError != nil {
			npv += unit * d.MeanError((float64(mix(mix(d.Seed)^uint64(i))>>12)+0.5)*0x1p-52)
		}
		for t := 1; t < len(share); t++ {
			power *= v
			sum := 0.0
			for run := range d.RunsPerYear {
				sum += values[draw(d.Seed, uint64(i), uint64(t), uint64(run), len(values))]
			}
			npv += share[t] * power * sum / float64(d.RunsPerYear)
		}
		npvs[i] = npv
	}
	return npvs, nil
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

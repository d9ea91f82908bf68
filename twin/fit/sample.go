package fit

import (
	"math"
	"slices"

	"tweeling/sim/stat"
)

// A Sample is times in seconds that were seen to their end, and times that were not: those lasted at least so long
// (right-censored), as the uptime that still went on when the log ended. To leave those out would make times look shorter
// than they are.
type Sample struct {
	Seen []float64
	Cut  []float64
}

// Len is how many times there are, cut ones too.
func (s *Sample) Len() int { return len(s.Seen) + len(s.Cut) }

// total is the sum of all times.
func (s *Sample) total() float64 {
	var sum stat.Sum
	for _, x := range s.Seen {
		sum.Add(x)
	}
	for _, x := range s.Cut {
		sum.Add(x)
	}
	return sum.Value()
}

// mostFitted bounds the work of fitting: of more times so many are taken, evenly over their order of size, so that their
// law is that of all.
const mostFitted = 4000

// thinned is a sample of at most most values with the same law, in rising order.
func (s *Sample) thinned(most int) Sample {
	return Sample{thin(s.Seen, most), thin(s.Cut, most)}
}

func thin(values []float64, most int) []float64 {
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	if len(sorted) <= most {
		return sorted
	}
	out := make([]float64, most)
	for i := range out {
		out[i] = sorted[int((float64(i)+0.5)*float64(len(sorted))/float64(most))]
	}
	return out
}

// logs are the sums that likelihoods are made of.
type logs struct {
	n              float64
	sum, low, high float64
	log, logSquare float64
	square         float64
}

func logsOf(values []float64) logs {
	l := logs{n: float64(len(values)), low: math.Inf(1), high: math.Inf(-1)}
	for _, x := range values {
		g := math.Log(x)
		l.sum += x
		l.square += x * x
		l.log += g
		l.logSquare += g * g
		l.low, l.high = min(l.low, x), max(l.high, x)
	}
	return l
}

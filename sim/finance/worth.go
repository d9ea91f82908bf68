package finance

import (
	"fmt"
	"math"
	"slices"
)

// A Worth is what the expected NPV is made of: Fixed + Times x the mean of Sample, which has one value a replication. The
// interval of that mean, times the size of Times, is the exact interval of the expected NPV, however its streams hang
// together. Of a case of one stream the sample is the stream itself.
type Worth struct {
	Fixed float64
	Linear
	Other Linear    // the same where the difference has the other sign, see Case.Loss
	Means []float64 // of the streams
	Now   float64   // what of them falls now
	// Toward is by how much the mean of each stream is most likely off when that of the sample is off by 1: the slope of its
	// regression on the sample.
	Toward []float64
}

// A Linear is a number that is Times x the mean of Sample.
type Linear struct {
	Times  float64
	Sample []float64
}

// Worth tells what the NPV is made of, from the yearly differences by stream and replication and the mean of each stream.
func (c Case) Worth(rate float64, means []float64, streams [][]float64) (Worth, error) {
	if err := c.checkStreams(means); err != nil {
		return Worth{}, err
	}
	if err := checkSamples(streams, c.streams()); err != nil {
		return Worth{}, err
	}
	w := Worth{Means: means, Now: c.in(0, means)}
	var err error
	if w.Fixed, err = NPV(rate, c.Fixed); err != nil {
		return Worth{}, err
	}
	if w.Linear, err = c.linear(rate, c.shares(means), streams); err != nil {
		return Worth{}, err
	}
	opposite := make([]float64, len(means))
	for s, m := range means {
		opposite[s] = -m
	}
	if w.Other, err = c.linear(rate, c.shares(opposite), streams); err != nil {
		return Worth{}, err
	}
	w.Toward = toward(w.Sample, streams)
	return w, nil
}

// linear sums the streams with the weight of each, as shares of the largest, so that one stream stays as it is.
func (c Case) linear(rate float64, shares []float64, streams [][]float64) (Linear, error) {
	weights, err := c.weights(rate, shares)
	if err != nil {
		return Linear{}, err
	}
	l := Linear{Sample: slices.Clone(streams[0])}
	for _, x := range weights {
		if math.Abs(x) > math.Abs(l.Times) {
			l.Times = x
		}
	}
	if l.Times == 0 {
		clear(l.Sample)
		return l, nil
	}
	for j := range l.Sample {
		l.Sample[j] = 0
		for s, stream := range streams {
			l.Sample[j] += weights[s] / l.Times * stream[j]
		}
	}
	return l, nil
}

// toward is the slope of the regression of each stream on the sample.
func toward(sample []float64, streams [][]float64) []float64 {
	slopes := make([]float64, len(streams))
	if len(streams) == 1 {
		slopes[0] = 1
		return slopes
	}
	centre := mean(sample)
	square := 0.0
	for _, y := range sample {
		square += (y - centre) * (y - centre)
	}
	if square == 0 {
		return slopes
	}
	for s, stream := range streams {
		m := mean(stream)
		for j, y := range sample {
			slopes[s] += (stream[j] - m) * (y - centre) / square
		}
	}
	return slopes
}

func mean(xs []float64) float64 {
	sum := 0.0
	for _, x := range xs {
		sum += x / float64(len(xs))
	}
	return sum
}

// At are the means of the streams when that of the sample is off by so much: the ends of an interval.
func (w Worth) At(off float64) []float64 {
	at := slices.Clone(w.Means)
	for s := range at {
		at[s] += w.Toward[s] * off
	}
	return at
}

// An EffectRange is a share of what was promised, with its interval. Nil: no share is enough.
type EffectRange struct{ Low, Mid, High *float64 }

// Required is the share of the promised effect that must come true for the NPV to be zero, when the mean of the sample is
// mean ± half: Fieller's interval, as that of a payback. What falls now is a cost, and no promise.
func (w Worth) Required(mean, half float64) EffectRange {
	share := func(at float64) *float64 {
		promised := w.Times*at - w.Now
		if promised <= 0 {
			return nil
		}
		x := -(w.Fixed + w.Now) / promised
		return &x
	}
	off := half
	if w.Times < 0 {
		off = -half
	}
	return EffectRange{Low: share(mean + off), Mid: share(mean), High: share(mean - off)}
}

// checkSamples is for differences by stream and replication.
func checkSamples(streams [][]float64, n int) error {
	if len(streams) != n {
		return fmt.Errorf("values: want those of %d streams, have %d", n, len(streams))
	}
	for _, values := range streams {
		if len(values) == 0 {
			return fmt.Errorf("values: want at least one, have none")
		}
		if len(values) != len(streams[0]) {
			return fmt.Errorf("values: want as many in each stream, have %d and %d", len(streams[0]), len(values))
		}
		for _, x := range values {
			if err := checkAmount("value", x); err != nil {
				return err
			}
		}
	}
	return nil
}

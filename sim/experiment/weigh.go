package experiment

import (
	"cmp"
	"context"
	"math"
	"slices"

	"tweeling/sim/scenario"
	"tweeling/sim/stat"
)

// A Weight is how much the line as it is depends on one input: what a larger one does, on the same chance.
type Weight struct {
	scenario.Input
	Nudge        scenario.Nudge
	Output, Cost Change // of good parts, and of what one costs
}

// A Change is a mean paired difference as a share of the figure itself, with its interval.
type Change struct {
	Mean, HalfWidth float64
	Why             string // not empty: there is no such figure
}

// leastShown is a change that nobody would act on, even where chance lets it be seen.
const leastShown = 0.0005

// shows tells how large a change is at least, in either direction: what its interval leaves.
func (c Change) shows() float64 {
	if c.Why != "" {
		return 0
	}
	return max(0, math.Abs(c.Mean)-c.HalfWidth)
}

// Shows tells whether the input is known to matter: one of its changes is surely more than a twentieth of a per cent.
func (w *Weight) Shows() bool { return w.size() > leastShown }

func (w *Weight) size() float64 { return max(w.Output.shows(), w.Cost.shows()) }

// Weighing is how inputs are weighed: each is made a tenth larger, and the line runs so many times.
const (
	weighedBy   = 0.1
	weighedRuns = 6
	mostWeighed = 100
)

// Weigh tells which of the inputs the line as it is depends on most: the largest change first. Those that cannot be
// changed alone are left out, and so are all beyond the first hundred.
func Weigh(ctx context.Context, s *scenario.Scenario, inputs []scenario.Input, set Settings) ([]Weight, error) {
	s, err := Warmed(ctx, s, set)
	if err != nil {
		return nil, err
	}
	r := &runner{ctx: ctx, settings: set, seed: s.Run.Seed}
	if set.Seed != nil {
		r.seed = *set.Seed
	}
	base, err := NewSystem(s, AsIs)
	if err != nil {
		return nil, err
	}
	r.systems, r.samples = []*System{base}, [][]*Sample{nil}
	var weights []Weight
	for _, in := range inputs {
		nudged, what, ok := s.Nudged(in.Path, weighedBy)
		if !ok || len(weights) == mostWeighed {
			continue
		}
		sys, err := NewSystem(nudged, AsIs)
		if err != nil {
			continue // the larger value is one that a line cannot have
		}
		weights = append(weights, Weight{Input: in, Nudge: what})
		r.systems, r.samples = append(r.systems, sys), append(r.samples, nil)
	}
	if len(weights) == 0 {
		return nil, nil
	}
	if err := r.extend(weighedRuns); err != nil {
		return nil, err
	}
	for i := range weights {
		weights[i].Output = change(r.samples[0], r.samples[i+1], "output_per_week")
		weights[i].Cost = change(r.samples[0], r.samples[i+1], "cost_per_part")
	}
	slices.SortStableFunc(weights, func(a, b Weight) int { return cmp.Compare(b.size(), a.size()) })
	return weights, nil
}

// change is the paired difference of one figure, as a share of what it was.
func change(before, after []*Sample, name string) Change {
	k, _ := lineIndex(name)
	from, why := column(before, k)
	to, other := column(after, k)
	switch {
	case why != "":
		return Change{Why: why}
	case other != "":
		return Change{Why: other}
	case stat.Average(from) == 0:
		return Change{Why: "it is 0"}
	}
	e, size := stat.Mean(stat.Differences(to, from)), math.Abs(stat.Average(from))
	return Change{Mean: e.Mean / size, HalfWidth: e.HalfWidth / size}
}

// EvidenceJSON is where the inputs of a scenario come from, and which of them matter most, as JSON.
type EvidenceJSON struct {
	Counts  map[string]int `json:"counts"`
	Inputs  []InputJSON    `json:"inputs"`
	Weights []WeightJSON   `json:"weights"`
}

// InputJSON is one input as JSON; an empty grade is one that the scenario does not state.
type InputJSON struct {
	Path   string `json:"path"`
	Value  string `json:"value"`
	Grade  string `json:"grade"`
	Source string `json:"source,omitempty"`
	Date   string `json:"date,omitempty"`
	N      int    `json:"n,omitempty"`
}

// WeightJSON is what a larger input does to the line as it is: relative changes with their intervals at 95 %.
type WeightJSON struct {
	Path   string      `json:"path"`
	Times  float64     `json:"times"`
	Output *ChangeJSON `json:"output"`
	Cost   *ChangeJSON `json:"cost_per_part"`
}

// ChangeJSON is a relative change as JSON.
type ChangeJSON struct {
	Mean      float64 `json:"mean"`
	HalfWidth float64 `json:"half_width"`
}

// Evidence gives the inputs of a scenario and their weights in the stable shape.
func Evidence(inputs []scenario.Input, weights []Weight) *EvidenceJSON {
	j := &EvidenceJSON{Counts: map[string]int{"not stated": 0}, Inputs: []InputJSON{}, Weights: []WeightJSON{}}
	for _, g := range scenario.Grades {
		j.Counts[g] = 0
	}
	for _, in := range inputs {
		one := InputJSON{Path: in.Path, Value: in.Text, Grade: in.Grade, Source: in.Source, N: in.N}
		if !in.Date.IsZero() {
			one.Date = in.Date.Format("2006-01-02")
		}
		j.Inputs = append(j.Inputs, one)
		if in.Grade == "" {
			j.Counts["not stated"]++
			continue
		}
		j.Counts[in.Grade]++
	}
	for i := range weights {
		w := &weights[i]
		j.Weights = append(j.Weights, WeightJSON{w.Path, w.Nudge.Share, w.Output.json(), w.Cost.json()})
	}
	return j
}

func (c Change) json() *ChangeJSON {
	if c.Why != "" {
		return nil
	}
	return &ChangeJSON{c.Mean, c.HalfWidth}
}

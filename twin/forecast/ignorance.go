package forecast

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"

	"tweeling/sim"
	"tweeling/sim/dist"
	"tweeling/sim/plant"
	"tweeling/sim/scenario"
)

// Ignorance is what nobody knows of a line, each of which comes out once in a future: the means of laws that were fitted to few
// times, and what the file says as [low, likely, high].
type Ignorance struct {
	Laws     []Law
	Unknowns []string // paths of the values that are drawn
	Left     []string // paths of those that change the line and are taken at their likely value: how many there are of something
	scenario *scenario.Scenario
	plan     string
	plant    *plant.Plant
	guesses  []guess
}

// A guess is one value that is drawn.
type guess struct {
	index int // among the unknowns of the scenario
	dist.Guess
}

// NewIgnorance finds what nobody knows of the line of a plan. What changes no more than money is left out.
func NewIgnorance(s *scenario.Scenario, plan string, p *plant.Plant) (*Ignorance, error) {
	g := &Ignorance{Laws: Laws(s, p.Model), scenario: s, plan: plan, plant: p}
	base, measures, err := s.Model(plan)
	if err != nil {
		return nil, err
	}
	for i := range s.Unknowns {
		u := &s.Unknowns[i]
		one, err := dist.NewGuess(u.Low, u.Likely, u.High)
		if err != nil || one.Known() { // the reader has checked that they rise
			continue
		}
		if of := strings.Split(u.Path, "."); of[0] == "economics" || of[0] == "measure" && !slices.Contains(measures, of[1]) {
			continue
		}
		matters, adopts := false, true
		for _, x := range []float64{one.Quantile(1e-4), one.Quantile(1 - 1e-4)} {
			values := asLikely(s)
			values[i] = x
			other, m, err := g.build(values)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", u.Path, err)
			}
			matters = matters || !reflect.DeepEqual(m, base)
			adopts = adopts && p.Shaped(other)
		}
		switch {
		case matters && adopts:
			g.guesses = append(g.guesses, guess{i, one})
			g.Unknowns = append(g.Unknowns, u.Path)
		case matters:
			g.Left = append(g.Left, u.Path)
		}
	}
	return g, nil
}

// asLikely leaves each unknown at its likely value.
func asLikely(s *scenario.Scenario) []float64 {
	values := make([]float64, len(s.Unknowns))
	for i := range values {
		values[i] = math.NaN()
	}
	return values
}

// build makes the plant of one future, in which unknowns have come out so.
func (g *Ignorance) build(values []float64) (*plant.Plant, *plant.Model, error) {
	s, err := g.scenario.Settled(values)
	if err != nil {
		return nil, nil, err
	}
	m, _, err := s.Model(g.plan)
	if err != nil {
		return nil, nil, err
	}
	p, err := plant.Build(m)
	return p, m, err
}

// fork lets a line go on in one future.
func (g *Ignorance) fork(live *sim.Line, key, seed, future uint64) (*sim.Line, error) {
	switch {
	case g == nil:
		return live.Fork(key, nil), nil
	case len(g.guesses) == 0:
		return live.Fork(key, drawn(g.Laws, seed, future)), nil
	}
	values := asLikely(g.scenario)
	for k := range g.guesses {
		one := &g.guesses[k]
		values[one.index] = one.Quantile(sim.NewStream(seed, "unknown", g.Unknowns[k]).Uniform(future))
	}
	p, _, err := g.build(values)
	if err != nil {
		return nil, err
	}
	return g.plant.ForkAs(live, key, p, drawn(lawsIn(p.Model, g.Laws), seed, future)), nil
}

package invest

import (
	"context"
	"slices"

	"tweeling/sim/experiment"
	"tweeling/sim/scenario"
	"tweeling/sim/stat"
)

// A Result is what a search found.
type Result struct {
	Scenario      *scenario.Scenario
	Settings      Settings
	Seed          uint64
	Best          *Option            // of no measures, when none is worth its money
	Ranked        []*Option          // that were run as often as any, the best first
	Compared      *experiment.Result // the line as it is and the best, as compare has them; alone, when the best is to do nothing
	Frontier      []*Option
	Naive         []Naive
	Contributions []Contribution // of the measures of the best, in order of the scenario
	Stages        []Stage        // empty: it cannot come about as fast as is asked
	Doubt         Doubt
	Risk          *Risk              // of the best; nil when that is to do nothing
	Pilot         *Pilot             // nil: the best cannot be divided
	Guards        []experiment.Guard // of all measures that were run alone
	Options       int                // sets that were run, the line as it is left out
	Refused       []Refusal
	Over          int  // sets that the budget does not reach
	Cut           bool // not all that a model proposes could be looked at: there may be better ones
}

// Find looks for the set of measures that is worth most. When ctx is cancelled it returns an [experiment.Interrupted].
func Find(ctx context.Context, s *scenario.Scenario, set Settings) (*Result, error) {
	x, err := newSearch(ctx, s, set)
	if err != nil {
		return nil, err
	}
	for _, step := range []func() error{x.screen, x.refine, x.share} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return x.result()
}

// best is the option that is worth most of those that were run as often as any.
func (x *search) best() *Option { return x.ranked(x.runs)[0] }

// share runs all that is in the best set often enough to share its worth.
func (x *search) share() error {
	var list []*Option
	for s := range x.best().Set.Subsets() {
		fits, err := x.try(s)
		if err != nil {
			return err
		}
		if fits {
			list = append(list, x.options[s])
		}
	}
	return x.run(Sharing, min(shared, x.runs), list...)
}

func (x *search) result() (*Result, error) {
	r := &Result{Scenario: x.scenario, Settings: x.settings, Seed: x.seed, Best: x.best(), Ranked: x.ranked(x.runs),
		Options: len(x.options) - 1, Refused: slices.Concat(x.refused, x.overdrawn()), Over: x.over, Cut: x.cut}
	all := map[Set]*Option{}
	for s, o := range x.options {
		if x.affordable(s) && x.possible(o) {
			all[s] = o
		}
	}
	r.Frontier = frontier(inOrder(all))
	r.Naive = []Naive{addUp(all), oneByOne(all, len(x.names))}
	r.Contributions = x.contributions(r.Best)
	r.Doubt = doubt(r.Best, r.Ranked, x.runs, x.seed)
	var err error
	if r.Guards, err = x.guards(); err != nil {
		return nil, err
	}
	if r.Best.Set == 0 {
		r.Compared, err = x.batch.Result(x.scenario, x.runs, x.options[0].number)
		return r, err
	}
	if r.Compared, err = x.batch.Result(x.scenario, x.runs, x.options[0].number, r.Best.number); err != nil {
		return nil, err
	}
	if r.Stages, err = x.stages(r.Best); err != nil {
		return nil, err
	}
	var whole *futures
	if r.Risk, whole, err = x.risk(r.Best); err != nil {
		return nil, err
	}
	r.Pilot, err = x.pilot(r.Best, r.Stages, whole)
	return r, err
}

// guards looks at each measure that was run alone, as often as it was.
func (x *search) guards() ([]experiment.Guard, error) {
	var list []experiment.Guard
	for i := range x.names {
		o := x.options[Set(0).With(i)]
		if o == nil || len(o.Samples) < 2 {
			continue
		}
		alone, err := x.batch.Result(x.scenario, min(len(o.Samples), x.runs), x.options[0].number, o.number)
		if err != nil {
			return nil, err
		}
		list = append(list, alone.Guards()...)
	}
	return list, nil
}

// worth is what is left of a set is worth, when measures that require others without having them are taken out.
func (x *search) worth(s Set) []float64 {
	for {
		if o, ok := x.options[s]; ok {
			return o.NPVs
		}
		less := s
		for i := range s.Members() {
			for _, need := range x.scenario.Measures[i].Requires {
				if k := slices.Index(x.names, need); k < 0 || !s.Has(k) {
					less = less.Without(i)
				}
			}
		}
		if less == s {
			return x.options[0].NPVs
		}
		s = less
	}
}

func (x *search) contributions(best *Option) []Contribution {
	n := min(shared, x.runs)
	parts := shapley(best.Set, x.worth, n)
	var list []Contribution
	for i := range best.Set.Members() {
		rest, alone := x.worth(best.Set.Without(i)), x.worth(Set(0).With(i))
		given := make([]float64, n)
		for j := range given {
			given[j] = best.NPVs[j] - rest[j]
		}
		list = append(list, Contribution{x.names[i], stat.Mean(alone[:n]), stat.Mean(given), stat.Mean(parts[i])})
	}
	return list
}

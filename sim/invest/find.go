package invest

import (
	"cmp"
	"context"
	"math"
	"slices"

	"tweeling/sim/experiment"
	"tweeling/sim/scenario"
)

// A Result is what a search found.
type Result struct {
	Scenario      *scenario.Scenario
	Settings      Settings
	Seed          uint64
	Best          *Option            // of no measures, when none is worth its money
	Ranked        []*Option          // that were run as often as any, the best first
	All           []*Option          // that were run and can be, by their sets
	Compared      *experiment.Result // the line as it is and the best, as compare has them; alone, when the best is to do nothing
	Frontier      []*Option
	Naive         []Naive
	Contributions []Contribution // of the measures of the best, in order of the scenario
	Stages        []Stage        // empty: it cannot come about as fast as is asked
	Doubt         Doubt
	Certainty     Certainty
	Split         *Split             // of the best over two calendar years; nil: that brings little, or there is no tax
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
	s, err := experiment.Warmed(ctx, s, experiment.Settings{Seed: set.Seed, Workers: set.Workers})
	if err != nil {
		return nil, err
	}
	x, err := newSearch(ctx, s, set)
	if err != nil {
		return nil, err
	}
	for _, step := range []func() error{x.screen, x.refine, x.weigh, x.share} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return x.result()
}

// best is the option that is worth most of those that were run as often as any and, where what is not known was looked at,
// of those that were looked at, or to do nothing. The metamodels know the means over what is not known by so much only: what
// they cannot tell apart is chosen by likely values.
func (x *search) best() *Option {
	list := x.ranked(x.runs)
	if x.worlds == nil {
		return list[0]
	}
	list = slices.DeleteFunc(list, func(o *Option) bool { return !o.Weighed && o.Set != 0 })
	first := list[0]
	best := first
	for _, o := range list[1:] {
		if first.Mean()-o.Mean() < math.Hypot(first.off, o.off) && o.NPV().Mean > best.NPV().Mean {
			best = o
		}
	}
	return best
}

func (x *search) result() (*Result, error) {
	r := &Result{Scenario: x.scenario, Settings: x.settings, Seed: x.seed, Best: x.best(), Options: len(x.options) - 1,
		Refused: slices.Concat(x.refused, x.overdrawn()), Over: x.over, Cut: x.cut}
	r.Ranked = x.ranked(x.runs)
	slices.SortStableFunc(r.Ranked, func(a, b *Option) int { return cmp.Compare(b.beside(r.Best), a.beside(r.Best)) })
	all := map[Set]*Option{}
	for s, o := range x.options {
		if x.possible(o) {
			all[s] = o
		}
	}
	r.All = inOrder(all)
	told(r.All, r.Best)
	r.Frontier = frontier(r.All)
	r.Naive = []Naive{addUp(all), oneByOne(all, len(x.names))}
	r.Contributions = x.contributions(r.Best)
	r.Doubt = doubt(r.Best, x.rivals(r.Best), len(r.Best.NPVs), x.seed)
	r.Certainty = x.certainty(r.Best)
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
	r.Split = x.split(r.Best)
	if r.Pilot, err = x.pilot(r.Best, r.Stages); err != nil {
		return nil, err
	}
	r.Risk, err = x.risk(r.Best)
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

// mostRivals is how many dropped options the doubt of the choice looks at.
const mostRivals = 100

// rivals are all options that may be better than the chosen one.
func (x *search) rivals(chosen *Option) []*Option {
	var list []*Option
	for _, o := range firstOf(x.ranked(2), mostRivals) {
		if o != chosen {
			list = append(list, o)
		}
	}
	return list
}

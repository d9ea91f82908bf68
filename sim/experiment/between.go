package experiment

import (
	"context"

	"tweeling/sim/scenario"
)

// A Side is one of two lines that are compared, under the name that it has in the result.
type Side struct {
	Scenario   *scenario.Scenario
	Plan, Name string
}

// Between runs two lines that need not be of one scenario on the same chance: what has the same name in both draws the
// same. Both run as the first scenario says, so that they are watched equally long and from the same moment; each keeps
// its own calendar and its own money. Money is compared only where both count it.
func Between(ctx context.Context, a, b Side, set Settings) (*Result, error) {
	var err error
	if a.Scenario, err = Warmed(ctx, a.Scenario, set); err != nil {
		return nil, err
	}
	r := &runner{ctx: ctx, settings: set, seed: a.Scenario.Run.Seed}
	if set.Seed != nil {
		r.seed = *set.Seed
	}
	priced := a.Scenario.Economics.Given && b.Scenario.Economics.Given
	for _, side := range []Side{a, b} {
		sys, err := NewSystem(side.Scenario, side.Plan)
		if err != nil {
			return nil, err
		}
		sys.Plan = side.Name
		sys.warmup, sys.horizon = a.Scenario.Run.Warmup, a.Scenario.Run.Horizon
		sys.Plant.Layout.BinWidth, sys.Plant.Layout.Bins = binning(sys.warmup + sys.horizon)
		sys.Economics.Given = sys.Economics.Given && priced
		r.systems, r.samples = append(r.systems, sys), append(r.samples, nil)
	}
	if err := r.settle(a.Scenario.Run); err != nil {
		return nil, err
	}
	return gather(a.Scenario, r)
}

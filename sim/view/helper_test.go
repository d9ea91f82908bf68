package view

import (
	"context"

	"tweeling/sim/experiment"
	"tweeling/sim/scenario"
)

// replicate is what the experiment finds for the first replication of a plan.
func replicate(s *scenario.Scenario, plan string) (*experiment.Sample, error) {
	y, err := experiment.NewSystem(s, plan)
	if err != nil {
		return nil, err
	}
	return y.Replicate(context.Background(), s.Run.Seed, 0)
}

package invest

import (
	"tweeling/sim/experiment"
	"tweeling/sim/stat"
)

// An Option is one set of measures and what it is worth.
type Option struct {
	Set      Set
	Measures []string  // in order of the scenario
	Capex    float64   // likely
	Over     float64   // the chance that it costs more than the budget
	NPVs     []float64 // by replication, as if the luck of each lasted for ever: for differences, not for risk
	Choke    string    // the station that is the bottleneck with it
	Plan     string    // as it is called in the runs
	System   *experiment.System
	Samples  []*experiment.Sample
	number   int // in the batch
}

// NPV is the mean net present value and how well it is known, chance alone.
func (o *Option) NPV() stat.Estimate { return stat.Mean(o.NPVs) }

// A Valued tells what a set is worth, by replication. What the line is worth as it is is 0.
type Valued func(Set) []float64

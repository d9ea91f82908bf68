package invest

import (
	"tweeling/sim/experiment"
	"tweeling/sim/stat"
)

// An Option is one set of measures and what it is worth.
type Option struct {
	Set        Set
	Measures   []string  // in order of the scenario
	Capex      float64   // likely
	NPVs       []float64 // by replication, as if the luck of each lasted for ever: for differences, not for risk
	Unsure     float64   // what its mean is more once what is not known is not taken to come out as likely
	Weighed    bool      // whether that was looked at; else Unsure is 0
	Bottleneck string    // the station that is the bottleneck with it
	Plan       string    // as it is called in the runs
	System     *experiment.System
	Samples    []*experiment.Sample
	number     int     // in the batch
	off        float64 // the standard error of Unsure, by the metamodel
}

// NPV is the mean net present value and how well it is known, chance alone.
func (o *Option) NPV() stat.Estimate { return stat.Mean(o.NPVs) }

// Mean is what it is taken to be worth in the choice: by chance and, where that was looked at, by what is not known.
func (o *Option) Mean() float64 { return o.NPV().Mean + o.Unsure }

// beside is what it is taken to be worth beside the chosen one: what was not looked at in other futures is taken to lose by
// them what that does.
func (o *Option) beside(chosen *Option) float64 {
	if o.Weighed || o.Set == 0 {
		return o.Mean()
	}
	return o.NPV().Mean + chosen.Unsure
}

// A Valued tells what a set is worth, by replication; there are n of each at least. What the line is worth as it is is 0.
type Valued func(Set) []float64

package experiment

import (
	"time"

	"tweeling/sim"
	"tweeling/sim/cost"
	"tweeling/sim/plant"
)

// metering is what a meter must know of a plant; nil where nothing that money is counted by depends on it.
func metering(p *plant.Plant, econ *cost.Economics, until time.Duration) *sim.Metering {
	if !econ.Given || !econ.Metered() {
		return nil
	}
	m := &sim.Metering{KW: make([]map[string]float64, len(p.Layout.Nodes)), Rate: econ.Rates(until), Until: until}
	for i := range p.Elements {
		for _, id := range p.Elements[i].IDs {
			m.KW[id] = power(&p.Elements[i])
		}
	}
	return m
}

// metered hands the ledger what a meter reads.
func (y *System) metered(b *cost.Watched, meter *sim.Meter) {
	r := meter.Read()
	b.Peaks = cost.Months(r.KW, b.Duration)
	for i := range b.Elements {
		for _, id := range y.Plant.Elements[i].IDs {
			b.Elements[i].Paid += r.Paid[id]
		}
	}
}

// Contract is whether a plan keeps to the power that is contracted.
type Contract struct {
	KW     float64 // contracted
	Over   int     // replications in which some quarter of an hour drew more
	Most   float64 // kW, the largest of all
	Checks int     // replications
}

// Contract holds the peaks of replications against what is contracted; nil where nothing is.
func (y *System) Contract(samples []*Sample) *Contract {
	if y.metering == nil || y.Economics.Contracted == 0 {
		return nil
	}
	c := &Contract{KW: y.Economics.Contracted}
	for _, s := range samples {
		if s == nil {
			continue
		}
		c.Checks++
		c.Most = max(c.Most, s.Ledger.PeakKW)
		if s.Ledger.PeakKW > c.KW*(1+crumb) {
			c.Over++
		}
	}
	return c
}

// crumb is by how much sums of powers may be off.
const crumb = 1e-9

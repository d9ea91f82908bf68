package invest

import (
	"math"

	"tweeling/sim/cost"
	"tweeling/sim/experiment"
	"tweeling/sim/finance"
	"tweeling/sim/scenario"
)

// An ignorance is what is not known of an option, and what that does to its flows.
type ignorance struct {
	inputs  []input
	surface *surface // of the change of each flow, and last of the NPV; nil when all is known
	good    []float64
	rate    int // the input that is the discount rate; -1: it is known
	years   int // flows, now included
}

const (
	runsPerInput = 10 // of a metamodel
	leastRuns    = 40
	mostRuns     = 120
)

// ignorance runs an option in futures that are spread over what is not known, each once and on the chance of one of the
// replications that it has. What changes against that replication is what the future does, since the chance is the same.
func (x *search) ignorance(o *Option, business *cost.Business) (*ignorance, error) {
	g := &ignorance{rate: -1}
	likely, err := business.Expected()
	if err != nil {
		return nil, err
	}
	g.years = len(likely)
	if g.inputs, err = x.inputs(o.Set); err != nil || len(g.inputs) == 0 {
		return g, err
	}
	points, outcomes, err := x.changes(o, business, g)
	if err != nil {
		return nil, err
	}
	if g.surface, err = fit(points, outcomes); err != nil {
		return nil, err
	}
	for k := range g.inputs {
		slope := g.surface.coef[g.years][1+k]
		g.good = append(g.good, math.Copysign(1, slope))
		if g.inputs[k].Path == "economics.discount_rate" {
			g.rate = k
		}
	}
	return g, nil
}

// changes runs the futures, and gives their points and by how much their flows, and their NPV, differ from likely ones.
func (x *search) changes(o *Option, business *cost.Business, g *ignorance) (points, outcomes [][]float64, err error) {
	n := min(max(runsPerInput*len(g.inputs), leastRuns), mostRuns)
	n = max(n, 2*len(g.inputs)+8)
	shares := hypercube(n, len(g.inputs), x.seed)
	plans := []scenario.Plan{{Name: o.Plan, Measures: o.Measures}}
	var runs []experiment.Replication
	pairs := make([][2]int, n) // as it is, and with the measures, in the batch
	for i := range n {
		values := make([]float64, len(x.scenario.Unknowns))
		for k := range values {
			values[k] = math.NaN()
		}
		point := make([]float64, len(g.inputs))
		for k := range g.inputs {
			in := &g.inputs[k]
			value := in.guess.Quantile(shares[i][k])
			values[in.index], point[k] = value, in.scaled(value)
		}
		points = append(points, point)
		future, err := x.scenario.Settled(values)
		if err != nil {
			return nil, nil, err
		}
		future = future.WithPlans(plans)
		pairs[i] = [2]int{x.options[0].number, 0}
		for side, plan := range []string{scenario.AsIs, o.Plan} {
			if side == 0 && g.ofMeasuresOnly() {
				continue
			}
			sys, err := experiment.NewSystem(future, plan)
			if err != nil {
				return nil, nil, err
			}
			pairs[i][side] = x.batch.Add(sys)
			runs = append(runs, experiment.Replication{System: pairs[i][side], Number: i % len(o.Samples)})
		}
	}
	x.step = Doubting
	if err := x.batch.Run(runs); err != nil {
		return nil, nil, err
	}
	for i, pair := range pairs {
		change, err := x.change(business, pair, i%len(o.Samples))
		if err != nil {
			return nil, nil, err
		}
		outcomes = append(outcomes, change)
	}
	return points, outcomes, nil
}

// ofMeasuresOnly tells whether the line as it is is known.
func (g *ignorance) ofMeasuresOnly() bool {
	for i := range g.inputs {
		if !g.inputs[i].measure {
			return false
		}
	}
	return true
}

// change is by how much the flows of one future, and its NPV, differ from those of the same replication when all is likely.
func (x *search) change(business *cost.Business, pair [2]int, replication int) ([]float64, error) {
	asIs, toBe := x.batch.Samples(pair[0])[replication], x.batch.Samples(pair[1])[replication]
	one, err := x.batch.System(pair[1]).Business([]*experiment.Sample{asIs}, []*experiment.Sample{toBe}, x.seed)
	if err != nil {
		return nil, err
	}
	flows, err := one.Flows(0)
	if err != nil {
		return nil, err
	}
	likely, err := business.Flows(replication)
	if err != nil {
		return nil, err
	}
	npv := [2]float64{}
	for i, f := range [][]float64{flows, likely} {
		rate := []float64{one.Rate(), business.Rate()}[i]
		if npv[i], err = finance.NPV(rate, f); err != nil {
			return nil, err
		}
	}
	change := make([]float64, len(likely)+1)
	for t := range likely {
		change[t] = flows[t] - likely[t]
	}
	change[len(likely)] = npv[0] - npv[1]
	return change, nil
}

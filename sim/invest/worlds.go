package invest

import (
	"math"

	"tweeling/sim/experiment"
	"tweeling/sim/scenario"
)

// worlds are futures that options are run in: what is not known has come out in each, spread evenly over its law. All
// options meet the same ones, so that the line as it is runs once in each, and differences between options are no luck of
// the draw. World i has the chance of replication i, and begins anew when the replications are used up.
type worlds struct {
	inputs []input
	shares [][]float64 // by world and input: where it comes out in its law
	future []*scenario.Scenario
	asIs   []int // the line as it is, by its number in the batch
}

// How many runs a metamodel has.
const (
	runsPerInput = 8 // for each input that changes how a line runs,
	runsPerPrice = 3 // and each that only changes what it costs, which is known without error
	leastRuns    = 20
	pilotRuns    = 12 // the same of a set that is only begun with
	mostRuns     = 120
)

// worldCount is how many worlds some inputs ask for, and so many at least.
func worldCount(inputs []input, least int) int {
	n := 0
	for i := range inputs {
		if inputs[i].price {
			n += runsPerPrice
		} else {
			n += runsPerInput
		}
	}
	return max(min(max(n, least), mostRuns), 2*len(inputs)+8)
}

// onlyPrice tells whether an input changes nothing of how options run, nor the line as it is.
func (x *search) onlyPrice(in *input, list []*Option) (bool, error) {
	values := x.asLikely()
	values[in.index] = in.High
	future, err := x.scenario.Settled(values)
	if err != nil {
		return false, err
	}
	for _, o := range append(list, x.options[0]) {
		sys, err := experiment.NewSystem(future.WithPlans([]scenario.Plan{{Name: o.Plan, Measures: o.Measures}}), o.Plan)
		if err != nil {
			return false, err
		}
		if !sys.RunsAs(o.System) {
			return false, nil
		}
	}
	return true, nil
}

// asLikely are values of all unknowns that leave each at its likely one.
func (x *search) asLikely() []float64 {
	values := make([]float64, len(x.scenario.Unknowns))
	for k := range values {
		values[k] = math.NaN()
	}
	return values
}

// newWorlds spreads worlds over what is not known of a set of measures and of the line as it is, for options made of them.
func (x *search) newWorlds(s Set, list []*Option) (*worlds, error) {
	w := &worlds{}
	var err error
	if w.inputs, err = x.inputs(s); err != nil || len(w.inputs) == 0 {
		return w, err
	}
	for k := range w.inputs {
		in := &w.inputs[k]
		if in.price, err = x.onlyPrice(in, list); err != nil {
			return nil, err
		}
		x.prices[in.index] = in.price
	}
	n := worldCount(w.inputs, leastRuns)
	w.shares = hypercube(n, len(w.inputs), x.seed)
	for i := range n {
		values := x.asLikely()
		for k := range w.inputs {
			values[w.inputs[k].index] = w.inputs[k].guess.Quantile(w.shares[i][k])
		}
		future, err := x.scenario.Settled(values)
		if err != nil {
			return nil, err
		}
		w.future = append(w.future, future)
	}
	w.asIs, err = x.runIn(w, x.options[0], n)
	return w, err
}

// runIn runs an option once in each of the first n worlds, and gives the numbers of the systems in the batch. Where the line of a world is
// the one that all is likely in, since only money is not known, what was run already will do.
func (x *search) runIn(w *worlds, o *Option, n int) ([]int, error) {
	var runs []experiment.Replication
	numbers := make([]int, n)
	for i, future := range w.future[:n] {
		sys, err := experiment.NewSystem(future.WithPlans([]scenario.Plan{{Name: o.Plan, Measures: o.Measures}}), o.Plan)
		if err != nil {
			return nil, err
		}
		if sys.RunsAs(o.System) {
			numbers[i] = x.batch.AddRun(sys, o.number)
			continue
		}
		numbers[i] = x.batch.Add(sys)
		runs = append(runs, experiment.Replication{System: numbers[i], Number: x.replication(i)})
	}
	x.step = Doubting
	return numbers, x.batch.Run(runs)
}

// replication is the one whose chance a world has.
func (x *search) replication(world int) int { return world % x.runs }

// points are the first n worlds as a surface takes them, for some of the inputs.
func (w *worlds) points(inputs []input, n int) [][]float64 {
	points := make([][]float64, n)
	for i := range points {
		for k := range w.inputs {
			for _, in := range inputs {
				if in.index == w.inputs[k].index {
					points[i] = append(points[i], in.scaled(in.guess.Quantile(w.shares[i][k])))
				}
			}
		}
	}
	return points
}

package invest

import (
	"cmp"
	"slices"

	"tweeling/sim/experiment"
	"tweeling/sim/stat"
)

// A Pilot is a decision in two steps: some measures first, and the rest a year later if what the first year brought says so.
// What is learned is what the first measures bring in a year, chance of that year included; since measures of one plan come
// out well or badly together, that tells something of the rest too.
type Pilot struct {
	Measures  []string
	Capex     float64
	Worth     float64  // now, deciding after the first year
	AtOnce    float64  // the NPV of all at once
	Option    float64  // Worth less the better of all at once and nothing: what waiting is worth
	GoOn      float64  // the share of futures in which one goes on
	StopBelow *float64 // the cash of the first year below which one stops; nil: it does not depend on that, see GoOn
}

// pilot works it out for the first stage of an order or, where all begins at once, for the measure that is worth most by
// itself. Nil: the set cannot be divided.
//
//	V = E[NPV of the first] + E[max(0, E[NPV of the rest, begun a year later | cash of year 1])]
//
// What the rest is worth a year later was worked out in each world from the runs of both sets there, with ramp, prices and tax
// of then and for what is left of the horizon; between the worlds a metamodel speaks. Source: the decision tree with learning
// of Raiffa and Schlaifer, Applied Statistical Decision Theory, 1961; that an option on the rest can carry a first step that
// loses by itself: Kester, Today's Options for Tomorrow's Growth, 1984.
func (x *search) pilot(o *Option, stages []Stage) (*Pilot, error) {
	first := x.first(o, stages)
	if first == nil || x.scenario.Economics.Horizon <= 1 {
		return nil, nil
	}
	whole, err := x.weighed(o, x.runs, leastRuns)
	if err != nil {
		return nil, err
	}
	worlds := min(max(pilotRuns, 2*len(whole.inputs)+4), max(len(whole.toBe), 1))
	f, err := x.weighed(first, min(max(worlds, len(first.NPVs)), x.runs), worlds)
	if err != nil {
		return nil, err
	}
	rest, err := x.rest(first, o, f, whole)
	if err != nil {
		return nil, err
	}
	signal := make([]float64, len(f.known))
	for i := range signal {
		signal[i] = f.cash[1][i] - f.cash[0][i]
	}
	p := &Pilot{Measures: first.Measures, Capex: first.Capex, AtOnce: stat.Average(whole.known)}
	var gain float64
	gain, p.GoOn, p.StopBelow = goOn(signal, rest)
	p.Worth = stat.Average(f.known) + gain
	p.Option = p.Worth - max(0, p.AtOnce)
	return p, nil
}

// rest is what it is worth now to go from the first to the whole a year later, in each future.
func (x *search) rest(first, o *Option, f, whole *weighing) ([]float64, error) {
	later, err := x.extend(first.Set, o.Set, 1)
	if err != nil {
		return nil, err
	}
	rest := make([]float64, len(f.known))
	for i := range rest {
		rest[i] = later
	}
	n := min(len(f.toBe), len(whole.toBe))
	if n == 0 {
		return rest, nil
	}
	var changes [][]float64
	for i := range n {
		j := x.replication(i)
		from, to := x.batch.Samples(f.toBe[i])[j], x.batch.Samples(whole.toBe[i])[j]
		there, err := x.adding(x.batch.System(whole.toBe[i]), x.worlds.future[i], o.Set&^first.Set, 1, []*experiment.Sample{from}, []*experiment.Sample{to})
		if err != nil {
			return nil, err
		}
		likely, err := x.adding(o.System, x.scenario, o.Set&^first.Set, 1, first.Samples[j:j+1], o.Samples[j:j+1])
		if err != nil {
			return nil, err
		}
		changes = append(changes, []float64{there - likely})
	}
	surface, err := fit(x.worlds.points(whole.inputs, n), changes)
	if err != nil {
		return nil, err
	}
	point := make([]float64, len(whole.inputs))
	for i := range rest {
		for k := range point {
			point[k] = whole.inputs[k].scaled(whole.values[k][i])
		}
		rest[i] += surface.at(0, surface.terms(point))
	}
	return rest, nil
}

// first is what a pilot consists of.
func (x *search) first(o *Option, stages []Stage) *Option {
	if len(stages) > 1 {
		return x.options[stages[0].set]
	}
	var best *Option
	for i := range o.Set.Members() {
		if s := x.options[x.closed(Set(0).With(i))]; s != nil && x.possible(s) && s.Set != o.Set && s.Set.In(o.Set) && (best == nil || s.NPV().Mean > best.NPV().Mean) {
			best = s
		}
	}
	return best
}

// goOn decides by a signal: the rest is done from that signal on from which it is worth most. It gives what the rest is then
// worth, in which share of futures it is done, and the signal below which it is not; nil when that is always or never.
func goOn(signal, rest []float64) (worth, share float64, stopBelow *float64) {
	order := make([]int, len(signal))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(signal[a], signal[b]), a-b) })
	best, cut, sum := 0.0, len(order), 0.0
	for k, i := range slices.Backward(order) {
		if sum += rest[i]; sum > best {
			best, cut = sum, k
		}
	}
	n := float64(len(order))
	worth, share = best/n, float64(len(order)-cut)/n
	if cut > 0 && cut < len(order) {
		stopBelow = &signal[order[cut]]
	}
	return worth, share, stopBelow
}

package invest

import (
	"cmp"
	"slices"

	"tweeling/sim/cost"
	"tweeling/sim/finance"
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
//	V = E[NPV of the first] + E[max(0, E[NPV of the rest | cash of year 1])]
//
// The rest is worth what it is with all likely, begun a year from now, plus what the future changes of it. Source: the
// decision tree with learning of Raiffa and Schlaifer, Applied Statistical Decision Theory, 1961; that an option on the rest
// can carry a first step that loses by itself: Kester, Today's Options for Tomorrow's Growth, 1984.
func (x *search) pilot(o *Option, stages []Stage) (*Pilot, error) {
	first := x.first(o, stages)
	if first == nil {
		return nil, nil
	}
	whole, err := x.weighed(o)
	if err != nil {
		return nil, err
	}
	f, err := x.weighed(first)
	if err != nil {
		return nil, err
	}
	later, err := x.extend(first.Set, o.Set, 1)
	if err != nil {
		return nil, err
	}
	part, err := laterPart(x.scenario.Economics)
	if err != nil {
		return nil, err
	}
	n := float64(len(f.known))
	all, alone := 0.0, 0.0
	for i := range f.known {
		all += whole.known[i] / n
		alone += f.known[i] / n
	}
	likely := o.NPV().Mean - first.NPV().Mean
	rest := make([]float64, len(f.known))
	signal := make([]float64, len(f.known))
	for i := range rest {
		rest[i] = later + part*((whole.known[i]-f.known[i])-likely)
		signal[i] = f.cash[1][i] - f.cash[0][i]
	}
	p := &Pilot{Measures: first.Measures, Capex: first.Capex, AtOnce: all}
	var gain float64
	gain, p.GoOn, p.StopBelow = goOn(signal, rest)
	p.Worth = alone + gain
	p.Option = p.Worth - max(0, all)
	return p, nil
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

// laterPart is what a yearly amount is worth from the second year on, as a part of what it is worth from the first.
func laterPart(econ cost.Economics) (float64, error) {
	all, err := finance.AnnuityFactor(econ.DiscountRate, econ.Horizon)
	if err != nil || econ.Horizon <= 1 {
		return 0, err
	}
	later, err := finance.AnnuityFactor(econ.DiscountRate, econ.Horizon-1)
	return later / all / (1 + econ.DiscountRate), err
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

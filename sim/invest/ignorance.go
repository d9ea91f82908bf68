package invest

import (
	"maps"
	"math"
	"slices"

	"tweeling/sim/cost"
	"tweeling/sim/experiment"
	"tweeling/sim/finance"
	"tweeling/sim/scenario"
	"tweeling/sim/stat"
)

// An ignorance is what is not known of an option, and what that does to its flows.
type ignorance struct {
	inputs  []input
	surface *surface // of the change of each flow, and last of the NPV; nil when all is known
	good    []float64
	rate    int   // the input that is the discount rate; -1: it is known
	years   int   // flows, now included
	toBe    []int // the set in each world that it ran in, by its number in the batch
}

// ignorance runs an option in the worlds. What changes there against the same replication with all likely is what the world
// does, since the chance is the same.
func (x *search) ignorance(o *Option, business *cost.Business, worlds int) (*ignorance, error) {
	g := &ignorance{rate: -1}
	likely, err := business.Expected()
	if err != nil {
		return nil, err
	}
	g.years = len(likely)
	if g.inputs, err = x.inputs(o.Set); err != nil || len(g.inputs) == 0 {
		return g, err
	}
	n := worldCount(g.inputs, worlds) // an option that knows more needs fewer
	toBe, err := x.runIn(x.worlds, o, n)
	if err != nil {
		return nil, err
	}
	g.toBe = toBe
	var outcomes [][]float64
	for i := range toBe {
		change, err := x.change(business, x.worlds.asIs[i], toBe[i], x.replication(i))
		if err != nil {
			return nil, err
		}
		g.years = max(g.years, len(change)-1)
		outcomes = append(outcomes, change)
	}
	for i, change := range outcomes {
		outcomes[i] = append(flowsFor(g.years, change[:len(change)-1]), change[len(change)-1])
	}
	if g.surface, err = fit(x.worlds.points(g.inputs, n), outcomes); err != nil {
		return nil, err
	}
	for k := range g.inputs {
		if g.inputs[k].Path == "economics.discount_rate" {
			g.rate = k
		}
		g.good = append(g.good, x.goodSide(g.inputs[k].index, g.surface.coef[g.years][1+k]))
	}
	return g, nil
}

// goodSide tells whether more of an unknown is better (+1) or worse (-1), by the slope of the first option that asks: it is
// to come out alike for all options.
func (x *search) goodSide(unknown int, slope float64) float64 {
	if _, ok := x.good[unknown]; !ok {
		x.good[unknown] = math.Copysign(1, slope)
	}
	return x.good[unknown]
}

// flowsFor are flows for so many years: nothing in those that they do not have, when the horizon itself is not known.
func flowsFor(years int, flows []float64) []float64 {
	list := make([]float64, years, years+1)
	copy(list, flows)
	return list
}

// change is by how much the flows of one world, and last its NPV, differ from those of the same replication when all is
// likely.
func (x *search) change(business *cost.Business, asIs, toBe, replication int) ([]float64, error) {
	from, to := x.batch.Samples(asIs)[replication], x.batch.Samples(toBe)[replication]
	one, err := x.batch.System(toBe).Business([]*experiment.Sample{from}, []*experiment.Sample{to}, x.seed)
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
	in, err := finance.NPV(one.Rate(), flows)
	if err != nil {
		return nil, err
	}
	out, err := finance.NPV(business.Rate(), likely)
	if err != nil {
		return nil, err
	}
	years := max(len(flows), len(likely))
	flows, likely = flowsFor(years, flows), flowsFor(years, likely)
	change := make([]float64, 0, years+1)
	for t := range years {
		change = append(change, flows[t]-likely[t])
	}
	return append(change, in-out), nil
}

// A weighing is what an option is worth in the futures.
type weighing struct {
	*ignorance
	*futures
	business *cost.Business
}

// weigh looks at the options that look best in other futures, until the one that is best then has been looked at, and two of
// them have. What has not been looked at is taken to be worth what hoped says.
func (x *search) weigh() error {
	var list []*Option
	var all Set
	for _, o := range x.ranked(1) {
		if o.Set != 0 && len(list) < finalists && o.standing(x.reference()) > 0 {
			list = append(list, o)
			all |= o.Set
		}
	}
	if len(list) == 0 { // nothing is worth its money even if all comes out as likely
		return nil
	}
	var err error
	if x.worlds, err = x.newWorlds(all, list); err != nil {
		return err
	}
	if len(x.worlds.inputs) == 0 {
		x.worlds = nil
		return nil
	}
	for {
		leader, err := x.mostHoped(list)
		if err != nil {
			return err
		}
		if leader.Set == 0 || leader.Weighed {
			break
		}
		if _, err := x.weighed(leader, x.runs, leastRuns); err != nil {
			return err
		}
	}
	rest := slices.DeleteFunc(list, func(o *Option) bool { return o.Weighed })
	if second, err := x.mostHoped(rest); err != nil || second.Set == 0 || len(x.weighings) > 1 {
		return err
	} else if _, err := x.weighed(second, x.runs, leastRuns); err != nil {
		return err
	}
	return nil
}

// mostHoped is that of some options, or to do nothing, which may be worth most over what is not known.
func (x *search) mostHoped(list []*Option) (*Option, error) {
	best, most := x.options[0], 0.0
	for _, o := range list {
		hope, err := x.hoped(o)
		if err != nil {
			return nil, err
		}
		if hope > most {
			best, most = o, hope
		}
	}
	return best, nil
}

// hoped is what an option may be worth over what is not known, at best: what it shares with the best that was looked at is
// taken to lose what it loses there, what its own prices come to on average is known without a run, and all else of it is
// taken to come out as likely, for more is seldom promised than what comes true.
func (x *search) hoped(o *Option) (float64, error) {
	worth := o.standing(x.reference()) + o.Unsure
	if o.Weighed {
		return worth, nil
	}
	var like *weighing
	var most float64
	for _, s := range slices.Sorted(maps.Keys(x.weighings)) {
		if w, mean := x.weighings[s], x.options[s].Mean(); w.surface != nil && (like == nil || mean > most) {
			like, most = w, mean
		}
	}
	if like == nil {
		return worth, nil
	}
	inputs, err := x.inputs(o.Set)
	if err != nil {
		return 0, err
	}
	values, some := x.asLikely(), false
	shared := make([]bool, len(like.inputs))
	for i := range inputs {
		k := slices.IndexFunc(like.inputs, func(in input) bool { return in.index == inputs[i].index })
		switch {
		case k >= 0:
			shared[k] = true
		case inputs[i].price:
			values[inputs[i].index], some = inputs[i].mean(), true
		}
	}
	worth += like.shared(shared)
	if some {
		own, err := x.priced(o, values)
		if err != nil {
			return 0, err
		}
		worth += own
	}
	return worth, nil
}

// shared is what some of the inputs change of the worth expected, the others being likely.
func (w *weighing) shared(which []bool) float64 {
	sum := 0.0
	point := make([]float64, len(w.inputs))
	for i := range w.npvs {
		for k := range point {
			point[k] = 0
			if which[k] {
				point[k] = w.inputs[k].scaled(w.values[k][i])
			}
		}
		sum += w.surface.at(w.years, w.surface.terms(point))
	}
	return sum / float64(len(w.npvs))
}

// priced is what an option is worth more when its prices are others, on the replications that it has.
func (x *search) priced(o *Option, values []float64) (float64, error) {
	future, err := x.scenario.Settled(values)
	if err != nil {
		return 0, err
	}
	sys, err := experiment.NewSystem(future.WithPlans([]scenario.Plan{{Name: o.Plan, Measures: o.Measures}}), o.Plan)
	if err != nil {
		return 0, err
	}
	business, err := sys.Business(x.batch.Samples(x.options[0].number)[:len(o.Samples)], o.Samples, x.seed)
	if err != nil {
		return 0, err
	}
	npvs, err := business.NPVs()
	return stat.Average(npvs) - o.NPV().Mean, err
}

// weighed looks at an option in the futures, once, with so many replications and in so many worlds at least.
func (x *search) weighed(o *Option, runs, worlds int) (*weighing, error) {
	if w, ok := x.weighings[o.Set]; ok {
		return w, nil
	}
	inputs, err := x.inputs(o.Set)
	if err != nil {
		return nil, err
	}
	if len(inputs) > 0 { // what a world changes is told against the replication that has its chance
		runs = max(runs, min(worldCount(inputs, worlds), x.runs))
	}
	if err := x.run(Doubting, runs, o); err != nil {
		return nil, err
	}
	business, err := x.business(o)
	if err != nil {
		return nil, err
	}
	g, err := x.ignorance(o, business, worlds)
	if err != nil {
		return nil, err
	}
	f, err := g.draw(business, x.seed, len(x.scenario.Unknowns))
	if err != nil {
		return nil, err
	}
	if g.surface != nil {
		expected, err := business.Expected()
		if err != nil {
			return nil, err
		}
		o.Unsure, o.Weighed = stat.Average(f.known)-finance.Present(business.Rate(), expected), true
		o.off = g.surface.errors[g.years] / math.Sqrt(float64(g.surface.runs))
	}
	w := &weighing{g, f, business}
	x.weighings[o.Set] = w
	return w, nil
}

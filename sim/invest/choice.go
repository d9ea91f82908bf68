package invest

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"tweeling/sim/stat"
)

// A choice is what is chosen between, in the same futures: the sets that were looked at in them, and to do nothing.
type choice struct {
	options []*Option
	leads   [][]float64 // by option and future: what would be expected of it, who knew, less what would be of the best
	inputs  []input     // of all of them
	values  [][]float64 // by input and future
}

// choice is that between all that was looked at in other futures, beside the best of them.
func (x *search) choice(best *Option) *choice {
	c := &choice{}
	own := x.weighings[best.Set].known
	add := func(o *Option, known func(i int) float64) {
		lead := make([]float64, len(own))
		for i := range lead {
			lead[i] = known(i) - own[i]
		}
		c.options, c.leads = append(c.options, o), append(c.leads, lead)
	}
	add(best, func(i int) float64 { return own[i] })
	for _, s := range slices.Sorted(maps.Keys(x.weighings)) {
		w := x.weighings[s]
		if s != best.Set && s != 0 {
			add(x.options[s], func(i int) float64 { return w.known[i] })
		}
		for k := range w.inputs {
			if !slices.ContainsFunc(c.inputs, func(in input) bool { return in.index == w.inputs[k].index }) {
				c.inputs, c.values = append(c.inputs, w.inputs[k]), append(c.values, w.values[k])
			}
		}
	}
	add(x.options[0], func(int) float64 { return 0 })
	return c
}

// others are the inputs of the choice that a set does not depend on.
func (c *choice) others(inputs []input) []input {
	var list []input
	for _, in := range c.inputs {
		if !slices.ContainsFunc(inputs, func(own input) bool { return own.index == in.index }) {
			list = append(list, in)
		}
	}
	return list
}

// expected is by how much the best of the options is expected to lead, who knows nothing.
func (c *choice) expected() float64 {
	most := 0.0
	for _, lead := range c.leads {
		most = max(most, stat.Average(lead))
	}
	return most
}

// allKnown is what it would be worth to know all that is not known before choosing: the expected value of perfect information.
func (c *choice) allKnown() float64 {
	with, n := 0.0, len(c.leads[0])
	for i := range n {
		most := 0.0
		for _, lead := range c.leads {
			most = max(most, lead[i])
		}
		with += most / float64(n)
	}
	return max(0, with-c.expected())
}

// mostGroups is in how many parts futures are divided by the value of an input.
const mostGroups = 50

// knowing is what it is worth to know one number before choosing: the mean of the best that one can then do, less the best
// that one can do without (the expected value of partial perfect information; Raiffa and Schlaifer, Applied Statistical
// Decision Theory, 1961). What is expected of an option at each value is the mean of a fiftieth of the futures around it. Such
// means scatter by what else is not known, and that would look like something worth knowing; they are drawn together to the
// spread that the values alone explain (one-way analysis of variance).
func (c *choice) knowing(index int) float64 {
	k := slices.IndexFunc(c.inputs, func(in input) bool { return in.index == index })
	if k < 0 {
		return 0
	}
	order := orderOf(c.values[k])
	groups := min(mostGroups, len(order)/2)
	if groups < 2 {
		return 0
	}
	best := make([]float64, groups)
	for _, lead := range c.leads {
		for g, m := range groupMeans(lead, order, groups) {
			best[g] = max(best[g], m)
		}
	}
	return max(0, stat.Average(best)-c.expected())
}

// orderOf are the places of values in rising order.
func orderOf(values []float64) []int {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(values[a], values[b]), a-b) })
	return order
}

// explains is the share of the variance of NPVs that goes with an input: the first-order index (Sobol, Sensitivity Estimates for
// Nonlinear Mathematical Models, 1993), from the means of fiftieths. Inputs that come out alike share what they explain, so
// that the indices may sum to more than 1.
func explains(values, npvs []float64) float64 {
	order := orderOf(values)
	groups := min(mostGroups, len(order)/2)
	all := stat.Var(npvs)
	if groups < 2 || !(all > 0) {
		return 0
	}
	return min(1, stat.Var(groupMeans(npvs, order, groups))/all)
}

// groupMeans are the means of values in groups of an order, drawn together to the spread that the groups explain.
func groupMeans(values []float64, order []int, groups int) []float64 {
	means, within := make([]float64, groups), 0.0
	for g := range means {
		own := order[g*len(order)/groups : (g+1)*len(order)/groups]
		for _, i := range own {
			means[g] += values[i] / float64(len(own))
		}
		for _, i := range own {
			d := values[i] - means[g]
			within += d * d / float64(len(order)-groups)
		}
	}
	all := stat.Average(means)
	explained := 0.0
	if between := stat.Var(means); between > 0 {
		explained = max(0, 1-within*float64(groups)/float64(len(order))/between)
	}
	for g := range means {
		means[g] = all + math.Sqrt(explained)*(means[g]-all)
	}
	return means
}

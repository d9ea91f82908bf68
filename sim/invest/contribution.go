package invest

import (
	"slices"

	"tweeling/sim"
	"tweeling/sim/stat"
)

// A Contribution is what one measure of a set brings. Measures are not additive: what each brings depends on those that are
// there already, so it is told in three ways.
type Contribution struct {
	Measure   string
	Alone     stat.Estimate // the NPV of the measure with what it requires and nothing else
	GivenRest stat.Estimate // the NPV of the set less that of the set without it and without what requires it
	Shapley   stat.Estimate // its mean increase over all orders in which the set may come about; these sum to the NPV of the set
}

// shapley shares the worth of a set among its measures, replication by replication.
//
//	phi_i     sum over the subsets T of S without i of |T|! (s - |T| - 1)! / s! (v(T + i) - v(T)), with s measures in S
//	source    Shapley, A Value for n-Person Games, 1953
//
// N is the number of replications that all subsets have.
func shapley(s Set, v Valued, n int) map[int][]float64 {
	weights := orders(s.Len())
	parts := map[int][]float64{}
	for i := range s.Members() {
		part := make([]float64, n)
		for sub := range s.Without(i).Subsets() {
			without, with, w := v(sub), v(sub.With(i)), weights[sub.Len()]
			for j := range part {
				part[j] += w * (with[j] - without[j])
			}
		}
		parts[i] = part
	}
	return parts
}

// orders is the share of all orders of so many things in which just t given ones come before a given other.
func orders(things int) []float64 {
	w := make([]float64, things)
	for t := range w {
		// t! (things-t-1)! / things! is 1 / (things * C(things-1, t)), which does not overflow
		choose := 1.0
		for k := range t {
			choose *= float64(things-1-k) / float64(k+1)
		}
		w[t] = 1 / (float64(things) * choose)
	}
	return w
}

// shapleyBy shares the worth of a set by some of its orders only, where it has too many subsets to run them all. In each
// order the increases sum to the worth of the set, so their means do. Source: Castro, Gómez and Tejada, Polynomial
// Calculation of the Shapley Value Based on Sampling, 2009.
func shapleyBy(list [][]int, v Valued, n int) map[int][]float64 {
	parts := map[int][]float64{}
	for _, order := range list {
		at := Set(0)
		for _, i := range order {
			if parts[i] == nil {
				parts[i] = make([]float64, n)
			}
			without, with := v(at), v(at.With(i))
			for j := range n {
				parts[i][j] += (with[j] - without[j]) / float64(len(list))
			}
			at = at.With(i)
		}
	}
	return parts
}

// drawOrders draws orders of a set, each with its reverse, so that no measure comes early more often than late.
func drawOrders(s Set, pairs int, seed uint64) [][]int {
	chance, next := sim.NewStream(seed, "orders"), uint64(0)
	members := slices.Collect(s.Members())
	var list [][]int
	for range pairs {
		order := slices.Clone(members)
		for i := range order {
			j := chance.Below(next, i+1)
			next++
			order[i], order[j] = order[j], order[i]
		}
		back := slices.Clone(order)
		slices.Reverse(back)
		list = append(list, order, back)
	}
	return list
}

const (
	allParts   = 6  // a set of up to so many measures is run with all its subsets, whatever was run before
	orderPairs = 10 // of a larger one

	leastShared = 3 // replications, since two say next to nothing of their spread
)

// share runs all that is in the best set often enough to share its worth, and what money buys often enough to be told.
func (x *search) share() error {
	best := x.best()
	sets := []Set{}
	if len(x.names) <= allSets || best.Set.Len() <= allParts {
		sets = slices.AppendSeq(sets, best.Set.Subsets())
	} else {
		x.orders = drawOrders(best.Set, orderPairs, x.seed)
		for _, order := range x.orders {
			at := Set(0)
			for _, i := range order {
				at = at.With(i)
				sets = append(sets, at)
			}
		}
	}
	for i := range best.Set.Members() {
		sets = append(sets, best.Set.Without(i), x.closed(Set(0).With(i)))
	}
	seen := map[Set]bool{}
	var list []*Option
	for _, s := range sets {
		if s = x.within(s); seen[s] {
			continue
		}
		seen[s] = true
		if err := x.try(s); err != nil {
			return err
		}
		list = append(list, x.options[s])
	}
	often := min(2*x.screened(), x.runs)
	n := min(often, max(sharing/len(list), leastShared))
	if err := x.run(Sharing, n, list...); err != nil {
		return err
	}
	told(x.ranked(1), best)
	return x.run(Sharing, often, frontier(x.ranked(1))...)
}

// within is what is left of a set when measures are taken out that cannot be without others that it does not have: a set
// that can be carried out. What a set is worth is what is left of it is worth.
func (x *search) within(s Set) Set {
	for less := Set(0); s != less; {
		less = s
		for i := range less.Members() {
			if !x.closed(Set(0).With(i)).In(less) {
				s = s.Without(i)
			}
		}
	}
	if x.together(s) {
		return s
	}
	at := Set(0)
	for before := s; at != before; { // until nothing more goes with it
		before = at
		for i := range s.Members() {
			if more := x.closed(at.With(i)); more.In(s) && x.together(more) {
				at = more
			}
		}
	}
	return at
}

// worth is what is left of a set is worth, by replication.
func (x *search) worth(s Set) []float64 { return x.options[x.within(s)].NPVs }

// contributions are those of the measures of the best set. It was run more often than its parts: what these further
// replications say is shared alike, so that the shares sum to what the set is said to be worth.
func (x *search) contributions(best *Option) []Contribution {
	var parts map[int][]float64
	n := x.common(best.Set)
	if x.orders != nil {
		parts = shapleyBy(x.orders, x.worth, n)
	} else {
		parts = shapley(best.Set, x.worth, n)
	}
	usual := usualOver(best, x.ranked(1))
	more := (stat.Average(best.NPVs) - stat.Average(best.NPVs[:n])) / float64(best.Set.Len())
	var list []Contribution
	for i := range best.Set.Members() {
		for j := range parts[i] {
			parts[i][j] += more
		}
		rest, alone := x.options[x.within(best.Set.Without(i))], x.options[x.within(x.closed(Set(0).With(i)))]
		list = append(list, Contribution{x.names[i], alone.Worth, given(best, rest, usual), moderate(parts[i], usual)})
	}
	return list
}

// moderate is the mean of what one measure adds on average; how well it is known as that of a lead, see moderated.
func moderate(by []float64, usual float64) stat.Estimate {
	l := lead{by: by, apart: 1}
	e := stat.Mean(by)
	se, df := l.known(usual)
	e.HalfWidth = stat.StudentQuantile(0.975, df) * se
	return e
}

// given is by how much a set is worth more than what is left of it, when leads usually vary so much.
func given(set, rest *Option, usual float64) stat.Estimate {
	l := leadOf(set, rest)
	e := stat.Mean(l.by)
	se, df := l.known(usual)
	e.HalfWidth = stat.StudentQuantile(0.975, df) * se
	return e
}

// common is how many replications there are of all that is in a set and was run.
func (x *search) common(s Set) int {
	n := len(x.options[s].NPVs)
	for _, o := range inOrder(x.options) {
		if o.Set.In(s) {
			n = min(n, len(o.NPVs))
		}
	}
	return n
}

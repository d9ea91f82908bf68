package invest

import (
	"tweeling/sim/stat"
)

// A Contribution is what one measure of a set brings. Measures are not additive: what each brings depends on those that are
// there already, so it is told in three ways.
type Contribution struct {
	Measure   string
	Alone     stat.Estimate // the NPV of the measure by itself, with what it requires
	GivenRest stat.Estimate // the NPV of the set less that of the set without it and without what requires it
	Shapley   stat.Estimate // its mean increase over all orders in which the set may come about; these sum to the NPV of the set
}

// shapley shares the worth of a set among its measures, replication by replication.
//
//	phi_i     sum over the subsets T of S without i of |T|! (s - |T| - 1)! / s! (v(T + i) - v(T)), with s measures in S
//	source    Shapley, A Value for n-Person Games, 1953
//
// A measure that requires another is worth nothing without it: v of such a subset is that of what is left when it is taken
// out. N is the number of replications that all subsets have.
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

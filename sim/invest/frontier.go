package invest

import (
	"cmp"
	"slices"
)

// frontier keeps of all options those that no cheaper one matches: for each amount of money the best that it buys. The first
// costs nothing. Options that are worth less than nothing are not on it.
func frontier(all []*Option) []*Option {
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b *Option) int {
		return cmp.Or(cmp.Compare(a.Capex, b.Capex), cmp.Compare(b.Worth.Mean, a.Worth.Mean), cmp.Compare(a.Set, b.Set))
	})
	var best []*Option
	for _, o := range sorted {
		if most := len(best) - 1; most < 0 || o.Worth.Mean > best[most].Worth.Mean {
			best = append(best, o)
		}
	}
	return best
}

// A Rule is a way of choosing that looks at measures one by one.
type Rule string

// The rules that people use when nobody simulates the sets.
const (
	AddUp    Rule = "add-up"     // the set with the largest sum of the NPVs of single measures
	OneByOne Rule = "one-by-one" // again and again the measure that adds most to what is chosen, while any adds something
)

// A Naive is what one of these rules would buy.
type Naive struct {
	Rule    Rule
	Option  *Option // of no measures, when it buys none
	Claimed float64 // what the rule takes the set to be worth
}

// addUp chooses by the sum of the NPVs of single measures.
func addUp(all map[Set]*Option) Naive {
	n := Naive{Rule: AddUp, Option: all[0]}
	for _, o := range inOrder(all) {
		sum, known := 0.0, true
		for i := range o.Set.Members() {
			single := all[Set(0).With(i)]
			if single == nil {
				known = false
				break
			}
			sum += single.Worth.Mean
		}
		if known && sum > n.Claimed {
			n.Option, n.Claimed = o, sum
		}
	}
	return n
}

// oneByOne adds what adds most.
func oneByOne(all map[Set]*Option, measures int) Naive {
	at := all[0]
	for {
		next := at
		for i := range measures {
			if o := all[at.Set.With(i)]; o != nil && o.Worth.Mean > next.Worth.Mean {
				next = o
			}
		}
		if next == at {
			return Naive{Rule: OneByOne, Option: at, Claimed: at.Worth.Mean}
		}
		at = next
	}
}

// inOrder lists options by their sets, so that ties do not depend on a map.
func inOrder(all map[Set]*Option) []*Option {
	list := make([]*Option, 0, len(all))
	for _, o := range all {
		list = append(list, o)
	}
	slices.SortFunc(list, func(a, b *Option) int { return cmp.Compare(a.Set, b.Set) })
	return list
}

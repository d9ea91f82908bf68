package invest

import (
	"errors"
	"slices"
)

const (
	allSets    = 10 // up to so many measures every set is run
	candidates = 20 // sets that a model proposes to run
	proposals  = 8  // how often it does at most, each time knowing more
)

var errNoModel = errors.New("the worth of sets of measures could not be modelled")

// propose runs single measures, pairs, and what a pairwise model of them takes to be best; the model is fitted anew to what
// was run until what it takes to be best has been.
func (x *search) propose() error {
	n := len(x.names)
	for i := range n {
		for j := range i + 1 {
			if err := x.tryWithin(x.closed(Set(0).With(i).With(j))); err != nil {
				return err
			}
		}
	}
	if err := x.tryWithin(Set(1)<<n - 1); err != nil {
		return err
	}
	for range proposals {
		if err := x.run(Screening, x.screened(), inOrder(x.options)...); err != nil {
			return err
		}
		before := len(x.goes)
		if err := x.ask(); err != nil {
			return err
		}
		if len(x.goes) == before {
			return nil // all that it takes to be best has been looked at
		}
	}
	return x.run(Screening, x.screened(), inOrder(x.options)...)
}

// ask takes in what a model of all that was run takes to be best.
func (x *search) ask() error {
	var sets []Set
	var worth []float64
	for _, o := range inOrder(x.options) {
		sets, worth = append(sets, o.Set), append(worth, o.NPV().Mean)
	}
	model, err := fitPairs(len(x.names), sets, worth)
	if err != nil {
		return err
	}
	clashes := x.clashes()
	cheap := func(s Set) bool {
		return x.affordable(s) && !slices.ContainsFunc(clashes, func(c Set) bool { return c.In(s) })
	}
	allowed := func(s Set) bool {
		ok, asked := x.goes[s]
		return (ok || !asked) && x.closed(s) == s
	}
	best, whole := model.top(candidates, cheap, allowed)
	x.cut = x.cut || !whole
	for _, s := range best {
		if err := x.try(s); err != nil {
			return err
		}
	}
	return nil
}

// clashes are the pairs, with what they require, that cannot be carried out together although each of the two can: no larger
// set can either.
func (x *search) clashes() []Set {
	var list []Set
	for i := range x.names {
		for j := range i {
			a, b := x.closed(Set(0).With(i)), x.closed(Set(0).With(j))
			ok, asked := x.goes[a|b]
			if asked && !ok && x.goes[a] && x.goes[b] {
				list = append(list, a|b)
			}
		}
	}
	return list
}

// tryWithin takes a set in when the budget reaches it.
func (x *search) tryWithin(s Set) error {
	if !x.affordable(s) {
		return nil
	}
	return x.try(s)
}

// closed is a set with all that its measures require.
func (x *search) closed(s Set) Set {
	for {
		more := s
		for i := range s.Members() {
			for _, need := range x.scenario.Measures[i].Requires {
				if k := slices.Index(x.names, need); k >= 0 {
					more = more.With(k)
				}
			}
		}
		if more == s {
			return s
		}
		s = more
	}
}

package invest

import (
	"errors"
	"slices"
)

const (
	allSets    = 10 // up to so many measures every set is run
	candidates = 20 // sets that a model proposes to run
	proposals  = 3  // how often it does, each time knowing more
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
		if err := x.run(Screening, min(screened, x.runs), inOrder(x.options)...); err != nil {
			return err
		}
		before := len(x.options)
		if err := x.ask(); err != nil {
			return err
		}
		if len(x.options) == before {
			return nil
		}
	}
	return x.run(Screening, min(screened, x.runs), inOrder(x.options)...)
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
	refused := map[Set]bool{}
	for _, r := range x.refused {
		refused[x.setOf(r.Measures)] = true
	}
	allowed := func(s Set) bool { return !refused[s] && x.closed(s) == s }
	best, whole := model.top(candidates, x.affordable, allowed)
	x.cut = x.cut || !whole
	for _, s := range best {
		if _, err := x.try(s); err != nil {
			return err
		}
	}
	return nil
}

// tryWithin takes a set in when the budget reaches it.
func (x *search) tryWithin(s Set) error {
	if !x.affordable(s) {
		return nil
	}
	_, err := x.try(s)
	return err
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

func (x *search) setOf(measures []string) Set {
	var s Set
	for _, name := range measures {
		s = s.With(slices.Index(x.names, name))
	}
	return s
}

package invest

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// A pairwise is a model of what sets are worth, for more measures than there is time to run all sets of: the sum of what
// each measure of a set brings, and of what each two bring together beyond that. It is fitted by least squares to the sets
// that were run, with the smallest coefficients where these leave a choice.
//
// A fraction of a two-level design would tell the same coefficients, but its sets heed neither what measures require and
// exclude nor a budget; single measures and pairs do, and they are the sets that people ask about.
type pairwise struct {
	measures int
	single   []float64
	pair     [][]float64 // of i and j below i
}

// at is what the model takes a set to be worth.
func (p *pairwise) at(s Set) float64 {
	sum := 0.0
	for i := range s.Members() {
		sum += p.single[i]
		for j := range s.Members() {
			if j >= i {
				break
			}
			sum += p.pair[i][j]
		}
	}
	return sum
}

// fitPairs fits the model to sets and what they are worth.
func fitPairs(measures int, sets []Set, worth []float64) (*pairwise, error) {
	columns := measures + measures*(measures-1)/2
	design := mat.NewDense(len(sets), columns, nil)
	for row, s := range sets {
		for i := range s.Members() {
			design.Set(row, i, 1)
			for j := range s.Members() {
				if j >= i {
					break
				}
				design.Set(row, measures+i*(i-1)/2+j, 1)
			}
		}
	}
	var svd mat.SVD
	if !svd.Factorize(design, mat.SVDThin) {
		return nil, errNoModel
	}
	var b mat.VecDense
	svd.SolveVecTo(&b, mat.NewVecDense(len(worth), worth), svd.Rank(1e-9))
	p := &pairwise{measures: measures, single: make([]float64, measures), pair: make([][]float64, measures)}
	for i := range p.single {
		p.single[i] = b.AtVec(i)
		p.pair[i] = make([]float64, i)
		for j := range i {
			p.pair[i][j] = b.AtVec(measures + i*(i-1)/2 + j)
		}
	}
	return p, nil
}

// A bound is a set with what the model takes it to be worth.
type bound struct {
	set   Set
	worth float64
}

// mostNodes bounds the search for the best sets of a model: a few seconds.
const mostNodes = 20_000_000

// top lists the sets that the model takes to be worth most, the best first, by branch and bound: a branch is left when even
// all that could still be gained in it does not reach the last of the list. Allowed tells which sets can be; what
// cannot be and never can by adding to it, since it costs too much or two of it clash, cheap is false for. Whole is false when
// the search was cut short.
func (p *pairwise) top(n int, cheap, allowed func(Set) bool) (best []Set, whole bool) {
	var list []bound
	nodes := 0
	keep := func(b bound) {
		at, _ := slices.BinarySearchFunc(list, b, func(a, b bound) int { return cmp.Or(cmp.Compare(b.worth, a.worth), cmp.Compare(a.set, b.set)) })
		list = slices.Insert(list, at, b)
		if len(list) > n {
			list = list[:n]
		}
	}
	var branch func(s Set, worth float64, next int)
	branch = func(s Set, worth float64, next int) {
		if nodes++; nodes > mostNodes {
			return
		}
		if next == p.measures {
			if allowed(s) {
				keep(bound{s, worth})
			}
			return
		}
		if len(list) == n && worth+p.mostGain(s, next) <= list[n-1].worth {
			return
		}
		with := s.With(next)
		gain := p.gain(s, next)
		tryWith := func() {
			if cheap(with) {
				branch(with, worth+gain, next+1)
			}
		}
		if gain > 0 { // the promising side first, so that the bound is tight early
			tryWith()
			branch(s, worth, next+1)
			return
		}
		branch(s, worth, next+1)
		tryWith()
	}
	branch(0, 0, 0)
	for _, b := range list {
		best = append(best, b.set)
	}
	return best, nodes <= mostNodes
}

// gain is what a measure adds to a set of measures before it.
func (p *pairwise) gain(s Set, i int) float64 {
	g := p.single[i]
	for j := range s.Members() {
		g += p.pair[i][j]
	}
	return g
}

// mostGain is more than measures from next on can add to a set.
func (p *pairwise) mostGain(s Set, next int) float64 {
	sum := 0.0
	for i := next; i < p.measures; i++ {
		g := p.gain(s, i)
		for j := next; j < i; j++ {
			g += math.Max(0, p.pair[i][j])
		}
		sum += math.Max(0, g)
	}
	return sum
}

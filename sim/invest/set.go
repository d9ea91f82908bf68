package invest

import (
	"iter"
	"math/bits"
)

// A Set is a set of measures: bit i is measure i of the scenario.
type Set uint64

// mostMeasures is how many measures a scenario may have for a search.
const mostMeasures = 30

// Has tells whether measure i is in it.
func (s Set) Has(i int) bool { return s>>i&1 == 1 }

// With is the set and measure i.
func (s Set) With(i int) Set { return s | 1<<i }

// Without is the set less measure i.
func (s Set) Without(i int) Set { return s &^ (1 << i) }

// Len is how many measures are in it.
func (s Set) Len() int { return bits.OnesCount64(uint64(s)) }

// In tells whether all of it is in another set.
func (s Set) In(other Set) bool { return s&^other == 0 }

// Members yields the measures in it, in order.
func (s Set) Members() iter.Seq[int] {
	return func(yield func(int) bool) {
		for rest := uint64(s); rest != 0; rest &= rest - 1 {
			if !yield(bits.TrailingZeros64(rest)) {
				return
			}
		}
	}
}

// Subsets yields all that is in it, itself and the empty set included, in rising order.
func (s Set) Subsets() iter.Seq[Set] {
	return func(yield func(Set) bool) {
		for sub := Set(0); ; sub = (sub - s) & s {
			if !yield(sub) || sub == s {
				return
			}
		}
	}
}

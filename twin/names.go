package twin

import (
	"math"
	"slices"
)

// Names is a set of names of signals (source and number). Where a source counts without gaps it takes one span of numbers,
// however many there are.
type Names struct {
	sources map[string]*spans
	size    int
	most    int // spans of one source; 0: any number
}

// spans are numbers as spans from..to, in order, that do not touch.
type spans struct{ list []span }

type span struct{ from, to uint64 }

// Len is how many names there are.
func (n *Names) Len() int { return n.size }

// Has tells whether a name is in the set.
func (n *Names) Has(source string, seq uint64) bool {
	s := n.sources[source]
	if s == nil {
		return false
	}
	_, in := s.find(seq)
	return in
}

// Add puts a name into the set; false when it is there already.
func (n *Names) Add(source string, seq uint64) bool {
	s := n.sources[source]
	if s == nil {
		if n.sources == nil {
			n.sources = map[string]*spans{}
		}
		s = &spans{}
		n.sources[source] = s
	}
	if !s.add(seq) {
		return false
	}
	n.size++
	if n.most > 0 && len(s.list) > n.most {
		s.forget(n.most / 2)
	}
	return true
}

// forget makes one span of the lowest, so that a source that does not count takes no more and more memory: what it has left out
// so far back counts as having come.
func (s *spans) forget(keep int) {
	drop := len(s.list) - keep
	s.list[drop].from = s.list[0].from
	s.list = slices.Delete(s.list, 0, drop)
}

// Remove takes a name out of the set.
func (n *Names) Remove(source string, seq uint64) {
	if s := n.sources[source]; s != nil && s.remove(seq) {
		n.size--
	}
}

// Clone copies the set.
func (n *Names) Clone() Names {
	c := Names{sources: make(map[string]*spans, len(n.sources)), size: n.size, most: n.most}
	for source, s := range n.sources {
		c.sources[source] = &spans{slices.Clone(s.list)}
	}
	return c
}

// find returns the span that a number is in, or the first one after it.
func (s *spans) find(seq uint64) (int, bool) {
	if last := len(s.list) - 1; last >= 0 && seq > s.list[last].to {
		return last + 1, false // nearly always
	}
	i, _ := slices.BinarySearchFunc(s.list, seq, func(p span, seq uint64) int {
		if p.to < seq {
			return -1
		}
		return 1
	})
	return i, i < len(s.list) && s.list[i].from <= seq
}

func (s *spans) add(seq uint64) bool {
	i, in := s.find(seq)
	if in {
		return false
	}
	after := i > 0 && s.list[i-1].to == seq-1 && seq > 0
	before := i < len(s.list) && seq < math.MaxUint64 && s.list[i].from == seq+1
	switch {
	case after && before:
		s.list[i-1].to = s.list[i].to
		s.list = slices.Delete(s.list, i, i+1)
	case after:
		s.list[i-1].to = seq
	case before:
		s.list[i].from = seq
	default:
		s.list = slices.Insert(s.list, i, span{seq, seq})
	}
	return true
}

func (s *spans) remove(seq uint64) bool {
	i, in := s.find(seq)
	if !in {
		return false
	}
	switch p := s.list[i]; {
	case p.from == p.to:
		s.list = slices.Delete(s.list, i, i+1)
	case p.from == seq:
		s.list[i].from++
	case p.to == seq:
		s.list[i].to--
	default:
		s.list[i].to = seq - 1
		s.list = slices.Insert(s.list, i+1, span{seq + 1, p.to})
	}
	return true
}

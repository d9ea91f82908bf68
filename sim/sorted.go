package sim

import (
	"math"
	"math/bits"
	"slices"
)

// A place whose parts all go to one station, or to one of several side by side, keeps them by the order in which that station
// takes them, where that order does not change while they wait: in a heap, so that the next is found and taken in log n steps,
// however many wait. A list keeps the order in which they came, by which all else goes.

// A Sorter is a Ranker that may have a rule by which the rank of a part stays as it is while it waits.
type Sorter interface {
	Ranker
	Sorts() bool                         // it has such a rule
	Standing(cx Context, p Part) float64 // the rank of a part, whatever lot has been begun
	Begun() Lot                          // the lot that has been begun, whose parts come before all others; or NoLot
}

// A sorted place.
type sorted struct {
	heap        []seat
	first, last Part  // in the order in which they came
	came        int64 // so many have come
	sorter      bool  // a rule ranks them; else they go by when they came
	lots        bool  // which looks at lots as well
}

// A seat is a part in a heap: low key first, of equals low tie.
type seat struct {
	key  uint64
	tie  int64
	part Part
}

// A waiter is what is known of a part while it is in a sorted place.
type waiter struct {
	seat       int32
	prev, next Part // in the order in which they came
	ahead      Part // of its lot: who comes before it, and after it
	behind     Part
}

// A bunch is the parts of one lot at one place.
type bunch struct {
	at          ID
	first, last Part
	next        int32 // another of the same lot, or -1
}

// addSorted finds the places that are kept sorted.
func (l *Line) addSorted() {
	for i := range l.nodes {
		n := &l.nodes[i]
		if n.sorted = -1; !l.sortable(n) {
			continue
		}
		s := sorted{first: NoPart, last: NoPart}
		if l.nodes[n.outs[0]].ranks {
			s.sorter, s.lots = true, true
		}
		n.sorted, n.ring = int32(len(l.sorts)), nil
		l.sorts = append(l.sorts, s)
	}
}

// sortable tells whether what waits at a place goes by an order that does not change.
func (l *Line) sortable(n *node) bool {
	if n.role != Buffer || len(n.outs) == 0 || n.choose == ByProduct || l.gated(n) || n.offers {
		return false
	}
	first := &l.nodes[n.outs[0]]
	for _, y := range n.outs {
		z := &l.nodes[y]
		if z.role != Station || z.place != first.place || z.fair != first.fair || z.ranks != first.ranks {
			return false
		}
		if s, ok := l.elements[y].(Sorter); z.ranks && !(ok && s.Sorts()) {
			return false
		}
	}
	return first.ranks || first.fair
}

// seatOf is where a part that comes to a sorted place now belongs among those that wait there.
func (l *Line) seatOf(n *node, s *sorted, p Part) seat {
	came := s.came
	if s.came++; n.lastFirst {
		came = -came
	}
	y := n.outs[0]
	if !s.sorter {
		key := uint64(l.now)
		if n.lastFirst {
			key = ^key
		}
		return seat{key, int64(l.parts[p].number), p}
	}
	rank := l.elements[y].(Sorter).Standing(Context{l, y}, p)
	if l.nodes[y].fair {
		came = int64(l.parts[p].number)
	}
	return seat{ordered(rank), came, p}
}

// ordered is a number that is greater for a greater one.
func ordered(x float64) uint64 {
	b := math.Float64bits(x + 0) // there is one nought
	if b>>63 != 0 {
		return ^b
	}
	return b | 1<<63
}

// pushSorted lets a part wait at a sorted place.
func (l *Line) pushSorted(x ID, n *node, p Part) {
	s := &l.sorts[n.sorted]
	for int(p) >= len(l.waiters) {
		l.waiters = append(l.waiters, waiter{})
	}
	l.waiters[p] = waiter{prev: s.last, next: NoPart, ahead: NoPart, behind: NoPart}
	if s.last == NoPart {
		s.first = p
	} else {
		l.waiters[s.last].next = p
	}
	s.last = p
	at := l.seatOf(n, s, p)
	s.heap = append(s.heap, at)
	l.rise(s, len(s.heap)-1, at)
	if lot := l.parts[p].lot; s.lots && lot != NoLot {
		l.joinLot(x, s, lot, p)
	}
}

// takeSorted takes a part out of a sorted place.
func (l *Line) takeSorted(x ID, n *node, p Part) {
	s := &l.sorts[n.sorted]
	at := l.waiters[p]
	if at.prev == NoPart {
		s.first = at.next
	} else {
		l.waiters[at.prev].next = at.next
	}
	if at.next == NoPart {
		s.last = at.prev
	} else {
		l.waiters[at.next].prev = at.prev
	}
	last := s.heap[len(s.heap)-1]
	s.heap = s.heap[:len(s.heap)-1]
	if i := int(at.seat); i < len(s.heap) {
		if i > 0 && last.before(&s.heap[(i-1)/fan]) {
			l.rise(s, i, last)
		} else {
			l.sink(s, i, last)
		}
	}
	if lot := l.parts[p].lot; s.lots && lot != NoLot {
		l.leaveLot(x, lot, p)
	}
}

// next is the next part in the order of leaving without a rule, NoPart after the last.
func (l *Line) nextSorted(n *node, p Part) Part {
	if n.lastFirst {
		return l.waiters[p].prev
	}
	return l.waiters[p].next
}

// peekSorted is the first in the order of leaving without a rule.
func (l *Line) peekSorted(n *node) Part {
	s := &l.sorts[n.sorted]
	if n.lastFirst {
		return s.last
	}
	return s.first
}

// takeOfSorted takes the first part of some ops in the order of leaving without a rule.
func (l *Line) takeOfSorted(x ID, ops []bool) Part {
	n := &l.nodes[x]
	for p := l.peekSorted(n); p != NoPart; p = l.nextSorted(n, p) {
		if ops[l.parts[p].op] {
			l.removed(x, p)
			return p
		}
	}
	return NoPart
}

// bestSorted is who of those at a sorted place comes first for y.
func (l *Line) bestSorted(x, y ID) Part {
	s := &l.sorts[l.nodes[x].sorted]
	if s.lots {
		if lot := l.elements[y].(Sorter).Begun(); lot != NoLot {
			if b := l.bunchOf(x, lot); b >= 0 {
				return l.bunches[b].first
			}
		}
	}
	return s.heap[0].part
}

// chooseSorted hands out what waits in a sorted place.
func (l *Line) chooseSorted(x ID) {
	n := &l.nodes[x]
	for n.count > 0 && l.anyAccepts(n.outs) {
		y := l.pick(x, l.peekSorted(n))
		if y == None {
			return
		}
		p := l.bestSorted(x, y)
		l.removed(x, p)
		l.move(x, y, p)
		l.freed(x)
		l.drain()
	}
}

// removed takes a part out of a sorted place, and out of the books of who waits there.
func (l *Line) removed(x ID, p Part) {
	n := &l.nodes[x]
	l.takeSorted(x, n, p)
	n.count--
	l.tally.level[x].leave(l.now)
}

const fan = 4 // of a heap: so many below each

func (a seat) before(b *seat) bool {
	_, less := bits.Sub64(uint64(a.tie)^1<<63, uint64(b.tie)^1<<63, 0)
	_, less = bits.Sub64(a.key, b.key, less)
	return less != 0
}

// rise puts a part where it belongs at or above a place in the heap.
func (l *Line) rise(s *sorted, i int, at seat) {
	for i > 0 {
		up := (i - 1) / fan
		if !at.before(&s.heap[up]) {
			break
		}
		s.heap[i] = s.heap[up]
		l.waiters[s.heap[i].part].seat = int32(i)
		i = up
	}
	s.heap[i] = at
	l.waiters[at.part].seat = int32(i)
}

// sink puts a part where it belongs at or below a place in the heap.
func (l *Line) sink(s *sorted, i int, at seat) {
	for {
		low := fan*i + 1
		if low >= len(s.heap) {
			break
		}
		for k := low + 1; k < min(fan*i+fan+1, len(s.heap)); k++ {
			if s.heap[k].before(&s.heap[low]) {
				low = k
			}
		}
		if at.before(&s.heap[low]) {
			break
		}
		s.heap[i] = s.heap[low]
		l.waiters[s.heap[i].part].seat = int32(i)
		i = low
	}
	s.heap[i] = at
	l.waiters[at.part].seat = int32(i)
}

// bunchOf is where among the bunches that of a lot at a place is, -1: there is none.
func (l *Line) bunchOf(x ID, lot Lot) int32 {
	if int(lot) >= len(l.bunched) {
		return -1
	}
	b := l.bunched[lot]
	for b >= 0 && l.bunches[b].at != x {
		b = l.bunches[b].next
	}
	return b
}

// joinLot lets a part be with those of its lot at a place, in the order in which they would go.
func (l *Line) joinLot(x ID, s *sorted, lot Lot, p Part) {
	for int(lot) >= len(l.bunched) {
		l.bunched = append(l.bunched, -1)
	}
	i := l.bunchOf(x, lot)
	if i < 0 {
		if i = l.spare; i < 0 {
			i = int32(len(l.bunches))
			l.bunches = append(l.bunches, bunch{})
		} else {
			l.spare = l.bunches[i].next
		}
		l.bunches[i] = bunch{at: x, first: p, last: p, next: l.bunched[lot]}
		l.bunched[lot] = i
		return
	}
	b := &l.bunches[i]
	tie := s.heap[l.waiters[p].seat].tie
	after := b.last
	if s.heap[l.waiters[b.first].seat].tie > tie {
		after = NoPart
	}
	for after != NoPart && s.heap[l.waiters[after].seat].tie > tie {
		after = l.waiters[after].ahead
	}
	me := &l.waiters[p]
	if me.ahead = after; after == NoPart {
		me.behind, b.first = b.first, p
	} else {
		me.behind, l.waiters[after].behind = l.waiters[after].behind, p
	}
	if me.behind == NoPart {
		b.last = p
	} else {
		l.waiters[me.behind].ahead = p
	}
}

// leaveLot takes a part out of those of its lot at a place.
func (l *Line) leaveLot(x ID, lot Lot, p Part) {
	i := l.bunchOf(x, lot)
	b, me := &l.bunches[i], l.waiters[p]
	if me.ahead == NoPart {
		b.first = me.behind
	} else {
		l.waiters[me.ahead].behind = me.behind
	}
	if me.behind == NoPart {
		b.last = me.ahead
	} else {
		l.waiters[me.behind].ahead = me.ahead
	}
	if b.first != NoPart {
		return
	}
	at := &l.bunched[lot]
	for *at != i {
		at = &l.bunches[*at].next
	}
	*at = b.next
	b.next, l.spare = l.spare, i
}

// cloneSorted copies what is sorted.
func (c *Line) cloneSorted() {
	c.sorts, c.waiters = slices.Clone(c.sorts), slices.Clone(c.waiters)
	for i := range c.sorts {
		c.sorts[i].heap = slices.Clone(c.sorts[i].heap)
	}
	c.bunched, c.bunches = slices.Clone(c.bunched), slices.Clone(c.bunches)
}

// inOrder visits what waits at a place in the order of leaving without a rule, until visit is false.
func (l *Line) inOrder(x ID, visit func(p Part) bool) {
	n := &l.nodes[x]
	if n.sorted < 0 {
		for i := range n.count {
			if !visit(n.at(i)) {
				return
			}
		}
		return
	}
	for p := l.peekSorted(n); p != NoPart; p = l.nextSorted(n, p) {
		if !visit(p) {
			return
		}
	}
}

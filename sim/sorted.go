package sim

import (
	"math"
	"math/bits"
	"slices"
)

// A place whose parts all go to one station, or to one of several side by side, keeps them by the order in which that station
// takes them, where that order does not change while they wait: so the next is found and taken in log n steps at most, however many wait.
// A list keeps the order in which they came, by which all else goes.

// A Sorter is a Ranker that may have a rule by which the rank of a part stays as it is while it waits.
type Sorter interface {
	Ranker
	Sorts() bool                         // it has such a rule
	Standing(cx Context, p Part) float64 // the rank of a part, whatever lot has been begun
	Begun() Lot                          // the lot that has been begun, whose parts come before all others; or NoLot
}

// A sorted place. Who has left is only marked so, and dropped from a list where he comes first, or once most in it have left.
type sorted struct {
	line   []seat // in the order in which they came
	run    []seat // in the order in which they are taken: those who belonged behind all others when they came
	heap   []seat // the others
	lines  int    // so many at the beginning of line have left
	runs   int    // and of run
	came   int64  // so many have come
	sorter bool   // a rule ranks them; else they go by when they came
}

// A seat is a part in one of those: low key first, of equals low tie.
type seat struct {
	key   uint64
	tie   int64
	part  Part
	visit uint32
}

// A waiter is what is known of a part at a sorted place.
type waiter struct {
	tie           int64
	visit         uint32 // so many times it has come to such a place
	waits         bool
	ahead, behind Part // of its lot: who comes before it, and after it
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
		s := sorted{sorter: l.nodes[n.outs[0]].ranks}
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
		if s, ok := l.elements[y].(Sorter); z.ranks && (!ok || !s.Sorts()) {
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
		return seat{key: key, tie: int64(l.parts[p].number), part: p}
	}
	rank := l.elements[y].(Sorter).Standing(Context{l, y}, p)
	if l.nodes[y].fair {
		came = int64(l.parts[p].number)
	}
	return seat{key: ordered(rank), tie: came, part: p}
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
	if n.count == 0 {
		s.line, s.run, s.heap, s.lines, s.runs = s.line[:0], s.run[:0], s.heap[:0], 0, 0
	}
	w := &l.waiters[p]
	w.visit++
	w.waits, w.ahead, w.behind = true, NoPart, NoPart
	at := l.seatOf(n, s, p)
	w.tie, at.visit = at.tie, w.visit
	few := int(n.count)
	if l.mostLeft(s.line, few) {
		s.line, s.lines = l.whoWaits(s.line), 0
	}
	s.line = append(s.line, at)
	switch last := len(s.run) - 1; {
	case last < s.runs || !at.before(&s.run[last]):
		if l.mostLeft(s.run, few) {
			s.run, s.runs = l.whoWaits(s.run), 0
		}
		s.run = append(s.run, at)
	default:
		if l.mostLeft(s.heap, few) {
			s.heap = l.whoWaits(s.heap)
			for i := len(s.heap) / fan; i >= 0; i-- {
				sink(s.heap, i)
			}
		}
		s.heap = append(s.heap, at)
		rise(s.heap)
	}
	if lot := l.parts[p].lot; s.sorter && lot != NoLot {
		l.joinLot(x, lot, p)
	}
}

// takeSorted takes a part out of a sorted place.
func (l *Line) takeSorted(x ID, n *node, p Part) {
	l.waiters[p].waits = false
	if lot := l.parts[p].lot; l.sorts[n.sorted].sorter && lot != NoLot {
		l.leaveLot(x, lot, p)
	}
}

// isThere tells whether the part of a seat has not left since.
func (l *Line) isThere(at *seat) bool {
	w := &l.waiters[at.part]
	return w.waits && w.visit == at.visit
}

// mostLeft tells whether a list is full, and most in it have left: so many are there at most.
func (l *Line) mostLeft(list []seat, there int) bool {
	return len(list) == cap(list) && len(list) > 2*there
}

// whoWaits drops those who have left from a list.
func (l *Line) whoWaits(list []seat) []seat {
	there := list[:0]
	for i := range list {
		if l.isThere(&list[i]) {
			there = append(there, list[i])
		}
	}
	return there
}

// peekSorted is the first in the order of leaving without a rule, at a place that is not empty.
func (l *Line) peekSorted(n *node) Part {
	if n.lastFirst {
		return l.newestSorted(n)
	}
	s := &l.sorts[n.sorted]
	for !l.isThere(&s.line[s.lines]) {
		s.lines++
	}
	return s.line[s.lines].part
}

// newestSorted is who has come last.
func (l *Line) newestSorted(n *node) Part {
	s := &l.sorts[n.sorted]
	last := len(s.line) - 1
	for !l.isThere(&s.line[last]) {
		last--
	}
	s.line = s.line[:last+1]
	return s.line[last].part
}

// bestSorted is who of those at a sorted place that is not empty comes first for y.
func (l *Line) bestSorted(x, y ID) Part {
	s := &l.sorts[l.nodes[x].sorted]
	if s.sorter {
		if lot := l.elements[y].(Sorter).Begun(); lot != NoLot {
			if b := l.bunchOf(x, lot); b >= 0 {
				return l.bunches[b].first
			}
		}
	}
	for s.runs < len(s.run) && !l.isThere(&s.run[s.runs]) {
		s.runs++
	}
	for len(s.heap) > 0 && !l.isThere(&s.heap[0]) {
		last := len(s.heap) - 1
		s.heap[0] = s.heap[last]
		s.heap = s.heap[:last]
		sink(s.heap, 0)
	}
	if s.runs == len(s.run) || len(s.heap) > 0 && s.heap[0].before(&s.run[s.runs]) {
		return s.heap[0].part
	}
	return s.run[s.runs].part
}

// takeOfSorted takes the first part of some ops in the order of leaving without a rule.
func (l *Line) takeOfSorted(x ID, ops []bool) Part {
	found := NoPart
	l.inOrder(x, func(p Part) bool {
		if ops[l.parts[p].op] {
			found = p
		}
		return found == NoPart
	})
	if found != NoPart {
		l.removed(x, found)
	}
	return found
}

// inOrder visits what waits at a place in the order of leaving without a rule, until visit is false.
func (l *Line) inOrder(x ID, visit func(p Part) bool) {
	n := &l.nodes[x]
	if n.role != Buffer && n.role != Entry { // at an exit customers wait, and no parts
		return
	}
	if n.sorted < 0 {
		for i := range n.count {
			if !visit(n.at(i)) {
				return
			}
		}
		return
	}
	line := l.sorts[n.sorted].line
	for i := range line {
		at := &line[i]
		if n.lastFirst {
			at = &line[len(line)-1-i]
		}
		if l.isThere(at) && !visit(at.part) {
			return
		}
	}
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

func (at *seat) before(b *seat) bool {
	_, less := bits.Sub64(uint64(at.tie)^1<<63, uint64(b.tie)^1<<63, 0)
	_, less = bits.Sub64(at.key, b.key, less)
	return less != 0
}

// rise puts the last of a heap where it belongs.
func rise(heap []seat) {
	i := len(heap) - 1
	at := heap[i]
	for i > 0 {
		up := (i - 1) / fan
		if !at.before(&heap[up]) {
			break
		}
		heap[i] = heap[up]
		i = up
	}
	heap[i] = at
}

// sink puts one of a heap where it belongs at or below its place.
func sink(heap []seat, i int) {
	if i >= len(heap) {
		return
	}
	at := heap[i]
	for {
		low := fan*i + 1
		if low >= len(heap) {
			break
		}
		for k := low + 1; k < min(fan*i+fan+1, len(heap)); k++ {
			if heap[k].before(&heap[low]) {
				low = k
			}
		}
		if !heap[low].before(&at) {
			break
		}
		heap[i] = heap[low]
		i = low
	}
	heap[i] = at
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
func (l *Line) joinLot(x ID, lot Lot, p Part) {
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
	tie, after := l.waiters[p].tie, b.last
	if l.waiters[b.first].tie > tie {
		after = NoPart
	}
	for after != NoPart && l.waiters[after].tie > tie {
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
func (l *Line) cloneSorted() {
	l.sorts, l.waiters = slices.Clone(l.sorts), slices.Clone(l.waiters)
	for i := range l.sorts {
		s := &l.sorts[i]
		s.line, s.run, s.heap = slices.Clone(s.line), slices.Clone(s.run), slices.Clone(s.heap)
	}
	l.bunched, l.bunches = slices.Clone(l.bunched), slices.Clone(l.bunches)
}

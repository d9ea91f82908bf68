package sim

import (
	"math/bits"
	"slices"
)

// Choices wait: where a rule chooses, the choice is made when no timer of this instant is left, in declared order, so
// that the rule sees everything that came together.

func (l *Line) pend(x ID) {
	l.pending[x>>6] |= 1 << (uint(x) & 63)
	l.chooses = true
}

func (l *Line) chooseAll() {
	l.chooses = false
	for w := range l.pending {
		for l.pending[w] != 0 {
			b := bits.TrailingZeros64(l.pending[w])
			l.pending[w] &^= 1 << b
			l.chooseAt(ID(w<<6 | b))
			l.drain()
		}
	}
}

func (l *Line) chooseAt(x ID) {
	n := &l.nodes[x]
	if n.pool >= 0 {
		l.grant(int(n.pool))
		return
	}
	if n.feeder >= 0 {
		l.empower(&l.feeders[n.feeder])
		return
	}
	if n.out < 0 && len(n.outs) > 0 {
		switch n.role {
		case Station:
			l.chooseForStation(x)
		case Supply:
			l.chooseForSupply(x)
		case Buffer, Entry:
			l.chooseForPlace(x)
		case Exit, Pool, Clock, Feeder:
		}
	}
	if len(n.ins) > 1 {
		l.admit(x)
	}
	if n.offers {
		l.offer(x)
	}
	if n.gathers {
		l.post(x, Event{Cause: Offered, From: x, Part: NoPart})
	}
}

// admit lets those who wait for room at y have it, longest first; one that has a choice may go elsewhere instead.
func (l *Line) admit(y ID) {
	n := &l.nodes[y]
	for _, x := range n.ins {
		if l.nodes[x].retrieves {
			l.post(x, Event{Cause: Offered, From: y, Part: NoPart})
		}
	}
	for l.accepts(y) {
		best, since := None, Never
		for _, x := range n.ins {
			t, ok := l.claim(x, y)
			if ok && t < since && (l.nodes[x].out >= 0 || l.goes(x) == y) {
				best, since = x, t
			}
		}
		if best == None {
			l.lookDeeper(n.ins)
			return
		}
		if l.nodes[best].out >= 0 {
			if !l.serve(best, y) {
				return
			}
		} else {
			l.chooseOnce(best, y)
		}
		l.drain()
	}
}

// lookDeeper lets places look for a part that may go where the first cannot.
func (l *Line) lookDeeper(places []ID) {
	for _, x := range places {
		if n := &l.nodes[x]; n.out < 0 && n.count > 1 {
			l.pend(x)
		}
	}
}

// goes tells where the next part of a place with a choice would go now.
func (l *Line) goes(x ID) ID {
	n := &l.nodes[x]
	switch n.role {
	case Station:
		if n.wantsRoom {
			return l.pick(x, n.coming)
		}
		return l.pick(x, n.held)
	case Supply:
		return l.pick(x, l.supplied(x))
	default:
		return l.pick(x, l.peek(n))
	}
}

func (l *Line) chooseOnce(x, y ID) {
	n := &l.nodes[x]
	if !n.wantsRoom {
		l.move(x, y, l.release(x, y))
		l.left(x)
		if n.role != Station {
			l.pend(x) // the next may go elsewhere
		}
	} else if l.keep(x, y) {
		n.wantsRoom = false
		l.post(x, Event{Cause: Reserved, From: y, Part: NoPart})
	}
}

func (l *Line) chooseForStation(x ID) {
	n := &l.nodes[x]
	if n.wantsRoom {
		if y := l.pick(x, n.coming); y != None {
			l.chooseOnce(x, y)
		}
		return
	}
	if n.held == NoPart || n.locked {
		return
	}
	if y := l.pick(x, n.held); y != None {
		l.move(x, y, l.release(x, y))
	}
}

// supplied is the next part of a never-empty entrance with a choice, a draft until it goes.
func (l *Line) supplied(x ID) Part {
	n := &l.nodes[x]
	if n.held == NoPart {
		n.held = l.draft(x, l.nextProduct(n))
	}
	return n.held
}

func (l *Line) chooseForSupply(x ID) {
	n := &l.nodes[x]
	for {
		if !l.anyAccepts(n.outs) {
			return
		}
		y := l.pick(x, l.supplied(x))
		if y == None {
			return
		}
		l.move(x, y, l.release(x, y))
		l.drain()
	}
}

func (l *Line) anyAccepts(outs []ID) bool {
	return slices.ContainsFunc(outs, l.accepts)
}

// chooseForPlace hands out what waits in a place that leads to several. A part that cannot go where it must does not
// hold up those behind it that go elsewhere.
func (l *Line) chooseForPlace(x ID) {
	n := &l.nodes[x]
	if n.sorted >= 0 {
		l.chooseSorted(x)
		return
	}
	for i := int32(0); i < n.count && l.anyAccepts(n.outs); {
		p := n.at(i)
		y := l.pick(x, p)
		if y == None {
			if (n.choose == FirstFree || n.choose == Shortest) && n.follows == nil {
				return
			}
			i++
			continue
		}
		best := l.bestFor(x, y, i)
		if best < 0 {
			return
		}
		p = l.remove(x, best)
		l.move(x, y, p)
		l.freed(x)
		l.drain()
	}
}

// pick says which way a part goes by the node's rule, None when that way has no room now.
func (l *Line) pick(x ID, p Part) ID {
	n := &l.nodes[x]
	if l.tripped == x && l.outcome.Branch > 0 {
		return l.ifAccepts(ID(l.outcome.Branch - 1))
	}
	if l.parts[p].dest != None {
		return l.someOf(n.outs, l.parts[p].dest, p)
	}
	if o := l.routed(n, p); o != nil {
		return l.pickOf(n, o, p)
	}
	ways := n.ways
	switch n.choose {
	case Shortest:
		return l.shortest(ways, p)
	case ByProduct:
		ways = n.byProduct[l.parts[p].product]
	case RoundRobin, Random:
		l.parts[p].dest = l.address(n, p)
		return l.someOf(n.outs, l.parts[p].dest, p)
	case FirstFree:
	}
	for _, y := range ways {
		if l.admits(y, p) {
			return y
		}
	}
	return None
}

// anyWay tells whether one of the ways that the rule leaves to a part is as asked.
func (l *Line) anyWay(n *node, p Part, is func(ID) bool) bool {
	switch {
	case p == NoPart:
		return slices.ContainsFunc(n.outs, is)
	case l.parts[p].dest != None:
		return slices.ContainsFunc(n.outs, func(y ID) bool { return l.nodes[y].place == l.parts[p].dest && is(y) })
	case l.routed(n, p) != nil:
		return slices.ContainsFunc(l.routed(n, p).to, is)
	case n.choose == ByProduct:
		return slices.ContainsFunc(n.byProduct[l.parts[p].product], is)
	default:
		return slices.ContainsFunc(n.ways, is)
	}
}

func (l *Line) address(n *node, p Part) ID {
	if n.choose == Random {
		return n.places[drawFrom(n.shares, uniform(n.wayKey, l.fate(n, p)))]
	}
	y := n.places[n.next]
	n.next = (n.next + 1) % int32(len(n.places))
	return y
}

func (l *Line) ifAccepts(y ID) ID {
	if l.accepts(y) {
		return y
	}
	return None
}

func (l *Line) shortest(ways []ID, p Part) ID {
	best, least := None, int32(0)
	for _, y := range ways {
		if !l.admits(y, p) {
			continue
		}
		if c := l.crowd(y); best == None || c < least {
			best, least = y, c
		}
	}
	return best
}

// crowd counts the parts at y, and those in work where y leads only to one station, but for as many as that has machines
// more than one: what would be worked on at once meets nobody.
func (l *Line) crowd(y ID) int32 {
	n := &l.nodes[y]
	c := n.count + n.reserved
	if n.role != Buffer || len(n.places) != 1 {
		return c
	}
	for _, z := range n.outs {
		if l.nodes[z].role == Station && !l.nodes[z].waits {
			c++
		}
	}
	return max(0, c-int32(len(n.outs))+1)
}

package sim

import (
	"math"
	"slices"
)

// brings tells whether parts of some products can still come to z from some of the places before it. It goes upstream as far as
// there is room and are cards, until it finds somebody who can move. Where there is none, obstacle is who is in the way.
func (l *Line) brings(z ID, from []ID, products []bool) bool {
	s := &l.still
	s.count++
	if s.count == math.MaxUint32 {
		s.count = 1
		clear(s.seen)
	}
	s.seen[z], s.obstacle, s.card = s.count, None, -1
	s.stack = append(s.stack[:0], z)
	for len(s.stack) > 0 {
		v := s.stack[len(s.stack)-1]
		s.stack = s.stack[:len(s.stack)-1]
		if v != z && l.nodes[v].changes {
			products = nil // what goes in is another product than what comes out
		}
		for _, u := range l.nodes[v].ins {
			s.steps++
			if s.seen[u] == s.count || v == z && from != nil && !slices.Contains(from, l.nodes[u].place) || !l.maySend(u, products) {
				continue
			}
			if i := l.shut(u, v); i >= 0 {
				s.obstacle, s.card = l.keeper(1<<i, false), i
				continue
			}
			s.seen[u] = s.count
			if l.isSource(u, v == z) {
				return true
			}
			if l.letsThrough(u) {
				s.stack = append(s.stack, u)
			} else {
				s.obstacle, s.card = u, -1
			}
		}
	}
	return false
}

// shut is the first loop of cards for want of which nothing comes from u to v, -1 when there is none.
func (l *Line) shut(u, v ID) int {
	for _, i := range l.nodes[v].gates {
		if l.still.cardsAt[u]&(1<<i) == 0 && !l.sendsFreely(u, &l.loops[i]) && !l.comesBack(i) {
			return int(i)
		}
	}
	return -1
}

// sendsFreely tells whether some of what a node sends needs no card of a loop.
func (l *Line) sendsFreely(x ID, c *cardLoop) bool {
	for o, wants := range c.Ops {
		product := o
		if l.ops != nil {
			product = int(l.ops[o].product)
		}
		if sends := l.nodes[x].sends; !wants && (sends == nil || sends[product]) {
			return true
		}
	}
	return false
}

// maySend tells whether some of the products ever leave a node.
func (l *Line) maySend(x ID, products []bool) bool {
	sends := l.nodes[x].sends
	if sends == nil || products == nil {
		return true
	}
	for i, wanted := range products {
		if wanted && sends[i] {
			return true
		}
	}
	return false
}

// isSource tells whether parts may come from a node that nobody need bring there. What waits right before who wants it need not
// go on to count.
func (l *Line) isSource(x ID, right bool) bool {
	n := &l.nodes[x]
	switch n.role {
	case Supply:
		return n.held == NoPart || l.canGo(x, n.held)
	case Entry:
		if l.still.rest {
			return false
		}
		return n.count == 0 || l.still.alive[x] || (right || !l.inLine(n)) && (!n.lose || n.count < n.room)
	case Buffer:
		return n.count > 0 && l.still.alive[x]
	case Station:
		return l.still.alive[x] && l.still.partsAt[x]
	default:
		return false
	}
}

// letsThrough tells whether what comes to a node may go on.
func (l *Line) letsThrough(x ID) bool {
	n := &l.nodes[x]
	return n.role == Buffer && n.count < n.room || l.still.alive[x]
}

// orderComes tells whether a part of an order that a station needs can still come to it.
func (l *Line) orderComes(z ID, need *lack) bool {
	l.still.steps += len(l.parts)
	inside := 0
	for p := range l.parts {
		q := &l.parts[p]
		if q.number == 0 || q.order != need.order || l.marks[p]&isBox != 0 {
			continue
		}
		inside++
		switch {
		case slices.Contains(need.came, q.number):
		case l.marks[p]&isPacked != 0 || l.still.alive[q.at] || l.lacksOnlyCard(Part(p), z):
			return true
		default:
			l.still.obstacle, l.still.card = q.at, -1
		}
	}
	return inside < need.rest
}

// lacksOnlyCard tells whether a part stands right before a station and only waits for a card, which comes.
func (l *Line) lacksOnlyCard(p Part, z ID) bool {
	x := l.parts[p].at
	return l.needsCard(z, p) && l.anyWay(&l.nodes[x], p, func(y ID) bool { return y == z }) && l.noCard(z, p) < 0
}

package sim

import "slices"

// A station that gathers takes by itself what waits before it, part by part and by place or product, once it has all that
// it wants. Nothing is pushed into it. Whenever something before it has changed it is told so at the end of the instant,
// with cause Offered; so it does when there may be room behind it.

// offersTo tells whether a node leads to a station that gathers: what goes there is for that station to say.
func (l *Line) offersTo(x ID) bool {
	return slices.ContainsFunc(l.nodes[x].outs, func(y ID) bool { return l.nodes[y].gathers })
}

// offer tells those behind x who gather that something has changed.
func (l *Line) offer(x ID) {
	for _, y := range l.nodes[x].outs {
		if l.nodes[y].gathers {
			l.post(y, Event{Cause: Offered, From: x, Part: NoPart})
		}
	}
}

// mayGo tells whether the rule of x lets a part go to z.
func (l *Line) mayGo(x ID, p Part, z ID) bool {
	n := &l.nodes[x]
	switch {
	case l.parts[p].dest != None:
	case l.routed(n, p) != nil:
		return slices.Contains(l.routed(n, p).to, z)
	case n.choose == ByProduct:
		return slices.Contains(n.byProduct[l.parts[p].product], z)
	case n.choose == RoundRobin || n.choose == Random:
		l.parts[p].dest = l.address(n, p)
	default:
		return true
	}
	return l.parts[p].dest == l.nodes[z].place
}

// wanted are the parts that a station takes: of the products, or the ops, that are marked; of any for nil.
type wanted struct{ products, ops []bool }

func (w wanted) has(p *part) bool {
	return (w.products == nil || w.products[p.product]) && (w.ops == nil || w.ops[p.op])
}

// offered finds what waits at x, may go to z and is wanted: the place of the first in the order of leaving, since when it waits,
// how many there are, up to most, and since when the oldest of them waits. Those that need a card are no more than so many are
// free, of which it takes what it has counted.
func (l *Line) offered(x, z ID, want wanted, most int, cards *int32) (first int32, since Time, n int, oldest Time) {
	s := &l.nodes[x]
	fits := func(p Part) bool {
		if !want.has(&l.parts[p]) || !l.mayGo(x, p, z) {
			return false
		}
		if l.needsCard(z, p) {
			*cards--
			return *cards >= 0
		}
		return true
	}
	switch s.role {
	case Buffer, Entry:
		oldest = Never
		for i := int32(0); i < s.count && n < most; i++ {
			if p := s.at(i); fits(p) {
				oldest = min(oldest, l.parts[p].waitsSince)
				if n++; n == 1 {
					first, since = i, l.parts[p].waitsSince
				}
			}
		}
		return first, since, n, oldest
	case Station:
		if s.held != NoPart && !s.locked && fits(s.held) {
			return 0, s.waitsSince, 1, s.waitsSince
		}
	case Supply:
		switch next := l.supplied(x); {
		case !fits(next):
		case want.products == nil && want.ops == nil || s.makes > 0 || l.mix.products == 1:
			if l.needsCard(z, next) {
				most = min(most, int(*cards)+1) // one is counted already
				*cards -= int32(most) - 1
			}
			return 0, s.turn(), most, s.turn()
		default: // what comes after the next is not known
			return 0, s.turn(), 1, s.turn()
		}
	case Exit, Pool, Clock, Feeder:
	}
	return 0, 0, 0, Never
}

// offers is how many z could take of what it wants from some places, or for nil from all that lead to it, up to most, and
// since when the first of them waits.
func (l *Line) offers(z ID, from []ID, want wanted, most int) (n int, since Time) {
	since = Never
	cards := l.freeCards(z)
	for _, x := range l.nodes[z].ins {
		if from != nil && !slices.Contains(from, l.nodes[x].place) {
			continue
		}
		_, _, k, t := l.offered(x, z, want, most-n, &cards)
		if k > 0 {
			n, since = n+k, min(since, t)
		}
	}
	return n, since
}

// A choice is the part that a station that gathers takes next: where it waits, and at which place in the order of leaving.
type choice struct {
	x      ID
	at     int32
	since  Time
	rank   float64
	number Number
}

// before tells whether one part is taken before another: by the rule of the station, then by how long it has waited, then,
// where that goes by it, by number.
func (c *choice) before(d *choice, fair bool) bool {
	switch {
	case d.x == None || c.rank != d.rank:
		return d.x == None || c.rank < d.rank
	case c.since != d.since:
		return c.since < d.since
	default:
		return fair && c.number < d.number
	}
}

// firstOffer is the part that a station that gathers takes next, that it wants, at some of the places before it or
// at all.
func (l *Line) firstOffer(z ID, from []ID, want wanted) (choice, bool) {
	best := choice{x: None}
	n := &l.nodes[z]
	for _, x := range n.ins {
		if from != nil && !slices.Contains(from, l.nodes[x].place) {
			continue
		}
		if n.ranks || n.fair {
			if one := l.firstAt(x, z, want); one.x != None && one.before(&best, n.fair) {
				best = one
			}
			continue
		}
		cards := l.freeCards(z)
		if i, t, k, _ := l.offered(x, z, want, 1, &cards); k > 0 && (best.x == None || t < best.since) {
			best = choice{x: x, at: i, since: t}
		}
	}
	return best, best.x != None
}

// firstAt is the part at x that comes first for z by the rule of that.
func (l *Line) firstAt(x, z ID, want wanted) choice {
	s, best, free := &l.nodes[x], choice{x: None}, l.freeCards(z)
	look := func(p Part, at int32, since Time) {
		q := &l.parts[p]
		if !want.has(q) || !l.mayGo(x, p, z) || free == 0 && l.needsCard(z, p) {
			return
		}
		one := choice{x: x, at: at, since: since, number: q.number}
		if l.nodes[z].ranks {
			one.rank, _ = l.elements[z].(Ranker).Rank(Context{l, z}, p)
		}
		first := one.since != best.since && best.x != None && one.rank == best.rank // as they leave, of those that came together by number
		if !first && one.before(&best, l.nodes[z].fair) {
			best = one
		}
	}
	switch s.role {
	case Buffer, Entry:
		for i := range s.count {
			p := s.at(i)
			look(p, i, l.parts[p].waitsSince)
		}
	case Station:
		if s.held != NoPart && !s.locked {
			look(s.held, 0, s.waitsSince)
		}
	case Supply:
		look(l.supplied(x), 0, s.turn())
	case Exit, Pool, Clock, Feeder:
	}
	return best
}

// takeFrom gives a station that gathers the part that firstOffer says.
func (l *Line) takeFrom(z ID, from []ID, want wanted) (Part, bool) {
	c, ok := l.firstOffer(z, from, want)
	if !ok {
		return NoPart, false
	}
	var p Part
	if r := l.nodes[c.x].role; r == Buffer || r == Entry {
		p = l.remove(c.x, c.at)
	} else {
		p = l.release(c.x, z)
	}
	l.arrive(c.x, z, p)
	l.left(c.x)
	l.pend(c.x) // others may want what comes next
	return p, true
}

// peekFrom is the part that takeFrom would give.
func (l *Line) peekFrom(z ID, from []ID, want wanted) (Part, bool) {
	c, ok := l.firstOffer(z, from, want)
	if !ok {
		return NoPart, false
	}
	switch s := &l.nodes[c.x]; s.role {
	case Buffer, Entry:
		return s.at(c.at), true
	case Supply:
		return l.supplied(c.x), true
	default:
		return s.held, true
	}
}

// hasRoom tells whether a part of a product that is at x would find room behind it.
func (l *Line) hasRoom(x ID, product int32) bool {
	return slices.ContainsFunc(l.waysOf(x, int(product)), l.accepts)
}

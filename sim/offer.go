package sim

import (
	"math"
	"slices"
)

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

// offered finds what waits at x, may go to z and is wanted: the place of the first in the order of leaving, since when it
// waits, and how many there are, up to most.
func (l *Line) offered(x, z ID, want wanted, most int) (first int32, since Time, n int) {
	s := &l.nodes[x]
	fits := func(p Part) bool { return want.has(&l.parts[p]) && l.mayGo(x, p, z) }
	switch s.role {
	case Buffer, Entry:
		for i := int32(0); i < s.count && n < most; i++ {
			if p := s.at(i); fits(p) {
				if n++; n == 1 {
					first, since = i, l.parts[p].waitsSince
				}
			}
		}
	case Station:
		if s.held != NoPart && !s.locked && fits(s.held) {
			return 0, s.waitsSince, 1
		}
	case Supply:
		switch next := l.supplied(x); {
		case !fits(next):
		case want.products == nil && want.ops == nil || s.makes > 0 || l.mix.products == 1:
			return 0, s.turn(), most
		default: // what comes after the next is not known
			return 0, s.turn(), 1
		}
	case Exit, Pool, Clock:
	}
	return first, since, n
}

// offers is how many z could take of what it wants from some places, or for nil from all that lead to it, up to most, and
// since when the first of them waits.
func (l *Line) offers(z ID, from []ID, want wanted, most int) (n int, since Time) {
	since = Never
	for _, x := range l.nodes[z].ins {
		if from != nil && !slices.Contains(from, l.nodes[x].place) {
			continue
		}
		_, t, k := l.offered(x, z, want, most-n)
		if k > 0 {
			n, since = n+k, min(since, t)
		}
	}
	return n, since
}

// takeFrom gives a station that gathers the part that it wants and that has waited longest, at some of the places before it or
// at all.
func (l *Line) takeFrom(z ID, from []ID, want wanted) (Part, bool) {
	best, at, since := None, int32(0), Time(math.MaxInt64)
	for _, x := range l.nodes[z].ins {
		if from != nil && !slices.Contains(from, l.nodes[x].place) {
			continue
		}
		if i, t, n := l.offered(x, z, want, 1); n > 0 && t < since {
			best, at, since = x, i, t
		}
	}
	if best == None {
		return NoPart, false
	}
	var p Part
	if r := l.nodes[best].role; r == Buffer || r == Entry {
		p = l.remove(best, at)
	} else {
		p = l.release(best, z)
	}
	l.arrive(best, z, p)
	l.left(best)
	l.pend(best) // others may want what comes next
	return p, true
}

// hasRoom tells whether a part of a product that is at x would find room behind it.
func (l *Line) hasRoom(x ID, product int32) bool {
	return slices.ContainsFunc(l.waysOf(x, int(product)), l.accepts)
}

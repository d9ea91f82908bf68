package sim

import "math"

// A station may look ahead at what comes to it next, before it is there: along the places behind it that lead nowhere
// else. Whenever that has changed by the end of an instant it is told so, with cause Foreseen.

type looker struct {
	node   ID
	op     int32  // of the part that comes next, -1: nobody knows
	newest Number // part that waits in the place before it
}

// A Holder is an element that can tell which of the parts in its hands it will let go first.
type Holder interface{ Holds() Part }

// announce tells those who look ahead what has changed; false: nothing has.
func (l *Line) announce() bool {
	told := false
	for i := range l.lookers {
		k := &l.lookers[i]
		op, newest := l.coming(k.node), l.newest(k.node)
		if op != k.op || newest != k.newest {
			k.op, k.newest = op, newest
			l.post(k.node, Event{Cause: Foreseen, From: None, Part: NoPart})
			told = true
		}
	}
	if told {
		l.drain()
	}
	return told
}

// coming is the op of the part that comes next to a station, -1 when that cannot be known.
func (l *Line) coming(z ID) int32 {
	for range l.nodes {
		x := l.nodes[z].in
		if x < 0 || l.nodes[x].out < 0 {
			return -1
		}
		s := &l.nodes[x]
		switch s.role {
		case Supply:
			return l.opOf(l.nextProduct(s))
		case Buffer, Entry:
			if s.count > 0 {
				return l.parts[l.peek(s)].op
			}
		case Station:
			if p := l.inHand(x); p != NoPart {
				return l.opOnward(s, p)
			}
		case Exit, Pool, Clock, Feeder:
		}
		z = x
	}
	return -1
}

func (l *Line) inHand(x ID) Part {
	if p := l.nodes[x].held; p != NoPart {
		return p
	}
	if h, ok := l.elements[x].(Holder); ok {
		return h.Holds()
	}
	return NoPart
}

// newest tells apart what waits in the place before a station.
func (l *Line) newest(z ID) Number {
	x := l.nodes[z].in
	if x < 0 {
		return 0
	}
	s := &l.nodes[x]
	switch {
	case s.role == Supply:
		return Number(s.made)
	case s.sorted >= 0 && s.count > 0:
		return l.parts[l.newestSorted(s)].number
	case s.count > 0:
		return l.parts[s.ring[(s.head+s.count-1)%int32(len(s.ring))]].number
	default:
		return 0
	}
}

// waitingBefore is how many wait in the only place before a station.
func (l *Line) waitingBefore(z ID) int {
	x := l.nodes[z].in
	switch {
	case x < 0:
		return 0
	case l.nodes[x].role == Supply:
		return math.MaxInt32
	}
	return int(l.nodes[x].count)
}

// takeOf gives a station the part of some ops that has waited longest in the only place before it. When there is none
// it leaves no wish behind.
func (l *Line) takeOf(z ID, ops []bool) (Part, bool) {
	x := l.nodes[z].in
	if x < 0 || len(l.nodes[x].outs) != 1 || l.nodes[z].keptFor != None {
		return NoPart, false
	}
	s := &l.nodes[x]
	p := NoPart
	switch s.role {
	case Supply:
		if ops[l.opOf(l.nextProduct(s))] {
			p = l.make(x)
		}
	case Buffer, Entry:
		if s.sorted >= 0 {
			p = l.takeOfSorted(x, ops)
			break
		}
		for i := range s.count {
			if ops[l.parts[s.at(i)].op] {
				p = l.remove(x, i)
				break
			}
		}
	case Station, Exit, Pool, Clock, Feeder:
	}
	if p == NoPart {
		return NoPart, false
	}
	l.arrive(x, z, p)
	l.left(x)
	if s.out < 0 {
		l.pend(x)
	}
	return p, true
}

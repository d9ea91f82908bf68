package sim

// takeNow gives a station a part that may come to it at once, longest waiting first, and leaves no wish behind when there
// is none. It does not wait for the end of the instant: a hand that changes parts cannot.
func (l *Line) takeNow(z ID) (Part, bool) {
	n := &l.nodes[z]
	if n.keptFor != None {
		return NoPart, false
	}
	n.waits = true
	best, at, p, since := None, int32(0), NoPart, Never
	for _, x := range n.ins {
		if q, i, t, ok := l.ready(x, z); ok && t < since {
			best, at, p, since = x, i, q, t
		}
	}
	if best == None {
		n.waits = false
		return NoPart, false
	}
	switch s := &l.nodes[best]; {
	case s.sorted >= 0:
		l.removed(best, p)
	case s.role == Buffer || s.role == Entry:
		l.remove(best, at)
	default:
		p = l.release(best, z)
	}
	l.arrive(best, z, p)
	l.left(best)
	if l.nodes[best].out < 0 {
		l.pend(best) // the next may go elsewhere
	}
	return p, true
}

// firstFor is the part that takeNow would give a station.
func (l *Line) firstFor(z ID) (Part, bool) {
	n := &l.nodes[z]
	if n.keptFor != None {
		return NoPart, false
	}
	waited := n.waits
	n.waits = true
	best, since := NoPart, Never
	for _, x := range n.ins {
		s := &l.nodes[x]
		if p, _, t, ok := l.ready(x, z); ok && t < since && (s.role == Buffer || s.role == Entry) {
			best, since = p, t
		}
	}
	n.waits = waited
	return best, best != NoPart
}

// ready finds the first part at x that may go to z now, where it waits there: its place in the order of leaving, and since
// when it waits.
func (l *Line) ready(x, z ID) (p Part, at int32, since Time, ok bool) {
	s := &l.nodes[x]
	if s.role != Buffer && s.role != Entry {
		since, ok = l.waiting(x, z)
		return NoPart, 0, since, ok && !s.wantsRoom && (s.out >= 0 || l.goes(x) == z)
	}
	if s.sorted >= 0 {
		if s.count == 0 || l.pick(x, l.peekSorted(s)) != z {
			return NoPart, 0, 0, false
		}
		p = l.bestSorted(x, z)
		return p, 0, l.parts[p].waitsSince, true
	}
	for i := range s.count {
		p := s.at(i)
		if s.out >= 0 || l.pick(x, p) == z {
			if i = l.bestFor(x, z, i); i < 0 {
				return NoPart, 0, 0, false
			}
			p = s.at(i)
			return p, i, l.parts[p].waitsSince, true
		}
	}
	return NoPart, 0, 0, false
}

package sim

// takeNow gives a station a part that may come to it at once, longest waiting first, and leaves no wish behind when there
// is none. It does not wait for the end of the instant: a hand that changes parts cannot.
func (l *Line) takeNow(z ID) (Part, bool) {
	n := &l.nodes[z]
	if n.keptFor != None {
		return NoPart, false
	}
	n.waits = true
	best, at, since := None, int32(0), Never
	for _, x := range n.ins {
		if i, t, ok := l.ready(x, z); ok && t < since {
			best, at, since = x, i, t
		}
	}
	if best == None {
		n.waits = false
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
		if i, t, ok := l.ready(x, z); ok && t < since && (s.role == Buffer || s.role == Entry) {
			best, since = s.at(i), t
		}
	}
	n.waits = waited
	return best, best != NoPart
}

// ready finds the first part at x that may go to z now: its place in the order of leaving, and since when it waits.
func (l *Line) ready(x, z ID) (at int32, since Time, ok bool) {
	s := &l.nodes[x]
	if s.role != Buffer && s.role != Entry {
		since, ok = l.waiting(x, z)
		return 0, since, ok && !s.wantsRoom && (s.out >= 0 || l.goes(x) == z)
	}
	for i := range s.count {
		p := s.at(i)
		if s.out >= 0 || l.pick(x, p) == z {
			if i = l.bestFor(x, z, i); i < 0 {
				return 0, 0, false
			}
			return i, l.parts[s.at(i)].waitsSince, true
		}
	}
	return 0, 0, false
}

package sim

// Customers come to an exit that has an Element, each for one part: a part leaves there only for a customer. One who finds
// none waits, in the order in which they came, or is lost.

// demand lets a customer come to an exit. It is true when there was a part for him at once.
func (l *Line) demand(x ID, waits bool) bool {
	n := &l.nodes[x]
	l.tally.asked[x]++
	n.owed++
	for _, from := range n.ins {
		if _, i, _, ok := l.ready(from, x); ok && n.owed == n.count+1 {
			l.handOut(from, x, i)
			l.tally.served[x]++
			return true
		}
	}
	if !waits {
		n.owed--
		return false
	}
	for _, from := range n.ins {
		if l.nodes[from].retrieves {
			l.pend(from) // it takes out of its rack what a customer waits for
		}
	}
	n.count++
	l.tally.level[x].enter(l.now)
	return false
}

// handOut lets part number i of what waits at a place leave.
func (l *Line) handOut(from, x ID, i int32) {
	var p Part
	if r := l.nodes[from].role; r == Buffer || r == Entry {
		p = l.remove(from, i)
	} else {
		p = l.release(from, x)
	}
	l.move(from, x, p)
	l.left(from)
	if l.nodes[from].out < 0 {
		l.pend(from)
	}
}

// fulfils counts a part that leaves at an exit to which customers come.
func (l *Line) fulfils(x ID) {
	n := &l.nodes[x]
	if n.owed < 0 {
		return
	}
	if n.owed--; n.count > n.owed {
		n.count--
		l.tally.level[x].leave(l.now)
	}
}

package sim

// Customers come to an exit that has an Element, each for one part: a part leaves there only for a customer. One who finds
// none waits, in the order in which they came, or is lost.

// demand lets a customer come to an exit. It is true when there was a part for him at once: one that could leave, one that was
// finished and only has to be taken out of its station for him, or one in a rack that is fetched for him. A station that makes
// to order begins for a customer who waits.
func (l *Line) demand(x ID, waits bool) bool {
	n, clients := &l.nodes[x], l.customers(x)
	l.tally.asked[x]++
	before := n.owed - n.reserved // who came before and for whom no part is on its way
	n.owed++
	from, i := l.longestReady(x)
	switch {
	case before == 0 && from != None && (!l.nodes[from].wantsRoom || !l.nodes[from].toOrder):
		l.handOut(from, x, i)
	case l.inRacks(x, before+1):
		l.freed(x)
	case waits:
		n.count++
		clients.come(l.now)
		l.tally.level[x].enter(l.now)
		l.freed(x)
		return false
	default:
		n.owed--
		clients.gone++
		return false
	}
	l.tally.served[x]++
	clients.waits.Add(0)
	return true
}

// inRacks tells whether so many parts lie in the racks of storages before an exit, and may be fetched for it.
func (l *Line) inRacks(x ID, want int32) bool {
	for _, z := range l.nodes[x].ins {
		if !l.nodes[z].retrieves {
			continue
		}
		for _, rack := range l.nodes[z].ins {
			for s, i := &l.nodes[rack], int32(0); i < s.count && want > 0; i++ {
				if p := s.at(i); l.mayGo(rack, p, z) && l.leadsTo(z, p, x) {
					want--
				}
			}
		}
	}
	return want <= 0
}

// leadsTo tells whether a part at z may go to x next; a rule that has yet to choose is not asked.
func (l *Line) leadsTo(z ID, p Part, x ID) bool {
	n := &l.nodes[z]
	if n.out == x || n.choose == RoundRobin || n.choose == Random {
		return true
	}
	return l.anyWay(n, p, func(y ID) bool { return y == x })
}

// longestReady is who before an exit has waited longest with a part for it, or for a place for one, and which part of those
// there it is.
func (l *Line) longestReady(x ID) (best ID, at int32) {
	best = None
	since := Never
	for _, from := range l.nodes[x].ins {
		_, i, t, ok := l.ready(from, x)
		if s := &l.nodes[from]; s.wantsRoom && (s.out >= 0 || l.goes(from) == x) {
			i, t, ok = 0, s.waitsSince, true
		}
		if ok && t < since {
			best, at, since = from, i, t
		}
	}
	return best, at
}

// handOut lets part number i of what waits at a place leave, or be taken out there.
func (l *Line) handOut(from, x ID, i int32) {
	if l.nodes[from].wantsRoom {
		l.chooseOnce(from, x)
		return
	}
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

// fulfils counts what leaves at an exit to which customers come. A real plant may see more leave than customers came.
func (l *Line) fulfils(x ID) {
	n := &l.nodes[x]
	if n.owed <= 0 {
		return
	}
	if n.owed--; n.count > n.owed {
		n.count--
		l.customers(x).leave(l.now)
		l.tally.level[x].leave(l.now)
	}
}

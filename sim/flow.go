package sim

import "slices"

// How parts go from place to place. A station pulls with Take and pushes with Send; the line moves a part the moment
// both sides are ready, longest waiting first, the first declared among those that wait equally long, without lists.

func (l *Line) accepts(y ID) bool {
	n := &l.nodes[y]
	switch n.role {
	case Buffer:
		return n.count+n.reserved < n.room
	case Station:
		return n.waits && n.keptFor == None
	default:
		return n.role == Exit && n.owed != n.reserved // -1 of one where nobody has to come for parts
	}
}

// sends counts a finished part.
func (l *Line) sends(x ID, p Part) {
	l.tally.sent[int(x)*l.mix.products+int(l.parts[p].product)]++
	l.did(x, p)
	if l.mask&Sent != 0 {
		l.tell(Record{ID: x, Peer: None, What: Sent, Part: l.parts[p].number, Order: l.parts[p].order + 1, Product: l.parts[p].product})
	}
	if l.failed != nil {
		l.worked(x, p)
	}
	if n := &l.nodes[x]; n.follows != nil {
		l.goesOn(n, &l.parts[p])
	}
}

// did counts a piece of work that is finished, good or bad, by what it was.
func (l *Line) did(x ID, p Part) {
	if l.ops != nil {
		l.tally.done[int(x)*len(l.ops)+int(l.parts[p].op)]++
	}
}

// sendsAll counts a finished part, or what it holds, or that it goes aside.
func (l *Line) sendsAll(n *node, x ID, p Part) {
	switch {
	case !l.burdened:
		l.sends(x, p)
	case l.marks[p]&(toMend|rejected) != 0:
		l.worked(x, p)
		l.setAside(x, p)
	case n.unloads && l.is(p, isCarrier):
		if n.follows != nil {
			l.goesOn(n, &l.parts[p])
		}
	case l.parts[p].held == NoPart:
		l.sends(x, p)
	default:
		l.each(p, func(q Part) { l.sends(x, q) })
		if n.follows != nil {
			l.goesOn(n, &l.parts[p]) // the holder goes where what it holds goes
		}
	}
}

// send places a finished part, or keeps it where it is: then Cleared follows.
func (l *Line) send(x ID, p Part) bool {
	n := &l.nodes[x]
	if l.burdened || l.ops != nil || l.mask&Sent != 0 {
		l.sendsAll(n, x, p)
	} else {
		l.tally.sent[int(x)*l.mix.products+int(l.parts[p].product)]++
	}
	if l.ops != nil && n.follows != nil {
		if y := l.straight(n, &l.parts[p]); y != None && n.reservedAt == None {
			l.move(x, y, p)
			return true
		}
	}
	if y := n.reservedAt; y != None {
		l.unreserve(x)
		l.move(x, y, p)
		if l.accepts(y) {
			l.freed(y) // the part ran through, and the place that was kept for it is free
		}
		return true
	}
	if n.out >= 0 && l.accepts(n.out) {
		l.move(x, n.out, p)
		return true
	}
	n.held, n.waitsSince = p, l.now
	l.suspect(x)
	if n.out < 0 {
		l.pend(x)
	}
	return false
}

// move takes a part to a place that accepts it, and on through places where nothing holds it.
func (l *Line) move(from, to ID, p Part) {
	for {
		n := &l.nodes[to]
		l.stand(from, to, p)
		switch n.role {
		case Station:
			n.waits = false
			l.queue = append(l.queue, queued{to, Event{Cause: Arrived, From: from, Part: p}})
			return
		case Exit:
			l.leave(to, p)
			return
		default: // a buffer
		}
		if n.out < 0 || n.count > 0 || !l.accepts(n.out) {
			l.push(to, p)
			if n.out < 0 {
				l.pend(to)
			}
			return
		}
		from, to = to, n.out
	}
}

// take gives a station the part that has waited longest to come to it, or notes that it waits: then Arrived follows.
func (l *Line) take(z ID) (Part, bool) {
	n := &l.nodes[z]
	n.waits, n.declines = true, false
	if n.keptFor != None {
		return NoPart, false // one is on its way
	}
	if n.in < 0 {
		return l.takeOfMany(z)
	}
	s := &l.nodes[n.in]
	if s.out < 0 { // several compete for what is there, or a rule says where it goes
		l.pend(n.in)
		return NoPart, false
	}
	switch s.role {
	case Buffer, Entry:
		if s.count > 0 {
			p := l.pop(n.in)
			l.arrive(n.in, z, p)
			l.freed(n.in)
			return p, true
		}
	case Supply:
		p := l.make(n.in)
		l.arrive(n.in, z, p)
		return p, true
	case Station:
		if s.held != NoPart && !s.locked {
			p := s.held
			s.held = NoPart
			l.arrive(n.in, z, p)
			l.queue = append(l.queue, queued{n.in, Event{Cause: Cleared, From: z, Part: p}})
			return p, true
		}
		if s.wantsRoom {
			l.serve(n.in, z)
		}
	default: // nothing else leads to a station
	}
	return NoPart, false
}

// arrive is the part of a move that is left when the one who asked is answered at once.
func (l *Line) arrive(from, to ID, p Part) {
	l.nodes[to].waits = false
	l.stand(from, to, p)
}

// stand notes where a part stands now, and which way it came.
func (l *Line) stand(from, to ID, p Part) {
	at := &l.parts[p]
	at.at, at.dest = to, None
	if l.burdened || l.looped > 0 || l.mask&Moved != 0 || from == None || l.nodes[to].in < 0 || l.nodes[from].out < 0 {
		l.noteWay(from, to, p)
	}
}

// noteWay is what stand has to note of some parts, on some ways.
func (l *Line) noteWay(from, to ID, p Part) {
	if l.burdened && !l.carry(from, to, p) {
		return
	}
	if i := l.nodes[to].loop; i >= 0 {
		l.visits[int(p)*l.looped+int(i)]++
	}
	if from != None && (l.nodes[to].in < 0 || l.nodes[from].out < 0) && l.parts[p].held == NoPart {
		l.count(from, to, l.parts[p].product)
	}
	if l.mask&Moved != 0 {
		l.tell(Record{ID: to, Peer: from, What: Moved, Part: l.parts[p].number, Order: l.parts[p].order + 1, Product: l.parts[p].product})
	}
}

// carry sees to what a part may have on it when it comes to a place: that it was to be mended, what it holds, cards. It is false
// for a box, which is no part to be counted.
func (l *Line) carry(from, to ID, p Part) bool {
	if l.failed != nil && l.failed[p] != None {
		l.passes(p, to)
	}
	if l.parts[p].held != NoPart {
		l.standAll(from, to, p)
		if l.marks[p]&isBox != 0 {
			return false
		}
	}
	if l.loops != nil {
		l.changeCards(p, from, to)
	}
	return true
}

// count counts a part on one of several ways.
func (l *Line) count(from, to ID, product int32) {
	n := &l.nodes[from]
	way := int(n.firstWay) + slices.Index(n.outs, to)
	l.tally.ways[way*l.mix.products+int(product)]++
}

// takeOfMany looks at several places that lead to a station. What has waited longest comes first; a never-empty entrance
// comes last, since what it gives has not waited, and several of them take turns. Where one of them leads to others too, the choice is left to the end of
// the instant.
func (l *Line) takeOfMany(z ID) (Part, bool) {
	n := &l.nodes[z]
	best, since := None, Never
	for _, x := range n.ins {
		if l.hasChoice(x) {
			l.pend(z)
			return NoPart, false
		}
		if t, ok := l.claim(x, z); ok && t < since {
			best, since = x, t
		}
	}
	if best == None {
		return NoPart, false
	}
	if l.nodes[best].wantsRoom {
		l.serve(best, z)
		return NoPart, false
	}
	p := l.release(best, z)
	l.arrive(best, z, p)
	l.left(best)
	return p, true
}

// waiting tells since when the next part of x has been ready to go to y.
func (l *Line) waiting(x, y ID) (since Time, ok bool) {
	s := &l.nodes[x]
	switch s.role {
	case Buffer, Entry:
		if s.count == 0 {
			return 0, false
		}
		p := &l.parts[l.peek(s)]
		return p.waitsSince, p.dest == None || p.dest == l.nodes[y].place
	case Station:
		if s.held == NoPart || s.locked {
			return 0, false
		}
		return s.waitsSince, l.parts[s.held].dest == None || l.parts[s.held].dest == l.nodes[y].place
	case Supply:
		return s.turn(), true
	default:
		return 0, false
	}
}

// turn is since when a never-empty entrance waits: after all that really has waited, since what it gives has not; of several
// first whichever gave longest ago.
func (n *node) turn() Time { return Never/2 + n.waitsSince }

// release takes the next part out of x for y. Once it stands there, left lets those behind x use the room: not before, or
// they would run through to y as well.
func (l *Line) release(x, y ID) Part {
	s := &l.nodes[x]
	switch s.role {
	case Station:
		p := s.held
		s.held = NoPart
		l.post(x, Event{Cause: Cleared, From: y, Part: p})
		return p
	case Supply:
		s.waitsSince = l.now + 1 // after those that have not given yet
		if s.held == NoPart {
			return l.make(x)
		}
		p := s.held
		s.held = NoPart
		l.bear(x, p)
		return p
	default:
		return l.pop(x)
	}
}

// left is told when a part has left x and stands where it goes.
func (l *Line) left(x ID) {
	if r := l.nodes[x].role; r == Buffer || r == Entry {
		l.freed(x)
	}
}

// freed lets those who wait for room at y have it, longest waiting first.
func (l *Line) freed(y ID) {
	n := &l.nodes[y]
	if n.in >= 0 {
		if s := &l.nodes[n.in]; s.role != Station || s.held != NoPart || s.wantsRoom || s.out < 0 {
			l.serve(n.in, y)
		}
		return
	}
	if slices.ContainsFunc(n.ins, l.hasChoice) {
		l.pend(y)
		return
	}
	for l.accepts(y) {
		best, since := None, Never
		for _, x := range n.ins {
			if t, ok := l.claim(x, y); ok && t < since {
				best, since = x, t
			}
		}
		if best == None || !l.serve(best, y) {
			return
		}
	}
}

// hasChoice tells whether x leads to several and has something to send on: whom it goes to is for the end of the instant.
func (l *Line) hasChoice(x ID) bool {
	s := &l.nodes[x]
	return s.out < 0 && (s.held != NoPart || s.wantsRoom || s.count > 0 || s.role == Supply || s.gathers)
}

// claim tells since when x waits for room at y, with a part or for a part to come.
func (l *Line) claim(x, y ID) (since Time, ok bool) {
	if s := &l.nodes[x]; s.wantsRoom {
		return s.waitsSince, true
	}
	return l.waiting(x, y)
}

// serve lets x use room at y, if it waits for it.
func (l *Line) serve(x, y ID) bool {
	s := &l.nodes[x]
	if s.out < 0 {
		l.pend(x)
		return false
	}
	if s.wantsRoom {
		if !l.keep(x, y) {
			return false
		}
		s.wantsRoom = false
		l.post(x, Event{Cause: Reserved, From: y, Part: NoPart})
		return true
	}
	if _, ok := l.waiting(x, y); !ok {
		return false
	}
	l.move(x, y, l.release(x, y))
	l.left(x)
	return true
}

// keep keeps a place at y for the next part of x.
func (l *Line) keep(x, y ID) bool {
	if !l.accepts(y) {
		return false
	}
	switch n := &l.nodes[y]; n.role {
	case Buffer:
		n.reserved++
	case Station:
		n.keptFor = x
	default: // an exit is never full; where customers come, this one is for one of them
		if n.owed >= 0 {
			n.reserved++
		}
	}
	l.nodes[x].reservedAt = y
	if p := l.nodes[x].coming; l.loops != nil && p != NoPart {
		l.takeCards(p, y)
	}
	return true
}

func (l *Line) reserve(x ID, p Part) bool {
	n := &l.nodes[x]
	n.coming = p
	if n.out >= 0 && l.keep(x, n.out) {
		return true
	}
	n.wantsRoom, n.waitsSince = true, l.now
	l.suspect(x)
	if n.out < 0 {
		l.pend(x)
	}
	return false
}

func (l *Line) unreserve(x ID) {
	y := l.nodes[x].reservedAt
	l.nodes[x].reservedAt = None
	switch n := &l.nodes[y]; n.role {
	case Buffer:
		n.reserved--
	case Station:
		n.keptFor = None
		n.waits = n.waits && !n.declines
	default:
		if n.owed >= 0 {
			n.reserved--
		}
	}
}

// decline takes back that a station waits for a part. One that is on its way, since a place has been kept for it, comes
// all the same.
func (l *Line) decline(z ID) {
	n := &l.nodes[z]
	n.declines = n.keptFor != None
	n.waits = n.declines
}

// lock keeps the finished part of a station from leaving; unlocking lets it go where there is room.
func (l *Line) lock(x ID, locked bool) {
	n := &l.nodes[x]
	n.locked = locked
	if locked || n.held == NoPart {
		return
	}
	if n.out < 0 {
		l.pend(x)
	} else if l.accepts(n.out) {
		l.serve(x, n.out)
	}
}

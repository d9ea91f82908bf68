package sim

import "slices"

// A line is at rest when nothing is under way in it any more and nothing is to come: no work, no repair, no arrival, no patience,
// be it interrupted; only shifts begin and end, and what may fail while idle fails. Once each shift has come round, what is inside
// then never leaves, whatever it waits for. So here nothing has to be known of who waits for what to be sure; that is only asked
// to say why.
//
// Where the sources have brought all that they had to bring, some may be left over: the rest of a batch, a component too many.
// That is no fault of the line, which has come to its end, and is told by Stranded. All else is a standstill.

const roundOfShifts = 8 * 24 * 60 * 60 * 1e9 // a week, and the shift that it begins in

// atRest tells whether nothing is under way any more, and has not been for so long that each shift has come round.
func (l *Line) atRest() bool {
	since := Time(0)
	for slot := range l.timers {
		t := &l.timers[slot]
		switch {
		case t.clock || t.rank == Fail || l.nodes[t.owner].role == Exit && !l.awaitsCustomers(t.owner):
		case t.mode != stopped:
			return false
		case t.rang > 0 && t.rest == 0: // else it was cancelled, by what happened then
			since = max(since, min(t.due, l.now))
		}
	}
	for i := range l.clocks {
		if c := l.clocks[i].calendar; l.now-since < roundOfShifts || !c.Regular(since, l.now) {
			return false
		}
	}
	return true
}

// awaitsCustomers tells whether a part waits right before an exit, or in a rack before it, for a customer.
func (l *Line) awaitsCustomers(x ID) bool {
	waits := func(from ID) bool {
		n := &l.nodes[from]
		return n.count > 0 || n.held != NoPart || n.wantsRoom
	}
	return slices.ContainsFunc(l.nodes[x].ins, func(from ID) bool {
		return waits(from) || l.nodes[from].retrieves && slices.ContainsFunc(l.nodes[from].ins, waits)
	})
}

// onlyRepairs tells whether nothing is under way any more but repairs and the like.
func (l *Line) onlyRepairs() bool {
	for slot := range l.timers {
		if t := &l.timers[slot]; t.mode != stopped && (t.rank == Finish || t.rank == Arrive) && l.nodes[t.owner].role != Exit {
			return false
		}
	}
	return true
}

// Stranded tells of parts that are left over once all has come to its end: of each that waits for others which nobody brings any
// more. Nil: there are none, or it has not come to its end.
func (l *Line) Stranded() []*Deadlock {
	var list []*Deadlock
	l.atEnd(func(d *Deadlock) bool {
		last := d.Names[len(d.Names)-1]
		if !slices.ContainsFunc(list, func(o *Deadlock) bool { return o.Names[len(o.Names)-1] == last }) {
			list = append(list, d)
		}
		return true
	})
	return list
}

// standstillAtRest is why some parts are inside for ever in a line at rest, nil where they are but left over.
func (l *Line) standstillAtRest() error {
	var dead *Deadlock
	l.atEnd(func(d *Deadlock) bool {
		if !d.Spent {
			dead = d
		}
		return d.Spent
	})
	if dead == nil {
		return nil
	}
	return dead
}

// atEnd tells of each place where parts are in a line at rest what they wait for, until told is false.
func (l *Line) atEnd(told func(*Deadlock) bool) {
	if l.live == 0 || l.led || !l.atRest() {
		return
	}
	s := &l.still
	clear(s.alive)
	l.findParts()
	s.rest = true
	defer func() { s.rest = false }()
	for i := range l.nodes {
		if s.partsAt[i] && l.keeps(ID(i)) && !told(l.told(ID(i))) {
			return
		}
	}
}

// keeps tells whether parts stand at a node; empty carriers are none.
func (l *Line) keeps(x ID) bool {
	for p := range l.parts {
		if q := &l.parts[p]; q.number != 0 && q.at == x && l.marks[p]&isPacked == 0 && l.counts(Part(p)) {
			return true
		}
	}
	return false
}

// counts tells whether a part is more than an empty carrier or box.
func (l *Line) counts(p Part) bool {
	return p != NoPart && (l.books(p) || l.parts[p].held != NoPart)
}

// letsIn tells whether an entry may still let parts in.
func (l *Line) letsIn(x ID) bool {
	for slot := l.first[x]; slot < l.first[x+1]; slot++ {
		if l.timers[slot].mode != stopped {
			return true
		}
	}
	return false
}

// spent tells whether no part of some products is upstream of z, and none comes, though some may have come in there before.
func (l *Line) spent(z ID, from []ID, products []bool) bool {
	s := &l.still
	s.count++
	s.seen[z] = s.count
	s.stack = append(s.stack[:0], z)
	came := false
	for len(s.stack) > 0 {
		v := s.stack[len(s.stack)-1]
		s.stack = s.stack[:len(s.stack)-1]
		if v != z && l.nodes[v].changes {
			products = nil
		}
		for _, u := range l.nodes[v].ins {
			if s.seen[u] == s.count || v == z && from != nil && !slices.Contains(from, l.nodes[u].place) || !l.maySend(u, products) {
				continue
			}
			s.seen[u] = s.count
			n := &l.nodes[u]
			switch {
			case n.role == Supply, v != z && l.keepsOf(u, products), n.role == Entry && (n.count > 0 || l.letsIn(u)):
				return false
			case n.role == Entry:
				came = true
			}
			s.stack = append(s.stack, u)
		}
	}
	return came
}

// keepsOf tells whether a part of some products, or one that holds others, stands at a node.
func (l *Line) keepsOf(x ID, products []bool) bool {
	if !l.still.partsAt[x] {
		return false
	}
	for p := range l.parts {
		q := &l.parts[p]
		if q.number != 0 && q.at == x && l.marks[p]&isPacked == 0 && (products == nil || q.held != NoPart || products[q.product]) {
			return true
		}
	}
	return false
}

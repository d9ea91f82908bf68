package sim

// People come and go with their shifts. When one ends, what those do who are more than stay on duty waits, is finished, or
// is lost, by their rule. Who stays to finish is paid for it, but for breaks, which are paid anyway.

// keepsTo tells whether some of a pool are on duty in a shift.
func (p *pool) keepsTo(shift ID) bool {
	for _, s := range p.staff {
		if s.Shift == shift {
			return true
		}
	}
	return false
}

// heads is how many of a pool are on duty now by their shifts.
func (l *Line) heads(p *pool) int32 {
	n := 0
	for _, s := range p.staff {
		if l.works(s.Shift) {
			n += s.Count
		}
	}
	return int32(n)
}

// works tells whether a shift is on.
func (l *Line) works(shift ID) bool { return shift == None || l.clocks[l.nodes[shift].clock].on }

func (l *Line) beginShift(i int) {
	p := &l.pools[i]
	duty := l.heads(p)
	if duty == 0 {
		return
	}
	p.began = l.now
	stay := int32(0) // beyond those on duty: who takes over relieves the others
	if p.atEnd == FinishWork {
		stay = min(p.lasts, max(0, p.used-duty))
	}
	l.goHome(int32(i), p.lasts-stay)
	l.resize(i, duty+stay)
	l.takeOver(i)
}

func (l *Line) endShift(i int, shift ID) {
	p := &l.pools[i]
	duty := l.heads(p)
	if duty == 0 {
		p.began = Never
	}
	if stay := max(0, p.used-duty); p.atEnd == FinishWork && stay > p.lasts {
		if p.lasts == 0 {
			p.over = !l.inBreak(shift)
		}
		if p.over {
			for range stay - p.lasts {
				l.tally.pools[i].over.enter(l.now)
			}
		}
		p.lasts = stay
	}
	l.resize(i, duty+p.lasts)
	l.takeOver(i)
}

// inBreak tells whether those whose shift is off are paid all the same.
func (l *Line) inBreak(shift ID) bool {
	return shift != None && l.clocks[l.nodes[shift].clock].calendar.Rostered(l.now, l.now+1) > 0
}

// muster tells those who ask for people of a pool that the number on duty has changed.
func (l *Line) muster(i int) {
	last := None
	for _, r := range l.pools[i].asks {
		if x := l.requests[r].node; x != last {
			l.post(x, Event{Cause: Mustered, From: l.pools[i].node, Part: NoPart})
			last = x
		}
	}
}

// goHome lets some of those go who stayed to finish, now that they have; or who are on duty again.
func (l *Line) goHome(i, n int32) {
	p := &l.pools[i]
	n = min(n, p.lasts)
	p.lasts -= n
	p.size -= n
	for range n {
		l.tally.pools[i].onDuty.leave(l.now)
		if p.over {
			l.tally.pools[i].over.leave(l.now)
		}
	}
}

// worthwhile tells whether people begin what a request wants them for: not when they are to go before it is done. What
// fits in no shift is begun at the beginning of one, and what was begun is gone on with.
func (l *Line) worthwhile(p *pool, q *request) bool {
	if p.atEnd != NoStart || q.state == interrupted || p.began == l.now {
		return true
	}
	return l.stays(p, Time(float64(q.takes)/l.paceAt(p, q)))
}

// paceAt is how fast those of a pool do what a request wants them for.
func (l *Line) paceAt(p *pool, q *request) float64 {
	for i := range q.wants {
		w := &q.wants[i]
		for j, id := range w.Pools {
			if id == p.node && w.Paces != nil {
				return w.Paces[j]
			}
		}
	}
	return p.pace
}

// stays tells whether for so long one more than is at work now will be on duty.
func (l *Line) stays(p *pool, length Time) bool {
	if len(p.staff) == 1 {
		return length <= l.leftOf(p.staff[0].Shift)
	}
	const looks = 1000 // so many changes of shift ahead; whoever is there then stays on
	at := l.now
	for range looks {
		next := Never
		for _, s := range p.staff {
			if t, ok := l.clocks[l.nodes[s.Shift].clock].calendar.Next(at); ok {
				next = min(next, t)
			}
		}
		if next == Never || next-l.now >= length {
			return true
		}
		duty := 0
		for _, s := range p.staff {
			if l.clocks[l.nodes[s.Shift].clock].calendar.On(next) {
				duty += s.Count
			}
		}
		if int32(duty) <= p.used {
			return false
		}
		at = next
	}
	return true
}

// overtime is how many work beyond their shift now, breaks left out.
func (p *pool) overtime() int {
	if p.over {
		return int(p.lasts)
	}
	return 0
}

// staffed tells whether a request could be met by those on duty, if they were free.
func (l *Line) staffed(x ID, r int) bool {
	wants := l.requests[int(l.nodes[x].firstRequest)+r].wants
	for i := range wants {
		enough := false
		for j, id := range wants[i].Pools {
			p := &l.pools[l.nodes[id].pool]
			enough = enough || p.size-p.lasts >= wants[i].count(int32(j))
		}
		if !enough {
			return false
		}
	}
	return true
}

package sim

// People come and go with their shift. When it ends, what they are doing waits, is finished, or is lost, by their rule. Who
// stays to finish is paid for it, but for breaks, which are paid anyway.

func (l *Line) beginShift(i int) {
	p := &l.pools[i]
	l.goHome(int32(i), p.lasts)
	p.began = l.now
	l.resize(i, p.full)
}

func (l *Line) endShift(i int) {
	p := &l.pools[i]
	p.began = Never
	if p.atEnd != FinishWork {
		l.resize(i, 0)
		return
	}
	p.lasts, p.over = p.used, !l.inBreak(p.node)
	if p.over {
		for range p.lasts {
			l.tally.pools[i].over.enter(l.now)
		}
	}
	l.resize(i, p.used)
}

// inBreak tells whether those whose shift is off are paid all the same.
func (l *Line) inBreak(id ID) bool {
	s := l.nodes[id].shift
	return s != None && l.clocks[l.nodes[s].clock].calendar.Rostered(l.now, l.now+1) > 0
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
	return p.atEnd != NoStart || q.state == interrupted || Time(float64(q.takes)/p.pace) <= l.shiftLeft(p.node) || p.began == l.now
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
	for _, w := range l.requests[int(l.nodes[x].firstRequest)+r].wants {
		enough := false
		for _, id := range w.Pools {
			p := &l.pools[l.nodes[id].pool]
			enough = enough || p.size-p.lasts >= int32(w.Count)
		}
		if !enough {
			return false
		}
	}
	return true
}

package sim

// A pool may be used up, as a stock of spare parts is: whoever is given one of it keeps it. Its element is told Ordered with each
// that is wanted, be it there or not, and makes up for it: a stock that is kept at a level, one ordered for one that is wanted.
// Its size is what is in stock.

// A shortage is for how long an element has waited for what is used up.
type shortage struct {
	lasts bool
	since Time
	total Time
}

// sum is for how long it has lasted.
func (s *shortage) sum(now Time) Time {
	if s.lasts {
		return s.total + now - s.since
	}
	return s.total
}

func (s *shortage) clear(now Time) { s.total, s.since = 0, now }

// Lack says whether from now on the element waits for nothing but what is used up.
func (cx Context) Lack(lasts bool) {
	s := &cx.line.tally.short[cx.id]
	if s.lasts == lasts {
		return
	}
	s.total = s.sum(cx.line.now)
	s.lasts, s.since = lasts, cx.line.now
}

// order tells a pool that one of it is wanted.
func (l *Line) order(q *request) {
	l.eachPool(q, func(i int32) {
		id := l.pools[i].node
		l.tally.asked[id]++
		if l.nodes[id].watched {
			l.post(id, Event{Cause: Ordered, From: q.node, Part: NoPart})
		}
	})
}

// useUp lets who asked keep what there is.
func (l *Line) useUp(q *request) {
	for i := range q.wants {
		at, n := q.given[i], q.number(i)
		p := &l.pools[at]
		p.size -= n
		for range n {
			l.tally.pools[at].onDuty.leave(l.now)
			if l.mask&Gave != 0 {
				l.tell(Record{ID: q.node, Peer: p.node, What: Gave})
			}
		}
		if q.asked == l.now {
			l.tally.served[p.node]++
		}
	}
	q.state = silent
}

// restock adds one to a pool.
func (l *Line) restock(i int32) {
	p := &l.pools[i]
	p.size++
	l.tally.pools[i].onDuty.enter(l.now)
	if l.mask&GaveBack != 0 {
		l.tell(Record{ID: p.node, Peer: p.node, What: GaveBack})
	}
	l.pend(p.node)
}

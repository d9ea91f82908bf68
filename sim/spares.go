package sim

// A pool may be used up, as a stock of spare parts is: whoever is given one of it keeps it. Its element is told Ordered with each
// that is wanted, be it there or not, and makes up for it: a stock that is kept at a level, one ordered for one that is wanted.
// Its size is what is in stock.

// A shortage counts what of one node waits for what is used up, and for how long something did.
type shortage struct {
	n     int32
	since Time
	total Time
}

func (s *shortage) enter(now Time) {
	if s.n == 0 {
		s.since = now
	}
	s.n++
}

func (s *shortage) leave(now Time) {
	if s.n--; s.n == 0 {
		s.total += now - s.since
	}
}

// sum is for how long there has been one.
func (s *shortage) sum(now Time) Time {
	if s.n > 0 {
		return s.total + now - s.since
	}
	return s.total
}

func (s *shortage) clear(now Time) { s.total, s.since = 0, now }

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

package sim

import (
	"cmp"
	"slices"
)

// Pools are people and robots that stations ask for. All needs of a request are granted together or not at all, so that
// nobody holds one while waiting for another; who was interrupted comes first, then, where the pool goes by it, who has
// priority or is nearest, then who has waited longest, then who was declared first.

type pool struct {
	node   ID
	full   int32 // when all are on duty
	staff  []Staff
	size   int32 // now
	used   int32
	asking int32
	asks   []int32 // requests that may want it
	demand int32   // what all of these want together
	pace   float64
	speed  float64
	people []walker // who walk
	helps  Precedence
	strict bool
	atEnd  AtEnd
	began  Time  // when the shift that is on began
	lasts  int32 // so many are there only to finish what they are doing
	over   bool  // beyond what they are paid for anyway
	usedUp bool  // whoever is given one keeps it
}

func newPool(id ID, from *Node) pool {
	staff := from.Staff
	if staff == nil {
		staff = []Staff{{Shift: from.Shift, Count: from.Size}}
	}
	return pool{node: id, full: int32(from.Size), staff: staff, atEnd: from.AtEnd, began: Never, pace: cmp.Or(from.Pace, 1),
		helps: from.Helps, strict: from.Strict, speed: from.Speed, people: crowd(from), usedUp: from.UsedUp}
}

type asking uint8

const (
	silent asking = iota
	asked
	granted
	interrupted // granted before, withdrawn, and wanted back
)

type request struct {
	node  ID
	local Timer
	wants []Want
	pools [][]int32 // the numbers of the pools of each
	state asking
	asked Time // when it asked
	rank  int
	takes Time    // about how long it wants somebody
	since Time    // when it was granted
	given []int32 // for each want the pool it came from
	alt   []int32 // and the place of that in its list
	who   []int32 // for each one wanted, who of that pool; nil where nobody walks
	walk  Time    // how long it takes them to come
	keeps bool    // what it is given, which is used up
}

func (l *Line) addRequests(lay Layout) {
	for i := range lay.Nodes {
		l.nodes[i].firstRequest = int32(len(l.requests))
		if len(lay.Nodes[i].Requests) > 0 {
			l.addDemand(lay.Nodes[i].Requests)
		}
		for r, wants := range lay.Nodes[i].Requests {
			number := int32(len(l.requests))
			l.requests = append(l.requests, request{node: ID(i), local: Timer(r), wants: wants, rank: lay.Nodes[i].Priority, given: make([]int32, len(wants)), alt: make([]int32, len(wants))})
			walks, people := false, 0
			for _, w := range wants {
				people += w.most()
				numbers := make([]int32, len(w.Pools))
				for j, id := range w.Pools {
					numbers[j] = l.nodes[id].pool
					p := &l.pools[numbers[j]]
					l.requests[number].keeps = p.usedUp
					walks = walks || p.people != nil
					if !slices.Contains(p.asks, number) {
						p.asks = append(p.asks, number)
					}
				}
				l.requests[number].pools = append(l.requests[number].pools, numbers)
			}
			if walks {
				l.requests[number].who = make([]int32, people)
				l.nodes[i].walks = true
			}
		}
	}
}

func (l *Line) ask(x ID, r int, length Time) bool {
	q := &l.requests[int(l.nodes[x].firstRequest)+r]
	if q.state != silent {
		return q.state == granted
	}
	q.asked, q.takes = l.now, length
	if q.keeps {
		l.order(q)
	}
	if l.ample(q) && l.fits(q) {
		l.give(q) // whoever else asks at this instant: waiting for its end would change nothing
		return true
	}
	l.wait(q, asked)
	return false
}

// addDemand adds to each pool what one station may want of it at once: the most that one of its requests wants, since its
// phases follow each other.
func (l *Line) addDemand(requests []Request) {
	most := make([]int32, len(l.pools))
	for _, wants := range requests {
		total := make([]int32, len(l.pools))
		for _, w := range wants {
			for j, id := range w.Pools {
				total[l.nodes[id].pool] += w.count(int32(j))
			}
		}
		for i, n := range total {
			if l.pools[i].usedUp { // several failures may want one at a time
				most[i] += n
			}
			most[i] = max(most[i], n)
		}
	}
	for i, n := range most {
		l.pools[i].demand += n
	}
}

// ample tells whether there are as many on duty as all who may ever ask want together, so that nobody has to be chosen.
func (l *Line) ample(q *request) bool {
	for _, pools := range q.pools {
		for _, i := range pools {
			if p := &l.pools[i]; p.demand > p.size {
				return false
			}
		}
	}
	return true
}

// wait lets a request wait, in the eyes of every pool that could help it.
func (l *Line) wait(q *request, state asking) {
	q.state = state
	l.eachPool(q, func(i int32) {
		l.pools[i].asking++
		l.tally.pools[i].waiting.enter(l.now)
		l.pend(l.pools[i].node)
	})
}

func (l *Line) unwait(q *request) {
	l.eachPool(q, func(i int32) {
		p := &l.pools[i]
		p.asking--
		l.tally.pools[i].waiting.leave(l.now)
		if p.strict && p.asking > 0 {
			l.pend(p.node) // whom it has held up may be helped now
		}
	})
}

// eachPool visits each pool named by a request once.
func (l *Line) eachPool(q *request, visit func(int32)) {
	for i, pools := range q.pools {
		for j, at := range pools {
			if !namedBefore(q.pools, i, j, at) {
				visit(at)
			}
		}
	}
}

func namedBefore(pools [][]int32, i, j int, at int32) bool {
	for _, before := range pools[:i] {
		if slices.Contains(before, at) {
			return true
		}
	}
	return slices.Contains(pools[i][:j], at)
}

// giveBack ends a request, whatever its state.
func (l *Line) giveBack(x ID, r int) {
	q := &l.requests[int(l.nodes[x].firstRequest)+r]
	switch q.state {
	case silent:
		return
	case granted:
		l.restore(q)
	case asked, interrupted:
		l.unwait(q)
	}
	q.state = silent
}

// restore puts what a request holds back into its pools.
func (l *Line) restore(q *request) {
	if l.walks(q) {
		l.bookWays(q.node)
		l.comeFree(q)
	}
	for i := range q.wants {
		at, n := q.given[i], q.number(i)
		p := &l.pools[at]
		p.used -= n
		l.goHome(at, n)
		for range n {
			l.tally.pools[at].used.leave(l.now)
			if l.mask&GaveBack != 0 {
				l.tell(Record{ID: q.node, Peer: p.node, What: GaveBack})
			}
		}
		if p.asking > 0 {
			l.pend(p.node)
		}
		if l.nodes[p.node].watched {
			l.post(p.node, Event{Cause: Returned, From: q.node, Part: NoPart})
		}
	}
}

// grant lets a pool help as many as it can.
func (l *Line) grant(i int) {
	p := &l.pools[i]
	for p.asking > 0 && p.used < p.size {
		best := -1
		for _, r := range p.asks {
			q := &l.requests[r]
			if (q.state == asked || q.state == interrupted) && (best < 0 || l.before(p, q, &l.requests[best])) && (l.fits(q) || p.strict && l.worthwhile(p, q)) {
				best = int(r)
			}
		}
		if best < 0 || p.strict && !l.fits(&l.requests[best]) {
			return
		}
		l.unwait(&l.requests[best])
		q := &l.requests[best]
		l.give(q)
		l.post(q.node, Event{Cause: Granted, Timer: q.local, From: l.pools[q.given[0]].node, Part: NoPart})
	}
}

// number is how many a request has got for one of its wants.
func (q *request) number(want int) int32 { return q.wants[want].count(q.alt[want]) }

// before tells whether a pool helps one request before another.
func (l *Line) before(p *pool, a, b *request) bool {
	if (a.state == interrupted) != (b.state == interrupted) {
		return a.state == interrupted
	}
	switch p.helps {
	case HighestPriority:
		if a.rank != b.rank {
			return a.rank > b.rank
		}
	case NearestFirst:
		if x, y := l.away(p, a.node), l.away(p, b.node); x != y {
			return x < y
		}
	case LongestWaiting:
	}
	return a.asked < b.asked
}

// fits finds for each need of a request a pool that can meet it, counting what its other needs take.
func (l *Line) fits(q *request) bool {
	for i := range q.wants {
		w := &q.wants[i]
		q.given[i] = -1
		for j, at := range q.pools[i] {
			free := l.pools[at].size - l.pools[at].used
			if !l.worthwhile(&l.pools[at], q) {
				free = 0
			}
			for k := range i {
				if q.given[k] == at {
					free -= q.number(k)
				}
			}
			if free >= w.count(int32(j)) {
				q.given[i], q.alt[i] = at, int32(j)
				break
			}
		}
		if q.given[i] < 0 {
			return false
		}
	}
	return true
}

func (l *Line) give(q *request) {
	q.state = granted
	q.since = l.now
	if q.keeps {
		l.useUp(q)
		return
	}
	if l.walks(q) {
		l.goTo(q)
	}
	for i := range q.wants {
		at, n := q.given[i], q.number(i)
		p := &l.pools[at]
		p.used += n
		if p.helps == NearestFirst && p.asking > 0 {
			l.pend(p.node) // who is nearest may be another now
		}
		for range n {
			l.tally.pools[at].used.enter(l.now)
			if l.mask&Gave != 0 {
				l.tell(Record{ID: q.node, Peer: p.node, What: Gave})
			}
		}
		if l.nodes[p.node].watched {
			l.post(p.node, Event{Cause: Taken, From: q.node, Part: NoPart})
		}
	}
}

// resize changes how many of a pool are on duty. When there are fewer than are in use, who was helped last goes first.
func (l *Line) resize(i int, size int32) {
	p := &l.pools[i]
	if p.size == size {
		return
	}
	for p.size < size {
		p.size++
		l.tally.pools[i].onDuty.enter(l.now)
	}
	for p.size > size {
		p.size--
		l.tally.pools[i].onDuty.leave(l.now)
	}
	l.pend(p.node)
	for p.used > p.size {
		last := -1
		for _, r := range p.asks {
			q := &l.requests[r]
			if q.state == granted && slices.Contains(q.given, int32(i)) && (last < 0 || q.since >= l.requests[last].since) {
				last = int(r)
			}
		}
		q := &l.requests[last]
		l.restore(q)
		l.wait(q, interrupted)
		cause := Withdrawn
		if p.atEnd == AbandonWork {
			cause = Abandoned
		}
		l.post(q.node, Event{Cause: cause, Timer: q.local, From: p.node, Part: NoPart})
	}
}

package sim

import "math"

// People who walk are somebody each: where one has worked last he stands, and from there he walks to who asks next. Whoever
// of those free is nearest goes; where one has not worked yet it takes no time. He is in use from when he goes.

type walker struct {
	at   ID // None: nowhere yet
	busy bool
}

// goTo lets those who are nearest go to a request, and notes how long the last of them walks.
func (l *Line) goTo(q *request) {
	q.walk = 0
	next := 0
	for i := range q.wants {
		p := &l.pools[q.given[i]]
		for range q.number(i) {
			if p.people != nil {
				who := l.nearest(p, q.node)
				if p.speed > 0 {
					q.walk = max(q.walk, seconds(l.distance(p.people[who].at, q.node)/p.speed))
				}
				p.people[who] = walker{at: q.node, busy: true}
				q.who[next] = int32(who)
			}
			next++
		}
	}
	if q.walk == 0 {
		return
	}
	for i := range q.wants {
		if l.pools[q.given[i]].people != nil {
			l.tally.pools[q.given[i]].walking.enterAll(l.now, q.number(i))
		}
	}
}

// comeFree lets those go whom a request has had.
func (l *Line) comeFree(q *request) {
	next := 0
	for i := range q.wants {
		p := &l.pools[q.given[i]]
		if p.people != nil && q.walk > 0 {
			l.tally.pools[q.given[i]].walking.leaveAll(min(l.now, q.since+q.walk), q.number(i))
		}
		for range q.number(i) {
			if p.people != nil {
				p.people[q.who[next]].busy = false
			}
			next++
		}
	}
}

// bookWays puts into the tally how long somebody has been on the way to a node, in the state that it is in.
func (l *Line) bookWays(id ID) {
	n := &l.nodes[id]
	l.tally.onTheWay[id][n.state] += l.onTheWay(id)
	n.walkedTo = l.now
}

// onTheWay is how long somebody has been on the way to a node since that was last put into the tally. The ways of several
// requests may overlap.
func (l *Line) onTheWay(id ID) Time {
	requests := l.requestsOf(id)
	total := Time(0)
	for at := l.nodes[id].walkedTo; at < l.now; {
		var next *request
		for r := range requests {
			q := &requests[r]
			if q.state == granted && q.since+q.walk > at && (next == nil || q.since < next.since) {
				next = q
			}
		}
		if next == nil {
			return total
		}
		to := min(l.now, next.since+next.walk)
		total += to - max(at, next.since)
		at = to
	}
	return total
}

func (l *Line) requestsOf(id ID) []request {
	end := len(l.requests)
	if int(id)+1 < len(l.nodes) {
		end = int(l.nodes[id+1].firstRequest)
	}
	return l.requests[l.nodes[id].firstRequest:end]
}

// clearWays lets the tally of who is on the way begin now.
func (l *Line) clearWays() {
	for i := range l.nodes {
		l.nodes[i].walkedTo = l.now
	}
	clear(l.tally.onTheWay)
	for i := range l.pools {
		l.tally.pools[i].walking = area{}
	}
	l.eachWay(func(pool, n int32, q *request) {
		l.tally.pools[pool].walking.enterAll(max(q.since, min(l.now, q.since+q.walk)), n)
	})
}

// eachWay visits those who walk, or have walked, to what they help with now.
func (l *Line) eachWay(visit func(pool, number int32, q *request)) {
	for r := range l.requests {
		q := &l.requests[r]
		if q.state != granted || q.walk == 0 {
			continue
		}
		for i := range q.wants {
			if l.pools[q.given[i]].people != nil {
				visit(q.given[i], q.number(i), q)
			}
		}
	}
}

// walking is how many of a pool are on the way in the mean.
func (l *Line) walking(pool int32) float64 {
	a := l.tally.pools[pool].walking
	l.eachWay(func(at, n int32, q *request) {
		if at == pool {
			a.leaveAll(min(l.now, q.since+q.walk), n)
		}
	})
	return a.mean(l.tally.since, l.now, 0)
}

// nearest is who of those free is nearest to a node, the first among equals: of those whose shift is on, or of all where
// there is none of them.
func (l *Line) nearest(p *pool, to ID) int {
	best, least := -1, math.Inf(1)
	for _, whoever := range [2]bool{false, true} {
		for i := range p.people {
			if d := l.distance(p.people[i].at, to); !p.people[i].busy && (whoever || l.present(p, i)) && (best < 0 || d < least) {
				best, least = i, d
			}
		}
		if best >= 0 {
			return best
		}
	}
	panic("sim: a pool helps no more than it has")
}

// away is how far a node is from the nearest of those free.
func (l *Line) away(p *pool, node ID) float64 {
	least := math.Inf(1)
	for i := range p.people {
		if !p.people[i].busy && l.present(p, i) {
			least = min(least, l.distance(p.people[i].at, node))
		}
	}
	return least
}

// present tells whether somebody's shift is on. Those of one shift follow those of the one before.
func (l *Line) present(p *pool, who int) bool {
	for _, s := range p.staff {
		if who -= s.Count; who < 0 {
			return l.works(s.Shift)
		}
	}
	return false
}

// takeOver lets those whose shift is on stand in for those whose shift is over and whose work goes on, but for who stays to
// finish it.
func (l *Line) takeOver(i int) {
	p := &l.pools[i]
	if len(p.staff) < 2 || p.people == nil {
		return
	}
	stay := p.lasts
	for who := range p.people {
		if !p.people[who].busy || l.present(p, who) {
			continue
		}
		if stay > 0 {
			stay--
			continue
		}
		to := 0
		for to < len(p.people) && (p.people[to].busy || !l.present(p, to)) {
			to++
		}
		if to == len(p.people) {
			return
		}
		p.people[to] = p.people[who]
		p.people[who].busy = false
		l.standIn(int32(i), int32(who), int32(to))
	}
}

// standIn notes that one of a pool has taken over from another.
func (l *Line) standIn(pool, from, to int32) {
	for _, r := range l.pools[pool].asks {
		q := &l.requests[r]
		if q.state != granted {
			continue
		}
		next := 0
		for i := range q.wants {
			for range q.number(i) {
				if q.given[i] == pool && q.who[next] == from {
					q.who[next] = to
					return
				}
				next++
			}
		}
	}
}

// distance is as the crow flies, in metres.
func (l *Line) distance(from, to ID) float64 {
	if from == None {
		return 0
	}
	a, b := l.nodes[from].stands, l.nodes[to].stands
	return math.Hypot(a[0]-b[0], a[1]-b[1])
}

// walks tells whether of some of those who may help with a request it is known where they stand.
func (l *Line) walks(q *request) bool { return len(q.who) > 0 }

// crowd are the people of a pool of whom it matters where they stand, before any of them has worked.
func crowd(from *Node) []walker {
	if !(from.Speed > 0) && from.Helps != NearestFirst {
		return nil
	}
	people := make([]walker, from.Size)
	for i := range people {
		people[i].at = None
	}
	return people
}

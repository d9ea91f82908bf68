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
	for i, w := range q.wants {
		p := &l.pools[q.given[i]]
		for range w.Count {
			if p.speed > 0 {
				who := l.nearest(p, q.node)
				q.walk = max(q.walk, seconds(l.distance(p.people[who].at, q.node)/p.speed))
				p.people[who] = walker{at: q.node, busy: true}
				q.who[next] = int32(who)
			}
			next++
		}
	}
}

// comeFree lets those go whom a request has had.
func (l *Line) comeFree(q *request) {
	next := 0
	for i, w := range q.wants {
		p := &l.pools[q.given[i]]
		for range w.Count {
			if p.speed > 0 {
				p.people[q.who[next]].busy = false
			}
			next++
		}
	}
}

// nearest is who of those free is nearest to a node, the first among equals.
func (l *Line) nearest(p *pool, to ID) int {
	best, least := -1, math.Inf(1)
	for i := range p.people {
		if d := l.distance(p.people[i].at, to); !p.people[i].busy && (best < 0 || d < least) {
			best, least = i, d
		}
	}
	if best < 0 {
		panic("sim: a pool helps no more than it has")
	}
	return best
}

// distance is as the crow flies, in metres.
func (l *Line) distance(from, to ID) float64 {
	if from == None {
		return 0
	}
	a, b := l.nodes[from].stands, l.nodes[to].stands
	return math.Hypot(a[0]-b[0], a[1]-b[1])
}

// walks tells whether some of those who may help with a request walk.
func (l *Line) walks(q *request) bool { return len(q.who) > 0 }

// crowd are the people of a pool who walk, before any of them has.
func crowd(from *Node) []walker {
	if !(from.Speed > 0) {
		return nil
	}
	people := make([]walker, from.Size)
	for i := range people {
		people[i].at = None
	}
	return people
}

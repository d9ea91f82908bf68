package sim

import (
	"errors"
	"fmt"
)

// Check looks for what must never be, and tells all of it: a part in two places or in none, a pool that helps more than
// it has, a place kept for nobody, somebody who waits for room that is there or for people who are free. It is for tests,
// and for a mirror that wants to be sure; a line passes it whenever the present instant is over.
func (l *Line) Check() error {
	var errs []error
	bad := func(x ID, format string, a ...any) {
		errs = append(errs, fmt.Errorf("%s at %v: %s", l.nodes[x].name, l.now, fmt.Sprintf(format, a...)))
	}
	if l.chooses || len(l.queue) > 0 {
		return fmt.Errorf("check: the instant %v is not over", l.now)
	}
	l.checkParts(bad)
	l.checkPools(bad)
	for i := range l.nodes {
		l.checkWaiting(ID(i), bad)
	}
	return errors.Join(errs...)
}

type complaint func(x ID, format string, a ...any)

// checkParts counts where each part stands. What an element has in its hands it alone knows, so that these are seen only
// as parts that are said to be there.
func (l *Line) checkParts(bad complaint) {
	stands := make([]int, len(l.parts))
	stand := func(x ID, p Part) {
		if stands[p]++; stands[p] > 1 || l.parts[p].number == 0 || l.parts[p].at != x {
			bad(x, "part %d stands here too, and is said to be at %d", l.parts[p].number, l.parts[p].at)
		}
	}
	kept := make([]int32, len(l.nodes))
	for i := range l.nodes {
		x, n := ID(i), &l.nodes[i]
		l.inOrder(x, func(p Part) bool {
			stand(x, p)
			return true
		})
		if n.role == Station && n.held != NoPart {
			stand(x, n.held)
		}
		if y := n.reservedAt; y != None {
			kept[y]++
			if l.nodes[y].role == Station && l.nodes[y].keptFor != x {
				bad(x, "counts on a place at %s, which is not kept for it", l.nodes[y].name)
			}
		}
		if n.role == Buffer && n.count+n.reserved > n.room {
			bad(x, "%d parts and %d places kept, where there is room for %d", n.count, n.reserved, n.room)
		}
	}
	live, packed, held := 0, 0, 0
	for p := range l.parts {
		if l.parts[p].number == 0 {
			continue
		}
		if l.books(Part(p)) {
			live++
		}
		if l.marks[p]&isPacked != 0 {
			packed++
			continue
		}
		held += l.packed(Part(p))
		if at := l.parts[p].at; stands[p] == 0 && l.nodes[at].role != Station {
			bad(at, "part %d is said to be here, and is not", l.parts[p].number)
		}
	}
	if packed != held {
		bad(0, "%d parts are held, by holders of %d", packed, held)
	}
	if live != l.live {
		bad(0, "%d parts inside, %d counted", live, l.live)
	}
	for i := range l.nodes {
		if n := &l.nodes[i]; (n.role == Buffer || n.role == Exit && n.owed >= 0) && n.reserved != kept[i] {
			bad(ID(i), "%d places kept, for %d who count on them", n.reserved, kept[i])
		}
	}
}

func (l *Line) checkPools(bad complaint) {
	used := make([]int32, len(l.pools))
	for i := range l.requests {
		q := &l.requests[i]
		if q.state == granted {
			for j := range q.wants {
				used[q.given[j]] += q.number(j)
			}
		} else if q.state != silent && l.fits(q) && !l.heldUp(q) {
			bad(q.node, "waits for people who are free")
		}
	}
	for i := range l.pools {
		if p := &l.pools[i]; p.used != used[i] || p.used > p.size {
			bad(p.node, "%d of %d in use, %d given", p.used, p.size, used[i])
		}
	}
}

// heldUp tells whether somebody else comes first in a strict pool.
func (l *Line) heldUp(q *request) bool {
	held := false
	l.eachPool(q, func(i int32) {
		p := &l.pools[i]
		for _, r := range p.asks {
			o := &l.requests[r]
			held = held || p.strict && o != q && (o.state == asked || o.state == interrupted) && l.worthwhile(p, o) && !l.before(p, q, o)
		}
	})
	return held
}

// checkWaiting tells who waits at x for room that is there.
func (l *Line) checkWaiting(x ID, bad complaint) {
	n := &l.nodes[x]
	free := func(p Part) bool {
		return l.anyWay(n, p, func(y ID) bool {
			return p == NoPart && l.accepts(y) && len(l.nodes[y].gates) == 0 || p != NoPart && l.admits(y, p)
		})
	}
	switch n.role {
	case Station:
		if n.held != NoPart && !n.locked && free(n.held) {
			bad(x, "is blocked, and there is room")
		}
		if n.wantsRoom && free(n.coming) {
			bad(x, "waits for a place to be kept, and there is one")
		}
	case Buffer, Entry:
		l.inOrder(x, func(p Part) bool {
			if (n.out < 0 || p == l.peek(n)) && free(p) {
				bad(x, "part %d waits, and there is room", l.parts[p].number)
			}
			return true
		})
	case Supply:
		if free(n.held) {
			bad(x, "is never empty, and there is room")
		}
	case Exit, Pool, Clock, Feeder:
	}
}

package sim

import "fmt"

// A Livelock is a circle of elements that take no time.
type Livelock struct {
	At   Time
	Name string
}

// Error names an element of the circle.
func (e *Livelock) Error() string {
	return fmt.Sprintf("no time passes any more at %v: %s rings again and again; give an element of its circle a cycle that takes time", e.At, e.Name)
}

const ringsPerInstant = 10_000

func (l *Line) ringLimit() int { return ringsPerInstant * (len(l.timers) + 1) }

func (l *Line) livelock(slot int) error {
	return &Livelock{At: l.now, Name: l.nodes[l.timers[slot].owner].name}
}

// A search for who can never move again follows those who wait to whom they wait for. It is made from each station that has
// been left waiting at this instant, and is over as soon as it comes to somebody who can move, which is soon where all is
// well: what closes a circle is always somebody who begins to wait.
type search struct {
	suspects []ID
	seen     []uint32 // by node: in which search
	count    uint32
	stack    []ID
}

func newSearch(nodes int) search {
	return search{suspects: make([]ID, 0, nodes), seen: make([]uint32, nodes), stack: make([]ID, 0, nodes)}
}

// suspect notes that a station begins to wait.
func (l *Line) suspect(x ID) {
	if n := &l.nodes[x]; n.loop >= 0 && !n.suspect {
		n.suspect = true
		l.search.suspects = append(l.search.suspects, x)
	}
}

// deadlock tells of the suspects of this instant whether one can never move again.
func (l *Line) deadlock() error {
	suspects := l.search.suspects
	l.search.suspects = suspects[:0]
	for _, x := range suspects {
		l.nodes[x].suspect = false
		if l.stuck(x) && !l.mayMove(x) {
			return l.circle(x)
		}
	}
	return nil
}

// stuck tells whether a node holds a part that waits for room, or is full.
func (l *Line) stuck(x ID) bool {
	n := &l.nodes[x]
	return n.role == Station && (n.held != NoPart || n.wantsRoom) || n.role == Buffer && n.room > 0 && n.count == n.room
}

// mayMove tells whether of those whom a node waits for, and whom these wait for, somebody can move.
func (l *Line) mayMove(x ID) bool {
	s := &l.search
	s.count++
	s.seen[x] = s.count
	s.stack = append(s.stack[:0], x)
	for len(s.stack) > 0 {
		x := s.stack[len(s.stack)-1]
		s.stack = s.stack[:len(s.stack)-1]
		if l.anyWay(&l.nodes[x], l.waits(x), l.isLive) {
			return true
		}
	}
	return false
}

// isLive tells whether a node can move; one that is stuck is looked into once.
func (l *Line) isLive(y ID) bool {
	s := &l.search
	if !l.stuck(y) {
		return true
	}
	if s.seen[y] != s.count {
		s.seen[y] = s.count
		s.stack = append(s.stack, y)
	}
	return false
}

// waits is the part that waits first at a node.
func (l *Line) waits(x ID) Part {
	n := &l.nodes[x]
	switch {
	case n.role == Buffer:
		return l.peek(n)
	case n.wantsRoom:
		return n.coming
	default:
		return n.held
	}
}

// circle follows who waits for whom until somebody comes round again.
func (l *Line) circle(x ID) *Deadlock {
	seen := map[ID]int{}
	var walk []ID
	for {
		if at, ok := seen[x]; ok {
			walk = walk[at:]
			break
		}
		seen[x] = len(walk)
		walk = append(walk, x)
		next := None
		l.anyWay(&l.nodes[x], l.waits(x), func(y ID) bool {
			next = y
			return true
		})
		x = next
	}
	names := make([]string, len(walk))
	for i, id := range walk {
		names[i] = l.nodes[id].name
	}
	return &Deadlock{At: l.now, Names: names, Waits: make([]Wait, len(names))}
}

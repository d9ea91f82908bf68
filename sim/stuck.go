package sim

import (
	"fmt"
	"strings"
)

// A Deadlock is a circle of elements of which each waits for the next, so that none can ever move again.
type Deadlock struct {
	At    Time
	Names []string // in the order of waiting; the last waits for the first
}

// Error names the circle.
func (d *Deadlock) Error() string {
	return fmt.Sprintf("deadlock at %v: %s <- %s: each is full and waits for the next", d.At, strings.Join(d.Names, " <- "), d.Names[0])
}

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

// deadlock looks for places that can never move again: they hold a part that waits for room, or are full, and lead only to
// such places. It starts with all that hold one and takes out those with a way that is not full, until nothing changes.
func (l *Line) deadlock() error {
	stuck := make([]bool, len(l.nodes))
	for i := range l.nodes {
		n := &l.nodes[i]
		stuck[i] = n.role == Station && (n.held != NoPart || n.wantsRoom) || n.role == Buffer && n.room > 0 && n.count == n.room
	}
	for again := true; again; {
		again = false
		for i := range l.nodes {
			if stuck[i] && l.mayMove(ID(i), stuck) {
				stuck[i], again = false, true
			}
		}
	}
	for i := range stuck {
		if stuck[i] {
			return &Deadlock{At: l.now, Names: l.circle(ID(i))}
		}
	}
	return nil
}

func (l *Line) mayMove(x ID, stuck []bool) bool {
	for _, y := range l.ways(x) {
		if !stuck[y] {
			return true
		}
	}
	return false
}

// ways are the places that what waits first at x may go to.
func (l *Line) ways(x ID) []ID {
	n := &l.nodes[x]
	p := n.held
	switch {
	case n.role == Buffer:
		p = n.peek()
	case n.wantsRoom:
		p = n.coming
	}
	if d := l.parts[p].dest; d != None {
		var units []ID
		for _, y := range n.outs {
			if l.nodes[y].place == d {
				units = append(units, y)
			}
		}
		return units
	}
	if n.choose == ByProduct {
		return n.byProduct[l.parts[p].product]
	}
	return n.outs
}

// circle follows who waits for whom until somebody comes round again.
func (l *Line) circle(x ID) []string {
	seen := map[ID]int{}
	var walk []ID
	for {
		if at, ok := seen[x]; ok {
			walk = walk[at:]
			break
		}
		seen[x] = len(walk)
		walk = append(walk, x)
		x = l.ways(x)[0]
	}
	names := make([]string, len(walk))
	for i, id := range walk {
		names[i] = l.nodes[id].name
	}
	return names
}

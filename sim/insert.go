package sim

import "fmt"

// Insert puts parts of a product into a buffer, into the place outside an entry, or onto a station that waits for a part:
// work in progress that a line begins with, or that a plant is seen to have. They count as entered, and as born now. What
// follows happens at once. It fails, and changes nothing, when there is no room.
func (l *Line) Insert(at ID, product, n int) error {
	defer l.flush()
	if at < 0 || int(at) >= len(l.nodes) {
		return fmt.Errorf("insert: want an element from 0 to %d, have %d", len(l.nodes)-1, at)
	}
	if product < 0 || product >= l.mix.products {
		return fmt.Errorf("insert: want a product from 0 to %d, have %d", l.mix.products-1, product)
	}
	x := &l.nodes[at]
	room := 0
	switch x.role {
	case Buffer, Entry:
		room = int(x.room - x.count - x.reserved)
	case Station:
		if l.accepts(at) {
			room = 1
		}
	case Supply, Exit, Pool, Clock, Feeder:
	}
	if n < 0 || n > room {
		return fmt.Errorf("insert: %s: want 0 to %d parts, have %d", x.name, room, n)
	}
	for range n {
		p := l.makeOf(at, int32(product))
		if x.role == Station {
			l.move(None, at, p)
		} else {
			l.place(at, p)
		}
		l.drain()
	}
	return l.settle()
}

// place puts a part where it waits, or lets it go on at once when somebody waits for it.
func (l *Line) place(at ID, p Part) {
	x := &l.nodes[at]
	if x.out >= 0 && x.count == 0 && l.accepts(x.out) {
		l.move(at, x.out, p)
		return
	}
	l.push(at, p)
	if x.out < 0 {
		l.pend(at)
	}
}

package sim

// A place keeps the parts that wait there in a ring, in the order in which they came; or sorted, see sorted.go.

// push puts a part into the waiting place of a buffer or an entry.
func (l *Line) push(x ID, p Part) {
	n := &l.nodes[x]
	if n.sorted >= 0 {
		l.pushSorted(x, n, p)
	} else {
		n.push(p)
	}
	n.count++
	l.parts[p].waitsSince = l.now
	l.tally.level[x].enter(l.now)
}

func (n *node) push(p Part) {
	if int(n.count) == len(n.ring) {
		n.grow()
	}
	i := n.head + n.count
	if i >= int32(len(n.ring)) {
		i -= int32(len(n.ring))
	}
	n.ring[i] = p
}

// grow is for places without a limit only; all others have their size from the start.
func (n *node) grow() {
	ring := make([]Part, max(16, 2*len(n.ring)))
	for i := range n.count {
		ring[i] = n.ring[(n.head+i)%int32(len(n.ring))]
	}
	n.ring, n.head = ring, 0
}

// pop takes the next part out of a waiting place.
func (l *Line) pop(x ID) Part {
	n := &l.nodes[x]
	n.count--
	l.tally.level[x].leave(l.now)
	if n.sorted >= 0 {
		p := l.peekSorted(n)
		l.takeSorted(x, n, p)
		return p
	}
	if n.lastFirst {
		return n.ring[(n.head+n.count)%int32(len(n.ring))]
	}
	p := n.ring[n.head]
	n.head++
	if n.head == int32(len(n.ring)) {
		n.head = 0
	}
	return p
}

// peek is the next part that pop would take.
func (l *Line) peek(n *node) Part {
	if n.sorted >= 0 {
		return l.peekSorted(n)
	}
	if n.lastFirst {
		return n.ring[(n.head+n.count-1)%int32(len(n.ring))]
	}
	return n.ring[n.head]
}

// remove takes out part number i in the order of leaving.
func (l *Line) remove(x ID, i int32) Part {
	if i == 0 {
		return l.pop(x)
	}
	n := &l.nodes[x]
	size := int32(len(n.ring))
	if n.lastFirst {
		i = n.count - 1 - i
	}
	p := n.ring[(n.head+i)%size]
	for ; i < n.count-1; i++ {
		n.ring[(n.head+i)%size] = n.ring[(n.head+i+1)%size]
	}
	n.count--
	l.tally.level[x].leave(l.now)
	return p
}

// at is part number i in the order of leaving.
func (n *node) at(i int32) Part {
	if n.lastFirst {
		i = n.count - 1 - i
	}
	return n.ring[(n.head+i)%int32(len(n.ring))]
}

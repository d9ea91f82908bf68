package sim

// Fingerprint is a number that two lines share when they stand alike: the same parts in the same places, the same timers, and
// the same books. It tells whether two ways to one state have led there.
func (l *Line) Fingerprint() uint64 {
	h := printer(l.now)
	for i := range l.nodes {
		h.node(l, ID(i))
	}
	for i := range l.timers {
		t := &l.timers[i]
		rest := t.rest
		if t.mode == running {
			rest = t.due
		}
		h.add(uint64(t.mode), uint64(rest), uint64(t.total), t.count, uint64(t.rang))
	}
	for i := range l.pools {
		p := &l.pools[i]
		h.add(uint64(p.size), uint64(p.used), uint64(p.asking))
	}
	for i := range l.fed {
		h.add(uint64(l.fed[i].draws), uint64(l.fed[i].state), uint64(l.fed[i].wants))
	}
	h.books(l)
	return uint64(h)
}

type printer uint64

func (h *printer) add(values ...uint64) {
	for _, v := range values {
		*h = printer(scramble(uint64(*h)^v) + golden)
	}
}

// node adds where parts are, and what a node does.
func (h *printer) node(l *Line, x ID) {
	n := &l.nodes[x]
	h.add(uint64(n.state), uint64(n.since), uint64(n.count), uint64(n.reserved), n.made)
	for _, b := range [...]bool{n.waits, n.locked, n.wantsRoom, n.awaits} {
		h.flag(b)
	}
	l.inOrder(x, func(p Part) bool {
		h.add(uint64(l.parts[p].number), uint64(l.parts[p].product), uint64(l.parts[p].born))
		return true
	})
	if n.held != NoPart {
		h.add(uint64(l.parts[n.held].number))
	}
}

func (h *printer) flag(b bool) {
	if b {
		h.add(1)
	} else {
		h.add(0)
	}
}

// books adds what has been counted.
func (h *printer) books(l *Line) {
	t := &l.tally
	for _, counts := range [...][]int64{t.sent, t.scrapped, t.entered, t.left, t.lost, t.put, t.taken} {
		for _, n := range counts {
			h.add(uint64(n))
		}
	}
	for i := range t.states {
		for _, d := range t.states[i] {
			h.add(uint64(d))
		}
		h.add(t.level[i].hi, t.level[i].lo)
	}
	h.add(t.wip.hi, t.wip.lo, uint64(l.live), uint64(l.made), uint64(t.gone))
}

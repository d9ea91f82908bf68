package sim

import "slices"

// Clone copies a line: both go on alike. Observers and a meter stay with the original.
func (l *Line) Clone() *Line {
	c := *l
	c.tree.nodes = slices.Clone(l.tree.nodes)
	c.timers = slices.Clone(l.timers)
	c.nodes = slices.Clone(l.nodes)
	for i := range c.nodes {
		if r := c.nodes[i].ring; len(r) > 0 {
			c.nodes[i].ring = slices.Clone(r)
		}
	}
	c.elements = make([]Element, len(l.elements))
	for i, e := range l.elements {
		if e != nil {
			c.elements[i] = e.Clone()
		}
	}
	c.mendings, c.failed = slices.Clone(l.mendings), slices.Clone(l.failed)
	c.loops, c.cards, c.due = slices.Clone(l.loops), slices.Clone(l.cards), slices.Clone(l.due)
	c.ops = slices.Clone(l.ops)
	c.clients = l.cloneClients()
	c.parts, c.marks, c.visits = slices.Clone(l.parts), slices.Clone(l.marks), slices.Clone(l.visits)
	c.cloneSorted()
	c.cloneTurns()
	c.clocks = slices.Clone(l.clocks)
	c.lots, c.homes = slices.Clone(l.lots), slices.Clone(l.homes)
	c.requests = slices.Clone(l.requests)
	for i := range c.requests {
		q := &c.requests[i]
		q.given, q.alt, q.who = slices.Clone(q.given), slices.Clone(q.alt), slices.Clone(q.who)
	}
	c.feeders, c.fed = slices.Clone(l.feeders), slices.Clone(l.fed)
	c.pools, c.lookers = slices.Clone(l.pools), slices.Clone(l.lookers)
	for i := range c.pools {
		c.pools[i].people = slices.Clone(l.pools[i].people)
	}
	c.search = newSearch(len(l.nodes))
	c.search.suspects = append(c.search.suspects, l.search.suspects...)
	c.still = newStandstill(len(l.nodes), l.still.due)
	c.still.last = l.still.last
	c.queue = make([]queued, 0, cap(l.queue))
	c.pending = slices.Clone(l.pending)
	c.tally = l.tally.clone()
	c.watchers, c.mask, c.meter = nil, l.mask&feeding, nil
	c.dirty = make([]ID, 0, cap(l.dirty))
	for i := range c.nodes {
		c.nodes[i].dirty = false
	}
	return &c
}

// Fork copies a line that then goes on otherwise: every time under way is drawn anew, given how long it has taken, and
// all later chance is other too. With gives laws to use instead of others, for what is under way and for what follows;
// nil leaves them as they are. A forecast is many forks. A time that was known and not drawn keeps its rest.
func (l *Line) Fork(seed uint64, with Params) *Line {
	c := l.Clone()
	c.goOtherwise(seed, with)
	return c
}

// goOtherwise gives a copy chance of its own from now on.
func (l *Line) goOtherwise(seed uint64, with Params) {
	l.with = with
	l.key = keyOf(scramble(seed+golden)^l.key, "fork")
	for i := range l.nodes {
		l.nodes[i].setKeys(l.key)
	}
	for slot := range l.timers {
		l.redraw(slot)
	}
}

// redraw draws the rest of a timer anew: with F the law of its whole time and a its age, the whole time is the quantile
// at F(a) + p(1-F(a)), for p uniform.
func (l *Line) redraw(slot int) {
	t := &l.timers[slot]
	t.drawn = nil
	t.key = keyOf(t.key^l.key, "timer")
	if t.mode == stopped && t.rest == 0 || t.clock {
		return
	}
	rest := t.rest // of one that was cancelled too: what was interrupted may begin anew with the same time
	if t.mode == running {
		rest = t.due - l.now
	}
	if t.dist != nil {
		d := l.with.instead(t.dist)
		pace := 1.0
		if t.pace != 0 {
			pace = t.pace
		}
		age := t.total - rest
		draw := ^uint64(0)
		if t.joins { // others have the same key
			draw = ^t.count
		}
		t.total = max(age, seconds(d.Residual(uniform(t.key, draw), age.Seconds()*pace)/pace))
		t.dist = d
		rest = t.total - age
	}
	if t.rest = max(0, rest); t.mode == running {
		l.start(slot, t.rest)
	}
}

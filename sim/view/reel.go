package view

import (
	"slices"
	"time"

	"tweeling/sim"
)

// A reel is what was recorded of a line that is driven from outside: stretches of records, each with the world at its start, and
// what a builder gathers of them. A copy of it goes on by itself.
type reel struct {
	b       *builder
	closed  []*hour
	current hour     // under way
	seen    int      // records observed
	zero    sim.Time // midnight from which the day under way counts, or the beginning
}

const (
	stretch   = 10 * time.Minute // of a reel
	mostHours = 4000             // stretches kept in memory: four weeks
)

func newReel(st *stage) *reel {
	b := newBuilder(st)
	b.world.at = st.opens
	for i := range b.world.nodes {
		b.world.nodes[i].since = st.opens
	}
	b.open()
	b.cells = make([][]uint8, len(st.ranked))
	return &reel{b: b, current: hour{from: st.opens, to: st.opens, start: b.world.clone()}, zero: st.opens}
}

// fork copies a reel. What it has gathered is shared, and never written to again.
func (r *reel) fork() *reel {
	c := *r
	c.b = r.b.fork()
	c.closed = slices.Clip(c.closed)
	return &c
}

// observe takes records, in stretches.
func (r *reel) observe(records []sim.Record) {
	for len(records) > 0 {
		n := 0
		for end := r.ends(); n < len(records) && records[n].At < end; {
			n++
		}
		r.b.Observe(records[:n])
		r.seen += n
		if n < len(records) {
			r.turn(r.ends())
		}
		records = records[n:]
	}
}

// ends is when the stretch under way is over.
func (r *reel) ends() sim.Time { return (r.current.from/stretch + 1) * stretch }

// turn ends the stretch under way at a time, and begins the next.
func (r *reel) turn(at sim.Time) {
	r.b.closeCells(at)
	h := r.current
	h.to, h.records = at, keep(r.b.records)
	r.closed = append(r.closed, &h)
	r.b.records = nil
	r.b.world.at = at
	r.current = hour{from: at, to: at, start: r.b.world.clone()}
	if at%dayLong == 0 { // what counts, counts from midnight on
		r.b.base, r.zero = r.current.start, at
	}
	r.forget()
}

// until brings a reel to a time at which nothing more is known to have happened.
func (r *reel) until(t sim.Time) {
	for end := r.ends(); end <= t; end = r.ends() {
		r.turn(end)
	}
	r.b.closeCells(t)
}

// forget lets the oldest stretches go when there are too many, or too many records in them.
func (r *reel) forget() {
	kept, from := 0, len(r.closed)
	for from > 0 && kept+len(r.closed[from-1].records) <= mostKept && len(r.closed)-from < mostHours {
		from--
		kept += len(r.closed[from].records)
	}
	if from = min(from, len(r.closed)-1); from > 0 {
		r.closed = slices.Clone(r.closed[from:])
	}
}

// hours are all stretches, that under way up to a time included.
func (r *reel) hours(t sim.Time) []*hour {
	h := r.current
	h.to, h.records = t, keep(r.b.records)
	return append(slices.Clip(r.closed), &h)
}

// fork copies a builder. The slices that only grow are shared up to here; who goes on writing to one copies it first.
func (b *builder) fork() *builder {
	c := *b
	c.world, c.crew = b.world.clone(), b.crew.fork()
	c.spent, c.owed, c.since = slices.Clone(b.spent), slices.Clone(b.owed), slices.Clone(b.since)
	c.cells = slices.Clone(b.cells)
	for k := range c.cells {
		c.cells[k] = slices.Clip(c.cells[k])
	}
	c.records, c.sums, c.necks = slices.Clip(b.records), slices.Clip(b.sums), slices.Clip(b.necks)
	c.good, c.inside, c.mishaps = slices.Clip(b.good), slices.Clip(b.inside), slices.Clip(b.mishaps)
	return &c
}

// fork copies who does what.
func (c *crew) fork() *crew {
	o := *c
	o.came, o.carried = slices.Clone(c.came), slices.Clone(c.carried)
	o.workers = slices.Clone(c.workers)
	for i := range o.workers {
		w := &o.workers[i]
		w.tasks, w.legs = slices.Clip(w.tasks), slices.Clip(w.legs)
	}
	return &o
}

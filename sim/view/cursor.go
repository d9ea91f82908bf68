package view

import (
	"slices"
	"sort"

	"tweeling/sim"
)

// A cursor is where whoever draws stands in a track: the world at a time, and what is known of the whole.
type cursor struct {
	world *world
	told  told
	hour  *hour
	next  int // record of the hour
	at    sim.Time
	fresh bool // false: the records of the hour are not there yet, and the world is that of its start
}

// look brings the cursor to a time as far as the track has come, and tells whether it got there.
func (k *track) look(t sim.Time) (*cursor, bool) {
	c := &k.cursor
	k.mu.Lock()
	if len(k.hours) == 0 {
		k.mu.Unlock()
		return c, false
	}
	c.told = k.told
	t = min(max(t, k.hours[0].from), k.told.until)
	i := min(sort.Search(len(k.hours), func(i int) bool { return k.hours[i].to >= t }), len(k.hours)-1)
	h := k.hours[i]
	k.uses++
	h.used = k.uses
	records := h.records
	if records == nil && h.to > h.from && !h.asked {
		h.asked = true
		from := i
		for k.hours[from].line == nil {
			from--
		}
		go k.again(h, k.hours[from].line)
	}
	k.mu.Unlock()
	if c.world == nil {
		c.world = h.start.clone()
		c.hour = nil
	}
	if c.hour != h || t < c.at {
		c.world.set(h.start)
		c.hour, c.next = h, 0
	}
	for c.next < len(records) && records[c.next].At <= t {
		c.world.apply(&records[c.next])
		c.next++
	}
	c.at, c.world.at = t, t
	c.fresh = records != nil
	if !c.fresh {
		c.hour = nil
	}
	return c, c.fresh
}

// again lets an hour run once more from a copy of the line at its start or before, to have its records back.
func (k *track) again(h *hour, from *sim.Line) {
	l := from.Clone()
	_ = k.runTo(l, h.from)
	g := &gatherer{stage: k.stage}
	l.Watch(g, changesFor)
	_ = k.runTo(l, h.to) // it went well, or got stuck at the same place, before
	k.mu.Lock()
	h.records, h.asked = keep(slices.Clip(g.records)), false
	k.uses++
	h.used = k.uses
	k.forget()
	k.change.Broadcast()
	k.mu.Unlock()
}

// A gatherer keeps records.
type gatherer struct {
	stage   *stage
	records []sim.Record
}

// Observe keeps of a batch what a builder keeps.
func (g *gatherer) Observe(records []sim.Record) {
	for i := range records {
		if r := &records[i]; r.What != sim.TimerRang || g.stage.counts(r) {
			g.records = append(g.records, *r)
		}
	}
}

// keep makes no records told from records that were dropped.
func keep(records []sim.Record) []sim.Record {
	if records == nil {
		return []sim.Record{}
	}
	return records
}

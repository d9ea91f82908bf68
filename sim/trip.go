package sim

import (
	"fmt"
	"slices"
)

// Quality is what a plant saw of a part.
type Quality uint8

// The qualities.
const (
	Unseen    Quality = iota // draw it
	SeenGood                 // it was good
	SeenScrap                // it was scrapped
)

// An Outcome is what was seen along with a trip. What is zero is drawn.
type Outcome struct {
	Quality Quality // of each part that the ring is the end of, but for those that are counted
	Good    int     // of several parts so many were good
	Scrap   int     // and so many scrap; which of them these were is drawn where both are said, else they are the first
	Branch  int     // 1 + the ID it went to
	Product int     // 1 + the index of the product that came
}

// A verdict is what was seen of a part, or drawn where that was not seen.
type verdict struct {
	part    Part
	quality Quality
}

// seen is what a plant saw of a part whose work is over by a trip; drawn: what chance says, where there is a say in it.
func (l *Line) seen(p Part, drawn Quality) Quality {
	o := &l.outcome
	if o.Good+o.Scrap == 0 && l.verdict.part != p {
		return o.Quality
	}
	if l.verdict.part == p {
		return l.verdict.quality
	}
	q := SeenGood
	switch {
	case o.Good == 0 || o.Scrap > 0 && drawn == SeenScrap:
		q = SeenScrap
		o.Scrap--
	default:
		o.Good--
	}
	l.verdict = verdict{p, q}
	return q
}

// Trip lets the real line decide: timer t of an element rings at a time, whatever was drawn for it. Trips come in order
// of time; those of one instant count as having come together. A trip of a timer that does not run is refused, and
// nothing changes but the clock: the plant and the line have drifted apart; see Force. Where timers are held, those that are
// not ring first, when they are due. After trips a line is forked before it runs
// on by itself, since what was drawn for the timers under way may be overdue.
func (l *Line) Trip(at Time, id ID, t Timer, o Outcome) error {
	defer l.flush()
	l.led = l.holds > 0
	if at < l.now {
		return fmt.Errorf("trip: want a time from %v on, have %v", l.now, at)
	}
	if id < 0 || int(id) >= len(l.nodes) || int(t) >= int(l.first[id+1]-l.first[id]) {
		return fmt.Errorf("trip: no timer %d of element %d", t, id)
	}
	if o.Branch != 0 && !slices.Contains(l.nodes[id].outs, ID(o.Branch-1)) {
		return fmt.Errorf("trip: %s does not lead to element %d", l.nodes[id].name, o.Branch-1)
	}
	if o.Product < 0 || o.Product > l.mix.products {
		return fmt.Errorf("trip: want product 1 to %d, have %d", l.mix.products, o.Product)
	}
	slot := l.slot(id, t)
	if err := l.reach(at, l.timers[slot].rank); err != nil {
		return err
	}
	for l.timers[slot].mode != running && l.chooseSome() { // it may be about to be begun by a choice of this instant
	}
	if l.timers[slot].mode != running {
		return fmt.Errorf("trip: timer %d of %s: %w", t, l.nodes[id].name, ErrNotRunning)
	}
	if l.rings++; l.rings > l.ringLimit() {
		return l.livelock(slot)
	}
	l.timers[slot].total -= l.timers[slot].due - l.now // so long has it lasted, whatever was drawn
	l.outcome, l.tripped, l.verdict.part = o, id, NoPart
	l.ring(slot)
	l.outcome, l.tripped = Outcome{}, None
	return nil
}

// reach brings the line to the time of a trip.
func (l *Line) reach(at Time, rank Rank) error {
	if l.holds > 0 {
		if err := l.earlier(at, rank); err != nil {
			return err
		}
	}
	if at > l.now {
		if err := l.settle(); err != nil {
			return err
		}
		l.now = at
		l.rings = 0
	}
	return nil
}

// Settle brings the present instant to its end, so that its choices are made and observers know of it. A mirror calls it
// when it wants to show where the line stands.
func (l *Line) Settle() error {
	defer l.flush()
	return l.settle()
}

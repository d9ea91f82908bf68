package sim

import "tweeling/sim/dist"

// A twin holds the timers that its plant tells of. They run like any other, but they ring only when they are tripped, however
// long that takes; those that nobody tells of ring as they are drawn.

// Hold leaves a timer to a plant, or (held = false) to chance again. [Line.Follow] and [Line.Trip] heed it; Run does not.
func (l *Line) Hold(id ID, t Timer, held bool) {
	slot := l.slot(id, t)
	timer := &l.timers[slot]
	if timer.held != held {
		timer.held = held
		if l.holds++; !held {
			l.holds -= 2
		}
	}
	if !held && timer.mode == running && l.tree.at(slot) == Never {
		l.start(slot, max(0, timer.due-l.now))
	}
}

// Held tells whether a timer is left to a plant.
func (l *Line) Held(id ID, t Timer) bool { return l.timers[l.slot(id, t)].held }

// Follow lets the line go on until a time, that instant included, as a twin: what is held waits to be tripped. It fails when elements
// that take no time go round in a circle. That some wait for each other for ever is no error here, since the plant shows whether
// they do. The present instant is brought to its end.
func (l *Line) Follow(until Time) error {
	defer l.flush()
	l.led = true
	for {
		at, slot := l.next()
		if at != Never && l.timers[slot].held {
			l.park(slot)
			continue
		}
		if at > l.now {
			if l.chooseSome() {
				continue
			}
			if err := l.endInstant(); err != nil {
				return err
			}
			if at > until || at == Never {
				l.now = max(l.now, until)
				return nil
			}
			l.now, l.rings = at, 0
		}
		if l.rings++; l.rings > l.ringLimit() {
			return l.livelock(slot)
		}
		l.ring(slot)
	}
}

// park takes a held timer out of the order of rings. It runs on, and is overdue once its time is over.
func (l *Line) park(slot int) { l.tree.set(slot, idle, ^uint64(0)) }

// earlier lets ring what comes before a trip: all that is due earlier, and what is due in that instant and has no higher rank.
func (l *Line) earlier(until Time, rank Rank) error {
	for {
		at, slot := l.next()
		switch {
		case at != Never && l.timers[slot].held:
			l.park(slot)
			continue
		case at > until, at == Never, at == until && l.timers[slot].rank > rank:
			return nil
		}
		if at > l.now {
			if err := l.settle(); err != nil {
				return err
			}
			if again, first := l.next(); again != at || first != slot { // what settled began something sooner
				continue
			}
			l.now, l.rings = at, 0
		}
		if l.rings++; l.rings > l.ringLimit() {
			return l.livelock(slot)
		}
		l.ring(slot)
	}
}

// remains is the rest of a running timer. One that is overdue has none, and is as long as it has lasted.
func (l *Line) remains(t *timer) Time {
	rest := t.due - l.now
	if rest < 0 {
		t.total -= rest
		t.due = l.now
		return 0
	}
	return rest
}

// Next is when the first timer rings by itself; Never, when none will.
func (l *Line) Next() Time {
	for {
		at, slot := l.next()
		if at == Never || !l.timers[slot].held {
			return at
		}
		l.park(slot)
	}
}

// A Running is a timer that runs.
type Running struct {
	Law *dist.Dist // what it was drawn from; nil: its time is known
	Age Time       // how long it has run
	Due Time       // when it would ring by itself; in the past, when it is overdue
}

// UnderWay tells of a timer that runs.
func (l *Line) UnderWay(id ID, t Timer) (Running, bool) {
	timer := &l.timers[l.slot(id, t)]
	if timer.mode != running {
		return Running{}, false
	}
	return Running{Law: timer.dist, Age: timer.total - (timer.due - l.now), Due: timer.due}, true
}

// Slept takes the last stretch of time off the ages of all held timers, as far as they ran in it: it passed while nobody knew what their
// plant did, so that it says nothing of how long they have taken.
func (l *Line) Slept(stretch Time) {
	for i := range l.timers {
		switch t := &l.timers[i]; {
		case !t.held:
		case t.mode == running:
			t.due += min(stretch, max(0, t.total-(t.due-l.now)))
		case t.mode == paused:
			t.rest += min(stretch, max(0, t.total-t.rest))
		}
	}
}

// Rank is that of a timer.
func (l *Line) Rank(id ID, t Timer) Rank { return l.timers[l.slot(id, t)].rank }

// BeginAt lets a line that has not started begin at another time than 0.
func (l *Line) BeginAt(at Time) {
	if l.started {
		panic("sim: a line begins before it starts")
	}
	l.now = at
	for i := range l.nodes {
		l.nodes[i].idleSince = at
	}
	l.ClearTallies()
}

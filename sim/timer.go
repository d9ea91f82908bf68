package sim

import (
	"cmp"
	"fmt"

	"tweeling/sim/calendar"
	"tweeling/sim/dist"
)

type mode uint8

const (
	stopped mode = iota
	running
	paused
)

const block = 8 // draws are made in blocks, so that a law can be inverted eight at once

// A timer is begun with a law, not with a time, so that the line knows what each thing under way is drawn from.
type timer struct {
	mode  mode
	rank  Rank
	local Timer
	clock bool
	held  bool // it rings only when it is tripped
	joins bool // a stream of draws that it has in common with others
	owner ID
	due   Time // while running
	turn  uint64
	rest  Time // while paused
	total Time // the length drawn
	dist  *dist.Dist
	drawn *dist.Dist // the law that ahead was drawn from
	key   uint64
	count uint64 // draws made
	rang  int64
	from  uint64  // the block that ahead holds
	pace  float64 // at which work goes on; 0 is 1
	ahead [block]Time
}

// Params are laws to use instead of others, for a fork. What is left of a life at the start goes with the law of the life.
type Params map[*dist.Dist]*dist.Dist

// instead is what to use for a law.
func (p Params) instead(d *dist.Dist) *dist.Dist {
	if other, ok := p[d]; ok {
		return other
	}
	if life := d.RestOf(); life != nil {
		if other, ok := p[life]; ok {
			return other.Equilibrium()
		}
	}
	return d
}

func (l *Line) addTimers(lay Layout) error {
	l.first = make([]int32, len(l.nodes)+1)
	for i := range lay.Nodes {
		l.first[i] = int32(len(l.timers))
		n := &lay.Nodes[i]
		if n.Role == Clock {
			l.addTimer(ID(i), TimerSpec{Name: "begin", Rank: Restore})
			l.addTimer(ID(i), TimerSpec{Name: "end", Rank: Fail})
		}
		if n.Element == nil {
			continue
		}
		for _, spec := range n.Element.Timers() {
			l.addTimer(ID(i), spec)
		}
		if m := l.nodes[i].fed; m >= 0 && l.nodes[i].rests {
			l.fed[m].doze = int32(len(l.timers))
			l.addTimer(ID(i), TimerSpec{Name: "doze", Rank: Fail})
			l.timers[l.fed[m].doze].clock = true
		}
	}
	l.first[len(l.nodes)] = int32(len(l.timers))
	if len(l.timers) > maxSlots {
		return fmt.Errorf("want at most %d timers, have %d: fewer elements or failure modes", maxSlots, len(l.timers))
	}
	l.tree = newTree(max(1, len(l.timers)))
	return nil
}

func (l *Line) addTimer(id ID, spec TimerSpec) {
	l.timers = append(l.timers, timer{
		owner: id, local: Timer(len(l.timers) - int(l.first[id])), rank: spec.Rank, clock: l.nodes[id].role == Clock, joins: spec.Stream != "",
		key: keyOf(l.key, l.nodes[id].draws, cmp.Or(spec.Stream, spec.Name)),
	})
}

func (l *Line) slot(id ID, t Timer) int { return int(l.first[id]) + int(t) }

// start lets a timer run for a time from now.
func (l *Line) start(slot int, rest Time) {
	t := &l.timers[slot]
	t.mode = running
	t.due = l.now + rest
	if t.due < l.now { // past the end of time
		t.due = Never - 1
	}
	l.seq++
	t.turn = turnOf(t.rank, l.seq, slot)
	l.tree.set(slot, uint64(t.due), t.turn)
}

// next is what rings next. A clock that is paused and goes on with each part, as one of failure does, stays in the tree at the
// time at which it would have rung, which is never later than when it will; only when it comes up there is it put right. So most
// pauses cost nothing.
func (l *Line) next() (at Time, slot int) {
	for {
		at, slot = l.tree.first()
		if at == Never {
			return at, slot
		}
		t := &l.timers[slot]
		switch {
		case t.mode != running:
			l.tree.set(slot, idle, ^uint64(0))
		case t.due != at || t.turn != l.tree.turn():
			l.tree.set(slot, uint64(t.due), t.turn)
		default:
			return at, slot
		}
	}
}

func (l *Line) begin(slot int, d *dist.Dist) {
	if l.with != nil {
		d = l.with.instead(d)
	}
	t := &l.timers[slot]
	t.dist = d
	t.total = l.draw(t, d)
	l.start(slot, t.total)
}

// beginAged lets a timer run for what is left of a time that has lasted age already.
func (l *Line) beginAged(slot int, d *dist.Dist, age Time) {
	d = l.with.instead(d)
	t := &l.timers[slot]
	t.dist = d
	t.total = max(age, seconds(d.Residual(uniform(t.key, t.count), age.Seconds())))
	t.count++
	l.start(slot, t.total-age)
}

// draw is the next draw of the timer's stream. As long as one law is drawn from, eight are inverted at once; the first
// draw after a change of law is made alone. Both ways draw number n is the same function of n.
func (l *Line) draw(t *timer, d *dist.Dist) Time {
	n := t.count
	t.count++
	if s, ok := d.Constant(); ok {
		return seconds(s)
	}
	if t.drawn != d {
		t.drawn = d
		t.from = ^uint64(0)
		return seconds(d.Quantile(uniform(t.key, n)))
	}
	if t.from != n/block {
		l.refill(t, d, n/block)
	}
	return t.ahead[n%block]
}

func (l *Line) refill(t *timer, d *dist.Dist, from uint64) {
	t.from = from
	batch := &l.batch
	at := t.key + from*block*golden
	for i := range batch {
		batch[i] = uniformOf(at)
		at += golden
	}
	d.Fill(batch)
	for i, x := range batch {
		t.ahead[i] = seconds(x)
	}
}

// seconds turns seconds into time, to the nearest nanosecond.
func seconds(x float64) Time {
	if x >= 9e9 { // 285 years
		return Time(9e18)
	}
	if !(x > 0) {
		return 0
	}
	return Time(x*1e9 + 0.5)
}

func (l *Line) beginFor(slot int, d Time) {
	t := &l.timers[slot]
	t.dist = nil
	t.total = max(0, d)
	l.start(slot, t.total)
}

func (l *Line) pause(slot int) {
	t := &l.timers[slot]
	if t.mode != running {
		return
	}
	t.rest = l.remains(t)
	t.mode = paused
}

func (l *Line) resume(slot int) {
	t := &l.timers[slot]
	if t.mode != paused {
		return
	}
	if due := l.now + t.rest; due < l.now || l.tree.at(slot) > due {
		l.start(slot, t.rest)
		return
	}
	t.mode, t.due = running, l.now+t.rest
	l.seq++
	t.turn = turnOf(t.rank, l.seq, slot)
}

// setPace lets a timer go on at another pace: what is left takes as much longer or shorter.
func (l *Line) setPace(slot int, pace float64) {
	t := &l.timers[slot]
	was := t.pace
	if was == 0 {
		was = 1
	}
	if was == pace {
		return
	}
	t.pace = pace
	if t.mode == running {
		t.rest = l.remains(t)
	}
	t.total = stretch(t.total, was/pace)
	if t.rest = min(stretch(t.rest, was/pace), t.total); t.mode == running {
		l.start(slot, t.rest)
	}
}

func stretch(t Time, by float64) Time {
	if x := float64(t) * by; x < 9e18 {
		return Time(x + 0.5)
	}
	return 9e18
}

// wear ages a paused timer; true when nothing of it is left.
func (l *Line) wear(slot int, by Time) bool {
	t := &l.timers[slot]
	if t.mode != paused {
		return false
	}
	t.rest = max(0, t.rest-by)
	return t.rest == 0
}

func (l *Line) cancel(slot int) {
	t := &l.timers[slot]
	switch t.mode {
	case running:
		l.tree.set(slot, idle, ^uint64(0))
		t.rest = l.remains(t)
	case stopped:
		return
	case paused:
	}
	t.mode = stopped // the rest is kept: a fork must know how long it ran, should it run again for as long
}

// A clock is a shift: it rings at each change of its calendar and tells those who keep to it.
type clock struct {
	node     ID
	calendar *calendar.Calendar
	on       bool
	next     Time
}

func (l *Line) startClock(c *clock) {
	c.on = c.calendar.On(l.now)
	l.windClock(c)
}

func (l *Line) windClock(c *clock) {
	at, ok := c.calendar.Next(l.now)
	if !ok {
		c.next = Never
		return
	}
	c.next = at
	t := Timer(0) // begin
	if c.on {
		t = 1 // end
	}
	l.beginFor(l.slot(c.node, t), at-l.now)
}

// wound is what follows when a timer of the line itself has rung: a shift changes, or somebody goes to sleep.
func (l *Line) wound(id ID) {
	if l.nodes[id].role == Clock {
		l.changeShift(id)
	} else {
		l.dozeOff(id)
	}
}

func (l *Line) changeShift(id ID) {
	c := &l.clocks[l.nodes[id].clock]
	c.on = !c.on
	l.windClock(c)
	cause := ShiftOff
	if c.on {
		cause = ShiftOn
	}
	for i := range l.nodes {
		n := &l.nodes[i]
		switch {
		case n.role == Clock:
		case l.elements[i] != nil:
			if n.shift == id {
				l.post(ID(i), Event{Cause: cause, From: id, Part: NoPart})
			}
		case n.pool >= 0 && l.pools[n.pool].keepsTo(id):
			if c.on {
				l.beginShift(int(n.pool))
			} else {
				l.endShift(int(n.pool), id)
			}
			l.muster(int(n.pool))
		}
	}
}

// OnShift tells whether a node's shift is on and goes on for more than this instant, so that nothing is begun at the
// very end of a shift.
func (l *Line) OnShift(id ID) bool {
	s := l.nodes[id].shift
	if s == None {
		return true
	}
	c := &l.clocks[l.nodes[s].clock]
	return c.on && c.next != l.now
}

// shiftLeft is how long a node's shift still goes on; Never when it has none, 0 when it is off.
func (l *Line) shiftLeft(id ID) Time {
	return l.leftOf(l.nodes[id].shift)
}

// leftOf is how long a shift still goes on.
func (l *Line) leftOf(shift ID) Time {
	if shift == None {
		return Never
	}
	c := &l.clocks[l.nodes[shift].clock]
	switch {
	case !c.on:
		return 0
	case c.next == Never:
		return Never
	default:
		return c.next - l.now
	}
}

// Draws returns what the first n draws of a timer are from a law, whatever has been drawn so far: for a second engine, and
// for tests that want to know what will happen.
func (l *Line) Draws(id ID, t Timer, d *dist.Dist, n int) []Time {
	probe := timer{key: l.timers[l.slot(id, t)].key, drawn: d, from: ^uint64(0)}
	draws := make([]Time, n)
	for i := range draws {
		draws[i] = l.draw(&probe, d)
	}
	return draws
}

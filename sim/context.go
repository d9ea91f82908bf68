package sim

import (
	"math"
	"slices"

	"tweeling/sim/dist"
)

// Context is how an element speaks to its line. It is only good during the call it is handed to.
type Context struct {
	line *Line
	id   ID
}

// Now is the time of the line.
func (cx Context) Now() Time { return cx.line.now }

// Begin lets a timer run for a time drawn from d; it rings with cause Rang.
func (cx Context) Begin(t Timer, d *dist.Dist) { cx.line.begin(cx.line.slot(cx.id, t), d) }

// BeginAged is Begin for something that has lasted age already: the timer runs for the rest of a time drawn from d, given
// that it is longer, and has that age from the start.
func (cx Context) BeginAged(t Timer, d *dist.Dist, age Time) {
	cx.line.beginAged(cx.line.slot(cx.id, t), d, age)
}

// BeginAt is Begin for work that goes on at a pace: at pace 2 it takes half the time that is drawn. A timer that is ever
// begun so is always begun so.
func (cx Context) BeginAt(t Timer, d *dist.Dist, pace float64) {
	slot := cx.line.slot(cx.id, t)
	cx.line.begin(slot, d)
	cx.line.timers[slot].pace = 1
	cx.line.setPace(slot, pace)
}

// BeginAs is Begin with draw number n of the stream that the timer has in common with others.
func (cx Context) BeginAs(t Timer, d *dist.Dist, n uint64) {
	slot := cx.line.slot(cx.id, t)
	cx.line.timers[slot].count = n
	cx.line.begin(slot, d)
}

// Pace lets a timer go on at another pace than it has.
func (cx Context) Pace(t Timer, pace float64) { cx.line.setPace(cx.line.slot(cx.id, t), pace) }

// HelpPace is the pace of those who help with request number r, the slowest of them, at what they are asked for.
func (cx Context) HelpPace(r int) float64 {
	l := cx.line
	q := &l.requests[int(l.nodes[cx.id].firstRequest)+r]
	pace := math.Inf(1)
	for i, at := range q.given {
		if paces := q.wants[i].Paces; paces != nil {
			pace = min(pace, paces[q.alt[i]])
		} else {
			pace = min(pace, l.pools[at].pace)
		}
	}
	return pace
}

// BeginFor lets a timer run for a time that is known.
func (cx Context) BeginFor(t Timer, d Time) { cx.line.beginFor(cx.line.slot(cx.id, t), d) }

// Again lets a timer run once more for the whole time it was last begun with.
func (cx Context) Again(t Timer) {
	slot := cx.line.slot(cx.id, t)
	cx.line.start(slot, cx.line.timers[slot].total)
}

// Pause stops a running timer, which keeps its age and its rest. Nothing happens when it does not run.
func (cx Context) Pause(t Timer) { cx.line.pause(cx.line.slot(cx.id, t)) }

// Resume lets a paused timer go on. Nothing happens when it is not paused.
func (cx Context) Resume(t Timer) { cx.line.resume(cx.line.slot(cx.id, t)) }

// Wear lets a paused timer age by some time at once, for a clock that counts something else than time. It is true when
// nothing of the timer is left: it then rings as soon as it is resumed.
func (cx Context) Wear(t Timer, by Time) bool { return cx.line.wear(cx.line.slot(cx.id, t), by) }

// Halt tells those coupled to the element that it stands still, or that it no longer does.
func (cx Context) Halt(still bool) { cx.line.halt(cx.id, still) }

// Age is how long a timer that runs, is paused, was cancelled or has rung has run.
func (cx Context) Age(t Timer) Time {
	l := cx.line
	timer := &l.timers[l.slot(cx.id, t)]
	if timer.mode == running {
		return timer.total - (timer.due - l.now)
	}
	return timer.total - timer.rest
}

// Cancel stops a timer for good.
func (cx Context) Cancel(t Timer) { cx.line.cancel(cx.line.slot(cx.id, t)) }

// Enter says what the element is doing from now on.
func (cx Context) Enter(s State) { cx.enter(s, false) }

// Await says that the element is Off from now on, since its shift is over, and stands ready all the same: it waits for work
// unattended, and draws power.
func (cx Context) Await() { cx.enter(Off, true) }

func (cx Context) enter(s State, awaits bool) {
	l := cx.line
	n := &l.nodes[cx.id]
	if n.state == s && n.awaits == awaits {
		return
	}
	if n.rests || n.awaits || awaits {
		l.rest(cx.id, s, awaits)
	}
	if n.walks {
		l.bookWays(cx.id)
	}
	l.tally.states[cx.id][n.state] += l.now - n.since
	n.since = l.now
	n.state = s
	if l.mask&(Changed|Awaits|metering|feeding) != 0 {
		l.entered(cx.id, s, awaits)
	}
}

// entered is for those who follow the states of elements.
func (l *Line) entered(id ID, s State, awaits bool) {
	if l.mask&feeding != 0 {
		l.feed(id)
	}
	if l.mask&metering != 0 {
		l.meter.enter(id, s, awaits, l.now)
	}
	if n := &l.nodes[id]; l.mask&(Changed|Awaits) != 0 && !n.dirty {
		n.dirty = true
		l.dirty = append(l.dirty, id)
	}
}

// State is what the element last said it is doing.
func (cx Context) State() State { return cx.line.nodes[cx.id].state }

// Send hands on a finished part. When nobody has room it returns false: the line keeps the part where it is, and
// Cleared comes when it has gone, which may be in the same instant.
func (cx Context) Send(p Part) bool { return cx.line.send(cx.id, p) }

// Take asks for the part that has waited longest to come here. When there is none it returns false, and Arrived comes
// with the next, which may be in the same instant.
func (cx Context) Take() (Part, bool) { return cx.line.take(cx.id) }

// TakeNow is Take for somebody who cannot wait: when there is none at once, none will come.
func (cx Context) TakeNow() (Part, bool) { return cx.line.takeNow(cx.id) }

// TakeOf is TakeNow for a part of one of the ops that are marked, out of the only place before the station, whatever
// waits before that part.
func (cx Context) TakeOf(ops []bool) (Part, bool) { return cx.line.takeOf(cx.id, ops) }

// TakeFrom is for a station that gathers: it takes the part that comes first by its rule, or that has waited longest, at some of the places before it, or for
// nil at any, of the products that are marked, or for nil of any. When there is none at once, none will come. Stations side
// by side are the place of the first of them.
func (cx Context) TakeFrom(from []ID, products []bool) (Part, bool) {
	return cx.line.takeFrom(cx.id, from, wanted{products: products})
}

// PeekFrom is the part that TakeFrom would give; it stays where it is.
func (cx Context) PeekFrom(from []ID, products []bool) (Part, bool) {
	return cx.line.peekFrom(cx.id, from, wanted{products: products})
}

// Offers is how many parts TakeFrom would give one after the other, up to most, and since when the first of them waits.
func (cx Context) Offers(from []ID, products []bool, most int) (n int, since Time) {
	return cx.line.offers(cx.id, from, wanted{products: products}, most)
}

// TakeOps is TakeFrom of a part of one of the ops that are marked, or for nil of any, at any place before the station.
func (cx Context) TakeOps(ops []bool) (Part, bool) {
	return cx.line.takeFrom(cx.id, nil, wanted{ops: ops})
}

// CountOps is how many parts TakeOps would give one after the other, up to most.
func (cx Context) CountOps(ops []bool, most int) int {
	n, _ := cx.line.offers(cx.id, nil, wanted{ops: ops}, most)
	return n
}

// Warn tells a station that parts of it were found bad.
func (cx Context) Warn(id ID) { cx.line.post(id, Event{Cause: Warned, From: cx.id, Part: NoPart}) }

// Look asks to be told Offered at the end of this instant, when all that came together is there.
func (cx Context) Look() { cx.line.pend(cx.id) }

// HasRoom tells whether a part of a product would find room behind the element now.
func (cx Context) HasRoom(product int) bool { return cx.line.hasRoom(cx.id, int32(product)) }

// Box is a new box, which holds parts that go on together; it is gone when it is opened.
func (cx Context) Box() Part { return cx.line.box(cx.id) }

// Pack puts a part, or a box or carrier with all that it holds, into a box or onto a carrier.
func (cx Context) Pack(holder, p Part) { cx.line.pack(holder, p) }

// Unpack takes out what was put in first. A box that is empty then is to be folded.
func (cx Context) Unpack(holder Part) (Part, bool) { return cx.line.unpack(cx.id, holder) }

// Fold does away with an empty box, and gives up the place that is kept for it.
func (cx Context) Fold(box Part) {
	cx.line.giveUp(cx.id, box)
	cx.line.discard(box)
}

// Packed is how many parts, boxes or carriers a box or a carrier holds; 0 for a part.
func (cx Context) Packed(p Part) int { return cx.line.packed(p) }

// IsBox tells whether a part is a box.
func (cx Context) IsBox(p Part) bool { return cx.line.is(p, isBox) }

// IsCarrier tells whether a part is a carrier.
func (cx Context) IsCarrier(p Part) bool { return cx.line.is(p, isCarrier) }

// Use lets a part in the element's hands go into another: it is no more, and its defect is one of the other.
func (cx Context) Use(p, into Part) { cx.line.use(cx.id, p, into) }

// Become lets a part be of another product from now on.
func (cx Context) Become(p Part, product int) { cx.line.become(cx.id, p, int32(product)) }

// Split lets part number i of those that are taken off another come to be; a defect of the one is in both.
func (cx Context) Split(from Part, product, i int) Part {
	return cx.line.split(cx.id, from, int32(product), i)
}

// Spoil gives a part a defect that nobody sees.
func (cx Context) Spoil(p Part) { cx.line.marks[p] |= isBad }

// Spoiled tells whether a part has a defect.
func (cx Context) Spoiled(p Part) bool { return cx.line.is(p, isBad) }

// ChanceOf is Chance by a draw of its own for each purpose, from 1 on.
func (cx Context) ChanceOf(probability float64, p Part, purpose uint64) bool {
	l := cx.line
	return uniform(scramble(l.nodes[cx.id].chanceKey+purpose*golden), l.fate(&l.nodes[cx.id], p)) < probability
}

// Waiting is how many parts wait in the only place before the station; as many as one likes in one that is never empty.
func (cx Context) Waiting() int { return cx.line.waitingBefore(cx.id) }

// Coming is the op of the part that comes next, seen along places that lead nowhere else; -1 when nobody can know.
// A station that looks ahead is told when it has changed.
func (cx Context) Coming() int { return int(cx.line.coming(cx.id)) }

// Decline takes back a Take that found none. A part that is on its way already, because a place was kept for it, comes all
// the same.
func (cx Context) Decline() { cx.line.decline(cx.id) }

// Reserve keeps a place downstream for a part that the element has. When there is none it returns false, and Reserved
// comes when there is.
func (cx Context) Reserve(p Part) bool { return cx.line.reserve(cx.id, p) }

// Lock keeps a finished part that waits here from leaving, until it is unlocked.
func (cx Context) Lock(locked bool) { cx.line.lock(cx.id, locked) }

// Ask asks for the element's request number r, for about so long: people who do not begin what they are not to finish want
// to know. It is true when all it needs is there at once and there is enough for everybody; else Granted comes when it is,
// which may be in the same instant.
func (cx Context) Ask(r int, length Time) bool { return cx.line.ask(cx.id, r, length) }

// Walk is how long those who have just been granted to request number r walk before they are there; 0 when they need not.
func (cx Context) Walk(r int) Time {
	l := cx.line
	q := &l.requests[int(l.nodes[cx.id].firstRequest)+r]
	return q.walk
}

// Staffed tells whether, for all that request number r wants, enough are on duty now, busy or not.
func (cx Context) Staffed(r int) bool { return cx.line.staffed(cx.id, r) }

// Return gives back what request number r holds, or takes the request back.
func (cx Context) Return(r int) { cx.line.giveBack(cx.id, r) }

// Resize says how many of the pool that the element stands for are on duty: at most the size it was built with. Whoever
// is helped by one that goes is told Withdrawn.
func (cx Context) Resize(size int) {
	i := int(cx.line.nodes[cx.id].pool)
	cx.line.pools[i].lasts = 0
	cx.line.resize(i, min(int32(size), cx.line.pools[i].full))
}

// LetFinish keeps of the pool that the element stands for only those on duty that are in use, and each only until it is given
// back.
func (cx Context) LetFinish() {
	i := int(cx.line.nodes[cx.id].pool)
	p := &cx.line.pools[i]
	p.lasts = p.used
	cx.line.resize(i, p.used)
}

// Restock adds one to the pool that the element stands for, which is used up.
func (cx Context) Restock() { cx.line.restock(cx.line.nodes[cx.id].pool) }

// InUse is how many of the pool that the element stands for are in use.
func (cx Context) InUse() int { return int(cx.line.pools[cx.line.nodes[cx.id].pool].used) }

// Wanted tells whether somebody waits for the pool that the element stands for.
func (cx Context) Wanted() bool { return cx.line.pools[cx.line.nodes[cx.id].pool].asking > 0 }

// Asleep tells how far the element has gone to sleep for want of work.
func (cx Context) Asleep() Sleep { return cx.line.asleep(cx.id) }

// Make lets a new part come to be; an entry hands it to Let.
func (cx Context) Make() Part { return cx.line.make(cx.id) }

// MakeOf lets a part of a product come to be that belongs to an order and a lot of it, or to [NoOrder] and [NoLot].
func (cx Context) MakeOf(product int, order Order, lot Lot) Part {
	p := cx.line.makeOf(cx.id, int32(product))
	cx.line.parts[p].order, cx.line.parts[p].lot = order, lot
	return p
}

// Let lets a part of an entry in.
func (cx Context) Let(p Part) { cx.line.enter(cx.id, p) }

// Scrap takes a part that the element holds out of the line.
func (cx Context) Scrap(p Part) { cx.line.scrap(cx.id, p) }

// OrderOf is the order that a part belongs to, or [NoOrder].
func (cx Context) OrderOf(p Part) Order { return cx.line.parts[p].order }

// Gone is how many parts of an order have left the line, in whatever way.
func (cx Context) Gone(o Order) int { return int(cx.line.tally.orders[o].Gone) }

// Alive is how many of some parts are still in the line.
func (cx Context) Alive(numbers []Number) int {
	n := 0
	for i := range cx.line.parts {
		if number := cx.line.parts[i].number; number > 0 && slices.Contains(numbers, number) {
			n++
		}
	}
	return n
}

// LotOf is the lot that a part belongs to, or [NoLot].
func (cx Context) LotOf(p Part) Lot { return cx.line.parts[p].lot }

// Op is the index of what is to be done to a part next, or is being done: in the ops of the layout, or without these of its
// product.
func (cx Context) Op(p Part) int { return int(cx.line.parts[p].op) }

// Aim lets a part that the element holds go to a place beside its ways next. A place that was kept for it elsewhere is free
// again.
func (cx Context) Aim(p Part, to ID) { cx.line.aim(cx.id, p, to) }

// Mend sends a part that the element holds, and has found bad, to be mended, when it has been sent from here fewer than most
// times: it then leaves by Send like any other.
func (cx Context) Mend(p Part, to ID, most int) bool { return cx.line.mend(cx.id, p, to, most) }

// Reject sends a part that the element holds, and has found to be scrap, where scrap goes: it leaves by Send like any other.
func (cx Context) Reject(p Part, to ID) { cx.line.reject(cx.id, p, to) }

// Demand lets a customer come for a part at the exit that the element stands for. It is true when there was one at once; else
// he waits for the next, if he does.
func (cx Context) Demand(waits bool) bool { return cx.line.demand(cx.id, waits) }

// First is the part that TakeNow would take out of a place where parts wait; it stays there.
func (cx Context) First() (Part, bool) { return cx.line.firstFor(cx.id) }

// Rest is how long a timer that runs or is paused still runs.
func (cx Context) Rest(t Timer) Time {
	timer := &cx.line.timers[cx.line.slot(cx.id, t)]
	if timer.mode == running {
		return timer.due - cx.line.now
	}
	return timer.rest
}

// Number is what people call a part by.
func (cx Context) Number(p Part) Number { return cx.line.parts[p].number }

// Since is since when a part has waited where it stands.
func (cx Context) Since(p Part) Time { return cx.line.parts[p].waitsSince }

// Product is the index of a part's product.
func (cx Context) Product(p Part) int { return int(cx.line.parts[p].product) }

// Chance is true with a probability, by a draw that belongs to the part: the same part at the same element, at the same
// visit to it, has the same fate in every system that shares the seed.
func (cx Context) Chance(probability float64, p Part) bool {
	l := cx.line
	bad := uniform(l.nodes[cx.id].chanceKey, l.fate(&l.nodes[cx.id], p)) < probability
	if l.tripped == cx.id {
		drawn := SeenGood
		if bad {
			drawn = SeenScrap
		}
		if q := l.seen(p, drawn); q != Unseen {
			return q == SeenScrap
		}
	}
	return bad
}

// ShiftLeft is how long the element's shift still goes on; Never when it has none.
func (cx Context) ShiftLeft() Time { return cx.line.shiftLeft(cx.id) }

// Odds is a number between 0 and 1, drawn anew for each time that a timer is begun and belonging to that time.
func (cx Context) Odds(t Timer) float64 {
	timer := &cx.line.timers[cx.line.slot(cx.id, t)]
	return uniform(keyOf(timer.key, "odds"), timer.count)
}

// OnShift tells whether the element's shift is on and goes on for more than this instant.
func (cx Context) OnShift() bool { return cx.line.OnShift(cx.id) }

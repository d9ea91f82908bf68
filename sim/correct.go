package sim

import (
	"errors"
	"fmt"
	"slices"
)

// Where a line and its plant disagree, the plant is right. What is done to the line then stands in its books: parts that were
// put in or taken out are neither entered nor left, lost or scrapped, so that
//
//	entered + put = left + lost + scrapped + taken + inside.

// A Corrector is an element that can put right what it believes: timer t of it has rung in the plant, though here it does not
// run. It does what follows from the ring, having left what it was at. False: it cannot.
type Corrector interface {
	Correct(cx Context, t Timer) bool
}

// ErrNotRunning is a trip of a timer that does not run.
var ErrNotRunning = errors.New("the timer does not run")

// Force is Trip for a timer that may not run: the plant says that it has rung, so it has. A part that is needed for that and is
// not there is put in, one that is in the way is taken out. The error is [ErrNotRunning] when the element cannot make sense of it.
func (l *Line) Force(at Time, id ID, t Timer, o Outcome) error {
	err := l.Trip(at, id, t, o)
	if !errors.Is(err, ErrNotRunning) {
		return err
	}
	defer l.flush()
	slot := l.slot(id, t)
	timer := &l.timers[slot]
	l.outcome, l.tripped, l.verdict.part = o, id, NoPart
	defer func() { l.outcome, l.tripped = Outcome{}, None }()
	if c, ok := l.elements[id].(Corrector); ok && c.Correct(Context{l, id}, t) {
		l.events++
		timer.rang++
		if l.mask&TimerRang != 0 {
			l.tell(Record{ID: id, Peer: None, What: TimerRang, Timer: t})
		}
		l.drain()
		return nil
	}
	if timer.mode != paused {
		return err
	}
	timer.total -= timer.rest
	l.ring(slot)
	return nil
}

// Put puts a part of a product in at a buffer, outside an entry, or into a station that waits for one, as a twin does when its
// plant has one there. It fails where there is no room.
func (l *Line) Put(at ID, product int) error {
	defer l.flush()
	if product < 0 || product >= l.mix.products {
		return fmt.Errorf("put: want product 0 to %d, have %d", l.mix.products-1, product)
	}
	n := &l.nodes[at]
	switch n.role {
	case Buffer, Entry:
		if n.count+n.reserved >= n.room {
			return fmt.Errorf("put: want room in %s, which is full with %d", n.name, n.count)
		}
		p := l.putIn(at, int32(product))
		if n.out >= 0 && n.count == 0 && l.accepts(n.out) {
			l.move(at, n.out, p)
			break
		}
		l.push(at, p)
		if n.out < 0 {
			l.pend(at)
		}
	case Station:
		if !l.accepts(at) {
			return fmt.Errorf("put: want a station that waits for a part, have %s, which does not", n.name)
		}
		n.waits = false
		l.post(at, Event{Cause: Arrived, From: None, Part: l.putIn(at, int32(product))})
	default:
		return fmt.Errorf("put: want a place where parts are, have %s", n.name)
	}
	l.drain()
	return nil
}

// putIn makes a part that comes to be at a place, beside the books of what enters.
func (l *Line) putIn(at ID, product int32) Part {
	op, product := l.opThere(at, product)
	p := l.draft(at, product)
	l.parts[p].op = op
	l.made++
	if l.books(p) {
		l.live++
		l.tally.wip.enter(l.now)
	}
	l.parts[p].number, l.parts[p].born, l.parts[p].waitsSince = Number(l.made), l.now, l.now
	if l.books(p) {
		l.tally.put[product]++
		l.tally.putAt[at]++
	}
	if l.mask&Moved != 0 {
		l.tell(Record{ID: at, Peer: None, What: Moved, Part: l.parts[p].number, Order: l.parts[p].order + 1, Product: product})
	}
	return p
}

// opThere is what is done to parts that are at a place: of a product, where it comes there, else of the first that does.
func (l *Line) opThere(at ID, product int32) (op, of int32) {
	if l.ops == nil {
		return l.opOf(product), product
	}
	there := func(i int) bool {
		if l.nodes[at].role == Station {
			return slices.Contains(l.ops[i].at, l.nodes[at].place)
		}
		return slices.Contains(l.ops[i].to, at)
	}
	first := -1
	for i := range l.ops {
		switch {
		case !there(i):
		case l.ops[i].product == product:
			return int32(i), product
		case first < 0:
			first = i
		}
	}
	if first < 0 {
		return l.opOf(product), product
	}
	return int32(first), l.ops[first].product
}

// TakeOut takes the next part out of a buffer, from outside an entry, or the finished part off a station that cannot get rid of
// it, as a twin does when its plant does not have it. It fails where there is none.
func (l *Line) TakeOut(at ID) error {
	defer l.flush()
	n := &l.nodes[at]
	switch {
	case (n.role == Buffer || n.role == Entry) && n.count > 0:
		l.takenOut(at, l.pop(at))
		l.freed(at)
	case n.role == Station && n.held != NoPart:
		p := n.held
		n.held = NoPart
		l.post(at, Event{Cause: Cleared, From: None, Part: p})
		l.takenOut(at, p)
	default:
		return fmt.Errorf("take out: want a part at %s, have none", n.name)
	}
	l.drain()
	return nil
}

// takenOut drops a part, beside the books of what leaves.
func (l *Line) takenOut(at ID, p Part) {
	if l.parts[p].held != NoPart {
		l.eachOut(at, p, func(q Part) { l.takenOut(at, q) })
		return
	}
	product := l.parts[p].product
	if l.books(p) {
		l.tally.taken[product]++
		l.tally.takenAt[at]++
	}
	if l.mask&TakenAway != 0 {
		l.tell(Record{ID: at, Peer: None, What: TakenAway, Part: l.parts[p].number, Order: l.parts[p].order + 1, Product: product})
	}
	if l.books(p) {
		l.drop(p)
	} else {
		l.discard(p)
	}
}

// Seen is what a plant saw of a part whose work is over by a trip: good, scrap, or nothing.
func (cx Context) Seen(p Part) Quality {
	if cx.line.tripped != cx.id {
		return Unseen
	}
	return cx.line.seen(p, Unseen)
}

// PutIn gives an element that is put right a part that nobody has seen come.
func (cx Context) PutIn() Part {
	l := cx.line
	product := l.nextProduct(&l.nodes[cx.id])
	return l.putIn(cx.id, product)
}

// PutInOf is PutIn for a part as it would come from some places (nil: from anywhere) and of some products (nil: of any): of the first
// that is marked, else of that which the first place makes, where it makes only one.
func (cx Context) PutInOf(from []ID, products []bool) Part {
	if i := slices.Index(products, true); i >= 0 {
		return cx.line.putIn(cx.id, int32(i))
	}
	for _, x := range from {
		if makes := cx.line.makesAt(x); makes > 0 {
			return cx.line.putIn(cx.id, makes-1)
		}
	}
	return cx.PutIn()
}

// Recall takes a carrier of some products from wherever it waits, since the plant has it here: an empty one, else one whose load is
// taken out. False: none waits anywhere.
func (cx Context) Recall(products []bool) (Part, bool) {
	l := cx.line
	for _, empty := range []bool{true, false} {
		for x := range l.nodes {
			n := &l.nodes[x]
			if n.role != Buffer {
				continue
			}
			for i := range n.count {
				p := n.at(i)
				if l.isCarrierOf(p, products) && (l.parts[p].held == NoPart) == empty {
					l.recalled(ID(x), i, cx.id)
					return p, true
				}
			}
		}
	}
	return NoPart, false
}

// isCarrierOf tells whether a part is a carrier of some products, loaded or not.
func (l *Line) isCarrierOf(p Part, products []bool) bool {
	product := int(l.parts[p].product)
	if l.parts[p].held != NoPart {
		product = int(l.parts[p].lot)
	}
	return l.is(p, isCarrier) && product >= 0 && product < len(products) && products[product]
}

// recalled takes the carrier that leaves x in some place of its order to another element, without its load.
func (l *Line) recalled(x ID, i int32, to ID) {
	p := l.remove(x, i)
	for {
		q, ok := l.unpack(x, p)
		if !ok {
			break
		}
		l.takenOut(x, q)
	}
	l.stand(None, to, p)
	l.freed(x)
}

// makesAt is 1 + the one product that comes to be at a place or, where all that comes there comes from one place, there; 0: nobody
// knows.
func (l *Line) makesAt(place ID) int32 {
	for range l.nodes {
		n := &l.nodes[place]
		if n.makes > 0 || len(n.ins) != 1 {
			return n.makes
		}
		place = n.ins[0]
	}
	return 0
}

// Discard takes the finished part that the element cannot get rid of out of the line.
func (cx Context) Discard() {
	n := &cx.line.nodes[cx.id]
	if p := n.held; p != NoPart {
		n.held = NoPart
		cx.line.takenOut(cx.id, p)
	}
}

// Forgo takes back a wish for a place downstream that has not been met, and a place that has been kept.
func (cx Context) Forgo() {
	l := cx.line
	n := &l.nodes[cx.id]
	n.wantsRoom = false
	y := n.reservedAt
	if y == None {
		return
	}
	l.unreserve(cx.id)
	if l.accepts(y) {
		l.freed(y)
	}
}

// Forsake takes back that a place at the element is kept for a part that is on its way: who sends it finds out when it wants to.
func (cx Context) Forsake() {
	if x := cx.line.nodes[cx.id].keptFor; x != None {
		cx.line.unreserve(x)
	}
}

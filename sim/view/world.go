package view

import (
	"slices"

	"tweeling/sim"
)

// A world is all that a picture needs to know of a line at one moment. It follows from records alone, so that a line, a
// copy of it and a replayed day give the same picture. It is flat slices, so that a copy is a copy.
type world struct {
	at       sim.Time
	nodes    []nodeNow
	parts    []partNow
	free     int32 // head of the list of unused parts
	live     int32
	good     []int64 // left through an exit, by product
	entered  []int64
	done     []int64 // parts that left a node or that it scrapped, by node and product
	scrapped int64
	opened   sim.Time // parts that came before do not count in lead times
	lead     sim.Time // summed over the good parts that do
	leads    int64    // and how many they are
	roles    []sim.Role
	resting  []resting // by node
	work     *runTimes // what a piece of work is planned to take
	counting *counting // along which way a part moves; nil: nobody asks
	flowed   []int64   // parts that went along each way
	cards    []int32   // of each loop, for how many parts more there are cards
	asked    []int64   // by node: customers that came to an exit
}

// resting is after how long without work a node goes to standby, and switches itself off; 0: never.
type resting struct{ standby, off sim.Time }

// nodeNow is one node at a moment.
type nodeNow struct {
	state       sim.State
	since       sim.Time
	active      sim.Time // since when it waits for nothing and is on duty, as package kpi has it; sim.Never: it is not
	spent       [sim.NumStates]sim.Time
	first, last int32 // its parts in order of coming, -1: none
	count       int32
	users       int32   // of a pool: how many of it are in use
	sent, bad   int64   // parts that left it, and that it scrapped
	aside       int64   // of those that left it, how many it sent to be mended or where scrap goes
	cycles      int64   // of a station whose figures go by them
	planned     float64 // seconds: what all work on parts that it did was planned to take
	gone        passing
	binned      passing
	fails       int64
	idle        sim.Time // since when it has no work, as the line has it; sim.Never: it has
	awaits      sim.Time // since when it is off and stands ready all the same; sim.Never: it does not
	standby     sim.Time // of earlier times without work
	switchedOff sim.Time
	unattended  sim.Time // off and ready all the same, before
}

// passing is the last part that did something and is no longer in the line.
type passing struct {
	at      sim.Time
	from    sim.ID
	product int32
}

// partNow is one part at a moment.
type partNow struct {
	number     sim.Number
	product    int32
	op         int32 // of the layout; 0 where there are none
	aside      bool  // it leaves where it is to be mended, or as scrap
	at         sim.ID
	from, via  sim.ID // where it came from, and a place it ran through on the way, or None
	moved      sim.Time
	born       sim.Time
	next, prev int32
}

const never = sim.Time(-1 << 62)

func newWorld(st *stage) *world {
	roles, products := st.roles, st.plant.Layout.Products
	w := &world{work: &st.work, nodes: make([]nodeNow, len(roles)), good: make([]int64, products), entered: make([]int64, products), done: make([]int64, len(roles)*products), free: -1, roles: roles, resting: st.resting}
	for i := range w.nodes {
		n := &w.nodes[i]
		n.state, n.active, n.awaits, n.first, n.last = sim.Starved, sim.Never, sim.Never, -1, -1
		n.gone.at, n.binned.at = never, never
	}
	return w
}

// set makes w what from is, and keeps its memory.
func (w *world) set(from *world) {
	nodes, parts, good, entered, done, flowed := w.nodes, w.parts, w.good, w.entered, w.done, w.flowed
	cards, asked := w.cards, w.asked
	*w = *from
	w.nodes = append(nodes[:0], from.nodes...)
	w.parts = append(parts[:0], from.parts...)
	w.good = append(good[:0], from.good...)
	w.entered = append(entered[:0], from.entered...)
	w.done = append(done[:0], from.done...)
	w.flowed = append(flowed[:0], from.flowed...)
	w.cards, w.asked = append(cards[:0], from.cards...), append(asked[:0], from.asked...)
}

func (w *world) clone() *world {
	c := *w
	c.nodes, c.parts = slices.Clone(w.nodes), slices.Clone(w.parts)
	c.good, c.entered, c.done, c.flowed = slices.Clone(w.good), slices.Clone(w.entered), slices.Clone(w.done), slices.Clone(w.flowed)
	c.cards, c.asked = slices.Clone(w.cards), slices.Clone(w.asked)
	return &c
}

// apply lets one record happen.
func (w *world) apply(r *sim.Record) {
	w.at = r.At
	switch r.What {
	case sim.Changed:
		w.change(r)
	case sim.Awaits:
		w.await(r)
	case sim.Moved:
		w.move(r)
	case sim.Scrap:
		w.nodes[r.ID].bad++
		w.done[int(r.ID)*len(w.good)+int(r.Product)]++
		w.scrapped++
		w.nodes[r.ID].binned = passing{r.At, r.ID, r.Product}
		if p, ok := w.take(r.ID, r.Part); ok {
			w.worked(r.ID, &p)
		}
	case sim.Aside:
		w.setAside(r)
	case sim.TakenAway: // it never came, whatever was thought
		if p, ok := w.take(r.ID, r.Part); ok && w.entered[p.product] > 0 {
			w.entered[p.product]--
		}
	case sim.Lost, sim.Consumed:
		w.take(r.ID, r.Part)
	case sim.Became:
		w.become(r)
	case sim.Carded:
		w.cards[r.Timer] = r.Product
	case sim.TimerRang: // of those that tell what states do not: a customer came, or a cycle is over
		if w.roles[r.ID] == sim.Exit {
			w.asked[r.ID]++
		} else {
			w.nodes[r.ID].cycles++
		}
	case sim.Gave:
		w.nodes[r.Peer].users++
	case sim.GaveBack:
		w.nodes[r.Peer].users--
	default: // the rest tells nothing that is to be seen
	}
}

func (w *world) change(r *sim.Record) {
	n := &w.nodes[r.ID]
	n.spent[n.state] += r.At - n.since
	n.state, n.since = r.To, r.At
	w.rest(r.ID)
	if isDown(r.To) && !isDown(r.From) {
		n.fails++
	}
	switch {
	case r.To == sim.Off || waits(r.To):
		n.active = sim.Never
	case n.active == sim.Never:
		n.active = r.At
	}
}

// await notes that a node which is off stands ready, or no longer does.
func (w *world) await(r *sim.Record) {
	n := &w.nodes[r.ID]
	if n.awaits != sim.Never {
		n.unattended += r.At - n.awaits
	}
	n.awaits = sim.Never
	if r.To != sim.Off {
		n.awaits = r.At
	}
	w.rest(r.ID)
}

// rest begins or ends the time in which a node has no work, as the line does.
func (w *world) rest(id sim.ID) {
	n, after := &w.nodes[id], w.resting[id]
	idle := n.state.Rests(n.idle != sim.Never) || n.awaits != sim.Never
	switch {
	case idle && n.idle == sim.Never:
		n.idle = w.at
	case !idle:
		standby, off := sim.Rested(n.idle, 0, w.at, after.standby, after.off)
		n.standby, n.switchedOff, n.idle = n.standby+standby, n.switchedOff+off, sim.Never
	}
}

// tally is how long a node has been in each state up to now, and how long it rested.
func (w *world) tally(id int, now sim.Time) sim.NodeTally {
	n, after := &w.nodes[id], w.resting[id]
	t := sim.NodeTally{Unattended: n.unattended}
	for s := range sim.NumStates {
		t.States[s] = n.time(s, now)
	}
	if n.awaits != sim.Never {
		t.Unattended += now - n.awaits
	}
	standby, off := sim.Rested(n.idle, 0, now, after.standby, after.off)
	t.Standby, t.SwitchedOff = n.standby+standby, n.switchedOff+off
	return t
}

func isDown(s sim.State) bool { return s == sim.Down || s == sim.WaitingRepair }

// waits tells whether a station can do nothing for want of parts, of room or of somebody.
func waits(s sim.State) bool {
	switch s {
	case sim.Starved, sim.Blocked, sim.WaitingOperator, sim.WaitingRobot, sim.WaitingVehicle, sim.WaitingPower, sim.WaitingRepair:
		return true
	default:
		return false
	}
}

func (w *world) move(r *sim.Record) {
	if r.Peer == sim.None {
		w.entered[r.Product]++
		w.put(r.ID, partNow{number: r.Part, product: r.Product, op: w.work.firstAt(r.ID, r.Product), at: r.ID, from: sim.None, via: sim.None, moved: r.At, born: r.At})
		return
	}
	p, ok := w.take(r.Peer, r.Part)
	if !ok {
		p = partNow{number: r.Part, product: r.Product, op: w.work.firstAt(r.Peer, r.Product), born: r.At, from: sim.None, via: sim.None}
	}
	w.nodes[r.Peer].sent++
	w.worked(r.Peer, &p)
	if w.counting != nil {
		if e := w.counting.at(r.Peer, r.ID); e >= 0 {
			w.flowed[e]++
		}
	}
	w.done[int(r.Peer)*len(w.good)+int(r.Product)]++
	w.nodes[r.Peer].gone = passing{r.At, r.Peer, r.Product}
	if p.moved == r.At && p.from != sim.None {
		p.via = r.Peer // it ran through
	} else {
		p.from, p.via = r.Peer, sim.None
	}
	p.at, p.moved = r.ID, r.At
	w.put(r.ID, p)
	if w.roles[r.ID] == sim.Exit {
		w.leave(r.ID)
	}
}

// become lets a part be of another product.
func (w *world) become(r *sim.Record) {
	if p := w.inside(r); p != nil {
		p.product, p.op = r.Product, w.work.first(r.Product)
	}
}

// setAside notes that a part will leave a node to be mended or as scrap, so that its work is not done with there.
func (w *world) setAside(r *sim.Record) {
	w.nodes[r.ID].aside++
	if p := w.inside(r); p != nil {
		p.aside = true
	}
}

// inside is the part of a record where the record says it is; nil: it is not there.
func (w *world) inside(r *sim.Record) *partNow {
	for i := w.nodes[r.ID].first; i >= 0; i = w.parts[i].next {
		if w.parts[i].number == r.Part {
			return &w.parts[i]
		}
	}
	return nil
}

// worked notes what was done to a part that leaves a node, and what is to be done to it next.
func (w *world) worked(at sim.ID, p *partNow) {
	seconds, next := w.work.of(at, p)
	w.nodes[at].planned += seconds
	if !p.aside {
		p.op = next
	}
	p.aside = false
}

// leave takes a part that has reached an exit out of the world.
func (w *world) leave(exit sim.ID) {
	n := &w.nodes[exit]
	for n.first >= 0 {
		p := w.parts[n.first]
		w.good[p.product]++
		n.sent++
		if p.born >= w.opened {
			w.lead += w.at - p.born
			w.leads++
		}
		from := p.from
		if p.via != sim.None {
			from = p.via
		}
		n.gone = passing{p.moved, from, p.product}
		w.drop(exit, n.first)
	}
}

func (w *world) put(at sim.ID, p partNow) {
	n := &w.nodes[at]
	i := w.free
	if i < 0 {
		w.parts = append(w.parts, partNow{})
		i = int32(len(w.parts) - 1)
	} else {
		w.free = w.parts[i].next
	}
	p.next, p.prev = -1, n.last
	w.parts[i] = p
	if n.last >= 0 {
		w.parts[n.last].next = i
	} else {
		n.first = i
	}
	n.last = i
	n.count++
	w.live++
}

// take takes a part out of a node. What it looks for is nearly always the first.
func (w *world) take(at sim.ID, number sim.Number) (partNow, bool) {
	for i := w.nodes[at].first; i >= 0; i = w.parts[i].next {
		if w.parts[i].number == number {
			p := w.parts[i]
			w.drop(at, i)
			return p, true
		}
	}
	return partNow{}, false
}

func (w *world) drop(at sim.ID, i int32) {
	n, p := &w.nodes[at], &w.parts[i]
	if p.prev >= 0 {
		w.parts[p.prev].next = p.next
	} else {
		n.first = p.next
	}
	if p.next >= 0 {
		w.parts[p.next].prev = p.prev
	} else {
		n.last = p.prev
	}
	n.count--
	w.live--
	*p = partNow{next: w.free}
	w.free = i
}

// time is how long a node has been in a state up to now.
func (n *nodeNow) time(s sim.State, now sim.Time) sim.Time {
	t := n.spent[s]
	if n.state == s {
		t += now - n.since
	}
	return t
}

// find looks for a part by its number.
func (w *world) find(number sim.Number) *partNow {
	if number == 0 {
		return nil
	}
	for i := range w.parts {
		if w.parts[i].number == number {
			return &w.parts[i]
		}
	}
	return nil
}

// sentSince is how many parts have left an element of one node since another moment.
func (w *world) sentSince(base *world, it *item) int64 {
	return w.nodes[it.IDs[0]].sent - base.nodes[it.IDs[0]].sent
}

func total(counts []int64) int64 {
	var sum int64
	for _, c := range counts {
		sum += c
	}
	return sum
}

package sim

import (
	"math"
	"slices"
)

// A line may come to a standstill in more ways than by machines that are full and wait for each other: a part waits for a card
// that only comes back when one behind it moves, an assembly for a component that finds no room among others, a batch for parts
// that have no card. Whether somebody can ever move again is a matter of who waits for what: for room on any of some ways, and
// for all cards there, and for all of a kit. So the line looks from time to time who can still move: those who do something now,
// then those for whom what they wait for can come, and so on until there are no more (the least solution of an and-or graph of
// waiting). Whoever is left with parts in his hands stands for ever.
//
// What is not known here is taken to come. So nobody is said to stand who might go on; and where all has come to rest nothing
// is unknown any more but arrivals, customers and shifts, for which a line may well wait.

// A Gatherer is an element that can tell what keeps it from beginning.
type Gatherer interface {
	// Lacks tells w what the element waits for while it is idle and asks for nothing. It is false when it cannot tell.
	Lacks(cx Context, w *Lacks) bool
}

// Lacks is what an idle element waits for: for all that is needed of one of several alternatives.
type Lacks struct {
	needs []lack
	alt   int
	has   bool // it has something in its hands already
}

type lack struct {
	alt      int
	from     []ID
	products []bool
	what     string
	room     int      // 1 + the product for which there must be room behind it; 0: parts are needed
	order    Order    // whose parts are needed, NoOrder: of no matter which
	rest     int      // so many of them are still in the line once all have come into it
	came     []Number // of which these have been here
}

// Has notes that the element holds parts that wait for what it lacks.
func (w *Lacks) Has() { w.has = true }

// Or begins another alternative.
func (w *Lacks) Or() { w.alt++ }

// Need adds to the alternative more parts of some products, or for nil of any, from some of the places that lead to the element,
// or for nil from any; what says it for people.
func (w *Lacks) Need(from []ID, products []bool, what string) {
	w.needs = append(w.needs, lack{alt: w.alt, from: from, products: products, what: what, order: NoOrder})
}

// NeedOf adds to the alternative a part of an order: of what was ordered rest parts have not left the line, and some came here
// before.
func (w *Lacks) NeedOf(order Order, rest int, came []Number, what string) {
	w.needs = append(w.needs, lack{alt: w.alt, order: order, rest: rest, came: came, what: what})
}

// Room adds to the alternative room behind the element for a product.
func (w *Lacks) Room(product int) {
	w.needs = append(w.needs, lack{alt: w.alt, room: product + 1, order: NoOrder})
}

const (
	looksAtLeast = 256 // events from one look at who can move to the next
	looksFor     = 4   // and so many for each step that the last took, so that looking costs next to nothing
)

// A standstill is what such a look needs.
type standstill struct {
	due      uint64   // events when the next is made
	last     uint64   // and were when the last was made
	alive    []bool   // by node: can still move
	partsAt  []bool   // there are parts at it
	cardsAt  []uint64 // with cards of these loops
	waiting  []ID
	seen     []uint32
	count    uint32
	stack    []ID
	lacks    Lacks
	steps    int
	rest     bool // nothing is under way any more
	obstacle ID   // who kept what was looked for from coming, None: nobody
	card     int  // the loop of which it had the cards for want of which that was, -1: none
}

func newStandstill(nodes int, due uint64) standstill {
	return standstill{due: due, alive: make([]bool, nodes), partsAt: make([]bool, nodes), cardsAt: make([]uint64, nodes), waiting: make([]ID, 0, nodes),
		seen: make([]uint32, nodes), stack: make([]ID, 0, nodes), lacks: Lacks{needs: make([]lack, 0, 16)}}
}

// knotty tells whether who waits for whom may go in circles that the search from those who are blocked does not see.
func (l *Line) knotty() bool {
	return len(l.loops) > 0 || slices.ContainsFunc(l.nodes, func(n node) bool { return n.gathers || n.idles })
}

// lookAround tells whether some parts can never move again.
func (l *Line) lookAround() error {
	s := &l.still
	s.last, s.steps = l.events, len(l.timers)
	l.findAlive()
	s.due = l.events + uint64(max(looksAtLeast, looksFor*s.steps))
	if x := l.standing(); x != None {
		return l.told(x)
	}
	if l.live > 0 && l.onlyRepairs() { // the next look may find it at rest
		s.due = l.events + 1
	}
	return l.standstillAtRest()
}

// findAlive finds out who can still move.
func (l *Line) findAlive() {
	s := &l.still
	s.waiting = s.waiting[:0]
	for i := range l.nodes {
		if s.alive[i] = !l.halts(ID(i)); !s.alive[i] {
			s.waiting = append(s.waiting, ID(i))
		}
	}
	s.steps += len(l.nodes)
	if len(s.waiting) == 0 {
		return
	}
	l.findParts()
	for more := true; more; {
		more = false
		for _, x := range s.waiting {
			if !s.alive[x] && l.revives(x) {
				s.alive[x], more = true, true
			}
		}
		s.steps += len(s.waiting)
	}
}

// findParts notes where there are parts, and which cards they have.
func (l *Line) findParts() {
	s := &l.still
	clear(s.partsAt)
	clear(s.cardsAt)
	for p := range l.parts {
		if q := &l.parts[p]; q.number != 0 && l.marks[p]&isPacked == 0 {
			s.partsAt[q.at] = true
			if l.loops != nil {
				s.cardsAt[q.at] |= l.cardsOf(Part(p))
			}
		}
	}
	s.steps += len(l.parts)
}

// cardsOf are the cards of a part and of all that it holds.
func (l *Line) cardsOf(p Part) uint64 {
	cards, last := l.cards[p], l.parts[p].held
	if last == NoPart {
		return cards
	}
	for q := l.parts[last].next; ; q = l.parts[q].next {
		if cards |= l.cardsOf(q); q == last {
			return cards
		}
	}
}

// halts tells whether a node does nothing by itself: it waits for something, with parts or to begin.
func (l *Line) halts(x ID) bool {
	switch n := &l.nodes[x]; n.role {
	case Buffer, Entry:
		return n.count > 0
	case Station:
		switch {
		case n.held != NoPart || n.wantsRoom:
			return !n.locked // else it waits to be mended first
		case l.busy(x):
			return false
		case n.waits:
			return n.idles && (len(n.gates) == 0 || l.lacksOf(x) != nil) || n.keptFor != None
		case n.gathers || n.idles: // when it is down as well: it lacks what it lacks
			return n.state != Working && n.state != Setup && n.state != Blocked && n.state != WaitingPower
		default:
			return (n.state == WaitingOperator || n.state == WaitingRobot) && l.asking(x)
		}
	default:
		return false
	}
}

// busy tells whether a timer of the work of a station runs, or of its patience.
func (l *Line) busy(x ID) bool {
	for slot := l.first[x]; slot < l.first[x+1]; slot++ {
		if t := &l.timers[slot]; t.mode == running && (t.rank == Finish || t.rank == Arrive) {
			return true
		}
	}
	return false
}

// asking tells whether a station waits for people.
func (l *Line) asking(x ID) bool {
	for _, q := range l.requestsOf(x) {
		if q.state == asked || q.state == interrupted {
			return true
		}
	}
	return false
}

// revives tells whether what a node waits for can come.
func (l *Line) revives(x ID) bool {
	n := &l.nodes[x]
	switch {
	case n.role != Station:
		return l.anyGoes(x)
	case n.held != NoPart:
		return l.canGo(x, n.held)
	case n.wantsRoom:
		return l.canGo(x, n.coming)
	case n.waits && n.keptFor != None:
		return l.still.alive[n.keptFor]
	case n.waits && l.lacksOf(x) == nil:
		return l.brings(x, nil, nil)
	case !n.waits && l.asking(x):
		return l.helped(x)
	default:
		return l.completes(x)
	}
}

// anyGoes tells whether some part of a place can go on: only the first, where that holds up all others.
func (l *Line) anyGoes(x ID) bool {
	n := &l.nodes[x]
	if l.inLine(n) {
		return l.canGo(x, l.peek(n))
	}
	goes := false
	l.inOrder(x, func(p Part) bool {
		l.still.steps++
		goes = l.canGo(x, p)
		return !goes
	})
	return goes
}

// inLine tells whether the first part at a place holds up all others.
func (l *Line) inLine(n *node) bool {
	return n.out >= 0 || (n.choose == FirstFree || n.choose == Shortest) && n.follows == nil && !n.offers
}

// canGo tells whether a part may find room, and cards, on one of its ways.
func (l *Line) canGo(x ID, p Part) bool {
	return l.anyWay(&l.nodes[x], p, func(y ID) bool { return l.hasPlace(y) && l.noCard(y, p) < 0 })
}

// hasPlace tells whether there is room at y, or will be.
func (l *Line) hasPlace(y ID) bool {
	l.still.steps++
	n := &l.nodes[y]
	switch n.role {
	case Exit:
		return true
	case Buffer:
		return n.count+n.reserved < n.room || l.still.alive[y]
	default:
		return l.still.alive[y]
	}
}

// noCard is the first loop of which a part wants a card to come to y and will get none, -1 when there is none.
func (l *Line) noCard(y ID, p Part) int {
	for _, i := range l.nodes[y].gates {
		if l.loops[i].wants(&l.parts[p]) && l.cards[p]&(1<<i) == 0 && !l.comesBack(i) {
			return int(i)
		}
	}
	return -1
}

// comesBack tells whether there is a card of a loop, or will be.
func (l *Line) comesBack(i int32) bool {
	mask := uint64(1) << i
	return l.loops[i].free > 0 || l.keeper(mask, true) != None || l.keeper(mask, false) == None
}

// keeper is the first node that can move, or that cannot, with a card of a loop.
func (l *Line) keeper(mask uint64, alive bool) ID {
	s := &l.still
	s.steps += len(l.nodes)
	for i, cards := range s.cardsAt {
		if cards&mask != 0 && s.alive[i] == alive {
			return ID(i)
		}
	}
	return None
}

// helped tells whether those whom a station waits for can come.
func (l *Line) helped(x ID) bool {
	for _, q := range l.requestsOf(x) {
		if q.state != asked && q.state != interrupted {
			continue
		}
		for i := range q.wants {
			if !slices.ContainsFunc(q.wants[i].Pools, func(id ID) bool { return l.comesFree(l.nodes[id].pool) }) {
				return false
			}
		}
	}
	return true
}

// comesFree tells whether somebody of a pool is free, is to come, or helps somebody who can move. Of one that is used up as many
// are to come as are wanted.
func (l *Line) comesFree(i int32) bool {
	p := &l.pools[i]
	return p.usedUp || p.size < p.full || p.used < p.size || l.helper(i, true) != None || l.helper(i, false) == None
}

// helper is the first node that can move, or that cannot, which somebody of a pool helps.
func (l *Line) helper(i int32, alive bool) ID {
	for _, r := range l.pools[i].asks {
		if q := &l.requests[r]; q.state == granted && slices.Contains(q.given, i) && (l.still.alive[q.node] || l.attended(q.node)) == alive {
			return q.node
		}
	}
	return None
}

// attended tells whether those who help a node do something there that comes to an end, whatever its parts wait for.
func (l *Line) attended(x ID) bool {
	switch l.nodes[x].state {
	case Down, PlannedStop, Setup, Working:
		return true
	default:
		return l.busy(x) || l.mended(x)
	}
}

// mended tells whether a repair or a planned stop of a node goes on, or somebody walks there, be its shift over or not.
func (l *Line) mended(x ID) bool {
	for slot := l.first[x]; slot < l.first[x+1]; slot++ {
		if t := &l.timers[slot]; t.mode == running && t.rank == Restore {
			return true
		}
	}
	return false
}

// lacksOf asks a station what it lacks; nil: it cannot tell.
func (l *Line) lacksOf(x ID) *Lacks {
	w := &l.still.lacks
	w.needs, w.alt, w.has = w.needs[:0], 0, false
	if g, ok := l.elements[x].(Gatherer); !ok || !g.Lacks(Context{l, x}, w) {
		return nil
	}
	return w
}

// completes tells whether all that a station lacks of one alternative can come.
func (l *Line) completes(x ID) bool {
	w := l.lacksOf(x)
	if w == nil {
		return true
	}
	for alt := 0; alt <= w.alt; alt++ {
		if l.missing(x, w, alt) < 0 {
			return true
		}
	}
	return false
}

// missing is the first need of an alternative that cannot come, -1 when all can.
func (l *Line) missing(x ID, w *Lacks, alt int) int {
	for i := range w.needs {
		if need := &w.needs[i]; need.alt == alt && !l.meets(x, need) {
			return i
		}
	}
	return -1
}

func (l *Line) meets(x ID, need *lack) bool {
	if need.room > 0 {
		return slices.ContainsFunc(l.waysOf(x, need.room-1), l.hasPlace)
	}
	if need.order != NoOrder {
		return l.orderComes(x, need)
	}
	return l.brings(x, need.from, need.products)
}

// waysOf are where an element's own rule may send a product.
func (l *Line) waysOf(x ID, product int) []ID {
	if n := &l.nodes[x]; n.choose == ByProduct {
		return n.byProduct[product]
	}
	return l.nodes[x].ways
}

// firstLook is after how many events the line first looks who can move: never, where nobody waits for what that would find.
func (l *Line) firstLook() uint64 {
	if l.knotty() {
		return looksAtLeast
	}
	return math.MaxUint64
}

// lastLook looks once more before a run ends, where something has happened since; next is when something happens again.
func (l *Line) lastLook(next Time) error {
	if s := &l.still; s.last == l.events && l.events > 0 || s.due == math.MaxUint64 && next != Never && (l.live == 0 || !l.atRest()) {
		return nil
	}
	due := l.still.due
	err := l.lookAround()
	l.still.due = due
	return err
}

// standing is the first node that has parts and can never move again, None when there is none.
func (l *Line) standing() ID {
	for _, x := range l.still.waiting {
		if !l.still.alive[x] && l.hasParts(x) {
			return x
		}
	}
	return None
}

// hasParts tells whether parts wait at a node that halts; empty carriers are none.
func (l *Line) hasParts(x ID) bool {
	n := &l.nodes[x]
	switch {
	case n.role != Station:
		found := false
		l.inOrder(x, func(p Part) bool {
			found = l.counts(p)
			return !found
		})
		return found
	case n.held != NoPart:
		return l.counts(n.held)
	case n.wantsRoom:
		return l.counts(n.coming)
	case n.waits:
		return false
	default:
		w := l.lacksOf(x)
		return w != nil && w.has
	}
}

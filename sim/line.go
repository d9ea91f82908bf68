package sim

import (
	"cmp"
	"fmt"
	"math"
)

// A Line is a production line that runs. All its state is plain data in flat slices, so that a copy is a copy.
// It is not safe for concurrent use; replications are lines of their own.
type Line struct {
	now      Time
	tree     tree
	seq      uint64 // orders timers begun: later, larger
	timers   []timer
	first    []int32 // slot of the first timer of each node
	nodes    []node
	elements []Element
	parts    []part
	marks    []flag // of each part
	free     Part   // head of the list of free parts
	made     int64
	live     int
	clocks   []clock
	requests []request
	pools    []pool
	queue    []queued
	batch    [block]float64 // where draws are made
	pending  []uint64       // one bit a node that has a choice to make at the end of the instant
	chooses  bool           // some bit of pending is set
	mask     What
	meter    *Meter // nil: none
	watchers []watcher
	dirty    []ID
	tally    tally
	mix      mix
	ops      []op    // nil: no product has a route
	burdened bool    // some parts have more on them than themselves: they hold others, are to be mended, have cards
	firstOp  []int32 // by product
	loops    []cardLoop
	cards    []uint64 // of each part: the loops that it has a card of
	due      []uint64 // of these: it gives them back when it leaves the next station
	lots     []int32  // by lot: where among homes its places begin, -1: it has none yet
	homes    []ID     // by lot and op: the place to which the lot goes, None: not chosen yet
	menders  int      // places that send parts to be mended
	mendings []uint16 // of each part from each of those
	failed   []ID     // of each part: the place where it was found bad, until it is mended
	key      uint64
	outcome  Outcome
	tripped  ID // whom outcome is about
	verdict  verdict
	rings    int
	looped   int      // nodes that parts can come back to; where there are some blocking may go in a circle
	visits   []uint16 // of each part to each of those
	search   search
	still    standstill
	started  bool
	with     Params
	holds    int  // so many timers are held
	led      bool // by a plant: nobody waits for ever
	events   uint64
	feeders  []feeder
	fed      []fed
	lookers  []looker // those who look ahead
	clients  []clientele
	listed   []ID    // stations that wait for parts of one order after another
	turns    []Turns // by place; nil: no station goes by a list of orders
	carriers []bool  // by product; nil: none is
	stocks   []stocked
	sorts    []sorted
	waiters  []waiter // of each part that is in one of those
	bunches  []bunch  // of the parts that are
	bunched  []int32  // by lot: the first of its bunches, -1: none
	spare    int32    // the first of those that are free
}

type node struct {
	state, told    State
	role           Role
	choose         Choose
	dirty          bool
	waits          bool // a station that has asked for a part and got none yet
	ranks          bool // a station that has a rule for which part comes first
	fair           bool // it takes what came together by number
	suspect        bool // has begun to wait at this instant
	declines       bool // it waits only for the part that is on its way
	locked         bool // its finished part may not be moved
	wantsRoom      bool // a station that waits for a place to be kept
	lastFirst      bool
	lose           bool
	unloads        bool // does not count the empty carriers that it sends
	gathers        bool // takes by itself what is offered to it
	retrieves      bool // and wants to know when there is room behind it
	idles          bool // may wait with parts before it
	changes        bool // parts may become others there
	offers         bool // leads to one that does, or is one
	rests          bool // goes to standby or switches itself off
	walks          bool // asks for people who may walk
	watched        bool // a pool whose element wants to know of its use
	toOrder        bool
	awaits         bool // is off and ready all the same
	toldAwaits     bool
	out, in        ID   // the only one, or None when there are several (or none)
	held           Part // finished and waiting to leave; of a supply with a rule: the next to go
	coming         Part // for which a place is kept, or waited for
	room, reserved int32
	count, head    int32
	reservedAt     ID // where a place is kept for this station's next part
	keptFor        ID // for whom this station's own place is kept
	ring           []Part
	since          Time
	waitsSince     Time  // with what it holds, or for a place to be kept
	loop           int32 // its number among the nodes that parts can come back to, -1: none of them
	sorted         int32 // its number among the places that keep parts by the order in which they are taken, -1: none of them
	owed           int32 // of an exit: to so many customers; -1: all that comes leaves
	shift          ID
	place          ID      // the first of the stations side by side with it, itself when it stands alone
	outs, ins      []ID    // from here on what is seldom asked for
	ways           []ID    // of outs: those that its own rule chooses among
	follows        []bool  // by op: its parts leave by it; nil: none do
	gates          []int32 // loops of cards that a part needs one of to come in
	ends           []int32 // loops whose cards come back here
	places         []ID    // of outs, each once: what a rule chooses among
	firstRequest   int32
	firstWay       int32 // of the counts of its outs
	mends          int32 // its number among the places that send parts to be mended, -1: it does not
	pool           int32
	clock          int32
	made           uint64
	key            uint64
	chanceKey      uint64
	wayKey         uint64
	productKey     uint64
	lot            uint64
	next           int32     // of round robin
	makes          int32     // 1 + the only product that it makes; 0: as the mix says
	shares         []float64 // running sums
	byProduct      [][]ID
	sends          []bool // by product, which may ever leave it; nil: nobody knows
	name           string
	draws, fates   string // the names that its chance is keyed by
	couples        []ID
	stands         [2]float64
	standbyAfter   Time // without work; 0: never
	offAfter       Time
	idleSince      Time
	awaitsSince    Time
	walkedTo       Time  // until when the ways to it are in the tally
	feeder         int32 // its number, -1: it is none
	fed            int32 // its number among those that are fed, -1: it is not
}

type part struct {
	key        uint64
	number     Number
	born       Time
	waitsSince Time // at the place where it stands
	product    int32
	op         int32
	at         ID
	dest       ID // the place where it must go next, when a rule has said so
	next       Part
	order      Order // that it was made for
	lot        Lot
	held       Part // the last of those that it holds, each of which has the next in next
}

type queued struct {
	to ID
	ev Event
}

type mix struct {
	shares   []float64 // running sums; nil: one product, or by sequence
	sequence []int
	products int
}

// New builds a line. The same layout, seed and replication give the same line for ever.
func New(lay Layout, seed, replication uint64) (*Line, error) {
	if err := lay.check(); err != nil {
		return nil, fmt.Errorf("line: %w", err)
	}
	l := &Line{free: NoPart, spare: -1, tripped: None, key: seedKey(seed, replication)}
	l.nodes = make([]node, len(lay.Nodes))
	l.elements = make([]Element, len(lay.Nodes))
	l.pending = make([]uint64, (len(lay.Nodes)+63)/64)
	l.dirty = make([]ID, 0, len(lay.Nodes))
	l.queue = make([]queued, 0, 64)
	l.carriers = lay.Carriers
	l.mix = mix{products: lay.Products, sequence: lay.Sequence, shares: runningSums(lay.Shares)}
	for i := range lay.Nodes {
		l.addNode(ID(i), &lay.Nodes[i])
	}
	if err := l.connect(lay); err != nil {
		return nil, fmt.Errorf("line: %w", err)
	}
	l.addRequests(lay)
	l.addFeeders(lay)
	if err := l.addTimers(lay); err != nil {
		return nil, fmt.Errorf("line: %w", err)
	}
	l.tally = newTally(l, lay)
	l.still = newStandstill(len(l.nodes), l.firstLook())
	return l, nil
}

// setKeys makes the keys of a node's chance.
func (n *node) setKeys(base uint64) {
	n.key, n.productKey = keyOf(base, n.draws), keyOf(base, n.draws, "product")
	n.chanceKey, n.wayKey = keyOf(base, n.fates, "chance"), keyOf(base, n.fates, "way")
}

func (l *Line) addNode(id ID, from *Node) {
	n := &l.nodes[id]
	*n = node{
		role: from.Role, choose: from.Choose, lastFirst: from.LastFirst, lose: from.Lose, held: NoPart, state: Starved, told: Starved,
		room: int32(min(from.Room, Unlimited)), lot: uint64(max(1, from.Lot)), ranks: from.Ranks, toOrder: from.ToOrder, fair: from.Fair, gathers: from.Gathers, unloads: from.Unloads, retrieves: from.Retrieves, idles: from.Idles, changes: from.Changes, sends: from.Sends, makes: int32(from.Makes), couples: from.Couples, stands: from.At,
		rests: from.Standby > 0 || from.SwitchOff > 0, standbyAfter: from.Standby, offAfter: from.SwitchOff, reservedAt: None, keptFor: None, owed: -1, shift: from.Shift, pool: -1, clock: -1, feeder: -1, fed: -1,
		shares: runningSums(from.Shares), byProduct: from.ToProduct, name: from.Name,
		draws: cmp.Or(from.Draws, from.Name), fates: cmp.Or(from.Fates, from.Draws, from.Name),
	}
	n.setKeys(l.key)
	if from.Element != nil {
		l.elements[id] = from.Element.Clone() // so that one layout serves many lines
	}
	for _, s := range from.Stock {
		l.stocks = append(l.stocks, stocked{id, int32(s.Product), s.Count})
	}
	switch from.Role {
	case Buffer, Entry:
		if from.Room < Unlimited {
			n.ring = make([]Part, from.Room)
		}
	case Pool:
		n.pool = int32(len(l.pools))
		n.watched = from.Element != nil
		l.pools = append(l.pools, newPool(id, from))
	case Clock:
		n.clock = int32(len(l.clocks))
		l.clocks = append(l.clocks, clock{node: id, calendar: from.Calendar})
	case Station:
		if from.Idles && from.Ranks {
			l.listed, l.turns = append(l.listed, id), make([]Turns, len(l.nodes))
		}
		if from.Ahead {
			l.lookers = append(l.lookers, looker{node: id, op: -1})
		}
	case Exit:
		if from.Element != nil {
			n.owed = 0
			l.clients = append(l.clients, clientele{exit: id})
		}
	case Supply, Feeder:
	}
}

func only(ids []ID) ID {
	if len(ids) == 1 {
		return ids[0]
	}
	return None
}

func runningSums(shares []float64) []float64 {
	if len(shares) < 2 {
		return nil
	}
	sums := make([]float64, len(shares))
	total := 0.0
	for i, s := range shares {
		total += s
		sums[i] = total
	}
	for i := range sums {
		sums[i] /= total
	}
	return sums
}

func drawFrom(sums []float64, u float64) int {
	for i, s := range sums {
		if u < s {
			return i
		}
	}
	return len(sums) - 1
}

// Now is the time of the line.
func (l *Line) Now() Time { return l.now }

// Len is how many nodes the line has.
func (l *Line) Len() int { return len(l.nodes) }

// Name returns the name of a node.
func (l *Line) Name(id ID) string { return l.nodes[id].name }

// Find returns the node of a name.
func (l *Line) Find(name string) (ID, bool) {
	for i := range l.nodes {
		if l.nodes[i].name == name {
			return ID(i), true
		}
	}
	return None, false
}

// State returns what a node is doing.
func (l *Line) State(id ID) State { return l.nodes[id].state }

// Content returns how many parts wait in a buffer or outside an entry.
func (l *Line) Content(id ID) int { return int(l.nodes[id].count) }

// Inside returns how many parts are in the line.
func (l *Line) Inside() int { return l.live }

// Made returns how many parts have come to be so far.
func (l *Line) Made() int64 { return l.made }

// Events returns how many timers have rung so far: what a run costs is a multiple of it.
func (l *Line) Events() uint64 { return l.events }

// Start tells every element that the line starts, in declared order, and lets what follows happen. It is called once.
func (l *Line) Start() error {
	if l.started {
		panic("sim: a line is started once")
	}
	l.started = true
	for i := range l.clocks {
		l.startClock(&l.clocks[i])
	}
	for i := range l.pools {
		l.beginShift(i)
	}
	for i := range l.fed {
		if m := &l.fed[i]; m.doze >= 0 {
			l.lull(m, &l.nodes[m.node])
		}
	}
	for i, e := range l.elements {
		if e != nil {
			l.post(ID(i), Event{Cause: Started, From: None, Part: NoPart})
		}
	}
	l.drain()
	for i := range l.nodes {
		l.stock(ID(i))
		l.fill(ID(i))
	}
	err := l.settle()
	l.flush()
	return err
}

// fill lets a never-empty entrance push parts into the buffers behind it.
func (l *Line) fill(id ID) {
	n := &l.nodes[id]
	if n.role != Supply {
		return
	}
	if n.out < 0 {
		l.pend(id)
		return
	}
	for l.nodes[n.out].role == Buffer && l.accepts(n.out) {
		l.move(id, n.out, l.make(id))
		l.drain()
	}
}

// Run lets the line go on until a time, that instant included. It fails when the line can never move again, or when
// elements that take no time go round in a circle; the line then stands at that instant.
func (l *Line) Run(until Time) error {
	_, err := l.RunSome(until, math.MaxUint64-l.events)
	return err
}

// RunSome is Run, but stops after so many events, wherever it is, or once as many parts have been made, since one event may
// make many; done tells whether it got to its time. With it a caller can look up now and then, however much happens in a
// short time.
func (l *Line) RunSome(until Time, events uint64) (done bool, err error) {
	defer l.flush()
	l.led = false
	parts := l.made + int64(min(events, uint64(math.MaxInt64-l.made)))
	events += l.events
	limit := l.ringLimit()
	for l.events < events && l.made < parts {
		at, slot := l.next()
		if at > l.now {
			if (l.chooses || len(l.lookers) > 0) && l.chooseSome() {
				continue
			}
			if len(l.dirty) > 0 || len(l.search.suspects) > 0 {
				if err := l.endInstant(); err != nil {
					return false, err
				}
			}
			if l.events >= l.still.due {
				if err := l.lookAround(); err != nil {
					return false, err
				}
			}
			if at > until || at == Never {
				if err := l.lastLook(at); err != nil {
					return false, err
				}
				l.now = max(l.now, until)
				return true, nil
			}
			l.now = at
			l.rings = 0
		}
		if l.rings++; l.rings > limit {
			return false, l.livelock(slot)
		}
		l.ring(slot)
	}
	return false, nil
}

// settle brings the present instant to its end: the choices, and what starts and ends in no time.
func (l *Line) settle() error {
	for l.chooseSome() {
	}
	return l.endInstant()
}

// chooseSome makes the choices that wait, else tells those who look ahead; false: there is nothing more to do.
func (l *Line) chooseSome() bool {
	if l.chooses {
		l.chooseAll()
		return true
	}
	return l.announce()
}

func (l *Line) endInstant() error {
	if len(l.dirty) > 0 {
		l.tellStates()
	}
	if len(l.search.suspects) > 0 && !l.led {
		return l.deadlock()
	}
	return nil
}

func (l *Line) ring(slot int) {
	t := &l.timers[slot]
	t.mode = stopped
	t.rest = 0
	t.rang++
	l.events++
	if l.mask&TimerRang != 0 {
		l.tell(Record{ID: t.owner, Peer: None, What: TimerRang, Timer: t.local})
	}
	if t.clock {
		l.wound(t.owner)
	} else {
		l.elements[t.owner].Handle(Context{l, t.owner}, Event{Cause: Rang, Timer: t.local, From: None, Part: NoPart})
	}
	l.drain()
	if t.mode == stopped {
		l.tree.set(slot, idle, ^uint64(0))
	}
}

func (l *Line) post(to ID, ev Event) { l.queue = append(l.queue, queued{to, ev}) }

// drain hands on what a ring has moved and freed, first come first told, without recursion.
func (l *Line) drain() {
	if len(l.queue) > 0 {
		l.handOn()
	}
}

func (l *Line) handOn() {
	for i := 0; i < len(l.queue); i++ {
		q := l.queue[i]
		l.elements[q.to].Handle(Context{l, q.to}, q.ev)
	}
	l.queue = l.queue[:0]
}

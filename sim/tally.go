package sim

import (
	"math/bits"
	"slices"

	"tweeling/sim/stat"
)

// The line keeps its own tallies, so that what every run needs costs next to nothing. All are exact: counts, and
// integrals over time in whole nanoseconds.

// An area is the integral of a level over time. It is kept as -sum(times of coming) + sum(times of going), in 128 bits,
// which needs no multiplication on the way.
type area struct{ hi, lo uint64 }

func (a *area) enter(now Time) {
	var borrow uint64
	a.lo, borrow = bits.Sub64(a.lo, uint64(now), 0)
	a.hi -= borrow
}

func (a *area) leave(now Time) {
	var carry uint64
	a.lo, carry = bits.Add64(a.lo, uint64(now), 0)
	a.hi += carry
}

func (a *area) enterAll(now Time, n int32) {
	for range n {
		a.enter(now)
	}
}

func (a *area) leaveAll(now Time, n int32) {
	for range n {
		a.leave(now)
	}
}

// clear lets the area begin at now, with a level there.
func (a *area) clear(now Time, level int) {
	hi, lo := bits.Mul64(uint64(now), uint64(level))
	var borrow uint64
	a.lo, borrow = bits.Sub64(0, lo, 0)
	a.hi = 0 - hi - borrow
}

// mean is the mean level from since to now.
func (a area) mean(since, now Time, level int) float64 {
	if now <= since {
		return float64(level)
	}
	hi, lo := bits.Mul64(uint64(now), uint64(level))
	var carry uint64
	lo, carry = bits.Add64(a.lo, lo, 0)
	hi = a.hi + hi + carry
	return (float64(hi)*0x1p64 + float64(lo)) / float64(now-since)
}

type poolTally struct{ onDuty, used, walking, waiting, over area }

type tally struct {
	since                Time
	tracked              Time // parts that have come since count in lead times
	products             int
	states               [][NumStates]Time
	sent                 []int64 // by node and product
	scrapped             []int64
	reworked             []int64
	rejected             []int64
	asked, served        []int64 // by node: customers who came, and those who found a part at once
	mended               []int64
	done                 []int64 // by node and op; nil without ops
	ways                 []int64 // by way (node.firstWay + its place in outs) and product; counted where ways part or meet
	level                []area
	pools                []poolTally
	entered              []int64 // by product
	left                 []int64
	escaped              []int64 // of those that left: with a defect that nobody has found
	consumed, made       []int64 // by node and product; nil where no part becomes another
	lost                 []int64
	put, taken           []int64 // by a twin
	putAt, takenAt       []int64 // by node
	wip                  area
	gone                 int64 // parts that left, in whatever way
	stayed               area  // and how long they were inside, summed
	lead                 []stat.Hist
	orders               []OrderTally // since the start of the line
	binWidth             Time
	bins                 []int32
	standby, switchedOff []Time
	unattended           []Time
	onTheWay             [][NumStates]Time // of the time in each state
	short                []shortage        // by node; nil where nothing is used up
}

func newTally(l *Line, lay Layout) tally {
	p, nodes := lay.Products, len(l.nodes)
	ways := 0
	for i := range l.nodes {
		ways += len(l.nodes[i].outs)
	}
	t := tally{
		products: p, states: make([][NumStates]Time, nodes), standby: make([]Time, nodes), switchedOff: make([]Time, nodes), unattended: make([]Time, nodes), onTheWay: make([][NumStates]Time, nodes),
		sent: make([]int64, nodes*p), scrapped: make([]int64, nodes*p), reworked: make([]int64, nodes*p), rejected: make([]int64, nodes*p), asked: make([]int64, nodes), served: make([]int64, nodes), mended: make([]int64, nodes*p),
		ways: make([]int64, ways*p), level: make([]area, nodes), pools: make([]poolTally, len(l.pools)), entered: make([]int64, p), left: make([]int64, p),
		lost: make([]int64, p), escaped: make([]int64, p), put: make([]int64, p), taken: make([]int64, p), putAt: make([]int64, nodes), takenAt: make([]int64, nodes), lead: make([]stat.Hist, p), orders: make([]OrderTally, lay.Orders), binWidth: lay.BinWidth,
	}
	if slices.ContainsFunc(lay.Nodes, func(n Node) bool { return n.Changes }) {
		t.consumed, t.made = make([]int64, nodes*p), make([]int64, nodes*p)
	}
	if slices.ContainsFunc(lay.Nodes, func(n Node) bool { return n.UsedUp }) {
		t.short = make([]shortage, nodes)
	}
	t.done = make([]int64, nodes*len(lay.Ops))
	if lay.BinWidth > 0 {
		t.bins = make([]int32, lay.Bins)
	}
	return t
}

func (t *tally) clone() tally {
	c := *t
	c.states, c.standby = slices.Clone(t.states), slices.Clone(t.standby)
	c.switchedOff, c.unattended = slices.Clone(t.switchedOff), slices.Clone(t.unattended)
	c.onTheWay = slices.Clone(t.onTheWay)
	c.sent, c.scrapped, c.ways = slices.Clone(t.sent), slices.Clone(t.scrapped), slices.Clone(t.ways)
	c.asked, c.served = slices.Clone(t.asked), slices.Clone(t.served)
	c.reworked, c.rejected, c.mended, c.done = slices.Clone(t.reworked), slices.Clone(t.rejected), slices.Clone(t.mended), slices.Clone(t.done)
	c.level, c.pools = slices.Clone(t.level), slices.Clone(t.pools)
	c.entered, c.left, c.lost = slices.Clone(t.entered), slices.Clone(t.left), slices.Clone(t.lost)
	c.escaped, c.consumed, c.made = slices.Clone(t.escaped), slices.Clone(t.consumed), slices.Clone(t.made)
	c.put, c.taken, c.putAt, c.takenAt = slices.Clone(t.put), slices.Clone(t.taken), slices.Clone(t.putAt), slices.Clone(t.takenAt)
	c.lead, c.orders = slices.Clone(t.lead), slices.Clone(t.orders)
	c.bins, c.short = slices.Clone(t.bins), slices.Clone(t.short)
	return c
}

func (t *tally) out(now Time, p *part) {
	t.left[p.product]++
	if p.born >= t.tracked {
		t.lead[p.product].Add(int64(now - p.born))
	}
	if t.binWidth > 0 {
		if b := int(now / t.binWidth); b < len(t.bins) {
			t.bins[b]++
		}
	}
}

// LoseTrack leaves what is inside now out of lead times: for how long it has been here nobody knows. Where parts of a plant have come and
// gone unseen, those that a twin has inside are others.
func (l *Line) LoseTrack() { l.tally.tracked = l.now }

// ClearTallies lets all tallies begin anew at this instant, for the end of a warm-up. Parts, ages and states stay. Parts
// that are inside now will count in what leaves, but not in lead times.
func (l *Line) ClearTallies() {
	t := &l.tally
	t.since, t.tracked = l.now, l.now
	for i := range l.nodes {
		l.nodes[i].since = l.now
		t.states[i] = [NumStates]Time{}
		t.level[i].clear(l.now, int(l.nodes[i].count))
	}
	clear(t.standby)
	clear(t.switchedOff)
	clear(t.unattended)
	clear(t.sent)
	clear(t.scrapped)
	clear(t.reworked)
	clear(t.rejected)
	clear(t.asked)
	clear(t.served)
	clear(t.mended)
	clear(t.done)
	clear(t.ways)
	clear(t.entered)
	clear(t.left)
	clear(t.lost)
	clear(t.escaped)
	clear(t.consumed)
	clear(t.made)
	clear(t.put)
	clear(t.taken)
	clear(t.putAt)
	clear(t.takenAt)
	t.gone, t.stayed = 0, area{}
	l.clearWays()
	for i := range l.pools {
		p := &l.pools[i]
		t.pools[i].onDuty.clear(l.now, int(p.size))
		t.pools[i].used.clear(l.now, int(p.used))
		t.pools[i].waiting.clear(l.now, int(p.asking))
		t.pools[i].over.clear(l.now, p.overtime())
	}
	for i := range t.short {
		t.short[i].clear(l.now)
	}
	for i := range l.feeders {
		l.feeders[i].drawn = feederTally{since: l.now}
	}
	t.wip.clear(l.now, l.live)
	for i := range t.lead {
		t.lead[i].Clear()
	}
	for i := range l.clients {
		l.clients[i].clear()
	}
	for i := range l.timers {
		l.timers[i].rang = 0
	}
}

// A NodeTally is what one node did since the tallies were cleared.
type NodeTally struct {
	States        [NumStates]Time // they sum to the time watched
	Standby       Time            // of the time without work: in standby
	SwitchedOff   Time            // of the time without work: switched off by itself
	Unattended    Time            // of the time off: ready all the same, waiting unattended
	OnTheWay      [NumStates]Time // of the time in each state: while people walked to it
	Sent          []int64         // finished and good, by product; of an exit: left; of a source: let in and not lost
	Scrapped      []int64         // by product, those that were sent where scrap goes included; of an exit: those that came there
	Asked, Served int64           // of an exit: customers who came, and those of them who found a part at once; of a pool that is used up: so many were wanted, and given at once
	Clients       *ClientTally    // of an exit to which customers come; nil of others
	Short         Time            // of the time in WaitingRepair: for want of what is used up
	Reworked      []int64         // by product: found bad and sent to be mended
	Mended        []int64         // by product: times of work on parts that were being mended, until they were good where they had been bad
	Done          []int64         // by op: pieces of work finished, good or bad; empty where no product has a route
	Consumed      []int64         // by product: went into others here, or became others; nil where none does
	Made          []int64         // by product: came to be here of others
	Level         float64         // of a buffer or entry: mean number waiting; of an exit: mean number of customers who wait
	Rings         []int64         // of each of its timers
	OnDuty        float64         // of a pool: mean number on duty, or in stock where it is used up
	Used          float64         // of a pool: mean number in use; where it is used up, of those that are not back yet
	Walking       float64         // of a pool: mean number of those in use who are on the way, until all are there who are wanted together
	Waiting       float64         // of a pool: mean number of requests that wait for it
	Put, Taken    int64           // by a twin: parts put in here, and taken out
	Overtime      float64         // of a pool: mean number at work beyond what they are paid for anyway
}

// Tally returns what a node did. The slices are copies.
func (l *Line) Tally(id ID) NodeTally {
	t, n := &l.tally, &l.nodes[id]
	at, p := int(id)*t.products, t.products
	r := NodeTally{
		States: t.states[id], Sent: slices.Clone(t.sent[at : at+p]), Scrapped: slices.Clone(t.scrapped[at : at+p]),
		Level: t.level[id].mean(t.since, l.now, int(n.count)), Put: t.putAt[id], Taken: t.takenAt[id],
	}
	r.Asked, r.Served, r.Clients = t.asked[id], t.served[id], l.clientTally(id)
	r.Reworked, r.Mended = slices.Clone(t.reworked[at:at+p]), slices.Clone(t.mended[at:at+p])
	r.Done = slices.Clone(t.done[int(id)*len(l.ops) : (int(id)+1)*len(l.ops)])
	for i, n := range t.rejected[at : at+p] {
		r.Scrapped[i] += n
	}
	if t.consumed != nil {
		r.Consumed, r.Made = slices.Clone(t.consumed[at:at+p]), slices.Clone(t.made[at:at+p])
	}
	r.States[n.state] += l.now - n.since
	standby, off := l.rested(id)
	r.Standby, r.SwitchedOff = t.standby[id]+standby, t.switchedOff[id]+off
	r.Unattended = t.unattended[id] + l.awaited(id)
	r.OnTheWay = t.onTheWay[id]
	if t.short != nil {
		r.Short = t.short[id].sum(l.now)
	}
	if n.walks {
		r.OnTheWay[n.state] += l.onTheWay(id)
	}
	for slot := l.first[id]; slot < l.first[id+1]; slot++ {
		r.Rings = append(r.Rings, l.timers[slot].rang)
	}
	if n.pool >= 0 {
		p, pt := &l.pools[n.pool], &t.pools[n.pool]
		r.OnDuty = pt.onDuty.mean(t.since, l.now, int(p.size))
		r.Used = pt.used.mean(t.since, l.now, int(p.used))
		r.Walking = l.walking(n.pool)
		if p.usedUp {
			r.Used = float64(p.full) - r.OnDuty
		}
		r.Waiting = pt.waiting.mean(t.since, l.now, int(p.asking))
		r.Overtime = pt.over.mean(t.since, l.now, p.overtime())
	}
	return r
}

// A Way is a way from one node to another, and how many parts of each product went it. Where it is the only way out of
// the one and into the other nothing is counted, since nothing is to be told apart: Parts is then nil.
type Way struct {
	To    ID
	Parts []int64
}

// Ways returns the ways out of a node, in the order of its layout; buffers of no room are left out.
func (l *Line) Ways(id ID) []Way {
	n := &l.nodes[id]
	ways := make([]Way, len(n.outs))
	for i, to := range n.outs {
		ways[i].To = to
		if n.out < 0 || l.nodes[to].in < 0 {
			at := (int(n.firstWay) + i) * l.mix.products
			ways[i].Parts = slices.Clone(l.tally.ways[at : at+l.mix.products])
		}
	}
	return ways
}

// An OrderTally is what has become of an order since the start of the line, warm-up included.
type OrderTally struct {
	Good, Gone int64 // parts that left good; that left in whatever way
	Lost       int64 // of those that are gone: found no room at an entry
	Last       Time  // when the last of those that are gone left
}

// A LineTally is what the whole line did since the tallies were cleared.
type LineTally struct {
	Since, Now Time
	Entered    []int64 // by product, those that were lost included
	Left       []int64 // good, through an exit
	Lost       []int64 // found no room at an entry
	Scrapped   []int64
	Reworked   int64       // times that a part was sent to be mended
	Escaped    []int64     // of those that left: with a defect that nobody has found
	Consumed   []int64     // went into others, or became others
	Made       []int64     // came to be of others
	Put, Taken []int64     // by a twin: see Put and TakeOut
	Gone       int64       // parts that left in whatever way: good, scrapped, lost or consumed
	MeanStay   float64     // how long those were inside, in seconds
	WIP        float64     // mean number of parts inside, what waits outside an entry included
	Lead       []stat.Hist // of those that came and left since: from coming to be to leaving
	BinWidth   Time
	Orders     []OrderTally
	Bins       []int32 // good parts that left in each bin of time since the start of the line, warm-up included
	PartOps    int64   // parts finished at stations
}

// Totals returns what the whole line did. The slices are copies.
func (l *Line) Totals() LineTally {
	t := &l.tally
	r := LineTally{
		Since: t.since, Now: l.now, Entered: slices.Clone(t.entered), Left: slices.Clone(t.left), Lost: slices.Clone(t.lost),
		Scrapped: make([]int64, t.products), Escaped: slices.Clone(t.escaped), Consumed: make([]int64, t.products), Made: make([]int64, t.products), WIP: t.wip.mean(t.since, l.now, l.live), Lead: slices.Clone(t.lead),
		Put: slices.Clone(t.put), Taken: slices.Clone(t.taken), BinWidth: t.binWidth, Bins: slices.Clone(t.bins), Orders: slices.Clone(t.orders), Gone: t.gone,
	}
	if t.gone > 0 {
		r.MeanStay = t.stayed.mean(0, Time(t.gone), 0) / 1e9
	}
	for i := range l.nodes {
		for p := range t.products {
			r.Scrapped[p] += t.scrapped[i*t.products+p]
			r.Reworked += t.reworked[i*t.products+p]
			if t.consumed != nil {
				r.Consumed[p] += t.consumed[i*t.products+p]
				r.Made[p] += t.made[i*t.products+p]
			}
			if l.nodes[i].role == Station {
				r.PartOps += t.sent[i*t.products+p] + t.scrapped[i*t.products+p] + t.reworked[i*t.products+p] + t.rejected[i*t.products+p]
			}
		}
	}
	return r
}

package plant

import (
	"tweeling/sim"
)

// A kit is what a station gathers before it begins, where that is more than the next part: the components of an assembly,
// the parts of a batch, a carrier and its load. Such a station is a machine in all else; only how it comes by what it works
// on is another. It takes all at once when all is there, so that what lacks nobody keeps from others, or part by part into
// its own hands.
type kit struct {
	bills    []bill   // of an assembly, in declared order of what they make
	batch    *batch   // of all others
	carrier  []bool   // the products that are the carrier wanted; nil: none
	loaded   []bool   // what is put onto it; nil: all
	together bool     // all at once
	onDemand [][]bool // of a storage: each product by itself; it takes what finds room behind it; nil: no storage
}

// A bill is a bill of material.
type bill struct {
	makes int // the product that is made, -1: the part stays what it is
	needs []need
}

// A need of a bill is so many parts of some products, or from some places. The first is the part that the others go into.
type need struct {
	from     []sim.ID // nil: from anywhere
	products []bool   // nil: of any
	count    int
	name     string // of the product or the place
}

// A batch is how many parts go together.
type batch struct {
	most, least int      // it begins with so many at most, and waits until there are so many
	wait        sim.Time // but when the first has waited so long it begins with fewer; 0: never
	alike       [][]bool // sets of products that go together; nil: all do
}

// A hand is what a station has gathered so far, and what it has still to give away.
type hand struct {
	holder sim.Part // a box, a carrier, a part that others go into; NoPart: nothing
	since  sim.Time // when the first was taken
	bill   int      // of what is being gathered
	given  int      // pieces that have been taken off
	wakes  sim.Time // when patience ends; Never: it does not go on
	lacks  bool     // all is there but a carrier
}

var emptyHand = hand{holder: sim.NoPart, bill: -1, wakes: sim.Never}

// gatherKit takes what the station wants, and returns the part that it works on once it has all of it.
func (m *machine) gatherKit(cx sim.Context) (sim.Part, bool) {
	switch {
	case m.kit.batch != nil:
		return m.gatherBatch(cx)
	case m.kit.onDemand != nil:
		return m.retrieve(cx)
	}
	if m.kit.together {
		return m.assembleAtOnce(cx)
	}
	return m.assembleAsTheyCome(cx)
}

// assembleAtOnce takes the components of the first bill of which all are there: of several that for which the part that
// the others go into has waited longest.
func (m *machine) assembleAtOnce(cx sim.Context) (sim.Part, bool) {
	best, longest := -1, sim.Never
	for i := range m.kit.bills {
		if since, ok := complete(cx, &m.kit.bills[i]); ok && (best < 0 || since < longest) {
			best, longest = i, since
		}
	}
	if best < 0 {
		return sim.NoPart, false
	}
	b := &m.kit.bills[best]
	main := sim.NoPart
	for i := range b.needs {
		main = m.fill(cx, main, &b.needs[i], b.needs[i].count)
	}
	return finished(cx, main, b), true
}

// complete tells whether all of a bill is there, and since when the first part of it waits.
func complete(cx sim.Context, b *bill) (since sim.Time, ok bool) {
	since = sim.Never
	for i := range b.needs {
		n, t := cx.Offers(b.needs[i].from, b.needs[i].products, b.needs[i].count)
		if n < b.needs[i].count {
			return 0, false
		}
		if i == 0 {
			since = t
		}
	}
	return since, true
}

// fill takes up to n parts of a need; the first of all is the part that the others go into.
func (m *machine) fill(cx sim.Context, main sim.Part, d *need, n int) sim.Part {
	for range n {
		p, ok := cx.TakeFrom(d.from, d.products)
		switch {
		case !ok:
			return main
		case main == sim.NoPart:
			main = p
		default:
			cx.Use(p, main)
		}
		m.hand.given++
	}
	return main
}

// finished is the part with all its components as what it is from now on.
func finished(cx sim.Context, main sim.Part, b *bill) sim.Part {
	if b.makes >= 0 && b.makes != cx.Product(main) {
		cx.Become(main, b.makes)
	}
	return main
}

// assembleAsTheyCome takes components into the station one by one, in the order of the bill: the part that the others go
// into comes first.
func (m *machine) assembleAsTheyCome(cx sim.Context) (sim.Part, bool) {
	b, before := &m.kit.bills[0], 0
	for i := range b.needs {
		before += b.needs[i].count
		if lacks := before - m.hand.given; lacks > 0 {
			m.hand.holder = m.fill(cx, m.hand.holder, &b.needs[i], lacks)
		}
		if m.hand.given < before {
			return sim.NoPart, false
		}
	}
	main := m.hand.holder
	m.hand = emptyHand
	return finished(cx, main, b), true
}

// gatherBatch takes the parts of a batch once there are enough, or once the first has waited long enough.
func (m *machine) gatherBatch(cx sim.Context) (sim.Part, bool) {
	k, h := m.kit, &m.hand
	set, n, since := m.nextBatch(cx)
	enough := n >= k.batch.least
	late := n > 0 && cx.Now() >= k.batch.due(since)
	h.lacks = false
	if !enough && !late {
		m.keepPatience(cx, n, since)
		if !k.together {
			m.collect(cx, set, n, since)
		}
		return sim.NoPart, false
	}
	if !m.holder(cx) {
		h.lacks = true
		m.keepPatience(cx, 0, 0)
		return sim.NoPart, false
	}
	m.keepPatience(cx, 0, 0)
	m.collect(cx, set, n, since)
	p := h.holder
	*h = emptyHand
	return p, true
}

// nextBatch is the set of products to begin with, how many there are of it, those in hand included, and since when the first
// of them waits: what is in hand goes on, else what is enough and has waited longest, else what has waited longest.
func (m *machine) nextBatch(cx sim.Context) (set []bool, n int, since sim.Time) {
	b, h := m.kit.batch, &m.hand
	if have := m.inHand(cx); have > 0 {
		set = b.setOf(cx.Product(h.holder))
		more, _ := cx.Offers(nil, m.loads(set), b.most-have)
		return set, have + more, h.since
	}
	if b.alike == nil {
		n, since = cx.Offers(nil, m.loads(nil), b.most)
		return nil, n, since
	}
	for _, one := range b.alike {
		k, t := cx.Offers(nil, one, b.most)
		if k == 0 {
			continue
		}
		if was, is := n >= b.least, k >= b.least; n == 0 || is && !was || is == was && t < since {
			set, n, since = one, k, t
		}
	}
	return set, n, since
}

// due is when what has waited since then has waited long enough.
func (b *batch) due(since sim.Time) sim.Time {
	if b.wait == 0 || since >= sim.Never/2 { // what an endless source gives has not waited
		return sim.Never
	}
	return since + b.wait
}

// inHand is how many parts have been collected.
func (m *machine) inHand(cx sim.Context) int {
	if m.hand.holder == sim.NoPart {
		return 0
	}
	return cx.Packed(m.hand.holder)
}

func (b *batch) setOf(product int) []bool {
	for _, set := range b.alike {
		if set[product] {
			return set
		}
	}
	return nil
}

// loads is a set of products without the carriers that wait at the same places.
func (m *machine) loads(set []bool) []bool {
	if set == nil {
		return m.kit.loaded
	}
	return set
}

// holder takes what the batch is put into: a box, or a carrier that has to be there.
func (m *machine) holder(cx sim.Context) bool {
	if m.hand.holder != sim.NoPart {
		return true
	}
	if m.kit.carrier == nil {
		m.hand.holder = cx.Box()
		return true
	}
	p, ok := cx.TakeFrom(nil, m.kit.carrier)
	if ok {
		m.hand.holder = p
	}
	return ok
}

// collect puts parts into the holder until it holds n.
func (m *machine) collect(cx sim.Context, set []bool, n int, since sim.Time) {
	if n == 0 || !m.holder(cx) {
		m.hand.lacks = n > 0
		return
	}
	if m.inHand(cx) == 0 {
		m.hand.since = min(since, cx.Now())
	}
	for have := m.inHand(cx); have < n; have++ {
		p, ok := cx.TakeFrom(nil, m.loads(set))
		if !ok {
			return
		}
		cx.Pack(m.hand.holder, p)
	}
}

// keepPatience lets the clock ring when the first of n parts has waited long enough.
func (m *machine) keepPatience(cx sim.Context, n int, since sim.Time) {
	due := sim.Never
	if n > 0 {
		due = m.kit.batch.due(since)
	}
	if due == m.hand.wakes {
		return
	}
	m.hand.wakes = due
	if due == sim.Never {
		cx.Cancel(m.patience)
	} else {
		cx.BeginFor(m.patience, due-cx.Now())
	}
}

// retrieve takes out of a storage what has waited longest of the products for which there is room behind it.
func (m *machine) retrieve(cx sim.Context) (sim.Part, bool) {
	best, longest := -1, sim.Never
	for product, only := range m.kit.onDemand {
		if !cx.HasRoom(product) {
			continue
		}
		if n, since := cx.Offers(nil, only, 1); n > 0 && (best < 0 || since < longest) {
			best, longest = product, since
		}
	}
	if best < 0 {
		return sim.NoPart, false
	}
	return cx.TakeFrom(nil, m.kit.onDemand[best])
}

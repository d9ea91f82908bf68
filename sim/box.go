package sim

// A part may hold parts: a box holds what was put together into one batch, a carrier (a pallet, a fixture) what travels on
// it. What is held goes where its holder goes and comes out again as it went in. A holder keeps a ring of them in the
// stock of parts: held is the last, whose next is the first. Boxes and carriers are no parts to the books: only what is in
// them counts as inside, as sent, as scrapped and as gone.

type flag uint8

const (
	isCarrier flag = 1 << iota // of a product that is a carrier: it never leaves by itself
	isBox                      // is nothing but what it holds
	isPacked                   // is held
	isScrap                    // is on its way to where scrap goes
	isBad                      // has a defect that nobody has found yet
	toMend                     // leaves the station that it is at to be mended, and will be good again
	rejected                   // leaves it as scrap, and is scrap from then on
)

const boxNumber Number = -1 // of a box, which nobody is told of

func (l *Line) is(p Part, f flag) bool { return l.marks[p]&f != 0 }

// books tells whether a part counts: boxes and carriers do not.
func (l *Line) books(p Part) bool { return l.marks[p]&(isCarrier|isBox) == 0 }

// box is a new box that holds nothing, at x.
func (l *Line) box(x ID) Part {
	p := l.blank()
	l.parts[p] = part{number: boxNumber, born: l.now, at: x, dest: None, next: NoPart, order: NoOrder, held: NoPart}
	l.marks[p] = isBox
	if l.looped > 0 {
		l.newVisits(p)
	}
	return p
}

// pack lets h hold p as well, after all that it holds already. A holder is of the product, the order and the lot of the
// first that it holds, and what becomes of it is drawn as for that one.
func (l *Line) pack(h, p Part) {
	in := &l.parts[p]
	l.marks[p] |= isPacked
	last := l.parts[h].held
	l.parts[h].held, l.burdened = p, true
	if last == NoPart {
		in.next = p
		to := &l.parts[h]
		if l.marks[h]&isCarrier != 0 {
			to.lot = Lot(to.product) // what it is when it is empty
		} else {
			to.key = in.key
		}
		to.product, to.op, to.order = in.product, in.op, in.order
		return
	}
	in.next = l.parts[last].next
	l.parts[last].next = p
}

// unpack takes the first out of what h holds.
func (l *Line) unpack(x ID, h Part) (Part, bool) {
	last := l.parts[h].held
	if last == NoPart {
		return NoPart, false
	}
	p := l.parts[last].next
	if p == last {
		l.parts[h].held = NoPart
		if to := &l.parts[h]; l.marks[h]&isCarrier != 0 {
			to.product, to.lot, to.order = int32(to.lot), NoLot, NoOrder
			to.op = l.opOf(to.product)
		}
	} else {
		l.parts[last].next = l.parts[p].next
		next := &l.parts[l.parts[p].next]
		l.parts[h].product, l.parts[h].op, l.parts[h].order = next.product, next.op, next.order
	}
	out := &l.parts[p]
	l.marks[p] &^= isPacked
	out.next, out.at, out.dest, out.waitsSince = NoPart, x, None, l.now
	return p, true
}

// discard takes an empty box, or a carrier that holds nothing, out of the line.
func (l *Line) discard(p Part) {
	if l.loops != nil && l.cards[p] != 0 {
		l.giveCards(p, l.cards[p], true)
	}
	l.parts[p].next = l.free
	l.parts[p].number = 0
	l.free = p
}

// packed is how many h holds.
func (l *Line) packed(h Part) int {
	last := l.parts[h].held
	if last == NoPart {
		return 0
	}
	n := 1
	for p := l.parts[last].next; p != last; p = l.parts[p].next {
		n++
	}
	return n
}

// each visits what counts of a part: itself, or what it holds, however deep; of an empty carrier the carrier.
func (l *Line) each(p Part, do func(Part)) {
	last := l.parts[p].held
	if last == NoPart {
		if l.marks[p]&isBox == 0 {
			do(p)
		}
		return
	}
	for q := l.parts[last].next; ; q = l.parts[q].next {
		l.each(q, do)
		if q == last {
			return
		}
	}
}

// eachOut takes all that a part holds out of it, hands on what counts, and ends with the part itself.
func (l *Line) eachOut(x ID, p Part, do func(Part)) {
	for {
		q, ok := l.unpack(x, p)
		if !ok {
			break
		}
		l.eachOut(x, q, do)
	}
	if l.books(p) {
		do(p)
	} else {
		l.discard(p)
	}
}

// standAll is what is left of stand for what a part holds.
func (l *Line) standAll(from, to ID, p Part) {
	counts := from != None && (l.nodes[to].in < 0 || l.nodes[from].out < 0)
	loop := l.nodes[to].loop
	l.each(p, func(q Part) {
		if q == p {
			return
		}
		if loop >= 0 {
			l.visits[int(q)*l.looped+int(loop)]++
		}
		if counts {
			l.count(from, to, l.parts[q].product)
		}
		if l.mask&Moved != 0 {
			l.tell(Record{ID: to, Peer: from, What: Moved, Part: l.parts[q].number, Order: l.parts[q].order + 1, Product: l.parts[q].product})
		}
	})
}

// use takes a part out of the line that went into another.
func (l *Line) use(x ID, p, into Part) {
	l.marks[into] |= l.marks[p] & isBad
	l.eachOut(x, p, func(q Part) {
		l.marks[into] |= l.marks[q] & isBad
		product := l.parts[q].product
		l.tally.consumed[int(x)*l.mix.products+int(product)]++
		if l.mask&Consumed != 0 {
			l.tell(Record{ID: x, Peer: None, What: Consumed, Part: l.parts[q].number, Order: l.parts[q].order + 1, Product: product})
		}
		l.drop(q)
	})
}

// become lets a part be of another product from now on.
func (l *Line) become(x ID, p Part, product int32) {
	l.tally.consumed[int(x)*l.mix.products+int(l.parts[p].product)]++
	l.tally.made[int(x)*l.mix.products+int(product)]++
	l.parts[p].product, l.parts[p].op = product, l.opOf(product)
	if l.mask&Became != 0 {
		l.tell(Record{ID: x, Peer: None, What: Became, Part: l.parts[p].number, Order: l.parts[p].order + 1, Product: product})
	}
}

// split lets a part come to be that is taken off another, number i of those; what becomes of it belongs to that one.
func (l *Line) split(x ID, from Part, product int32, i int) Part {
	key, bad := l.parts[from].key, l.marks[from]&isBad
	p := l.blank()
	l.parts[p] = part{key: scramble(key + uint64(i)*golden), product: product, at: x, dest: None, next: NoPart, order: NoOrder, held: NoPart}
	l.marks[p] = bad
	l.parts[p].op = l.opOf(product)
	if l.looped > 0 {
		l.newVisits(p)
	}
	if l.menders > 0 {
		l.newMending(p)
	}
	l.birth(x, p)
	l.tally.made[int(x)*l.mix.products+int(product)]++
	return p
}

// stock lets what is there from the start come to be.
func (l *Line) stock(x ID) {
	for _, s := range l.stocks {
		if s.at != x {
			continue
		}
		for range s.count {
			l.place(x, l.makeOf(x, s.product))
			l.drain()
		}
	}
}

type stocked struct {
	at      ID
	product int32
	count   int
}

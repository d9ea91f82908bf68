package sim

// make lets a part come to be at a source.
func (l *Line) make(x ID) Part { return l.makeOf(x, l.nextProduct(&l.nodes[x])) }

func (l *Line) makeOf(x ID, product int32) Part {
	p := l.draft(x, product)
	l.bear(x, p)
	return p
}

// draft is a part that is not there yet: a never-empty entrance with a rule must know its next one to choose its way.
func (l *Line) draft(x ID, product int32) Part {
	n := &l.nodes[x]
	p := l.blank()
	l.parts[p] = part{key: scramble(n.key + n.made*golden), product: product, at: x, dest: None, next: NoPart, order: NoOrder, held: NoPart}
	l.marks[p] = 0
	if l.carriers != nil && l.carriers[product] {
		l.marks[p] = isCarrier
	}
	l.parts[p].op = l.opOf(product)
	n.made++
	if l.looped > 0 {
		l.newVisits(p)
	}
	return p
}

// blank is where a new part stands in the stock of parts.
func (l *Line) blank() Part {
	p := l.free
	if p == NoPart {
		l.parts, l.marks = append(l.parts, part{}), append(l.marks, 0)
		p = Part(len(l.parts) - 1)
	} else {
		l.free = l.parts[p].next
	}
	if l.menders > 0 {
		l.newMending(p)
	}
	if l.loops != nil {
		l.newCards(p)
	}
	return p
}

// bear lets a draft enter the line.
func (l *Line) bear(x ID, p Part) {
	if l.books(p) {
		l.tally.entered[l.parts[p].product]++
	}
	l.birth(x, p)
}

// birth lets a draft be a part, wherever it comes from.
func (l *Line) birth(x ID, p Part) {
	l.made++
	l.parts[p].number, l.parts[p].born = Number(l.made), l.now
	if l.books(p) {
		l.live++
		l.tally.wip.enter(l.now)
	}
	if r := l.nodes[x].role; r == Supply || r == Entry {
		l.tally.sent[int(x)*l.mix.products+int(l.parts[p].product)]++
	}
	if l.mask&Moved != 0 {
		l.tell(Record{ID: x, Peer: None, What: Moved, Part: l.parts[p].number, Order: l.parts[p].order + 1, Product: l.parts[p].product})
	}
}

func (l *Line) nextProduct(n *node) int32 {
	if l.outcome.Product > 0 { // of whatever comes to be in this ring
		return int32(l.outcome.Product - 1)
	}
	if n.makes > 0 {
		return n.makes - 1
	}
	lot := n.made
	if n.lot > 1 {
		lot /= n.lot
	}
	if len(l.mix.sequence) > 0 {
		return int32(l.mix.sequence[lot%uint64(len(l.mix.sequence))])
	}
	if l.mix.shares == nil {
		return 0
	}
	return int32(drawFrom(l.mix.shares, uniform(n.productKey, lot)))
}

// drop takes a part out of the line.
func (l *Line) drop(p Part) {
	if l.loops != nil && l.cards[p] != 0 {
		l.giveCards(p, l.cards[p], true)
	}
	l.live--
	l.tally.wip.leave(l.now)
	l.tally.gone++
	if o := l.parts[p].order; o != NoOrder {
		t := &l.tally.orders[o]
		t.Gone++
		t.Last = l.now
		for _, z := range l.listed { // it may go on without it
			for _, x := range l.nodes[z].ins {
				l.pend(x)
			}
		}
	}
	l.tally.stayed.leave(l.now - l.parts[p].born)
	l.parts[p].next = l.free
	l.parts[p].number = 0
	l.free = p
}

func (l *Line) leave(x ID, p Part) {
	if l.marks[p] != 0 {
		l.leaveAll(x, p)
		return
	}
	l.fulfils(x)
	l.exit(x, p)
}

// leaveAll lets what a part holds leave; a part with a defect that nobody has found is an escape. What comes in one box is for
// one customer.
func (l *Line) leaveAll(x ID, p Part) {
	given := false
	l.eachOut(x, p, func(q Part) {
		if l.is(q, isScrap) {
			l.scrapped(x, q)
			l.drop(q)
			return
		}
		if l.is(q, isBad) {
			l.tally.escaped[l.parts[q].product]++
		}
		if !given {
			given = true
			l.fulfils(x)
		}
		l.exit(x, q)
	})
}

func (l *Line) exit(x ID, p Part) {
	if l.loops != nil {
		l.leavesWith(x, p)
	}
	l.tally.out(l.now, &l.parts[p])
	if o := l.parts[p].order; o != NoOrder {
		l.tally.orders[o].Good++
	}
	l.tally.sent[int(x)*l.mix.products+int(l.parts[p].product)]++
	l.drop(p)
}

func (l *Line) scrap(x ID, p Part) {
	if l.parts[p].held != NoPart {
		l.giveUp(x, p)
		l.eachOut(x, p, func(q Part) {
			l.scrapped(x, q)
			l.drop(q)
		})
		return
	}
	l.scrapped(x, p)
	l.giveUp(x, p)
	l.drop(p)
}

func (l *Line) scrapped(x ID, p Part) {
	product := l.parts[p].product
	l.tally.scrapped[int(x)*l.mix.products+int(product)]++
	l.did(x, p)
	if l.failed != nil && l.nodes[x].role == Station {
		l.worked(x, p)
	}
	if l.mask&Scrap != 0 {
		l.tell(Record{ID: x, Peer: None, What: Scrap, Part: l.parts[p].number, Order: l.parts[p].order + 1, Product: product})
	}
}

// giveUp gives up the place that is kept for a part.
func (l *Line) giveUp(x ID, p Part) {
	if y := l.nodes[x].reservedAt; y != None && l.nodes[x].coming == p {
		l.unreserve(x)
		l.freed(y)
	}
}

// enter lets an arrival in at an entry: on to where there is room, else outside the door, else it is lost.
func (l *Line) enter(x ID, p Part) {
	n := &l.nodes[x]
	if n.out >= 0 && n.count == 0 && l.accepts(n.out) {
		l.move(x, n.out, p)
		return
	}
	if n.count == 0 && n.follows != nil {
		if y := l.straight(n, &l.parts[p]); y != None {
			l.move(x, y, p)
			return
		}
	}
	if n.lose && n.count >= n.room && !l.way(x, p) {
		l.tally.lost[l.parts[p].product]++
		l.tally.sent[int(x)*l.mix.products+int(l.parts[p].product)]--
		if o := l.parts[p].order; o != NoOrder {
			l.tally.orders[o].Lost++
		}
		if l.mask&Lost != 0 {
			l.tell(Record{ID: x, Peer: None, What: Lost, Part: l.parts[p].number, Order: l.parts[p].order + 1, Product: l.parts[p].product})
		}
		l.drop(p)
		return
	}
	l.push(x, p)
	if n.out < 0 {
		l.pend(x)
	}
}

// way tells whether a part that may not wait outside has somewhere to go at the end of this instant.
func (l *Line) way(x ID, p Part) bool {
	n := &l.nodes[x]
	return n.out < 0 && n.count == 0 && l.pick(x, p) != None
}

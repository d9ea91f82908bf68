package plant

import "tweeling/sim"

// GivesSeveral tells whether one round of a station may be the end of several parts.
func (p *Placed) GivesSeveral() bool {
	switch p.Kind {
	case "unbatch", "depalletising", "disassembly":
		return true
	default:
		return p.Count("batch") > 1
	}
}

// completeKit gathers what the station works on next: what is there, and what lacks is put in.
func (m *machine) completeKit(cx sim.Context) sim.Part {
	switch {
	case m.kit.batch != nil:
		return m.completeBatch(cx)
	case m.kit.onDemand != nil:
		for _, only := range m.kit.onDemand {
			if p, ok := cx.TakeFrom(nil, only); ok {
				return p
			}
		}
		return cx.PutIn()
	default:
		return m.completeBill(cx)
	}
}

// completeBill gathers by the first bill of which the part is there that the others go into, else by the first.
func (m *machine) completeBill(cx sim.Context) sim.Part {
	b := &m.kit.bills[0]
	for i := range m.kit.bills {
		first := &m.kit.bills[i].needs[0]
		if n, _ := cx.Offers(first.from, first.products, 1); n > 0 {
			b = &m.kit.bills[i]
			break
		}
	}
	main, given := m.hand.holder, m.hand.given
	if main == sim.NoPart { // they are taken all at once
		given = 0
	}
	m.hand = emptyHand
	for i := range b.needs {
		d := &b.needs[i]
		had := min(given, d.count)
		given -= had
		for range d.count - had {
			p, ok := cx.TakeFrom(d.from, d.products)
			if !ok {
				p = cx.PutInOf(d.from, d.products)
			}
			if main == sim.NoPart {
				main = p
			} else {
				cx.Use(p, main)
			}
		}
	}
	return finished(cx, main, b)
}

// completeBatch puts together what is there of a batch. What lacks of the least with which it begins is put in, and a carrier.
func (m *machine) completeBatch(cx sim.Context) sim.Part {
	k := m.kit
	set, n, since := m.nextBatch(cx)
	if !m.holder(cx) {
		p, ok := cx.Recall(k.carrier)
		if !ok {
			p = cx.PutInOf(nil, k.carrier)
		}
		m.hand.holder = p
	}
	m.collect(cx, set, n, since)
	least := k.batch.least
	if k.batch.wait > 0 { // it may have waited long enough
		least = 1
	}
	for m.inHand(cx) < least {
		cx.Pack(m.hand.holder, cx.PutInOf(nil, m.loads(set)))
	}
	m.keepPatience(cx, 0, 0)
	p := m.hand.holder
	m.hand = emptyHand
	return p
}

// giveRest lets what is still in the hands of a station that takes parts apart go where there is room; all else is taken out.
func (m *machine) giveRest(cx sim.Context) {
	for m.opens != asItIs && m.hand.holder != sim.NoPart {
		p, ok := m.nextPiece(cx)
		if ok && !cx.Send(p) {
			cx.Discard()
		}
	}
	for m.bads != sim.NoPart {
		if m.giveBad(cx) != sim.NoPart {
			cx.Discard()
		}
	}
}

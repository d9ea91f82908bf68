package plant

import "tweeling/sim"

// giving is what a station does with the part that it has worked on.
type giving uint8

const (
	asItIs    giving = iota // it goes on
	opened                  // what a box or a carrier holds goes on, part by part; an empty box is no more
	takenDown               // what a carrier holds goes on, and then the carrier
	apart                   // it is taken into pieces
	sorted                  // what is bad in it goes elsewhere first, and then it goes on
)

// giveAway hands on what comes of the part, one after the other; as long as some of it finds no room the station is
// blocked.
func (m *machine) giveAway(cx sim.Context, p sim.Part) {
	m.hand.holder, m.hand.given, m.hand.unsorted = p, 0, 0
	if m.opens == sorted {
		m.hand.unsorted = cx.Packed(p)
	}
	m.giveMore(cx)
}

func (m *machine) giveMore(cx sim.Context) {
	for m.hand.holder != sim.NoPart {
		p, ok := m.nextPiece(cx)
		if ok && !cx.Send(p) {
			m.part = p
			m.enter(blocked)
			return
		}
	}
	if !m.giveBads(cx) {
		return
	}
	m.part = sim.NoPart
	m.enter(empty)
	m.follow(cx)
}

// giveBads sends away the bad parts of what the station has worked on, each as it would be sent by itself. It is false where one
// of them finds no room, and the station is blocked.
func (m *machine) giveBads(cx sim.Context) bool {
	for m.bads != sim.NoPart {
		if p := m.giveBad(cx); p != sim.NoPart {
			m.part = p
			m.enter(blocked)
			return false
		}
	}
	return true
}

// giveBad sends away the next of them, and returns it where it finds no room; after the last nothing holds them any more.
func (m *machine) giveBad(cx sim.Context) sim.Part {
	p, ok := cx.Unpack(m.bads)
	switch {
	case !ok:
		cx.Fold(m.bads)
		m.bads = sim.NoPart
	case !m.sendAside(cx, p):
		cx.Scrap(p)
	case !cx.Send(p):
		return p
	}
	return sim.NoPart
}

// nextPiece is what is given next; the hand is empty after the last.
func (m *machine) nextPiece(cx sim.Context) (sim.Part, bool) {
	switch m.opens {
	case apart:
		return m.nextOff(cx)
	case sorted:
		if p, ok := m.nextBad(cx); ok {
			return p, true
		}
	case asItIs, opened, takenDown:
		if whole := m.hand.holder; cx.Packed(whole) > 0 {
			p, _ := cx.Unpack(whole)
			return m.judged(cx, p)
		}
	}
	h := &m.hand
	whole := h.holder
	h.holder = sim.NoPart
	if cx.IsBox(whole) && cx.Packed(whole) == 0 {
		cx.Fold(whole)
		return sim.NoPart, false
	}
	if m.opens == sorted {
		return whole, true
	}
	return m.judged(cx, whole) // a carrier, or what was no box
}

// nextOff is the next piece of a part that is taken into several: one that is bad is not, and goes elsewhere as it is.
func (m *machine) nextOff(cx sim.Context) (sim.Part, bool) {
	h := &m.hand
	whole := h.holder
	if h.given == 0 && m.isBad(cx, whole) {
		h.holder = sim.NoPart
		return m.sendOff(cx, whole)
	}
	h.given++
	if h.given < len(m.pieces) {
		return cx.Split(whole, m.pieces[h.given], h.given), true
	}
	h.holder = sim.NoPart
	if cx.Product(whole) != m.pieces[0] {
		cx.Become(whole, m.pieces[0])
	}
	return whole, true
}

// nextBad is the next of what a box or a carrier holds that goes elsewhere.
func (m *machine) nextBad(cx sim.Context) (sim.Part, bool) {
	h := &m.hand
	for h.unsorted > 0 {
		h.unsorted--
		p, _ := cx.Unpack(h.holder)
		switch {
		case cx.Packed(p) > 0:
			if p = m.sift(cx, p); p == sim.NoPart {
				continue
			}
		case !cx.IsCarrier(p) && m.isBad(cx, p):
			if p, ok := m.sendOff(cx, p); ok {
				return p, true
			}
			continue
		}
		cx.Pack(h.holder, p)
	}
	return sim.NoPart, false
}

// judged is a part that goes on, or one that is bad on its way elsewhere; false: nothing of it is left.
func (m *machine) judged(cx sim.Context, p sim.Part) (sim.Part, bool) {
	switch {
	case cx.Packed(p) > 0:
		p = m.sift(cx, p)
		return p, p != sim.NoPart
	case cx.IsCarrier(p) || !m.isBad(cx, p):
		return p, true
	default:
		return m.sendOff(cx, p)
	}
}

// sendOff lets a part that is bad be mended or go where scrap goes; false: it has left the line.
func (m *machine) sendOff(cx sim.Context, p sim.Part) (sim.Part, bool) {
	if m.sendAside(cx, p) {
		return p, true
	}
	cx.Scrap(p)
	return sim.NoPart, false
}

// sift takes what is bad out of a part, or out of what it holds, and returns what is left of it: NoPart when that is nothing.
// Each part has the fate that it would have by itself: it is scrapped here, or laid aside to be sent elsewhere.
func (m *machine) sift(cx sim.Context, p sim.Part) sim.Part {
	n := cx.Packed(p)
	if n == 0 {
		if cx.IsCarrier(p) || !m.isBad(cx, p) {
			return p
		}
		if !m.sendsAside() {
			cx.Scrap(p)
			return sim.NoPart
		}
		if m.bads == sim.NoPart {
			m.bads = cx.Box()
		}
		cx.Pack(m.bads, p)
		return sim.NoPart
	}
	for range n {
		q, _ := cx.Unpack(p)
		if q = m.sift(cx, q); q != sim.NoPart {
			cx.Pack(p, q)
		}
	}
	if cx.Packed(p) == 0 && cx.IsBox(p) {
		cx.Fold(p)
		return sim.NoPart
	}
	return p
}

// spill scraps all that a carrier holds.
func spill(cx sim.Context, carrier sim.Part) {
	for {
		p, ok := cx.Unpack(carrier)
		if !ok {
			return
		}
		cx.Scrap(p)
	}
}

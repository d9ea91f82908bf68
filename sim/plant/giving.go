package plant

import "tweeling/sim"

// giving is what a station does with the part that it has worked on.
type giving uint8

const (
	asItIs    giving = iota // it goes on
	opened                  // what a box or a carrier holds goes on, part by part; an empty box is no more
	takenDown               // what a carrier holds goes on, and then the carrier
	apart                   // it is taken into pieces
)

// giveAway hands on what comes of the part, one after the other; as long as some of it finds no room the station is
// blocked.
func (m *machine) giveAway(cx sim.Context, p sim.Part) {
	m.hand.holder, m.hand.given = p, 0
	if m.opens == apart && m.isBad(cx, p) {
		cx.Scrap(p)
		m.hand.holder = sim.NoPart
	}
	m.giveMore(cx)
}

func (m *machine) giveMore(cx sim.Context) {
	for m.hand.holder != sim.NoPart {
		p, ok := m.nextPiece(cx)
		switch {
		case !ok:
		case m.opens != apart && m.sift(cx, p) == sim.NoPart:
		case !cx.Send(p):
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
		p, ok := cx.Unpack(m.bads)
		switch {
		case !ok:
			cx.Fold(m.bads)
			m.bads = sim.NoPart
		case !m.sendAside(cx, p):
			cx.Scrap(p)
		case !cx.Send(p):
			m.part = p
			m.enter(blocked)
			return false
		}
	}
	return true
}

// nextPiece is what is given next; the hand is empty after the last.
func (m *machine) nextPiece(cx sim.Context) (sim.Part, bool) {
	h := &m.hand
	whole := h.holder
	if m.opens == apart {
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
	if cx.Packed(whole) > 0 {
		return cx.Unpack(whole)
	}
	h.holder = sim.NoPart
	if cx.IsBox(whole) {
		cx.Fold(whole)
		return sim.NoPart, false
	}
	return whole, true // a carrier, or what was no box
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

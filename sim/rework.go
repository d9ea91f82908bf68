package sim

import "slices"

// A part that is found bad at a station may be sent to be mended, and comes back by the ways of whoever mends it; or it is
// sent where scrap goes, and is scrap from then on, whatever becomes of it.

// addMending lets the line know where parts may be sent to be mended.
func (l *Line) addMending(lay Layout) {
	for i := range lay.Nodes {
		n := &l.nodes[i]
		switch {
		case !lay.Nodes[i].Mends:
			n.mends = -1
		case n.place != ID(i): // machines side by side send as one
			n.mends = l.nodes[n.place].mends
		default:
			n.mends = int32(l.menders)
			l.menders++
		}
	}
}

// newMending lets a part begin without ever having been bad.
func (l *Line) newMending(p Part) {
	for int(p) >= len(l.failed) {
		l.failed = append(l.failed, None)
		for range l.menders {
			l.mendings = append(l.mendings, 0)
		}
	}
	l.failed[p] = None
	clear(l.mendings[int(p)*l.menders : (int(p)+1)*l.menders])
}

// mend sends a part to be mended, when it may be once more; reject sends it where scrap goes.
func (l *Line) mend(x ID, p Part, to ID, most int) bool {
	times := &l.mendings[int(p)*l.menders+int(l.nodes[x].mends)]
	if int(*times) >= most {
		return false
	}
	*times++
	l.marks[p] = l.marks[p]&^isBad | toMend // what is mended has no defect any more
	l.burdened = true
	l.aim(x, p, to)
	return true
}

func (l *Line) reject(x ID, p Part, to ID) {
	l.marks[p] |= rejected
	l.burdened = true
	l.aim(x, p, to)
}

// setAside counts a part that leaves a station to be mended or as scrap.
func (l *Line) setAside(x ID, p Part) {
	at := int(x)*l.mix.products + int(l.parts[p].product)
	l.did(x, p)
	if l.marks[p]&toMend != 0 {
		l.tally.reworked[at]++
		l.failed[p] = l.nodes[x].place
	} else {
		l.tally.rejected[at]++
		l.marks[p] |= isScrap
	}
	l.marks[p] &^= toMend | rejected
	if l.mask&Aside != 0 {
		l.tell(Record{ID: x, Peer: l.parts[p].dest, What: Aside, Part: l.parts[p].number, Order: l.parts[p].order + 1, Product: l.parts[p].product})
	}
}

// worked counts what is done to a part that is being mended. Once it is good where it was bad it is mended.
func (l *Line) worked(x ID, p Part) {
	if l.failed == nil || l.failed[p] == None {
		return
	}
	l.tally.mended[int(x)*l.mix.products+int(l.parts[p].product)]++
	if l.failed[p] == l.nodes[x].place && l.marks[p]&(toMend|rejected) == 0 {
		l.failed[p] = None
	}
}

// passes tells that a part comes to a place: it is mended once it goes on where it would have gone if it had been good.
func (l *Line) passes(p Part, to ID) {
	from := &l.nodes[l.failed[p]]
	ways := from.ways
	if o := l.routed(from, p); o != nil {
		ways = o.to
	}
	if slices.Contains(ways, to) {
		l.failed[p] = None
	}
}

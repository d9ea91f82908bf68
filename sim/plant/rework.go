package plant

import "tweeling/sim"

// What becomes of a bad part is settled when the work on it is done, so that a place is kept for it where it goes. Where
// there is nowhere to send it, it leaves the line once it has been taken out. Of boxes and carriers the bad parts are taken out
// once these have gone on with what is good, and go one after the other (giving.go).

// sendsAside tells whether a machine has somewhere to send bad parts.
func (w *works) sendsAside() bool { return w.mendAt != sim.None || w.scrapAt != sim.None }

// judge finds out whether the part in the machine is bad, and where it goes then.
func (m *machine) judge(cx sim.Context) {
	if m.scrapped = false; !m.sendsAside() || cx.Packed(m.part) > 0 || cx.IsCarrier(m.part) || !m.isBad(cx, m.part) {
		return
	}
	m.scrapped = !m.sendAside(cx, m.part)
}

// sendAside lets a bad part go next where it is mended, or where scrap goes. It is false where there is no such place for it.
func (m *machine) sendAside(cx sim.Context, p sim.Part) bool {
	switch {
	case m.mendAt != sim.None && cx.Mend(p, m.mendAt, m.mendings):
	case m.scrapAt != sim.None:
		cx.Reject(p, m.scrapAt)
	default:
		return false
	}
	return true
}

// isScrap tells whether a part leaves the line here.
func (m *machine) isScrap(cx sim.Context, p sim.Part) bool {
	if m.sendsAside() {
		return m.scrapped
	}
	return m.isBad(cx, p)
}

// mending settles where the bad parts of a machine go.
func (b *builder) mending(p *Placed, w *works) {
	w.mendAt, w.scrapAt, w.mendings = sim.None, sim.None, p.Count("rework_limit")
	if to := b.ids([]string{p.Text("rework_to")}); len(to) > 0 {
		w.mendAt = to[0]
	}
	if to := b.ids([]string{p.Text("scrap_to")}); len(to) > 0 {
		w.scrapAt = to[0]
	}
	for _, id := range p.IDs {
		b.plant.Layout.Nodes[id].Mends = w.mendAt != sim.None
	}
}

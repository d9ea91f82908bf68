package plant

import (
	"slices"

	"tweeling/sim"
)

// Lacks tells the line what keeps a machine that is idle from beginning, so that it is found out when that never comes.
func (m *machine) Lacks(cx sim.Context, w *sim.Lacks) bool {
	switch {
	case m.phase != empty || m.part != sim.NoPart:
		return false
	case m.setup.rounds != nil:
		if m.visit.goal >= 0 || m.setup.rounds.always || cx.CountOps(nil, 1) > 0 {
			return false
		}
		w.Need(nil, nil, "the part that comes next")
	case m.kit == nil && len(m.sequence) > 0 && cx.Turns(m.most).At < len(m.sequence):
		t := cx.Turns(m.most)
		order := m.sequence[t.At]
		w.NeedOf(order, m.orders[order].Quantity-cx.Gone(order), t.Came, m.listed[t.At])
	case m.kit == nil:
		if n := cx.Waiting(); m.startAt < 2 || m.going || m.yields || n >= m.startAt || n > 0 && m.startWait > 0 {
			return false
		}
		w.Need(nil, nil, "more parts")
	case m.kit.onDemand != nil:
		m.lacksToRetrieve(cx, w)
	case m.kit.batch != nil:
		return m.lacksOfBatch(cx, w)
	case m.kit.together:
		m.lacksTogether(cx, w)
	default:
		return m.lacksInTurn(cx, w)
	}
	return true
}

// lacksToRetrieve: a product in the rack for which there is room behind it.
func (m *machine) lacksToRetrieve(cx sim.Context, w *sim.Lacks) {
	for product, only := range m.kit.onDemand {
		if n, _ := cx.Offers(nil, only, 1); n == 0 {
			w.Need(nil, only, "parts")
		} else {
			w.Room(product)
		}
		w.Or()
	}
	w.Need(nil, nil, "parts")
}

// lacksOfBatch: more parts of one of the sets that go together, and a carrier.
func (m *machine) lacksOfBatch(cx sim.Context, w *sim.Lacks) bool {
	b := m.kit.batch
	least := b.least
	if b.wait > 0 {
		least = 1 // in the end
	}
	if m.hand.holder != sim.NoPart && m.inHand(cx) > 0 {
		w.Has()
	}
	carrier := func() {
		if m.lacksCarrier(cx) {
			w.Need(nil, m.kit.carrier, "a carrier")
		}
	}
	if !m.kit.together && m.lacksCarrier(cx) { // what then goes onto it makes room for more
		carrier()
		return true
	}
	sets, one := b.alike, []bool(nil)
	if have := m.inHand(cx); have > 0 {
		sets, one = nil, b.setOf(cx.Product(m.hand.holder))
		least -= have
	}
	if !m.kit.together { // what is there it takes once it is up again, which makes room as well
		if n, _ := cx.Offers(nil, m.loads(one), 1); n > 0 {
			return false
		}
	}
	if sets == nil {
		if n, _ := cx.Offers(nil, m.loads(one), least); n < least {
			w.Need(nil, m.loads(one), "more parts of its batch")
		}
		carrier()
		return true
	}
	for i, set := range sets {
		if i > 0 {
			w.Or()
		}
		if n, _ := cx.Offers(nil, set, least); n < least {
			w.Need(nil, set, "more parts of one batch")
		}
		carrier()
	}
	return true
}

func (m *machine) lacksCarrier(cx sim.Context) bool {
	if m.kit.carrier == nil || m.hand.holder != sim.NoPart {
		return false
	}
	n, _ := cx.Offers(nil, m.kit.carrier, 1)
	return n == 0
}

// lacksTogether: what is not there of each bill.
func (m *machine) lacksTogether(cx sim.Context, w *sim.Lacks) {
	for i := range m.kit.bills {
		if i > 0 {
			w.Or()
		}
		for j := range m.kit.bills[i].needs {
			d := &m.kit.bills[i].needs[j]
			if n, _ := cx.Offers(d.from, d.products, d.count); n < d.count {
				w.Need(d.from, d.products, d.name)
			}
		}
	}
}

// lacksInTurn: what comes next in the one bill. Once that is there, there is room for what comes after it.
func (m *machine) lacksInTurn(cx sim.Context, w *sim.Lacks) bool {
	if m.hand.given > 0 {
		w.Has()
	}
	given := m.hand.given
	for i := range m.kit.bills[0].needs {
		d := &m.kit.bills[0].needs[i]
		if given -= d.count; given >= 0 {
			continue
		}
		if n, _ := cx.Offers(d.from, d.products, 1); n > 0 {
			return false // it takes that once it is up again
		}
		w.Need(d.from, d.products, d.name)
		return true
	}
	return false
}

// maxFollowed is for how many products at elements it is found out which products leave where.
const maxFollowed = 200_000

// senders tells the line which products may ever leave which element, where some are waited for by name.
func (b *builder) senders() {
	m := b.model
	if len(m.Products) < 2 || len(m.Products)*len(m.Elements) > maxFollowed || !slices.ContainsFunc(b.plant.Layout.Nodes, func(n sim.Node) bool { return n.Gathers }) {
		return
	}
	at, mixed := map[string]int{}, m.mixed()
	var next []coming
	for i := range m.Elements {
		at[m.Elements[i].Name] = i
		for j := range m.Products {
			for _, p := range m.enters(&m.Elements[i], m.Products[j].Name, mixed) {
				next = append(next, coming{i, p})
			}
		}
	}
	sends := make([][]bool, len(m.Elements))
	for i := range sends {
		sends[i] = make([]bool, len(m.Products))
	}
	m.flowOn(next, at, func(s *Spec, came string) bool {
		_, given := m.becomes(s, came)
		for _, p := range given {
			sends[at[s.Name]][m.productAt(p)] = true
		}
		return false
	})
	for i := range b.plant.Elements {
		for _, id := range b.plant.Elements[i].IDs {
			b.plant.Layout.Nodes[id].Sends = sends[i]
		}
	}
}

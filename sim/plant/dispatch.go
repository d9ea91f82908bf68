package plant

import (
	"math"
	"slices"

	"tweeling/sim"
)

// dispatch is the rule by which a machine takes one of the parts that wait before it.
type dispatch uint8

const (
	longestWaiting dispatch = iota // fifo: as they stand
	shortestFirst                  // spt: by the mean time of the part here
	earliestDue                    // edd: by the due time of the part's order
	leastSetup                     // setup: by the mean time to change over to it
	nextInTurn                     // by the order of campaigns
	mostUrgent                     // priority: by the priority of its product, the highest first
)

var dispatches = map[string]dispatch{"": longestWaiting, "fifo": longestWaiting, "spt": shortestFirst, "edd": earliestDue, "setup": leastSetup, "priority": mostUrgent}

// Rank is low for the part that comes first: of the lot that has been begun here, then by the rule.
func (m *machine) Rank(cx sim.Context, p sim.Part) float64 {
	if m.lot != sim.NoLot && cx.LotOf(p) == m.lot {
		return math.Inf(-1)
	}
	product := cx.Product(p)
	switch m.dispatch {
	case shortestFirst:
		return m.meanTimes[product]
	case earliestDue:
		if o := cx.OrderOf(p); o != sim.NoOrder && m.orders[o].Due != NoDue {
			return m.orders[o].Due.Seconds()
		}
		return math.Inf(1)
	case leastSetup:
		return meanTime(m.setup.steps(m.tooled, product)...).Seconds()
	case nextInTurn:
		return m.setup.rank(m.tooled, product, m.run)
	case mostUrgent:
		return m.urgency[product]
	case longestWaiting:
	}
	return 0
}

// begins notes what lot has been begun.
func (m *machine) begins(cx sim.Context, p sim.Part) {
	if m.lots {
		m.lot = cx.LotOf(p)
	}
}

// dispatching tells a machine by what it chooses among the parts that wait.
func (b *builder) dispatching(p *Placed, w *works) {
	w.dispatch, w.orders = dispatches[p.Text("dispatch")], b.model.Orders
	w.urgency = make([]float64, b.plant.Layout.Products)
	for i, product := range b.model.Products {
		w.urgency[i] = -float64(product.Priority)
	}
	if w.setup.turns != nil {
		w.dispatch = nextInTurn
	}
	w.lots = w.dispatch != longestWaiting && slices.ContainsFunc(b.model.Orders, func(o Order) bool { return o.Lot > 0 })
	for product := range w.steps[working] {
		total := meanTime(w.steps[loading][product]...) + meanTime(w.steps[working][product]...) + meanTime(w.steps[unloading][product]...)
		w.meanTimes = append(w.meanTimes, total.Seconds())
	}
}

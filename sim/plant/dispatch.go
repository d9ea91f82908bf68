package plant

import (
	"fmt"
	"math"
	"slices"

	"tweeling/sim"
)

// By fifo, spt, lpt, wspt, priority, mwkr, lwkr, mopnr, edd and slack the order of two parts stays as it is while they wait, and a
// queue before one machine, or several side by side, is kept sorted (Sorts; sorted.go of package sim): a part is found in log n
// steps. Under setup, critical-ratio, campaigns and sequences it depends on the moment, and all who wait are looked at.

// dispatch is the rule by which a machine takes one of the parts that wait before it. Times are means, as they are known
// beforehand: those of this operation, or of it and all that follow it in the part's route.
type dispatch uint8

const (
	longestWaiting dispatch = iota // fifo: as they stand
	byTable                        // by a number that each op has: spt, lpt, wspt, priority, mwkr, lwkr, mopnr
	earliestDue                    // edd: by the due time of the part's order
	leastSlack                     // slack: by the time until it is due, less that of the work left
	criticalRatio                  // critical-ratio: by the time until it is due as a share of that of the work left
	leastSetup                     // setup: by the mean time to change over to it
	nextInTurn                     // by the order of campaigns
	inSequence                     // sequence: by a list of orders
)

var dispatches = map[string]dispatch{"": longestWaiting, "fifo": longestWaiting, "spt": byTable, "lpt": byTable, "wspt": byTable, "priority": byTable,
	"mwkr": byTable, "lwkr": byTable, "mopnr": byTable, "edd": earliestDue, "slack": leastSlack, "critical-ratio": criticalRatio, "setup": leastSetup,
	"sequence": inSequence}

// Rank is low for the part that comes first: of the lot that has been begun here, then by the rule.
func (m *machine) Rank(cx sim.Context, p sim.Part) (rank float64, may bool) {
	if m.dispatch == inSequence {
		return 0, m.inTurn(cx, cx.OrderOf(p))
	}
	if m.lot != sim.NoLot && cx.LotOf(p) == m.lot {
		return math.Inf(-1), true
	}
	return m.rank(cx, p), true
}

// Sorts tells whether the rank of a part stays as it is while it waits.
func (m *machine) Sorts() bool {
	return m.dispatch == byTable || m.dispatch == earliestDue || m.dispatch == leastSlack
}

// Standing is the rank of a part by a rule of which that is so.
func (m *machine) Standing(cx sim.Context, p sim.Part) float64 { return m.rank(cx, p) }

// Begun is the lot that has been begun.
func (m *machine) Begun() sim.Lot { return m.lot }

func (m *machine) rank(cx sim.Context, p sim.Part) float64 {
	op := cx.Op(p)
	switch m.dispatch {
	case byTable:
		return m.ranks[op]
	case earliestDue:
		return m.due(cx, p)
	case leastSlack:
		return m.due(cx, p) - m.workLeft[op] // and less what time it is, which is the same for all
	case criticalRatio:
		return (m.due(cx, p) - cx.Now().Seconds()) / max(1e-9, m.workLeft[op])
	case leastSetup:
		return meanTime(m.setup.steps(m.tooled, op)...).Seconds()
	case nextInTurn:
		return m.setup.rank(m.tooled, op, m.run)
	case longestWaiting, inSequence:
	}
	return 0
}

// due is when a part is wanted, in seconds; of one that nobody wants by some time it is never.
func (m *machine) due(cx sim.Context, p sim.Part) float64 {
	if o := cx.OrderOf(p); o != sim.NoOrder && m.orders[o].Due != NoDue {
		return m.orders[o].Due.Seconds()
	}
	return math.Inf(1)
}

// inTurn tells whether a part of an order may come where a list says which comes when: none but the next may, and after the
// last whatever comes.
func (m *machine) inTurn(cx sim.Context, order sim.Order) bool {
	t := cx.Turns(m.most)
	for t.At < len(m.sequence) && m.exhausted(cx, t) {
		t.Next()
	}
	return t.At == len(m.sequence) || m.sequence[t.At] == order
}

// exhausted tells whether no more parts come of the order whose turn it is, since those that have not come are scrap or lost
// elsewhere.
func (m *machine) exhausted(cx sim.Context, t *sim.Turns) bool {
	order := m.sequence[t.At]
	gone := cx.Gone(order)
	if gone == t.Gone { // as it was when it was last looked at
		return false
	}
	t.Gone = gone
	return cx.Alive(t.Came) >= m.orders[order].Quantity-gone
}

// begins notes what lot has been begun, and how far the list of orders has come.
func (m *machine) begins(cx sim.Context, p sim.Part) {
	if m.lots {
		m.lot = cx.LotOf(p)
	}
	if len(m.sequence) == 0 {
		return
	}
	if t := cx.Turns(m.most); t.At < len(m.sequence) && m.sequence[t.At] == cx.OrderOf(p) {
		if t.Came = append(t.Came, cx.Number(p)); len(t.Came) >= m.orders[m.sequence[t.At]].Quantity {
			t.Next()
		}
	}
}

// dispatching tells a machine by what it chooses among the parts that wait.
func (b *builder) dispatching(p *Placed, w *works) error {
	rule := p.Text("dispatch")
	w.dispatch, w.orders = dispatches[rule], b.model.Orders
	if w.setup.turns != nil && w.setup.rounds == nil {
		w.dispatch = nextInTurn
	}
	w.lots = w.dispatch != longestWaiting && slices.ContainsFunc(b.model.Orders, func(o Order) bool { return o.Lot > 0 })
	switch w.dispatch {
	case byTable:
		for i := range b.tasks {
			w.ranks = append(w.ranks, b.rank(rule, i, p, w))
		}
	case leastSlack, criticalRatio:
		for i := range b.tasks {
			left, _ := b.workLeft(i, p)
			w.workLeft = append(w.workLeft, left)
		}
	case inSequence:
		for _, number := range p.Texts("sequence") {
			order := slices.IndexFunc(b.model.Orders, func(o Order) bool { return o.Number == number })
			if order < 0 {
				return fmt.Errorf("sequence: want orders that exist, have %q", number)
			}
			w.sequence, w.listed = append(w.sequence, sim.Order(order)), append(w.listed, "parts of order "+number)
			w.most = max(w.most, b.model.Orders[order].Quantity)
		}
	case longestWaiting, earliestDue, leastSetup, nextInTurn:
	}
	return nil
}

// rank is the number by which a rule takes parts of a task at a machine, the lowest first.
func (b *builder) rank(rule string, task int, p *Placed, w *works) float64 {
	t, here := &b.tasks[task], 0.0
	for _, ph := range []phase{loading, working, unloading} {
		here += meanTime(w.steps[ph][task]...).Seconds()
	}
	product := Product{}
	if len(b.model.Products) > 0 {
		product = b.model.Products[t.product]
	}
	switch rule {
	case "spt":
		return here
	case "lpt":
		return -here
	case "wspt":
		return here / weightOf(&product)
	case "priority":
		return -float64(product.Priority)
	}
	left, ops := b.workLeft(task, p)
	switch rule {
	case "lwkr":
		return left
	case "mwkr":
		return -left
	default: // mopnr
		return -float64(ops)
	}
}

func weightOf(p *Product) float64 {
	if p.Weight > 0 {
		return p.Weight
	}
	return 1
}

// workOf is what load, work and unloading of a task take at a station on average, in seconds.
func (b *builder) workOf(t *task, s *Spec) float64 {
	total := 0.0
	for _, key := range []string{"load", "cycle", "unload"} {
		if d := t.own(s, key); d != nil {
			total += d.Mean()
		}
	}
	return total
}

// workLeft is the work of a task and of all that follow it in its route, and how many they are: those to come by the first
// of the stations that do them.
func (b *builder) workLeft(task int, p *Placed) (seconds float64, ops int) {
	seconds = b.workOf(&b.tasks[task], p.Spec)
	if b.tasks[task].op == nil {
		return seconds, 1
	}
	for i := task + 1; b.tasks[i].op != nil; i++ {
		seconds += b.workOf(&b.tasks[i], b.plant.Elements[b.at[b.tasks[i].op.At[0]]].Spec)
		ops++
	}
	return seconds, ops + 1
}

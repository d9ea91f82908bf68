package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"tweeling/sim/dist"
	"tweeling/sim/plant"
)

// A BookEntry is one order of the scenario itself, [order.NUMBER], with what measures do to it.
type BookEntry struct {
	Number, Product string
	Quantity, Lot   int           // Lot 0: not said
	Release, Due    string        // a day, a moment or a time after, in one form; "" when not said
	Every           time.Duration // 0: it comes once
	LatePerDay      float64       // 0: not said
	LateOnce        float64
}

// Book lists the orders that a plan's scenario itself says, by number; those of table files are not among them. Of a plan
// that does not exist there are none.
func (s *Scenario) Book(plan string) []BookEntry {
	names, err := s.plan(plan)
	if err != nil {
		return nil
	}
	return s.draw(s.reader(), s.picked(names)).book
}

// readBook reads the orders of the scenario itself, in order of their numbers.
func (d *draft) readBook(n *node) {
	fine := d.eachNamed(n, maxBook, validNumber, func(string, *node) {})
	some := n != nil && len(n.keys) > 0
	switch {
	case d.ordered == nil && some:
		d.tell(n, `want a source that releases orders, with release = "orders", have none`)
	case d.ordered != nil && d.ordered.node.get("orders") == nil && !some:
		d.tell(orderedAt(d.ordered), "want orders, as [order.NUMBER] with product and quantity, or orders = { csv = \"orders.csv\" }, have none")
	}
	if !some || !fine && len(n.keys) > maxBook {
		return
	}
	listed := map[string]bool{}
	for _, o := range d.model.Orders {
		listed[o.Number] = true
	}
	for _, number := range n.sorted() {
		child := n.table[number]
		if child.table == nil || validNumber(number) != nil {
			continue
		}
		if listed[number] {
			d.tell(child, "want each order once, have %q in the list of line.%s too", number, d.ordered.spec.Name)
			continue
		}
		d.enter(number, child)
	}
}

// sortOrders lays all orders by their release, alike ones as they were read: those of the list, then those of the scenario.
func (d *draft) sortOrders() {
	slices.SortStableFunc(d.model.Orders, func(a, b plant.Order) int { return cmp.Compare(a.Release, b.Release) })
	parts := 0
	for i, o := range d.model.Orders {
		if i > 0 && o.Release > d.model.Orders[i-1].Release {
			parts = 0
		}
		if parts += o.Quantity; parts > maxTogether {
			d.tell(orderedAt(d.ordered), "want at most %d parts that are released at one moment, have more with the order %s", maxTogether, o.Number)
			return
		}
	}
}

// enter reads one order and lets it come as often as it does.
func (d *draft) enter(number string, n *node) {
	if n.get("product") == nil && len(n.path) > 0 && n.path[0] == "measure" {
		d.tell(n, "want an order that exists, or a product and a quantity for a new one, have neither; there are %s", lazy(func() string {
			return orNone(nearest(number, slices.DeleteFunc(d.tree.get("order").sorted(), func(other string) bool { return other == number })))
		}))
		return
	}
	before := d.found.hits
	p := d.part(&element{spec: plant.Spec{Name: "order." + number}}, n, plant.OrderKeys)
	o := BookEntry{Number: number, Product: p.spec.Text("product"), Quantity: p.spec.Count("quantity"), Lot: p.spec.Count("lot"), Every: p.spec.Span("every"),
		LatePerDay: p.spec.Number("late_penalty_per_day"), LateOnce: p.spec.Number("late_penalty")}
	if at := n.get("every"); at != nil && o.Every == 0 && (d.found.hits == before || at.isZeroTime()) {
		d.tell(at, "want a time above 0s, have %s", said(at))
	}
	product := d.productNamed(o.Product)
	if product < 0 || d.found.hits > before {
		return // told here, or with the references
	}
	one := plant.Order{Number: number, Product: product, Quantity: o.Quantity, Lot: min(o.Lot, o.Quantity), Due: plant.NoDue}
	d.penalty(&one, &p.spec)
	if release, ok := p.spec.Values["release"].(moment); ok {
		one.Release, o.Release = release.since(d.run.Start, 0), release.String()
	}
	if due, ok := p.spec.Values["due"].(moment); ok {
		one.Due, o.Due = due.until(d.run.Start, one.Release), due.String()
		if one.Due <= one.Release && (o.Release != "" || due.at.IsZero()) {
			d.tell(n.get("due"), "want it due after its release, have %s and %s", o.Due, cmp.Or(o.Release, "the start of the run"))
			return
		}
	}
	d.book = append(d.book, o)
	d.repeat(n, one, o.Every)
}

// repeat adds an order to the model, once or as often as it comes until the run ends.
func (d *draft) repeat(n *node, first plant.Order, every time.Duration) {
	end := d.run.Warmup + d.run.Horizon
	switch {
	case first.Due < 0 && every == 0:
		d.note(n, "is due before the run begins")
	case first.Release >= end:
		d.note(n, "is released after the run ends")
	}
	if every == 0 {
		first.Release = max(0, first.Release)
		d.model.Orders = append(d.model.Orders, first)
		return
	}
	skip := max(0, int64((every-1-first.Release)/every)) // those before the start
	times := max(0, int64((end-first.Release+every-1)/every)-skip)
	if times > int64(maxOrders-len(d.model.Orders)) {
		d.tell(n.get("every"), "want at most %d orders in all, have more by the end of the run", maxOrders)
		return
	}
	for k := range times {
		o := first
		o.Number, o.Series = fmt.Sprintf("%s/%d", first.Number, k+1), first.Number
		later := time.Duration(skip+k) * every
		o.Release += later
		if o.Due != plant.NoDue {
			o.Due += later
		}
		d.model.Orders = append(d.model.Orders, o)
	}
}

// isZeroTime tells of a time that is written as none.
func (n *node) isZeroTime() bool {
	text, _ := n.text()
	seconds, err := dist.Span(text)
	return err == nil && seconds == 0
}

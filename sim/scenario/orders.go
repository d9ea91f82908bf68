package scenario

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tweeling/sim/eventlog"
	"tweeling/sim/plant"
)

const maxOrders = 100_000

// orderList reads the orders of a source into the model. Times become those since the start of the run.
func (d *draft) orderList(e *element, n *node) {
	d.ordered = e // whatever is wrong with the list
	if !isTableFile(n) {
		d.tell(n, `want a file, such as { csv = "orders.csv" } or { xlsx = "orders.xlsx", sheet = "Orders" }, have %s`, said(n))
		return
	}
	table, key, ok := d.tableFile(n, fileKeys, nil)
	if !ok {
		return
	}
	list, err := d.tables.orders(key)
	if err != nil {
		d.tellTable(n, err)
		return
	}
	if len(list.Orders) > maxOrders {
		d.tell(n, "want at most %d orders, have %d", maxOrders, len(list.Orders))
		return
	}
	if len(list.Unused) > 0 {
		d.note(n, "nothing is read from the columns %s", strings.Join(list.Unused, ", "))
	}
	if d.orders(n, table.Name, list) {
		d.noteOrders(n)
	}
}

// orderedAt is where a source says that it releases orders.
func orderedAt(source *element) *node {
	if n := source.node.get("orders"); n != nil {
		return n
	}
	return source.node.get("release")
}

// orders turns the rows of a list into orders of the model, in order of the file.
func (d *draft) orders(n *node, file string, list *eventlog.OrderList) bool {
	start := d.run.Start
	for _, o := range list.Orders {
		product := d.productNamed(o.Product)
		if product < 0 {
			d.noSuchProduct(n, Mistake{File: file, Line: o.Line, Key: list.ProductColumn}, o.Product)
			continue
		}
		if dated := !o.Release.IsZero() || !o.Due.IsZero(); dated && start.IsZero() {
			d.tell(n, "want the day on which the run begins, start in [run], since orders have dates, have none")
			return false
		}
		one := plant.Order{Number: o.Number, Product: product, Quantity: o.Quantity, Lot: min(o.Lot, o.Quantity), Due: plant.NoDue}
		d.penalty(&one, nil)
		if !o.Release.IsZero() {
			one.Release = max(0, since(start, o.Release))
		}
		if !o.Due.IsZero() {
			one.Due = since(start, o.Due)
		}
		d.model.Orders = append(d.model.Orders, one)
	}
	return true
}

// penalty says what it costs that an order is late: as it says itself, else as its product does.
func (d *draft) penalty(o *plant.Order, says *plant.Spec) {
	money := d.products[o.Product].money
	o.LatePerDay, o.LateOnce = money.LatePerDay, money.LateOnce
	if says != nil && says.Has("late_penalty_per_day") {
		o.LatePerDay = says.Number("late_penalty_per_day")
	}
	if says != nil && says.Has("late_penalty") {
		o.LateOnce = says.Number("late_penalty")
	}
}

// since is the time between two moments, as far as a run can reach.
func since(start, at time.Time) time.Duration {
	return min(max(at.Sub(start), -3*maxHorizon), 3*maxHorizon) // Sub stays within bounds itself
}

// noSuchProduct tells of an order for a product that does not exist.
func (d *draft) noSuchProduct(n *node, at Mistake, name string) {
	if d.found.full(true) {
		return
	}
	var names []string
	for i := range d.products {
		names = append(names, d.products[i].model.Name)
	}
	at.Text = fmt.Sprintf("want a product that exists, have %q; there are %s", name, orNone(nearest(name, names)))
	d.found.addIn(n, at)
}

// noteOrders says what of the orders lies outside of the run.
func (d *draft) noteOrders(n *node) {
	end, late, after := d.run.Warmup+d.run.Horizon, 0, 0
	for _, o := range d.model.Orders {
		if o.Due < 0 {
			late++
		}
		if o.Release >= end {
			after++
		}
	}
	if late > 0 {
		d.note(n, "%d of %d orders are due before the run begins", late, len(d.model.Orders))
	}
	if after > 0 {
		d.note(n, "%d of %d orders are released after the run ends", after, len(d.model.Orders))
	}
}

// noteLots says what becomes of orders otherwise than one may think.
func (d *draft) noteLots() {
	if d.ordered == nil {
		return
	}
	if n := d.ordered.node.get("when_full"); n != nil && d.ordered.spec.Text("when_full") == "lose" {
		d.note(n, "an order of which a part is lost is never done")
	}
	chooses := func(e *element) bool { rule := e.spec.Text("dispatch"); return rule != "" && rule != "fifo" }
	lots := slices.ContainsFunc(d.model.Orders, func(o plant.Order) bool { return o.Lot > 1 })
	if lots && !slices.ContainsFunc(d.elements, chooses) {
		d.note(orderedAt(d.ordered), "lots of orders change nothing: no machine has a dispatch that could part them")
	}
}

// mixByOrders takes the shares of products from the parts that are ordered.
func (d *draft) mixByOrders(e *element) {
	total := 0.0
	for i := range d.products {
		d.products[i].model.Share = 0
	}
	for _, o := range d.model.Orders {
		total += float64(o.Quantity)
		d.products[o.Product].model.Share += float64(o.Quantity)
	}
	for i := range d.products {
		if total > 0 {
			d.products[i].model.Share /= total
		}
	}
	d.unusedShares("the orders of line." + e.spec.Name)
}

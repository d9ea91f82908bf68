package scenario

import (
	"math"

	"tweeling/sim/cost"
	"tweeling/sim/plant"
)

// products reads all products, in order of their names.
func (d *draft) readProducts(n *node) {
	d.each(n, maxProducts, func(string, *node) {})
	if n != nil && len(n.keys) > maxProducts {
		return
	}
	for _, name := range n.sorted() {
		child := n.table[name]
		if child.table == nil || validName(name) != nil {
			continue
		}
		d.products = append(d.products, d.product(name, child))
	}
}

// maxPriority is the most urgent that a product can be, as a station.
const maxPriority = 1000

// A product is one kind of part, with where it is written.
type product struct {
	node   *node
	model  plant.Product
	money  cost.Product
	shared bool // it says its share
	wrong  bool // the share is none, which is told
}

func (d *draft) product(name string, n *node) product {
	p := product{node: n, model: plant.Product{Name: name}, money: cost.Product{Name: name}}
	d.table(n, productKeys, fills{
		"title":  func(n *node, _ *plant.Key) { p.model.Title = d.title(n).In("en") },
		"family": d.textTo(&p.model.Family),
		"share": func(n *node, k *plant.Key) {
			share, ok := d.number(n, k.Min, k.Max)
			p.model.Share, p.shared, p.wrong = share, true, !ok
		},
		"carrier":       d.flagTo(&p.model.Carrier),
		"priority":      d.countTo(&p.model.Priority),
		"weight":        d.numberTo(&p.model.Weight),
		"price":         d.numberTo(&p.money.Price),
		"material_cost": d.numberTo(&p.money.MaterialCost),
		"demand_per_year": func(n *node, k *plant.Key) {
			p.money.Unlimited = n.value == "unlimited"
			switch {
			case !p.money.Unlimited:
				d.numberTo(&p.money.DemandPerYear)(n, k)
			case len(n.adjust) > 0:
				d.refuseRelative(n, "want a demand_per_year that is a number to change, have \"unlimited\"; write the value itself")
			}
		},
		"escape_cost":          d.numberTo(&p.money.EscapeCost),
		"late_penalty_per_day": d.numberTo(&p.money.LatePerDay),
		"late_penalty":         d.numberTo(&p.money.LateOnce),
		"op":                   func(n *node, _ *plant.Key) { d.route(&p, n) },
		"done": func(n *node, _ *plant.Key) {
			if text, ok := d.text(n); ok {
				p.model.Done = text
				d.refs = append(d.refs, reference{at: n, from: &element{}, name: text, kinds: plant.Ways})
			}
		},
	})
	if n.get("price") != nil && n.get("demand_per_year") == nil {
		d.tellOf(n, "demand_per_year", `want how many can be sold in a year, or "unlimited", since it has a price, have nothing`)
	}
	if p.model.Carrier {
		d.checkCarrierProduct(n)
	}
	p.model.Weekly = p.money.DemandPerYear / d.econ.WeeksPerYear
	return p
}

// checkCarrierProduct tells of what is said of a carrier as if it were made and sold.
func (d *draft) checkCarrierProduct(n *node) {
	for _, key := range []string{"share", "price", "demand_per_year", "material_cost", "late_penalty", "late_penalty_per_day"} {
		if said := n.get(key); said != nil {
			d.tell(said, "want nothing of the sort of a carrier, which stays in the line and is neither made nor sold")
		}
	}
}

// mix settles which products come in which shares: as a source's sequence says, or its demand, or the shares.
func (d *draft) mix() {
	sequence, demand := d.entering()
	switch {
	case len(d.products) == 0:
		if demand != nil {
			d.tell(demand.node.get("release"), "want products with a demand_per_year, have no products")
		}
	case d.ordered != nil:
		d.mixByOrders(d.ordered)
	case sequence != nil:
		d.mixBySequence(sequence)
	case demand != nil:
		d.mixByDemand(demand)
	default:
		d.mixByShare()
	}
}

// entering finds the source that has a sequence, and one that releases by demand.
func (d *draft) entering() (sequence, demand *element) {
	sources := 0
	for _, e := range d.elements {
		if e.spec.Kind != "source" {
			continue
		}
		if e.spec.Text("product") == "" { // what one brings that is all of one product is no matter of the mix
			sources++
		}
		if len(e.spec.Refs("sequence")) > 0 {
			sequence = e
		}
		if e.spec.Text("release") == "demand" {
			demand = e
		}
	}
	if d.ordered != nil && sources > 1 {
		d.tell(orderedAt(d.ordered), "want orders only where there is one source without a product of its own, have %d", sources)
	}
	if d.ordered != nil && sequence != nil {
		d.tell(sequence.node.get("sequence"), "want a sequence without orders, which say the products themselves, have both")
	}
	if sequence != nil && sources > 1 {
		d.tell(sequence.node.get("sequence"), "want a sequence only where there is one source without a product of its own, have %d", sources)
	}
	if demand != nil && sources > 1 {
		d.tell(demand.node.get("release"), "want release by demand only where there is one source without a product of its own, have %d", sources)
	}
	return sequence, demand
}

func (d *draft) mixBySequence(e *element) {
	names := e.spec.Refs("sequence")
	for i := range d.products {
		d.products[i].model.Share = 0
	}
	d.model.Sequence = nil
	for _, name := range names {
		for i := range d.products {
			if d.products[i].model.Name == name {
				d.model.Sequence = append(d.model.Sequence, i)
				d.products[i].model.Share += 1 / float64(len(names))
			}
		}
	}
	d.unusedShares("the sequence of line." + e.spec.Name)
}

func (d *draft) mixByDemand(e *element) {
	total, aside := 0.0, d.aside()
	for i := range d.products {
		p := &d.products[i]
		if p.money.DemandPerYear == 0 && aside[p.model.Name] {
			continue
		}
		switch n := p.node.get("demand_per_year"); {
		case n == nil:
			d.tellOf(p.node, "demand_per_year", "want how many a year, since line.%s releases by demand, have nothing", e.spec.Name)
		case p.money.Unlimited:
			d.tell(n, "want how many a year, since line.%s releases by demand, have \"unlimited\"", e.spec.Name)
		}
		total += p.model.Weekly
	}
	if total <= 0 {
		d.tell(e.node.get("release"), "want some demand_per_year of some product, have none")
		return
	}
	for i := range d.products {
		d.products[i].model.Share = d.products[i].model.Weekly / total
	}
	d.unusedShares("the demand that line." + e.spec.Name + " releases by")
}

func (d *draft) unusedShares(by string) {
	for i := range d.products {
		if d.products[i].shared {
			d.note(d.products[i].node.get("share"), "is not used: the mix follows %s", by)
		}
	}
}

func (d *draft) mixByShare() {
	if len(d.products) == 1 && !d.products[0].shared {
		d.products[0].model.Share = 1
		return
	}
	total, missing, aside := 0.0, false, d.aside()
	if !d.draws() {
		d.unusedShares("what each source says itself")
		return
	}
	if one := d.onlyDrawn(aside); one != nil {
		one.model.Share = 1
		return
	}
	for i := range d.products {
		total += d.products[i].model.Share
		missing = missing || d.products[i].wrong
		if !d.products[i].shared && !aside[d.products[i].model.Name] {
			missing = true
			d.tellOf(d.products[i].node, "share", "want the share of the parts that are this product, have nothing")
		}
	}
	if !missing && math.Abs(total-1) > 1e-9 {
		d.tell(d.products[0].node.get("share"), "want shares of all products that sum to 1, have %v", rounded(total))
	}
}

// onlyDrawn is the only product that comes in by the mix and says no share, which it does not need.
func (d *draft) onlyDrawn(aside map[string]bool) *product {
	var one *product
	for i := range d.products {
		if p := &d.products[i]; p.shared || !aside[p.model.Name] {
			if one != nil || p.shared {
				return nil
			}
			one = p
		}
	}
	return one
}

// rounded is a number as people would write it.
func rounded(x float64) float64 { return math.Round(x*1e9) / 1e9 }

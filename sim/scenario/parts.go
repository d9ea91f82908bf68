package scenario

import (
	"slices"

	"tweeling/sim/plant"
)

// maxParts is how many of one thing a table may ask for.
const maxParts = 100_000

// anyPart is what stands for a part where no products are told apart.
const anyPart = "parts"

// parts reads how many of what: of products, or of what comes from elements.
func (d *draft) parts(n *node, k *plant.Key) (plant.Bill, bool) {
	if !d.isTable(n) {
		return nil, false
	}
	var bill plant.Bill
	for _, name := range n.keys {
		child := n.table[name]
		if !d.names(child, name, k) {
			d.lost = true
			continue
		}
		if count, ok := d.count(child, 1, maxParts); ok {
			bill = append(bill, plant.Component{Name: name, Count: count})
		}
	}
	if len(bill) == 0 && len(n.keys) == 0 {
		d.tell(n, "want at least one name and how many of it, such as { %s = 1 }, have none", firstOr(d.productNames(), anyPart))
	}
	return bill, len(bill) > 0
}

// names tells whether there is such a product, or where the key allows it such an element.
func (d *draft) names(at *node, name string, k *plant.Key) bool {
	if slices.Contains(d.productNames(), name) {
		return true
	}
	switch {
	case slices.Contains(k.Options, "element"):
		if d.tree.get("line", name) != nil {
			return true
		}
		d.tell(at, "want a product, or an element that leads here, have %q, which is neither%s", name, d.gone("line."+name))
		return false
	case name == anyPart && len(d.products) == 0:
		return true
	}
	return d.isProduct(at, name)
}

func (d *draft) productNames() []string {
	names := make([]string, len(d.products))
	for i := range d.products {
		names[i] = d.products[i].model.Name
	}
	return names
}

// aside are the products that do not come in by the mix: they come from a source of their own, are made of others, or are
// carriers.
func (d *draft) aside() map[string]bool {
	aside := map[string]bool{}
	for i := range d.products {
		if d.products[i].model.Carrier {
			aside[d.products[i].model.Name] = true
		}
	}
	for _, e := range d.elements {
		aside[e.spec.Text("product")] = true
		aside[e.spec.Text("makes")] = true
		for _, c := range slices.Concat(e.spec.Bill("gives"), e.spec.Bill("stock")) {
			aside[c.Name] = true
		}
		own, _ := e.spec.Values["needs"+perProduct].(map[string]plant.Bill)
		for name := range own {
			aside[name] = true
		}
	}
	return aside
}

// draws tells whether some source draws its products by the mix.
func (d *draft) draws() bool {
	return slices.ContainsFunc(d.elements, func(e *element) bool { return e.spec.Kind == "source" && e.spec.Text("product") == "" })
}

// checkOwnProduct checks a source of one product.
func (d *draft) checkOwnProduct(e *element) {
	n := e.node.get("product")
	if n == nil {
		return
	}
	if e.node.get("sequence") != nil || e.spec.Text("release") == "orders" {
		d.tell(n, "want it without sequence and orders, which say the products themselves, have both")
	}
	if i := slices.Index(d.productNames(), e.spec.Text("product")); i >= 0 && d.products[i].model.Carrier {
		d.tell(n, "want a product that is no carrier, have %q; put carriers into a buffer with stock = { %s = 6 }", e.spec.Text("product"), e.spec.Text("product"))
	}
}

package scenario

import (
	"slices"

	"tweeling/sim/cost"
	"tweeling/sim/plant"
)

// A draft is one plan on its way from a tree to a model.
type draft struct {
	*reader
	run      RunSettings
	econ     cost.Economics
	tree     *node
	removed  map[string]string // paths that the plan takes away, and the measure that does
	model    plant.Model
	products []product
	routed   []plant.Product // with their routes
	elements []*element      // by name, then in declared order
	named    map[string]*element
	refs     []reference
	ordered  *element // the source that has orders
	book     []BookEntry
	lost     bool // some element or some way was not understood, so that the flow cannot be checked
	skills   []reference
}

// An element is one element on its way from a node to a spec.
type element struct {
	node *node
	spec plant.Spec
	kind *plant.Kind
}

// draw reads and checks everything a model is made of.
func (r *reader) draw(tree *node, removed map[string]string, run RunSettings, econ cost.Economics) *draft {
	d := &draft{reader: r, run: run, econ: econ, tree: tree, removed: removed, named: map[string]*element{}}
	d.readShifts(tree.get("shift"))
	d.readProducts(tree.get("product"))
	d.routed = d.routes()
	d.readElements(tree)
	d.readBook(tree.get("order"))
	d.sortOrders()
	d.findSkilled()
	d.mix()
	d.checkReferences()
	d.checkRoutes()
	d.order()
	d.checkWays()
	d.checkMending()
	d.checkPull()
	if !d.lost {
		d.checkFlow()
	}
	d.checkPeople()
	for _, p := range d.products {
		d.model.Products = append(d.model.Products, p.model)
	}
	for _, e := range d.elements {
		d.model.Elements = append(d.model.Elements, e.spec)
	}
	d.model.AddQueues()
	d.resize()
	d.checkSeveral()
	d.checkStandstills()
	d.checkSetups()
	d.noteLots()
	d.checkStandby()
	d.checkStops()
	d.checkSpares()
	d.checkSupplies()
	return d
}

func (d *draft) readElements(tree *node) {
	line := tree.get("line")
	if line == nil {
		d.tellOf(tree, "line", "want a line, as [line.NAME] for each element, have none")
		return
	}
	d.lost = !d.each(line, maxElements, func(string, *node) {}) || d.lost
	if len(line.keys) > maxElements {
		return
	}
	for _, name := range line.sorted() {
		child := line.table[name]
		if child.table == nil || validName(name) != nil {
			continue
		}
		if e := d.element(name, child); e != nil {
			d.elements = append(d.elements, e)
			d.named[name] = e
		} else {
			d.lost = true
		}
	}
}

// find returns an element by name, nil when there is none.
func (d *draft) find(name string) *element { return d.named[name] }

// element reads one element.
func (d *draft) element(name string, n *node) *element {
	kindNode := n.get("kind")
	if kindNode == nil {
		d.withoutKind(name, n)
		return nil
	}
	text, ok := d.text(kindNode)
	if !ok {
		return nil
	}
	kind, ok := plant.Find(text)
	if !ok {
		if slices.Contains(plant.NotBuilt, text) {
			d.tell(kindNode, "the kind %q is not built yet; there are %s", text, nearest(text, kindNames()))
		} else {
			d.tell(kindNode, "want a kind that exists, have %q; there are %s", text, nearest(text, kindNames()))
		}
		return nil
	}
	e := &element{node: n, kind: kind, spec: plant.Spec{Name: name, Kind: text, Values: map[string]any{}}}
	for _, key := range n.keys {
		d.key(e, key, n.table[key])
	}
	d.fillIn(e)
	return e
}

func kindNames() []string {
	names := make([]string, len(plant.Kinds))
	for i := range plant.Kinds {
		names[i] = plant.Kinds[i].Name
	}
	return names
}

// withoutKind tells of an element that has no kind: a new one, or a name in a measure that is written wrongly.
func (d *draft) withoutKind(name string, n *node) {
	if len(n.path) > 0 && n.path[0] == "measure" {
		d.tell(n, "want an element that exists, or a kind for a new one, have neither; there are %s", lazy(func() string {
			return nearest(name, slices.DeleteFunc(d.tree.get("line").sorted(), func(other string) bool { return other == name }))
		}))
		return
	}
	d.tellOf(n, "kind", "want one of %s, have nothing", quoted(kindNames()))
}

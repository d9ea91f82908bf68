package scenario

import (
	"maps"
	"slices"
	"strings"

	"tweeling/sim/plant"
)

// checkSeveral checks elements that hold several parts: what can never come together is told before the line runs.
func (d *draft) checkSeveral() {
	for _, e := range d.elements {
		switch e.spec.Kind {
		case "assembly":
			d.checkAssembly(e)
		case "oven", "batch":
			d.checkBatch(e)
		case "palletising":
			d.checkBatch(e)
			d.checkCarrier(e)
		case "depalletising":
			if choose := e.spec.Text("choose"); choose != "first-free" && choose != "product" {
				d.tell(e.node.get("choose"), `want first-free or product where carriers are freed, have %q; put a buffer behind it that chooses`, choose)
			}
		case "source":
			d.checkOwnProduct(e)
		}
		d.checkDefects(e)
		d.checkStock(e)
		if !d.lost && (plant.Gathers(e.spec.Kind) || d.model.Roves(&e.spec)) { // a storage has a queue of its own before it
			d.checkPushed(e)
		}
	}
	d.checkEaten()
}

// bills are the bills of material of an assembly, by the product that each makes, "" for none that is named.
func (d *draft) bills(e *element) map[string]plant.Bill {
	bills := map[string]plant.Bill{}
	if own, ok := e.spec.Values["needs"+perProduct].(map[string]plant.Bill); ok {
		maps.Copy(bills, own)
	}
	if len(bills) == 0 {
		bills[e.spec.Text("makes")] = e.spec.Bill("needs")
	}
	return bills
}

func (d *draft) checkAssembly(e *element) {
	own := e.node.get("needs" + perProduct)
	if own != nil {
		for _, name := range []string{"needs", "makes"} {
			if n := e.node.get(name); n != nil {
				d.tell(n, "want it without needs_by_product, which says what is made of what, have both")
			}
		}
		if len(own.keys) > 1 && e.spec.Text("collect") == "as-they-come" {
			d.tell(e.node.get("collect"), `want "together" where several products are made, have "as-they-come": it cannot know of which the first component is`)
		}
	}
	if d.lost {
		return
	}
	if own == nil && e.node.get("needs") == nil && d.hasQueue(e) {
		d.tellOf(e.node, "needs", "want what it is made of by product, since what comes waits in one queue, such as { housing = 1, screw = 4 }, have nothing")
		return
	}
	at := e.node.get("needs")
	for _, bill := range d.bills(e) {
		for _, c := range bill {
			d.checkComponent(e, firstNode(at, own, e.node), c)
		}
	}
}

func firstNode(nodes ...*node) *node {
	for _, n := range nodes {
		if n != nil {
			return n
		}
	}
	return nil
}

// checkComponent checks that something brings a component, and so many of it at once as are wanted.
func (d *draft) checkComponent(e *element, at *node, c plant.Component) {
	name := e.spec.Name
	isProduct, from := slices.Contains(d.productNames(), c.Name), d.find(c.Name)
	switch {
	case isProduct && from != nil && slices.Contains(from.spec.Ways(), name):
		d.tell(at, "want %q to be one thing, have a product and an element that leads here of that name; rename one of them", c.Name)
		return
	case isProduct && !d.model.Arrives(name, c.Name):
		d.tell(at, "want a way by which %s comes to %s, have none: nobody brings it, so that nothing is ever put together; give a source product = %q and lead it here", c.Name, name, c.Name)
		return
	case !isProduct && (from == nil || !slices.Contains(from.spec.Ways(), name)):
		d.tell(at, "want a product, or an element that leads to %s, have %q; there are %s", name, c.Name, orNone(nearest(c.Name, d.leading(name))))
		return
	}
	if !isProduct && from.kind.Role != plant.Waiting && d.hasQueue(e) {
		d.tell(at, "want a product, since what comes from %s waits with all else in the queue of %s, have %q; name the product, or put a buffer between them", c.Name, name, c.Name)
		return
	}
	room, endless := d.roomBefore(e, func(before string) bool {
		return isProduct && d.model.Leaves(before, c.Name) || before == c.Name
	})
	if e.spec.Text("collect") != "as-they-come" && !endless && room < c.Count {
		d.tell(at, `want room for %d of %s before %s, have room for %d, so that they never are there together; give the place before it more room, or say collect = "as-they-come"`, c.Count, c.Name, name, room)
	}
}

// leading are the elements that lead to one.
func (d *draft) leading(name string) []string {
	var list []string
	for _, e := range d.elements {
		if slices.Contains(e.spec.Ways(), name) {
			list = append(list, e.spec.Name)
		}
	}
	return list
}

// hasQueue tells whether an element has places before it that it says itself, or that it has because operations are done there.
func (d *draft) hasQueue(e *element) bool {
	if e.spec.Has("queue") {
		return e.spec.Count("queue") > 0
	}
	return d.does(e.spec.Name)
}

// roomBefore is how many parts may wait before an element that gathers, at those of the places that lead there that are asked
// for, and whether there is no end to them.
func (d *draft) roomBefore(e *element, asked func(before string) bool) (room int, endless bool) {
	own := d.hasQueue(e)
	if own {
		room, endless = e.spec.Count("queue"), !e.spec.Has("queue")
	}
	for _, before := range d.leading(e.spec.Name) {
		if !asked(before) || own && d.find(before).kind.Role != plant.Waiting {
			continue
		}
		n, more := d.roomAt(before, nil)
		room, endless = room+n, endless || more
	}
	return room, endless
}

// roomAt is how many parts may wait at an element to go on, and whether there is no end to them.
func (d *draft) roomAt(name string, seen []string) (room int, endless bool) {
	e := d.find(name)
	switch {
	case e == nil || slices.Contains(seen, name):
		return 0, false
	case e.spec.Kind == "source":
		if e.spec.Text("when_full") == "lose" {
			return e.spec.Count("room"), false
		}
		return 0, true
	case e.kind.Role == plant.Waiting && e.spec.Count("room") > 0:
		return e.spec.Count("room"), false
	case e.kind.Role == plant.Waiting: // it is looked through
		for _, before := range d.leading(name) {
			n, more := d.roomAt(before, append(seen, name))
			room, endless = room+n, endless || more
		}
		return room, endless
	default:
		return max(1, e.spec.Count("count")), false
	}
}

// checkBatch checks that a batch can ever be full, or need not be.
func (d *draft) checkBatch(e *element) {
	size := max(1, e.spec.Count("batch"))
	least := size
	if e.spec.Has("minimum") {
		least = e.spec.Count("minimum")
	}
	if least > size {
		d.tell(e.node.get("minimum"), "want at most %d, which is the batch, have %d", size, least)
		return
	}
	if n := e.node.get("alike"); n != nil && e.spec.Text("alike") != "any" && len(d.products) == 0 {
		d.tell(n, "want products to tell apart, have none")
	}
	if d.lost || e.spec.Text("collect") == "as-they-come" || e.spec.Span("maximum_wait") > 0 {
		return
	}
	room, endless := d.roomBefore(e, func(string) bool { return true })
	if !endless && room < least {
		at := firstNode(e.node.get("minimum"), e.node.get("batch"), e.node)
		d.tell(at, `want room before it for the %d parts that it waits for, have room for %d, so that it never begins; give the place before it more room, say minimum or maximum_wait, or collect = "as-they-come"`, least, room)
	}
}

// checkCarrier checks that there are carriers.
func (d *draft) checkCarrier(e *element) {
	name, at := e.spec.Text("carrier"), e.node.get("carrier")
	i := slices.Index(d.productNames(), name)
	switch {
	case i < 0: // told already
	case !d.products[i].model.Carrier:
		d.tell(at, "want a product that is a carrier, have %q; say carrier = true of product.%s", name, name)
	case !d.lost && !d.model.Arrives(e.spec.Name, name):
		d.tell(at, "want a way by which %s comes here, have none; a buffer with stock = { %s = 6 } that leads here is where empty ones wait, and carriers_to of the element of the kind depalletising leads back to it", name, name)
	}
}

// checkStock checks that what is there at the start has room.
func (d *draft) checkStock(e *element) {
	n, total := e.node.get("stock"), 0
	if n == nil {
		return
	}
	for _, c := range e.spec.Bill("stock") {
		total += c.Count
	}
	if room := e.spec.Count("room"); total > room {
		d.tell(n, "want at most %d, for which there is room, have %d", room, total)
	}
}

// checkPushed tells of elements that wait for a place at one that gathers, which has none for what is pushed.
func (d *draft) checkPushed(e *element) {
	for _, name := range d.leading(e.spec.Name) {
		d.checkPushing(e, name, nil)
	}
}

func (d *draft) checkPushing(e *element, name string, seen []string) {
	from := d.find(name)
	if from == nil || slices.Contains(seen, name) || d.hasQueue(e) && from.kind.Role != plant.Waiting {
		return
	}
	s := &from.spec
	switch {
	case from.kind.Role == plant.Waiting && s.Count("room") == 0:
		for _, before := range d.leading(name) {
			d.checkPushing(e, before, append(seen, name))
		}
	case s.Kind == "source" && s.Text("when_full") == "lose" && s.Count("room") == 0:
		d.tell(from.node.get("to"), "want a buffer before %s, which takes what it gathers from where it waits, have a source that loses what finds no room", e.spec.Name)
	case from.kind.Role == plant.Station && !opensUp(s.Kind) && (s.Text("blocking") == "before-service" || s.Kind == "storage" || d.unloads(s)):
		d.tell(from.node.get("to"), "want a buffer with room between %s, which waits for a place before it goes on, and %s, which takes what it gathers from where it waits, have none", name, e.spec.Name)
	}
}

// opensUp tells whether a station gives its parts one by one, without a place that is kept.
func opensUp(kind string) bool {
	return slices.Contains([]string{"disassembly", "oven", "unbatch", "depalletising"}, kind)
}

func (d *draft) unloads(s *plant.Spec) bool {
	_, people := s.Crew()["unload"]
	return people || s.Has("unload") || s.Has("unload"+perProduct) || s.Text("robot") != ""
}

// checkEaten tells of bills of material that go in a circle: something is needed to make itself.
func (d *draft) checkEaten() {
	needs, at := map[string][]string{}, map[string]*node{}
	for _, e := range d.elements {
		if e.spec.Kind != "assembly" {
			continue
		}
		for made, bill := range d.bills(e) {
			for i, c := range bill {
				if made == "" || i == 0 && c.Name == made {
					continue
				}
				needs[made] = append(needs[made], c.Name)
				at[made] = firstNode(e.node.get("needs"), e.node.get("needs"+perProduct), e.node)
			}
		}
	}
	for _, made := range d.productNames() {
		if round := circleOf(made, needs); round != nil {
			d.tell(at[made], "want a bill of material that ends, have one that goes round: %s needs itself", strings.Join(round, " needs "))
			return
		}
	}
}

// circleOf is the way from a product by its needs back to itself; nil: there is none.
func circleOf(made string, needs map[string][]string) []string {
	seen := map[string]bool{}
	var walk func(name string, trail []string) []string
	walk = func(name string, trail []string) []string {
		for _, next := range needs[name] {
			if next == made {
				return trail
			}
			if !seen[next] {
				seen[next] = true
				if round := walk(next, append(slices.Clone(trail), next)); round != nil {
					return round
				}
			}
		}
		return nil
	}
	return walk(made, []string{made})
}

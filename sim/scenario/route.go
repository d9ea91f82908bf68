package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tweeling/sim/plant"
)

// maxRoute is how many operations one route may have, and maxOperation how large the number of one.
const (
	maxRoute     = 200
	maxOperation = 1_000_000
)

// validOperation says what is wrong with the number of an operation, nil when nothing is.
func validOperation(name string) error {
	if n, err := strconv.Atoi(name); err != nil || n < 0 || n > maxOperation || strconv.Itoa(n) != name {
		return fmt.Errorf("want the number of an operation, such as 10, have %q", name)
	}
	return nil
}

// route reads the operations of a product, in order of their numbers.
func (d *draft) route(p *product, n *node) {
	d.lost = !d.eachNamed(n, maxRoute, validOperation, func(string, *node) {}) || d.lost
	if n.table == nil || len(n.keys) > maxRoute {
		return
	}
	for _, name := range n.keys {
		child := n.table[name]
		if child.table == nil || validOperation(name) != nil {
			continue
		}
		number, _ := strconv.Atoi(name)
		before := d.found.hits
		op := d.part(&element{spec: plant.Spec{Name: "product." + p.model.Name + ".op." + name}}, child, plant.OperationKeys)
		one := plant.Operation{Number: number, At: op.spec.Refs("at"), Choose: op.spec.Text("choose"), Shares: op.spec.Numbers("shares"),
			Cycle: op.spec.Chance("cycle"), Load: op.spec.Chance("load"), Unload: op.spec.Chance("unload"), Setup: op.spec.Chance("setup"), Family: op.spec.Text("family")}
		if op.spec.Has("scrap") {
			share := op.spec.Number("scrap")
			one.Scrap = &share
		}
		d.checkChoice(child, &one)
		if len(one.At) == 0 || d.found.hits > before {
			d.lost = true
		}
		if len(one.At) > 0 {
			p.model.Ops = append(p.model.Ops, one)
		}
	}
	slices.SortFunc(p.model.Ops, func(a, b plant.Operation) int { return cmp.Compare(a.Number, b.Number) })
	if len(n.keys) == 0 {
		d.tell(n, "want at least one operation, such as op.10 = { at = [\"saw\"], cycle = \"40s\" }, have none")
	}
}

// checkChoice checks what an operation says of how one of several stations is chosen.
func (d *draft) checkChoice(n *node, op *plant.Operation) {
	shares := n.get("shares")
	switch {
	case shares != nil && op.Choose != "random":
		d.tell(shares, `want shares only with choose = "random", have choose = %q`, op.Choose)
	case op.Choose == "random" && shares == nil:
		d.tellOf(n, "shares", `want a share for each of at, since choose is "random", have nothing`)
	case op.Choose == "random":
		s := plant.Spec{Values: map[string]any{"shares": op.Shares, "to": op.At}}
		d.checkShares(shares, &s)
	}
}

// routes are the products, with their routes.
func (d *draft) routes() []plant.Product {
	list := make([]plant.Product, len(d.products))
	for i := range d.products {
		list[i] = d.products[i].model
	}
	return list
}

// hasRoutes tells whether some product has a route.
func (d *draft) hasRoutes() bool {
	return slices.ContainsFunc(d.products, func(p product) bool { return p.node.get("op") != nil })
}

// does tells whether some operation is done at a station.
func (d *draft) does(station string) bool {
	return slices.ContainsFunc(d.products, func(p product) bool {
		return slices.ContainsFunc(p.model.Ops, func(op plant.Operation) bool { return slices.Contains(op.At, station) })
	})
}

// waysOf lists all elements that one leads to: as its to says, by the routes of products, and beside these. What brings
// parts back that are no good leads where they came from, when it says nothing else.
func (d *draft) waysOf(e *element) []string {
	ways := waysOf(&e.spec)
	for _, name := range slices.Concat(plant.RoutesFrom(d.routed, &e.spec), e.spec.Beside(), d.back(e)) {
		if !slices.Contains(ways, name) {
			ways = append(ways, name)
		}
	}
	return ways
}

// back is where parts with a route go from a station that is in none and leads nowhere: back where they came from.
func (d *draft) back(e *element) []string {
	if e.kind.Role != plant.Station || len(e.spec.Refs("to")) > 0 || !d.hasRoutes() || d.does(e.spec.Name) {
		return nil
	}
	var names []string
	for _, o := range d.elements {
		if o.spec.Text("rework_to") == e.spec.Name {
			names = append(names, o.spec.Name)
		}
	}
	return names
}

// checkRoutes checks that each route can be followed to its end, and that what has none has ways.
func (d *draft) checkRoutes() {
	if !d.hasRoutes() {
		return
	}
	for i := range d.products {
		p := &d.products[i]
		for k := range p.model.Ops {
			d.checkOperation(p, &p.model.Ops[k])
		}
		d.checkBoxed(p)
		d.checkDone(p)
	}
	d.routed = d.routes()
	for _, e := range d.elements {
		d.checkWithoutWays(e)
		d.checkEndless(e)
	}
}

// checkOperation tells of stations that do not know how long an operation takes.
func (d *draft) checkOperation(p *product, op *plant.Operation) {
	for _, name := range op.At {
		e := d.find(name)
		if e == nil || op.Cycle != nil || e.spec.ChanceFor("cycle", p.model.Name) != nil {
			continue
		}
		d.tellOf(p.node.get("op", strconv.Itoa(op.Number)), "cycle", "want how long it takes, since line.%s says no cycle, have nothing", name)
	}
}

// checkBoxed tells of operations after one that puts parts into a box, in a route that takes none out again: each is one cycle
// for the whole box.
func (d *draft) checkBoxed(p *product) {
	box := ""
	for k := range p.model.Ops {
		op := &p.model.Ops[k]
		opened, boxed, by := false, "", ""
		for _, name := range op.At {
			switch e := d.find(name); {
			case e == nil:
			case e.spec.Kind == "unbatch":
				opened = true
			case e.spec.Kind == "batch":
				boxed = name
			case box != "" && by == "":
				by = name
			}
		}
		switch {
		case opened:
			return
		case boxed != "":
			box = boxed
		case by != "":
			d.note(p.node.get("op", strconv.Itoa(op.Number)), "is one cycle for the whole box of %s at %s: no later operation of %s is at an unbatch, which takes the parts out again", box, by, p.model.Name)
			return
		}
	}
}

// checkDone settles where parts go after the last operation.
func (d *draft) checkDone(p *product) {
	at := p.node.get("done")
	switch {
	case p.node.get("op") == nil:
		if at != nil {
			d.tell(at, "want it only with operations, op.10 and so on, have none")
		}
		return
	case at != nil:
		return
	}
	var sinks []string
	for _, e := range d.elements {
		if e.kind.Role == plant.Exit {
			sinks = append(sinks, e.spec.Name)
		}
	}
	if len(sinks) == 1 {
		p.model.Done = sinks[0]
		return
	}
	d.lost = true
	d.tellOf(p.node, "done", "want where parts go after the last operation, since there are %d sinks, have nothing", len(sinks))
}

// checkWithoutWays tells of elements from which parts would know no way onwards.
func (d *draft) checkWithoutWays(e *element) {
	_, leads := e.kind.Key("to")
	if !leads || e.node.get("to") != nil || e.kind.Role == plant.Waiting {
		return
	}
	var without []string
	for i := range d.products {
		if p := &d.products[i].model; len(p.Ops) == 0 {
			without = append(without, p.Name)
		}
	}
	switch {
	case e.kind.Role == plant.Entry && len(without) > 0:
		d.tellOf(e.node, "to", "want a list of names, since there is no route (op) of %s, have nothing", shortList(without))
	case e.kind.Role == plant.Station && len(d.waysOf(e)) == 0:
		d.tellOf(e.node, "to", "want a list of names, or an operation of a product that is done here, have neither")
	}
}

// checkEndless tells of sources that would fill a queue without end.
func (d *draft) checkEndless(e *element) {
	if e.kind.Role != plant.Entry || e.spec.Text("release") != "endless" {
		return
	}
	for i := range d.products {
		if p := &d.products[i].model; len(p.Ops) > 0 {
			for _, name := range p.Ops[0].At {
				if first := d.find(name); first != nil && !first.spec.Has("queue") {
					d.tellOf(e.node, "release", "want parts that come by every, demand or orders, or a queue of so many parts at line.%s, where %s goes first, have an endless source before a queue without end", name, p.Name)
					d.lost = true
					return
				}
			}
		}
	}
}

// routes tells how products with a route go, and how one of several stations is chosen.
func (t *teller) routes() {
	var rules []string
	for i := range t.model.Products {
		p := &t.model.Products[i]
		if len(p.Ops) == 0 {
			continue
		}
		var way []string
		for _, op := range p.Ops {
			way = append(way, strings.Join(op.At, " / "))
			if rule := cmp.Or(op.Choose, "shortest"); len(op.At) > 1 && !slices.Contains(rules, rule) {
				rules = append(rules, rule)
			}
		}
		t.say("semantics.route.way", p.Name, strings.Join(append(way, p.Done), ", "))
	}
	if len(rules) > 0 {
		slices.Sort(rules)
		t.say("semantics.route.choose", strings.Join(rules, ", "))
	}
}

// does tells whether operations of products are done at a station.
func (t *teller) does(station string) bool {
	return slices.ContainsFunc(t.model.Products, func(p plant.Product) bool { return len(t.model.OpsAt(station, p.Name)) > 0 })
}

// checkMending checks that bad parts are mended so many times and no more, and that there are some.
func (d *draft) checkMending() {
	for _, e := range d.elements {
		to, limit := e.node.get("rework_to"), e.node.get("rework_limit")
		switch {
		case to != nil && to.value != "none" && limit == nil:
			d.tellOf(e.node, "rework_limit", "want how often a part is sent to be mended, such as 3, or it might go round for ever, have nothing")
		case limit != nil && (to == nil || to.value == "none"):
			d.tell(limit, "want it only with rework_to")
		}
		for _, key := range []string{"rework_to", "scrap_to"} {
			if at := e.node.get(key); at != nil && at.value != "none" && !d.findsBad(e) {
				d.note(at, "no part goes there: line.%s says no scrap", e.spec.Name)
			}
		}
	}
}

// findsBad tells whether some parts are bad after the work of a station.
func (d *draft) findsBad(e *element) bool {
	if e.spec.Kind == "inspection" {
		return true
	}
	for _, key := range []string{"scrap", "scrap" + perProduct, "scrap_after_setup", "scrap_after_restart"} {
		if e.node.get(key) != nil {
			return true
		}
	}
	return slices.ContainsFunc(d.products, func(p product) bool {
		return slices.ContainsFunc(p.model.Ops, func(op plant.Operation) bool { return op.Scrap != nil && slices.Contains(op.At, e.spec.Name) })
	})
}

// bad tells what becomes of bad parts.
func (t *teller) bad(s *plant.Spec) {
	mended := s.Text("rework_to")
	if to := mended; to != "" {
		t.list("semantics.rework.mended", s.Name, strings.TrimSuffix(to, plant.QueueOf("")), s.Count("rework_limit"))
	}
	if to := s.Text("scrap_to"); to != "" {
		t.list("semantics.rework.scrap", s.Name, strings.TrimSuffix(to, plant.QueueOf("")))
	} else if mended == "" {
		t.list("semantics.scrap", s.Name)
	}
}

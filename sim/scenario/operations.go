package scenario

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tweeling/sim/dist"
	"tweeling/sim/eventlog"
)

// exampleOperations is how a table file of operations is named.
const exampleOperations = `{ csv = "routes.csv" }`

// useOperations puts the operations of a table file, operations = { csv = "routes.csv" }, among those that the scenario writes
// itself, as [product.NAME.op.NUMBER]. What it writes itself comes before what the file says of the same operation, and a
// measure may change or remove either.
func (r *reader) useOperations(tree *node) {
	n := tree.get("operations")
	if n == nil {
		return
	}
	if !isTableFile(n) {
		r.tell(n, "want a table file, such as %s, have %s", exampleOperations, said(n))
		return
	}
	unit, fine := "", true
	table, _, ok := r.tableFile(n, operationsKeys, fills{"unit": r.textAnd(&unit, &fine)})
	if !ok || !fine {
		return
	}
	list, err := table.Operations(unit)
	if err != nil {
		r.tellTable(n, err)
		return
	}
	products := tree.get("product")
	if products == nil || products.table == nil {
		r.tell(n, "want products whose operations these are, as [product.NAME], have none")
		return
	}
	r.fillIn(tree, n, table.Name, list)
}

// fillIn puts operations where no others are.
func (r *reader) fillIn(tree, at *node, file string, list []eventlog.Operation) {
	products, line := tree.get("product"), tree.get("line")
	all := newTable(products)
	for _, name := range products.keys {
		all.set(name, products.table[name])
	}
	var others []string
	filled := map[string]*node{}
	for _, o := range list {
		i := slices.IndexFunc(products.keys, func(name string) bool { return strings.EqualFold(name, o.Product) })
		if i < 0 || products.table[products.keys[i]].table == nil {
			if !slices.Contains(others, o.Product) && len(others) < 20 {
				others = append(others, o.Product)
			}
			continue
		}
		name := products.keys[i]
		if filled[name] == nil {
			filled[name] = withOperations(products.table[name])
			all.set(name, filled[name])
		}
		stations, unknown := calledInLine(line, o.Stations)
		if unknown != "" {
			there := ""
			if line != nil {
				there = nearest(unknown, line.sorted())
			}
			r.found.addIn(at, Mistake{File: file, Line: o.Line, Text: fmt.Sprintf("want a station that exists, have %q; there are %s", unknown, orNone(there))})
			continue
		}
		if ops := filled[name].table["op"]; ops.table != nil && ops.get(strconv.Itoa(o.Number)) == nil {
			ops.set(strconv.Itoa(o.Number), operationNode(at, &o, stations))
		}
	}
	if len(others) > 0 {
		r.note(at, "has operations of what is no product here: %s", strings.Join(others, ", "))
	}
	tree.set("product", all)
}

// withOperations is a product of which operations may be set.
func withOperations(p *node) *node {
	c := newTable(p)
	for _, key := range p.keys {
		c.set(key, p.table[key])
	}
	ops := newTable(p)
	if own := p.get("op"); own != nil && own.table == nil {
		return c // a mistake, which is told where it is read
	} else if own != nil {
		ops = newTable(own)
		for _, key := range own.keys {
			ops.set(key, own.table[key])
		}
	}
	c.set("op", ops)
	return c
}

// calledInLine finds stations by the names that another system gives them, without regard to capitals; unknown is the first
// that is not there.
func calledInLine(line *node, names []string) (known []string, unknown string) {
	for _, name := range names {
		i := -1
		if line != nil {
			i = slices.IndexFunc(line.keys, func(key string) bool { return strings.EqualFold(key, name) })
		}
		if i < 0 {
			return nil, name
		}
		known = append(known, line.keys[i])
	}
	return known, ""
}

// operationNode is an operation of a file as a scenario would write it, at the place that names the file.
func operationNode(at *node, o *eventlog.Operation, stations []string) *node {
	n := newTable(at)
	say := func(key string, value any) {
		child := at.bare()
		child.value = value
		n.set(key, child)
	}
	list := make([]any, len(stations))
	for i, name := range stations {
		list[i] = name
	}
	say("at", list)
	for i, key := range eventlog.OperationTimes {
		if o.Times[i] >= 0 {
			say(key, dist.FormatSpan(o.Times[i]))
		}
	}
	if o.Family != "" {
		say("family", o.Family)
	}
	if o.Scrap >= 0 {
		say("scrap", o.Scrap)
	}
	return n
}

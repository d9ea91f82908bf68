package scenario

import (
	"fmt"
	"slices"

	"tweeling/sim/plant"
)

// An insertion is a new element that takes over a way of another.
type insertion struct {
	name          string
	measure       *Measure
	after, before *node
}

// newElements notes which elements a measure puts in between others. Elements of one measure after the same one come in
// the order of their names.
func (o *overlay) newElements(line *node, m *Measure) {
	for _, name := range line.sorted() {
		e := line.table[name]
		after, before := e.get("after"), e.get("before")
		switch {
		case after == nil && before == nil, !mayBeBetween(e): // told where the keys of its kind are read
		case o.base.get("line", name) != nil:
			at := after
			if at == nil {
				at = before
			}
			o.tell(at, "want it of a new element only, have line.%s, which is there already", name)
		case after == nil: // to has to be said then
			o.tell(before, "want it together with after, have no after")
		case !slices.ContainsFunc(o.added, func(i insertion) bool { return i.name == name }):
			o.added = append(o.added, insertion{name, m, after, before})
		}
	}
}

// mayBeBetween tells whether an element is of a kind that can take over a way, as far as its kind is known here.
func mayBeBetween(e *node) bool {
	name, _ := e.get("kind").text()
	kind, ok := plant.Find(name)
	if !ok {
		return true
	}
	_, ok = kind.Key("after")
	return ok
}

// unplaced stands for the ways onwards of a new element whose place was not understood, which is told already.
type unplaced struct{}

// A chain is what has been put into one way: it is entered at head and left at tail.
type chain struct{ from, head, tail, target string }

// insert puts new elements into their places, in the order of the plan: of two after the same element the one of the
// earlier measure comes first along the flow.
func (o *overlay) insert(tree *node) {
	var chains []*chain
	waiting := o.added
	for len(waiting) > 0 {
		var later []insertion
		for _, i := range waiting {
			after, _ := i.after.text()
			if slices.ContainsFunc(waiting, func(j insertion) bool { return j.name == after && j.name != i.name }) {
				later = append(later, i)
				continue
			}
			chains = o.insertOne(tree, i, after, chains)
		}
		if len(later) == len(waiting) {
			o.tell(later[0].after, "want new elements after one that is there, have some that are each after the other")
			for _, i := range later {
				o.giveWay(tree.get("line", i.name), i, unplaced{})
			}
			return
		}
		waiting = later
	}
}

func (o *overlay) insertOne(tree *node, i insertion, after string, chains []*chain) []*chain {
	line := tree.get("line")
	e, from := line.get(i.name), line.get(after)
	if e == nil {
		return chains
	}
	if from == nil || from.table == nil || after == i.name {
		o.tell(i.after, "want an element that exists, have %s%s; there are %s", said(i.after), o.goneBy(after), nearest(after, slices.DeleteFunc(line.sorted(), func(s string) bool { return s == i.name })))
		o.giveWay(e, i, unplaced{})
		return chains
	}
	target, ok := o.way(i, from, after, chains)
	if !ok {
		o.giveWay(e, i, unplaced{})
		return chains
	}
	c := chainOf(chains, after, target)
	if c == nil {
		redirect(from, target, i.name)
		chains = append(chains, &chain{from: after, head: i.name, tail: i.name, target: target})
	} else {
		redirect(line.get(c.tail), target, i.name)
	}
	for _, other := range chains {
		if other.target == target && (other == c || other.tail == after) {
			other.tail = i.name
		}
	}
	o.giveWay(e, i, []any{target})
	return chains
}

// giveWay says where a new element leads to, unless it says so itself.
func (o *overlay) giveWay(e *node, i insertion, to any) {
	if e != nil && e.table != nil && e.get("to") == nil {
		e.set("to", i.after.withValue(to))
	}
}

func chainOf(chains []*chain, from, target string) *chain {
	for _, c := range chains {
		if c.from == from && c.target == target {
			return c
		}
	}
	return nil
}

// way is the way that a new element takes over: the one that before names, or the only one.
func (o *overlay) way(i insertion, from *node, after string, chains []*chain) (string, bool) {
	var ways []string
	add := func(list []string) {
		for _, way := range list {
			for _, c := range chains {
				if c.from == after && c.head == way {
					way = c.target
				}
			}
			if !slices.Contains(ways, way) {
				ways = append(ways, way)
			}
		}
	}
	to, _ := listOf(from.get("to"))
	add(to)
	own := from.get("to_by_product")
	for _, product := range own.sorted() {
		list, _ := listOf(own.table[product])
		add(list)
	}
	if i.before == nil {
		if len(ways) != 1 {
			o.tellOf(i.after, "before", "want which way to take over, since line.%s leads to %s, have nothing", after, orNone(nearest("", ways)))
			return "", false
		}
		return ways[0], true
	}
	before, ok := i.before.text()
	if !ok || !slices.Contains(ways, before) {
		o.tell(i.before, "want where line.%s leads to, have %s; it leads to %s", after, said(i.before), orNone(nearest(before, ways)))
		return "", false
	}
	return before, true
}

// redirect leads all ways of an element to one place to another.
func redirect(e *node, from, to string) {
	change := func(parent *node, key string) {
		n := parent.get(key)
		list, ok := listOf(n)
		if !ok || !slices.Contains(list, from) {
			return
		}
		items := make([]any, len(list))
		for i, name := range list {
			if items[i] = name; name == from {
				items[i] = to
			}
		}
		parent.set(key, n.withValue(items))
	}
	change(e, "to")
	own := e.get("to_by_product")
	for _, product := range own.sorted() {
		change(own, product)
	}
}

func (o *overlay) goneBy(name string) string {
	if m, ok := o.removed["line."+name]; ok {
		return fmt.Sprintf(", which the measure %s removes", m)
	}
	return ""
}

package scenario

import (
	"slices"
	"strings"
)

// fits tells whether what a measure of the catalogue is put on is there, and of the kind it can be put on.
func (o *overlay) fits(m *Measure, all []*Measure) bool {
	before := o.found.hits
	for i := range m.use.of.Places {
		p := &m.use.of.Places[i]
		for _, name := range m.use.on[p.Name] {
			o.standsIn(m, p, name, all)
		}
	}
	if o.found.hits > before {
		return false
	}
	own := m.use.elements()
	for _, name := range m.node.get("line").sorted() {
		switch e := m.node.get("line", name); {
		case e.file.use == nil || slices.Contains(own, name):
		case o.base.get("line", name) != nil:
			o.tell(m.use.at, "want a line without %s, which %s adds to it, have line.%s; call that something else", name, m.use.of.Name, name)
		default:
			o.addedTwice(m, name, all)
		}
	}
	return o.found.hits == before
}

// addedTwice tells of a new element that another measure of the plan adds as well.
func (o *overlay) addedTwice(m *Measure, name string, all []*Measure) {
	for _, other := range all {
		if twice, _ := m.alike(other); other != m && twice == "" && other.node.get("line", name, "kind") != nil {
			o.tell(m.use.at, "want a line without %s, which %s adds to it, have one that the measure %s adds; call that something else", name, m.use.of.Name, other.Name)
		}
	}
}

// standsIn tells what is wrong with what stands in a place.
func (o *overlay) standsIn(m *Measure, p *Place, name string, all []*Measure) {
	at, path := m.use.at.get(p.Name), pathOf(name)
	trees := []*node{o.base}
	for _, other := range all {
		if other != m {
			trees = append(trees, other.node)
		}
	}
	kind, there := "", false
	var modes []string
	for _, tree := range trees {
		e := tree.get(path[:2]...)
		if text, ok := e.get("kind").text(); ok && kind == "" {
			kind = text
		}
		there = there || tree.get(path...) != nil
		modes = append(modes, e.get("failure").sorted()...)
	}
	switch {
	case kind == "":
		o.tell(at, "want %s, have %q, which does not exist; there are %s", p.wanted(), path[1], lazy(func() string { return orNone(nearest(path[1], o.fitting(p))) }))
	case isKind(kind) && !p.MayBe(kind):
		o.tell(at, "want %s, have %q, which is of the kind %s; there are %s", p.wanted(), path[1], kind, lazy(func() string { return orNone(nearest(path[1], o.fitting(p))) }))
	case !there:
		o.tell(at, "want a failure mode of line.%s, have %q; there are %s", path[1], path[3], orNone(nearest(path[3], modes)))
	default:
		o.lacks(m, p, path, trees)
	}
}

// lacks tells what the measure changes of something that does not say it, in any of the trees of a plan.
func (o *overlay) lacks(m *Measure, p *Place, path []string, trees []*node) {
	for _, says := range p.Says {
		said := slices.ContainsFunc(strings.Split(says, " | "), func(key string) bool {
			return slices.ContainsFunc(trees, func(tree *node) bool {
				n := tree.get(path...).find(splitPath(key)...)
				return n != nil && !isRelative(n) && n.value != "none"
			})
		})
		if !said {
			o.tell(m.use.at.get(p.Name), "want a %s that says %s, which %s goes by, have %s without; write there what holds today", strings.Join(p.Kinds, " or "), strings.ReplaceAll(says, " | ", " or "), m.use.of.Name, joinPath(path))
		}
	}
}

// fitting lists the elements that may stand in a place.
func (o *overlay) fitting(p *Place) []string {
	line := o.base.get("line")
	var names []string
	for _, name := range line.sorted() {
		if kind, ok := line.get(name, "kind").text(); ok && p.MayBe(kind) {
			names = append(names, name)
		}
	}
	return names
}

// checkPlaces tells of places in which something stands that says what the measure cannot go together with, once all
// measures of the plan have changed it.
func (o *overlay) checkPlaces(tree *node, m *Measure) {
	if m.use == nil {
		return
	}
	for i := range m.use.of.Places {
		p := &m.use.of.Places[i]
		for _, name := range m.use.on[p.Name] {
			path := pathOf(name)
			e := tree.get(path...)
			if e == nil || e.table == nil {
				continue
			}
			at, key := m.use.at.get(p.Name), joinPath(path)
			for _, not := range p.Without {
				if n := e.find(splitPath(not)...); n != nil && n.value != "none" {
					o.tell(at, "want something without %s for %s, have %s with it; remove it, or use a measure first that does", not, m.use.of.Name, key)
				}
			}
		}
	}
}

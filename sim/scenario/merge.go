package scenario

import "maps"

import "tweeling/sim/plant"

// A shape says which tables merge: those whose keys are names, and those whose keys are each a thing of their own.
// Everything without a shape is one value and is replaced whole: text, numbers, lists, and tables that say one thing.
type shape struct {
	each    *shape            // the keys are names of things of this shape
	keys    map[string]*shape // those of the keys that are more than one value
	element bool              // another kind replaces the element
}

func (s *shape) child(key string) *shape {
	if s.each != nil {
		return s.each
	}
	return s.keys[key]
}

func namesOf(each *shape) *shape { return &shape{each: each} }

// record is a table of keys that are one value each.
var record = &shape{}

// changes is what a measure may say of the line.
var changes = map[string]*shape{
	"line":    namesOf(&shape{element: true, keys: map[string]*shape{"failure": namesOf(record), "maintenance": namesOf(record)}}),
	"product": namesOf(&shape{keys: map[string]*shape{"op": namesOf(record)}}),
	"shift":   namesOf(record),
	"order":   namesOf(record),
}

// whole is the shape of a scenario.
var whole = &shape{keys: map[string]*shape{
	"run": record, "economics": record, "layout": record, "line": changes["line"], "product": changes["product"], "shift": changes["shift"], "order": changes["order"],
	"measure": namesOf(&shape{keys: changes}), "plan": namesOf(record), "evidence": record, "signal": namesOf(record),
	"measured": {keys: map[string]*shape{"oee": record}},
}}

// kept are the keys that an element keeps when it becomes one of another kind.
var kept = []string{"to", "at", "after", "title"}

// A merger lays one tree over another. Leaf decides what stands where the upper tree says a value; nil leaves nothing.
// Becomes is asked whether an element may become one of another kind; without it, it may.
type merger struct {
	leaf    func(path string, base, over *node) *node
	becomes func(path string, over *node) bool
}

// over takes the upper value.
func over(_ string, _, upper *node) *node { return upper }

// merge returns base with upper over it; neither changes. Base may be nil, and so is the result when nothing of a new
// table is left.
func (m *merger) merge(path string, base, upper *node, s *shape) *node {
	if s == nil || upper.table == nil || base != nil && base.table == nil {
		return m.leaf(path, base, upper)
	}
	created := base == nil
	switch {
	case created:
		base = newTable(upper)
	case s.element && otherKind(base, upper):
		if m.becomes != nil && !m.becomes(path, upper.table["kind"]) {
			return base
		}
		base = becoming(base, upper)
	}
	result := *base
	result.keys = append([]string(nil), base.keys...)
	result.table = make(map[string]*node, len(base.table)+len(upper.table))
	maps.Copy(result.table, base.table)
	for _, name := range upper.keys {
		below := name
		if path != "" {
			below = path + "." + name
		}
		if child := m.merge(below, base.table[name], upper.table[name], s.child(name)); child != nil {
			result.set(name, child)
		}
	}
	if created && len(upper.keys) > 0 && len(result.keys) == 0 {
		return nil
	}
	return &result
}

func otherKind(base, upper *node) bool {
	was, is := base.table["kind"], upper.table["kind"]
	return was != nil && is != nil && !isRelative(is) && !was.same(is)
}

// becoming is what an element brings along when it becomes one of another kind, as far as that kind knows of it.
func becoming(base, upper *node) *node {
	t := newTable(upper)
	name, _ := upper.table["kind"].text()
	kind, known := plant.Find(name)
	for _, key := range kept {
		child := base.table[key]
		if child == nil {
			continue
		}
		if known {
			if _, ok := kind.Key(key); !ok {
				continue
			}
		}
		t.set(key, child)
	}
	return t
}

package scenario

import "slices"

// mend leads ways to removed elements on to their successors, and says so. What cannot be mended is left for the check
// of references, which names who removed it.
func (o *overlay) mend(tree *node, measures []*Measure) {
	line := tree.get("line")
	for _, name := range line.sorted() {
		e := line.table[name]
		if e.table == nil {
			continue
		}
		o.mendList(e, "to", name, measures)
		own := e.get("to_by_product")
		for _, product := range own.sorted() {
			o.mendList(own, product, name, measures)
		}
	}
}

func (o *overlay) mendList(parent *node, key, of string, measures []*Measure) {
	n := parent.get(key)
	names, ok := listOf(n)
	if !ok {
		return
	}
	var mended []any
	changed := false
	for _, name := range names {
		way := name
		seen := []string{}
		for o.removed["line."+way] != "" && !slices.Contains(seen, way) {
			seen = append(seen, way)
			next, only := o.successor(way)
			if !only {
				break
			}
			way = next
		}
		if o.removed["line."+way] != "" {
			way = name
		}
		if way != name {
			changed = true
			m := find(measures, o.removed["line."+name])
			o.note(removal(m), "line.%s is removed: line.%s leads to %s now", name, of, way)
		}
		if !slices.Contains(mended, any(way)) {
			mended = append(mended, way)
		}
	}
	if changed {
		parent.set(key, n.withValue(mended))
	}
}

// successor is where a removed element led to, when that was one place only.
func (o *overlay) successor(name string) (string, bool) {
	e := o.base.get("line", name)
	to, ok := listOf(e.get("to"))
	if !ok || len(to) != 1 || e.get("to_by_product") != nil {
		return "", false
	}
	return to[0], true
}

// listOf is a list of texts; ok is false when a node is none.
func listOf(n *node) (list []string, ok bool) {
	if n == nil {
		return nil, false
	}
	items, ok := n.value.([]any)
	for _, item := range items {
		text, isText := item.(string)
		if !isText {
			return nil, false
		}
		list = append(list, text)
	}
	return list, ok
}

package scenario

import (
	"slices"

	"tweeling/sim/plant"
)

// isRelative tells whether a table is { times = ... } or { plus = ... }, which are no names.
func isRelative(n *node) bool {
	return n.table != nil && (n.table["times"] != nil || n.table["plus"] != nil)
}

// A nudge is a relative setting of a measure, to be done once all replacements of the plan are.
type nudge struct {
	path    string
	measure *Measure
	node    *node
}

// nudgeAll applies factors or additions to a tree, in the order of the plan's list.
func (o *overlay) nudgeAll(tree *node, plus bool) {
	key := "times"
	if plus {
		key = "plus"
	}
	for _, n := range o.nudges {
		by := n.node.table[key]
		if by == nil {
			continue
		}
		path := splitPath(n.path)
		parent := tree.get(path[:len(path)-1]...)
		if parent == nil || parent.table == nil {
			o.nothingThere(tree, n.node, path)
			continue
		}
		name := path[len(path)-1]
		target := parent.table[name]
		if target == nil {
			if n.node.file.use != nil && !hasDefault(tree, path) {
				continue // what the catalogue changes where it is there
			}
			target = n.node.bare()
			target.absent = true
		}
		adjusted := *target
		adjusted.adjust = append(slices.Clone(target.adjust), adjustment{by: by, plus: plus})
		parent.set(name, &adjusted)
		o.noteByProduct(parent, name, n)
	}
}

// noteByProduct warns where a measure adjusts what is said of all products but not what is said of single ones.
func (o *overlay) noteByProduct(parent *node, name string, n nudge) {
	own := parent.table[name+perProduct]
	too := slices.ContainsFunc(o.nudges, func(other nudge) bool { return other.path == n.path+perProduct })
	if _, set := o.sets[n.path+perProduct]; own != nil && !too && !set {
		o.note(n.node, "does not change %s%s, which some products have instead", name, perProduct)
	}
}

func (o *overlay) nothingThere(tree, at *node, path []string) {
	for _, key := range at.keys {
		o.operand(adjustment{by: at.table[key], plus: key == "plus"})
	}
	if len(path) >= 2 {
		if !tree.get(path[0]).has(path[1]) {
			o.tell(at, "want something that exists, have %q; there are %s", path[1], lazy(func() string {
				return orNone(nearest(path[1], tree.get(path[0]).sorted()))
			}))
			return
		}
	}
	o.tell(at, "want something that exists to change, have no %s", joinPath(path[:len(path)-1]))
}

func (n *node) has(name string) bool { return n.get(name) != nil }

// checkRelative tells what else stands in a table with times or plus.
func (o *overlay) checkRelative(n *node) {
	for _, key := range n.keys {
		if key != "times" && key != "plus" {
			o.strange(n.table[key], []string{"times", "plus"})
		}
	}
}

// refuseRelative tells that measures may not adjust a value, and what is wrong with that by which they do.
func (r *reader) refuseRelative(n *node, format string, args ...any) {
	r.tell(n.adjust[0].by, format, args...)
	for _, a := range n.adjust {
		r.operand(a)
	}
}

// operand checks a factor or an addition of which it is not known what it would be done to.
func (r *reader) operand(a adjustment) {
	if _, _, likely, ok := r.three(a.by, "a number"); ok && a.plus {
		if _, isText := likely.value.(string); isText {
			r.guess(a.by, "a time", true, r.signedSpan)
			return
		}
	}
	r.guess(a.by, "a number", false, r.oneNumber("a number", -maxNumber, maxNumber))
}

// hasDefault tells whether something holds of a path of a line where nothing is said.
func hasDefault(tree *node, path []string) bool {
	name, _ := tree.get("line", path[1], "kind").text()
	kind, ok := plant.Find(name)
	if !ok || path[0] != "line" {
		return false
	}
	keys := kind.Keys
	for i := range plant.Tables {
		if len(path) > 3 && plant.Tables[i].Name == path[2] {
			keys = plant.Tables[i].Keys
		}
	}
	last := path[len(path)-1]
	key, ok := plant.FindKey(keys, last)
	return ok && key.Name == last && key.Default != ""
}

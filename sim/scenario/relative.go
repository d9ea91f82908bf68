package scenario

import "slices"

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
			target = &node{file: n.node.file, path: n.node.path, absent: true}
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

package scenario

import "slices"

// noteCopies notes what of a value takes over what another says.
func (o *overlay) noteCopies(path string, n *node) {
	if n.of != "" {
		o.copies = append(o.copies, path)
	}
	for _, key := range n.keys {
		o.noteCopies(path+"."+key, n.table[key])
	}
}

// copy gives every path that takes over what another says the value of that, as all measures of the plan have left it and
// before any of it is removed. Where the other says nothing, nothing is said, or what holds then.
func (o *overlay) copy(tree *node) {
	for _, path := range o.copies {
		parts := splitPath(path)
		parent, last := tree.get(parts[:len(parts)-1]...), parts[len(parts)-1]
		n := parent.get(last)
		if n == nil || n.of == "" {
			continue // another measure has said it since
		}
		var value *node
		if of := splitPath(n.of); len(of) > 2 {
			value = tree.get(of[:2]...).find(of[2:]...)
		}
		switch {
		case value != nil:
			taken := *value.clone()
			taken.adjust = slices.Concat(value.adjust, n.adjust)
			parent.set(last, &taken)
		case n.value != nil || len(n.adjust) > 0:
			nothing := n.bare()
			nothing.adjust, nothing.value, nothing.absent = n.adjust, n.value, n.value == nil
			parent.set(last, nothing)
		default:
			parent.drop(last)
			o.dropEmpty(tree, parts[:len(parts)-1])
		}
	}
}

// dropEmpty drops tables that say one thing and of which nothing is left, such as operator = { repair = ... }.
func (o *overlay) dropEmpty(tree *node, path []string) {
	if len(path) > 2 && len(tree.get(path...).keys) == 0 {
		tree.get(path[:len(path)-1]...).drop(path[len(path)-1])
	}
}

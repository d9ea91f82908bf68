package scenario

import (
	"reflect"
	"slices"
	"strings"

	"tweeling/sim/dist"
)

// A node is one value or table of a file. It knows where it stands there, also after trees of several files and overlays
// have been merged, so that a mistake can be told with its place. A node is never changed once its tree is in use by
// others: who changes one changes a copy.
type node struct {
	file   *file
	path   []string         // in its file, or that of what it becomes where it comes from the catalogue of measures
	spot   []string         // then its path in the file of the catalogue; nil elsewhere
	value  any              // string, int64, float64, bool, time.Time or []any; nil for a table
	table  map[string]*node // nil for a value
	keys   []string         // of the table, in order of the file
	adjust []adjustment     // what measures do to the value, in order
	absent bool             // there is no value, only adjustments of the default
	of     string           // not empty: a path whose value it takes over, once a plan is laid
	holes  map[string]*node // what "$name" in its text stands for, by name
}

// An adjustment is { times = ... } or { plus = ... } of a measure: the node of the factor or of the addition.
type adjustment struct {
	by   *node
	plus bool
}

// newTable makes an empty table that stands where another node stands.
func newTable(at *node) *node {
	n := at.bare()
	n.table = map[string]*node{}
	return n
}

// bare is a node without a value that stands where another stands.
func (n *node) bare() *node { return &node{file: n.file, path: n.path, spot: n.spot} }

// key is the node's path as people write it.
func (n *node) key() string { return strings.Join(n.path, ".") }

// name is the last part of the node's path.
func (n *node) name() string {
	if len(n.path) == 0 {
		return ""
	}
	return n.path[len(n.path)-1]
}

// get returns the node at a path below, nil when there is none.
func (n *node) get(path ...string) *node {
	for _, name := range path {
		if n == nil {
			return nil
		}
		n = n.table[name]
	}
	return n
}

// set puts a child into a table, at the end when it is new.
func (n *node) set(name string, child *node) {
	if _, ok := n.table[name]; !ok {
		n.keys = append(n.keys, name)
	}
	n.table[name] = child
}

// drop takes a child out of a table.
func (n *node) drop(name string) {
	if _, ok := n.table[name]; ok {
		delete(n.table, name)
		n.keys = slices.DeleteFunc(n.keys, func(k string) bool { return k == name })
	}
}

// clone copies a tree down to its values, which are shared.
func (n *node) clone() *node {
	c := *n
	if n.table != nil {
		c.keys = slices.Clone(n.keys)
		c.table = make(map[string]*node, len(n.table))
		for name, child := range n.table {
			c.table[name] = child.clone()
		}
	}
	return &c
}

// withValue is a copy of a node with another value.
func (n *node) withValue(value any) *node {
	c := *n
	c.value = value
	return &c
}

// same tells whether two nodes mean the same, wherever they stand and however it is written: 9 and 9.0, "9s" and
// "9000ms".
func (n *node) same(o *node) bool {
	if n.of != o.of {
		return false
	}
	if len(n.holes)+len(o.holes) > 0 {
		return n.full() == o.full()
	}
	if n.table == nil || o.table == nil {
		return n.table == nil && o.table == nil && sameValue(n.value, o.value)
	}
	if len(n.table) != len(o.table) {
		return false
	}
	for name, child := range n.table {
		if other := o.table[name]; other == nil || !child.same(other) {
			return false
		}
	}
	return true
}

func sameValue(a, b any) bool {
	switch x := a.(type) {
	case int64:
		if y, ok := b.(float64); ok {
			return float64(x) == y
		}
	case float64:
		if y, ok := b.(int64); ok {
			return x == float64(y)
		}
	case string:
		y, ok := b.(string)
		return ok && (x == y || sameLaw(x, y))
	case []any:
		y, ok := b.([]any)
		return ok && slices.EqualFunc(x, y, sameValue)
	}
	return reflect.DeepEqual(a, b)
}

// sameLaw tells whether two texts are the same time or the same law of chance.
func sameLaw(a, b string) bool {
	const long = 200 // lists of values are compared letter by letter
	if len(a) > long || len(b) > long {
		return false
	}
	x, err := dist.Parse(a)
	if err != nil {
		return false
	}
	y, err := dist.Parse(b)
	return err == nil && x.String() == y.String()
}

// sorted lists the keys of a table by name.
func (n *node) sorted() []string {
	if n == nil {
		return nil
	}
	return slices.Sorted(slices.Values(n.keys))
}

// place is the line and column of the node, from 1. A table that is never written by itself stands where its first child
// does.
func (n *node) place() (line, col int) {
	path := n.path
	if n.spot != nil {
		path = n.spot
	}
	line, col = n.file.place(path, n.table != nil)
	if line > 0 {
		return line, col
	}
	for _, name := range n.keys {
		if child := n.table[name]; child.file == n.file {
			return child.place()
		}
	}
	return 1, 1
}

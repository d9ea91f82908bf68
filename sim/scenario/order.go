package scenario

import (
	"cmp"
	"maps"
	"slices"

	"tweeling/sim/plant"
)

// order puts the elements in declared order; the package comment says what it is and why.
func (d *draft) order() {
	w := walk{draft: d, at: map[string]int{}, seen: make([]bool, len(d.elements))}
	for i, e := range d.elements {
		w.at[e.spec.Name] = i
	}
	slices.SortFunc(d.elements, func(a, b *element) int { return cmp.Compare(a.spec.Name, b.spec.Name) })
	for i, e := range d.elements {
		w.at[e.spec.Name] = i
	}
	for i, v := range slices.Backward(d.elements) {
		if v.kind.Role == plant.Entry {
			w.visit(i)
		}
	}
	slices.Reverse(w.left)
	for _, role := range [][]plant.Role{{plant.Entry, plant.Station, plant.Waiting, plant.Exit}, {plant.Pool}, {plant.Feeder}} {
		for i, e := range d.elements {
			if !w.seen[i] && slices.Contains(role, e.kind.Role) {
				w.left = append(w.left, e)
			}
		}
	}
	d.elements = w.left
}

// A walk goes depth-first along the flow and notes elements as it leaves them.
type walk struct {
	*draft
	at   map[string]int
	seen []bool
	left []*element
}

func (w *walk) visit(i int) {
	w.seen[i] = true
	ways := w.waysOf(w.elements[i])
	for _, way := range slices.Backward(ways) {
		if k, ok := w.at[way]; ok && !w.seen[k] {
			w.visit(k)
		}
	}
	w.left = append(w.left, w.elements[i])
}

// waysOf lists all elements that one leads to: in the order of to, then those for single products in order of the
// products' names.
func waysOf(s *plant.Spec) []string {
	return s.Ways()
}

// sortedKeys lists the keys of a map by name.
func sortedKeys[T any](m map[string]T) []string { return slices.Sorted(maps.Keys(m)) }

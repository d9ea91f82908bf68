package plant

import (
	"testing"

	"tweeling/sim"
)

// Each product goes where its own ways lead, or where the common ones do, and nowhere else, also when there is no room: u is
// held up at its slow machine beside which the one for d is free. Whichever product is declared first makes no difference.
func TestProductsGoTheirOwnWayOnly(t *testing.T) {
	own := map[string]any{"choose": "product", "to": []string{"mu"}, "to_by_product": map[string][]string{"d": {"md"}}}
	for kind, x := range map[string]Spec{
		"buffer":     {Kind: "buffer", Values: merge(own, map[string]any{"room": 3})},
		"machine":    {Kind: "machine", Values: merge(own, map[string]any{"cycle": law("10s")})},
		"inspection": {Kind: "inspection", Values: merge(own, map[string]any{"cycle": law("10s")})},
		"oven":       {Kind: "oven", Values: merge(own, map[string]any{"cycle": law("10s"), "batch": 2, "minimum": 1})},
		"source":     {Kind: "source", Values: merge(own, map[string]any{"release": "endless"})},
	} {
		for _, order := range [][]string{{"u", "d"}, {"d", "u"}} {
			m := &Model{Products: []Product{{Name: order[0]}, {Name: order[1]}}, Sequence: []int{0, 1}}
			x.Name = "x"
			if m.Elements = []Spec{x}; kind != "source" {
				m.Elements = append(m.Elements, Spec{Name: "in", Kind: "source", Values: map[string]any{"release": "endless", "to": []string{"x"}}})
			}
			for name, cycle := range map[string]string{"mu": "60s", "md": "10s"} {
				m.Elements = append(m.Elements, Spec{Name: name, Kind: "machine", Values: map[string]any{"cycle": law(cycle), "to": []string{"out"}}})
			}
			m.Elements = append(m.Elements, Spec{Name: "out", Kind: "sink"})
			l := lineOf(t, m, 1, 0)
			run(t, l, seconds(3600))
			for at, name := range order {
				if own, other := sent(t, l, "m"+name), order[1-at]; own[at] < 59 || own[1-at] != 0 {
					t.Errorf("%s, %v: m%s made %d of its own, and %d of %s", kind, order, name, own[at], own[1-at], other)
				}
			}
		}
	}
}

// sent is what an element has finished, by product.
func sent(t *testing.T, l *sim.Line, name string) []int64 {
	t.Helper()
	id, ok := l.Find(name)
	if !ok {
		t.Fatalf("no %s", name)
	}
	return l.Tally(id).Sent
}

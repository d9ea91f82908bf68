package plant

import (
	"slices"
	"testing"
	"time"

	"tweeling/sim"
	"tweeling/sim/dist"
)

// Rule 33: one machine, five orders that are all there at the start; by hand in which order they are done.
//
//	A  1 x, 30 s, due at 200      B  1 y, 10 s, due at 100      C  1 x, due at 50      D  1 z, 20 s, no due time      E  1 y, due at 60
//
// Setups: 5 s between x and y, 1 s between x and z, 9 s between y and z, either way.
func TestDispatchRules(t *testing.T) {
	second := func(n int) time.Duration { return time.Duration(n) * time.Second }
	for rule, want := range map[string]struct {
		order string
		ends  time.Duration // of the last
	}{
		"fifo":  {"ABCDE", second(30 + 5 + 10 + 5 + 30 + 1 + 20 + 9 + 10)},
		"spt":   {"BEDAC", second(10 + 10 + 9 + 20 + 1 + 30 + 30)}, // equal ones as they stand
		"edd":   {"CEBAD", second(30 + 5 + 10 + 10 + 5 + 30 + 1 + 20)},
		"setup": {"ACDBE", second(30 + 30 + 1 + 20 + 9 + 10 + 10)}, // x, then x, then z is nearest, then y
	} {
		m := &Model{
			Products: []Product{{Name: "x", Share: 0.4}, {Name: "y", Share: 0.4}, {Name: "z", Share: 0.2}},
			Orders: []Order{{Number: "A", Product: 0, Quantity: 1, Lot: 1, Due: second(200)}, {Number: "B", Product: 1, Quantity: 1, Lot: 1, Due: second(100)}, {Number: "C", Product: 0, Quantity: 1, Lot: 1, Due: second(50)},
				{Number: "D", Product: 2, Quantity: 1, Lot: 1, Due: NoDue}, {Number: "E", Product: 1, Quantity: 1, Lot: 1, Due: second(60)}},
			Elements: []Spec{
				{Name: "in", Kind: "source", Values: map[string]any{"release": "orders", "to": []string{"b"}}},
				{Name: "b", Kind: "buffer", Values: map[string]any{"room": 10, "to": []string{"m"}}},
				machined("m", "30s", map[string]any{"dispatch": rule, "cycle_by_product": map[string]*dist.Dist{"y": law("10s"), "z": law("20s")},
					"setup_matrix": Changeovers{"x>y": law("5s"), "y>x": law("5s"), "x>z": law("1s"), "z>x": law("1s"), "y>z": law("9s"), "z>y": law("9s")}}),
				{Name: "out", Kind: "sink"},
			},
		}
		p, err := Build(m)
		if err != nil {
			t.Fatal(err)
		}
		l, err := p.Line(1, 0)
		if err != nil {
			t.Fatal(err)
		}
		out, _ := l.Find("out")
		var numbers []int64
		var last time.Duration
		l.Watch(observer(func(r sim.Record) {
			if r.ID == out {
				numbers, last = append(numbers, int64(r.Part)), r.At
			}
		}), sim.Moved)
		if err := l.Start(); err != nil {
			t.Fatal(err)
		}
		run(t, l, time.Hour)
		got := ""
		for _, n := range numbers {
			got += m.Orders[n-1].Number
		}
		if got != want.order || last != want.ends {
			t.Errorf("%s: %s by %v, want %s by %v", rule, got, last, want.order, want.ends)
		}
		if !slices.IsSorted(numbers) != (rule != "fifo") {
			t.Errorf("%s: %v", rule, numbers)
		}
	}
}

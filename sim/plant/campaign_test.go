package plant

import (
	"maps"
	"testing"
)

func both(a, b map[string]any) map[string]any {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

// Rule 24: orders for c, a, b, a, c and b wait from the start, of one part each; 5 s to change over, set up for a.
func TestCampaignsInOrder(t *testing.T) {
	of := func(values map[string]any, products ...int) *Model {
		m := &Model{Products: abc, Elements: []Spec{
			{Name: "in", Kind: "source", Values: map[string]any{"release": "orders", "to": []string{"m"}}},
			machined("m", "10s", both(map[string]any{"setup": "5s", "initial": "a"}, values)), {Name: "out", Kind: "sink"}}}
		for _, p := range products {
			m.Orders = append(m.Orders, Order{Product: p, Quantity: 1, Lot: 1, Due: NoDue})
		}
		return m
	}
	in := func(order ...string) map[string]any { return map[string]any{"campaign": order} }
	all := []int{2, 0, 1, 0, 2, 1}
	run := func(least int, wait float64, order ...string) map[string]any {
		return both(in(order...), map[string]any{"minimum_run": least, "maximum_wait": seconds(wait)})
	}
	play(t, []scene{
		{"no order", "24: as they wait, each time after a setup", of(nil, all...), []float64{15, 30, 45, 60, 75, 90}},
		{"a, b, c", "24: both of each, a without a setup", of(in("a", "b", "c"), all...), []float64{10, 20, 35, 45, 60, 70}},
		{"round to the next that waits", "24: a, then c since no b waits, then a again", of(in("a", "b", "c"), 2, 0), []float64{10, 25}},
		{"a run of one", "24: a, b, c, a, b, c", of(run(1, 0, "a", "b", "c"), all...), []float64{10, 25, 40, 55, 70, 85}},
		{"nothing else waits", "24: after its run it goes on with a all the same", of(run(1, 0, "a", "b", "c"), 0, 0), []float64{10, 20}},
		{"a family", "24: a and a, then of the family what has waited longest: c, and the other c without a setup; b and b", of(in("x", "a"), all...), []float64{10, 20, 35, 45, 60, 70}},
		{"a run of a family", "24: set up for b: b, b and a c make the run of three; a, a, and 100 s for a third that does not come; then c",
			of(both(run(3, 100, "x", "a"), map[string]any{"initial": "b"}), all...), []float64{10, 20, 35, 50, 60, 175}},
	})
}

package plant

import (
	"maps"
	"testing"
	"time"
)

// abc are three products, of which b and c are alike.
var abc = []Product{{Name: "a", Share: 0.4}, {Name: "b", Family: "x", Share: 0.3}, {Name: "c", Family: "x", Share: 0.3}}

// inTurn is a line of products in a fixed sequence.
func inTurn(sequence []int, products []Product, elements ...Spec) *Model {
	m := scenery(nil, products, elements...)
	m.Sequence = sequence
	return m
}

func both(a, b map[string]any) map[string]any {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

// Rule 22: a matrix from product to product, with families, and what a machine is set up for at the start.
func TestSetupMatrix(t *testing.T) {
	cells := map[string]any{"setup_matrix": Changeovers{"a>b": law("1s"), "a>x": law("2s"), "x>a": law("3s"), "x>x": law("4s"), "c>b": law("5s")}}
	play(t, []scene{
		{"cells by product, then by family", "22: a, b (a>b 1), c (x>x 4), b (c>b 5), a (x>a 3), c (a>x 2), a (x>a 3)",
			inTurn([]int{0, 1, 2, 1, 0, 2}, abc, machined("m", "10s", cells)), []float64{10, 21, 35, 50, 63, 75, 88}},
		{"no initial product", "22: the first part needs no setup, whatever it is",
			inTurn([]int{1, 0}, abc, machined("m", "10s", cells)), []float64{10, 23, 34}},
		{"an initial product", "22: set up for a, the first part is b: 1 s",
			inTurn([]int{1, 0}, abc, machined("m", "10s", both(cells, map[string]any{"initial": "a"}))), []float64{11, 24, 35}},
		{"what it is set up for survives failures and shifts", "22: b is set up from 10 to 11; broken from 16 to 20, it goes on without a setup",
			inTurn([]int{0, 1, 1}, abc, machined("m", "10s", cells, failure("16s", "4s", "calendar"))), []float64{10, 25, 35}},
	})
}

// Rule 22: a change that may come and that nothing is said of is a mistake, also where the reader does not see it.
func TestAMissingCellIsAMistake(t *testing.T) {
	m := inTurn([]int{0, 1}, abc, machined("m", "10s", map[string]any{"setup_matrix": Changeovers{"a>x": law("1s"), "x>x": law("1s")}}))
	if _, err := Build(m); err == nil {
		t.Error("b>a is missing, and no mistake")
	}
}

// Rule 24: the first parts after a setup are scrap.
func TestScrapAfterSetup(t *testing.T) {
	v := func(n int) map[string]any { return map[string]any{"setup": "5s", "scrap_after_setup": n} }
	sequence := []int{0, 0, 1, 1, 1}
	play(t, []scene{
		{"none", "24: a a, 5 s, b b b, 5 s, a", inTurn(sequence, abc, machined("m", "10s", v(0))), []float64{10, 20, 35, 45, 55, 70}},
		{"one", "24: the first b, at 35, is scrap, and the first a after it, at 70", inTurn(sequence, abc, machined("m", "10s", v(1))), []float64{10, 20, 45, 55, 80}},
		{"two", "24: b at 35 and 45, a at 70 and 80", inTurn(sequence, abc, machined("m", "10s", v(2))), []float64{10, 20, 55, 115}},
	})
}

// Rule 23: a setup begins when the part has arrived, when it is known what comes next, or when that is known and the
// machine is empty. The first machine takes 6 s, the second 3 s and 4 s to set up, for a and b in turn.
func TestSetupWhen(t *testing.T) {
	of := func(when string) *Model {
		return inTurn([]int{0, 1}, abc, machined("m1", "6s", map[string]any{"to": []string{"m2"}}), machined("m2", "3s", map[string]any{"setup": "4s", "setup_when": when}))
	}
	play(t, []scene{
		{"part-arrived", "23: b is set up for from 12 to 16, a from 19 to 23, b from 26 to 30", of("part-arrived"), []float64{9, 19, 26, 33}},
		{"the default", "23: part-arrived", of(""), []float64{9, 19, 26, 33}},
		{"order-known", "23: from when the first machine begins: b from 6 to 10, a from 12 to 16, b from 18 to 22", of("order-known"), []float64{9, 15, 21, 27}},
		{"cleared", "23: from when the second is empty: b from 9 to 13, a from 16 to 20, b from 23 to 27", of("cleared"), []float64{9, 16, 23, 30}},
	})
}

// Rule 23: what was made ready for a part that does not come is lost. Last in, first out: b waits and is set up for beside
// the work on a, until c comes on top of it.
func TestSetupForWhatDoesNotCome(t *testing.T) {
	m := &Model{Products: abc, Sequence: []int{0, 1, 2}, Elements: []Spec{
		{Name: "in", Kind: "source", Values: map[string]any{"every": law("2s"), "to": []string{"b"}}},
		{Name: "b", Kind: "buffer", Values: map[string]any{"room": 2, "order": "lifo", "to": []string{"m"}}},
		machined("m", "10s", map[string]any{"setup": "3s", "setup_when": "order-known"}),
		{Name: "out", Kind: "sink"}}}
	play(t, []scene{{"begun, then another", "23: a 2-12; b known at 4: 4-6, then c on top of it: 6-9, used at 12; then a comes in on top of b: 12-15, used at 22", m, []float64{12, 22, 32}}})
}

// Rule 16: a setup that a failure stopped goes on, or begins anew.
func TestInterruptedSetup(t *testing.T) {
	of := func(rule string) *Model {
		return inTurn([]int{0, 1}, abc, machined("m", "10s", map[string]any{"setup": "6s", "setup_after_repair": rule}, failure("13s", "5s", "calendar")))
	}
	play(t, []scene{
		{"resume", "16: 3 s are done at 13, the other 3 from 18 to 21", of("resume"), []float64{10, 31}},
		{"the default", "16: resume", of(""), []float64{10, 31}},
		{"restart", "16: all 6 s from 18 to 24; 3 s of the work are left at 31, from 36 on", of("restart"), []float64{10, 39}},
	})
}

// Rule 24: at least so many of a product before the next, out of what waits; but not longer than it may wait for them.
func TestMinimumRun(t *testing.T) {
	of := func(every, cycle, change string, sequence []int, least int, wait time.Duration) *Model {
		return &Model{Products: abc, Sequence: sequence, Elements: []Spec{
			{Name: "in", Kind: "source", Values: map[string]any{"every": law(every), "to": []string{"m"}}},
			machined("m", cycle, map[string]any{"setup": change, "minimum_run": least, "maximum_wait": wait}), {Name: "out", Kind: "sink"}}}
	}
	few := []int{0, 1, 1, 1}
	play(t, []scene{
		{"none", "24: a and b in turn, as they come", of("1s", "10s", "5s", []int{0, 1}, 0, 0), []float64{11, 26, 41}},
		{"two", "24: a a, setup, b b, setup, a", of("1s", "10s", "5s", []int{0, 1}, 2, time.Minute), []float64{11, 21, 36, 46, 61}},
		{"a wait of 10 s", "24: no second a comes from 11 to 21; then b, which has waited since 16", of("8s", "3s", "2s", few, 2, 10*time.Second), []float64{11, 26, 29, 35, 45}},
		{"a wait of 4 s", "24: from 15 on any is welcome: b at 16", of("8s", "3s", "2s", few, 2, 4*time.Second), []float64{11, 21, 27, 35, 45}},
	})
}

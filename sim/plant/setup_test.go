package plant

import (
	"maps"
	"testing"
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

package plant

import "testing"

// abc are three products, of which b and c are alike.
var abc = []Product{{Name: "a", Share: 0.4}, {Name: "b", Family: "x", Share: 0.3}, {Name: "c", Family: "x", Share: 0.3}}

// inTurn is a line of products in a fixed sequence.
func inTurn(sequence []int, products []Product, elements ...Spec) *Model {
	m := scenery(nil, products, elements...)
	m.Sequence = sequence
	return m
}

// Rule 22: a change that may come and that nothing is said of is a mistake, also where the reader does not see it.
func TestAMissingCellIsAMistake(t *testing.T) {
	m := inTurn([]int{0, 1}, abc, machined("m", "10s", map[string]any{"setup_matrix": Changeovers{"a>x": law("1s"), "x>x": law("1s")}}))
	if _, err := Build(m); err == nil {
		t.Error("b>a is missing, and no mistake")
	}
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

package diff

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"tweeling/sim/plant"
	"tweeling/sim/scenario"
	"tweeling/sim/words"
)

func TestOrders(t *testing.T) {
	w, err := words.In("en")
	if err != nil {
		t.Fatal(err)
	}
	a := []plant.Order{{Number: "1", Quantity: 1000}, {Number: "2", Quantity: 500}}
	b := []plant.Order{{Number: "1", Quantity: 1200}}
	if got := orders(a, a); got != nil {
		t.Errorf("%v", got)
	}
	for want, c := range map[string][]Change{
		"orders: 2 orders of 1,500 parts → 1 orders of 1,200 parts": orders(a, b), "orders: none → 1 orders of 1,200 parts": orders(nil, b),
	} {
		if len(c) != 1 || c[0].Say(w) != want || *c[0].JSON().New != "1 orders, 1200 parts" {
			t.Errorf("%v, want %s", c, want)
		}
	}
}

// Orders of the scenario itself are told one by one, below what they come to together.
func TestBook(t *testing.T) {
	w, err := words.In("en")
	if err != nil {
		t.Fatal(err)
	}
	text := `
[run]
horizon = "4w"
[product.a]
[product.b]
[order.1001]
product = "a"
quantity = 40
every = "1w"
due = "5d"
[order.1002]
product = "b"
quantity = 3
[line.in]
kind = "source"
release = "orders"
to = ["out"]
[line.out]
kind = "sink"
[measure.more.order]
1001.quantity = { times = 1.5 }
1001.every = "2w"
rush = { product = "a", quantity = 5, release = "1d", due = "2d" }
[measure.more]
remove = ["order.1002"]
[plan.more]
measures = ["more"]
`
	s, err := scenario.Read("shop.toml", []byte(text), nil)
	if err != nil {
		t.Fatal(err)
	}
	changes, err := Between(Side{s, scenario.AsIs}, Side{s, "more"})
	if err != nil {
		t.Fatal(err)
	}
	var said, paths []string
	for i := range changes {
		if changes[i].Group == "order" {
			said, paths = append(said, changes[i].Say(w)), append(paths, changes[i].Path())
		}
	}
	if d := cmp.Diff([]string{
		"orders: 5 orders of 163 parts → 3 orders of 125 parts",
		"quantity: 40 → 60 (+50 %)",
		"comes again every: 1w → 2w (+100 %)",
		"order 1002 is gone",
		"order rush is new: product a; quantity 5; release 1d; due 2d",
	}, said); d != "" {
		t.Error(d)
	}
	if paths[1] != "order.1001.quantity" {
		t.Errorf("paths %v", paths)
	}
}

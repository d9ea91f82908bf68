package diff

import (
	"testing"

	"tweeling/sim/plant"
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

package finance

import (
	"math"
	"testing"
)

// By hand: 2 x 1200 x 50 = 120,000; over 3 it is 40,000, whose root is 200. When lots are made at 1600 a year a quarter of the
// stock is left, 160,000, and the lot is twice as large.
func TestEconomicLot(t *testing.T) {
	for _, c := range []struct{ demand, setup, holding, rate, want float64 }{
		{1200, 50, 3, 0, 200},
		{1200, 50, 3, 1600, 400},
		{1200, 0, 3, 1600, 0},
		{0, 50, 3, 1600, 0},
	} {
		q, err := EconomicLot(c.demand, c.setup, c.holding, c.rate)
		if err != nil || math.Abs(q-c.want) > 1e-9 {
			t.Errorf("%+v: have %v, %v", c, q, err)
		}
		// Nothing beside it is cheaper.
		if cost := func(q float64) float64 { return c.demand*c.setup/q + c.holding*left(c.demand, c.rate)*q/2 }; q > 0 && (cost(q*1.01) < cost(q) || cost(q*0.99) < cost(q)) {
			t.Errorf("%+v: a lot beside %v is cheaper", c, q)
		}
	}
	for _, c := range [][4]float64{{-1, 50, 3, 0}, {1200, -50, 3, 0}, {1200, 50, 0, 0}, {1200, 50, 3, 1200}, {math.NaN(), 50, 3, 0}, {1200, math.Inf(1), 3, 0}} {
		if q, err := EconomicLot(c[0], c[1], c[2], c[3]); err == nil {
			t.Errorf("%v: have %v, want an error", c, q)
		}
	}
}

func left(demand, rate float64) float64 {
	if rate == 0 {
		return 1
	}
	return 1 - demand/rate
}

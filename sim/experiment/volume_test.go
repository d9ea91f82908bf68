package experiment

import (
	"math"
	"testing"
)

// A machine that takes 60 s makes 504,000 a year of 50 weeks. At 50 s it could make more, at 70 s it makes 432,000 and spares
// one of EUR 10 an hour, EUR 84,000 a year. EUR 1 a year is worth 5.746639 over 8 years at 8 %, so what costs 574,663.9 must
// bring 100,000 a year: at EUR 3 a part, 33,333 more than today. What costs 5,746.639 must save 1,000 a year: no more than
// 83,000 may be lost, which is 27,667 parts beyond 432,000.
const twoWays = `
[run]
horizon = "1w"
warmup = "1h"
replications = 3
[economics]
weeks_per_year = 50
horizon = "8y"
discount_rate = 0.08
baseline = "frozen"
[product.a]
price = 3
demand_per_year = 560_000
[line.in]
kind = "source"
to = ["m"]
[line.m]
kind = "machine"
cycle = "60s"
operator = "crew"
to = ["out"]
[line.out]
kind = "sink"
[line.crew]
kind = "operators"
count = 2
wage_per_hour = 10
[measure.faster]
capex = 574_663.9
line.m.cycle = "50s"
[measure.leaner]
capex = 5_746.639
line.m.cycle = "70s"
line.crew.count = 1
[measure.gift]
capex = 1
line.crew.count = 1
[measure.waste]
capex = 1e6
line.m.cycle = "59s"
[plan.faster]
measures = ["faster"]
[plan.leaner]
measures = ["leaner"]
[plan.gift]
measures = ["gift"]
[plan.waste]
measures = ["waste"]
`

func TestBreakEvenVolume(t *testing.T) {
	r := runAll(t, twoWays, Settings{})
	for i, want := range []struct {
		pays Pays
		at   float64
	}{{PaysAbove, 537_333}, {PaysBelow, 459_667}, {PaysAlways, 0}, {PaysNever, 0}} {
		c := r.Compared[i]
		v := c.Volume
		if v.Why != "" || v.Pays != want.pays || (v.Mid != nil) != (want.at > 0) || v.Demand != 560_000 {
			t.Fatalf("%s: have %+v, want %+v", c.Plan, v, want)
		}
		if want.at > 0 && (math.Abs(*v.Mid-want.at) > 100 || math.Abs(*v.Low-*v.Mid) > 100 || math.Abs(*v.High-*v.Mid) > 100) { // found to 1e-4 of 604,800, and parts are whole
			t.Errorf("%s: have %v (%v to %v), want %v", c.Plan, *v.Mid, *v.Low, *v.High, want.at)
		}
	}
}

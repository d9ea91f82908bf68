package invest

import (
	"context"
	"slices"
	"strings"
	"testing"

	"tweeling/sim/scenario"
)

// A press of 30 kW, of which 35 kW are contracted: twice as fast it makes twice as much, and takes 60 kW. A tenth faster it
// stays below.
const congested = `
[run]
horizon = "1w"
replications = 6

[economics]
energy_price = 0.2
contracted_kw = 35

[product.a]
price = 3
demand_per_year = "unlimited"

[line.in]
kind = "source"
to = ["press"]

[line.press]
kind = "machine"
cycle = "exp(1m)"
power_kw = { working = 30 }
to = ["out"]

[line.out]
kind = "sink"

[measure.fast]
capex = 100
line.press.cycle = "exp(30s)"
line.press.power_kw.working = 60
excludes = ["trim"]

[measure.trim]
capex = 100
line.press.cycle = "exp(54s)"
line.press.power_kw.working = 33
excludes = ["fast"]
`

func TestMeasuresThatDrawMoreThanIsContractedAreRefused(t *testing.T) {
	find := func(text string) *Result {
		s, err := scenario.Read("congested.toml", []byte(text), nil)
		if err != nil {
			t.Fatal(err)
		}
		r, err := Find(context.Background(), s, Settings{})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	r := find(congested)
	if !slices.Equal(r.Best.Measures, []string{"trim"}) {
		t.Errorf("the best is %v, want trim", r.Best.Measures)
	}
	refused := slices.ContainsFunc(r.Refused, func(x Refusal) bool {
		return slices.Equal(x.Measures, []string{"fast"}) && strings.Contains(x.Why, "60 kW over a quarter of an hour, and 35 kW are contracted")
	})
	if !refused {
		t.Errorf("refused are %v, want fast", r.Refused)
	}
	if r = find(strings.Replace(congested, "contracted_kw = 35", "contracted_kw = 60", 1)); slices.Equal(r.Best.Measures, []string{"trim"}) {
		t.Errorf("with 60 kW the best is still %v", r.Best.Measures)
	}
}

package experiment

import (
	"math"
	"testing"
)

// guarded is a machine that draws 5 kW while it waits for parts: one comes each minute and takes half of it.
const guarded = `
[run]
horizon = "1w"
replications = 2
[economics]
weeks_per_year = 50
discount_rate = 0.1
baseline = "frozen"
energy_price = 0.2
[product.part]
price = 1
demand_per_year = "unlimited"
[line.in]
kind = "source"
every = "1m"
to = ["m"]
[line.m]
kind = "machine"
cycle = "30s"
power_kw = { working = 10, ready = 5, off = 0 }
to = ["out"]
[line.out]
kind = "sink"
[measure.waits]
capex = 1000
line.m.off_after = "2s"
line.m.failure.start = { uptime = "exp(1000h)", repair = "1m" }
[measure.listed]
capex = 1000
eia = true
line.m.power_kw = { working = 10, ready = 2 }
line.m.cycle = "31s"
[measure.more]
capex = 50_000
line.in.every = "46s"
[measure.less]
capex = 10_000_000
line.m.power_kw = { working = 10, ready = 2 }
[measure.gift]
line.in.every = "40s"
[plan.waits]
measures = ["waits"]
[plan.listed]
measures = ["listed"]
[plan.more]
measures = ["more"]
[plan.less]
measures = ["less"]
[plan.gift]
measures = ["gift"]
[plan.two]
measures = ["waits", "gift"]
`

// By hand: 60/46 is 30.4 % more, worth EUR 156,000 a year at EUR 50,000, four months. Each second of a minute in which it
// does not draw 5 kW saves 8400 / 60 h x 5 kW x EUR 0.2, EUR 140 a year: 28 of them EUR 3920, three months. To draw 3 kW less
// saves EUR 2436, almost five.
func TestGuards(t *testing.T) {
	r := runAll(t, guarded, Settings{})
	have := map[string]map[Rule]float64{}
	for _, g := range r.Guards() {
		if have[g.Measure] == nil {
			have[g.Measure] = map[Rule]float64{}
		}
		have[g.Measure][g.Rule] = g.Value
	}
	want := map[string]map[Rule]float64{
		"waits":  {FastPayback: 3.1 / 12, EnergyDuty: 3.1 / 12},
		"listed": {FastPayback: 5 / 12.0, EnergyDuty: 5 / 12.0},
		"more":   {FastOutput: 14 / 46.0, FastPayback: 3.85 / 12},
		"gift":   {FastOutput: 0.5},
	}
	for measure, rules := range want {
		if len(have[measure]) != len(rules) {
			t.Errorf("%s: have %v, want %v", measure, have[measure], rules)
		}
		for rule, x := range rules {
			if y, ok := have[measure][rule]; !ok || math.Abs(y/x-1) > 0.15 {
				t.Errorf("%s: %s: have %v, want %v", measure, rule, y, x)
			}
		}
	}
	if len(have) != len(want) {
		t.Errorf("have %v", have)
	}
	if !r.Exploratory() || !r.JSON("test", false).Exploratory || len(r.JSON("test", false).Guards) != len(r.Guards()) {
		t.Error("the JSON does not say what to look at twice")
	}
	measured := runAll(t, guarded+"[measured]\ngood_parts_per_week = [10_000, 10_080]\n", Settings{Plans: []string{AsIs, "gift"}})
	if measured.Exploratory() || measured.JSON("test", false).Plans["gift"].Exploratory {
		t.Error("what was measured is called exploratory")
	}
}

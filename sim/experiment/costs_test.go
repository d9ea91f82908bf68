package experiment

import (
	"math"
	"strings"
	"testing"

	"tweeling/sim/cost"
)

// A part every two minutes, a minute of work on it: 6 kWh an hour, 30 parts, and 6 or 7 minutes without work to 8 or 9 in a
// quarter of an hour, of which 8 at work is the most.
const metered = `
[run]
start = 2026-01-05
horizon = "1w"
replications = 2
[economics]
weeks_per_year = 50
energy_price = { night = 0.1, day = { price = 0.2, hours = ["Mon-Fri 07:00-23:00"] } }
contracted_kw = 6
contract_price_per_kw = 2
peak_price_per_kw = 5
rent_per_m2 = 50
holding_rate = 0.1
co2_per_kwh = 250
co2_price = 100
[shift.evening]
works = ["Mon-Fri 14:00-22:00"]
premium = 0.2
[product.a]
material_cost = 4
[line.in]
kind = "source"
every = "2m"
to = ["m"]
[line.m]
kind = "machine"
cycle = "1m"
size = [3, 4]
power_kw = { working = 10, ready = 2 }
media_per_hour = 1.5
tool = { life = 1000, change = "30s", price = 80 }
to = ["out"]
[line.out]
kind = "sink"
[line.crew]
kind = "operators"
count = 2
shift = "evening"
wage_per_hour = 30
[measure.same]
capex = 0
line.m.cycle = { times = 1 }
[measure.eager]
capex = 1000
line.m.power_kw = { working = 12, ready = 2 }
[plan.same]
measures = ["same"]
[plan.eager]
measures = ["eager"]
`

func TestCostsByHand(t *testing.T) {
	r := runAll(t, metered, Settings{})
	l := r.Plans[0].Samples[0].Ledger
	const first = 8.0 / 60 // kWh less at night: the first part comes after two minutes
	for item, want := range map[int]float64{
		cost.Labour:   2 * 40 * 30 * 1.2,
		cost.Energy:   80*6*0.2 + (88*6-first)*0.1,
		cost.Grid:     12 * (6*2 + (8*10+7*2)/15.*5) / 50,
		cost.Media:    1.5 * (84 - 1./60),
		cost.Tools:    5 * 80,
		cost.Floor:    12 * 50 / 50.,
		cost.Stock:    (84*60 - 1) / 10080. * 4 * 0.1 / 50,
		cost.CO2:      (168*6 - first) * 0.25 / 1000 * 100,
		cost.Late:     0,
		cost.Upkeep:   0,
		cost.Material: 5040 * 4, // the last comes at the very end
	} {
		if got := l.Items[item]; math.Abs(got-want) > 1e-6*max(1, want) {
			t.Errorf("%s: %v, want %v", cost.Items[item].Name, got, want)
		}
	}
	k, _ := lineIndex("peak_power")
	if e := r.Plans[0].KPI[k]; math.Abs(e.Mean-94./15) > 1e-9 || e.HalfWidth != 0 {
		t.Errorf("peak %v ± %v, want %v", e.Mean, e.HalfWidth, 94./15)
	}
	k, _ = lineIndex("co2_per_part")
	if e := r.Plans[0].KPI[k]; math.Abs(e.Mean-(168*6-first)*0.25/5039) > 1e-6 {
		t.Errorf("CO2 of a part %v", e.Mean)
	}
}

// A measure that changes nothing changes nothing, to the last bit.
func TestMeasureWithoutEffectIsExactlyNothing(t *testing.T) {
	for name, text := range map[string]string{"metered": metered, "small": strings.Replace(small, "energy_price = 0.2", `energy_price = { night = 0.1, day = { price = 0.2, hours = ["Mon-Fri 07:00-23:00"] } }
peak_price_per_kw = 5
holding_rate = 0.1`, 1) + "[measure.same]\ncapex = 0\nline.press.load = { times = 1 }\n[plan.same]\nmeasures = [\"same\"]\n"} {
		r := runAll(t, text, Settings{Plans: []string{AsIs, "same"}})
		for i, d := range r.Compared[0].Cost {
			for _, x := range d.Values {
				if x != 0 {
					t.Errorf("%s: %s differs by %v", name, cost.Items[i].Name, x)
				}
			}
		}
		if m := r.Compared[0].Money; m.NPV.Mean != 0 || m.NPV.HalfWidth != 0 || m.Yearly.Mean != 0 {
			t.Errorf("%s: NPV %+v", name, m.NPV)
		}
	}
}

// More is drawn than 6 kW already by the line as it is; with 6.5 kW it keeps to the contract, and 12 kW at work do not.
func TestContractIsKept(t *testing.T) {
	r := runAll(t, strings.Replace(metered, "contracted_kw = 6", "contracted_kw = 6.5", 1), Settings{})
	for i, over := range map[int]int{0: 0, 1: 0, 2: 2} {
		if c := r.Plans[i].Contract; c == nil || c.Over != over || c.Checks != 2 {
			t.Errorf("%s: %+v, want %d over", r.Plans[i].Plan, c, over)
		}
	}
	if r.Compared[0].Worth == NotPossible || r.Compared[1].Worth != NotPossible {
		t.Errorf("verdicts %q and %q", r.Compared[0].Worth, r.Compared[1].Worth)
	}
	if c := runAll(t, metered, Settings{}).Plans[0].Contract; c.Over != 2 || math.Abs(c.Most-94./15) > 1e-9 {
		t.Errorf("of 6 kW: %+v", c)
	}
	free := strings.NewReplacer("contracted_kw = 6\n", "", "contract_price_per_kw = 2\n", "").Replace(metered)
	if c := runAll(t, free, Settings{}).Plans[0].Contract; c != nil {
		t.Errorf("nothing is contracted, and %+v is told", c)
	}
}

// Sixty parts of a minute each, wanted in half an hour: the last is done half an hour late. The next ten have an hour. The
// last sixty are wanted half an hour before the end, and are late until then.
const lateOrders = `
[run]
horizon = "1w"
replications = 2
[economics]
weeks_per_year = 50
[product.a]
late_penalty_per_day = 24
late_penalty = 10
[order.1]
product = "a"
quantity = 60
due = "30m"
[order.2]
product = "a"
quantity = 10
release = "2h"
due = "1h"
[order.3]
product = "a"
quantity = 60
release = "167h"
due = "30m"
late_penalty = 100
late_penalty_per_day = 0
[line.in]
kind = "source"
release = "orders"
to = ["m"]
[line.m]
kind = "machine"
cycle = "1m"
to = ["out"]
[line.out]
kind = "sink"
`

func TestLateOrdersByHand(t *testing.T) {
	r := runAll(t, lateOrders, Settings{})
	// 60 parts x 24 a day x half an hour, and once; the third order costs its own
	if got, want := r.Plans[0].Samples[0].Ledger.Items[cost.Late], 60*24/48.+10+100; math.Abs(got-want) > 1e-9 {
		t.Errorf("%v, want %v", got, want)
	}
}

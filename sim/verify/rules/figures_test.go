package rules_test

import (
	"context"
	"math"
	"strings"
	"testing"

	"tweeling/sim/cost"
	"tweeling/sim/experiment"
	"tweeling/sim/kpi"
	"tweeling/sim/scenario"
)

// Rules about figures are shown by experiments, run as the command does, on lines whose figures can be worked out by hand.

func readScene(t *testing.T, toml string) *scenario.Scenario {
	t.Helper()
	s, err := scenario.Read("scene.toml", []byte(toml), nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func experimentOn(t *testing.T, toml string, set experiment.Settings) *experiment.Result {
	t.Helper()
	r, err := experiment.Run(context.Background(), readScene(t, toml), set)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// figureAt is the place of a figure of the line in kpi.Table.
func figureAt(t *testing.T, name string) int {
	t.Helper()
	for k := range kpi.Table {
		if kpi.Table[k].Name == name {
			return k
		}
	}
	t.Fatalf("want a figure that there is, have %q", name)
	return -1
}

// figure is a figure of one plan of a result.
func figure(t *testing.T, r *experiment.Result, plan int, name string) experiment.Estimate {
	t.Helper()
	e := r.Plans[plan].KPI[figureAt(t, name)]
	if e.Why != "" {
		t.Fatalf("%s: %s", name, e.Why)
	}
	return e
}

// difference is what one plan changes about a figure.
func difference(t *testing.T, r *experiment.Result, compared int, name string) experiment.Difference {
	t.Helper()
	return r.Compared[compared].KPI[figureAt(t, name)]
}

// elementFigure is a figure of an element of the first plan.
func elementFigure(t *testing.T, r *experiment.Result, element, name string) float64 {
	t.Helper()
	for _, e := range r.Plans[0].Elements {
		for k := range kpi.ElementTable {
			if e.Name == element && kpi.ElementTable[k].Name == name {
				return e.KPI[k].Mean
			}
		}
	}
	t.Fatalf("want a figure that there is, have %s of %s", name, element)
	return 0
}

func near(t *testing.T, what string, have, want float64) {
	t.Helper()
	if !(math.Abs(have-want) <= 1e-9*math.Max(1, math.Abs(want))) {
		t.Errorf("%s: want %v, have %v", what, want, have)
	}
}

// checkSays looks for a sentence of check.
func checkSays(t *testing.T, toml, key string) {
	t.Helper()
	said, err := readScene(t, toml).Semantics(scenario.AsIs)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range said {
		if one.Key == key {
			return
		}
	}
	t.Errorf("want check to say %s, have %v", key, said)
}

// resultSays tells whether a result says a sentence.
func resultSays(r *experiment.Result, key string) bool {
	for _, one := range r.Assumptions() {
		if one.Key == key {
			return true
		}
	}
	return false
}

func put(toml, value string) string { return strings.ReplaceAll(toml, "$value", value) }

// weekly is 40 h of shift a week, of which 37.5 are planned. The machine fails after 60 min of work, for 15, so that of these
// 2250 min it works 1800, on a part a minute, and is down for 450.
const weekly = `
[run]
horizon = "1w"
replications = 2
[economics]
weeks_per_year = 40
energy_price = 0.2
$economics
[shift.day]
works = ["Mon-Fri 06:00-14:00"]
breaks = ["Mon-Fri 10:00-10:30"]
[product.part]
share = 1
price = 10
material_cost = 4
demand_per_year = $demand
[line]
in = { kind = "source", to = ["m"] }
out = { kind = "sink" }
crew = { kind = "operators", count = 1, shift = "day", wage_per_hour = 30 }
[line.m]
kind = "machine"
shift = "day"
cycle = "60s"
at_shift_end = "pause"
operator = { cycle = "crew" }
failure.jam = { uptime = "60m", repair = "15m" }
power_kw = { working = 10, ready = 4, standby = 1, off = 0.5 }
cost_per_hour = 12
$machine
to = ["out"]
`

// weekOf fills in a demand, and more of the machine and of the money.
func weekOf(demand, machine, economics string) string {
	return strings.NewReplacer("$demand", demand, "$machine", machine, "$economics", economics).Replace(weekly)
}

var rule29 = rule{number: 29, title: "ThreeDenominators"}

// By the calendar 1800 parts in 168 h; as planned in 37.5 h; and at work, 30 h. OEE is 30/37.5 of planned time; with a planned
// cycle of 45 s instead of the 60 that it takes, three quarters of that.
func TestRule29_ThreeDenominators(t *testing.T) {
	for value, performance := range map[string]float64{"": 1, `planned_cycle = "45s"`: 0.75} {
		text := weekOf(`"unlimited"`, value, "")
		r := experimentOn(t, text, experiment.Settings{})
		for name, want := range map[string]float64{
			"good_parts": 1800, "throughput": 1800.0 / 168, "throughput_planned": 1800 / 37.5,
			"availability": 0.8, "performance": performance, "quality": 1, "oee": 0.8 * performance,
		} {
			e := figure(t, r, 0, name)
			near(t, value+" "+name, e.Mean, want)
			near(t, value+" half-width of "+name, e.HalfWidth, 0)
		}
		near(t, "utilisation", elementFigure(t, r, "m", "utilisation"), 0.8)
		checkSays(t, text, "semantics.times")
	}
}

// rulesOfFigures are rules 46 to 53: statistics and money.
var rulesOfFigures = []rule{rule46, rule47, rule48, rule49, rule50, rule51, rule52, rule53}

var rule52 = rule{number: 52, title: "AYearAndItsDemand"}

// A week makes 1800 parts at 10 each; a year is 40 such weeks, 72,000 parts, whatever was watched. Material is paid for 1801
// parts at 4, since one is in work at the end, and bought as far as it is sold. Pay is 40 h of 30, energy 395.25 kWh of 0.2
// (see rule 53), in 40 weeks 48,000 and 3162.
func TestRule52_AYearAndItsDemand(t *testing.T) {
	cash := func(text string) (sold, cash float64) {
		l := experimentOn(t, text, experiment.Settings{}).Plans[0].Samples[0].Ledger
		return l.Sold[0], l.YearlyCash
	}
	earned := func(sold float64) float64 { return sold*(10-4*1801.0/1800) - 48_000 - 3162 }
	for demand, want := range map[string]float64{`"unlimited"`: 72_000, "90_000": 72_000, "45_000": 45_000} {
		sold, got := cash(weekOf(demand, "", ""))
		near(t, demand+": sold", sold, want)
		near(t, demand+": yearly cash", got, earned(want))
	}
	twoWeeks := strings.Replace(weekOf(`"unlimited"`, "", ""), `"1w"`, `"2w"`, 1)
	sold, _ := cash(twoWeeks)
	near(t, "sold, two weeks watched", sold, 72_000)
	sold, _ = cash(strings.Replace(twoWeeks, "weeks_per_year = 40", "weeks_per_year = 50", 1))
	near(t, "sold, 50 weeks", sold, 90_000)

	// What can be sold, 45,000, is made in 5/8 of the hours. Of the pay of the other 3/8, 18,000, nothing is saved, or a share.
	for economics, saved := range map[string]float64{"": 0, "hours_saved = 0": 0, "hours_saved = 0.7": 0.7 * 18_000, "hours_saved = 1": 18_000} {
		_, got := cash(weekOf("45_000", "", economics))
		near(t, "45,000, "+economics, got, earned(45_000)+saved)
		_, got = cash(weekOf("90_000", "", economics))
		near(t, "90,000, "+economics, got, earned(72_000))
		r := experimentOn(t, weekOf("45_000", "", economics), experiment.Settings{})
		if said := "assume.saved"; resultSays(r, said) != (saved > 0) || resultSays(r, "assume.labour") == (saved > 0) || !resultSays(r, "assume.year") || !resultSays(r, "assume.demand") {
			t.Errorf("%q: the result says %v", economics, r.Assumptions())
		}
	}
}

var rule53 = rule{53, "WhatCostsWhat", []scene{{
	name: "waking from standby",
	key:  "machine.wake",
	// A part comes every 100 s and takes 10. In standby from 30 s without work on, at 30 and, after it, at 140 or 147.
	toml: `
[run]
horizon = "220s"
[line]
in = { kind = "source", every = "100s", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "10s"
standby_after = "30s"
wake = "$value"
to = ["out"]
`,
	tells: "leaves state:m",
	cases: []outcome{
		{"", "1m40s m working; 1m50s part 1 leaves; 1m50s m starved; 3m20s m working; 3m30s part 2 leaves; 3m30s m starved"},
		{"7s", `1m40s m setup; 1m47s m working; 1m57s part 1 leaves; 1m57s m starved; 3m20s m setup; 3m27s m working
			3m37s part 2 leaves; 3m37s m starved`},
	},
}, {
	name: "starting up",
	key:  "machine.startup",
	// The same, and off from 60 s without work on: to start up takes as long as to wake, or 20 s.
	toml: `
[run]
horizon = "220s"
[line]
in = { kind = "source", every = "100s", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "10s"
standby_after = "30s"
wake = "7s"
off_after = "60s"
startup = "$value"
to = ["out"]
`,
	cases: []outcome{
		{"", "1m57s part 1 leaves; 3m37s part 2 leaves"},
		{"20s", "2m10s part 1 leaves"},
	},
}, {
	name: "a robot wakes",
	key:  "robot.wake",
	// 5 s to load, 10 of work, 5 to unload. In standby after 5 s without work, at 10: awake in no time, or at 18, after 3.
	// Unloaded by 23 and loaded by 28; asleep again from 33 on, wanted at 38, awake at 41, and so on.
	toml: `
[run]
horizon = "50s"
[line]
in = { kind = "source", to = ["m"] }
m = { kind = "machine", cycle = "10s", robot = "arm", to = ["out"] }
out = { kind = "sink" }
[line.arm]
kind = "robot"
pick = "2s"
place = "3s"
standby_after = "5s"
wake = "$value"
`,
	cases: []outcome{
		{"", "20s part 1 leaves; 40s part 2 leaves"},
		{"3s", "23s part 1 leaves; 46s part 2 leaves"},
	},
}}}

// Of 168 h the machine works 30, is down for 7.5 and off for 130.5: 10 x 30 + 4 x 7.5 + 0.5 x 130.5 = 395.25 kWh. People are
// paid for 40 h, breaks and stoppages included; the machine costs 12 for each of 37.5 planned hours, and that is not in the
// yearly cash. Material is 1801 x 4, the part in work at the end included.
func TestRule53_WhatCostsWhat(t *testing.T) {
	rule53.play(t)
	capital := `
[measure.paint]
capex = 8000
life = "8y"
[plan.painted]
measures = ["paint"]
`
	r := experimentOn(t, weekOf(`"unlimited"`, "", "discount_rate = 0\n")+capital, experiment.Settings{})
	spent := r.Plans[0].Samples[0].Ledger.Items
	for item, want := range map[int]float64{cost.Labour: 40 * 30, cost.Energy: 395.25 * 0.2, cost.Material: 1801 * 4, cost.Machine: 37.5 * 12, cost.Capital: 0, cost.Upkeep: 0, cost.Scrap: 0} {
		near(t, cost.Items[item].Name, spent[item], want)
	}
	near(t, "cost per part", figure(t, r, 0, "cost_per_part").Mean, (1200+79.05+7204+450)/1800)
	near(t, "yearly cash", r.Plans[0].Samples[0].Ledger.YearlyCash, 40*(18_000-7204-1200-79.05))

	// 8000 without interest is 1000 a year, 25 of 40 weeks: in the cost of a part, and not in the yearly cash.
	near(t, "capital", r.Plans[1].Samples[0].Ledger.Items[cost.Capital], 25)
	near(t, "yearly cash with the measure", r.Plans[1].Samples[0].Ledger.YearlyCash, r.Plans[0].Samples[0].Ledger.YearlyCash)
	near(t, "difference in cost of a part", difference(t, r, 0, "cost_per_part").Mean, 25.0/1800)
	near(t, "NPV", r.Compared[0].Money.NPV.Mean, -8000)
	if !resultSays(r, "assume.costing") || !resultSays(r, "assume.labour") {
		t.Errorf("the result says %v", r.Assumptions())
	}
	for _, kind := range []string{"vehicle", "conveyor"} { // what is not built is an error, and nothing else
		_, err := scenario.Read("scene.toml", []byte(strings.Replace(weekOf(`"unlimited"`, "", ""), `kind = "machine"`, `kind = "`+kind+`"`, 1)), nil)
		if err == nil || !strings.Contains(err.Error(), "not built yet") {
			t.Errorf("%s: want to be told that it is not built yet, have %v", kind, err)
		}
	}
}

// Rule 25: two hours of work beyond three shifts of an hour, every day of a week, at the wage or more.
func overtimeIsPaid(t *testing.T) {
	const line = `
[run]
horizon = "1w"
replications = 2
[economics]
energy_price = 0
[product.part]
share = 1
price = 9
material_cost = 0
demand_per_year = "unlimited"
[shift.day]
works = ["daily 00:00-01:00", "daily 02:00-03:00", "daily 04:00-05:00"]
[line]
in = { kind = "source", to = ["m"] }
m = { kind = "machine", cycle = "50m", operator = "crew", to = ["out"] }
out = { kind = "sink" }
crew = { kind = "operators", count = 1, shift = "day", wage_per_hour = 60, $value }
`
	// Each shift makes two parts, from 0 to 50 and from 50 to 100: 40 min of overtime, 14 h a week, beside 21 h of shift.
	// Who pauses makes 1260/50 parts, 25 whole ones.
	for value, want := range map[string]struct{ pay, parts float64 }{
		`at_shift_end = "finish"`:                         {60 * 35, 42},
		`at_shift_end = "finish", overtime_premium = 1`:   {60 * 35, 42},
		`at_shift_end = "finish", overtime_premium = 1.5`: {60 * (21 + 1.5*14), 42},
		`at_shift_end = "pause", overtime_premium = 1.5`:  {60 * 21, 25},
	} {
		r := experimentOn(t, put(line, value), experiment.Settings{})
		near(t, value+": parts", figure(t, r, 0, "good_parts").Mean, want.parts)
		near(t, value+": pay", r.Plans[0].Samples[0].Ledger.Items[cost.Labour], want.pay)
	}
}

// Rule 35: before and after. A robot that is down for 10 min after every 90 takes with it what a hand never did: in 10,080 min
// 100 times, and all stations wait for it then.
func aRobotIsOneMoreThingThatFails(t *testing.T) {
	r := experimentOn(t, `
[run]
horizon = "1w"
replications = 2
[line]
in = { kind = "source", to = ["m1", "m2"] }
m1 = { kind = "machine", cycle = "20s", load = "2s", unload = "2s", to = ["out"] }
m2 = { kind = "machine", cycle = "20s", load = "2s", unload = "2s", to = ["out"] }
out = { kind = "sink" }
[measure.cobot.line]
m1 = { robot = "arm" }
m2 = { robot = "arm" }
arm = { kind = "robot", pick = "1s", place = "1s", failure.drive = { uptime = "90m", clock = "calendar", repair = "10m" } }
`, experiment.Settings{})
	near(t, "down before", figure(t, r, 0, "robot_down").Mean, 0)
	near(t, "down after", figure(t, r, 1, "robot_down").Mean, 1000.0/10_080)
	for _, name := range []string{"robot_down", "waiting_robot"} {
		if d := difference(t, r, 0, name); d.Verdict != experiment.Higher {
			t.Errorf("%s is %s by %v, want it higher", name, d.Verdict, d.Mean)
		}
	}
}

// Four parts come at the very first instant, and there is room for one in the machine and one before it: two are lost, and
// a run without a warm-up says so.
func TestRule11_WhatIsLostAtTheStartIsReported(t *testing.T) {
	r := experimentOn(t, `
[run]
horizon = "1w"
replications = 2
[line]
in = { kind = "source", release = "orders", when_full = "lose", room = 1, to = ["m"] }
m = { kind = "machine", cycle = "10s", to = ["out"] }
out = { kind = "sink" }
[order.1]
product = "part"
quantity = 4
release = "0s"
[product.part]
share = 1
`, experiment.Settings{})
	if lost := r.Plans[0].Products[0].Lost; lost.Mean != 2 {
		t.Errorf("want 2 lost in the week, have %v", lost.Mean)
	}
}

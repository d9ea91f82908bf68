package experiment

import (
	"os"
	"slices"
	"testing"

	"tweeling/scenarios"
	"tweeling/sim"
	"tweeling/sim/kpi"
)

// Measures of the catalogue, put on a line that runs: each does to the line what it is bought for, and what its file says
// it makes worse shows as well.
func TestCatalogueOnARunningLine(t *testing.T) {
	text, err := os.ReadFile("../scenario/testdata/catalogue.toml")
	if err != nil {
		t.Fatal(err)
	}
	line := string(text) + `
[run]
horizon = "5w"
replications = 5
[measure.smed]
use = "quick-change"
on = { station = "press" }
[measure.robot]
use = "robot-tending"
on = { station = "press" }
[measure.sensors]
use = "condition-monitoring"
on = { failure = "press.jam" }
[measure.camera]
use = "vision-inspection"
on = { station = "press", inspector = "look" }
[plan.smed]
measures = ["smed"]
[plan.robot]
measures = ["robot"]
[plan.sensors]
measures = ["sensors"]
[plan.camera]
measures = ["camera"]
`
	r := runAll(t, line, Settings{})
	plan := func(name string) *PlanResult { return planOf(t, r, name) }
	figure := func(p, name string) float64 { return kpiOf(t, r, p, name) }
	state := func(p, element string, s sim.State) float64 {
		e := plan(p).Elements
		i := slices.IndexFunc(e, func(e ElementResult) bool { return e.Name == element })
		if i < 0 {
			return 0
		}
		return e[i].States[s].Mean
	}
	people := func(p string) float64 { // busy, as a share of their time
		e := plan(p).Elements
		i := slices.IndexFunc(e, func(e ElementResult) bool { return e.Name == "crew" })
		k := slices.IndexFunc(kpi.ElementTable, func(k kpi.ElementKPI) bool { return k.Name == "busy" })
		return e[i].KPI[k].Mean
	}
	const asIs = "as-is"
	for _, c := range []struct {
		what       string
		less, more float64
	}{
		{"quick change makes more", figure(asIs, "output_per_week"), figure("smed", "output_per_week")},
		{"and stops for practice", state(asIs, "press", sim.PlannedStop), state("smed", "press", sim.PlannedStop)},
		{"a robot takes work off people", state("robot", "press", sim.WaitingOperator) + people("robot"), people(asIs)},
		{"and stops for its trays", state(asIs, "press", sim.PlannedStop), state("robot", "press", sim.PlannedStop)},
		{"and for longer setups", state(asIs, "press", sim.Setup), state("robot", "press", sim.Setup)},
		{"sensors take away repairs", state("sensors", "press", sim.Down), state(asIs, "press", sim.Down)},
		{"and stop for alarms", state(asIs, "press", sim.PlannedStop), state("sensors", "press", sim.PlannedStop)},
		{"a camera rejects more", figure(asIs, "scrap_rate"), figure("camera", "scrap_rate")},
		{"and needs nobody to look", people("camera"), people(asIs)},
	} {
		if !(c.less < c.more) {
			t.Errorf("%s: want less than %v, have %v", c.what, c.more, c.less)
		}
	}
}

// Lathes that a robot loads work on into the night, until their first fault or until their tray is empty.
func TestCatalogueWorksAtNight(t *testing.T) {
	text, _ := scenarios.Text("cnc-night")
	r := runAll(t, string(text)+`
[measure.arm]
use = "robot-tending"
on = { station = "lathe" }
[measure.dark]
use = "lights-out"
on = { station = "lathe" }
[plan.arm]
measures = ["arm"]
[plan.dark]
measures = ["arm", "dark"]
`, Settings{Replications: 3})
	day, night := kpiOf(t, r, "arm", "output_per_week"), kpiOf(t, r, "dark", "output_per_week")
	if night < 1.05*day {
		t.Errorf("want more parts at night, have %v after %v", night, day)
	}
	if day, night := kpiOf(t, r, "arm", "scrap_rate"), kpiOf(t, r, "dark", "scrap_rate"); night <= day {
		t.Errorf("want more scrap at night, have %v after %v", night, day)
	}
}

func planOf(t *testing.T, r *Result, name string) *PlanResult {
	t.Helper()
	i := slices.IndexFunc(r.Plans, func(p PlanResult) bool { return p.Plan == name })
	if i < 0 {
		t.Fatalf("there is no plan %s", name)
	}
	return &r.Plans[i]
}

func kpiOf(t *testing.T, r *Result, plan, name string) float64 {
	t.Helper()
	return planOf(t, r, plan).KPI[slices.IndexFunc(kpi.Table, func(k kpi.KPI) bool { return k.Name == name })].Mean
}

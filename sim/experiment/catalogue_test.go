package experiment

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tweeling/assets"
	"tweeling/scenarios"
	"tweeling/sim"
	"tweeling/sim/kpi"
)

// A side is one figure of a plan that has to be less, or more, than as it is.
type side struct {
	of      string // a KPI of the line, or of an element: "press: setup", "crew: busy"
	more    bool
	without string // the plan that it is held against; "" for the line as it is
}

func less(of string) side { return side{of: of} }
func more(of string) side { return side{of: of, more: true} }

// catalogueCases puts every measure of the catalogue on a station of a shipped scenario, in plans of its name, and says what
// it does better there and what it does worse.
var catalogueCases = []struct {
	scenario string
	replace  []string // of its text: old, new
	measure  string
	on, with string // of its use; with: a measure that is in the plan as well
	better   side
	worse    side
}{
	{"metal-jobshop-setups", nil, "quick-change", `{ station = "lathe" }`, "", less("lathe: setup"), more("lathe: planned_stop")},
	{"metal-jobshop-setups", nil, "automatic-changeover", `{ station = "mill" }`, "", less("mill: setup"), more("mill: down")},
	{"metal-jobshop-setups", nil, "scheduling", `{ station = "lathe" }`, "", less("lathe: setup"), more("lathe: planned_stop")},
	{"metal-jobshop-setups", nil, "flexible-cell", `{ station = "mill" }`, "", less("mill: setup"), more("mill: working")},
	{"shaver-heads", nil, "spc", `{ station = "test" }`, "", less("scrap_rate"), more("test: planned_stop")},
	{"shaver-heads", nil, "condition-monitoring", `{ failure = "spring.tangle" }`, "", less("spring: down"), more("spring: planned_stop")},
	{"shaver-heads", nil, "vision-inspection", `{ station = "test", inspector = "inspect" }`, "", less("crew: busy"), more("scrap_rate")},
	{"shaver-heads", nil, "work-instructions", `{ station = "mount" }`, "", more("output_per_week"), more("mount: down")},
	{"shaver-heads", nil, "cobot-assembly", `{ station = "mount" }`, "", more("output_per_week"), more("mount: down")},
	{"cnc-night", unloaded, "robot-tending", `{ station = "lathe" }`, "", less("turner: busy"), more("lathe: planned_stop")},
	{"cnc-night", unloaded, "lights-out", `{ station = "lathe" }`, "robot-tending", side{"output_per_week", true, "robot-tending"}, side{"scrap_rate", true, "robot-tending"}},
	{"cnc-night", unloaded, "energy-monitoring", `{ station = "lathe" }`, "", less("energy_per_part"), more("lathe: down")},
	{"cnc-night", unloaded, "transport", `{ station = "lathe" }`, "", less("turner: busy"), more("lathe: blocked")},
}

// unloaded has the man at the lathes carry parts away as well, since that is what a vehicle takes over.
var unloaded = []string{`load = "75s"
cycle = "lognormal(6m, cv 0.05)"
operator = { load = "turner",`, `load = "75s"
unload = "25s"
cycle = "lognormal(6m, cv 0.05)"
operator = { load = "turner", unload = "turner",`}

// Every measure of the catalogue, on a line that is shipped: what it is bought for shows there, and what it makes worse does.
func TestEveryMeasureHasTwoSides(t *testing.T) {
	tried := map[string]bool{}
	for i := range catalogueCases {
		tried[catalogueCases[i].measure] = true
	}
	for _, name := range assets.Measures() {
		if !tried[name] {
			t.Errorf("%s is put on no line", name)
		}
	}
	for _, name := range []string{"metal-jobshop-setups", "shaver-heads", "cnc-night"} {
		t.Run(name, func(t *testing.T) { twoSides(t, name) })
	}
}

// shorter is a run that shows them, of each scenario.
var shorter = map[string][2]string{"metal-jobshop-setups": {"1w", "6w"}, "shaver-heads": {"1d", "1w"}, "cnc-night": {"3d", "4w"}}

func twoSides(t *testing.T, name string) {
	shipped, _ := scenarios.Text(name)
	text := string(shipped)
	for _, key := range []struct{ name, value string }{{"warmup", shorter[name][0]}, {"horizon", shorter[name][1]}} {
		text = regexp.MustCompile(`(?m)^`+key.name+` = "\d+[wd]"`).ReplaceAllString(text, key.name+` = "`+key.value+`"`)
	}
	plans := []string{AsIs}
	for i := range catalogueCases {
		c := &catalogueCases[i]
		if c.scenario != name {
			continue
		}
		if len(plans) == 1 && c.replace != nil {
			if !strings.Contains(text, c.replace[0]) {
				t.Fatalf("%s has no %q", name, c.replace[0])
			}
			text = strings.Replace(text, c.replace[0], c.replace[1], 1)
		}
		plans = append(plans, c.measure)
		list := `"` + c.measure + `"`
		if c.with != "" {
			list = `"` + c.with + `", ` + list
		}
		text += fmt.Sprintf("\n[measure.%s]\nuse = %q\non = %s\n[plan.%s]\nmeasures = [%s]\n", c.measure, c.measure, c.on, c.measure, list)
	}
	r := runAll(t, text, Settings{Plans: plans, Replications: 4})
	for i := range catalogueCases {
		if c := &catalogueCases[i]; c.scenario == name {
			for _, one := range []struct {
				what string
				side
			}{{"better", c.better}, {"worse", c.worse}} {
				from := one.without
				if from == "" {
					from = AsIs
				}
				before, after := sideOf(t, r, from, one.of), sideOf(t, r, c.measure, one.of)
				if one.more && after <= before || !one.more && after >= before {
					t.Errorf("%s, for the %s: %s is %v after %v, want it to change (more: %v)", c.measure, one.what, one.of, after, before, one.more)
				}
			}
		}
	}
}

// sideOf is a figure of a plan by name.
func sideOf(t *testing.T, r *Result, plan, of string) float64 {
	t.Helper()
	element, figure, ok := strings.Cut(of, ": ")
	if !ok {
		return kpiOf(t, r, plan, of)
	}
	list := planOf(t, r, plan).Elements
	i := slices.IndexFunc(list, func(e ElementResult) bool { return e.Name == element })
	if i < 0 {
		t.Fatalf("%s has no %s", plan, element)
	}
	if k := slices.IndexFunc(kpi.ElementTable, func(k kpi.ElementKPI) bool { return k.Name == figure }); k >= 0 {
		return list[i].KPI[k].Mean
	}
	for s := range sim.NumStates {
		if s.String() == figure {
			return list[i].States[s].Mean
		}
	}
	t.Fatalf("there is no figure %s", figure)
	return 0
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

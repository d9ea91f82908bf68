package scenarios_test

import (
	"context"
	"math"
	"slices"
	"testing"

	"tweeling/scenarios"
	"tweeling/sim"
	"tweeling/sim/experiment"
	"tweeling/sim/kpi"
	"tweeling/sim/scenario"
)

func compared(t *testing.T, name string) *experiment.Result {
	t.Helper()
	s, err := scenario.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	r, err := experiment.Run(context.Background(), s, experiment.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestEveryScenarioReadsAndRuns(t *testing.T) {
	if !slices.Contains(scenarios.Names(), scenarios.Default) {
		t.Errorf("the default %q is not among %v", scenarios.Default, scenarios.Names())
	}
	for _, name := range scenarios.Names() {
		s, err := scenario.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, lang := range []string{"en", "nl"} {
			if s.TitleIn(lang) == "" || s.TitleIn(lang) == name {
				t.Errorf("%s has no title in %s", name, lang)
			}
		}
		for _, plan := range s.PlanNames() {
			sys, err := experiment.NewSystem(s, plan)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := sys.Replicate(context.Background(), 1, 0); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// near allows a quarter of the expected effect: enough for other seeds and small changes of the engine, not for another story.
func near(got, want float64) bool { return math.Abs(got-want) <= 0.25*math.Abs(want) }

func TestShaverHeads(t *testing.T) {
	r := compared(t, "shaver-heads")
	t.Run("story", func(t *testing.T) { tellsItsStory(t, r) })
	t.Run("size", func(t *testing.T) { isOfRealSize(t, r) })
}

// The story of the shaver line: cobots cost a little output and save a person, sensors bring output that hardly anybody
// buys and lose money, and all three together bring no more than the cobots alone. The slowest hands stay the bottleneck.
func tellsItsStory(t *testing.T, r *experiment.Result) {
	for _, want := range []struct {
		plan               string
		output, npv        float64
		higher, worthMoney bool
	}{
		{"hands", -0.0061, 408_000, false, true},
		{"sensors", +0.0130, -154_000, true, false},
		{"automated", -0.0082, 399_000, false, true},
	} {
		i := slices.IndexFunc(r.Compared, func(c experiment.Comparison) bool { return c.Plan == want.plan })
		if i < 0 {
			t.Fatalf("no plan %s", want.plan)
		}
		c := &r.Compared[i]
		k := slices.IndexFunc(kpi.Table, func(k kpi.KPI) bool { return k.Name == "output_per_week" })
		effect := c.KPI[k].Mean / r.Plans[0].KPI[k].Mean
		if !near(effect, want.output) {
			t.Errorf("%s changes output by %.2f %%, want about %.2f %%", want.plan, 100*effect, 100*want.output)
		}
		if verdict := c.KPI[k].Verdict; (verdict == experiment.Higher) != want.higher || verdict == experiment.NotDistinguishable {
			t.Errorf("%s: output is %s", want.plan, verdict)
		}
		if !near(c.Money.NPV.Mean, want.npv) {
			t.Errorf("%s has an NPV of %.0f, want about %.0f", want.plan, c.Money.NPV.Mean, want.npv)
		}
		if worth := c.Money.NPV.Mean-c.Money.NPV.HalfWidth > 0; worth != want.worthMoney {
			t.Errorf("%s: worth its money is %v", want.plan, worth)
		}
		if from, to := r.Plans[0].Elements[c.From].Name, r.Plans[i+1].Elements[c.To].Name; from != "mount" || to != "mount" {
			t.Errorf("%s: the bottleneck goes from %s to %s, want mount to stay", want.plan, from, to)
		}
	}
}

// The comparison is of real size: at least 60 million part-operations with the replications that the scenario asks for.
func isOfRealSize(t *testing.T, r *experiment.Result) {
	var ops int64
	for i := range r.Plans {
		ops += r.Plans[i].Health.PartOps
	}
	if ops < 60_000_000 {
		t.Errorf("%d part-operations, want at least 60 million", ops)
	}
	if len(r.Plans) < 4 {
		t.Errorf("%d systems, want at least 4", len(r.Plans))
	}
	for _, p := range r.Plans {
		if stations := slices.DeleteFunc(slices.Clone(p.Elements), func(e experiment.ElementResult) bool { return e.Role != "station" }); len(stations) < 10 {
			t.Errorf("%s has %d stations, want about ten", p.Plan, len(stations))
		}
	}
}

// Two measures that lose alone win together, and their worth is more than the sum of what each loses: whoever judges them
// one by one buys neither.
func TestTwoAloneLose(t *testing.T) {
	r := compared(t, "two-alone-lose")
	worth := map[string]experiment.Worth{}
	npv := map[string]float64{}
	for _, c := range r.Compared {
		worth[c.Plan], npv[c.Plan] = c.Worth, c.Money.NPV.Mean
	}
	for plan, want := range map[string]experiment.Worth{"a": experiment.LosesMoney, "b": experiment.LosesMoney, "ab": experiment.WorthIt,
		"c": experiment.WorthIt, "d": experiment.LosesMoney, "abc": experiment.WorthIt} {
		if worth[plan] != want {
			t.Errorf("plan %s: %s, want %s (NPV %.0f)", plan, worth[plan], want, npv[plan])
		}
	}
	for plan, want := range map[string]float64{"b": -59_000, "ab": 183_000, "c": 88_000, "d": -34_000, "abc": 311_000} {
		if !near(npv[plan], want) {
			t.Errorf("plan %s has an NPV of %.0f, want about %.0f", plan, npv[plan], want)
		}
	}
	if npv["ab"] <= npv["a"]+npv["b"] {
		t.Errorf("together %.0f, one by one %.0f", npv["ab"], npv["a"]+npv["b"])
	}
}

// Lathes that load themselves run on into the night until the first fault: output doubles with the same two people. By day
// alone sensors do not pay, at night they add to it; a late shift brings little more than its wages.
func TestCncNight(t *testing.T) {
	r := compared(t, "cnc-night")
	k := slices.IndexFunc(kpi.Table, func(k kpi.KPI) bool { return k.Name == "output_per_week" })
	npv := map[string]float64{}
	for _, want := range []struct {
		plan        string
		output, npv float64
		worth       experiment.Worth
	}{
		{"feeders", 1.04, 1_125_000, experiment.WorthIt},
		{"sensors", 0.021, -47_000, experiment.LosesMoney},
		{"night", 1.16, 1_190_000, experiment.WorthIt},
		{"late", 0.47, 51_000, experiment.WorthIt},
	} {
		i := slices.IndexFunc(r.Compared, func(c experiment.Comparison) bool { return c.Plan == want.plan })
		c := &r.Compared[i]
		npv[want.plan] = c.Money.NPV.Mean
		if effect := c.KPI[k].Mean / r.Plans[0].KPI[k].Mean; !near(effect, want.output) {
			t.Errorf("%s changes output by %.0f %%, want about %.0f %%", want.plan, 100*effect, 100*want.output)
		}
		if !near(c.Money.NPV.Mean, want.npv) || c.Worth != want.worth {
			t.Errorf("%s has an NPV of %.0f (%s), want about %.0f (%s)", want.plan, c.Money.NPV.Mean, c.Worth, want.npv, want.worth)
		}
		if name := r.Plans[i+1].Elements[c.To].Name; name != "lathe" {
			t.Errorf("%s: the bottleneck is %s, want the lathes", want.plan, name)
		}
	}
	if npv["night"]-npv["feeders"] <= npv["sensors"] {
		t.Errorf("sensors bring %.0f at night and %.0f by day, want more at night", npv["night"]-npv["feeders"], npv["sensors"])
	}
}

// In the job shop setups take two fifths of the machines' time. Quick change, and scheduling by setup, make nearly all orders
// on time and lose money by themselves; the second adds nothing to the first. They pay by what is done with the hours: the
// Saturdays off, or more orders. The board has less to spare than quick change: with the Saturdays off one order in seven is
// late, flanges as much as today. A second setter brings as much on time as the board, for a wage.
func TestMetalJobshopSetups(t *testing.T) {
	r := compared(t, "metal-jobshop-setups")
	figure := func(plan int, name string) float64 {
		return r.Plans[plan].KPI[slices.IndexFunc(kpi.Table, func(k kpi.KPI) bool { return k.Name == name })].Mean
	}
	orders := func(plan int, product string) *experiment.ProductResult {
		list := r.Plans[plan].Products
		return &list[slices.IndexFunc(list, func(p experiment.ProductResult) bool { return p.Name == product })]
	}
	if late := 1 - figure(0, "on_time"); !near(late, 0.25) {
		t.Errorf("as it is %.0f %% of the orders are late, want about 25 %%", 100*late)
	}
	for _, name := range []string{"lathe", "mill"} {
		e := &r.Plans[0].Elements[slices.IndexFunc(r.Plans[0].Elements, func(e experiment.ElementResult) bool { return e.Name == name })]
		if share := e.States[sim.Setup].Mean / (1 - e.States[sim.Off].Mean); !near(share, 0.4) {
			t.Errorf("setups take %.0f %% of the time of the %s, want about 40 %%", 100*share, name)
		}
	}
	at := map[string]int{}
	for _, want := range []struct {
		plan                    string
		late, lead, output, npv float64 // lead time and output against today
		worth                   experiment.Worth
	}{
		{"quick", 0.00, -0.74, 0.01, -105_000, experiment.LosesMoney},
		{"board", 0.04, -0.58, 0.01, -93_000, experiment.LosesMoney},
		{"both", 0.00, -0.76, 0.01, -228_000, experiment.LosesMoney},
		{"quick_off", 0.035, -0.64, 0.01, 54_000, experiment.WorthIt},
		{"board_off", 0.144, -0.26, 0.01, 60_000, experiment.WorthIt},
		{"grow", 0.01, -0.70, 0.137, 148_000, experiment.WorthIt},
		{"setter", 0.03, -0.58, 0.01, -488_000, experiment.LosesMoney},
	} {
		i := slices.IndexFunc(r.Compared, func(c experiment.Comparison) bool { return c.Plan == want.plan })
		c, plan := &r.Compared[i], i+1
		at[want.plan] = plan
		if late := 1 - figure(plan, "on_time"); math.Abs(late-want.late) > 0.02+want.late/4 {
			t.Errorf("%s: %.1f %% of the orders are late, want about %.1f %%", want.plan, 100*late, 100*want.late)
		}
		if lead := figure(plan, "lead_time")/figure(0, "lead_time") - 1; !near(lead, want.lead) {
			t.Errorf("%s changes the lead time by %.0f %%, want about %.0f %%", want.plan, 100*lead, 100*want.lead)
		}
		if output := figure(plan, "output_per_week")/figure(0, "output_per_week") - 1; math.Abs(output-want.output) > 0.01+want.output/4 {
			t.Errorf("%s changes output by %.1f %%, want about %.1f %%", want.plan, 100*output, 100*want.output)
		}
		if !near(c.Money.NPV.Mean, want.npv) || c.Worth != want.worth {
			t.Errorf("%s has an NPV of %.0f (%s), want about %.0f (%s)", want.plan, c.Money.NPV.Mean, c.Worth, want.npv, want.worth)
		}
	}
	if gain := orders(at["board_off"], "flange_dn50").OnTime.Mean - orders(0, "flange_dn50").OnTime.Mean; gain > 0.05 {
		t.Errorf("with the board and no Saturdays %.0f points more small flanges are on time, want hardly any", 100*gain)
	}
	if late := 1 - orders(at["board_off"], "shaft_proto").OnTime.Mean; !near(late, 0.4) {
		t.Errorf("with the board and no Saturdays %.0f %% of the prototypes are late, want about 40 %%", 100*late)
	}
}

// In the moulding cell everybody wants the colour sequence, which saves purging and scrap and loses money, and makes one order
// in ten late. The robot pays by the night and the late packer; what is turned away pays most, whatever the sequence. The hot
// runner costs more in colour changes than it saves.
func TestPlasticsCell(t *testing.T) {
	r := compared(t, "plastics-cell")
	at := func(name string) int {
		return slices.IndexFunc(kpi.Table, func(k kpi.KPI) bool { return k.Name == name })
	}
	late := map[string]float64{}
	for _, want := range []struct {
		plan                string
		output, scrap, late float64 // against today: of the output, in points of scrap and of orders on time
		npv                 float64
		worth               experiment.Worth
	}{
		{"sequence", 0.003, -0.003, 0.09, -35_000, experiment.LosesMoney},
		{"robot", -0.005, 0.005, 0, 209_000, experiment.WorthIt},
		{"hot_runner", -0.085, 0.08, 0, -468_000, experiment.LosesMoney},
		{"busy", 0.19, 0.002, 0.02, 793_000, experiment.WorthIt},
		{"grow", 0.196, -0.003, 0.02, 772_000, experiment.WorthIt},
	} {
		c := &r.Compared[slices.IndexFunc(r.Compared, func(c experiment.Comparison) bool { return c.Plan == want.plan })]
		late[want.plan] = -c.KPI[at("on_time")].Mean
		if effect := c.KPI[at("output_per_week")].Mean / r.Plans[0].KPI[at("output_per_week")].Mean; math.Abs(effect-want.output) > 0.01 {
			t.Errorf("%s changes output by %.1f %%, want about %.1f %%", want.plan, 100*effect, 100*want.output)
		}
		if have := c.KPI[at("scrap_rate")].Mean; math.Abs(have-want.scrap) > 0.002+0.1*math.Abs(want.scrap) {
			t.Errorf("%s changes scrap by %.2f points, want about %.2f", want.plan, 100*have, 100*want.scrap)
		}
		if math.Abs(late[want.plan]-want.late) > 0.02 {
			t.Errorf("%s makes %.1f %% of the orders late, want about %.0f %%", want.plan, 100*late[want.plan], 100*want.late)
		}
		if !near(c.Money.NPV.Mean, want.npv) || c.Worth != want.worth {
			t.Errorf("%s has an NPV of %.0f (%s), want about %.0f (%s)", want.plan, c.Money.NPV.Mean, c.Worth, want.npv, want.worth)
		}
	}
}

// against are what plans change of a figure, as a share of today's where relative.
func against(r *experiment.Result, plan, figure string, relative bool) float64 {
	k := slices.IndexFunc(kpi.Table, func(k kpi.KPI) bool { return k.Name == figure })
	c := &r.Compared[slices.IndexFunc(r.Compared, func(c experiment.Comparison) bool { return c.Plan == plan })]
	if relative {
		return c.KPI[k].Mean / r.Plans[0].KPI[k].Mean
	}
	return c.KPI[k].Mean
}

func money(r *experiment.Result, plan string) (npv float64, worth experiment.Worth) {
	c := &r.Compared[slices.IndexFunc(r.Compared, func(c experiment.Comparison) bool { return c.Plan == plan })]
	return c.Money.NPV.Mean, c.Worth
}

// Scrap dominates the ribs. Inspection behind the press and a watched heat field each save it and pay; together they bring no
// more than the inspection alone, since they cure the same. The laying robot pays by a wage and changes nothing about scrap.
func TestCompositePress(t *testing.T) {
	r := compared(t, "composite-press")
	npv := map[string]float64{}
	for _, want := range []struct {
		plan        string
		good, scrap float64 // share of today's output, points of scrap
		npv         float64
	}{
		{"inline", 0.055, -0.050, 381_000}, {"sensors", 0.036, -0.030, 278_000}, {"laying", 0, 0, 315_000}, {"quality", 0.063, -0.054, 334_000},
	} {
		if have := against(r, want.plan, "output_per_week", true); math.Abs(have-want.good) > 0.02 {
			t.Errorf("%s changes output by %.1f %%, want about %.1f %%", want.plan, 100*have, 100*want.good)
		}
		if have := against(r, want.plan, "scrap_rate", false); math.Abs(have-want.scrap) > 0.012 {
			t.Errorf("%s changes scrap by %.1f points, want about %.1f", want.plan, 100*have, 100*want.scrap)
		}
		value, worth := money(r, want.plan)
		if npv[want.plan] = value; math.Abs(value-want.npv) > 0.4*want.npv || worth != experiment.WorthIt {
			t.Errorf("%s has an NPV of %.0f (%s), want about %.0f", want.plan, value, worth, want.npv)
		}
	}
	if npv["quality"] > npv["inline"]+60_000 {
		t.Errorf("together they bring %.0f, and the inspection alone %.0f: want no more", npv["quality"], npv["inline"])
	}
}

// In the job shop one order in five is late. Quick change lets nearly half of those be on time and is worth what it costs; the
// flexible cell pays by a wage; scheduling by setup makes urgent orders wait, and loses money; cards make no hour more.
func TestMetalJobshop(t *testing.T) {
	r := compared(t, "metal-jobshop")
	k := slices.IndexFunc(kpi.Table, func(k kpi.KPI) bool { return k.Name == "on_time" })
	if late := 1 - r.Plans[0].KPI[k].Mean; math.Abs(late-0.20) > 0.04 {
		t.Errorf("as it is %.0f %% of the orders are late, want about 20 %%", 100*late)
	}
	for _, want := range []struct {
		plan   string
		onTime float64 // points
		low    float64 // of the NPV
		high   float64
	}{
		{"quick", 0.083, -80_000, 80_000}, {"cell", 0.07, 200_000, 400_000}, {"board", -0.02, -260_000, -90_000},
		{"cards", -0.018, -130_000, 20_000}, {"quick_cards", 0.05, -170_000, 40_000},
	} {
		if have := against(r, want.plan, "on_time", false); math.Abs(have-want.onTime) > 0.03 {
			t.Errorf("%s changes orders on time by %.1f points, want about %.1f", want.plan, 100*have, 100*want.onTime)
		}
		if have := against(r, want.plan, "output_per_week", true); math.Abs(have) > 0.01 {
			t.Errorf("%s changes output by %.1f %%, want none", want.plan, 100*have)
		}
		if value, _ := money(r, want.plan); value < want.low || value > want.high {
			t.Errorf("%s has an NPV of %.0f, want %.0f to %.0f", want.plan, value, want.low, want.high)
		}
	}
}

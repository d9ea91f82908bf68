package scenario

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tweeling/assets"
	"tweeling/scenarios"
	"tweeling/sim/cost"
	"tweeling/sim/plant"
	"tweeling/sim/words"
)

// Every measure of the catalogue says all that somebody has to know, in both languages.
func TestCatalogue(t *testing.T) {
	list := Catalogue()
	if len(list) != len(assets.Measures()) || len(list) < 12 {
		t.Fatalf("want the catalogue, have %d", len(list))
	}
	for _, m := range list {
		said := map[string]Title{"title": m.Title, "about": m.About}
		for _, p := range m.Places {
			said["place "+p.Name] = p.Title
		}
		for _, p := range m.Parameters {
			said["parameter "+p.Name] = p.Title
		}
		for _, w := range m.Worse {
			said["worse "+w.Path] = w.Why
		}
		for what, title := range said {
			for _, language := range Languages {
				if title[language] == "" {
					t.Errorf("%s: %s is not said in %s", m.Name, what, language)
				}
			}
		}
		if m.Capex.Low <= 0 || m.Capex.High < 2*m.Capex.Low || m.Life < 4 || m.PriceYear < 2024 || len(m.Source) < 20 {
			t.Errorf("%s: want prices that are not known exactly, a life and a source, have %+v, %v years, %d, %q", m.Name, m.Capex, m.Life, m.PriceYear, m.Source)
		}
	}
}

func catalogueLine(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile("testdata/catalogue.toml")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// worseAndBetter are the paths that a plan makes worse and better, each sorted.
func worseAndBetter(s *Scenario, before, after string) (worse, better []string) {
	draft := func(plan string) *draft {
		names, _ := s.plan(plan)
		return s.draw(s.reader(), s.picked(names))
	}
	worse, better = worsened(draft(before), draft(after)), worsened(draft(after), draft(before))
	slices.Sort(worse)
	slices.Sort(better)
	return worse, better
}

// Each measure of the catalogue makes better what it is bought for, and worse what its file says; nothing else.
func TestCatalogueMakesBetterAndWorse(t *testing.T) {
	tested := map[string]bool{}
	for _, c := range []struct{ use, on, with, better, worse string }{
		{"robot-tending", `{ station = "press", crew = "crew" }`, `{ crew_change = -1 }`, "crew.count press.load press.operator press.unload",
			"press-robot.failure.jam press.maintenance.trays press.setup"},
		{"cobot-assembly", `{ station = "look", crew = "crew" }`, "", "look.cycle", "look.failure.cobot"},
		{"transport", `{ station = "press", target = "store" }`, "", "press.unload", "press-vehicle.cycle press-vehicle.failure.stuck press-vehicle.maintenance.charge"},
		{"quick-change", `{ station = "press" }`, "", "press.setup", "press.maintenance.practice"},
		{"automatic-changeover", `{ station = "press" }`, "", "press.setup", "press.failure.changer press.upkeep_per_year"},
		{"vision-inspection", `{ station = "press", inspector = "look", crew = "crew" }`, `{ crew_change = -1 }`, "crew.count look.cycle look.scrap",
			"press-camera.cycle press-camera.failure.lens press-camera.scrap"},
		{"condition-monitoring", `{ failure = ["press.jam"] }`, "", "press.failure.jam.foreseen press.failure.jam.repair", "press.failure.jam.false_alarms"},
		{"scheduling", `{ station = "press" }`, "", "press.dispatch press.setup", "press.dispatch press.failure.outage press.maintenance.booking"},
		{"work-instructions", `{ station = ["press", "look"] }`, "", "look.cycle look.scrap press.cycle press.scrap",
			"look.failure.screen press.failure.screen press.setup"},
		{"energy-monitoring", `{ station = "press" }`, "", "", "press.failure.restart"},
		{"spc", `{ station = ["press", "look"] }`, "", "look.scrap press.scrap",
			"look.maintenance.false_alarm look.maintenance.gauging press.maintenance.false_alarm press.maintenance.gauging"},
		{"flexible-cell", `{ station = "press", source = "in" }`, "", "press.setup", "press.cycle press.failure.cell"},
		{"lights-out", `{ station = "press" }`, "", "", "press.scrap press.upkeep_per_year"},
	} {
		tested[c.use] = true
		text := catalogueLine(t)
		if c.use == "lights-out" {
			text = strings.Replace(text, "unload = \"6s\"\nsetup = \"10m\"\nscrap = 0.02\noperator = \"crew\"\n", "setup = \"10m\"\nscrap = 0.02\n", 1)
		}
		text += "[measure.m]\nuse = \"" + c.use + "\"\non = " + c.on + "\n"
		if c.with != "" {
			text += "with = " + c.with + "\n"
		}
		s := mustRead(t, text)
		worse, better := worseAndBetter(s, AsIs, "m")
		full := func(short string) []string {
			var list []string
			for name := range strings.FieldsSeq(short) {
				list = append(list, "line."+name)
			}
			return list
		}
		if d := cmp.Diff(full(c.better), better); d != "" {
			t.Errorf("%s makes better: %s", c.use, d)
		}
		if d := cmp.Diff(full(c.worse), worse); d != "" {
			t.Errorf("%s makes worse: %s", c.use, d)
		}
		for _, warning := range s.Warnings {
			if c.use != "vision-inspection" || !strings.Contains(warning.Text, "line.store leads to out now") {
				t.Errorf("%s: want no warning, have %v", c.use, warning)
			}
		}
	}
	for _, name := range assets.Measures() {
		if !tested[name] {
			t.Errorf("want a test of %s, have none", name)
		}
	}
}

// What each measure says that it makes worse is worse wherever all that it changes is there.
func TestCatalogueIsTrueOfEveryPath(t *testing.T) {
	for _, m := range Catalogue() {
		text := catalogueLine(t)
		if m.Name == "lights-out" {
			text = strings.Replace(text, "scrap = 0.02\noperator = \"crew\"\n", "scrap = 0.02\n", 1)
		}
		s := mustRead(t, text+m.Example())
		worse, _ := worseAndBetter(s, AsIs, m.Name)
		for _, path := range find(s.Measures, m.Name).use.worsePaths() {
			if !slices.ContainsFunc(worse, func(w string) bool { return under(w, path) }) {
				t.Errorf("%s: %s is not worse; what is: %v", m.Name, path, worse)
			}
		}
	}
}

// What the catalogue says comes out as one would write it by hand.
func TestCatalogueIsAsWrittenByHand(t *testing.T) {
	base := catalogueLine(t)
	for _, c := range []struct{ name, use, byHand string }{
		{"robot", "use = \"robot-tending\"\non = { station = \"press\" }\nwith = { load_time = [0.9, 1.0, 1.2], jam_uptime = \"100h\" }", `
[measure.m.line.press]
robot = "press-robot"
operator = { setup = "crew" }
setup = "25m"
maintenance.trays = { every = "60 cycles", clock = "count", takes = "90s", operator = "crew" }
[measure.m.line.press-robot]
kind = "robot"
off_after = "15m"
pick = "2s"
place = "3s"
failure.jam = { uptime = "exp(100h)", repair = "lognormal(12m, cv 0.8)" }
operator = { repair = "crew" }
power_kw = { working = 0.9, ready = 0.4, off = 0.1 }`},
		{"sensors", "use = \"condition-monitoring\"\non = { failure = \"press.jam\" }", `
[measure.m.line.press]
failure.jam.foreseen = 0.25
failure.jam.planned_repair = "exp(6m)"
failure.jam.repair = "exp(10.2m)"
failure.jam.false_alarms = "exp(120h)"
failure.jam.alarm_stop = "5m"`},
		{"what the scenario says lies over it", "use = \"quick-change\"\non = { station = \"press\" }\nline.press.setup = \"3m\"\nline.press.maintenance.practice.takes = \"2h\"", `
[measure.m.line.press]
setup = "3m"
maintenance.practice = { every = "160h", clock = "on-shift", takes = "2h", operator = "crew" }`},
		{"camera for people", "use = \"vision-inspection\"\non = { station = \"press\", inspector = \"look\" }", `
remove = ["line.look"]
[measure.m.line.press-camera]
kind = "machine"
after = "press"
shift = "day"
cycle = "3s"
scrap = 0.023
failure.lens = { uptime = "exp(60h)", repair = "lognormal(25m, cv 0.6)" }
power_kw = { working = 0.6, ready = 0.5, off = 0.1 }`},
		{"lots of one", "use = \"flexible-cell\"\non = { station = \"press\", source = \"in\" }\nwith = { setup_time = 0, cycle_time = 2 }", `
[measure.m.line.press]
setup = "0s"
cycle = "40s"
cycle_by_product = { b = "48s" }
failure.cell = { uptime = "exp(60h)", repair = "lognormal(25m, cv 0.8)" }
[measure.m.line.in]
lot = 1`},
	} {
		used, hand := mustRead(t, base+"[measure.m]\n"+c.use), mustRead(t, base+"[measure.m]\n"+strings.TrimSpace(c.byHand))
		if d := cmp.Diff(mustModel(t, hand, "m"), mustModel(t, used, "m"), append(slices.Clone(plain), aboutEqual)...); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

var aboutEqual = cmp.Comparer(func(a, b float64) bool { return a == b || a-b < 1e-12 && b-a < 1e-12 })

// What the robot takes over is what the machine says in the plan, whoever says it, and in whatever order.
func TestCatalogueTakesOverWhatThePlanSays(t *testing.T) {
	text := catalogueLine(t) + `
[shift.late]
works = ["Mon-Fri 12:00-22:00"]
[measure.robot]
use = "robot-tending"
on = { station = "press" }
over = ["later"]
[measure.later.line.press]
shift = "late"
load = "8s"
operator = { load = "other", setup = "crew" }
[measure.later.line.other]
kind = "operators"
count = 1
[plan.one]
measures = ["robot", "later"]
[plan.two]
measures = ["later", "robot"]
`
	s := mustRead(t, text)
	for _, plan := range []string{"one", "two"} {
		m := mustModel(t, s, plan)
		i := slices.IndexFunc(m.Elements, func(e plant.Spec) bool { return e.Name == "press-robot" })
		robot := &m.Elements[i]
		pick := robot.Chance("pick").Mean() // half of 8 s, a tenth more
		if pick < 4.399 || pick > 4.401 || robot.Crew()["repair"].From[0] != "other" {
			t.Errorf("%s: want the load and the people of the plan, have %v", plan, robot.Values)
		}
	}
}

// What it costs is for each machine where the catalogue says so, and what the scenario says counts instead.
func TestCatalogueCosts(t *testing.T) {
	text := strings.Replace(catalogueLine(t), "cycle = \"12s\"", "cycle = \"12s\"\ncount = 3", 1) + `
[measure.a]
use = "spc"
on = { station = ["press", "look"] }
[measure.b]
use = "spc"
on = { station = "look" }
capex = 5_000
life = "9y"
[plan.a]
measures = ["a"]
[plan.b]
measures = ["b"]
`
	s := mustRead(t, text)
	_, a, _ := s.Money("a")
	_, b, _ := s.Money("b")
	trained := cost.Range{Low: 1_000, Likely: 3_000, High: 8_000} // however many machines
	want := []cost.Investment{
		{Name: "a", Training: trained, Turnover: 0.1, Capex: cost.Range{Low: 12_000, Likely: 32_000, High: 100_000}, YearlyCost: cost.Range{Low: 2_000, Likely: 6_000, High: 16_000}, Life: 7, Tau: 0.5, Dip: 0.02},
		{Name: "b", Training: trained, Turnover: 0.1, Capex: cost.Range{Low: 5_000, Likely: 5_000, High: 5_000}, YearlyCost: cost.Range{Low: 1_500, Likely: 4_500, High: 12_000}, Life: 9, Tau: 0.5, Dip: 0.02},
	}
	if d := cmp.Diff(want, append(a, b...), cmp.Comparer(func(a, b float64) bool { return a-b < 1e-9 && b-a < 1e-9 })); d != "" {
		t.Error(d)
	}
}

// What the catalogue does not know is known to be unknown, once for each use, by the path that a scenario would say it at.
func TestCatalogueUnknowns(t *testing.T) {
	s := mustRead(t, catalogueLine(t)+`
[measure.a]
use = "spc"
on = { station = ["press", "look"] }
with = { scrap = [0.7, 0.8, 0.9], gauging = "20s" }
[measure.b]
use = "condition-monitoring"
on = { failure = "press.jam" }
[evidence]
"measure.b.with.repair" = { grade = "log", source = "our own book" }
`)
	if got := s.PlanTitle("a", "nl"); got != "Statistische procesbeheersing (SPC): press, look" {
		t.Errorf("want a title that tells what it is put on, have %q", got)
	}
	found := map[string]cost.Range{}
	for _, u := range s.Unknowns {
		if _, twice := found[u.Path]; twice {
			t.Errorf("want %s once", u.Path)
		}
		found[u.Path] = u.Range
	}
	want := map[string]cost.Range{
		"measure.a.capex": {Low: 6_000, Likely: 16_000, High: 50_000}, "measure.a.yearly_cost": {Low: 1_000, Likely: 3_000, High: 8_000},
		"measure.a.training": {Low: 1_000, Likely: 3_000, High: 8_000}, "measure.b.training": {Low: 500, Likely: 1_500, High: 4_000},
		"measure.b.install_stop":      {Low: 3600, Likely: 4 * 3600, High: 86_400},
		"measure.a.with.scrap":        {Low: 0.7, Likely: 0.8, High: 0.9},
		"measure.a.with.alarm_uptime": {Low: 72_000, Likely: 216_000, High: 720_000}, "measure.a.with.alarm_stop": {Low: 120, Likely: 300, High: 900},
		"measure.b.capex": {Low: 2_000, Likely: 6_000, High: 20_000}, "measure.b.yearly_cost": {Low: 1_000, Likely: 3_000, High: 8_000},
		"measure.b.with.foreseen": {Low: 0.12, Likely: 0.25, High: 0.45}, "measure.b.with.planned_repair": {Low: 0.3, Likely: 0.5, High: 0.8},
		"measure.b.with.repair": {Low: 0.7, Likely: 0.85, High: 1}, "measure.b.with.false_alarms": {Low: 144_000, Likely: 432_000, High: 1_440_000},
		"measure.b.with.alarm_stop": {Low: 120, Likely: 300, High: 900},
	}
	if d := cmp.Diff(want, found); d != "" {
		t.Error(d)
	}
	inputs := map[string]Input{}
	for _, in := range s.Inputs() {
		inputs[in.Path] = in
	}
	if in := inputs["measure.a.with.scrap"]; in.Text != "[0.7, 0.8, 0.9]" || in.Grade != "" {
		t.Errorf("want what the scenario says without evidence, have %+v", in)
	}
	if in := inputs["measure.b.with.foreseen"]; in.Grade != "vendor" || in.Source == "" {
		t.Errorf("want what the catalogue says with its source, have %+v", in)
	}
	if in := inputs["measure.b.with.repair"]; in.Grade != "log" || in.Source != "our own book" {
		t.Errorf("want what the scenario says of its evidence, have %+v", in)
	}
	for path := range maps.Keys(inputs) {
		if strings.HasPrefix(path, "measure.a.line.") || strings.HasPrefix(path, "measure.b.line.") {
			t.Errorf("want parameters of the catalogue only, have %s", path)
		}
	}
}

// In a future what the catalogue does not know has come out, alone, in the mean of a law, and as a factor of what the
// machine says.
func TestCatalogueInOneFuture(t *testing.T) {
	s := mustRead(t, catalogueLine(t)+`
[measure.m]
use = "condition-monitoring"
on = { failure = "press.jam" }
[measure.n]
use = "robot-tending"
on = { station = "press" }
`)
	values := make([]float64, len(s.Unknowns))
	for i, u := range s.Unknowns {
		values[i] = u.High
		if u.Path == "measure.n.capex" {
			values[i] = 100_000
		}
	}
	future, err := s.Settled(values)
	if err != nil {
		t.Fatal(err)
	}
	of := func(s *Scenario, plan, element string) *plant.Spec {
		m := mustModel(t, s, plan)
		return &m.Elements[slices.IndexFunc(m.Elements, func(e plant.Spec) bool { return e.Name == element })]
	}
	jam, robot := of(future, "m", "press").Failures[0], of(future, "n", "press-robot")
	_, paid, _ := future.Money("n")
	for _, c := range []struct {
		what       string
		have, want float64
	}{
		{"foreseen", jam.Foreseen, 0.45}, {"false alarms", jam.FalseAlarms.Mean(), 400 * 3600}, {"planned repair", jam.PlannedRepair.Mean(), 0.8 * 720},
		{"alarm stop", jam.AlarmStop.Mean(), 900}, {"pick", robot.Chance("pick").Mean(), 0.5 * 4 * 1.5}, {"jams", robot.Failures[0].Uptime.Mean(), 400 * 3600},
		{"capex", paid[0].Capex.Likely, 100_000},
	} {
		if c.have < c.want*(1-1e-9) || c.have > c.want*(1+1e-9) {
			t.Errorf("want %s to have come out as %v, have %v", c.what, c.want, c.have)
		}
	}
	if likely := of(s, "m", "press").Failures[0]; likely.Foreseen != 0.25 {
		t.Errorf("want the scenario itself as it was, have %v", likely.Foreseen)
	}
}

// Measures of the catalogue go on the lines that come with the program.
func TestCatalogueOnBuiltIn(t *testing.T) {
	for _, c := range []struct{ scenario, name, text, plan string }{
		{"shaver-heads", "sensors", "use = \"condition-monitoring\"\non = { failure = [\"weld.horn\", \"test.probe\", \"spring.tangle\"] }", "sensors"},
		{"shaver-heads", "helper", "use = \"cobot-assembly\"\non = { station = \"mount\" }", "helper"},
		{"shaver-heads", "camera", "use = \"vision-inspection\"\non = { station = \"test\", inspector = \"inspect\", crew = \"crew\" }\nwith = { crew_change = -1 }", "camera"},
		{"shaver-heads", "screens", "use = \"work-instructions\"\non = { station = [\"mount\", \"inspect\"] }", "screens"},
		{"shaver-heads", "meters", "use = \"energy-monitoring\"\non = { station = [\"cutter\", \"weld\", \"close\"] }", "meters"},
		{"shaver-heads", "charts", "use = \"spc\"\non = { station = [\"weld\", \"test\"] }", "charts"},
		{"two-alone-lose", "charts", "use = \"spc\"\non = { station = [\"second\", \"third\"] }", "charts"},
		{"two-alone-lose", "watch", "use = \"condition-monitoring\"\non = { failure = [\"second.stop\", \"third.stop\"] }", "watch"},
		{"metal-jobshop-setups", "smed", "use = \"quick-change\"\non = { station = \"lathe\" }", "smed"},
		{"metal-jobshop-setups", "pallets", "use = \"automatic-changeover\"\non = { station = \"mill\" }", "pallets"},
		{"metal-jobshop-setups", "mes", "use = \"scheduling\"\non = { station = [\"lathe\", \"mill\"] }\nwith = { rule = \"edd\" }", "mes"},
		{"metal-jobshop-setups", "cell", "use = \"flexible-cell\"\non = { station = \"mill\" }", "cell"},
		{"cnc-night", "robot", "use = \"robot-tending\"\non = { station = \"lathe\" }\n[measure.dark]\nuse = \"lights-out\"\non = { station = \"lathe\" }", "robot\", \"dark"},
	} {
		text, _ := scenarios.Text(c.scenario)
		s, err := Read("test.toml", []byte(string(text)+"\n[measure."+c.name+"x]\n"+c.text+"\n[plan.used]\nmeasures = [\""+strings.Replace(c.plan, c.name, c.name+"x", 1)+"\"]\n"), nil)
		if err != nil {
			t.Errorf("%s on %s: %v", c.name, c.scenario, err)
			continue
		}
		if worse, _ := worseAndBetter(s, AsIs, "used"); len(worse) == 0 {
			t.Errorf("%s on %s makes nothing worse", c.name, c.scenario)
		}
	}
}

// A scenario takes the catalogue along, so that it means the same wherever it is read again.
func TestCatalogueIsCarried(t *testing.T) {
	text := catalogueLine(t) + "[measure.m]\nuse = \"spc\"\non = { station = \"press\" }\n[measure.n]\nuse = \"own.toml\"\non = { station = \"press\" }\n"
	folder := t.TempDir()
	own, _ := assets.Measure("quick-change")
	for name, content := range map[string]string{"line.toml": text, "own.toml": string(own)} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s, err := Load(filepath.Join(folder, "line.toml"))
	if err != nil {
		t.Fatal(err)
	}
	files := slices.Clone(s.Files)
	i := slices.IndexFunc(files, func(f File) bool { return f.Name == assets.MeasureFile("spc") })
	if len(files) != 3 || i < 0 {
		t.Fatalf("want the scenario and two of the catalogue, have %d files", len(files))
	}
	again, err := Reread(files)
	if err != nil || again.Hash != s.Hash {
		t.Errorf("want the same scenario, have %v", err)
	}
	files[i].Text = []byte(strings.Replace(string(files[i].Text), "value = [0.75, 0.87, 0.95]", "value = 0.5", 1))
	older, err := Reread(files)
	if err != nil {
		t.Fatal(err)
	}
	m := mustModel(t, older, "m")
	press := &m.Elements[slices.IndexFunc(m.Elements, func(e plant.Spec) bool { return e.Name == "press" })]
	if got := press.Number("scrap"); got != 0.01 {
		t.Errorf("want the catalogue as it is carried, with scrap 0.01, have %v", got)
	}
}

// What check tells of a plan is what the measures of the catalogue do to this line, and where they come from.
func TestCatalogueIsTold(t *testing.T) {
	s := mustRead(t, catalogueLine(t)+`
[measure.robot]
use = "robot-tending"
on = { station = "press" }
[measure.sensors]
use = "condition-monitoring"
on = { failure = ["press.jam"] }
`)
	w, err := words.In("en")
	if err != nil {
		t.Fatal(err)
	}
	say := func(plan string) []string {
		said, err := s.Semantics(plan)
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for _, one := range said {
			lines = append(lines, w.Say(one.Key, one.Args...))
		}
		return lines
	}
	before := say(AsIs)
	told := slices.DeleteFunc(say(everything), func(line string) bool { return slices.Contains(before, line) })
	for _, want := range []string{
		"Robot press-robot loads and unloads, one move at a time; when it is down they wait: press.",
		"25 % of these failures are seen coming, and become a planned stop after the part in work: press jam.",
		"False alarms stop it after the part in work, for 5m on average: press jam.",
		"crew do it: press trays.",
		"Measure robot is robot-tending of the catalogue, on press; `tweeling measures` tells what it changes and makes worse.",
		"Measure sensors is condition-monitoring of the catalogue, on press.jam; `tweeling measures` tells what it changes and makes worse.",
	} {
		if !slices.Contains(told, want) {
			t.Errorf("want %q told, have\n%s", want, strings.Join(told, "\n"))
		}
	}
}

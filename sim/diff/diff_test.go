package diff_test

import (
	"slices"
	"strings"
	"testing"

	"tweeling/scenarios"
	"tweeling/sim/diff"
	"tweeling/sim/scenario"
	"tweeling/sim/words"
)

const before = `
[run]
horizon = "2w"
[economics]
discount_rate = 0.09
[shift.day]
works = ["Mon-Fri 06:00-14:00"]
[product.a]
price = 3
demand_per_year = 100
[line.in]
kind = "source"
to = ["press"]
[line.press]
kind = "machine"
shift = "day"
cycle = "10s"
operator = "crew"
scrap = 0.02
failure.jam = { uptime = "exp(3h)", repair = "10m" }
to = ["store"]
[line.store]
kind = "buffer"
room = 4
to = ["out"]
[line.out]
kind = "sink"
[line.crew]
kind = "operators"
count = 2
[measure.arm]
capex = 5
[measure.arm.line.press]
operator = "none"
robot = "arm"
cycle = { times = 0.8 }
[measure.arm.line.arm]
kind = "robot"
pick = "3s"
place = "4s"
failure.grip = { uptime = "exp(8h)", repair = "5m" }
[measure.arm.line.crew]
count = 1
`

func read(t *testing.T, text string) *scenario.Scenario {
	t.Helper()
	s, err := scenario.Read("test.toml", []byte(text), nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func said(t *testing.T, a, b diff.Side) []string {
	t.Helper()
	w, err := words.In("en")
	if err != nil {
		t.Fatal(err)
	}
	changes, err := diff.Between(a, b)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for i := range changes {
		list = append(list, string(changes[i].What)+" "+changes[i].Path()+" | "+changes[i].Say(w))
	}
	return list
}

func TestAPlanAgainstTheLineAsItIs(t *testing.T) {
	s := read(t, before)
	got := said(t, diff.Side{Scenario: s, Plan: "as-is"}, diff.Side{Scenario: s, Plan: "arm"})
	want := []string{
		"changed line.press.cycle | cycle time: 10s → 8s (−20 %)",
		"changed line.press.at_shift_end | at the end of the shift: pause → finish",
		"changed line.press.operator | needs: crew during the whole cycle → none",
		"changed line.press.robot | tended by: none → arm",
		"changed line.crew.count | how many: 2 → 1 (−50 %)",
		"added line.arm | arm (robot) is new: time to take 3s; time to put down 4s; failure grip, time between failures exp(8h); failure grip, time to repair 5m",
	}
	if !slices.Equal(got, want) {
		t.Errorf("have\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Each change of the text of a scenario is told as it should be, and nothing else is.
func TestTwoScenarios(t *testing.T) {
	for name, c := range map[string]struct{ old, new, want string }{
		"nothing":              {"", "", ""},
		"a default is written": {"cycle = \"10s\"", "cycle = \"10s\"\nafter_repair = \"resume\"", ""},
		"a table moves":        {"[product.a]\nprice = 3", "[product.a]\n# a remark\nprice = 3.00", ""},
		"another spelling":     {"\"10m\"", "\"600s\"", ""},
		"cycle":                {"cycle = \"10s\"", "cycle = \"exp(11s)\"", "changed line.press.cycle | cycle time: 10s → exp(11s) (+10 %)"},
		"scrap":                {"scrap = 0.02", "scrap = 0.035", "changed line.press.scrap | scrap: 2 % → 3.5 %"},
		"repair":               {"repair = \"10m\"", "repair = \"9m45s\"", "changed line.press.failure.jam.repair | failure jam, time to repair: 10m → 9m45s (−2.5 %)"},
		"a mode goes":          {"failure.jam = { uptime = \"exp(3h)\", repair = \"10m\" }\n", "", "removed line.press.failure.jam | failure jam is gone"},
		"a mode that ages":     {"scrap", "failure.x = { uptime = \"weibull(shape 2, scale 9h)\", repair = \"1m\", repaired = \"as-before\", age = \"90m\" }\nscrap", "added line.press.failure.x | failure x is new: time between failures weibull(shape 2, scale 9h); time to repair 1m; how old after a repair as-before; age at the start 1h30m"},
		"a mode comes":         {"scrap", "failure.x = { uptime = \"1h\", repair = \"1m\", clock = \"calendar\" }\nscrap", "added line.press.failure.x | failure x is new: time between failures 1h; time to repair 1m; failure clock calendar"},
		"room":                 {"room = 4", "room = 5", "changed line.store.room | places: 4 → 5 (+25 %)"},
		"shift":                {"14:00\"]", "14:00\", \"Sat 06:00-12:00\"]", "changed shift.day.works | works: Mon-Fri 06:00-14:00 → Mon-Fri 06:00-14:00, Sat 06:00-12:00"},
		"price":                {"price = 3", "price = 3.50", "changed product.a.price | price: 3 → 3.5 (+17 %)"},
		"unlimited":            {"demand_per_year = 100", "demand_per_year = \"unlimited\"", "changed product.a.demand_per_year | demand per year: 100 → unlimited"},
		"discount":             {"discount_rate = 0.09", "discount_rate = 0.1", "changed economics.discount_rate | discount rate: 9 % → 10 %"},
		"no money":             {"[economics]\ndiscount_rate = 0.09\n", "", "removed economics | How money is counted is gone"},
		"horizon":              {"horizon = \"2w\"", "horizon = \"4w\"", "changed run.horizon | watched for: 2w → 4w (+100 %)"},
		"investment":           {"capex = 5", "capex = [1, 2, 3]", "changed measure.arm.capex | capex: 5 → [1, 2, 3]"},
		"overlay":              {"times = 0.8", "times = 0.7", "changed measure.arm.line.press.cycle | line.press.cycle: { times = 0.8 } → { times = 0.7 }"},
		"a plan":               {"[measure.arm]\n", "[plan.mine]\nmeasures = [\"arm\"]\n[measure.arm]\n", "removed plan.arm | plan arm is gone\nadded plan.mine | plan mine is new: measures arm"},
		"kind": {"[line.store]\nkind = \"buffer\"\nroom = 4", "[line.store]\nkind = \"machine\"\ncycle = \"1s\"",
			"changed line.store.kind | kind: buffer → machine\nchanged line.store | now: cycle time 1s; leads to out"},
		"a name": {"[line.crew]", "[line.people]", "?"},
	} {
		a := read(t, before)
		text := strings.Replace(before, c.old, c.new, 1)
		if name == "a name" {
			text = strings.NewReplacer("[line.crew]", "[line.people]", "line.crew]", "line.people]", "\"crew\"", "\"people\"").Replace(before)
			c.want = "changed line.press.operator | needs: crew during the whole cycle → people during the whole cycle\nremoved line.crew | crew (operators) is gone\nadded line.people | people (operators) is new: how many 2\n" +
				"changed measure.arm.line.crew.count | line.crew.count: 1 → none\nchanged measure.arm.line.people.count | line.people.count: none → 1"
		}
		b := read(t, text)
		got := strings.Join(said(t, diff.Side{Scenario: a, Plan: "as-is"}, diff.Side{Scenario: b, Plan: "as-is"}), "\n")
		if got != c.want {
			t.Errorf("%s: have\n%s\nwant\n%s", name, got, c.want)
		}
	}
}

func TestAPlanThatIsNotThere(t *testing.T) {
	s := read(t, before)
	if _, err := diff.Between(diff.Side{Scenario: s, Plan: "as-is"}, diff.Side{Scenario: s, Plan: "other"}); err == nil {
		t.Error("want a mistake")
	}
}

// A line differs from itself in nothing; and what one way says was added, the other says was removed.
func TestBothWays(t *testing.T) {
	for _, name := range scenarios.Names() {
		s, err := scenario.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, plan := range s.PlanNames() {
			as, to := diff.Side{Scenario: s, Plan: "as-is"}, diff.Side{Scenario: s, Plan: plan}
			if same, err := diff.Between(to, to); err != nil || len(same) != 0 {
				t.Errorf("%s %s differs from itself: %v, %v", name, plan, same, err)
			}
			there, err := diff.Between(as, to)
			if err != nil {
				t.Fatal(err)
			}
			back, err := diff.Between(to, as)
			if err != nil {
				t.Fatal(err)
			}
			mirrored := map[diff.What]diff.What{diff.Added: diff.Removed, diff.Removed: diff.Added, diff.Changed: diff.Changed}
			paths := func(list []diff.Change, mirror bool) []string {
				var all []string
				for i := range list {
					what := list[i].What
					if mirror {
						what = mirrored[what]
					}
					all = append(all, string(what)+" "+list[i].Path())
				}
				slices.Sort(all)
				return all
			}
			if !slices.Equal(paths(there, false), paths(back, true)) {
				t.Errorf("%s %s: there %v, back %v", name, plan, paths(there, false), paths(back, true))
			}
			if plan != "as-is" && len(there) == 0 {
				t.Errorf("%s: plan %s changes nothing", name, plan)
			}
			for _, lang := range words.Languages {
				w, err := words.In(lang)
				if err != nil {
					t.Fatal(err)
				}
				for i := range there {
					if text := there[i].Say(w); strings.ContainsAny(text, "[]") && !strings.Contains(text, ", ") || strings.Contains(text, "%!") || strings.Contains(text, "[diff.") {
						t.Errorf("%s: %q", lang, text)
					}
				}
			}
		}
	}
}

func TestJSON(t *testing.T) {
	s := read(t, before)
	changes, err := diff.Between(diff.Side{Scenario: s, Plan: "as-is"}, diff.Side{Scenario: s, Plan: "arm"})
	if err != nil {
		t.Fatal(err)
	}
	cycle, robot, arm := changes[0].JSON(), changes[3].JSON(), changes[5].JSON()
	if cycle.Path != "line.press.cycle" || *cycle.Old != "10s" || *cycle.New != "8s" || *cycle.Ratio != 0.8 {
		t.Errorf("%+v", cycle)
	}
	if robot.Old != nil || *robot.New != "arm" || robot.Ratio != nil {
		t.Errorf("%+v", robot)
	}
	if arm.What != diff.Added || arm.Kind != "robot" || arm.With["pick"] != "3s" || arm.With["failure.grip.uptime"] != "exp(8h)" {
		t.Errorf("%+v", arm)
	}
}

package scenario

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"tweeling/sim/plant"
	"tweeling/sim/words"
)

// ruled is a scenario that says all that may be said of setups, failures, stops, shift ends, people and energy.
const ruled = `[product.a]
share = 0.4
[product.b]
share = 0.3
family = "x"
[product.c]
share = 0.3
family = "x"
[shift.day]
works = ["Mon-Fri 06:00-14:00"]
breaks = ["Mon-Fri 10:00-10:15"]
[shift.night]
works = ["Mon-Fri 14:00-23:00"]
[line.in]
kind = "source"
to = ["m"]
[line.m]
kind = "machine"
at = [1, 2]
shift = "day"
cycle = "9s"
setup_matrix = { "a>x" = "1m", "x>a" = "2m", "x>x" = "30s", "b>c" = "exp(10s)" }
initial = "b"
setup_when = "order-known"
setup_after_repair = "restart"
scrap_after_setup = 2
minimum_run = 5
maximum_wait = "3m"
operator = { setup = "skill:setup", repair = ["2 skill:repair", "crew"] }
priority = 3
failures = "one-at-a-time"
failure.tip = { uptime = "exp(500 cycles)", clock = "count", repair = "5m", first_failure = "remaining-life" }
failure.drill = { uptime = "weibull(shape 2, scale 900 cycles)", clock = "count", repair = "5m", repaired = "as-before", age = "100 cycles" }
failure.belt = { uptime = "weibull(shape 2, scale 90h)", repair = "5m", repaired = "as-before", age = "30h" }
failure.jam = { uptime = "exp(3h)", clock = "on-shift", repair = "10m", foreseen = 0.6, planned_repair = "4m", false_alarms = "exp(30h)", alarm_stop = "1m" }
maintenance.oil = { every = "200h", takes = "2h", style = "immediate", operator = "2 crew", renews = ["jam", "belt"], by_age = true }
maintenance.clean = { every = "8h", clock = "calendar", takes = "10m", style = "when-idle" }
tool = { life = 200, change = "4m", operator = "skill:setup" }
lights_out = "first-fault"
standby_after = "5m"
off_after = "1h"
wake = "30s"
startup = "exp(4m)"
power_kw = { working = 9, setup = 4, ready = 3, standby = 1, off = 0 }
to = ["store"]
[line.store]
kind = "buffer"
room = 9
to = ["k"]
[line.k]
kind = "machine"
at = [2, 9]
shift = "day"
cycle = "6s"
setup = "20s"
campaign = ["a", "x"]
robot = "arm"
to = ["shelf"]
[line.shelf]
kind = "buffer"
room = 9
to = ["l"]
[line.l]
kind = "machine"
at = [2, 12]
cycle = "7s"
load = "1s"
minimum_run = 3
maximum_wait = "1m"
campaign = ["b", "c", "a"]
operator = { load = "skill:run" }
to = ["n"]
[line.arm]
kind = "robot"
at = [1, 9]
pick = "1s"
place = "1s"
count = 2
operator = { repair = "fitters" }
failure.grip = { uptime = "exp(8h)", repair = "5m", foreseen = 0.3, planned_repair = "2m", false_alarms = "exp(50h)", alarm_stop = "30s" }
maintenance.grease = { every = "40h", takes = "20m", style = "when-idle", operator = "fitters" }
tool = { life = 900, change = "3m" }
standby_after = "10m"
wake = "20s"
[line.n]
kind = "machine"
at = [4, 6]
shift = "day"
cycle = "9s"
at_shift_end = "no-start"
operator = { cycle = "crew" }
stops_with = ["m"]
to = ["out"]
[line.out]
kind = "sink"
[line.crew]
kind = "operators"
shift = "day"
count = 3
skills = ["setup", "repair"]
at_shift_end = "finish"
overtime_premium = 1.5
wage_per_hour = 40
efficiency = 0.9
order = "priority"
strict = true
walk_mps = 1.2
[line.fitters]
kind = "operators"
count_by_shift = { day = 2, night = 1 }
skills = ["repair", "run"]
efficiency_by_skill = { run = 0.8 }
order = "nearest"
[measure.quick.line.m]
setup_matrix = { "a>x" = "30s", "x>a" = "1m", "x>x" = "15s" }
maintenance.oil.takes = { times = 0.5 }
failure.tip.uptime = { times = 2 }
tool = { life = 400, change = "4m" }
[measure.quick.line.fitters]
count_by_shift = { times = 2 }
[measure.quick]
remove = ["line.m.maintenance.clean"]
`

func TestRulesAreRead(t *testing.T) {
	s := mustRead(t, ruled)
	spec := func(plan string) *plant.Spec {
		m := mustModel(t, s, plan)
		for i := range m.Elements {
			if m.Elements[i].Name == "m" {
				return &m.Elements[i]
			}
		}
		t.Fatal("no machine m")
		return nil
	}
	asIs, quick := spec(AsIs), spec("quick")
	products := mustModel(t, s, AsIs).Products
	cell := func(s *plant.Spec, from, to int) float64 {
		return s.Values["setup_matrix"].(plant.Changeovers).Cell(&products[from], &products[to]).Mean()
	}
	if x, y := cell(asIs, 1, 2), cell(asIs, 2, 1); x != 10 || y != 30 {
		t.Errorf("b to c takes %v and c to b %v, want 10 and 30", x, y)
	}
	if x := cell(quick, 1, 2); x != 15 {
		t.Errorf("b to c takes %v with the measure, want 15: a matrix is replaced whole", x)
	}
	if who := asIs.Crew()["repair"].String(); who != "2 crew / 2 fitters / crew" {
		t.Errorf("repaired by %s, want two who have the skill, in declared order since each has two, else one of the crew", who)
	}
	var names []string
	for _, stop := range asIs.Stops {
		names = append(names, stop.Name)
	}
	if strings.Join(names, " ") != "clean oil tool" || len(quick.Stops) != 2 {
		t.Errorf("stops %v, and %d with the measure", names, len(quick.Stops))
	}
	if x, y := asIs.Stops[1].Takes.Mean(), quick.Stops[0].Takes.Mean(); x != 7200 || y != 3600 {
		t.Errorf("oil takes %v s and %v s", x, y)
	}
	if x, y := asIs.Failures[3].Uptime.Mean(), quick.Failures[3].Uptime.Mean(); math.Abs(x-500) > 1e-9 || math.Abs(y-1000) > 1e-9 {
		t.Errorf("the tip lasts %v cycles and %v", x, y)
	}
	for i, want := range []plant.Failure{{Name: "belt", Age: 30 * time.Hour, Repaired: plant.AsBefore}, {Name: "drill", Age: 100 * time.Second, Repaired: plant.AsBefore}, {Name: "jam", Repaired: "as-new"}} {
		if f := asIs.Failures[i]; f.Name != want.Name || f.Age != want.Age || f.Repaired != want.Repaired {
			t.Errorf("%s is %v old and repaired %s, want %+v", f.Name, f.Age, f.Repaired, want)
		}
	}
}

// A scenario that says everything runs, and nothing is wrong in it at any time; and every sentence about it can be said in
// every language.
func TestRulesRunAndAreSaid(t *testing.T) {
	s := mustRead(t, ruled)
	for _, plan := range s.PlanNames() {
		p, err := plant.Build(mustModel(t, s, plan))
		if err != nil {
			t.Fatal(err)
		}
		l, err := p.Line(1, 0)
		if err != nil {
			t.Fatal(err)
		}
		if err := l.Start(); err != nil {
			t.Fatal(err)
		}
		for at := time.Hour; at <= 200*time.Hour; at += time.Hour {
			if err := l.Run(at); err != nil {
				t.Fatal(err)
			}
			if err := l.Check(); err != nil {
				t.Fatal(err)
			}
		}
		if n := l.Totals().PartOps; n < 1000 { // most are scrap after setups, of which endless mixed parts need many
			t.Errorf("%s: %d parts worked on in 200 h", plan, n)
		}
		list, err := s.Semantics(plan)
		if err != nil {
			t.Fatal(err)
		}
		blanks := map[string]int{}
		for _, one := range Sentences {
			blanks[one.Key] = len(one.Args)
		}
		for _, one := range list {
			if n, ok := blanks[one.Key]; !ok || n != len(one.Args) {
				t.Errorf("%s: listed %v with %d, have %v", one.Key, ok, n, one.Args)
			}
			for _, language := range words.Languages {
				w, err := words.In(language)
				if err != nil {
					t.Fatal(err)
				}
				if text := w.Say(one.Key, one.Args...); strings.Contains(text, "%!") || strings.HasPrefix(text, "[") {
					t.Errorf("%s in %s: %s", one.Key, language, text)
				}
			}
		}
	}
}

// A machine with as many failure modes and stops as may be said, and people who walk, can be built; one more is told.
func TestTheMostStops(t *testing.T) {
	text := func(sensors int) string {
		var b strings.Builder
		b.WriteString("[line.in]\nkind = \"source\"\nto = [\"m\"]\n[line.out]\nkind = \"sink\"\n[line.crew]\nkind = \"operators\"\ncount = 1\nwalk_mps = 1\n")
		b.WriteString("[line.m]\nkind = \"machine\"\ncycle = \"9s\"\nload = \"1s\"\nat = [1, 1]\nto = [\"out\"]\noperator = { load = \"crew\", repair = \"crew\" }\n")
		for i := range maxFailures {
			fmt.Fprintf(&b, "failure.f%d = { uptime = \"1h\", repair = \"1m\"", i)
			if i < sensors {
				b.WriteString(", foreseen = 0.5, planned_repair = \"1m\"")
			}
			b.WriteString(" }\n")
		}
		for i := range maxMaintenance {
			fmt.Fprintf(&b, "maintenance.m%d = { every = \"1h\", takes = \"1m\", operator = \"crew\" }\n", i)
		}
		return b.String()
	}
	s := mustRead(t, text(plant.MaxStops-maxMaintenance))
	if _, err := plant.Build(mustModel(t, s, AsIs)); err != nil {
		t.Error(err)
	}
	if _, err := Read("test.toml", []byte(text(plant.MaxStops-maxMaintenance+1)), nil); err == nil || !strings.Contains(err.Error(), "want at most 40 planned stops") {
		t.Errorf("one more is not told: %v", err)
	}
}

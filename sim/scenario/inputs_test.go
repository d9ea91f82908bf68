package scenario

import (
	"slices"
	"strings"
	"testing"

	"tweeling/sim/plant"
)

const graded = `
[economics]
energy_price = 0.2
[shift.day]
works = ["Mon-Fri 06:00-14:00"]
[product.a]
share = 0.5
price = 3
demand_per_year = 100
[product.b]
share = 0.5
[line.in]
kind = "source"
to = ["press"]
[line.press]
kind = "machine"
at = [1, 2]
shift = "day"
cycle = "exp(10s)"
cycle_by_product = { a = "11s" }
failure.jam = { uptime = "exp(3h)", repair = "10m" }
power_kw = { working = 3, ready = 1 }
operator = "crew"
scrap = 0.02
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
[measure.quick]
capex = [1, 2, 3]
[measure.quick.line.press]
cycle = { times = 0.8 }
operator = "none"
[evidence]
"line.press" = { grade = "log", source = "log of May", n = 12 }
"line.press.cycle" = { grade = "measured" }
"line.press.power_kw.working" = { grade = "vendor" }
"line.press.failure.jam" = { grade = "guess" }
"measure.quick.capex" = { grade = "guess" }
`

func TestInputsAndTheirEvidence(t *testing.T) {
	s := mustRead(t, graded)
	got := map[string]string{}
	for _, in := range s.Inputs() {
		got[in.Path] = in.Grade + " " + in.Text
	}
	want := map[string]string{
		"economics.energy_price": " 0.2", "shift.day.works": ` ["Mon-Fri 06:00-14:00"]`,
		"product.a.share": " 0.5", "product.a.price": " 3", "product.a.demand_per_year": " 100", "product.b.share": " 0.5",
		"line.press.cycle": `measured "exp(10s)"`, "line.press.cycle_by_product": `log { a = "11s" }`,
		"line.press.failure.jam.uptime": `guess "exp(3h)"`, "line.press.failure.jam.repair": `guess "10m"`,
		"line.press.power_kw": "log { working = 3, ready = 1 }", "line.press.scrap": "log 0.02",
		"line.store.room": " 4", "line.crew.count": " 2",
		"measure.quick.capex": "guess [1, 2, 3]", "measure.quick.line.press.cycle": " { times = 0.8 }",
	}
	for path, text := range want {
		if got[path] != text {
			t.Errorf("%s: %q, want %q", path, got[path], text)
		}
	}
	for path := range got {
		if want[path] == "" {
			t.Errorf("%s is no input", path)
		}
	}
	if list := s.Inputs(); !slices.IsSortedFunc(list, func(a, b Input) int { return strings.Compare(a.Path, b.Path) }) {
		t.Error("want them by path")
	}
}

func TestNudged(t *testing.T) {
	s := mustRead(t, graded)
	for path, want := range map[string]float64{
		"line.press.cycle": 1.1, "line.press.cycle_by_product": 1.1, "line.press.failure.jam.repair": 1.1, "line.press.power_kw": 1.1,
		"line.press.scrap": 1.1, "product.a.price": 1.1, "economics.energy_price": 1.1, "line.crew.count": 1.5, "line.store.room": 1.25,
		"product.a.share": 0, "shift.day.works": 0, "measure.quick.capex": 0, "line.press.load": 0,
	} {
		n, what, ok := s.Nudged(path, 0.1)
		if ok != (want > 0) || ok && (what.Share != want || what.Path != path) {
			t.Errorf("%s: %+v, %v; want %v", path, what, ok, want)
		}
		if !ok {
			continue
		}
		before, _, _ := s.Model(AsIs)
		after, _, _ := n.Model(AsIs)
		press := slices.IndexFunc(after.Elements, func(e plant.Spec) bool { return e.Name == "press" })
		switch path {
		case "line.press.cycle":
			if got := after.Elements[press].Chance("cycle").Mean(); got != 11 || before.Elements[press].Chance("cycle").Mean() != 10 {
				t.Errorf("the cycle is %v, want 11 and the scenario as it was", got)
			}
		case "line.press.failure.jam.repair":
			if got := after.Elements[press].Failures[0].Repair.Mean(); got != 660 {
				t.Errorf("the repair is %v, want 660", got)
			}
		case "economics.energy_price":
			if n.Economics.EnergyPrice <= s.Economics.EnergyPrice {
				t.Errorf("energy costs %v", n.Economics.EnergyPrice)
			}
		case "line.crew.count":
			crew := slices.IndexFunc(after.Elements, func(e plant.Spec) bool { return e.Name == "crew" })
			if got := after.Elements[crew].Count("count"); got != 3 {
				t.Errorf("%d in the crew, want 3", got)
			}
		}
	}
}

func TestLoads(t *testing.T) {
	// Half of the parts take 11 s, half 10 s; a failure of 10 minutes comes every 3 hours of work.
	if got, want := mustRead(t, graded).Loads()["press"], 10.5*(1+600.0/10800); !(got > want-1e-9 && got < want+1e-9) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestInputsOfRoutesAndStops(t *testing.T) {
	s := mustRead(t, `
[product.a]
op.10 = { at = ["m"], cycle = "2m", setup = "1m", scrap = 0.1, family = "f" }
[line.in]
kind = "source"
every = "5m"
[line.m]
kind = "machine"
maintenance.grease = { every = "8h", takes = "10m" }
tool = { life = 500, change = "3m" }
[line.out]
kind = "sink"
[evidence]
"product.a.op.10.cycle" = { grade = "measured", source = "stopwatch", n = 20 }
`)
	var paths []string
	for _, in := range s.Inputs() {
		paths = append(paths, in.Path)
		if in.Path == "product.a.op.10.cycle" && in.Grade != "measured" {
			t.Errorf("want it measured, have %+v", in)
		}
	}
	want := []string{"line.in.every", "line.m.maintenance.grease.every", "line.m.maintenance.grease.takes", "line.m.tool.change", "line.m.tool.life",
		"product.a.op.10.cycle", "product.a.op.10.scrap", "product.a.op.10.setup"}
	if !slices.Equal(paths, want) {
		t.Errorf("have %v\nwant %v", paths, want)
	}
}

func TestPreemptionIsTold(t *testing.T) {
	s := mustRead(t, `
[product.a]
priority = 2
share = 0.5
[product.b]
share = 0.5
[line.in]
kind = "source"
every = "5m"
to = ["m"]
[line.m]
kind = "machine"
cycle = "1m"
queue = 5
dispatch = "priority"
preempt = "restart"
to = ["out"]
[line.out]
kind = "sink"
`)
	said, err := s.Semantics(AsIs)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"semantics.dispatch.urgent", "semantics.preempt.restart"} {
		if !slices.ContainsFunc(said, func(one Sentence) bool { return one.Key == key }) {
			t.Errorf("want it to say %s, have %v", key, said)
		}
	}
}

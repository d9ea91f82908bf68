package experiment

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"tweeling/sim/kpi"
	"tweeling/sim/scenario"
)

const small = `
title = "Two machines"
[run]
start = 2026-01-05
horizon = "2w"
warmup = "1d"
replications = 8
[economics]
weeks_per_year = 47
horizon = "8y"
discount_rate = 0.08
baseline = "frozen"
energy_price = 0.2
[shift.day]
works = ["Mon-Fri 06:00-14:00"]
breaks = ["Mon-Fri 10:00-10:15"]
[product.classic]
share = 0.7
price = 9.5
material_cost = 4.2
demand_per_year = 900_000
[product.sport]
share = 0.3
price = 12
material_cost = 5.1
demand_per_year = 900_000
[line.feeder]
kind = "source"
to = ["press"]
[line.press]
kind = "machine"
shift = "day"
cycle = "triangular(40s, 50s, 70s)"
cycle_by_product = { sport = "triangular(45s, 60s, 80s)" }
load = "6s"
operator = "crew"
scrap = 0.02
failure.jam = { uptime = "exp(3h)", repair = "lognormal(12m, cv 0.8)" }
power_kw = { working = 11, ready = 4.5 }
to = ["store"]
[line.store]
kind = "buffer"
room = 4
to = ["pack"]
[line.pack]
kind = "machine"
shift = "day"
cycle = "lognormal(48s, cv 0.2)"
operator = "crew"
to = ["out"]
[line.out]
kind = "sink"
[line.crew]
kind = "operators"
count = 2
shift = "day"
wage_per_hour = 38
`

func read(t *testing.T, text string) *scenario.Scenario {
	t.Helper()
	s, err := scenario.Read("small.toml", []byte(text), nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func runAll(t *testing.T, text string, set Settings) *Result {
	t.Helper()
	r, err := Run(context.Background(), read(t, text), set)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Overlays that change nothing: a measure that sets keys to the values they have, and one that adds what nobody uses.
const idle = `
[measure.same]
capex = 50_000
[measure.same.line.press]
load = "6s"
scrap = 0.02
failure.jam = { uptime = "exp(3h)", repair = "lognormal(12m, cv 0.8)" }
[measure.same.line.store]
room = 4
[measure.unused]
capex = 70_000
[measure.unused.line.arm]
kind = "robot"
pick = "3s"
place = "3s"
[measure.unused.line.shelf]
kind = "buffer"
room = 9
to = ["out"]
[plan.same]
measures = ["same"]
[plan.unused]
measures = ["unused"]
`

func TestOverlaysThatChangeNothing(t *testing.T) {
	r := runAll(t, small+idle, Settings{})
	for i, capex := range []float64{50_000, 70_000} {
		c := &r.Compared[i]
		for k := range kpi.Table {
			d := &c.KPI[k]
			if d.Why != r.Plans[0].KPI[k].Why {
				t.Errorf("%s: %s: %q, as-is %q", c.Plan, kpi.Table[k].Name, d.Why, r.Plans[0].KPI[k].Why)
			}
			for rep, v := range d.Values {
				if v != 0 && (!strings.Contains(kpi.Table[k].Name, "cost") && !strings.Contains(kpi.Table[k].Name, "capital")) {
					t.Errorf("%s: %s differs by %g in replication %d, want exactly 0", c.Plan, kpi.Table[k].Name, v, rep)
				}
			}
		}
		if c.Money == nil || c.Money.NPV.Mean != -capex || c.Money.NPV.HalfWidth != 0 {
			t.Errorf("%s: NPV %+v, want exactly minus the capex of %g", c.Plan, c.Money, capex)
		}
	}
}

func TestReorderingTheFileChangesNothing(t *testing.T) {
	head, tables, _ := strings.Cut(small, "[run]")
	parts := strings.Split("[run]"+tables, "\n[")
	for i := range parts[1:] {
		parts[i+1] = "[" + parts[i+1]
	}
	for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
		parts[i], parts[j] = parts[j], parts[i]
	}
	a, b := runAll(t, small, Settings{}), runAll(t, head+strings.Join(parts, "\n"), Settings{})
	for k := range kpi.Table {
		if x, y := a.Plans[0].KPI[k], b.Plans[0].KPI[k]; x.Mean != y.Mean || x.HalfWidth != y.HalfWidth {
			t.Errorf("%s: %v ± %v, reordered %v ± %v", kpi.Table[k].Name, x.Mean, x.HalfWidth, y.Mean, y.HalfWidth)
		}
	}
}

func TestAnyNumberOfWorkersGivesTheSameBytes(t *testing.T) {
	var first []byte
	for _, workers := range []int{1, 2, 5} {
		r := runAll(t, small+idle, Settings{Workers: workers})
		b, err := json.Marshal(r.JSON("test", true))
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = b
		} else if !bytes.Equal(first, b) {
			t.Errorf("%d workers give other bytes than one", workers)
		}
	}
}

func TestSampleAndJobTravelAsBytes(t *testing.T) {
	s := read(t, small)
	sys, err := NewSystem(s, AsIs)
	if err != nil {
		t.Fatal(err)
	}
	sample, err := sys.Replicate(context.Background(), 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	b, err := sample.Encode()
	if err != nil {
		t.Fatal(err)
	}
	back, err := DecodeSample(b)
	if err != nil {
		t.Fatal(err)
	}
	again, err := back.Encode()
	if err != nil || !bytes.Equal(b, again) {
		t.Errorf("a sample changed on its way: %v", err)
	}
	job := Job{Scenario: s.Files, Plan: AsIs, Seed: 1}
	packed, err := job.Encode()
	if err != nil {
		t.Fatal(err)
	}
	j, err := DecodeJob(packed)
	if err != nil || j.Key() != job.Key() {
		t.Errorf("a job changed on its way: %v", err)
	}
	elsewhere, err := j.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if again, err = elsewhere.Encode(); err != nil || !bytes.Equal(b, again) {
		t.Errorf("a job carried out elsewhere gives another sample: %v", err)
	}
	other := job
	other.Replication = 1
	if other.Key() == job.Key() {
		t.Error("two replications have one key")
	}
}

func TestCancelSaysHowFarItGot(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	_, err := Run(ctx, read(t, small), Settings{Workers: 1, Replications: 50, Progress: func(done, _ int) {
		if done == 3 {
			stop()
		}
	}})
	var interrupted *Interrupted
	if !errors.As(err, &interrupted) || interrupted.Done < 3 || interrupted.Done >= 50 || interrupted.Of != 50 {
		t.Fatalf("want to be told how far it got, have %v", err)
	}
}

func TestPrecisionAddsReplications(t *testing.T) {
	text := strings.Replace(small, "replications = 8", "replications = 3\nprecision = { throughput = 0.004 }", 1)
	r := runAll(t, text, Settings{})
	k, _ := lineIndex("throughput")
	e := r.Plans[0].KPI[k]
	if e.HalfWidth > 0.004*e.Mean {
		t.Errorf("half-width %.3f %% of the mean after %d replications, want 0.4 %%", 100*e.HalfWidth/e.Mean, e.N)
	}
	if e.N <= 3 {
		t.Errorf("%d replications, want more than the 3 it began with", e.N)
	}
}

func TestLittlesLawAndStates(t *testing.T) {
	r := runAll(t, small, Settings{})
	p := &r.Plans[0]
	if p.Health.LittleError.Mean > 0.02 {
		t.Errorf("Little's law is off by %.2f %%", 100*p.Health.LittleError.Mean)
	}
	for i := range p.Elements {
		total := 0.0
		for _, s := range p.Elements[i].States {
			total += s.Mean
		}
		if total < 1-1e-12 || total > 1+1e-12 {
			t.Errorf("%s: states sum to %v", p.Elements[i].Name, total)
		}
	}
}

// Chance is shared: the difference that a small change makes is known much better than with chance of its own.
func TestCommonChanceNarrowsDifferences(t *testing.T) {
	text := small + "\n[measure.faster]\ncapex = 1000\n[measure.faster.line.pack]\ncycle = { times = 0.95 }\n"
	r := runAll(t, text, Settings{Replications: 20})
	k, _ := lineIndex("throughput")
	d, e := r.Compared[0].KPI[k], r.Plans[0].KPI[k]
	if d.HalfWidth > e.HalfWidth {
		t.Errorf("half-width of the difference %v, of one system alone %v: chance is not shared", d.HalfWidth, e.HalfWidth)
	}
	if d.Verdict == Lower {
		t.Errorf("a faster machine made less: %v ± %v", d.Mean, d.HalfWidth)
	}
}

// One more machine beside another, which no part ever needs, changes nothing but what is said of that place.
func TestOneMoreUnitShiftsNobodysChance(t *testing.T) {
	r := runAll(t, `
[run]
horizon = "1w"
replications = 3
[product.a]
share = 0.5
[product.b]
share = 0.5
[line.in]
kind = "source"
every = "30s"
to = ["m"]
[line.m]
kind = "machine"
cycle = "uniform(1s, 9s)"
scrap = 0.1
to = ["b"]
[line.b]
kind = "buffer"
room = 50
to = ["n"]
[line.n]
kind = "machine"
cycle = "exp(8s)"
failure.jam = { uptime = "exp(1h)", repair = "exp(5m)" }
to = ["out"]
[line.out]
kind = "sink"
[measure.two.line.m]
count = 2
[measure.two]
capex = 1
`, Settings{})
	same := []string{"output_per_week", "good_parts", "lead_time", "wip", "scrap_rate", "throughput_planned", "waiting_people"}
	for k := range kpi.Table {
		if d := r.Compared[0].KPI[k]; slices.Contains(same, kpi.Table[k].Name) && (d.Mean != 0 || d.HalfWidth != 0) {
			t.Errorf("%s differs by %v ± %v", kpi.Table[k].Name, d.Mean, d.HalfWidth)
		}
	}
}

// The verdict on money is as careful as the others. Forty plans give the same failures another name, and so another
// chance: nothing is really different. Judged one by one some seem to be worth their money; judged together none is.
func TestMoneyOfManyPlansIsJudgedTogether(t *testing.T) {
	var text strings.Builder
	text.WriteString(small)
	for i := range 40 {
		fmt.Fprintf(&text, "\n[measure.m%d]\nremove = [\"line.press.failure.jam\"]\n[measure.m%d.line.press]\nfailure.j%d = { uptime = \"exp(3h)\", repair = \"lognormal(12m, cv 0.8)\" }\n", i, i, i)
	}
	for i := range 40 {
		fmt.Fprintf(&text, "[plan.p%d]\nmeasures = [\"m%d\"]\n", i, i)
	}
	r := runAll(t, text.String(), Settings{Replications: 8})
	alone, together := 0, 0
	for i := range r.Compared {
		c := &r.Compared[i]
		if math.Abs(c.Money.NPV.Mean) > c.Money.NPV.HalfWidth {
			alone++
		}
		if c.Worth != WorthUndecided {
			together++
		}
	}
	if alone == 0 || together > 0 {
		t.Errorf("%d plans seem different one by one, want some; %d together, want none", alone, together)
	}
}

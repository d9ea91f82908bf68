package plant

import (
	"math"
	"testing"
	"time"

	"tweeling/sim"
	"tweeling/sim/dist"
)

// stopped is a saturated machine with one failure mode and some stops.
func stopped(cycle string, f Failure, stops ...Stop) *Model {
	m := machined("m", cycle, nil, f)
	m.Stops = stops
	return scenery(nil, nil, m)
}

// seen is what a machine did for so many seconds, how often it was stopped as planned, and how often it failed.
func seen(t *testing.T, m *Model, seconds float64) (n sim.NodeTally, stops, failures float64) {
	t.Helper()
	p, err := Build(m)
	if err != nil {
		t.Fatal(err)
	}
	l := fresh(t, p, 1)
	start(t, l)
	run(t, l, time.Duration(seconds*1e9))
	placed, _ := p.Find("m")
	n = l.Tally(placed.IDs[0])
	return n, float64(n.Rings[2]), float64(n.Rings[placed.Modes[0].Uptime]) // work, due, stop, uptime, repair
}

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.Abs(got-want) > within {
		t.Errorf("%s: %v, want %v within %v", what, got, want, within)
	}
}

// MT-PM-01: 5 after every 100 at work, and failures Exp(100) repaired in Exp(8): A = 1/(1 + 5/100 + 8/100). In 4e6 s there
// are 35,000 failures with a deviation of 8 sqrt(2) each: 2100 s of some 4e6, 0.0005; three times that.
func TestAvailabilityWithMaintenance(t *testing.T) {
	n, _, _ := seen(t, stopped("1s", failure("exp(100s)", "exp(8s)", "operating"), Stop{Name: "pm", Every: law("100s"), Takes: law("5s")}), 4e6)
	near(t, "availability", n.States[sim.Working].Seconds()/4e6, 1/1.13, 0.0016)
}

// MT-AGE-01: Weibull(2.5, 1000), replaced at age 493.185 for 1 or when it fails for 5: 0.0034620429 a second. 87,000 lives
// cost 1.6 with a deviation of 1.5 each: 0.3 % of the rate; three times that.
func TestAgeReplacement(t *testing.T) {
	const seconds = 4e7
	_, stops, failures := seen(t, stopped("10s", failure("weibull(shape 2.5, scale 1000s)", "0s", "operating"),
		Stop{Name: "pm", Every: law("493.185s"), Takes: law("0s"), Style: "immediate", Renews: []string{"failure"}, ByAge: true}), seconds)
	near(t, "cost rate", (stops+5*failures)/seconds, 0.0034620429, 0.009*0.00346)
}

// MT-BLOCK-01: Erlang-2 lives of mean 20, replaced when they fail and every 15: 0.512447 failures a block. 400,000 blocks
// with a deviation of 0.6 each: 0.001; three times that.
func TestBlockReplacement(t *testing.T) {
	_, stops, failures := seen(t, stopped("5s", failure("gamma(20s, shape 2)", "0s", "operating"),
		Stop{Name: "pm", Every: law("15s"), Takes: law("0s"), Style: "immediate", Renews: []string{"failure"}}), 6e6)
	near(t, "failures a block", failures/stops, 0.512446767, 0.003)
}

// A sensor sees 60 % of the failures, which then take 3 s instead of 15, and gives a false alarm of 2 s every 50 s at work:
// A = 1/(1 + (0.6 x 3 + 0.4 x 15)/100 + 2/50). 9000 failures in 1e6 s with a deviation of 11 each: 0.001; three times that,
// and what is left of the part in work when one is seen.
func TestAvailabilityWithASensor(t *testing.T) {
	f := failure("exp(100s)", "exp(15s)", "operating")
	f.Foreseen, f.PlannedRepair, f.FalseAlarms, f.AlarmStop = 0.6, law("3s"), law("exp(50s)"), law("2s")
	n, _, _ := seen(t, stopped("100ms", f), 1e6)
	near(t, "availability", n.States[sim.Working].Seconds()/1e6, 1/1.118, 0.004)
}

// SU-01: 20 of a, 10 of b and 5 of c in turn, with setups between: 35 parts in 95 s, for ever, and 376 by 1000 s.
func TestSetupsInTurn(t *testing.T) {
	var sequence []int
	for product, n := range []int{20, 10, 5} {
		for range n {
			sequence = append(sequence, product)
		}
	}
	m := inTurn(sequence, abc, machined("m", "1s", map[string]any{"initial": "a",
		"setup_matrix":     Changeovers{"a>b": law("8s"), "b>c": law("5s"), "c>a": law("12s"), "a>c": law("0s"), "b>a": law("0s"), "c>b": law("0s")},
		"cycle_by_product": byProduct("1500ms", "2s", "4s")}))
	l := lineOf(t, m, 1, 0)
	run(t, l, 1000*time.Second)
	if n := total(l.Totals().Left); n != 376 {
		t.Errorf("%d parts by 1000 s, want 376", n)
	}
	run(t, l, 95*1000*time.Second)
	if n := total(l.Totals().Left); n != 35_000 {
		t.Errorf("%d parts in a thousand rounds, want 35000", n)
	}
}

func byProduct(laws ...string) map[string]*dist.Dist {
	times := map[string]*dist.Dist{}
	for i, text := range laws {
		times[abc[i].Name] = law(text)
	}
	return times
}

// SU-02: the product of each part is drawn, and the setup depends on both: with p the mix, a part takes the mean of its
// time, 1.35, and the sum of p(i) p(j) s(i,j), 2.15. 300,000 parts with a deviation of some 3 each: 0.2 %; three times that.
func TestSetupsByChance(t *testing.T) {
	mix := []Product{{Name: "a", Share: 0.5}, {Name: "b", Share: 0.3}, {Name: "c", Share: 0.2}}
	m := scenery(nil, mix, machined("m", "1s", map[string]any{
		"setup_matrix":     Changeovers{"a>b": law("3s"), "a>c": law("5s"), "b>a": law("2s"), "b>c": law("4s"), "c>a": law("6s"), "c>b": law("1s")},
		"cycle_by_product": byProduct("exp(1s)", "exp(1500ms)", "exp(2s)")}))
	const seconds = 1_050_000
	l := lineOf(t, m, 1, 0)
	run(t, l, seconds*time.Second)
	id, _ := l.Find("m")
	near(t, "throughput", float64(total(l.Totals().Left))/seconds, 2.0/7, 0.006*2/7)
	near(t, "share of setup", l.Tally(id).States[sim.Setup].Seconds()/seconds, 0.614285714, 0.006*0.61)
}

// SU-03: a tool that lasts 50 parts of 2 s and is changed in 12.5: 450 parts by 1000 s, and 4/9 a second.
func TestToolChanges(t *testing.T) {
	m := machined("m", "2s", nil)
	m.Stops = []Stop{{Name: "tool", Every: law("50s"), Takes: law("12500ms"), Clock: "count"}}
	l := lineOf(t, scenery(nil, nil, m), 1, 0)
	run(t, l, 1000*time.Second)
	if n := total(l.Totals().Left); n != 450 {
		t.Errorf("%d parts by 1000 s, want 450", n)
	}
	run(t, l, 112_500*time.Second)
	if n := total(l.Totals().Left); n != 50_000 {
		t.Errorf("%d parts in a thousand tools, want 50000", n)
	}
}

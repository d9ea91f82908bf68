package verify

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"strings"
	"testing"

	"tweeling/sim"
	"tweeling/sim/dist"
	"tweeling/sim/plant"
	"tweeling/sim/verify/theory"
)

// spareModules is a line whose machines own modules, one of them mounted; what is broken comes back as a spare.
func (c referenceCase) spareModules(scale float64) (casePlan, error) {
	p := maps.Clone(c.Parameters)
	fails, lives, err := p.livesOf()
	if err != nil {
		return casePlan{}, err
	}
	for _, key := range []string{"failure_rates", "failure_rate", "mtbf", "repair_rates"} { // said otherwise here
		delete(p, key)
	}
	if err := p.only("rates?", "processing?", "cycle?", "stations?", "buffer?", "buffers?", "up?", "gamma", "Q", "swap?", "failure_clock?", "after_repair?"); err != nil {
		return casePlan{}, err
	}
	ms, err := p.machines(scale)
	if err != nil {
		return casePlan{}, err
	}
	owned := p.numbers("Q")
	resupply, err := p.resupplies()
	if err != nil || len(owned) == 0 || len(resupply) == 0 {
		return casePlan{}, errors.Join(err, fmt.Errorf("Q, gamma: %w", errUnknown))
	}
	swap := Fixed(0)
	if p["swap"] != nil {
		if swap, err = p.lawOf("swap", 1); err != nil {
			return casePlan{}, err
		}
	}
	for i := range ms {
		ms[i].Up, ms[i].Down = lives[min(i, len(lives)-1)], swap
		ms[i].Calendar, ms[i].AfterRepair = strings.HasPrefix(p.text("failure_clock"), "calendar"), p.text("after_repair")
	}
	m := Line{Machines: ms, Buffers: p.buffers(len(ms))}.Model()
	round := 0.0
	for i := range ms {
		modules := int(owned[min(i, len(owned)-1)])
		if modules < 1 {
			return casePlan{}, fmt.Errorf("Q %v: %w", owned, errUnknown)
		}
		away, name := resupply[min(i, len(resupply)-1)], fmt.Sprintf("spares%d", i+1)
		element(m, fmt.Sprintf("m%d", i+1)).Failures[0].Spare = name
		m.Elements = append(m.Elements, plant.Spec{Name: name, Kind: "spares", Values: map[string]any{"count": modules - 1, "resupply": away}})
		round = max(round, fails[min(i, len(fails)-1)]+away.Mean())
	}
	plan := casePlan{trial: Trial{Model: m, Warmup: max(2000, 20*round), Length: max(30_000, 500*round)}, measure: spareFigures}
	return plan, nil
}

// livesOf are the laws of the lives of the machines of a case, and their means.
func (p parameters) livesOf() (means []float64, lives []*dist.Dist, err error) {
	rates := p.numbers("failure_rates")
	if x := p.number("failure_rate", 0); x > 0 {
		rates = []float64{x}
	} else if x := p.number("mtbf", 0); x > 0 {
		rates = []float64{1 / x}
	}
	for _, rate := range rates {
		lives = append(lives, Exp(1/rate))
	}
	if len(lives) == 0 {
		if lives, err = p.lawsOf("up", false, 1); err != nil {
			return nil, nil, err
		}
	}
	if len(lives) == 0 {
		return nil, nil, fmt.Errorf("failure_rates: %w", errUnknown)
	}
	for _, d := range lives {
		means = append(means, d.Mean())
	}
	return means, lives, nil
}

// resupplies are the times that modules are away: by rates of exponential ones, or by laws.
func (p parameters) resupplies() ([]*dist.Dist, error) { return p.lawsOf("gamma", true, 1) }

// lawsOf reads a list of laws, or one, with all times scaled; rates tells that a number is the rate of an exponential one, and else it is a time.
func (p parameters) lawsOf(key string, rates bool, scale float64) ([]*dist.Dist, error) {
	var list []json.RawMessage
	if json.Unmarshal(p[key], &list) != nil && p[key] != nil {
		list = []json.RawMessage{p[key]}
	}
	var laws []*dist.Dist
	for _, raw := range list {
		var x float64
		d, err := p.law(raw, scale)
		if json.Unmarshal(raw, &x) == nil && rates {
			d, err = Exp(scale/x), nil
		}
		if err != nil {
			return nil, err
		}
		laws = append(laws, d)
	}
	return laws, nil
}

// spareFigures measures what is asked of stocks of spares: machineN_..., or of the first.
func spareFigures(quantity string) (func(*View) float64, error) {
	q, n := short(quantity), 1
	if head, rest, ok := strings.Cut(q, "_"); ok {
		if _, err := fmt.Sscanf(head, "machine%d", &n); err == nil {
			q = rest
		} else if _, err := fmt.Sscanf(head, "station%d", &n); err == nil {
			q = rest
		}
	}
	tally := func(name string, of func(t *sim.NodeTally, v *View) float64) func(*View) float64 {
		return func(v *View) float64 {
			p, _ := v.Plant.Find(fmt.Sprint(name, n))
			t := v.Line.Tally(p.IDs[0])
			return of(&t, v)
		}
	}
	switch q {
	case "availability":
		return up(fmt.Sprint("m", n)), nil
	case "fill_rate":
		return tally("spares", func(t *sim.NodeTally, _ *View) float64 { return float64(t.Served) / float64(t.Asked) }), nil
	case "mean_on_hand", "mean_spares_in_stock", "mean_stock":
		return tally("spares", func(t *sim.NodeTally, _ *View) float64 { return t.OnDuty }), nil
	case "waiting_for_spare_fraction", "mean_backorders":
		return tally("m", func(t *sim.NodeTally, v *View) float64 { return t.Short.Seconds() / v.Seconds() }), nil
	}
	return common(quantity)
}

// spareLine is two machines of rate 1 with a buffer, of which each owns modules: exact, as a Markov chain of the parts in and
// before the second machine, and of the modules that are away. Down: of the first.
func spareLine(buffer int, fails, gamma [2]float64, owned [2]int) (throughput, down float64, err error) {
	type state struct{ inside, away1, away2 int }
	works := func(s state) (first, second bool) {
		return s.inside < buffer+2 && s.away1 < owned[0], s.inside > 0 && s.away2 < owned[1]
	}
	c, err := theory.Explore(state{}, func(s state, to func(state, float64)) {
		first, second := works(s)
		if first {
			to(state{s.inside + 1, s.away1, s.away2}, 1)
			to(state{s.inside, s.away1 + 1, s.away2}, fails[0])
		}
		if second {
			to(state{s.inside - 1, s.away1, s.away2}, 1)
			to(state{s.inside, s.away1, s.away2 + 1}, fails[1])
		}
		if s.away1 > 0 {
			to(state{s.inside, s.away1 - 1, s.away2}, float64(s.away1)*gamma[0])
		}
		if s.away2 > 0 {
			to(state{s.inside, s.away1, s.away2 - 1}, float64(s.away2)*gamma[1])
		}
	})
	if err != nil {
		return 0, 0, err
	}
	law, err := c.Stationary()
	if err != nil {
		return 0, 0, err
	}
	throughput = law.Share(func(s state) bool { _, second := works(s); return second })
	return throughput, law.Share(func(s state) bool { return s.away1 == owned[0] }), nil
}

// Lines with spares that are said otherwise than the published one: unequal machines, one of them without any spare, the
// published figures of which are those of the chain; and one machine by any law of resupply, by Erlang's B.
func TestSpareModulesAreReadFromTheirParameters(t *testing.T) {
	for _, c := range []struct {
		buffer       int
		fails, gamma [2]float64
		owned        [2]int
	}{
		{5, [2]float64{0.02, 0.02}, [2]float64{0.05, 0.05}, [2]int{2, 2}},
		{2, [2]float64{0.1, 0.05}, [2]float64{0.1, 0.2}, [2]int{3, 1}},
	} {
		throughput, down, err := spareLine(c.buffer, c.fails, c.gamma, c.owned)
		if err != nil {
			t.Fatal(err)
		}
		if c.buffer == 5 && (math.Abs(throughput-0.8082598219897823) > 1e-9 || math.Abs(down-0.041916455140299375) > 1e-9) {
			t.Errorf("want the published 0.80826 and 0.041916, have %v and %v", throughput, down)
		}
		if c.buffer == 5 {
			continue // which the published case runs
		}
		text := fmt.Sprintf(`{"buffer": %d, "rates": [1, 1], "failure_rates": [%g, %g], "gamma": [%g, %g], "Q": [%d, %d]}`,
			c.buffer, c.fails[0], c.fails[1], c.gamma[0], c.gamma[1], c.owned[0], c.owned[1])
		judgeSpares(t, text, measured("throughput", throughput), measured("machine1_down_fraction", down))
	}
	down, err := theory.ErlangB(0.1, 0.05, 3)
	if err != nil {
		t.Fatal(err)
	}
	judgeSpares(t, `{"rates": [1], "failure_rates": [0.1], "gamma": ["unif:0:40"], "Q": 3}`, measured("machine1_down_fraction", down), measured("machine1_waiting_for_spare_fraction", down))
}

func judgeSpares(t *testing.T, text string, measures ...referenceMeasure) {
	t.Helper()
	var p parameters
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		t.Fatal(err)
	}
	faults, _, err := referenceCase{ID: "spares", Family: "maintenance-reliability", Subfamily: "spare-parts-line", Parameters: p, Measures: measures}.judge(1)
	if err != nil || len(faults) > 0 {
		t.Errorf("%s: %v %v", text, faults, err)
	}
}

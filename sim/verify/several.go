package verify

import (
	"fmt"
	"time"

	"tweeling/sim"
	"tweeling/sim/dist"
	"tweeling/sim/plant"
	"tweeling/sim/verify/theory"
)

// Lines in which parts are joinedRate, gathered, chosen among, or pulled by cards and customers.

// steps is a model of elements in the order of the flow: each leads to the next, but where it says otherwise.
func steps(specs ...plant.Spec) *plant.Model {
	for i := range specs[:len(specs)-1] {
		if _, ok := specs[i].Values["to"]; !ok {
			specs[i].Values["to"] = []string{specs[i+1].Name}
		}
	}
	return &plant.Model{Elements: specs}
}

// spec is one element.
func spec(name, kind string, values map[string]any) plant.Spec {
	if values == nil {
		values = map[string]any{}
	}
	return plant.Spec{Name: name, Kind: kind, Values: values}
}

// joining is two feeders, of a rate of 1.2 and of 1, two places behind each, and a station of a rate of 1 that takes one from each.
func joining() Trial {
	m := &plant.Model{}
	var needs plant.Bill
	for i, rate := range []float64{1.2, 1} {
		in, feeder, store := fmt.Sprintf("in%d", i+1), fmt.Sprintf("f%d", i+1), fmt.Sprintf("b%d", i+1)
		m.Elements = append(m.Elements, spec(in, "source", map[string]any{"release": "endless", "to": []string{feeder}}),
			spec(feeder, "machine", map[string]any{"cycle": Exp(1 / rate), "to": []string{store}}),
			spec(store, "buffer", map[string]any{"room": 2, "to": []string{"join"}}))
		needs = append(needs, plant.Component{Name: store, Count: 1})
	}
	m.Elements = append(m.Elements, spec("join", "assembly", map[string]any{"cycle": Exp(1), "needs": needs, "to": []string{"out"}}), spec("out", "sink", nil))
	return Trial{Model: m, Warmup: 500, Length: 20_000, Measure: throughput, Within: 0.004}
}

func joinedRate() (float64, error) {
	r, err := theory.Assembly([]float64{1.2, 1}, []int{2, 2}, 1)
	return r.Throughput, err
}

// baking is an oven for four that begins with whatever waits.
func baking() Trial {
	m := steps(spec("in", "source", map[string]any{"every": Exp(0.4), "when_full": "hold"}), spec("b0", "buffer", map[string]any{"room": sim.Unlimited}),
		spec("oven", "oven", map[string]any{"batch": 4, "minimum": 1, "cycle": Exp(1)}), spec("out", "sink", nil))
	return Trial{Model: m, Warmup: 500, Length: 20_000, Measure: waiting, Within: 0.01}
}

func bakedQueue() (float64, error) {
	q, err := theory.Bulk(2.5, 1, 4)
	return q.Waiting, err
}

// urgent is a queue in which a third of the parts is urgent; what is measured is their time inside.
func urgent(preempt string) func() Trial {
	return func() Trial {
		m := Line{Arrivals: Exp(1 / 0.6), Room: -1, Machines: []Machine{{Cycle: Exp(1)}}}.Model()
		m.Products = []plant.Product{{Name: "urgent", Share: 1.0 / 3, Priority: 1}, {Name: "usual", Share: 2.0 / 3}}
		for i := range m.Elements {
			if e := &m.Elements[i]; e.Name == "m1" {
				e.Values["cycle_by_product"] = map[string]*dist.Dist{"urgent": Fixed(0.5), "usual": Exp(1)}
				e.Values["dispatch"], e.Values["preempt"] = "priority", preempt
			}
		}
		return Trial{Model: m, Warmup: 500, Length: 20_000, Measure: func(v *View) float64 { return v.Total.Lead[0].Mean() / 1e9 }, Within: 0.008}
	}
}

var (
	urgencies = []float64{0.2, 0.4}
	services  = []theory.Moments{theory.ConstantMoments(0.5), theory.ExponentialMoments(1)}
)

func byTurn() (float64, error) {
	waits, err := theory.NonPreemptive(urgencies, services)
	if err != nil {
		return 0, err
	}
	return waits[0] + services[0].Mean, nil
}

func byForce() (float64, error) {
	times, err := theory.PreemptiveResume(urgencies, services)
	if err != nil {
		return 0, err
	}
	return times[0], nil
}

// unlike is a fast machine and a slow one behind one queue.
func unlike() Trial {
	m := steps(spec("in", "source", map[string]any{"every": Exp(1 / 1.2), "when_full": "hold"}),
		spec("b0", "buffer", map[string]any{"room": sim.Unlimited, "to": []string{"fast", "slow"}}),
		spec("fast", "machine", map[string]any{"cycle": Exp(1 / 1.5), "to": []string{"out"}}), spec("slow", "machine", map[string]any{"cycle": Exp(2)}), spec("out", "sink", nil))
	return Trial{Model: m, Warmup: 500, Length: 20_000, Measure: wip, Within: 0.008}
}

func unlikeNumber() (float64, error) {
	r, err := theory.Unequal(1.2, 1.5, 0.5)
	return r.Number, err
}

// warming is a machine that has cooled down whenever it has had nothing to do, and then takes 2 s to warm up.
func warming() Trial {
	m := Line{Arrivals: Exp(2), Room: -1, Machines: []Machine{{Cycle: Exp(1)}}}.Model()
	for i := range m.Elements {
		if e := &m.Elements[i]; e.Name == "m1" {
			e.Values["standby_after"], e.Values["wake"] = time.Nanosecond, Fixed(2)
		}
	}
	return Trial{Model: m, Warmup: 500, Length: 20_000, Measure: wip, Within: 0.006}
}

func warmedNumber() (float64, error) {
	q, err := theory.MG1Setup(0.5, theory.ExponentialMoments(1), theory.ConstantMoments(2))
	return q.Number, err
}

// carded is a line of three machines with four cards from its first to its exit.
func carded() Trial {
	m := Line{Machines: []Machine{{Cycle: Exp(1)}, {Cycle: Exp(1)}, {Cycle: Exp(1)}}, Buffers: []int{-1, -1}}.Model()
	for i := range m.Elements {
		if e := &m.Elements[i]; e.Kind == "sink" {
			e.Values = map[string]any{"cards": map[string]int{"m1": 4}}
		}
	}
	return Trial{Model: m, Warmup: 500, Length: 20_000, Measure: throughput, Within: 0.004}
}

func conwip4() (float64, error) { return theory.BalancedCONWIP(4, 3, 1) }

// stocking is a machine that makes to stock, with four kanban cards, for customers who wait when there is none.
func stocking() Trial {
	m := steps(spec("in", "source", map[string]any{"release": "endless"}), spec("m1", "machine", map[string]any{"cycle": Exp(1)}),
		spec("b0", "buffer", map[string]any{"room": 4, "cards": map[string]int{"m1": 4}}), spec("out", "sink", map[string]any{"every": Exp(1 / 0.7)}))
	return Trial{Model: m, Warmup: 500, Length: 20_000, Measure: func(v *View) float64 { return v.Level("out") }, Within: 0.03}
}

func backlog() (float64, error) {
	r, err := theory.MakeToStock(0.7, 1, 4)
	return r.Backlogs, err
}

// awaiting is the same, of which how long its customers wait is told by their own tally.
func awaiting(p float64) Trial {
	t := stocking()
	t.Measure = func(v *View) float64 {
		e, _ := v.Plant.Find("out")
		waits := v.Line.Tally(e.IDs[0]).Clients.Waits
		if p > 0 {
			return waits.Quantile(p) / 1e9
		}
		return waits.Mean() / 1e9
	}
	return t
}

func awaited() (float64, error) {
	r, err := theory.MakeToStock(0.7, 1, 4)
	return r.Wait, err
}

func awaited95() (float64, error) {
	r, err := theory.MakeToStock(0.7, 1, 4)
	return r.WaitQuantile(0.95), err
}

// mending is a machine of which a fifth of the work is bad, and is done again twice at most.
func mending() Trial {
	m := steps(spec("in", "source", map[string]any{"release": "endless"}), spec("b0", "buffer", map[string]any{"room": 3}),
		spec("m1", "machine", map[string]any{"cycle": Fixed(1), "scrap": 0.2, "rework_to": "again", "rework_limit": 2}), spec("out", "sink", nil),
		spec("again", "buffer", map[string]any{"room": sim.Unlimited, "to": []string{"m1"}}))
	return Trial{Model: m, Warmup: 100, Length: 50_000, Measure: throughput, Within: 0.002}
}

// mendedRate: a part is good but for three bad ones in a row, and is worked on 1 + p + p^2 times in the mean.
func mendedRate() (float64, error) {
	const p = 0.2
	return (1 - p*p*p) / (1 + p + p*p), nil
}

// tooled changes a tool of 50 parts in 30 s.
func tooled() Trial {
	m := Line{Machines: []Machine{{Cycle: Fixed(2)}}}.Model()
	for i := range m.Elements {
		if e := &m.Elements[i]; e.Name == "m1" {
			e.Stops = []plant.Stop{{Name: "tool", Every: Fixed(50), Takes: Fixed(30), Clock: "count"}}
		}
	}
	return Trial{Model: m, Warmup: 130, Length: 13_000, Measure: throughput, Exact: true}
}

func toolRate() (float64, error) { return theory.ToolChange(2, 50, 30) }

// looking is a machine of which a tenth of the parts has a defect that nobody sees, and a camera that finds 80 % of them and
// takes 2 % of the good ones for bad.
func looking() Trial {
	m := steps(spec("in", "source", map[string]any{"release": "endless"}), spec("m1", "machine", map[string]any{"cycle": Fixed(1), "defects": 0.1}),
		spec("camera", "inspection", map[string]any{"cycle": Fixed(0.5), "finds": 0.8, "false_reject": 0.02}), spec("out", "sink", nil))
	return Trial{Model: m, Warmup: 10, Length: 50_000, Within: 0.01,
		Measure: func(v *View) float64 { return float64(total(v.Total.Escaped)) / float64(total(v.Total.Left)) }}
}

func escapes() (float64, error) {
	bad, good := 0.1*(1-0.8), 0.9*(1-0.02)
	return bad / (bad + good), nil
}

// halfPowered is four machines of 10 kW behind one queue, under a limit of 25: two of them work at once.
func halfPowered() Trial {
	m := steps(spec("in", "source", map[string]any{"every": Exp(1 / 1.5), "when_full": "hold"}), spec("b0", "buffer", map[string]any{"room": sim.Unlimited}),
		spec("m1", "machine", map[string]any{"count": 4, "cycle": Exp(1), "power_kw": map[string]float64{"working": 10}}), spec("out", "sink", nil))
	m.Elements = append(m.Elements, spec("grid", "supply", map[string]any{"limit_kw": 25.0}))
	return Trial{Model: m, Warmup: 2000, Length: 50_000, Measure: wip, Within: 0.0095}
}

func halfNumber() (float64, error) {
	q, err := theory.MMC(1.5, 1, 2)
	return q.Number, err
}

package verify

import (
	"fmt"

	"tweeling/sim"
	"tweeling/sim/plant"
)

// yields is a saturated line with room for all between its stations, each of which throws some parts away.
func (c referenceCase) yields(scale float64) (casePlan, error) {
	p := c.Parameters
	if err := p.only("times", "yields"); err != nil {
		return casePlan{}, err
	}
	l := Line{}
	for i, x := range p.numbers("times") {
		l.Machines = append(l.Machines, Machine{Cycle: Fixed(x * scale)})
		if i > 0 {
			l.Buffers = append(l.Buffers, -1)
		}
	}
	m, good := l.Model(), p.numbers("yields")
	for i := range good {
		element(m, machineName(i)).Values["scrap"] = 1 - good[i]
	}
	rolled := func(v *View) float64 {
		all := 1.0
		for i := range good {
			e, _ := v.Plant.Find(machineName(i))
			t := v.Line.Tally(e.IDs[0])
			all *= float64(total(t.Sent)) / float64(total(t.Sent)+total(t.Scrapped))
		}
		return all
	}
	f := figures{"good_output_rate": throughput, "rolled_throughput_yield": rolled, "starts_per_good_part": func(v *View) float64 { return 1 / rolled(v) }}
	return casePlan{trial: Trial{Model: m, Warmup: 500, Length: 20_000}, measure: f.measure}, nil
}

// repairLoop is a station some of whose parts are bad and go to another, which mends most of them and sends them back.
func (c referenceCase) repairLoop(scale float64) (casePlan, error) {
	p := c.Parameters
	if err := p.only("lambda", "fail", "scrap_at_repair", "rates"); err != nil {
		return casePlan{}, err
	}
	rates, lambda, fail, lost := p.numbers("rates"), p.number("lambda", 1), p.number("fail", 0), p.number("scrap_at_repair", 0)
	if len(rates) != 2 {
		return casePlan{}, fmt.Errorf("rates: %w", errUnknown)
	}
	m := &plant.Model{Elements: []plant.Spec{
		{Name: "in", Kind: "source", Values: map[string]any{"every": Exp(1 / lambda), "when_full": "hold", "to": []string{"main"}}},
		{Name: "main", Kind: "machine", Values: map[string]any{"cycle": Exp(scale / rates[0]), "queue": sim.Unlimited, "scrap": fail, "rework_to": "repair", "rework_limit": 1000, "to": []string{"out"}}},
		{Name: "repair", Kind: "machine", Values: map[string]any{"cycle": Exp(scale / rates[1]), "queue": sim.Unlimited, "scrap": lost, "to": []string{"main"}}},
		{Name: "out", Kind: "sink"}}}
	number := func(name string) func(*View) float64 {
		return func(v *View) float64 { return v.Level(plant.QueueOf(name)) + v.Share(name, sim.Working) }
	}
	load := lambda / (1 - fail*(1-lost)) / rates[0]
	load = max(load, load*rates[0]*fail/rates[1])
	memory := 20 / (1 - min(load, 0.98)) / (1 - min(load, 0.98))
	f := figures{"mean_number_main": number("main"), "mean_number_repair": number("repair"), "good_output_rate": throughput,
		"scrap_rate": func(v *View) float64 { return float64(total(v.Total.Scrapped)) / v.Seconds() }}
	return casePlan{trial: Trial{Model: m, Warmup: max(500, memory) / lambda, Length: max(20_000, 10*memory) / lambda}, measure: f.measure}, nil
}

// kanban is stages one after the other, each a machine and the store behind it with cards between; customers take from the
// last.
func (c referenceCase) kanban(scale float64) (casePlan, error) {
	p := c.Parameters
	if err := p.only("kanbans", "rates", "demand_rate", "unmet_demand?"); err != nil {
		return casePlan{}, err
	}
	unmet, ok := map[string]string{"": "backordered", "backordered": "backordered", "lost": "lost"}[p.text("unmet_demand")]
	if !ok {
		return casePlan{}, fmt.Errorf("unmet_demand %q: %w", p.text("unmet_demand"), errUnknown)
	}
	m := &plant.Model{Elements: []plant.Spec{{Name: "in", Kind: "source", Values: map[string]any{"release": "endless", "to": []string{"m1"}}}}}
	kanbans, rates, demand := p.numbers("kanbans"), p.numbers("rates"), p.number("demand_rate", 1)
	last, slowest := "", rates[0]
	for i := range rates {
		machine, next := machineName(i), machineName(i+1)
		if i == len(rates)-1 {
			next = "out"
		}
		last, slowest = "s"+machine, min(slowest, rates[i])
		m.Elements = append(m.Elements,
			plant.Spec{Name: machine, Kind: "machine", Values: map[string]any{"cycle": Exp(scale / rates[i]), "queue": sim.Unlimited, "to": []string{last}}},
			plant.Spec{Name: last, Kind: "buffer", Values: map[string]any{"room": sim.Unlimited, "cards": map[string]int{machine: int(kanbans[i])}, "to": []string{next}}})
	}
	m.Elements = append(m.Elements, plant.Spec{Name: "out", Kind: "sink", Values: map[string]any{"every": Exp(1 / demand), "unmet": unmet}})
	sink := func(v *View) sim.NodeTally {
		e, _ := v.Plant.Find("out")
		return v.Line.Tally(e.IDs[0])
	}
	owed := func(v *View) float64 { return sink(v).Level }
	f := figures{"fill_rate": func(v *View) float64 { return float64(sink(v).Served) / float64(sink(v).Asked) }, "mean_backorders": owed,
		"mean_finished_stock": func(v *View) float64 { return v.Level(last) }, "mean_total_wip": func(v *View) float64 { return v.Total.WIP }, "throughput": throughput,
		"mean_customer_wait": func(v *View) float64 { return owed(v) * v.Seconds() / float64(sink(v).Asked) }}
	memory := 20 / (1 - min(demand/slowest, 0.98)) / (1 - min(demand/slowest, 0.98))
	return casePlan{trial: Trial{Model: m, Warmup: max(500, memory) / demand, Length: max(20_000, 10*memory) / demand}, measure: f.measure}, nil
}

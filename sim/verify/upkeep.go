package verify

import (
	"fmt"

	"tweeling/sim"
	"tweeling/sim/dist"
	"tweeling/sim/plant"
	"tweeling/sim/verify/theory"
)

// A Worn is a machine that is always at work, fails and is maintained; times are in seconds.
type Worn struct {
	Cycle        *dist.Dist // nil: a part takes about as long as a life
	Life, Repair *dist.Dist // Life nil: it never fails; Repair nil: it takes no time
	AsBefore     bool       // a repair leaves it as old as it was
	Calendar     bool       // the clock of its life
	Every, Takes *dist.Dist // of maintenance, at once and by the operating clock; Every nil: none; Takes nil: no time
	Renews       bool       // it is as new after that
	ByAge        bool       // and the clock of maintenance begins anew with a repair
	Spare        string     // the stock of which a repair takes one; "": none
	Repairers    string     // the technicians that mend it, one at a time; "": nobody is needed
}

// A crew is so many technicians.
type crew struct {
	name  string
	count int
}

// worn is machines m1, m2, ... side by side, and those who mend them.
func worn(machines []Worn, crews ...crew) *plant.Model {
	m := &plant.Model{}
	var names []string
	for i, w := range machines {
		names = append(names, fmt.Sprintf("m%d", i+1))
		m.Elements = append(m.Elements, w.spec(names[i]))
	}
	for _, c := range crews {
		m.Elements = append(m.Elements, plant.Spec{Name: c.name, Kind: "operators", Values: map[string]any{"count": c.count}})
	}
	m.Elements = append(m.Elements, plant.Spec{Name: "out", Kind: "sink"},
		plant.Spec{Name: "in", Kind: "source", Values: map[string]any{"release": "endless", "to": names}})
	return m
}

func (w *Worn) spec(name string) plant.Spec {
	s := plant.Spec{Name: name, Kind: "machine", Values: map[string]any{"cycle": w.cycle(), "to": []string{"out"}}}
	if w.Repairers != "" {
		s.Values["operator"] = map[string]plant.Need{"repair": {Count: 1, From: []string{w.Repairers}}}
	}
	if w.Life != nil {
		f := plant.Failure{Name: "failure", Uptime: w.Life, Repair: orNoTime(w.Repair), Clock: "operating", Spare: w.Spare}
		if w.Calendar {
			f.Clock = "calendar"
		}
		if w.AsBefore {
			f.Repaired = plant.AsBefore
		}
		s.Failures = []plant.Failure{f}
	}
	if w.Every != nil {
		stop := plant.Stop{Name: "maintenance", Every: w.Every, Takes: orNoTime(w.Takes), Style: "immediate", ByAge: w.ByAge}
		if w.Renews {
			stop.Renews = []string{"failure"}
		}
		s.Stops = []plant.Stop{stop}
	}
	return s
}

// cycle is long when it does not matter, so that few events are of parts.
func (w *Worn) cycle() *dist.Dist {
	switch {
	case w.Cycle != nil:
		return w.Cycle
	case w.Life != nil:
		return Fixed(w.Life.Mean())
	}
	return Fixed(w.Every.Mean())
}

func orNoTime(d *dist.Dist) *dist.Dist {
	if d == nil {
		return Fixed(0)
	}
	return d
}

// Failures is how often an element has failed.
func (v *View) Failures(name string) float64 {
	p, _ := v.Plant.Find(name)
	n := int64(0)
	for _, id := range p.IDs {
		for _, mode := range p.Modes {
			n += v.Line.Tally(id).Rings[mode.Uptime]
		}
	}
	return float64(n)
}

// maintained is how often a worn machine has been maintained: its timers are work, due, stop, uptime and repair.
func maintained(v *View, name string) float64 {
	p, _ := v.Plant.Find(name)
	return float64(v.Line.Tally(p.IDs[0]).Rings[2])
}

// costRate is what failures and maintenance of a worn machine cost a second.
func costRate(name string, failure, maintenance float64) func(*View) float64 {
	return func(v *View) float64 {
		cost := failure * v.Failures(name)
		if p, _ := v.Plant.Find(name); len(p.Stops) > 0 {
			cost += maintenance * maintained(v, name)
		}
		return cost / v.Seconds()
	}
}

// up is the share of time in which a machine is neither broken nor maintained.
func up(name string) func(*View) float64 {
	return func(v *View) float64 { return 1 - v.Share(name, sim.Down, sim.WaitingRepair, sim.PlannedStop) }
}

const (
	wear     = "weibull(shape 2.5, scale 1000s)"
	failed   = 5.0 // what a failure costs
	replaced = 1.0 // what a replacement before that costs
)

func life(text string) theory.Life {
	d := Law(text)
	return theory.Life{CDF: d.CDF, Mean: d.Mean()}
}

// byAge is a part that is replaced at 500 s, or when it fails.
func byAge() (float64, error) { return life(wear).ReplacedByAge(500, replaced, failed) }

func byAgeLine() Trial {
	w := Worn{Life: Law(wear), Every: Fixed(500), Renews: true, ByAge: true}
	return Trial{Model: worn([]Worn{w}), Warmup: 10_000, Length: 4_000_000, Measure: costRate("m1", failed, replaced), Within: 0.0095}
}

// inBlocks is a part that is replaced every 15 s, and when it fails: failures in each block.
func inBlocks() (float64, error) { return life("erlang(20s, k 2)").Renewals(15, 400) }

func inBlocksLine() Trial {
	w := Worn{Life: Law("erlang(20s, k 2)"), Every: Fixed(15), Renews: true}
	failures := func(v *View) float64 { return v.Failures("m1") / maintained(v, "m1") }
	return Trial{Model: worn([]Worn{w}), Warmup: 150, Length: 60_000, Measure: failures, Within: 0.0095}
}

// asBefore is a machine that is replaced every 450 s, and repaired in between so that it runs as before.
func asBefore() (float64, error) { return life(wear).ReplacedAfter(450, replaced, failed) }

func asBeforeLine() Trial {
	w := Worn{Life: Law(wear), AsBefore: true, Every: Fixed(450), Renews: true}
	return Trial{Model: worn([]Worn{w}), Warmup: 4500, Length: 4_000_000, Measure: costRate("m1", failed, replaced), Within: 0.0095}
}

func upkept() (float64, error) { return theory.Maintained(100, 5, 0.01, 8) }

func upkeptLine() Trial {
	w := Worn{Cycle: Fixed(1), Life: Exp(100), Repair: Exp(8), Every: Fixed(100), Takes: Fixed(5)}
	return Trial{Model: worn([]Worn{w}), Warmup: 1000, Length: 20_000, Measure: up("m1"), Within: 0.004}
}

// stocked is worn machines with a stock of spares.
func stocked(machines []Worn, spares int, resupply *dist.Dist) *plant.Model {
	m := worn(machines)
	m.Elements = append(m.Elements, plant.Spec{Name: "spares", Kind: "spares", Values: map[string]any{"count": spares, "resupply": resupply}})
	return m
}

// ownSpares is a machine with two spares that lives for 10 s and whose modules are away for 15.
func ownSpares() (float64, error) {
	r, err := theory.Spares(1, 2, 0.1, 1.0/15)
	return r.Down, err
}

func ownSparesLine() Trial {
	w := Worn{Life: Exp(10), Spare: "spares"}
	down := func(v *View) float64 { return v.Share("m1", sim.Down, sim.WaitingRepair) }
	return Trial{Model: stocked([]Worn{w}, 2, Law("lognormal(15s, cv 1.5)")), Warmup: 1000, Length: 100_000, Measure: down, Within: 0.0095}
}

// sharedSpares is four such machines, whose modules are away for 5 s.
func sharedSpares() (float64, error) {
	r, err := theory.Spares(4, 2, 0.1, 0.2)
	return r.Down, err
}

func sharedSparesLine() Trial {
	w := Worn{Life: Exp(10), Spare: "spares"}
	waits := func(v *View) float64 {
		p, _ := v.Plant.Find("spares")
		return v.Line.Tally(p.IDs[0]).Waiting
	}
	return Trial{Model: stocked([]Worn{w, w, w, w}, 2, Exp(5)), Warmup: 1000, Length: 50_000, Measure: waits, Within: 0.0095}
}

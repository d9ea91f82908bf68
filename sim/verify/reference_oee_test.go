package verify

import (
	"context"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strings"

	"tweeling/sim"
	"tweeling/sim/dist"
	"tweeling/sim/experiment"
	"tweeling/sim/kpi"
	"tweeling/sim/plant"
	"tweeling/sim/scenario"
)

// A station's day: what it did, in minutes and parts.
type stationDay struct {
	planned, breaks, setup, down, starved, blocked float64 // minutes; the rest of what is planned it works
	good, rework, scrap                            float64 // parts
	run                                            float64 // the planned run time per item, minutes
}

func (d *stationDay) working() float64  { return d.planned - d.setup - d.down - d.starved - d.blocked }
func (d *stationDay) produced() float64 { return d.good + d.rework + d.scrap }

// dayOf reads a case in the names that cases use.
func dayOf(p parameters) (stationDay, error) {
	first := func(keys ...string) (sum float64) { // the first that is there
		for _, key := range keys {
			if p[key] != nil {
				return p.number(key, 0)
			}
		}
		return 0
	}
	d := stationDay{breaks: first("breaks_min"), setup: first("AUST", "setup_min"), down: first("down", "stops_min", "downtime_min"), starved: first("starved"),
		blocked: first("blocked"), rework: first("RQ"), scrap: first("SQ", "reject", "rejected", "scrap"), good: first("GQ", "good"), run: first("PRI", "ideal_cycle_min")}
	if d.planned = first("PBT", "planned_min"); d.planned == 0 {
		d.planned = first("shift_min") - d.breaks
	}
	if p["run_min"] != nil {
		d.down = d.planned - first("run_min")
	}
	if x := first("ideal_cycle_s"); x > 0 {
		d.run = x / 60
	}
	switch made := first("PQ", "total"); {
	case d.good == 0:
		d.good = made - d.rework - d.scrap
	case made > 0:
		d.scrap = made - d.rework - d.good
	}
	if !(d.run > 0 && d.good > 0 && d.working() > 0) {
		return d, fmt.Errorf("no run time, good parts or time at work: %w", errUnknown)
	}
	return d, p.only("PBT?", "AUST?", "down?", "starved?", "blocked?", "PRI?", "PQ?", "GQ?", "RQ?", "SQ?", "shift_min?", "breaks_min?", "stops_min?",
		"ideal_cycle_s?", "total?", "reject?", "rejected?", "scrap?", "run_min?", "planned_min?", "ideal_cycle_min?", "good?", "setup_min?", "downtime_min?")
}

// scenario is a line on which a station has just such a day: an order of good parts and one each of parts to rework and to
// scrap, both of which it throws out; a setup before the first, one failure, a machine behind it that is down when the
// first part is done, and nothing to do when the orders are done.
func (d *stationDay) scenario() (text, orders string) {
	minutes := func(x float64) string { return dist.FormatSpan(x * 60) }
	clock := func(x float64) string { return fmt.Sprintf("%02.0f:%02.0f", math.Floor(x/60), math.Mod(x, 60)) }
	cycle := math.Floor(d.working()*60e9/d.produced()) / 60e9
	rest := cycle // of what is not good, so that all together take the time at work
	if bad := d.rework + d.scrap; bad > 0 {
		rest = math.Floor((d.working()-d.good*cycle)*60e9/bad) / 60e9
	}
	var b strings.Builder
	say := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	say("[run]\nhorizon = \"1d\"\n[shift.day]\nworks = [\"daily 00:00-%s\"]", clock(d.planned+d.breaks))
	if d.breaks > 0 {
		say("breaks = [\"daily %s-%s\"]", clock(120), clock(120+d.breaks))
	}
	orders = "number,product,quantity\n"
	for product, quantity := range []float64{d.good, d.rework, d.scrap} {
		name := []string{"good", "rework", "scrap"}[product]
		say("[product.%s]\nshare = %s", name, []string{"1", "0", "0"}[product])
		if quantity > 0 {
			orders += fmt.Sprintf("%d,%s,%.0f\n", product+1, name, quantity)
		}
	}
	say("[line.in]\nkind = \"source\"\norders = { csv = \"orders.csv\" }\nto = [\"m\"]")
	say("[line.m]\nkind = \"machine\"\nshift = \"day\"\nat_shift_end = \"pause\"\nto = [\"next\"]\nscrap_by_product = { rework = 1, scrap = 1 }")
	say("cycle = %q\ncycle_by_product = { rework = %q, scrap = %q }\nplanned_cycle = %q", minutes(cycle), minutes(rest), minutes(rest), minutes(d.run))
	if d.setup > 0 {
		say("initial = \"scrap\"\nsetup_matrix = { \"scrap>good\" = %q, \"scrap>rework\" = \"0s\", \"good>rework\" = \"0s\", \"good>scrap\" = \"0s\", \"rework>scrap\" = \"0s\", \"rework>good\" = \"0s\" }", minutes(d.setup))
	}
	if d.down > 0 {
		say("failure.stop = { uptime = %q, repair = %q }", minutes(0.6*d.working()), minutes(d.down))
	}
	say("[line.next]\nkind = \"machine\"\ncycle = \"1ms\"\nto = [\"out\"]")
	if d.blocked > 0 { // from half a cycle before the first part is done
		age := 2000 - d.setup/60 - cycle/120
		say("failure.jam = { uptime = \"2000h\", repair = %q, clock = \"calendar\", age = %q }", minutes(d.blocked+cycle/2), minutes(60*age))
	}
	say("[line.out]\nkind = \"sink\"")
	return b.String(), orders
}

// effectiveness runs the day, and looks at what the program says of the station.
func (c referenceCase) effectiveness(scale float64) (casePlan, error) {
	d, err := dayOf(c.Parameters)
	if err != nil {
		return casePlan{}, err
	}
	d.run *= scale
	text, orders := d.scenario()
	s, err := scenario.Read("day.toml", []byte(text), func(name string) ([]byte, error) {
		if name != "orders.csv" {
			return nil, fs.ErrNotExist
		}
		return []byte(orders), nil
	})
	if err != nil {
		return casePlan{}, fmt.Errorf("%w in\n%s", err, text)
	}
	sys, err := experiment.NewSystem(s, experiment.AsIs)
	if err != nil {
		return casePlan{}, err
	}
	sample, err := sys.Replicate(context.Background(), 1, 0)
	if err != nil {
		return casePlan{}, err
	}
	station := slices.IndexFunc(sys.Plant.Model.Elements, func(e plant.Spec) bool { return e.Name == "m" })
	seen := seenDay{element: &sample.Elements[station], products: sample.Products, run: d.run}
	return casePlan{direct: seen.figure}, nil
}

// A seenDay is what the program says of a station's day.
type seenDay struct {
	element  *experiment.ElementSample
	products []experiment.ProductSample // good, to rework, scrap
	run      float64                    // minutes
}

func (d *seenDay) kpi(name string) (float64, error) {
	i := slices.IndexFunc(kpi.ElementTable, func(k kpi.ElementKPI) bool { return k.Name == name })
	if f := d.element.KPI[i]; f.Why != "" {
		return 0, fmt.Errorf("%s: %s", name, f.Why)
	}
	return d.element.KPI[i].Value, nil
}

// minutes is time in some states.
func (d *seenDay) minutes(states ...sim.State) float64 {
	sum := 0.0
	for _, s := range states {
		sum += d.element.States[s] * 24 * 60
	}
	return sum
}

func (d *seenDay) planned() float64 { return 24*60 - d.minutes(sim.Off) }

// bad is how many parts of a product were thrown out.
func (d *seenDay) bad(product int) float64 { return d.products[product].Scrapped.Value / 7 }

func (d *seenDay) produced() (good, all float64, err error) {
	good, err = d.kpi("parts")
	if err != nil {
		return 0, 0, err
	}
	scrapped, err := d.kpi("scrapped")
	return good, good + scrapped, err
}

// figure is what a quantity names. Those of the table of figures are taken from there; the others are times and counts, or
// one over another.
func (d *seenDay) figure(quantity string) (float64, error) {
	name, _, _ := strings.Cut(quantity, " ")
	if figure, ok := map[string]string{"availability": "availability", "performance": "performance", "effectiveness": "performance", "quality": "quality",
		"quality_ratio": "quality", "OEE": "oee", "OEE_index": "oee", "NEE_index": "nee", "setup_ratio": "setup_ratio"}[name]; ok {
		return d.kpi(figure)
	}
	good, all, err := d.produced()
	switch name {
	case "actual_unit_processing_time":
		return d.minutes(sim.Working, sim.Setup), nil
	case "actual_production_time":
		return d.minutes(sim.Working), nil
	case "OEE_short_form", "OEE_identity":
		return good * d.run / d.planned(), err
	case "scrap_ratio":
		return d.bad(2) / all, err
	case "rework_ratio":
		return d.bad(1) / all, err
	case "throughput_rate":
		return all / d.planned(), err
	case "starving_fraction":
		return d.minutes(sim.Starved) / d.planned(), nil
	case "blocking_fraction":
		return d.minutes(sim.Blocked) / d.planned(), nil
	}
	return 0, fmt.Errorf("quantity: %w", errUnknown)
}

// balance is a row of stations that parts come to as fast as they are wanted.
func (c referenceCase) balance(scale float64) (casePlan, error) {
	p := c.Parameters
	if err := p.only("available_s", "demand", "tasks"); err != nil {
		return casePlan{}, err
	}
	available, demand := p.number("available_s", 0), p.number("demand", 0)
	l := Line{Arrivals: Fixed(available / demand * scale), Room: -1}
	longest := 0.0
	for _, x := range p.numbers("tasks") {
		l.Machines = append(l.Machines, Machine{Cycle: Fixed(x)})
		l.Buffers = append(l.Buffers, -1)
		longest = max(longest, x)
	}
	l.Buffers = l.Buffers[1:]
	length := available // a whole number of parts, also of the longest task where that holds up the line
	if longest > available/demand {
		length *= longest
	}
	takt := func(v *View) float64 { return v.Seconds() / float64(total(v.Total.Entered)) }
	// work is what the stations do for each part, in all and the longest.
	work := func(v *View) (sum, most float64) {
		for i := range l.Machines {
			name := fmt.Sprintf("m%d", i+1)
			x := v.Share(name, sim.Working) * v.Seconds() / v.Done(name)
			sum, most = sum+x, max(most, x)
		}
		return sum, most
	}
	efficiency := func(v *View) float64 {
		sum, most := work(v)
		return sum / most / float64(len(l.Machines))
	}
	f := figures{"takt": takt, "balance_efficiency": efficiency, "balance_delay": func(v *View) float64 { return 1 - efficiency(v) },
		"theoretical_min_operators": func(v *View) float64 {
			sum, _ := work(v)
			return math.Ceil(sum/takt(v) - 1e-9)
		}}
	return casePlan{trial: Trial{Model: l.Model(), Warmup: float64(len(l.Machines)+2) * available, Length: length}, measure: f.measure}, nil
}

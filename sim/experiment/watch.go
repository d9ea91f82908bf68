package experiment

import (
	"slices"
	"time"

	"tweeling/sim"
	"tweeling/sim/cost"
	"tweeling/sim/kpi"
	"tweeling/sim/plant"
)

var roleNames = map[plant.Role]string{plant.Station: "station", plant.Waiting: "buffer", plant.Entry: "source", plant.Exit: "sink", plant.Feeder: "supply"}

func roleName(p *plant.Placed) string {
	if p.Role == plant.Pool {
		return p.Kind
	}
	return roleNames[p.Role]
}

// watched is what the figures need to know of a line that has run.
func (y *System) watched(l *sim.Line) *kpi.Watched {
	w := &kpi.Watched{Total: l.Totals()}
	for _, c := range y.calendars {
		w.Planned = max(w.Planned, c.Planned(w.Total.Since, w.Total.Now))
	}
	for _, p := range y.Plant.Model.Products {
		w.Products = append(w.Products, p.Name)
	}
	if len(w.Products) == 0 {
		w.Products = []string{""}
	}
	w.Orders = y.orders(&w.Total, w.Products)
	for i := range y.Plant.Elements {
		p := &y.Plant.Elements[i]
		e := kpi.Element{
			Name: p.Name, Kind: p.Kind, Role: roleName(p), Units: len(p.IDs), NodeTally: merged(l, p.IDs),
			Planned: p.Calendar.Planned(w.Total.Since, w.Total.Now) * time.Duration(len(p.IDs)),
			PowerKW: power(p), Replaces: p.Replaces(), Fed: y.Plant.Model.SupplyOf(p.Spec) != "", Power: l.Feeder(p.IDs[0]), Coupled: len(y.Plant.Layout.Nodes[p.IDs[0]].Couples) > 0,
		}
		for _, m := range p.Modes {
			e.Failures += e.Rings[m.Uptime]
			e.Repairs += e.Rings[m.Repair]
		}
		e.RunTime = produced(y.Plant, p, w.Products, &e)
		if p.Kind == "operators" {
			w.Rostered += rostered(p, w) + overtime(&e, w)
		}
		w.Elements = append(w.Elements, e)
	}
	return w
}

// merged sums what the units of one element did, and how many of several robots are on duty and in use.
func merged(l *sim.Line, ids []sim.ID) sim.NodeTally {
	t := l.Tally(ids[0])
	for _, id := range ids[1:] {
		u := l.Tally(id)
		t.Standby += u.Standby
		t.SwitchedOff += u.SwitchedOff
		t.Unattended += u.Unattended
		t.Short += u.Short
		t.OnDuty += u.OnDuty
		t.Used += u.Used
		t.Waiting = max(t.Waiting, u.Waiting) // who waits for several robots waits for any of them
		for i := range t.States {
			t.States[i] += u.States[i]
			t.OnTheWay[i] += u.OnTheWay[i]
		}
		for i := range t.Sent {
			t.Sent[i] += u.Sent[i]
			t.Scrapped[i] += u.Scrapped[i]
			t.Reworked[i] += u.Reworked[i]
			t.Mended[i] += u.Mended[i]
		}
		for i := range t.Done {
			t.Done[i] += u.Done[i]
		}
		for i := range t.Consumed {
			t.Consumed[i] += u.Consumed[i]
			t.Made[i] += u.Made[i]
		}
		for i := range t.Rings {
			t.Rings[i] += u.Rings[i]
		}
	}
	return t
}

// produced is the planned run time of all that a station has worked on, good or bad, in seconds: piece by piece, as each
// operation is planned.
func produced(line *plant.Plant, p *plant.Placed, products []string, e *kpi.Element) float64 {
	if p.Role != plant.Station {
		return 0
	}
	seconds := 0.0
	for i, product := range products {
		if n := e.Sent[i] + e.Scrapped[i] + e.Reworked[i]; n > 0 && len(e.Done) == 0 {
			seconds += RunTime(line, p, product) * float64(n)
		}
	}
	for op, n := range e.Done {
		if n > 0 {
			seconds += RunTimeOf(line, p, op) * float64(n)
		}
	}
	if ByCycles(line, p) {
		return e.ByCycles(seconds)
	}
	return seconds
}

// ByCycles tells whether the planned run time of a station goes by its cycles rather than by parts: where several leave in one
// cycle and nobody can say beforehand how many (of boxes, of carriers, of what is taken apart), or some go by without being
// worked on.
func ByCycles(line *plant.Plant, p *plant.Placed) bool {
	several := line.Packs(p.Name) || p.Kind == "disassembly" || p.Kind == "inspection"
	return several && !slices.Contains([]string{"oven", "batch", "palletising"}, p.Kind)
}

func power(p *plant.Placed) map[string]float64 {
	kw, _ := p.Values["power_kw"].(map[string]float64)
	return kw
}

// RunTime is the planned run time per item of a station, in seconds: planned_cycle, else the mean of load, cycle and
// unload, by hand or by robot.
func RunTime(line *plant.Plant, p *plant.Placed, product string) float64 {
	return runTime(line, p, product, line.Model.MeanWork(p.Spec, product))
}

// RunTimeOf is the same of an op of the layout.
func RunTimeOf(line *plant.Plant, p *plant.Placed, op int) float64 {
	product, work := line.Work(p.Spec, op)
	return runTime(line, p, product, work)
}

func runTime(line *plant.Plant, p *plant.Placed, product string, total float64) float64 {
	if d := p.ChanceFor("planned_cycle", product); d != nil {
		return d.Mean()
	}
	switch p.Kind { // what the whole load takes
	case "oven", "batch", "palletising":
		total /= float64(max(1, p.Count("batch")))
	}
	if d := p.ChanceFor("cycle_per_part", product); d != nil {
		total += d.Mean()
	}
	if arm, ok := line.Find(p.Text("robot")); ok {
		moves := 2.0 // in and out
		keys := []string{"pick", "travel", "place"}
		if arm.Text("gripper") == "double" {
			moves, keys = 1, []string{"pick", "place"} // the machine waits for the exchange only
		}
		for _, key := range keys {
			if d := arm.Chance(key); d != nil {
				total += moves * d.Mean()
			}
		}
	}
	return total
}

// rostered is the paid time of all operators of an element.
func rostered(p *plant.Placed, w *kpi.Watched) time.Duration {
	total := time.Duration(0)
	for _, s := range p.Staff {
		total += time.Duration(s.Count) * s.Calendar.Rostered(w.Total.Since, w.Total.Now)
	}
	return total
}

// overtime is what people worked beyond their shift, summed over all of them.
func overtime(e *kpi.Element, w *kpi.Watched) time.Duration {
	return time.Duration(e.Overtime * float64(w.Duration()))
}

// booked is what the ledger needs to know of the same.
func (y *System) booked(l *sim.Line, w *kpi.Watched, meter *sim.Meter) cost.Watched {
	b := cost.Watched{
		Products: y.Products, Left: w.Total.Left, Escaped: w.Total.Escaped,
		Duration: w.Duration(), Economics: y.Economics, Investments: y.Investments,
		Orders: y.late(w), Inside: inside(w),
	}
	index, at := map[string]int{}, map[sim.ID]int{}
	for i := range y.Plant.Elements {
		index[y.Plant.Elements[i].Name] = i
		for _, id := range y.Plant.Elements[i].IDs {
			at[id] = i
		}
	}
	for i := range w.Elements {
		p, e := &y.Plant.Elements[i], &w.Elements[i]
		c := cost.Element{
			Name: e.Name, Kind: e.Kind, Units: e.Units, NodeTally: e.NodeTally, PowerKW: e.PowerKW, Planned: e.Planned,
			CostPerHour: p.Number("cost_per_hour"), UpkeepPerYear: p.Number("upkeep_per_year"), WagePerHour: p.Number("wage_per_hour"),
		}
		if p.Kind == "operators" {
			c.Rostered = rostered(p, w)
			c.Overtime, c.Premium = overtime(e, w), p.Number("overtime_premium")
			c.ShiftPremium = premium(p, w)
		}
		c.MediaPerHour, c.AreaM2, c.SetupPay = p.Number("media_per_hour"), area(p), y.setupPay(p)
		c.ToolPrice, c.ToolChanges = tools(p, e)
		if p.Kind == "spares" {
			c.Spares, c.SparePrice, c.ResupplyPrice = p.Count("count"), p.Number("price"), p.Number("resupply_price")
		}
		for _, product := range w.Products {
			c.MaterialCost = append(c.MaterialCost, p.NumberFor("material_cost", product))
		}
		c.Ways = y.ways(l, p, at)
		c.Pools = y.pools(p, index)
		b.Elements = append(b.Elements, c)
	}
	if meter != nil {
		y.metered(&b, meter)
	}
	return b
}

// ways are where the parts of an element went, its units taken together.
func (y *System) ways(l *sim.Line, p *plant.Placed, at map[sim.ID]int) []cost.Way {
	var ways []cost.Way
	for _, id := range p.IDs {
		for _, way := range l.Ways(id) {
			to := at[way.To]
			i := slices.IndexFunc(ways, func(w cost.Way) bool { return w.To == to })
			if i < 0 {
				ways = append(ways, cost.Way{To: to, Parts: way.Parts})
				continue
			}
			for product, n := range way.Parts {
				ways[i].Parts[product] += n
			}
		}
	}
	return ways
}

// pools are the operators whom an element asks for, each once.
func (y *System) pools(p *plant.Placed, index map[string]int) []int {
	var pools []int
	for _, need := range p.Needs() {
		for _, name := range need.From {
			if i, ok := index[name]; ok && !slices.Contains(pools, i) {
				pools = append(pools, i)
			}
		}
	}
	return pools
}

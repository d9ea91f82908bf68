package kpi

import (
	"slices"
	"time"

	"tweeling/sim"
)

// A KPI is one figure of the whole line.
type KPI struct {
	Name    string
	Unit    string // "" for a share or a count
	Better  int    // +1: more is better, -1: less is better, 0: neither
	Formula string // in the names of the time model, with its denominator
	of      func(*Watched) (value float64, why string)
}

// Of computes the figure. When it does not exist, why says in one English sentence what is missing.
func (k *KPI) Of(w *Watched) (value float64, why string) { return k.of(w) }

const (
	noTime     = "no time was watched"
	noGood     = "no good part was made"
	noStation  = "the line has no station"
	noPlan     = "no station has planned time"
	noPower    = "no element says power_kw"
	noMeter    = "[economics] says no prices of energy by hour, no contracted_kw and no peak_price_per_kw, so power is not followed over time"
	noCO2      = "[economics] says no co2_per_kwh"
	noEconomy  = "the scenario has no [economics]"
	noOperator = "the line has no operators"
	noLead     = "no part came and left in the time watched"
)

// Table lists every figure of a line, in the order in which people read them.
var Table = slices.Concat([]KPI{
	{"output_per_week", "parts/week", +1, "good parts / (calendar time / 168 h)", perTime(168)},
	{"throughput", "parts/h", +1, "good parts / calendar hours", perTime(1)},
	{"throughput_planned", "parts/h", +1, "good parts / planned hours of the station that is planned longest on the line as it is, for every plan", perPlanned},
	{"good_parts", "parts", +1, "parts that left through a sink", func(w *Watched) (float64, string) { return w.Good(), "" }},
	{"lead_time", "s", -1, "mean time from entering to leaving, of parts that did both in the time watched", lead(-1)},
	{"lead_time_p50", "s", -1, "median of the same, from a histogram with a resolution of 1.1 %", lead(0.50)},
	{"lead_time_p95", "s", -1, "95th percentile of the same", lead(0.95)},
	{"wip", "parts", -1, "mean number of parts inside over calendar time, those that wait outside a source included", func(w *Watched) (float64, string) { return w.Total.WIP, "" }},
	{"scrap_rate", "", -1, "scrapped / (scrapped + good)", scrapRate},
	{"escape_rate", "", -1, "good parts that left with a defect that no inspection found / good parts", escapeRate},
	{"rework_rate", "", -1, "times that a part was sent to be mended / (scrapped + good)", reworkRate},
	{"lost", "parts", -1, "parts that found no room at a source with when_full = \"lose\"", func(w *Watched) (float64, string) { return float64(sum(w.Total.Lost)), "" }},
	{"oee", "", +1, "availability x performance x quality of the bottleneck station (ISO 22400-2)", ofBottleneck((*Element).OEE)},
	{"availability", "", +1, "APT / PBT of the bottleneck station: time at work on parts / planned time", ofBottleneck((*Element).Availability)},
	{"performance", "", +1, "PRI x PQ / APT of the bottleneck station: planned_cycle (else mean load + cycle + unload) x parts / time at work; may exceed 1", ofBottleneck((*Element).Performance)},
	{"quality", "", +1, "GQ / PQ of the bottleneck station: good / produced", ofBottleneck((*Element).Quality)},
	{"orders_done", "orders", +1, "orders due in the time watched that were done by its end", ordersDone},
	{"on_time", "", +1, "orders whose last part left by their due time / orders due in the time watched; a scrapped part counts as left", onTime},
	{"tardiness", "s", -1, "mean over orders due in the time watched of the time by which they were late, 0 when on time; of those not done, so far", tardiness},
	{"waiting_people", "", -1, "time that stations wait for operators or a repair, but not for a spare / their time on duty", waitingPeople},
	{"waiting_robot", "", -1, "time that stations wait for a robot / their time on duty", waiting(sim.WaitingRobot)},
	{"waiting_power", "", -1, "time that stations wait for electric power / their time on duty", waiting(sim.WaitingPower)},
	{"robot_down", "", -1, "time that robots are down or wait for repair / their time on duty", robotDown},
	{"labour_hours_per_100", "h", -1, "rostered hours of all operators / good parts x 100", labour},
	{"energy_per_part", "kWh", -1, "energy by state of all elements / good parts", energyPerPart},
	{"peak_power", "kW", -1, "largest mean power of all elements over a quarter of an hour; followed where prices or limits of power are said", peakPower},
	{"co2_per_part", "kg", -1, "energy x co2_per_kwh / good parts", co2PerPart},
	{"cost_per_part", "money", -1, "full cost of the time watched / good parts", costPerPart},
}, lineClients())

// Find returns a figure of the line by name.
func Find(name string) (*KPI, bool) {
	for i := range Table {
		if Table[i].Name == name {
			return &Table[i], true
		}
	}
	return nil, false
}

func perTime(hours float64) func(*Watched) (float64, string) {
	return func(w *Watched) (float64, string) {
		if w.Duration() <= 0 {
			return 0, noTime
		}
		return w.Good() / (w.Duration().Hours() / hours), ""
	}
}

func perPlanned(w *Watched) (float64, string) {
	if w.Planned <= 0 {
		return 0, noPlan
	}
	return w.Good() / w.Planned.Hours(), ""
}

func lead(p float64) func(*Watched) (float64, string) {
	return func(w *Watched) (float64, string) {
		h := w.Lead()
		if h.Count() == 0 {
			return 0, noLead
		}
		if p < 0 {
			return h.Mean() / 1e9, ""
		}
		return h.Quantile(p) / 1e9, ""
	}
}

func scrapRate(w *Watched) (float64, string) {
	scrapped := float64(sum(w.Total.Scrapped))
	if scrapped+w.Good() == 0 {
		return 0, noGood
	}
	return scrapped / (scrapped + w.Good()), ""
}

func escapeRate(w *Watched) (float64, string) {
	if w.Good() == 0 {
		return 0, noGood
	}
	return float64(sum(w.Total.Escaped)) / w.Good(), ""
}

func reworkRate(w *Watched) (float64, string) {
	if sum(w.Total.Scrapped)+sum(w.Total.Left) == 0 {
		return 0, noGood
	}
	return float64(w.Total.Reworked) / (float64(sum(w.Total.Scrapped)) + w.Good()), ""
}

func ofBottleneck(of func(*Element) (float64, string)) func(*Watched) (float64, string) {
	return func(w *Watched) (float64, string) {
		b := w.BottleneckStation()
		if b < 0 {
			return 0, noStation
		}
		return of(&w.Elements[b])
	}
}

const noOrders = "no order is due in the time watched"

func ordersDone(w *Watched) (float64, string) {
	return w.overOrders("", func(o *Order) float64 {
		if o.Whole {
			return float64(len(w.Orders)) // a count, not a mean
		}
		return 0
	})
}

func onTime(w *Watched) (float64, string) { return w.OnTime("") }

func tardiness(w *Watched) (float64, string) { return w.Tardiness("") }

// OnTime is the share of the orders of a product that were on time, of all orders for "".
func (w *Watched) OnTime(product string) (float64, string) {
	return w.overOrders(product, func(o *Order) float64 {
		if o.OnTime() {
			return 1
		}
		return 0
	})
}

// Tardiness is the mean time, in seconds, by which the orders of a product were late, of all orders for "".
func (w *Watched) Tardiness(product string) (float64, string) {
	return w.overOrders(product, func(o *Order) float64 { return o.Late(w.Total.Now).Seconds() })
}

// OnTime tells whether the last part left by the due time.
func (o *Order) OnTime() bool { return o.Whole && (!o.Dated || o.Done <= o.Due) }

// Late is by how much it was late, 0 when on time or without a due time; of one that is not done, so far.
func (o *Order) Late(now time.Duration) time.Duration {
	switch {
	case !o.Dated:
		return 0
	case o.Whole:
		return max(0, o.Done-o.Due)
	}
	return max(0, now-o.Due)
}

// overOrders is the mean of something over the orders due of a product, or over all orders due.
func (w *Watched) overOrders(product string, of func(*Order) float64) (float64, string) {
	sum, n := 0.0, 0
	for i := range w.Orders {
		if o := &w.Orders[i]; product == "" || o.Product == product {
			sum += of(o)
			n++
		}
	}
	if n == 0 {
		return 0, noOrders
	}
	return sum / float64(n), ""
}

// waiting is the share of their time on duty that all stations together spend in some states.
func waitingPeople(w *Watched) (float64, string) {
	all, why := w.shareOf("station", []sim.State{sim.WaitingOperator, sim.WaitingRepair}, noStation)
	var short, on time.Duration
	for i := range w.Elements {
		if e := &w.Elements[i]; e.Role == "station" {
			short, on = short+e.Short, on+e.OnTime()
		}
	}
	if why != "" || short == 0 {
		return all, why
	}
	return all - float64(short)/float64(on), ""
}

func waiting(states ...sim.State) func(*Watched) (float64, string) {
	return func(w *Watched) (float64, string) { return w.shareOf("station", states, noStation) }
}

func robotDown(w *Watched) (float64, string) {
	return w.shareOf("robot", []sim.State{sim.Down, sim.WaitingRepair}, "")
}

// shareOf is nothing where there is none of a role, unless that has a reason to be told.
func (w *Watched) shareOf(role string, states []sim.State, none string) (float64, string) {
	var in, on time.Duration
	for i := range w.Elements {
		e := &w.Elements[i]
		if e.Role != role {
			continue
		}
		on += e.OnTime()
		for _, s := range states {
			in += e.States[s]
		}
	}
	if on == 0 {
		return 0, none
	}
	return float64(in) / float64(on), ""
}

func labour(w *Watched) (float64, string) {
	switch {
	case w.Rostered == 0:
		return 0, noOperator
	case w.Good() == 0:
		return 0, noGood
	}
	return w.Rostered.Hours() / w.Good() * 100, ""
}

func energyPerPart(w *Watched) (float64, string) {
	kwh, some := 0.0, false
	for i := range w.Elements {
		if e := &w.Elements[i]; len(e.PowerKW) > 0 {
			kwh += e.Energy()
			some = true
		}
	}
	switch {
	case !some:
		return 0, noPower
	case w.Good() == 0:
		return 0, noGood
	}
	return kwh / w.Good(), ""
}

func peakPower(w *Watched) (float64, string) {
	if !w.Metered {
		return 0, noMeter
	}
	return w.Peak, ""
}

func co2PerPart(w *Watched) (float64, string) {
	if w.CO2PerKWh == 0 {
		return 0, noCO2
	}
	kwh, why := energyPerPart(w)
	return kwh * w.CO2PerKWh / 1000, why
}

func costPerPart(w *Watched) (float64, string) {
	switch {
	case !w.Priced:
		return 0, noEconomy
	case w.Good() == 0:
		return 0, noGood
	}
	return w.Cost / w.Good(), ""
}

// Energy is the energy an element drew, in kWh: its power in each state times the time in it. Blocked, starved, down and
// every waiting count as ready, but for the time in standby and switched off.
func (e *Element) Energy() float64 {
	return e.NodeTally.Energy(e.PowerKW)
}

package kpi

import (
	"slices"
	"time"

	"tweeling/sim"
)

// An ElementKPI is one figure of an element.
type ElementKPI struct {
	Name    string
	Unit    string
	Roles   []string // of whom it speaks
	Formula string
	of      func(*Element, *Watched) (value float64, why string)
}

// Of computes the figure; why is not empty when it does not exist.
func (k *ElementKPI) Of(e *Element, w *Watched) (value float64, why string) { return k.of(e, w) }

var (
	stations  = []string{"station"}
	fallible  = []string{"station", "robot"}
	pools     = []string{"operators", "robot"}
	awaited   = []string{"operators", "robot", "spares"}
	stocks    = []string{"spares"}
	supplies  = []string{"supply"}
	active    = []string{"station", "operators", "robot"}
	places    = []string{"buffer", "source"}
	producers = []string{"station", "sink"}
	sinks     = []string{"sink"}
)

// ElementTable lists every figure of an element.
var ElementTable = slices.Concat([]ElementKPI{
	{"parts", "parts", producers, "parts finished and good", func(e *Element, _ *Watched) (float64, string) { return float64(sum(e.Sent)), "" }},
	{"scrapped", "parts", stations, "parts scrapped here", func(e *Element, _ *Watched) (float64, string) { return float64(sum(e.Scrapped)), "" }},
	{"reworked", "parts", stations, "times that a part was found bad here and sent to be mended", func(e *Element, _ *Watched) (float64, string) { return float64(sum(e.Reworked)), "" }},
	{"utilisation", "", stations, "time at work on parts / time on duty", plain((*Element).Availability)},
	{"oee", "", stations, "availability x performance x quality (ISO 22400-2)", plain((*Element).OEE)},
	{"availability", "", stations, "APT / PBT: time at work on parts / planned time, overrun of the shift included", plain((*Element).Availability)},
	{"performance", "", stations, "PRI x PQ / APT: planned_cycle (else mean load + cycle + unload) x parts / time at work; may exceed 1", plain((*Element).Performance)},
	{"quality", "", stations, "GQ / PQ: good / produced", plain((*Element).Quality)},
	{"nee", "", stations, "net equipment effectiveness: AUPT / PBT x performance x quality; as oee, with setup no loss (ISO 22400-2)", plain((*Element).NEE)},
	{"setup_ratio", "", stations, "AUST / AUPT: time of setup / time at work on parts or in setup", plain((*Element).SetupRatio)},
	{"active", "", active, "share of time on duty without waiting for parts, room, people, a robot, power or a repair; of people in use, of robots in use, under repair, stopped as planned or waking up; the largest is the bottleneck", func(e *Element, _ *Watched) (float64, string) { return e.Active(), "" }},
	{"failures", "", fallible, "times it failed", func(e *Element, _ *Watched) (float64, string) { return float64(e.Failures), "" }},
	{"down_time", "s", fallible, "mean time down: time on duty in which it waits for its repair or is repaired / repairs", perRepair(func(e *Element) time.Duration {
		return e.States[sim.WaitingRepair] + e.States[sim.Down]
	})},
	{"spare_waiting", "s", fallible, "of that, for want of a spare", func(e *Element, w *Watched) (float64, string) {
		if !e.Replaces {
			return 0, "-"
		}
		return perRepair(func(e *Element) time.Duration { return e.Short })(e, w)
	}},
	{"repair_waiting", "s", fallible, "of that, until those who repair it set out", perRepair(func(e *Element) time.Duration {
		return e.States[sim.WaitingRepair] - e.Short - e.OnTheWay[sim.WaitingRepair]
	})},
	{"repair_walking", "s", fallible, "of that, while they walk to it", perRepair(func(e *Element) time.Duration {
		return e.OnTheWay[sim.WaitingRepair]
	})},
	{"repair_time", "s", fallible, "of that, the repair", perRepair(func(e *Element) time.Duration {
		return e.States[sim.Down]
	})},
	{"content", "parts", places, "mean number waiting over calendar time", func(e *Element, _ *Watched) (float64, string) { return e.Level, "" }},
	{"on_duty", "", pools, "mean number on duty over calendar time", func(e *Element, _ *Watched) (float64, string) { return e.OnDuty, "" }},
	{"busy", "", pools, "mean number in use / mean number on duty", busy},
	{"walking", "", []string{"operators"}, "mean number on their way, until all are there who are wanted together / mean number on duty", walking},
	{"in_stock", "modules", stocks, "mean number in stock over calendar time", func(e *Element, _ *Watched) (float64, string) { return e.OnDuty, "" }},
	{"on_order", "modules", stocks, "mean number on order over calendar time: those that are not in stock, and one for each that is waited for", func(e *Element, _ *Watched) (float64, string) {
		return e.Used + e.Waiting, ""
	}},
	{"spares_wanted", "modules", stocks, "spares that failures and maintenance took or began to wait for", func(e *Element, _ *Watched) (float64, string) { return float64(e.Asked), "" }},
	{"spares_at_once", "", stocks, "of those: were in stock / wanted", func(e *Element, w *Watched) (float64, string) {
		if e.Asked == 0 {
			return 0, "no spare was wanted"
		}
		return float64(e.Served) / float64(e.Asked), ""
	}},
	{"asked_for", "", awaited, "mean number of requests that wait for it over calendar time", func(e *Element, _ *Watched) (float64, string) { return e.Waiting, "" }},
	{"power_waiting", "h", stations, "hours in which it waits for power, summed over its units", func(e *Element, _ *Watched) (float64, string) {
		if !e.Fed {
			return 0, "-"
		}
		return e.States[sim.WaitingPower].Hours(), ""
	}},
	{"limit", "kW", supplies, "limit_kw", func(e *Element, _ *Watched) (float64, string) { return e.Power.LimitKW, "" }},
	{"peak_load", "kW", supplies, "largest load at any instant", func(e *Element, _ *Watched) (float64, string) { return e.Power.PeakKW, "" }},
	{"mean_load", "kW", supplies, "mean load over calendar time", func(e *Element, _ *Watched) (float64, string) { return e.Power.MeanKW, "" }},
	{"at_limit", "", supplies, "share of calendar time in which somebody waits for its power", loaded(func(t *sim.FeederTally) time.Duration { return t.Limited })},
	{"above_limit", "", supplies, "share of calendar time in which the load is above the limit: more came to be ready, or robots went to work, than there was power for", loaded(func(t *sim.FeederTally) time.Duration { return t.Over })},
	{"energy", "kWh", nil, "power by state times time in it", energy},
}, sinkClients())

func plain(of func(*Element) (float64, string)) func(*Element, *Watched) (float64, string) {
	return func(e *Element, _ *Watched) (float64, string) { return of(e) }
}

// loaded is some share of time of a supply.
func loaded(of func(*sim.FeederTally) time.Duration) func(*Element, *Watched) (float64, string) {
	return func(e *Element, w *Watched) (float64, string) {
		if w.Duration() <= 0 {
			return 0, "no time was watched"
		}
		return of(&e.Power).Seconds() / w.Duration().Seconds(), ""
	}
}

func busy(e *Element, _ *Watched) (float64, string) {
	if e.OnDuty == 0 {
		return 0, "nobody was on duty"
	}
	return e.Used / e.OnDuty, ""
}

func walking(e *Element, _ *Watched) (float64, string) {
	if e.OnDuty == 0 {
		return 0, "nobody was on duty"
	}
	return e.Walking / e.OnDuty, ""
}

// perRepair is some of the time down, over the repairs that were done.
func perRepair(of func(*Element) time.Duration) func(*Element, *Watched) (float64, string) {
	return func(e *Element, _ *Watched) (float64, string) {
		switch {
		case e.Coupled:
			return 0, "it is down as well while others are that it stops with"
		case e.Repairs == 0:
			return 0, "no repair was done"
		}
		return of(e).Seconds() / float64(e.Repairs), ""
	}
}

func energy(e *Element, _ *Watched) (float64, string) {
	if len(e.PowerKW) == 0 {
		return 0, "it says no power_kw"
	}
	return e.Energy(), ""
}

const (
	noPlanned = "it has no planned time"
	noWork    = "it did no work"
)

// Availability is actual production time over planned busy time.
func (e *Element) Availability() (float64, string) {
	on := e.OnTime()
	if on <= 0 {
		return 0, noPlanned
	}
	return float64(e.States[sim.Working]) / float64(on), ""
}

// Performance is the planned run time of what was produced over actual production time. It may exceed 1, and is not
// clipped: then the planned cycle is too long.
func (e *Element) Performance() (float64, string) {
	if e.States[sim.Working] <= 0 {
		return 0, noWork
	}
	return e.RunTime / e.States[sim.Working].Seconds(), ""
}

// Quality is good over produced.
func (e *Element) Quality() (float64, string) {
	if e.Produced() == 0 {
		return 0, "it produced nothing"
	}
	return float64(sum(e.Sent)) / e.Produced(), ""
}

// OEE is the product of the three; of a station that has planned time and did nothing it is 0.
func (e *Element) OEE() (float64, string) { return e.effectiveness(e.States[sim.Working]) }

// NEE is the same of a station whose setups are no loss.
func (e *Element) NEE() (float64, string) {
	return e.effectiveness(e.States[sim.Working] + e.States[sim.Setup])
}

// effectiveness is the share of planned time that is used, times performance and quality.
func (e *Element) effectiveness(used time.Duration) (float64, string) {
	on := e.OnTime()
	if on <= 0 {
		return 0, noPlanned
	}
	f, why := e.Performance()
	if why != "" {
		return 0, ""
	}
	q, _ := e.Quality()
	return float64(used) / float64(on) * f * q, ""
}

// SetupRatio is actual unit setup time over actual unit processing time, which is that and production.
func (e *Element) SetupRatio() (float64, string) {
	used := e.States[sim.Working] + e.States[sim.Setup]
	if used <= 0 {
		return 0, noWork
	}
	return float64(e.States[sim.Setup]) / float64(used), ""
}

// Speaks tells whether the figure exists for elements of a role.
func (k *ElementKPI) Speaks(role string) bool {
	return k.Roles == nil || slices.Contains(k.Roles, role)
}

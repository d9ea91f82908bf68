// Package kpi says what a line achieved, from the line's own tallies: how much, how fast, how well, by line, by element
// and by product.
//
// One table, [Table], lists every figure with its unit, its formula and its denominator; everything that prints, compares
// or draws a figure goes by it. Adding a figure is one entry there.
//
//	for _, k := range kpi.Table {
//		value, why := k.Of(watched)   // why is not empty when the figure does not exist
//	}
//
// Three denominators are kept apart, as ISO 22400-2 does: calendar time (the whole time watched), planned time (planned
// busy time PBT: the shift without its breaks, and what a station works beyond its end, so that APT never exceeds it), and
// actual production time (APT: a part is being loaded, worked on or unloaded; starved, blocked and every waiting are
// outside it). Overall equipment effectiveness is availability APT/PBT times effectiveness PRI x PQ / APT times quality
// GQ/PQ, with PRI the planned run time per item, PQ what was produced and GQ what was good. Net equipment effectiveness has
// AUPT/PBT for the first, where AUPT is APT and the time of setups, AUST. When a scenario says no
// planned_cycle, PRI is the mean of load, cycle and unload together: they are all part of APT, so with the cycle alone
// every second of loading would count as lost speed.
//
// The bottleneck is the station, the people or the robot that waits least: see [Element.Active]. The OEE of a line is that
// of the station which does.
package kpi

import (
	"slices"
	"time"

	"tweeling/sim"
	"tweeling/sim/stat"
)

// An Element is one element of the line as its figures see it.
type Element struct {
	Name, Kind    string
	Role          string // "station", "buffer", "source", "sink", "operators", "spares", "robot" or "supply"
	Units         int
	sim.NodeTally                 // summed over its units
	Planned       time.Duration   // its shift without breaks, summed over its units
	RunTime       float64         // seconds: the planned run time per item of all that was produced, PRI x PQ
	Failures      int64           // how often it failed
	Repairs       int64           // how often it was repaired
	Replaces      bool            // some of its repairs takes a spare
	Coupled       bool            // it is down as well while others are that it stops with
	Fed           bool            // a supply of power feeds it
	Power         sim.FeederTally // of a supply
	PowerKW       map[string]float64
}

// An Order is what became of one order.
type Order struct {
	Number  string
	Product string
	Due     time.Duration // since the start; below 0 and without Dated: it has none
	Dated   bool
	Done    time.Duration // when its last part had left; only when Whole
	Whole   bool          // all its parts have left, good or as scrap, and none was lost at a full source
	Good    int64
}

// Watched is a line over the time watched.
type Watched struct {
	Elements []Element
	Products []string
	Total    sim.LineTally
	Orders   []Order       // those that are due in the time watched, or have no due time and are done in it
	Planned  time.Duration // the longest planned time of a station of the line as it is: one denominator for all plans
	Rostered time.Duration // people times paid hours of all operators, overtime included
	Cost     float64       // full cost of what was spent; see package cost
	Priced   bool          // whether there is a cost

	Peak      float64 // largest mean power of a quarter of an hour, kW
	Metered   bool    // whether there is one
	CO2PerKWh float64 // grams; 0: nobody says
}

// Duration is the calendar time watched.
func (w *Watched) Duration() time.Duration { return w.Total.Now - w.Total.Since }

// Good is the number of good parts that left.
func (w *Watched) Good() float64 { return float64(sum(w.Total.Left)) }

// Bottleneck is the index of the station, the people or the robot that waits least while on duty, -1 when there is none;
// the first declared among equals.
func (w *Watched) Bottleneck() int { return w.busiest(func(e *Element) bool { return true }) }

// BottleneckStation is the same among stations only: whose OEE is the line's.
func (w *Watched) BottleneckStation() int {
	return w.busiest(func(e *Element) bool { return e.Role == "station" })
}

func (w *Watched) busiest(counts func(*Element) bool) int {
	best, most := -1, -1.0
	for i := range w.Elements {
		e := &w.Elements[i]
		if !counts(e) || !slices.Contains(active, e.Role) {
			continue
		}
		if a := e.Active(); a > most {
			best, most = i, a
		}
	}
	return best
}

// Active is the share of the time on duty in which an element does not wait. A station waits when it is starved, blocked,
// or needs people, a robot or somebody to repair it: it is they who hold up the line then. People are active when they are
// in use, a robot also when it is repaired, stopped as planned, or wakes up.
func (e *Element) Active() float64 {
	on := e.OnTime()
	var own time.Duration
	switch e.Role {
	case "operators":
		if e.OnDuty == 0 {
			return 0
		}
		return e.Used / e.OnDuty
	case "robot":
		own = e.States[sim.Working] + e.States[sim.Setup] + e.States[sim.Down] + e.States[sim.PlannedStop]
	default:
		own = e.States[sim.Working] + e.States[sim.Setup] + e.States[sim.Down] + e.States[sim.PlannedStop]
	}
	if on == 0 {
		return 0
	}
	return float64(own) / float64(on)
}

// OnTime is the time in which an element was not off, summed over its units: its shift without breaks, and what it worked
// beyond that.
func (e *Element) OnTime() time.Duration {
	var on time.Duration
	for s := sim.PlannedStop; s < sim.NumStates; s++ {
		on += e.States[s]
	}
	return on
}

// Produced is what a station finished: good, scrapped, and bad and sent to be mended.
func (e *Element) Produced() float64 {
	return float64(sum(e.Sent) + sum(e.Scrapped) + sum(e.Reworked))
}

// ByCycles is a planned run time of all that was produced where each cycle has it once, however many parts leave in one.
func (e *Element) ByCycles(seconds float64) float64 {
	return seconds * float64(e.Rings[0]) / max(1, e.Produced())
}

func sum(counts []int64) int64 {
	var total int64
	for _, c := range counts {
		total += c
	}
	return total
}

// Lead is the histogram of the lead times of all products.
func (w *Watched) Lead() stat.Hist {
	var all stat.Hist
	for i := range w.Total.Lead {
		all.Merge(&w.Total.Lead[i])
	}
	return all
}

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
// busy time PBT: the shift without its breaks), and actual production time (APT: a part is being worked on; starved,
// blocked and every waiting are outside it). Overall equipment effectiveness is availability APT/PBT times effectiveness
// PRI x PQ / APT times quality GQ/PQ, with PRI the planned run time per item, PQ what was produced and GQ what was good.
// The OEE of a line is that of its bottleneck: the station that is least often starved or blocked.
package kpi

import (
	"time"

	"tweeling/sim"
	"tweeling/sim/stat"
)

// An Element is one element of the line as its figures see it.
type Element struct {
	Name, Kind    string
	Role          string // "station", "buffer", "source", "sink", "operators" or "robot"
	Units         int
	sim.NodeTally               // summed over its units
	Planned       time.Duration // planned busy time, summed over its units
	PlannedCycle  []float64     // of each product, seconds: the planned run time per item
	Failures      int64         // how often it failed
	PowerKW       map[string]float64
}

// Watched is a line over the time watched.
type Watched struct {
	Elements []Element
	Products []string
	Total    sim.LineTally
	Rostered time.Duration // people times paid hours of all operators
	Cost     float64       // full cost of what was spent; see package cost
	Priced   bool          // whether there is a cost
}

// Duration is the calendar time watched.
func (w *Watched) Duration() time.Duration { return w.Total.Now - w.Total.Since }

// Good is the number of good parts that left.
func (w *Watched) Good() float64 { return float64(sum(w.Total.Left)) }

// Bottleneck is the index of the station that is least often starved or blocked in its planned time, -1 when there is
// no station; the first declared among equals.
func (w *Watched) Bottleneck() int {
	best, most := -1, -1.0
	for i := range w.Elements {
		e := &w.Elements[i]
		if e.Role != "station" {
			continue
		}
		if a := e.Active(); a > most {
			best, most = i, a
		}
	}
	return best
}

// Active is the share of planned time in which a station is neither starved nor blocked: it works, is set up, is down
// or waits for people or a robot.
func (e *Element) Active() float64 {
	var on time.Duration
	for s := sim.PlannedStop; s < sim.NumStates; s++ {
		on += e.States[s]
	}
	if on == 0 {
		return 0
	}
	return float64(on-e.States[sim.Starved]-e.States[sim.Blocked]) / float64(on)
}

// Produced is what a station finished, good and scrapped.
func (e *Element) Produced() float64 { return float64(sum(e.Sent) + sum(e.Scrapped)) }

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

package experiment

import (
	"math"

	"tweeling/sim"
	"tweeling/sim/dist"
)

// events is how many there would be in the whole run, at the pace so far.
func (y *System) events(l *sim.Line) float64 {
	share := float64(l.Now()) / float64(y.warmup+y.horizon)
	if share <= 0 {
		return math.Inf(1)
	}
	return float64(l.Events()) / share
}

// mayHave is how many there may be.
func (y *System) mayHave() float64 {
	return min(mostEvents, max(denseEvents, mostDense*(y.warmup+y.horizon).Seconds()))
}

// shortest names the shortest time on average that something of the line takes, or comes after.
func (y *System) shortest() string {
	least, name := math.Inf(1), "unknown"
	look := func(d *dist.Dist, of string) {
		if d == nil {
			return
		}
		if m := d.Mean(); m > 0 && m < least {
			least, name = m, of
		}
	}
	for i := range y.Plant.Model.Elements {
		e := &y.Plant.Model.Elements[i]
		at := "line." + e.Name + "."
		for _, key := range []string{"cycle", "every", "pick", "place", "travel"} {
			look(e.Chance(key), at+key)
			for _, p := range y.Plant.Model.Products {
				if own := e.ChanceFor(key, p.Name); own != e.Chance(key) {
					look(own, at+key+"_by_product")
				}
			}
		}
		for k := range e.Failures {
			if f := &e.Failures[k]; f.Clock != "count" {
				look(f.Uptime, at+"failure."+f.Name+".uptime")
				look(f.FalseAlarms, at+"failure."+f.Name+".false_alarms")
			}
		}
		for k := range e.Stops {
			if s := &e.Stops[k]; s.Clock != "count" {
				look(s.Every, at+"maintenance."+s.Name+".every")
			}
		}
	}
	if math.IsInf(least, 1) {
		return name
	}
	return name + ", " + dist.FormatSpan(least)
}

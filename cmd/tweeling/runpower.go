package main

import (
	"fmt"

	"tweeling/sim"
	"tweeling/sim/experiment"
	"tweeling/sim/words"
)

// supplyColumns are what is told of supplies of power.
var supplyColumns = []figureColumn{{"limit", 1, 1, ""}, {"peak_load", 1, 1, ""}, {"mean_load", 1, 1, ""}, {"at_limit", 100, 1, " %"}, {"above_limit", 100, 1, " %"}}

// printPowerWaiting tells which stations wait for power, and how long.
func (c *cli) printPowerWaiting(w *words.Words, r *experiment.PlanResult) {
	t := c.table()
	t.head(w.Say("run.power_waiting"), right(w.Say("run.hours")), right(w.Say("run.share")))
	some := false
	for i := range r.Elements {
		e := &r.Elements[i]
		if f := e.Figure("power_waiting"); f.Why != "" || f.Mean == 0 {
			continue
		}
		some = true
		t.row("  "+e.Name, right(c.elementFigure(w, e, "power_waiting", 1, 1)), right(w.Number(100*e.States[sim.WaitingPower].Mean, 1)+" %"))
	}
	if some {
		t.print()
		fmt.Fprintln(c.out)
	}
}

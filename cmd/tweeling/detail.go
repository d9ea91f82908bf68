package main

import (
	"fmt"
	"slices"
	"strings"

	"tweeling/sim/experiment"
	"tweeling/sim/kpi"
	"tweeling/sim/words"
)

// counted are figures without a unit that are no shares.
var counted = []string{"failures", "content", "on_duty", "asked_for"}

// printDetail tells all figures of every element that there are of it: those of the JSON, in words.
func (c *cli) printDetail(w *words.Words, r *experiment.PlanResult) {
	fmt.Fprintln(c.out, c.bold(w.Say("run.detail")))
	for i := range r.Elements {
		e := &r.Elements[i]
		var figures []string
		for k := range kpi.ElementTable {
			f, name := e.KPI[k], kpi.ElementTable[k].Name
			if f.Why != "" {
				continue
			}
			text := strings.TrimSpace(c.brief(w, f))
			if slices.Contains(counted, name) {
				text = w.Number(f.Mean, decimals(f.Mean, 0))
			}
			figures = append(figures, w.Say("element."+name)+" "+text)
		}
		if len(figures) > 0 {
			printWrapped(c.out, "  "+e.Name+"  ", strings.Join(figures, "; "))
		}
	}
	fmt.Fprintln(c.out)
}

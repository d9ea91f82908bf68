package main

import (
	"time"

	"tweeling/sim/experiment"
	"tweeling/sim/kpi"
	"tweeling/sim/scenario"
	"tweeling/sim/words"
)

// planTitle is how a plan is called: by its title, else by its name.
func (c *cli) planTitle(w *words.Words, s *scenario.Scenario, plan string) string {
	if plan == experiment.AsIs {
		return w.Say("compare.as_is")
	}
	if t := s.PlanTitle(plan, c.flags.lang); t != "" && t != plan {
		return plan + ", " + t
	}
	return plan
}

// warned says what to look at twice, measures by title.
func (c *cli) warned(w *words.Words, s *scenario.Scenario, guards []experiment.Guard) []string {
	var list []string
	for _, g := range guards {
		g.Measure = s.MeasureTitle(g.Measure, w.Lang)
		said := g.Sentence()
		list = append(list, w.Say(said.Key, c.said(w, said.Args)...))
	}
	return list
}

func kpiNames() []string {
	names := make([]string, len(kpi.Table))
	for i := range kpi.Table {
		names[i] = kpi.Table[i].Name
	}
	return names
}

func (c *cli) printCompareJSON(r *experiment.Result, stamp experiment.Stamp, spent time.Duration) error {
	j := r.JSON(version(), c.flags.values)
	j.Stamp = &stamp
	for name, plan := range j.Plans {
		c.time(&plan, spent, r)
		j.Plans[name] = plan
	}
	return c.printJSON(j)
}

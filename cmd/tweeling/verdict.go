package main

import (
	"fmt"
	"slices"
	"strings"

	"tweeling/sim/experiment"
	"tweeling/sim/words"
)

// verdict says of one plan in words what it changes and whether it is worth its money.
func (c *cli) verdict(w *words.Words, r *experiment.Result, k *experiment.Comparison) string {
	parts := []string{c.bold(c.planTitle(w, r.Scenario, k.Plan)) + ":"}
	for i, name := range []string{"output_per_week", "cost_per_part"} {
		d, ok := differenceOf(k, name)
		if !ok || d.Why != "" {
			continue
		}
		base := r.Plans[0].KPI[slices.Index(kpiNames(), name)].Mean
		text := w.Say("verdict.is", lowered(w.Say("kpi."+name)), w.Signed(100*d.Mean/base, 1), w.Say("verdict."+strings.ReplaceAll(string(d.Verdict), " ", "_")))
		if i > 0 && len(parts) > 1 {
			text = w.Say("verdict.and") + " " + text
		}
		parts = append(parts, text)
	}
	if k.Money == nil {
		return strings.Join(parts, " ") + "."
	}
	a := k.Money
	key := "verdict.undecided"
	switch {
	case a.NPV.Mean-a.NPV.HalfWidth > 0:
		key = "verdict.worth"
	case a.NPV.Mean+a.NPV.HalfWidth < 0:
		key = "verdict.loses"
	}
	return strings.Join(parts, " ") + "; " + w.Say(key, w.Money(a.NPV.Mean, r.Scenario.Economics.Currency), w.Number(r.Scenario.Economics.Horizon, 0)) + "."
}

func differenceOf(k *experiment.Comparison, name string) (experiment.Difference, bool) {
	i := slices.Index(kpiNames(), name)
	if i < 0 {
		return experiment.Difference{}, false
	}
	return k.KPI[i], true
}

// printAssumptions tells what the figures rest on.
func (c *cli) printAssumptions(w *words.Words, r *experiment.Result) {
	fmt.Fprintln(c.out, c.bold(w.Say("assumptions")))
	for _, s := range r.Assumptions() {
		printWrapped(c.out, "  - ", w.Say(s.Key, c.said(w, s.Args)...))
	}
}

func (c *cli) bold(text string) string {
	if isTerminal(c.out) {
		return "\x1b[1m" + text + "\x1b[0m"
	}
	return text
}

// table begins a table on standard output.
func (c *cli) table() *table { return newTable(c.out, isTerminal(c.out)) }

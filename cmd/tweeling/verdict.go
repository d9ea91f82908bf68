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
		text := lowered(w.Say("kpi."+name)) + " " + c.changed(w, d, r.Plans[0].KPI[slices.Index(kpiNames(), name)])
		if i > 0 && len(parts) > 1 {
			text = w.Say("verdict.and") + " " + text
		}
		parts = append(parts, text)
	}
	if k.Money == nil {
		return strings.Join(parts, " ") + "."
	}
	econ := r.Scenario.Economics
	money := w.Money(k.Money.Decisive().NPV.Mean, econ.Currency)
	if econ.Rules != nil {
		money = w.Say("verdict.after_tax", money)
	}
	sentences := []string{strings.Join(parts, " ") + "; " + w.Say(worthKey("verdict.", k.Worth), money, w.Number(econ.Horizon, 0)) + "."}
	for _, o := range k.Outlooks {
		if o.Worth != k.Worth {
			worth := w.Say(worthKey("otherwise.", o.Worth), w.Money(o.NPV.Mean, econ.Currency))
			sentences = append(sentences, w.Say("verdict.otherwise", w.Say("baseline."+o.Baseline), worth))
		}
	}
	return strings.Join(sentences, " ")
}

// worthKey is the text that says what a plan is worth.
func worthKey(prefix string, x experiment.Worth) string {
	return prefix + map[experiment.Worth]string{experiment.WorthIt: "worth", experiment.LosesMoney: "loses", experiment.WorthUndecided: "undecided", experiment.NotPossible: "impossible"}[x]
}

// changed says of a difference how large it is, against what it was, and what it shows.
func (c *cli) changed(w *words.Words, d experiment.Difference, base experiment.Estimate) string {
	verdict := w.Say("verdict." + strings.ReplaceAll(string(d.Verdict), " ", "_"))
	switch {
	case d.Mean == 0 && d.HalfWidth == 0:
		return w.Say("verdict.unchanged")
	case base.Mean == 0:
		return verdict
	}
	return w.Say("verdict.is", w.Signed(100*d.Mean/base.Mean, 1), verdict)
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

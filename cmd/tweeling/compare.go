package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tweeling/sim/cost"
	"tweeling/sim/experiment"
	"tweeling/sim/kpi"
	"tweeling/sim/scenario"
	"tweeling/sim/words"
)

// compareVerb tells what every plan would change, on the same chance as the line as it is.
func compareVerb(c *cli) *cobra.Command {
	var charts string
	var plans []string
	cmd := &cobra.Command{
		Use:     "compare [FILE]",
		Short:   "today against every plan: output, cost, money, verdicts",
		Example: "  tweeling compare\n  tweeling compare mine.toml --lang nl\n  tweeling compare mine.toml --plan automated --charts charts",
		Args:    cobra.MaximumNArgs(1),

		ValidArgsFunction: once(completeScenario),
	}
	c.addReplications(cmd)
	c.addValues(cmd)
	c.addTimings(cmd)
	cmd.Flags().StringSliceVar(&plans, "plan", nil, "only these plans (default: all)")
	completeFlag(cmd, "plan", completePlan)
	cmd.Flags().StringVar(&charts, "charts", "", "write charts (SVG and PNG) to this folder")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		w, err := c.words(cmd)
		if err != nil {
			return err
		}
		s, err := c.load(args)
		if err != nil {
			return err
		}
		names := s.PlanNames()
		if cmd.Flags().Changed("plan") {
			names = []string{experiment.AsIs}
			for _, p := range plans {
				if !slices.Contains(names, p) {
					names = append(names, p)
				}
			}
		}
		if err := c.drawable(charts); err != nil {
			return err
		}
		result, spent, err := c.experiment(cmd, s, names)
		if err != nil {
			return err
		}
		if err := c.draw(w, result, charts); err != nil {
			return err
		}
		stamp := c.stamp(s.Hash, result.Seed)
		if c.flags.json {
			return c.printCompareJSON(result, stamp, spent)
		}
		c.printCompare(w, result)
		fmt.Fprintln(c.out, stampLine(w, stamp))
		return nil
	}
	return cmd
}

// compared are the figures of the table, those that a consultant reads first; the JSON has all.
var compared = []string{"output_per_week", "cost_per_part", "oee", "lead_time", "wip", "scrap_rate", "labour_hours_per_100", "energy_per_part", "throughput_planned",
	"peak_power", "co2_per_part", "on_time", "tardiness", "fill_rate", "customers_lost", "customer_wait", "customer_wait_p95", "backorders_end", "waiting_people", "waiting_robot", "waiting_power", "robot_down"}

// plansAcross is how many plans stand beside each other in a line of some width.
func plansAcross(width int) int { return max(1, (width-20)/20) }

func (c *cli) printCompare(w *words.Words, r *experiment.Result) {
	base := &r.Plans[0]
	fmt.Fprintln(c.out, c.bold(r.Scenario.TitleIn(c.flags.lang)))
	printWrapped(c.out, "", w.Say("compare.heading", fmt.Sprint(base.Replications), w.Span(r.Scenario.Run.Horizon.Seconds()),
		w.Span(r.Scenario.Run.Warmup.Seconds()), fmt.Sprint(r.Seed)))
	for group := range slices.Chunk(r.Compared, plansAcross(widthOf(c.out))) {
		fmt.Fprintln(c.out)
		c.printDifferences(w, base, group)
		c.printMoney(w, r, group)
	}
	if len(r.Compared) == 0 {
		fmt.Fprintln(c.out)
		c.printKPIs(w, base)
		printWrapped(c.out, "", w.Say("compare.no_plans"))
	}
	fmt.Fprintln(c.out)
	for i := range r.Compared {
		printWrapped(c.out, "  ", c.verdict(w, r, &r.Compared[i]))
	}
	fmt.Fprintln(c.out)
	for _, s := range r.Closing() {
		printWrapped(c.out, "", w.Say(s.Key, c.said(w, s.Args)...))
	}
	for _, s := range c.warned(w, r.Scenario, r.Guards()) {
		printWrapped(c.out, "", s)
	}
	fmt.Fprintln(c.out)
	c.printAssumptions(w, r)
}

// said translates those arguments of a sentence that are words themselves.
func (c *cli) said(w *words.Words, args []any) []any {
	out := slices.Clone(args)
	for i, a := range out {
		switch v := a.(type) {
		case experiment.Word:
			out[i] = w.Say(string(v))
			if i > 0 {
				out[i] = lowered(w.Say(string(v)))
			}
		case experiment.Words:
			texts := make([]string, len(v))
			for j, key := range v {
				texts[j] = w.Say(key)
			}
			out[i] = strings.Join(texts, ", ")
		case scenario.Title:
			out[i] = v.In(w.Lang)
		case float64:
			out[i] = w.Number(v, decimals(v, 0))
		case experiment.Share:
			out[i] = w.Number(100*float64(v), 0)
		}
	}
	return out
}

func (c *cli) printDifferences(w *words.Words, base *experiment.PlanResult, group []experiment.Comparison) {
	t := c.table()
	t.gap = 1 // four columns of numbers have to fit
	head := []any{"", right(w.Say("compare.as_is"))}
	for i := range group {
		head = append(head, right(headed(group[i].Plan)))
	}
	t.head(head...)
	for _, name := range compared {
		k := slices.IndexFunc(kpi.Table, func(k kpi.KPI) bool { return k.Name == name })
		if base.KPI[k].Why != "" || slices.Contains(ifAny, name) && base.KPI[k].Mean == 0 && !changesIn(group, k) {
			continue
		}
		d := shown(kpi.Table[k].Unit, base.KPI[k].Mean)
		mean, half := estimate(w, base.KPI[k], d)
		cells := []any{w.Say("short."+name) + c.inUnit(w, base.KPI[k].Unit, d), right(mean + " " + compact(half))}
		for i := range group {
			cells = append(cells, right(change(w, group[i].KPI[k], d)))
		}
		t.row(cells...)
	}
	t.print()
	printWrapped(c.out, "", w.Say("compare.legend"))
}

// headed is a plan's name as it fits above a column.
func headed(plan string) string { return cut(plan, 17) }

func changesIn(group []experiment.Comparison, k int) bool {
	return slices.ContainsFunc(group, func(c experiment.Comparison) bool { return c.KPI[k].Mean != 0 })
}

// compact takes the space out of "± 5".
func compact(half string) string {
	if len(half) > 3 {
		return "±" + half[len("± "):]
	}
	return half
}

func (c *cli) inUnit(w *words.Words, unit string, d display) string {
	u := c.unit(w, unit, d)
	switch {
	case u == "", unit == "parts", unit == "parts/h": // the label says of which hours
		return ""
	case unit == "parts/week":
		return u
	}
	return ", " + u
}

func (c *cli) printMoney(w *words.Words, r *experiment.Result, group []experiment.Comparison) {
	if !r.Scenario.Economics.Given {
		return
	}
	econ := r.Scenario.Economics
	fmt.Fprintln(c.out)
	t := c.table()
	head := []any{w.Say("money.heading", econ.Currency), ""}
	for i := range group {
		head = append(head, right(headed(group[i].Plan)))
	}
	t.head(head...)
	for _, row := range c.moneyRows(w, econ, group) {
		cells := []any{row.label, ""}
		for i := range group {
			text := "–"
			if group[i].Money != nil {
				text = row.of(&group[i])
			}
			cells = append(cells, right(text))
		}
		t.row(cells...)
	}
	t.print()
}

// A moneyRow is one line of the table of money.
type moneyRow struct {
	label string
	of    func(k *experiment.Comparison) string
}

// moneyRows are the lines of the table of money. What a plan is judged by is after tax when there is one.
func (c *cli) moneyRows(w *words.Words, econ cost.Economics, group []experiment.Comparison) []moneyRow {
	thousand := func(x float64) string { return w.Number(x/1000, 0) }
	mean := func(p cost.Paired) string { return w.Signed(p.Mean/1000, 0) + " ±" + thousand(p.HalfWidth) }
	decisive := func(of func(g *cost.Judged) string) func(*experiment.Comparison) string {
		return func(k *experiment.Comparison) string { return of(k.Money.Decisive()) }
	}
	years, npv := w.Number(econ.Horizon, 0), "money.npv"
	rows := []moneyRow{{w.Say("money.capex"), func(k *experiment.Comparison) string { return thousand(k.Money.Capex) }}}
	if slices.ContainsFunc(group, func(k experiment.Comparison) bool { return k.Money != nil && k.Money.Grant > 0 }) {
		rows = append(rows, moneyRow{w.Say("money.grant"), func(k *experiment.Comparison) string { return thousand(k.Money.Grant) }})
	}
	rows = append(rows, moneyRow{w.Say("money.yearly"), func(k *experiment.Comparison) string { return mean(k.Money.Yearly) }})
	if econ.Rules != nil {
		rows = append(rows, moneyRow{w.Say("money.npv_before", years), func(k *experiment.Comparison) string { return mean(k.Money.NPV.Paired) }})
		npv = "money.npv_after"
	}
	rows = append(rows,
		moneyRow{w.Say(npv, years), decisive(func(g *cost.Judged) string { return mean(g.NPV.Paired) })},
		moneyRow{w.Say("money.range"), decisive(func(g *cost.Judged) string {
			return w.Signed(g.NPV.P5/1000, 0) + " … " + w.Signed(g.NPV.P95/1000, 0)
		})},
		moneyRow{w.Say("money.p_loss"), decisive(func(g *cost.Judged) string { return w.Number(100*g.PLoss, 0) + " %" })},
		moneyRow{w.Say("money.payback"), decisive(func(g *cost.Judged) string { return c.payback(w, g) })},
		moneyRow{w.Say("money.irr"), decisive(func(g *cost.Judged) string { return c.irr(w, g) })},
		moneyRow{w.Say("money.required"), decisive(func(g *cost.Judged) string { return c.required(w, g) })},
	)
	if slices.ContainsFunc(group, func(k experiment.Comparison) bool { return k.Volume != nil && k.Volume.Why == "" }) {
		rows = append(rows, moneyRow{w.Say("money.volume"), func(k *experiment.Comparison) string { return c.volume(w, k.Volume) }})
	}
	if econ.Financing != nil {
		rows = append(rows, moneyRow{w.Say("money.lowest"), func(k *experiment.Comparison) string {
			f := k.Money.Financing
			return w.Signed(f.Lowest/1000, 0) + " (" + w.Number(float64(f.LowestMonth), 0) + ")"
		}})
	}
	for _, baseline := range cost.BaselineNames {
		if baseline == cost.Declining && econ.Decline == 0 {
			continue
		}
		rows = append(rows, moneyRow{w.Say("money." + baseline), func(k *experiment.Comparison) string { return mean(k.Money.Baselines.Of(baseline).NPV.Paired) }})
	}
	return rows
}

func (c *cli) payback(w *words.Words, g *cost.Judged) string {
	years := func(x *float64) string {
		if x == nil {
			return w.Say("money.never")
		}
		return w.Number(*x, 1)
	}
	switch {
	case g.FallsBack:
		return w.Say("money.falls_back")
	case g.Payback.Low == nil:
		return years(nil)
	}
	return years(g.Payback.Mid) + " (" + years(g.Payback.Low) + "–" + years(g.Payback.High) + ")"
}

// required is the share of the promised effect that must come true.
func (c *cli) required(w *words.Words, g *cost.Judged) string {
	share := func(x *float64) string {
		if x == nil {
			return w.Say("money.none")
		}
		return w.Number(100*max(0, *x), 0)
	}
	if g.Required.Low == nil {
		return share(nil)
	}
	return share(g.Required.Mid) + " (" + share(g.Required.Low) + "–" + share(g.Required.High) + ")"
}

// volume is the break-even volume, in thousands.
func (c *cli) volume(w *words.Words, v *experiment.Volume) string {
	if v == nil || v.Why != "" {
		return "–"
	}
	if v.Mid == nil {
		return w.Say("money.pays." + string(v.Pays))
	}
	thousand := func(x *float64) string {
		if x == nil {
			return "…"
		}
		return w.Number(*x/1000, 0)
	}
	sign := "≥ "
	if v.Pays == experiment.PaysBelow {
		sign = "≤ "
	}
	return sign + thousand(v.Mid) + " (" + thousand(v.Low) + "–" + thousand(v.High) + ")"
}

// irr is the rate of return where there is one to judge by.
func (c *cli) irr(w *words.Words, a *cost.Judged) string {
	switch {
	case a.Rate != nil:
		return w.Number(100**a.Rate, 0) + " %"
	case len(a.IRR) > 1:
		return w.Say("money.not_unique")
	}
	return "–"
}

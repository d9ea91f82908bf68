package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tweeling/sim/chart"
	"tweeling/sim/experiment"
	"tweeling/sim/scenario"
	"tweeling/sim/words"
)

// seriesVerb tells what a unit costs in lots of one size and another.
func seriesVerb(c *cli) *cobra.Command {
	var set experiment.SeriesSettings
	var charts string
	var plans []string
	cmd := &cobra.Command{
		Use:   "series [FILE]",
		Short: "what a unit costs in small lots and in large; the economic lot",
		Long: "Runs the line in lots of 1 to 1000 of one product that is ordered, or of all that a\n" +
			"source lets in, on the same chance: what a good unit costs, which lot costs least, the\n" +
			"smallest that the line keeps up with, and at which lot size two plans cost the same.",
		Example: "  tweeling series metal-jobshop-setups --product shaft_drive --plan quick\n  tweeling series mine.toml --lots 1,10,100 --charts charts --lang nl",
		Args:    cobra.MaximumNArgs(1),

		ValidArgsFunction: once(completeScenario),
	}
	c.addReplications(cmd)
	c.addValues(cmd)
	f := cmd.Flags()
	f.StringVar(&set.Product, "product", "", "whose orders come in other lots; not where a source has a lot of its own")
	completeFlag(cmd, "product", completeOrdered)
	f.StringSliceVar(&plans, "plan", nil, "only these plans (default: all)")
	completeFlag(cmd, "plan", completePlan)
	f.IntSliceVar(&set.Sizes, "lots", nil, "only these lot sizes (default: 1 to 1000, that of today, and those near the cheapest)")
	f.StringVar(&charts, "charts", "", "write a chart (SVG and PNG) to this folder")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		w, err := c.words(cmd)
		if err != nil {
			return err
		}
		set.Settings = c.settings()
		if i := slices.IndexFunc(set.Sizes, func(size int) bool { return size < 1 || size > 1_000_000 }); i >= 0 {
			return &usageError{cmd: cmd, err: fmt.Errorf("--lots: want 1 to 1000000, have %d", set.Sizes[i])}
		}
		s, err := c.load(args)
		if err != nil {
			return err
		}
		if set.Plans, err = seriesPlans(s, plans); err != nil {
			return err
		}
		if err := orderedProduct(s, set.Product); err != nil {
			return err
		}
		if err := c.drawable(charts); err != nil {
			return err
		}
		bar := newProgress(c.err, isTerminal(c.err) && !c.flags.quiet)
		set.Progress = bar.set
		r, err := experiment.RunSeries(cmd.Context(), s, set)
		bar.done()
		if err != nil {
			return err
		}
		if err := c.save(charts, []chart.Figure{c.seriesChart(w, r)}); err != nil {
			return err
		}
		return c.tellSeries(w, r, c.stamp(s.Hash, r.Seed))
	}
	return cmd
}

func (c *cli) tellSeries(w *words.Words, r *experiment.Series, stamp experiment.Stamp) error {
	if c.flags.json {
		j := r.JSON(version(), c.flags.values)
		j.Stamp = &stamp
		return c.printJSON(j)
	}
	c.printSeries(w, r)
	fmt.Fprintln(c.out, stampLine(w, stamp))
	return nil
}

// seriesPlans are the line as it is and the plans asked for, else all.
func seriesPlans(s *scenario.Scenario, asked []string) ([]string, error) {
	if len(asked) == 0 {
		return s.PlanNames(), nil
	}
	names := []string{experiment.AsIs}
	for _, p := range asked {
		if err := wantPlan(s, p); err != nil {
			return nil, err
		}
		if !slices.Contains(names, p) {
			names = append(names, p)
		}
	}
	return names, nil
}

// orderedProduct checks that there are lots of a product, or of all.
func orderedProduct(s *scenario.Scenario, product string) error {
	lots, err := s.Lots(experiment.AsIs)
	if err != nil {
		return err
	}
	var names []string
	for _, lot := range lots {
		if lot.Product == product {
			return nil
		}
		if lot.Product != "" {
			names = append(names, lot.Product)
		}
	}
	switch {
	case len(names) == 0:
		return &hintError{fmt.Errorf("--product: %s has no orders, its source lets in all products in lots alike", s.Name), "leave it out"}
	case product == "":
		return &hintError{fmt.Errorf("--product: want one of the products that are ordered in %s, since their lots differ", s.Name), "there are " + strings.Join(names, ", ")}
	}
	return &hintError{fmt.Errorf("--product: no product %q is ordered in %s", product, s.Name), "there are " + strings.Join(names, ", ")}
}

// printSeries tells what was found.
func (c *cli) printSeries(w *words.Words, r *experiment.Series) {
	fmt.Fprintln(c.out, c.bold(r.Scenario.TitleIn(c.flags.lang)))
	what := w.Say("series.all")
	if r.Product != "" {
		what = w.Say("series.of", r.Product)
	}
	printWrapped(c.out, "", w.Say("series.heading", what, fmt.Sprint(r.Replications), fmt.Sprint(r.Seed)))
	for i := range r.Plans {
		fmt.Fprintln(c.out)
		c.printLots(w, r, i)
	}
	fmt.Fprintln(c.out)
	printWrapped(c.out, "", w.Say("series.legend"))
	fmt.Fprintln(c.out)
	for _, s := range r.Closing() {
		printWrapped(c.out, "", w.Say(s.Key, c.said(w, s.Args)...))
	}
	fmt.Fprintln(c.out)
	fmt.Fprintln(c.out, c.bold(w.Say("assumptions")))
	for _, s := range r.Assumptions() {
		printWrapped(c.out, "  - ", w.Say(s.Key, c.said(w, s.Args)...))
	}
}

// printLots is the table of one plan.
func (c *cli) printLots(w *words.Words, r *experiment.Series, plan int) {
	p, base := &r.Plans[plan], &r.Plans[0]
	t := c.table()
	t.gap = 1
	longest, lead := 0.0, 0.0
	for _, q := range p.Points {
		longest, lead = max(longest, q.Time.Mean), max(lead, q.Lead.Mean)
	}
	units, days := shown("s", longest), shown("s", lead)
	fmt.Fprintln(c.out, c.bold(c.planTitle(w, r.Scenario, p.Plan)))
	heads := []any{w.Say("series.lot"), right(w.Say("series.unit", r.Scenario.Economics.Currency)), right(w.Say("series.total"))}
	if plan > 0 {
		heads = append(heads, right(w.Say("series.more")))
	}
	t.head(append(heads, right(w.Say("series.time", w.Say("unit."+units.unit))), right(w.Say("series.lead", w.Say("unit."+days.unit))))...)
	for k := range p.Points {
		q := &p.Points[k]
		label := w.Number(float64(q.Size), 0)
		if q.Size == p.Now {
			label += " °"
		}
		if k == p.Best {
			label += " *"
		}
		cells := []any{label}
		if !q.KeepsUp {
			text := w.Say("series.behind")
			if q.Why != "" {
				text = w.Say("series.left_out")
			}
			t.row(append(cells, right(text))...)
			continue
		}
		total, _ := estimate(w, q.Total, display{1, ""}) // its interval is that of the unit
		cells = append(cells, right(cell1(w, q.Unit, display{1, ""})), right(total))
		if plan > 0 {
			cells = append(cells, right(c.dearer(w, base, q)))
		}
		t.row(append(cells, right(cell1(w, q.Time, units)), right(cell1(w, q.Lead, days)))...)
	}
	t.print()
}

// dearer is what a unit costs more than in the first plan, in lots of the same size.
func (c *cli) dearer(w *words.Words, base *experiment.SeriesPlan, q *experiment.LotPoint) string {
	d, ok := q.More(base)
	if !ok {
		return "–"
	}
	return change(w, d, display{1, ""})
}

func (c *cli) seriesChart(w *words.Words, r *experiment.Series) chart.Figure {
	in := chart.Lots{Title: w.Say("chart.series"), XLabel: w.Say("chart.lot"), YLabel: w.Say("chart.unit_cost", r.Scenario.Economics.Currency), None: w.Say("chart.no_lot"), Number: w.Number}
	if r.Product != "" {
		in.Title = w.Say("chart.series_of", r.Product)
	}
	for i := range r.Plans {
		p := &r.Plans[i]
		name := p.Plan
		if name == experiment.AsIs {
			name = w.Say("compare.as_is")
		}
		line := chart.LotLine{Plan: name}
		for k := range p.Points {
			if q := &p.Points[k]; q.KeepsUp && q.Total.Why == "" {
				line.Points = append(line.Points, chart.LotPoint{Size: float64(q.Size), Cost: q.Total.Mean, Half: q.Total.HalfWidth, Least: k == p.Best})
			}
		}
		in.Lines = append(in.Lines, line)
	}
	for _, e := range r.Even {
		if e.Lot > 0 {
			in.Even = append(in.Even, float64(e.Lot))
		}
	}
	return chart.CostByLot(in)
}

// completeOrdered proposes the products that are ordered in the scenario that is named already.
func completeOrdered(_ *cobra.Command, args []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var names []string
	if s, err := named(args); err == nil {
		lots, _ := s.Lots(experiment.AsIs)
		for _, lot := range lots {
			names = append(names, lot.Product)
		}
	}
	return beginning(names, begun), cobra.ShellCompDirectiveNoFileComp
}

package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tweeling/sim/invest"
	"tweeling/sim/words"
)

// investVerb looks for the set of measures that is worth most.
func investVerb(c *cli) *cobra.Command {
	var set invest.Settings
	var charts string
	cmd := &cobra.Command{
		Use:     "invest [FILE]",
		Short:   "the best measures under a budget: what each brings, the risk",
		Example: "  tweeling invest mine.toml --budget 300000\n  tweeling invest two-alone-lose --budget 270000 --lang nl\n  tweeling invest mine.toml --budget 300000 --per-year 150000 --at-once 1 --json\n  tweeling invest mine.toml --budget 300000 --charts charts",
		Args:    cobra.MaximumNArgs(1),

		ValidArgsFunction: once(completeScenario),
	}
	c.addReplications(cmd)
	f := cmd.Flags()
	f.Float64Var(&set.Budget, "budget", 0, "spend at most this, by likely capex (default: as much as it takes)")
	f.Float64Var(&set.PerYear, "per-year", 0, "spend at most this on what begins in one year (default: as much as it takes)")
	f.Float64Var(&set.Matters, "matters", 0, "do not look into a smaller difference of NPV than this (default: 5 % of what the best costs)")
	f.IntVar(&set.AtOnce, "at-once", 2, "begin at most so many measures in one year")
	f.StringVar(&charts, "charts", "", "write charts (SVG and PNG) to this folder")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		w, err := c.words(cmd)
		if err != nil {
			return err
		}
		c.investFlags(&set)
		s, err := c.load(args)
		if err != nil {
			return err
		}
		if err := c.drawable(charts); err != nil {
			return err
		}
		bars := newSteps(c)
		set.Progress = bars.set
		r, err := invest.Find(cmd.Context(), s, set)
		bars.done()
		if err != nil {
			return err
		}
		if charts != "" {
			if err := c.save(charts, c.investFigures(w, r)); err != nil {
				return err
			}
		}
		stamp := c.stamp(s.Hash, r.Seed)
		if c.flags.json {
			j := r.JSON(version())
			j.Stamp = &stamp
			return c.printJSON(j)
		}
		c.printInvest(w, r)
		fmt.Fprintln(c.out, stampLine(w, stamp))
		return nil
	}
	return cmd
}

func (c *cli) investFlags(set *invest.Settings) {
	common := c.settings()
	set.Replications, set.Seed, set.Workers = common.Replications, common.Seed, common.Workers
}

// steps are progress bars, one after the other.
type steps struct {
	c    *cli
	step invest.Step
	bar  *progress
}

func newSteps(c *cli) *steps { return &steps{c: c} }

func (s *steps) set(step invest.Step, done, of int) {
	if s.bar == nil || step != s.step {
		s.done()
		s.step, s.bar = step, newProgress(s.c.err, isTerminal(s.c.err) && !s.c.flags.quiet)
	}
	s.bar.set(done, of)
}

func (s *steps) done() {
	if s.bar != nil {
		s.bar.done()
	}
}

// printInvest tells what was found, the answer first.
func (c *cli) printInvest(w *words.Words, r *invest.Result) {
	fmt.Fprintln(c.out, c.bold(r.Scenario.TitleIn(c.flags.lang)))
	c.printAsked(w, r)
	fmt.Fprintln(c.out)
	c.printBest(w, r)
	fmt.Fprintln(c.out)
	c.printFrontier(w, r)
	if r.Risk != nil {
		c.printContributions(w, r)
		c.printOneByOne(w, r)
		c.printOrder(w, r)
		c.printRisk(w, r)
		c.printInputs(w, r)
		c.printPilot(w, r)
	}
	fmt.Fprintln(c.out)
	c.printChoice(w, r)
	for _, s := range c.warned(w, r.Scenario, r.Guards) {
		printWrapped(c.out, "", s)
	}
	fmt.Fprintln(c.out)
	c.printRests(w, r)
}

func (c *cli) printRests(w *words.Words, r *invest.Result) {
	fmt.Fprintln(c.out, c.bold(w.Say("assumptions")))
	for _, key := range []string{"invest.assume.likely", "invest.assume.alike", "invest.assume.metamodel", "invest.assume.stages"} {
		printWrapped(c.out, "  - ", w.Say(key))
	}
	for _, s := range r.Compared.Assumptions() {
		if s.Key != "assume.chance" {
			printWrapped(c.out, "  - ", w.Say(s.Key, c.said(w, s.Args)...))
		}
	}
}

func (c *cli) printAsked(w *words.Words, r *invest.Result) {
	budget := w.Say("invest.no_budget")
	if r.Settings.Budget > 0 {
		budget = w.Say("invest.budget", c.money(w, r, r.Settings.Budget))
	}
	printWrapped(c.out, "", w.Say("invest.asked", budget, r.Options, len(r.Scenario.Measures), len(r.Best.NPVs), fmt.Sprint(r.Seed)))
	if r.Over > 0 {
		printWrapped(c.out, "", w.Say("invest.over", r.Over))
	}
	if n := len(r.Refused); n > 0 {
		printWrapped(c.out, "", w.Say("invest.refused", n, c.setNames(w, r, r.Refused[0].Measures), r.Refused[0].Why))
	}
	if r.Cut {
		printWrapped(c.out, "", w.Say("invest.cut"))
	}
}

// money is an amount to three digits, so that it does not claim to be known better than it is.
func (c *cli) money(w *words.Words, r *invest.Result, x float64) string {
	if x != 0 {
		size := math.Pow(10, math.Floor(math.Log10(math.Abs(x)))-2)
		x = math.Round(x/size) * size
	}
	return w.Money(x, r.Scenario.Economics.Currency)
}

// setNames is a set of measures as people read it: by title.
func (c *cli) setNames(w *words.Words, r *invest.Result, measures []string) string {
	if len(measures) == 0 {
		return w.Say("invest.nothing")
	}
	titles := make([]string, len(measures))
	for i, m := range measures {
		titles[i] = r.Scenario.MeasureTitle(m, w.Lang)
	}
	return strings.Join(titles, " + ")
}

// keyed is a measure by title, with the key that one types for it.
func (c *cli) keyed(w *words.Words, r *invest.Result, measure string) string {
	if title := r.Scenario.MeasureTitle(measure, w.Lang); title != measure {
		return title + " (" + measure + ")"
	}
	return measure
}

// someNames are sets one after the other, and to do nothing.
func (c *cli) someNames(w *words.Words, r *invest.Result, options []*invest.Option) string {
	var names []string
	for _, o := range options {
		if o.Set != 0 {
			names = append(names, c.setNames(w, r, o.Measures))
		}
	}
	return strings.Join(append(names, w.Say("invest.nothing")), w.Say("invest.or"))
}

func (c *cli) printBest(w *words.Words, r *invest.Result) {
	if r.Risk == nil {
		printWrapped(c.out, "", c.bold(w.Say("invest.best_nothing")))
		c.printTurned(w, r)
		return
	}
	npv := r.Best.NPV()
	printWrapped(c.out, "", c.bold(w.Say("invest.best", c.setNames(w, r, r.Best.Measures), c.money(w, r, r.Best.Capex))))
	printWrapped(c.out, "", w.Say("invest.as_plan", `"`+strings.Join(r.Best.Measures, `", "`)+`"`))
	printWrapped(c.out, "", w.Say("invest.worth", c.money(w, r, npv.Mean), c.money(w, r, npv.HalfWidth), w.Number(r.Scenario.Economics.Horizon, 0)))
	if r.Risk.Runs > 0 {
		key := "invest.unsure"
		if r.Risk.NPV.Mean < 0 {
			key = "invest.unsure_loss"
		}
		printWrapped(c.out, "", w.Say(key, c.money(w, r, r.Risk.NPV.Mean), w.Number(100*r.Risk.NPV.Loss, 0)))
	}
	c.printTurned(w, r)
	if r.Risk.OverBudget > 0.005 {
		printWrapped(c.out, "", w.Say("invest.over_budget", w.Number(100*r.Risk.OverBudget, 0)))
	}
	b := r.Compared.Compared[0].Money.Baselines
	text := w.Say("invest.baselines", c.money(w, r, b.Frozen.NPV.Mean), c.money(w, r, b.Drifting.NPV.Mean))
	if b.Declining != nil {
		text += " " + w.Say("invest.declining", c.money(w, r, b.Declining.NPV.Mean))
	}
	printWrapped(c.out, "", text+" "+w.Say("invest.advice", w.Say("baseline."+r.Scenario.Economics.Baseline)))
}

// printTurned says which set would have been chosen if all were likely, where that is another.
func (c *cli) printTurned(w *words.Words, r *invest.Result) {
	likely := r.Best
	for _, o := range r.Ranked {
		if o.NPV().Mean > likely.NPV().Mean {
			likely = o
		}
	}
	if likely.Weighed && likely != r.Best {
		printWrapped(c.out, "", w.Say("invest.turned", c.setNames(w, r, likely.Measures), c.money(w, r, likely.NPV().Mean), c.money(w, r, likely.Mean())))
	}
}

// thousands of a currency, and an interval of so many.
func thousands(w *words.Words, x float64) string { return w.Signed(x/1000, 0) }

func plusMinus(w *words.Words, mean, half float64) string {
	return thousands(w, mean) + " ±" + w.Number(half/1000, 0)
}

func (c *cli) printFrontier(w *words.Words, r *invest.Result) {
	t := c.table()
	t.head(w.Say("invest.buys", r.Scenario.Economics.Currency), right(w.Say("money.capex")), right(w.Say("invest.npv")), w.Say("invest.bottleneck"))
	rows := slices.Clone(r.Frontier)
	for _, o := range rows {
		npv := "0"
		if o.Set != 0 {
			npv = plusMinus(w, o.Worth.Mean, o.Worth.HalfWidth)
		}
		t.row(c.setNames(w, r, o.Measures), right(w.Number(o.Capex/1000, 0)), right(npv), o.Bottleneck)
	}
	t.print()
}

func (c *cli) printContributions(w *words.Words, r *invest.Result) {
	fmt.Fprintln(c.out)
	t := c.table()
	t.head(w.Say("invest.brings", r.Scenario.Economics.Currency), right(w.Say("invest.alone")), right(w.Say("invest.given_rest")), right(w.Say("invest.share")))
	for _, k := range r.Contributions {
		t.row(c.keyed(w, r, k.Measure), right(plusMinus(w, k.Alone.Mean, k.Alone.HalfWidth)), right(plusMinus(w, k.GivenRest.Mean, k.GivenRest.HalfWidth)), right(plusMinus(w, k.Shapley.Mean, k.Shapley.HalfWidth)))
	}
	t.print()
}

// printOneByOne says what somebody buys who looks at one measure at a time, and why.
func (c *cli) printOneByOne(w *words.Words, r *invest.Result) {
	for _, n := range r.Naive {
		if n.Option.Set == r.Best.Set {
			continue
		}
		lost := r.Best.Worth.Mean - n.Option.Worth.Mean
		printWrapped(c.out, "", w.Say("invest.rule."+string(n.Rule), c.setNames(w, r, n.Option.Measures), c.money(w, r, lost)))
	}
	var losers []string
	for _, k := range r.Contributions {
		if k.Alone.Mean < 0 && k.GivenRest.Mean > 0 {
			losers = append(losers, r.Scenario.MeasureTitle(k.Measure, w.Lang))
		}
	}
	if len(losers) > 0 {
		printWrapped(c.out, "", w.Say("invest.losers", strings.Join(losers, ", ")))
	}
}

func (c *cli) printOrder(w *words.Words, r *invest.Result) {
	fmt.Fprintln(c.out)
	if r.Stages == nil {
		printWrapped(c.out, "", w.Say("invest.no_order"))
		return
	}
	t := c.table()
	t.head(w.Say("invest.order", r.Scenario.Economics.Currency), right(w.Say("money.capex")), right(w.Say("invest.stopped")), w.Say("invest.bottleneck"))
	for _, s := range r.Stages {
		t.row(w.Say("invest.year", s.Year+1, c.setNames(w, r, s.Measures)), right(w.Number(s.Capex/1000, 0)), right(thousands(w, s.Stop)), s.Bottleneck)
	}
	t.print()
	c.printSplit(w, r)
}

func (c *cli) printRisk(w *words.Words, r *invest.Result) {
	k := r.Risk
	fmt.Fprintln(c.out)
	printWrapped(c.out, "", c.bold(w.Say("invest.risk", w.Number(float64(k.Futures), 0))))
	printWrapped(c.out, "  ", w.Say("invest.range", c.money(w, r, k.NPV.P5), c.money(w, r, k.NPV.P50), c.money(w, r, k.NPV.P95)))
	printWrapped(c.out, "  ", w.Say("invest.loss", w.Number(100*k.NPV.Loss, 0), c.money(w, r, k.Shortfall), w.Number(100*k.NoPayback, 0)))
	if k.Runs > 0 {
		printWrapped(c.out, "  ", w.Say("invest.two_kinds", c.money(w, r, k.Ignorance), c.money(w, r, k.Chance)))
	} else {
		printWrapped(c.out, "  ", w.Say("invest.one_kind", c.money(w, r, k.Chance)))
	}
	if q := r.Compared.Compared[0].Money.Decisive().Required; q.Mid != nil && *q.Mid > 0 {
		printWrapped(c.out, "  ", w.Say("invest.required", w.Number(100**q.Mid, 0)))
	}
	c.printVolume(w, r)
	if k.Runs > 0 {
		printWrapped(c.out, "  ", w.Say("invest.metamodel", k.Runs, c.money(w, r, k.Error), w.Number(k.R2, 2)))
	}
}

// printVolume says at how much sold a year the best just pays, where that is told.
func (c *cli) printVolume(w *words.Words, r *invest.Result) {
	v := r.Compared.Compared[0].Volume
	if v == nil || v.Why != "" || v.Mid == nil {
		return
	}
	units := func(x *float64) string {
		if x == nil {
			return "…"
		}
		size := math.Pow(10, math.Floor(math.Log10(math.Max(*x, 1)))-2)
		return w.Number(math.Round(*x/size)*size, 0)
	}
	of := "invest.of_demand"
	if v.Unlimited {
		of = "invest.of_made"
	}
	share := w.Say(of, w.Number(100**v.Mid/v.Demand, 0))
	printWrapped(c.out, "  ", w.Say("invest.volume."+string(v.Pays), units(v.Mid), units(v.Low), units(v.High), share))
}

// mostInputs is how many things that are not known are listed; the JSON has all.
const mostInputs = 8

func (c *cli) printInputs(w *words.Words, r *invest.Result) {
	if len(r.Risk.Inputs) == 0 {
		return
	}
	fmt.Fprintln(c.out)
	t := c.table()
	t.head(w.Say("invest.depends", r.Scenario.Economics.Currency), right(w.Say("invest.from_to")), right(w.Say("invest.npv_from_to")), right(w.Say("invest.knowing")))
	flips := false
	for _, in := range r.Risk.Inputs[:min(mostInputs, len(r.Risk.Inputs))] {
		mark := ""
		if in.Flips {
			mark, flips = " *", true
		}
		t.row(strings.TrimPrefix(in.Path, "measure."), right(c.inputValue(w, in, in.P10)+" … "+c.inputValue(w, in, in.P90)), right(thousands(w, in.NPV10)+" … "+thousands(w, in.NPV90)+mark), right(w.Number(in.Knowing/1000, 0)))
	}
	t.print()
	if flips {
		printWrapped(c.out, "", w.Say("invest.flips"))
	}
	for _, in := range r.Risk.Inputs[:min(mostInputs, len(r.Risk.Inputs))] {
		if in.Zero != nil {
			printWrapped(c.out, "", w.Say("invest.zero_at", strings.TrimPrefix(in.Path, "measure."), c.inputValue(w, in, *in.Zero)))
		}
	}
	printWrapped(c.out, "", w.Say("invest.all_known", c.someNames(w, r, r.Risk.Between), c.money(w, r, r.Risk.Knowing)))
}

func (c *cli) printPilot(w *words.Words, r *invest.Result) {
	p := r.Pilot
	if p == nil || r.Risk.Runs == 0 {
		return
	}
	fmt.Fprintln(c.out)
	key := "invest.pilot"
	if p.Option <= 0 {
		key = "invest.no_pilot"
	}
	text := w.Say(key, c.setNames(w, r, p.Measures), c.money(w, r, p.Worth), c.money(w, r, p.AtOnce), w.Number(100*p.GoOn, 0))
	if p.StopBelow != nil {
		text += " " + w.Say("invest.stop_below", c.money(w, r, *p.StopBelow))
	}
	printWrapped(c.out, "", text)
}

func (c *cli) printChoice(w *words.Words, r *invest.Result) {
	switch k := r.Certainty; {
	case k.Rival == nil:
	case k.Within == 0:
		printWrapped(c.out, "", w.Say("invest.certain", k.Sets))
	default:
		printWrapped(c.out, "", w.Say("invest.certain_within", k.Sets, c.money(w, r, k.Within), c.setNames(w, r, k.Rival.Measures)))
	}
	if r.Certainty.Within > 0 {
		printWrapped(c.out, "", w.Say("invest.matters", c.money(w, r, r.Certainty.Matters)))
	}
	d := r.Doubt
	if d.Rival == nil {
		printWrapped(c.out, "", w.Say("invest.sure"))
		return
	}
	printWrapped(c.out, "", w.Say("invest.doubt", w.Number(100*d.Wrong, 1), c.setNames(w, r, d.Rival.Measures), c.money(w, r, d.Regret)))
}

// printSplit says what the calendar does to the allowance by amount.
func (c *cli) printSplit(w *words.Words, r *invest.Result) {
	if s := r.Split; s != nil {
		printWrapped(c.out, "", w.Say("invest.split", c.setNames(w, r, s.Later), c.money(w, r, s.Deduction), c.money(w, r, s.Tax)))
	}
}

package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"tweeling/sim/diff"
	"tweeling/sim/experiment"
	"tweeling/sim/kpi"
	"tweeling/sim/scenario"
	"tweeling/sim/words"
)

// diffVerb tells what differs between two lines: in words, what changed physically, and in numbers, what that does.
func diffVerb(c *cli) *cobra.Command {
	var plan string
	var noRun bool
	cmd := &cobra.Command{
		Use:     "diff A B",
		Short:   "what changed between two scenarios, and what it does",
		Long:    "Tells in words what differs physically between two scenarios, or between a\nscenario as it is and a plan, and runs both on the same chance to tell what it does.",
		Example: "  tweeling diff old.toml new.toml\n  tweeling diff mine.toml --plan automated\n  tweeling diff old.toml new.toml --no-run --lang nl",
		Args:    cobra.RangeArgs(1, 2),

		ValidArgsFunction: completeScenario,
	}
	c.addReplications(cmd)
	c.addValues(cmd)
	cmd.Flags().StringVar(&plan, "plan", "", "with one file: this plan against the line as it is; with two: in both")
	completeFlag(cmd, "plan", completePlan)
	cmd.Flags().BoolVar(&noRun, "no-run", false, "only the words")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		w, err := c.words(cmd)
		if err != nil {
			return err
		}
		if len(args) == 1 && plan == "" {
			return &usageError{cmd: cmd, err: errors.New("want two scenarios, or one and --plan")}
		}
		p, err := c.pair(args, plan)
		if err != nil {
			return err
		}
		changes, err := diff.Between(p.sides())
		if err != nil {
			return err
		}
		var result *experiment.Result
		if !noRun {
			if result, err = c.between(cmd, p); err != nil {
				return err
			}
		}
		seed := p.a.Scenario.Run.Seed
		if result != nil {
			seed = result.Seed
		}
		stamp := c.stamp(p.hash(), seed)
		if c.flags.json {
			return c.printJSON(p.json(changes, result, stamp, c.flags.values))
		}
		c.printDiff(w, p, changes, result)
		fmt.Fprintln(c.out, stampLine(w, stamp))
		return nil
	}
	return cmd
}

// A pair is two lines to compare.
type pair struct{ a, b experiment.Side }

func (p *pair) sides() (a, b diff.Side) {
	return diff.Side{Scenario: p.a.Scenario, Plan: p.a.Plan}, diff.Side{Scenario: p.b.Scenario, Plan: p.b.Plan}
}

func (p *pair) hash() string {
	if p.a.Scenario == p.b.Scenario {
		return p.a.Scenario.Hash
	}
	return p.a.Scenario.Hash + " " + p.b.Scenario.Hash
}

// pair reads the two lines, and gives them names that differ.
func (c *cli) pair(args []string, plan string) (*pair, error) {
	a, err := c.load(args[:1])
	if err != nil {
		return nil, err
	}
	if len(args) == 1 {
		if err := wantPlan(a, plan); err != nil {
			return nil, err
		}
		return &pair{experiment.Side{Scenario: a, Plan: experiment.AsIs, Name: experiment.AsIs}, experiment.Side{Scenario: a, Plan: plan, Name: plan}}, nil
	}
	b, err := c.load(args[1:])
	if err != nil {
		return nil, err
	}
	if plan == "" {
		plan = experiment.AsIs
	}
	for _, s := range []*scenario.Scenario{a, b} {
		if err := wantPlan(s, plan); err != nil {
			return nil, err
		}
	}
	p := &pair{experiment.Side{Scenario: a, Plan: plan, Name: a.Name}, experiment.Side{Scenario: b, Plan: plan, Name: b.Name}}
	if a.Name == b.Name {
		p.a.Name, p.b.Name = "A", "B"
	}
	return p, nil
}

func wantPlan(s *scenario.Scenario, plan string) error {
	if hasPlan(s, plan) {
		return nil
	}
	return &hintError{fmt.Errorf("--plan: no plan %q in %s", plan, s.Name), fmt.Sprintf("there are %v", s.PlanNames())}
}

// between runs both lines, with progress.
func (c *cli) between(cmd *cobra.Command, p *pair) (*experiment.Result, error) {
	set := c.settings()
	bar := newProgress(c.err, isTerminal(c.err) && !c.flags.quiet)
	set.Progress = bar.set
	result, err := experiment.Between(cmd.Context(), p.a, p.b, set)
	bar.done()
	if errors.Is(err, context.Canceled) {
		return nil, errors.New("stopped")
	}
	return result, err
}

// differed are the figures of the table.
var differed = []string{"output_per_week", "cost_per_part", "lead_time", "oee", "wip", "scrap_rate"}

func (c *cli) printDiff(w *words.Words, p *pair, changes []diff.Change, r *experiment.Result) {
	fmt.Fprintln(c.out, c.bold(w.Say("diff.heading", c.sideTitle(w, &p.a), c.sideTitle(w, &p.b))))
	fmt.Fprintln(c.out)
	if len(changes) == 0 {
		printWrapped(c.out, "", w.Say("diff.alike"))
	}
	c.printChanges(w, changes)
	c.printInvested(w, p)
	if r == nil {
		fmt.Fprintln(c.out)
		return
	}
	c.printEffect(w, p, r)
}

// printChanges lists changes under their group, those of one thing under its name.
func (c *cli) printChanges(w *words.Words, changes []diff.Change) {
	group, title := "", ""
	for i := range changes {
		k := &changes[i]
		if k.Group != group {
			group, title = k.Group, ""
			fmt.Fprintln(c.out, c.bold(w.Say("diff.group."+group)))
		}
		if k.Key == "" && k.What != diff.Changed || k.Name == "" {
			title = ""
			printWrapped(c.out, "  "+mark(k.What)+" ", k.Say(w))
			continue
		}
		if t := k.Title(w); t != title {
			title = t
			printWrapped(c.out, "  ~ ", t)
		}
		sign := ""
		if k.What != diff.Changed {
			sign = mark(k.What) + " "
		}
		printWrapped(c.out, "      "+sign, k.Say(w))
	}
}

func mark(what diff.What) string {
	switch what {
	case diff.Added:
		return "+"
	case diff.Removed:
		return "−"
	case diff.Changed:
	}
	return "~"
}

// sideTitle is how a line is called in the heading.
func (c *cli) sideTitle(w *words.Words, s *experiment.Side) string {
	name := s.Name
	if s.Name == experiment.AsIs {
		name = w.Say("compare.as_is")
	}
	if s.Name == s.Plan { // of one scenario
		if title := s.Scenario.PlanTitle(s.Plan, c.flags.lang); title != "" && title != s.Plan {
			return name + " (" + title + ")"
		}
	}
	return name
}

// printInvested tells what a plan asks for.
func (c *cli) printInvested(w *words.Words, p *pair) {
	_, investments, econ := p.b.Scenario.Money(p.b.Plan)
	if len(investments) == 0 || p.a.Scenario != p.b.Scenario {
		return
	}
	capex, low, high, yearly := 0.0, 0.0, 0.0, 0.0
	for _, m := range investments {
		capex, low, high, yearly = capex+m.Capex.Likely, low+m.Capex.Low, high+m.Capex.High, yearly+m.YearlyCost.Likely
	}
	printWrapped(c.out, "", w.Say("diff.asks", w.Money(capex, econ.Currency), w.Money(low, econ.Currency), w.Money(high, econ.Currency), w.Money(yearly, econ.Currency)))
}

// printEffect tells in numbers what the changes do.
func (c *cli) printEffect(w *words.Words, p *pair, r *experiment.Result) {
	fmt.Fprintln(c.out)
	printWrapped(c.out, "", w.Say("diff.ran", fmt.Sprint(r.Plans[0].Replications), w.Span(p.a.Scenario.Run.Horizon.Seconds()),
		w.Span(p.a.Scenario.Run.Warmup.Seconds()), fmt.Sprint(r.Seed)))
	if run := p.b.Scenario.Run; run.Horizon != p.a.Scenario.Run.Horizon || run.Warmup != p.a.Scenario.Run.Warmup {
		printWrapped(c.out, "", w.Say("diff.run_as", p.a.Name))
	}
	fmt.Fprintln(c.out)
	from, to, k := &r.Plans[0], &r.Plans[1], &r.Compared[0]
	name := func(s *experiment.Side) string {
		if s.Name == experiment.AsIs {
			return w.Say("compare.as_is")
		}
		return s.Name
	}
	t := c.table()
	t.gap = 1
	t.head("", right(name(&p.a)), right(name(&p.b)), right(w.Say("measured.difference")), "")
	for _, figure := range differed {
		i := slices.Index(kpiNames(), figure)
		if from.KPI[i].Why != "" || to.KPI[i].Why != "" {
			continue
		}
		d := shown(kpi.Table[i].Unit, from.KPI[i].Mean)
		text, word := verdictCells(w, k.KPI[i], d)
		t.row(w.Say("short."+figure)+c.inUnit(w, from.KPI[i].Unit, d), right(cell1(w, from.KPI[i], d)), right(cell1(w, to.KPI[i], d)), right(text), word)
	}
	t.print()
	fmt.Fprintln(c.out)
	printWrapped(c.out, "", w.Say("diff.chance"))
	for _, s := range append(experiment.Warned(r.Guards()), r.Standing()) {
		printWrapped(c.out, "", w.Say(s.Key, c.said(w, s.Args)...))
	}
}

func cell1(w *words.Words, e experiment.Estimate, d display) string {
	mean, half := estimate(w, e, d)
	return mean + " " + compact(half)
}

// verdictCells are a difference and its verdict in words.
func verdictCells(w *words.Words, e experiment.Difference, d display) (text, word string) {
	if e.Why != "" {
		return "–", ""
	}
	if e.Mean == 0 && e.HalfWidth == 0 {
		return "0", w.Say("diff.same")
	}
	places := decimals(e.Mean*d.scale, e.HalfWidth*d.scale)
	text = w.Signed(e.Mean*d.scale, places) + " ±" + w.Number(e.HalfWidth*d.scale, places)
	switch e.Verdict {
	case experiment.Higher:
		return text, w.Say("verdict.higher")
	case experiment.Lower:
		return text, w.Say("verdict.lower")
	case experiment.NotDistinguishable:
	}
	return text, w.Say("verdict.not_distinguishable")
}

// diffJSON is a difference in the stable shape. Without a run, runs and differences are null.
type diffJSON struct {
	A           sideJSON                      `json:"a"`
	B           sideJSON                      `json:"b"`
	Changes     []diff.JSON                   `json:"changes"`
	Runs        map[string]experiment.RunJSON `json:"runs"`
	Differences map[string]*experiment.Number `json:"differences"`
	Exploratory *bool                         `json:"exploratory"` // null without a run
	Guards      []experiment.Guard            `json:"guards"`
	Notes       []string                      `json:"notes"`
	Stamp       experiment.Stamp              `json:"stamp"`
}

type sideJSON struct {
	Scenario string `json:"scenario"`
	Hash     string `json:"hash"`
	Plan     string `json:"plan"`
}

func (p *pair) json(changes []diff.Change, r *experiment.Result, stamp experiment.Stamp, values bool) diffJSON {
	side := func(s *experiment.Side) sideJSON { return sideJSON{s.Scenario.Name, s.Scenario.Hash, s.Plan} }
	j := diffJSON{A: side(&p.a), B: side(&p.b), Changes: []diff.JSON{}, Guards: []experiment.Guard{}, Notes: []string{}, Stamp: stamp}
	for i := range changes {
		j.Changes = append(j.Changes, changes[i].JSON())
	}
	if r == nil {
		j.Notes = append(j.Notes, "runs, differences: not asked for (--no-run)")
		return j
	}
	all := r.JSON(version(), values)
	j.Runs = map[string]experiment.RunJSON{"a": all.Plans[p.a.Name], "b": all.Plans[p.b.Name]}
	j.Differences = all.Differences[p.b.Name]
	j.Exploratory, j.Guards = &all.Exploratory, all.Guards
	j.Notes = append(j.Notes, all.Notes...)
	return j
}

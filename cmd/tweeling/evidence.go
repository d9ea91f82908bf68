package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tweeling/sim/experiment"
	"tweeling/sim/scenario"
	"tweeling/sim/words"
)

// mostListed is how many inputs are listed one by one.
const mostListed = 12

// inputTables are the parts of a scenario that have inputs, in the order of the table.
var inputTables = []string{"line", "product", "order", "shift", "economics", "measure"}

// unfounded are the inputs that nobody vouches for: guesses, and those of which nothing is said.
func unfounded(inputs []scenario.Input) []scenario.Input {
	return slices.DeleteFunc(slices.Clone(inputs), func(in scenario.Input) bool { return in.Grade != "" && in.Grade != "guess" })
}

// printEvidence counts the inputs by grade, and lists those that are a guess.
func (c *cli) printEvidence(w *words.Words, s *scenario.Scenario) {
	inputs := s.Inputs()
	if !c.countEvidence(w, inputs) {
		return
	}
	guesses := slices.DeleteFunc(unfounded(inputs), func(in scenario.Input) bool { return in.Grade != "guess" })
	if len(guesses) == 0 {
		return
	}
	byLoad(s, guesses)
	fmt.Fprintln(c.out)
	printWrapped(c.out, "", w.Say("evidence.guesses"))
	for _, in := range guesses[:min(len(guesses), mostListed)] {
		printWrapped(c.out, "  - ", in.Path+" = "+in.Text)
	}
	if more := len(guesses) - mostListed; more > 0 {
		printWrapped(c.out, "  ", w.Say("evidence.more", more))
	}
}

// countEvidence prints the table of inputs by grade; false when no input has one.
func (c *cli) countEvidence(w *words.Words, inputs []scenario.Input) bool {
	grades := append(slices.Clone(scenario.Grades), "")
	counts := map[string]map[string]int{"all": {}}
	graded := false
	for _, in := range inputs {
		table, _, _ := strings.Cut(in.Path, ".")
		if counts[table] == nil {
			counts[table] = map[string]int{}
		}
		counts[table][in.Grade]++
		counts["all"][in.Grade]++
		graded = graded || in.Grade != ""
	}
	if !graded {
		printWrapped(c.out, "", w.Say("evidence.unsaid", len(inputs)))
		return false
	}
	t := c.table()
	head := []any{w.Say("evidence.heading", len(inputs))}
	for _, g := range grades {
		head = append(head, right(w.Say("evidence."+cmp.Or(g, "unstated"))))
	}
	t.head(head...)
	for _, table := range append(slices.Clone(inputTables), "all") {
		if counts[table] == nil {
			continue
		}
		cells := []any{"  " + w.Say("evidence."+table)}
		for _, g := range grades {
			cells = append(cells, right(fmt.Sprint(counts[table][g])))
		}
		t.row(cells...)
	}
	t.print()
	return true
}

// byLoad puts inputs in order of the load of their station, the most loaded first, then by path.
func byLoad(s *scenario.Scenario, inputs []scenario.Input) {
	loads := s.Loads()
	load := func(in scenario.Input) float64 {
		parts := strings.Split(in.Path, ".")
		if at := slices.Index(parts, "line"); at >= 0 && at+1 < len(parts) {
			return loads[parts[at+1]]
		}
		return 0
	}
	slices.SortStableFunc(inputs, func(a, b scenario.Input) int { return cmp.Compare(load(b), load(a)) })
}

// weigh runs the line with each input that nobody vouches for made larger, to see which of them matter.
func (c *cli) weigh(cmd *cobra.Command, s *scenario.Scenario) ([]experiment.Weight, error) {
	set := c.settings()
	inputs := unfounded(s.Inputs())
	byLoad(s, inputs)
	bar := newProgress(c.err, isTerminal(c.err) && !c.flags.quiet)
	set.Progress = bar.set
	weights, err := experiment.Weigh(cmd.Context(), s, inputs, set)
	bar.done()
	if errors.Is(err, context.Canceled) {
		return nil, errors.New("stopped")
	}
	return weights, err
}

// printWeights counts the inputs by grade, and tells which of those that nobody vouches for matter most.
func (c *cli) printWeights(w *words.Words, s *scenario.Scenario, weights []experiment.Weight) {
	inputs := s.Inputs()
	fmt.Fprintln(c.out)
	c.countEvidence(w, inputs)
	matter := slices.IndexFunc(weights, func(x experiment.Weight) bool { return !x.Shows() })
	if matter < 0 {
		matter = len(weights)
	}
	fmt.Fprintln(c.out)
	if matter == 0 {
		printWrapped(c.out, "", w.Say("evidence.none_matter", len(weights)))
	} else {
		c.printMatter(w, weights, matter)
	}
	if untried := len(unfounded(inputs)) - len(weights); untried > 0 {
		printWrapped(c.out, "", w.Say("evidence.untried", untried))
	}
	if matter > 0 {
		printWrapped(c.out, "", w.Say("evidence.first"))
	}
}

func (c *cli) printMatter(w *words.Words, weights []experiment.Weight, matter int) {
	printWrapped(c.out, "", w.Say("evidence.matter"))
	t := c.table()
	t.gap = 1
	priced := weights[0].Cost.Why == ""
	head := []any{"  " + w.Say("evidence.input"), "", right(w.Say("evidence.step")), right(w.Say("short.output_per_week") + ", %")}
	if priced {
		head = append(head, right(w.Say("short.cost_per_part")+", %"))
	}
	t.head(head...)
	for i := range weights[:min(matter, mostListed)] {
		x := &weights[i]
		grade := w.Say("evidence." + cmp.Or(x.Grade, "unstated"))
		cells := []any{"  " + x.Path, grade, right(w.Signed(100*(x.Nudge.Share-1), 0) + " %"), right(relative(w, x.Output))}
		if priced {
			cells = append(cells, right(relative(w, x.Cost)))
		}
		t.row(cells...)
	}
	t.print()
	if more := matter - mostListed; more > 0 {
		printWrapped(c.out, "  ", w.Say("evidence.more", more))
	}
	if rest := len(weights) - matter; rest > 0 {
		printWrapped(c.out, "", w.Say("evidence.rest", rest))
	}
}

// relative shows a relative change in per cent with its interval.
func relative(w *words.Words, x experiment.Change) string {
	if x.Why != "" {
		return "–"
	}
	if x.Mean == 0 && x.HalfWidth == 0 {
		return "0"
	}
	places := min(2, decimals(100*x.Mean, 100*x.HalfWidth))
	return w.Signed(100*x.Mean, places) + " ±" + w.Number(100*x.HalfWidth, places)
}

package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tweeling/assets"
	"tweeling/sim/cost"
	"tweeling/sim/scenario"
	"tweeling/sim/words"
)

// measuresVerb lists the catalogue of measures, explains one, or writes its file out to make another of.
func measuresVerb(c *cli) *cobra.Command {
	var file bool
	cmd := &cobra.Command{
		Use:     "measures [NAME]",
		Short:   "the catalogue of measures, or one with how to use it",
		Example: "  tweeling measures\n  tweeling measures robot-tending --lang nl\n  tweeling measures robot-tending --file > mine.toml",
		Args:    cobra.MaximumNArgs(1),

		ValidArgsFunction: once(completeMeasure),
	}
	c.addLanguage(cmd)
	cmd.Flags().BoolVar(&file, "file", false, "the file of the catalogue itself, to make one of your own: use = \"mine.toml\"")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		w, err := c.words(cmd)
		if err != nil {
			return err
		}
		if len(args) == 0 {
			if file {
				return &hintError{fmt.Errorf("--file wants a measure, have none"), "there are " + strings.Join(assets.Measures(), ", ")}
			}
			c.listMeasures(w)
			return nil
		}
		for _, m := range scenario.Catalogue() {
			switch {
			case m.Name != args[0]:
			case file:
				text, _ := assets.Measure(m.Name)
				_, err := c.out.Write(text)
				return err
			default:
				c.explainMeasure(w, m)
				return nil
			}
		}
		return &hintError{fmt.Errorf("no measure %q in the catalogue", args[0]), "there are " + strings.Join(assets.Measures(), ", ")}
	}
	return cmd
}

func (c *cli) listMeasures(w *words.Words) {
	t := c.table()
	t.head(w.Say("measures.name"), w.Say("measures.what"), w.Say("measures.evidence"))
	for _, m := range scenario.Catalogue() {
		t.row(m.Name, m.Title.In(w.Lang), w.Say("measures."+m.Grade))
	}
	t.print()
	fmt.Fprintln(c.out)
	printWrapped(c.out, "", w.Say("measures.hint"))
}

// explainMeasure prints all that somebody has to know to use a measure of the catalogue.
func (c *cli) explainMeasure(w *words.Words, m *scenario.CatalogueMeasure) {
	printWrapped(c.out, c.bold(m.Name)+"  ", m.Title.In(w.Lang))
	printWrapped(c.out, "  ", m.About.In(w.Lang))
	fmt.Fprintf(c.out, "\n%s\n", c.bold(w.Say("measures.places")))
	for i := range m.Places {
		printWrapped(c.out, "  "+m.Places[i].Name+"  ", placeText(w, &m.Places[i]))
	}
	fmt.Fprintf(c.out, "\n%s\n", c.bold(w.Say("measures.parameters")))
	t := c.table()
	for _, p := range m.Parameters {
		t.row("  "+p.Name, p.Text, p.Title.In(w.Lang))
	}
	t.print()
	fmt.Fprintf(c.out, "\n%s\n", c.bold(w.Say("measures.worse")))
	for _, worse := range m.Worse {
		printWrapped(c.out, "  - ", worse.Why.In(w.Lang)+" ("+worse.Path+")")
	}
	fmt.Fprintf(c.out, "\n%s\n", c.bold(w.Say("measures.cost")))
	for _, text := range measureCosts(w, m) {
		printWrapped(c.out, "  ", text)
	}
	for _, others := range []struct {
		key   string
		names []string
	}{{"measures.requires", m.Requires}, {"measures.excludes", m.Excludes}} {
		if len(others.names) > 0 {
			printWrapped(c.out, "  ", w.Say(others.key, strings.Join(others.names, ", ")))
		}
	}
	fmt.Fprintf(c.out, "\n%s\n", c.bold(w.Say("measures.evidence")))
	printWrapped(c.out, "  ", w.Say("measures."+m.Grade)+": "+m.Source)
	fmt.Fprintf(c.out, "\n%s\n", c.bold(w.Say("measures.use")))
	for line := range strings.Lines(m.Example()) {
		fmt.Fprint(c.out, "  "+line)
	}
}

// measureCosts says what a measure costs.
func measureCosts(w *words.Words, m *scenario.CatalogueMeasure) []string {
	price := w.Say("measures.prices", amounts(w, m.Capex), amounts(w, m.YearlyCost), m.PriceYear, w.Number(m.Life, 0))
	if m.Per != "" {
		price += " " + w.Say("measures.per", m.Per)
	}
	texts := []string{price}
	if m.Training.Likely > 0 {
		text := w.Say("measures.training", amounts(w, m.Training))
		if m.Turnover > 0 {
			text += " " + w.Say("measures.turnover", w.Number(100*m.Turnover, 0))
		}
		texts = append(texts, text)
	}
	if m.Stop != "" {
		texts = append(texts, w.Say("measures.stop", m.Stop))
	}
	if m.Residual.Likely > 0 {
		texts = append(texts, w.Say("measures.residual", amounts(w, m.Residual)))
	}
	return append(texts, w.Say("measures.not_indexed", m.PriceYear))
}

// placeText says what a place is, and what may stand in it.
func placeText(w *words.Words, p *scenario.Place) string {
	text := p.Title.In(w.Lang)
	var facts []string
	kinds := strings.Join(p.Kinds, " | ")
	switch {
	case p.Failure:
		facts = append(facts, w.Say("measures.failure", kinds))
	default:
		facts = append(facts, kinds)
	}
	if p.Many {
		facts = append(facts, w.Say("measures.many"))
	}
	if p.Optional {
		facts = append(facts, w.Say("measures.optional"))
	}
	if len(p.Says) > 0 {
		facts = append(facts, w.Say("measures.says", strings.Join(p.Says, ", ")))
	}
	if len(p.Without) > 0 {
		facts = append(facts, w.Say("measures.without", strings.Join(p.Without, ", ")))
	}
	return text + " (" + strings.Join(facts, "; ") + ")"
}

// amounts are low, likely and high amounts of money.
func amounts(w *words.Words, r cost.Range) string {
	if r.Low == r.High {
		return w.Number(r.Likely, 0)
	}
	return w.Number(r.Low, 0) + " / " + w.Number(r.Likely, 0) + " / " + w.Number(r.High, 0)
}

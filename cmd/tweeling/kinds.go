package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"tweeling/sim/cost"
	"tweeling/sim/dist"
	"tweeling/sim/eventlog"
	"tweeling/sim/kpi"
	"tweeling/sim/plant"
	"tweeling/sim/scenario"
)

// kindsVerb lists what a scenario may say: the kinds of element and the other tables with their keys, and the figures with their formulas.
func kindsVerb(c *cli) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "kinds [NAME]",
		Short:   "kinds of element, tables and their keys; laws of chance, KPIs",
		Example: "  tweeling kinds\n  tweeling kinds machine\n  tweeling kinds run\n  tweeling kinds economics.discount_rate\n  tweeling kinds laws\n  tweeling kinds orders\n  tweeling kinds oee\n  tweeling kinds KPI",
		Args:    cobra.MaximumNArgs(1),

		ValidArgsFunction: once(completeKind),
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			c.listKinds()
			return nil
		}
		name := args[0]
		switch strings.ToLower(name) {
		case "kpi":
			c.listKPIs()
			return nil
		case "laws":
			c.listLaws()
			return nil
		case "orders":
			c.listColumns("columns of a list of orders", eventlog.OrderColumns)
			return nil
		case "operations":
			c.listColumns("columns of a list of operations", eventlog.OperationColumns)
			return nil
		}
		if k, ok := kindOrTable(name); ok {
			c.printKind(k)
			return nil
		}
		if of, key, ok := strings.Cut(name, "."); ok {
			if k, ok := kindOrTable(of); ok {
				return c.printOne(k, key)
			}
		}
		if c.printFigure(name) {
			return nil
		}
		return &hintError{fmt.Errorf("no kind, no table and no KPI %q", name), "there are " + strings.Join(explained(), ", ") + "; `tweeling kinds KPI` lists the figures, `tweeling kinds laws` the laws of chance"}
	}
	return cmd
}

// kindOrTable is a kind of element, or another table of a scenario.
func kindOrTable(name string) (*plant.Kind, bool) {
	if k, ok := plant.Find(name); ok {
		return k, true
	}
	return scenario.FindTable(name)
}

// explained lists the kinds and the tables whose keys can be told.
func explained() []string {
	var names []string
	for _, k := range slices.Concat(plant.Kinds, scenario.Tables) {
		names = append(names, k.Name)
	}
	return names
}

func (c *cli) listKinds() {
	for _, list := range []struct {
		title string
		kinds []plant.Kind
	}{{"kinds of element", plant.Kinds}, {"\nother tables of a scenario", scenario.Tables}} {
		fmt.Fprintln(c.out, c.bold(list.title))
		for i := range list.kinds {
			k := &list.kinds[i]
			printWrapped(c.out, fmt.Sprintf("  %-14s ", k.Name), firstSentence(k.Doc))
		}
	}
	fmt.Fprintln(c.out)
	printWrapped(c.out, "", "`tweeling kinds machine` lists the keys of a kind or a table, `tweeling kinds machine.cycle` tells one. `tweeling kinds orders` and `operations` tell the columns of lists in a file, `laws` the laws of chance, `KPI` all figures.")
}

// firstSentence is what a sentence says before its example.
func firstSentence(doc string) string {
	if i := strings.IndexAny(doc, ":;"); i > 0 {
		doc = doc[:i]
	}
	first, _, _ := strings.Cut(doc, ". ")
	return strings.TrimSuffix(first, ".")
}

func (c *cli) printKind(k *plant.Kind) {
	printWrapped(c.out, c.bold(k.Name)+"  ", k.Doc)
	for i := range k.Keys {
		fmt.Fprintln(c.out)
		c.printKey(&k.Keys[i])
	}
}

// printOne tells of one key of a kind or a table.
func (c *cli) printOne(k *plant.Kind, name string) error {
	key, ok := k.Key(name)
	if !ok {
		var names []string
		for i := range k.Keys {
			names = append(names, k.Keys[i].Name)
		}
		return &hintError{fmt.Errorf("no key %q of %s", name, k.Name), "there are " + strings.Join(names, ", ")}
	}
	c.printKey(key)
	return nil
}

func (c *cli) printKey(key *plant.Key) {
	head := key.Name
	if key.ByProduct {
		head += ", " + key.Name + "_by_product"
	}
	printWrapped(c.out, "  "+c.bold(head)+"  ", keyFacts(key))
	doc := key.Doc
	if key.Later != "" {
		doc += " (" + key.Later + ")"
	}
	printWrapped(c.out, "      ", doc)
}

func keyFacts(k *plant.Key) string {
	facts := []string{k.Type.String()}
	if len(k.Options) > 0 {
		facts[0] += " " + strings.Join(k.Options, " | ")
	}
	if within := keyBounds(k); within != "" {
		facts = append(facts, within)
	}
	if k.Unit != "" {
		facts = append(facts, "in "+k.Unit)
	}
	switch {
	case k.Required:
		facts = append(facts, "required")
	case k.Default != "":
		facts = append(facts, "default "+k.Default)
	case k.Unsaid != "":
		facts = append(facts, "when not said: "+k.Unsaid)
	}
	return strings.Join(facts, ", ")
}

// keyBounds says the bounds of a number or a time that has some.
func keyBounds(k *plant.Key) string {
	show := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
	if k.Type == plant.Span {
		show = dist.FormatSpan
	}
	switch {
	case k.Min <= -1e12:
		return "may be below 0"
	case k.Max > 0:
		return show(k.Min) + " to " + show(k.Max)
	case k.Min > 0:
		return "at least " + show(k.Min)
	case k.Type == plant.Share:
		return "0 to 1"
	}
	return ""
}

func (c *cli) listKPIs() {
	figures := func(title string, each func(func(name, unit, formula string))) {
		fmt.Fprintln(c.out, c.bold(title))
		each(func(name, unit, formula string) {
			if unit != "" {
				name += " [" + unit + "]"
			}
			printWrapped(c.out, "  "+name+"  ", formula)
		})
	}
	figures("of the line", func(say func(name, unit, formula string)) {
		for _, k := range kpi.Table {
			say(k.Name, k.Unit, k.Formula)
		}
	})
	figures("\nof an element", func(say func(name, unit, formula string)) {
		for _, k := range kpi.ElementTable {
			say(k.Name, k.Unit, k.Formula)
		}
	})
	figures("\nof what a good part costs", func(say func(name, unit, formula string)) {
		for _, item := range cost.Items {
			say(item.Name, "money", item.Doc)
		}
	})
	fmt.Fprintln(c.out)
	printWrapped(c.out, "", "Denominators: calendar time is all time watched, the same for every plan; planned time (PBT) is the shift without its breaks; time at work on parts (APT) leaves out starved, blocked and every waiting. ISO 22400-2: OEE = APT/PBT x PRI x PQ / APT x GQ/PQ.")
}

func (c *cli) printFigure(name string) bool {
	found := false
	if k, ok := kpi.Find(name); ok {
		printWrapped(c.out, name+" of the line  ", k.Formula)
		found = true
	}
	for _, k := range kpi.ElementTable {
		if k.Name == name {
			printWrapped(c.out, name+" of an element  ", k.Formula)
			found = true
		}
	}
	return found
}

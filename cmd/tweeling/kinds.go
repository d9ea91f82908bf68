package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tweeling/sim/cost"
	"tweeling/sim/eventlog"
	"tweeling/sim/kpi"
	"tweeling/sim/plant"
)

// kindsVerb lists what a scenario may say: the kinds of element with their keys, and the figures with their formulas.
func kindsVerb(c *cli) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "kinds [NAME]",
		Short:   "kinds of element and their keys, laws of chance, KPIs",
		Example: "  tweeling kinds\n  tweeling kinds machine\n  tweeling kinds laws\n  tweeling kinds orders\n  tweeling kinds oee\n  tweeling kinds KPI",
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
		if k, ok := plant.Find(name); ok {
			c.printKind(k)
			return nil
		}
		for i := range plant.Tables {
			if plant.Tables[i].Name == name {
				c.printKind(&plant.Tables[i])
				return nil
			}
		}
		if c.printFigure(name) {
			return nil
		}
		var names []string
		for _, k := range plant.Kinds {
			names = append(names, k.Name)
		}
		return &hintError{fmt.Errorf("no kind and no KPI %q", name), "there are " + strings.Join(names, ", ") + "; `tweeling kinds KPI` lists the figures, `tweeling kinds laws` the laws of chance"}
	}
	return cmd
}

func (c *cli) listKinds() {
	t := c.table()
	t.head("kind", "what it is")
	for _, k := range plant.Kinds {
		t.row(k.Name, k.Doc)
	}
	t.print()
	fmt.Fprintln(c.out, "\n`tweeling kinds machine` lists the keys of a kind, `tweeling kinds failure`,\n`maintenance` and `tool` those of tables within a machine, `tweeling kinds order`\nthose of an order, `tweeling kinds orders` and `operations` the columns\nof lists in a file, `tweeling kinds signal` what a signal of the real line may mean, `tweeling\nkinds laws` the laws of chance, `tweeling kinds KPI` all figures.")
}

func (c *cli) printKind(k *plant.Kind) {
	printWrapped(c.out, c.bold(k.Name)+"  ", k.Doc)
	for i := range k.Keys {
		key := &k.Keys[i]
		fmt.Fprintln(c.out)
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
}

func keyFacts(k *plant.Key) string {
	facts := []string{k.Type.String()}
	if len(k.Options) > 0 {
		facts[0] += " " + strings.Join(k.Options, " | ")
	}
	if k.Unit != "" {
		facts = append(facts, "in "+k.Unit)
	}
	switch {
	case k.Required:
		facts = append(facts, "required")
	case k.Default != "":
		facts = append(facts, "default "+k.Default)
	}
	return strings.Join(facts, ", ")
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

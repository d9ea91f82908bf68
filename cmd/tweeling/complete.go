package main

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tweeling/assets"
	"tweeling/scenarios"
	"tweeling/sim/kpi"
	"tweeling/sim/scenario"
	"tweeling/sim/words"
)

// A completer proposes words for what somebody is typing, for the shells that cobra writes scripts for.
type completer = func(cmd *cobra.Command, args []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective)

// once proposes for the first argument, and nothing after it.
func once(of completer) completer {
	return func(cmd *cobra.Command, args []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return of(cmd, args, begun)
	}
}

// completeScenario proposes built-in scenarios, and files and folders that may hold one.
func completeScenario(_ *cobra.Command, _ []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
	list, _ := completeBuiltIn(nil, nil, begun)
	files, _ := filepath.Glob(begun + "*.toml") // a bad pattern matches nothing
	folders, _ := filepath.Glob(begun + "*" + string(filepath.Separator))
	directive := cobra.ShellCompDirectiveNoFileComp
	if len(list)+len(files) == 0 && len(folders) > 0 {
		directive |= cobra.ShellCompDirectiveNoSpace
	}
	return append(list, append(files, folders...)...), directive
}

// completeBuiltIn proposes built-in scenarios.
func completeBuiltIn(_ *cobra.Command, _ []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var list []cobra.Completion
	for _, name := range scenarios.Names() {
		if !strings.HasPrefix(name, begun) {
			continue
		}
		if s, err := scenario.Load(name); err == nil {
			list = append(list, cobra.CompletionWithDesc(name, s.TitleIn("en")))
		}
	}
	return list, cobra.ShellCompDirectiveNoFileComp
}

// completePlan proposes the plans of the scenario that is named already; none when it has mistakes.
func completePlan(_ *cobra.Command, args []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
	s, err := named(args)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return beginning(s.PlanNames(), begun), cobra.ShellCompDirectiveNoFileComp
}

// named is the scenario that is named already, else the default one.
func named(args []string) (*scenario.Scenario, error) {
	name := scenarios.Default
	if len(args) > 0 {
		name = args[0]
	}
	return scenario.Load(name)
}

// completeKind proposes what `tweeling kinds` can explain.
func completeKind(_ *cobra.Command, _ []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if of, _, dotted := strings.Cut(begun, "."); dotted {
		var keys []string
		if k, ok := kindOrTable(of); ok {
			for i := range k.Keys {
				keys = append(keys, of+"."+k.Keys[i].Name)
			}
		}
		return beginning(keys, begun), cobra.ShellCompDirectiveNoFileComp
	}
	names := slices.Concat([]string{"KPI", "laws", "orders", "operations"}, explained(), kpiNames())
	for i := range kpi.ElementTable {
		if _, both := kpi.Find(kpi.ElementTable[i].Name); !both {
			names = append(names, kpi.ElementTable[i].Name)
		}
	}
	return beginning(names, begun), cobra.ShellCompDirectiveNoFileComp
}

// completeMeasure proposes the measures of the catalogue.
func completeMeasure(_ *cobra.Command, _ []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return beginning(assets.Measures(), begun), cobra.ShellCompDirectiveNoFileComp
}

func completeLanguage(_ *cobra.Command, _ []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return beginning(words.Languages, begun), cobra.ShellCompDirectiveNoFileComp
}

func beginning(names []string, begun string) []cobra.Completion {
	var list []cobra.Completion
	for _, name := range names {
		if strings.HasPrefix(name, begun) {
			list = append(list, name)
		}
	}
	return list
}

// completeFlag says what a flag of a command may be. That the flag exists is an invariant.
func completeFlag(cmd *cobra.Command, flag string, of completer) {
	if err := cmd.RegisterFlagCompletionFunc(flag, of); err != nil {
		panic("tweeling: a flag is completed once, and exists: " + err.Error())
	}
}

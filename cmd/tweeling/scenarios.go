package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"tweeling/scenarios"
	"tweeling/sim/scenario"
)

// scenariosVerb lists the built-in scenarios, or writes one out to start from.
func scenariosVerb(c *cli) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "scenarios [NAME]",
		Short:   "the built-in scenarios, or one to start from",
		Example: "  tweeling scenarios\n  tweeling scenarios shaver-heads > mine.toml",
		Args:    cobra.MaximumNArgs(1),

		ValidArgsFunction: once(completeBuiltIn),
	}
	c.addLanguage(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		w, err := c.words(cmd)
		if err != nil {
			return err
		}
		if len(args) == 1 {
			text, ok := scenarios.Text(args[0])
			if !ok {
				return &hintError{fmt.Errorf("no built-in scenario %q", args[0]), fmt.Sprintf("there are %v", scenarios.Names())}
			}
			_, err := c.out.Write(text)
			return err
		}
		t := newTable(c.out, isTerminal(c.out))
		for _, name := range scenarios.Names() {
			s, err := scenario.Load(name)
			if err != nil {
				return err
			}
			t.row(name, s.TitleIn(c.flags.lang))
		}
		t.print()
		fmt.Fprintln(c.out)
		printWrapped(c.out, "", w.Say("scenarios.hint"))
		return nil
	}
	return cmd
}

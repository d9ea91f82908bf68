package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

// checkVerb tells every mistake of a scenario with its place; without mistakes, the semantics in plain words.
func checkVerb(c *cli) *cobra.Command {
	var plan string
	cmd := &cobra.Command{
		Use:     "check [FILE]",
		Short:   "every mistake with its place; the line in plain words",
		Example: "  tweeling check mine.toml\n  tweeling check mine.toml --plan automated --lang nl",
		Args:    cobra.MaximumNArgs(1),

		ValidArgsFunction: once(completeScenario),
	}
	c.addLanguage(cmd)
	cmd.Flags().StringVar(&plan, "plan", "", "the semantics of a plan instead of the line as it is")
	completeFlag(cmd, "plan", completePlan)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		w, err := c.words(cmd)
		if err != nil {
			return err
		}
		s, err := c.load(args)
		if err != nil {
			return err
		}
		sentences, err := s.Semantics(plan)
		if err != nil {
			return err
		}
		for _, m := range s.Warnings {
			fmt.Fprintln(c.err, m)
		}
		printWrapped(c.out, "", w.Say("check.ok", s.TitleIn(c.flags.lang), len(s.Warnings)))
		fmt.Fprintln(c.out)
		printWrapped(c.out, "", w.Say("check.semantics"))
		for _, line := range sentences {
			printWrapped(c.out, "  - ", w.Say(line.Key, line.Args...))
		}
		fmt.Fprintln(c.out)
		c.printEvidence(w, s)
		fmt.Fprintf(c.out, "\n%s\n", stampLine(w, c.stamp(s.Hash, s.Run.Seed)))
		return nil
	}
	return cmd
}

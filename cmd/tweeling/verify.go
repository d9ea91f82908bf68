package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tweeling/sim/experiment"
	"tweeling/sim/verify"
	"tweeling/sim/words"
)

// verifyVerb compares the engine with theory on the user's own machine.
func verifyVerb(c *cli) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "verify",
		Short:   "the engine against theory, on this machine",
		Example: "  tweeling verify\n  tweeling verify --json",
		Args:    cobra.NoArgs,
	}
	c.addNumbers(cmd)
	cmd.Flags().Lookup("seed").Usage = "seed of all chance, and the one after it (default: 1 and 2)"
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		w, err := c.words(cmd)
		if err != nil {
			return err
		}
		seeds := []uint64{1, 2}
		if c.flags.seeded {
			seeds = []uint64{c.flags.seed, c.flags.seed + 1}
		}
		var outcomes []verify.Outcome
		bar := newProgress(c.err, isTerminal(c.err) && !c.flags.quiet)
		for _, seed := range seeds {
			for i := range verify.Cases {
				o := verify.Cases[i].Check(cmd.Context(), seed)
				if err := cmd.Context().Err(); err != nil {
					bar.done()
					return fmt.Errorf("stopped after %d of %d cases", len(outcomes), len(seeds)*len(verify.Cases))
				}
				outcomes = append(outcomes, o)
				bar.set(len(outcomes), len(seeds)*len(verify.Cases))
			}
		}
		bar.done()
		return c.printVerify(w, outcomes, seeds)
	}
	return cmd
}

type verifyJSON struct {
	Passed int              `json:"passed"`
	Failed int              `json:"failed"`
	Cases  []verifyCase     `json:"cases"`
	Notes  []string         `json:"notes"`
	Stamp  experiment.Stamp `json:"stamp"`
}

type verifyCase struct {
	Name      string   `json:"name"`
	Seed      uint64   `json:"seed"`
	Expected  float64  `json:"expected"`
	Got       *float64 `json:"got"`
	HalfWidth *float64 `json:"half_width"`
	N         int      `json:"n"`
	OK        bool     `json:"ok"`
	Source    string   `json:"source"`
}

func (c *cli) printVerify(w *words.Words, outcomes []verify.Outcome, seeds []uint64) error {
	j := verifyJSON{Notes: []string{}, Stamp: c.stamp("closed-forms", seeds[0])}
	t := c.table()
	t.head(w.Say("verify.column_case"), right(w.Say("verify.column_expected")), right(w.Say("verify.column_got")), "", "")
	for i := range outcomes {
		o := &outcomes[i]
		vc := verifyCase{Name: o.Case.Name, Seed: seeds[i/len(verify.Cases)], Expected: o.Expected, N: o.N, OK: o.OK, Source: o.Case.Source}
		mark := "✓"
		if o.OK {
			j.Passed++
		} else {
			j.Failed++
			mark = "✗"
		}
		if o.Err == nil {
			vc.Got, vc.HalfWidth = &o.Got, &o.HalfWidth
			t.row(o.Case.Name, right(w.Number(o.Expected, 4)), right(w.Number(o.Got, 4)), "± "+w.Number(o.HalfWidth, 4), mark)
		} else {
			j.Notes = append(j.Notes, o.Case.Name+": "+o.Err.Error())
			t.row(o.Case.Name, right(w.Number(o.Expected, 4)), right("–"), o.Err.Error(), mark)
		}
		j.Cases = append(j.Cases, vc)
	}
	if c.flags.json {
		if err := c.printJSON(j); err != nil {
			return err
		}
	} else {
		printWrapped(c.out, "", w.Say("verify.heading", strings.Trim(fmt.Sprint(seeds), "[]")))
		t.print()
		printWrapped(c.out, "", w.Say("verify.passed", fmt.Sprint(j.Passed), fmt.Sprint(j.Failed)))
		fmt.Fprintln(c.out, stampLine(w, j.Stamp))
	}
	if j.Failed > 0 {
		return errFails
	}
	return nil
}

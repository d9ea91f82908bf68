package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tweeling/sim/aside"
	"tweeling/sim/eventlog"
	"tweeling/sim/scenario"
	"tweeling/sim/sketch"
	"tweeling/sim/words"
)

// newFlags are the answers that are given on the command line.
type newFlags struct {
	answers map[string]*string // by the key of the question
	csv     string
	force   bool
	guess   bool
}

// newVerb writes a first scenario, from the answers to eight questions or from a table.
func newVerb(c *cli) *cobra.Command {
	f := newFlags{answers: map[string]*string{}}
	cmd := &cobra.Command{
		Use:   "new FILE",
		Short: "a first scenario, from eight questions or a table",
		Long: "Writes a commented scenario that checks and runs, from the answers to eight\nquestions or from a table with a row for each station. What nobody knows is\n" +
			"guessed, and is marked as a guess.",
		Example: "  tweeling new mine.toml\n  tweeling new mine.toml --csv line.csv --wage 41\n  tweeling new mine.toml --guess --stations 'press 12s; pack 9,5s' --operators '2: pack'",
		Args:    cobra.ExactArgs(1),
	}
	c.addLanguage(cmd)
	help := map[string]string{
		"name": "what the line is called", "shifts": "1, 2 or 3 a day, always, or hours: 'Mon-Fri 07:00-15:30'",
		"stations":  "stations with cycle times: 'press 12s; pack 10s'",
		"operators": "operators on duty, and where one is needed: '2: press, pack'",
		"buffers":   "places between stations: 5, or one for each gap: '5 10 0'",
		"failures":  "time between failures, time to repair: 'press 3h 10m'; none",
		"products":  "products, price, how many a year: 'classic 9,50 480000'",
		"wage":      "what an hour of an operator costs, all in",
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	for i := range sketch.Questions {
		key := sketch.Questions[i].Key
		f.answers[key] = flags.String(key, "", help[key])
	}
	flags.StringVar(&f.csv, "csv", "", "a table, CSV or XLSX: station;cycle;operators;buffer, also mtbf;mttr;scrap")
	flags.BoolVar(&f.guess, "guess", false, "ask nothing: what no flag says is guessed")
	flags.BoolVar(&f.force, "force", false, "write over a file that is there")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		w, err := c.words(cmd)
		if err != nil {
			return err
		}
		return c.makeNew(cmd, w, args[0], &f)
	}
	return cmd
}

func (c *cli) makeNew(cmd *cobra.Command, w *words.Words, file string, f *newFlags) error {
	if filepath.Ext(file) != ".toml" {
		return &usageError{cmd: cmd, err: fmt.Errorf("want a file that ends in .toml, have %q", file)}
	}
	if err := vacant(file, f.force); err != nil {
		return err
	}
	var s sketch.Sketch
	if f.csv != "" {
		if err := c.readTable(cmd.Context(), &s, f.csv); err != nil {
			return err
		}
	}
	a := newAsker(cmd.Context(), c.err, w, cmd.InOrStdin())
	for i := range sketch.Questions {
		if err := f.answer(cmd, a, &s, &sketch.Questions[i]); err != nil {
			return err
		}
	}
	text := s.Text(w)
	made, err := scenario.Read(file, text, nil)
	if err != nil {
		return fmt.Errorf("these answers make a scenario with mistakes:\n%w", err)
	}
	if err := aside.Write(file, text); err != nil {
		return err
	}
	buffers := 0
	for i := range s.Stations[:len(s.Stations)-1] {
		buffers += min(1, s.Stations[i].Buffer)
	}
	printWrapped(c.out, "", w.Say("new.done", file, len(s.Stations), buffers, s.Crew, len(made.Evidence)))
	for _, verb := range []string{"check", "run", "compare"} {
		fmt.Fprintf(c.out, "  tweeling %s %s\n", verb, quoted(file))
	}
	return nil
}

// vacant tells of a file that is there already, and of a folder that is not.
func vacant(file string, force bool) error {
	if _, err := os.Stat(filepath.Dir(file)); err != nil {
		return err
	}
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.IsDir():
		return fmt.Errorf("%s is a folder", file)
	case !force:
		return &hintError{fmt.Errorf("%s is there already, nothing was written", file), "--force writes over it"}
	}
	return nil
}

// readTable takes the stations from a table, and tells all that is wrong in it.
func (c *cli) readTable(ctx context.Context, s *sketch.Sketch, file string) error {
	const most = 32 << 20 // of which half is more than a table may have
	in, err := eventlog.OpenFile(ctx, file)
	if err != nil {
		return err
	}
	defer in.Close() //nolint:errcheck // it is only read
	data, err := io.ReadAll(io.LimitReader(in, most))
	if err != nil {
		return err
	}
	unused, err := s.ReadTable(file, data)
	if list, ok := errors.AsType[eventlog.Mistakes](err); ok {
		return tellMistakes(c, file, list, "written")
	}
	if err != nil {
		return err
	}
	if len(unused) > 0 {
		fmt.Fprintf(c.err, "%s: not used: %s\n", file, strings.Join(unused, ", "))
	}
	return nil
}

// answer settles one question: by its flag, by the table, by asking, or by its guess.
func (f *newFlags) answer(cmd *cobra.Command, a *asker, s *sketch.Sketch, q *sketch.Question) error {
	switch {
	case cmd.Flags().Changed(q.Key):
		delete(s.Guessed, q.Key)
		if err := q.Set(s, *f.answers[q.Key]); err != nil {
			return fmt.Errorf("--%s: %w", q.Key, err)
		}
		if q.Key == "operators" {
			delete(s.Guessed, "crew")
		}
		return nil
	case f.csv != "" && slices.Contains(sketch.FromTable, q.Key):
		return nil
	case f.csv != "" || f.guess:
		return q.TakeGuess(s)
	}
	return a.ask(s, q)
}

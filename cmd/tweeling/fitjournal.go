package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"tweeling/sim/aside"
	"tweeling/sim/scenario"
	"tweeling/sim/words"
	"tweeling/twin"
	"tweeling/twin/fit"
)

// fitJournal fits the laws of a scenario to the journal of its line, and writes a scenario that extends it.
func (c *cli) fitJournal(cmd *cobra.Command, w *words.Words, file string, f *fitFlags) error {
	if _, err := os.Stat(file); err != nil {
		return &hintError{fmt.Errorf("want the file of the line's scenario before --journal, have %q: %w", file, err),
			"`tweeling scenarios NAME > mine.toml` writes a built-in one out"}
	}
	line, err := c.follow(cmd, &twinFlags{plan: "as-is", zone: f.zone}, []string{file})
	if err != nil {
		return err
	}
	log, err := c.recorded(cmd, line, f)
	if err != nil {
		return err
	}
	piece := fit.Piece
	m, err := fit.New(log, fit.Settings{Seed: c.flags.seed, Unit: &piece})
	if err != nil {
		return fmt.Errorf("%s: nothing was seen of any station: %w", f.journal, err)
	}
	base, err := filepath.Rel(filepath.Dir(cmp.Or(f.out, "fitted.toml")), file)
	if err != nil {
		base = file
	}
	text, kept := m.Overlay(w, filepath.ToSlash(base), line.system.Plant.Model, line.scenario.Evidence, filepath.Base(f.journal))
	open := func(name string) ([]byte, error) {
		return os.ReadFile(filepath.Join(filepath.Dir(cmp.Or(f.out, "fitted.toml")), name))
	}
	if _, err := scenario.Read(cmp.Or(f.out, "fitted.toml"), text, open); err != nil {
		return fmt.Errorf("this journal makes a scenario with mistakes:\n%w", err)
	}
	if f.out != "" {
		if err := aside.Write(f.out, text); err != nil {
			return err
		}
	}
	c.printRecorded(w, m, kept, f)
	return nil
}

// recorded is what a journal tells of the stations of a line.
func (c *cli) recorded(cmd *cobra.Command, line *followed, f *fitFlags) (*fit.Log, error) {
	j, done, err := c.openSignals(line, f.journal)
	if err != nil {
		return nil, err
	}
	defer done()
	first, last, n, err := twin.Begins(j, len(line.table.Meanings))
	if err != nil {
		return nil, err
	}
	if n == 0 {
		return nil, fmt.Errorf("%s: %w", f.journal, errNoSignals)
	}
	from, until := first, last
	if f.from != "" {
		if from, err = line.moment(cmd, "--from", f.from, first); err != nil {
			return nil, err
		}
	}
	if f.until != "" {
		if until, err = line.moment(cmd, "--until", f.until, first); err != nil {
			return nil, err
		}
	}
	if f.from+f.until == "" && !from.Before(until) {
		return nil, fmt.Errorf("%s: want signals over some time, have none after %s, by when each tag had been said", f.journal, line.clock(from))
	}
	if !from.Before(until) {
		return nil, &usageError{cmd: cmd, err: fmt.Errorf("--from: want a moment before %s, have %s", until.Format(time.DateTime), from.Format(time.DateTime))}
	}
	if err := line.begin(c, first, twin.Options{}); err != nil {
		return nil, err
	}
	rec := fit.NewRecorder(line.system.Plant, line.mirror.Zero().In(line.place))
	line.mirror.Observe(rec, fit.Recorded)
	defer line.counting(c, n)()
	if err := twin.Through(line.mirror, j, until); err != nil {
		return nil, err
	}
	log := rec.Log(until.Sub(line.mirror.Zero()))
	log.Name = filepath.Base(f.journal)
	if f.from != "" {
		log = log.Window(fit.MomentOf(from.In(line.place)), log.To)
	}
	return log, nil
}

// printRecorded tells which laws were found, and which stay as they were.
func (c *cli) printRecorded(w *words.Words, m *fit.Model, kept []fit.Kept, f *fitFlags) {
	fmt.Fprintln(c.out, c.bold(printable(m.Log.Name)))
	c.printCoverage(w, m)
	c.printLaws(w, m)
	if len(kept) > 0 {
		fmt.Fprintln(c.out)
		printWrapped(c.out, "", w.Say("fit.kept.heading"))
		for _, k := range kept {
			printWrapped(c.out, "  - ", k.Path+": "+w.Say(k.Why))
		}
	}
	fmt.Fprintln(c.out)
	if f.out == "" {
		printWrapped(c.out, "", w.Say("fit.not_written"))
		return
	}
	printWrapped(c.out, "", w.Say("fit.done", f.out))
	for _, verb := range []string{"check", "run"} {
		fmt.Fprintf(c.out, "  tweeling %s %s\n", verb, quoted(f.out))
	}
}

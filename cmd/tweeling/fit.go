package main

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tweeling/sim/aside"
	"tweeling/sim/eventlog"
	"tweeling/sim/experiment"
	"tweeling/sim/scenario"
	"tweeling/sim/words"
	"tweeling/twin/fit"
)

// fitFlags say how a log is read and where the scenario goes.
type fitFlags struct {
	out, unit, days, zone, length, sheet string
	journal, from, until                 string
	columns, types                       []string
	force                                bool
}

// fitVerb makes a scenario from a log.
func fitVerb(c *cli) *cobra.Command {
	f := &fitFlags{}
	cmd := &cobra.Command{
		Use:   "fit LOG",
		Short: "a scenario from an event log: times, failures, ways, shifts",
		Long: "Reads what machines did (CSV, XES, XLSX), fits laws to it, finds ways and shifts,\nand writes a scenario that checks and runs. It says what of the log is missing,\n" +
			"which laws do not go with their times, and holds the model against the weeks of\nthe log. Columns are found by name and by content; --column says which otherwise.\n\n" +
			"With --journal LOG is the scenario of a line that signals tell of: what they say\n" +
			"of its times takes the place of what was guessed, in a scenario that extends it.",
		Example: "  tweeling fit log.csv -o mine.toml\n  tweeling fit log.csv -o mine.toml --column case='Case ID' --type S=setup\n" +
			"  tweeling fit mine.toml --journal line3.journal -o fitted.toml",
		Args: cobra.ExactArgs(1),
	}
	c.addReplications(cmd)
	flags := cmd.Flags()
	flags.StringVarP(&f.out, "output", "o", "", "the scenario to write; without it nothing is written")
	flags.BoolVar(&f.force, "force", false, "write over a file that is there")
	flags.StringArrayVar(&f.columns, "column", nil, "which column says what, ROLE=NAME: "+strings.Join(fit.RoleNames(), ", "))
	flags.StringArrayVar(&f.types, "type", nil, "what a type of report means, NAME=work, setup, down, planned or idle")
	flags.StringVar(&f.unit, "unit", "", "what a part is: piece, order, flow or alone (default: found out)")
	flags.StringVar(&f.days, "days", "", "whether day or month comes first in dates of figures (default: found out)")
	flags.StringVar(&f.zone, "zone", "", "zone by which shifts are kept, such as Europe/Amsterdam (default: times as written)")
	flags.StringVar(&f.length, "length-unit", "", "unit of a column of durations: ms, s, min or h (default: found out)")
	flags.StringVar(&f.sheet, "sheet", "", "which sheet of an XLSX (default: the first)")
	flags.StringVar(&f.journal, "journal", "", "fit the scenario in the place of LOG to this journal or history of its line")
	momentVar(flags, &f.from, "from", "with --journal: what was seen from this moment on, or this time after the first signal")
	momentVar(flags, &f.until, "until", "with --journal: and up to this one")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		w, err := c.words(cmd)
		if err != nil {
			return err
		}
		if err := f.goal(cmd); err != nil {
			return err
		}
		if f.journal != "" {
			return c.fitJournal(cmd, w, args[0], f)
		}
		return c.fit(cmd, w, args[0], f)
	}
	return cmd
}

// goal looks at where the scenario goes, before anything is read.
func (f *fitFlags) goal(cmd *cobra.Command) error {
	if f.out == "" {
		return nil
	}
	if filepath.Ext(f.out) != ".toml" {
		return &usageError{cmd: cmd, err: fmt.Errorf("-o: want a file that ends in .toml, have %q", f.out)}
	}
	return vacant(f.out, f.force)
}

// reading turns flags into what reading a log needs.
func (f *fitFlags) reading(file string) (how fit.Reading, err error) {
	how = fit.Reading{File: filepath.Base(file), Columns: map[fit.Role]string{}, Kinds: map[string]fit.Class{}}
	for _, text := range f.columns {
		name, column, ok := strings.Cut(text, "=")
		role, known := fit.FindRole(strings.TrimSpace(name))
		if !ok || !known {
			return how, fmt.Errorf("--column: want ROLE=NAME with a role from %s, have %q", strings.Join(fit.RoleNames(), ", "), text)
		}
		if other, twice := how.Columns[role]; twice {
			return how, fmt.Errorf("--column: want one column for %s, have %q and %q", role, other, strings.TrimSpace(column))
		}
		how.Columns[role] = strings.TrimSpace(column)
	}
	for _, text := range f.types {
		i := strings.LastIndexByte(text, '=')
		if i < 0 {
			return how, fmt.Errorf("--type: want NAME=work, setup, down, planned or idle, have %q", text)
		}
		class, known := fit.ClassOf(text[i+1:])
		if !known {
			return how, fmt.Errorf("--type: want NAME=work, setup, down, planned or idle, have %q", text)
		}
		if other, twice := how.Kinds[text[:i]]; twice && other != class {
			return how, fmt.Errorf("--type: want one meaning of %q, have two", text[:i])
		}
		how.Kinds[text[:i]] = class
	}
	switch f.days {
	case "":
	case "day":
		how.Days = fit.DayFirst
	case "month":
		how.Days = fit.MonthFirst
	default:
		return how, fmt.Errorf("--days: want day or month, have %q", f.days)
	}
	if f.zone != "" {
		if how.Zone, err = time.LoadLocation(f.zone); err != nil {
			return how, fmt.Errorf("--zone: want a zone such as Europe/Amsterdam, have %q", f.zone)
		}
	}
	units := map[string]float64{"": 0, "ms": 0.001, "s": 1, "min": 60, "h": 3600}
	unit, ok := units[f.length]
	if !ok {
		return how, fmt.Errorf("--length-unit: want ms, s, min or h, have %q", f.length)
	}
	how.Unit = unit
	return how, nil
}

func (c *cli) fit(cmd *cobra.Command, w *words.Words, file string, f *fitFlags) error {
	how, err := f.reading(file)
	if err != nil {
		return &usageError{cmd: cmd, err: err}
	}
	set := fit.Settings{Seed: c.flags.seed}
	if f.unit != "" {
		unit, ok := fit.UnitOf(f.unit)
		if !ok {
			return &usageError{cmd: cmd, err: fmt.Errorf("--unit: want piece, order, flow or alone, have %q", f.unit)}
		}
		set.Unit = &unit
	}
	log, err := c.readLog(cmd.Context(), file, f.sheet, how)
	if err != nil {
		return err
	}
	m, err := fit.New(log, set)
	if err != nil {
		return err
	}
	text := m.Text(w)
	s, err := scenario.Read(shortFile(f.out, file), text, nil)
	if err != nil {
		return fmt.Errorf("this log makes a scenario with mistakes:\n%w", err)
	}
	if f.out != "" {
		if err := aside.Write(f.out, text); err != nil {
			return err
		}
	}
	r, _, err := c.experiment(cmd, s, []string{experiment.AsIs})
	if err != nil {
		return err
	}
	if c.flags.json {
		return c.printJSON(fitJSON(m, r))
	}
	c.printFit(w, m, r)
	fmt.Fprintln(c.out)
	if f.out == "" {
		printWrapped(c.out, "", w.Say("fit.not_written"))
		return nil
	}
	printWrapped(c.out, "", w.Say("fit.done", f.out))
	for _, verb := range []string{"check", "run"} {
		fmt.Fprintf(c.out, "  tweeling %s %s\n", verb, quoted(f.out))
	}
	return nil
}

// shortFile is what mistakes call the scenario.
func shortFile(out, log string) string {
	if out != "" {
		return out
	}
	return strings.TrimSuffix(filepath.Base(log), filepath.Ext(log)) + ".toml"
}

// readLog reads a log, and tells all that is wrong in it.
func (c *cli) readLog(ctx context.Context, file, sheet string, how fit.Reading) (*fit.Log, error) {
	in, err := eventlog.OpenFile(ctx, file)
	if err != nil {
		return nil, err
	}
	defer in.Close() //nolint:errcheck // it is only read
	columns, rows, err := openLog(how.File, sheet, in)
	var log *fit.Log
	if err == nil {
		log, err = fit.Read(columns, rows, how)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if list, ok := errors.AsType[eventlog.Mistakes](err); ok {
		return nil, tellMistakes(c, file, list, "written")
	}
	return log, err
}

// openLog opens a log by the ending of its name: XES, or a table; either may be zipped by gzip.
func openLog(name, sheet string, in io.Reader) (columns []string, rows fit.Rows, err error) {
	ending := strings.TrimSuffix(strings.ToLower(name), ".gz")
	if strings.HasSuffix(ending, ".xes") {
		log, err := eventlog.OpenXES(name, in)
		if err != nil {
			return nil, nil, err
		}
		return fit.XESRows(log)
	}
	if ending != strings.ToLower(name) {
		if in, err = gzip.NewReader(in); err != nil {
			return nil, nil, eventlog.Mistakes{{File: name, Text: fmt.Sprintf("want a file zipped by gzip, have one that cannot be read: %v", err)}}
		}
	}
	table, err := eventlog.Open(name, in, eventlog.Format{Titled: true, Sheet: sheet})
	if err != nil {
		return nil, nil, err
	}
	return table.Columns, titled{table, table.Above}, nil
}

// titled is a table below some lines that are none of it.
type titled struct {
	*eventlog.Rows
	above int
}

// Above is how many lines those are.
func (t titled) Above() int { return t.above }

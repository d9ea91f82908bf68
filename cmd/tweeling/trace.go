package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tweeling/sim"
	"tweeling/sim/dist"
	"tweeling/sim/plant"
	"tweeling/sim/scenario"
	"tweeling/sim/words"
)

// traceFlags say what of one replication to write, instead of figures: each record, each visit of a part to a station, each
// stretch of a state.
type traceFlags struct {
	trace, log, states, from, to string
	replication                  uint64
}

func (t *traceFlags) add(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&t.trace, "trace", "", "write the events of one replication to this CSV file, instead of figures")
	f.StringVar(&t.log, "log", "", "write the event log of one replication, part by part and station by station, to this file: .csv, or .xes for process mining")
	f.StringVar(&t.states, "states", "", "write how long each element was in which state, for a Gantt chart, to this CSV file")
	f.StringVar(&t.from, "from", "0s", "with --trace, --log or --states: from this time since the start, such as 6h")
	f.StringVar(&t.to, "to", "", "with --trace, --log or --states: to this time (default: the end; with --trace one hour after --from)")
	f.Uint64Var(&t.replication, "replication", 0, "with --trace, --log or --states: which replication")
}

// wanted tells whether something is to be written.
func (t *traceFlags) wanted() bool { return t.trace != "" || t.log != "" || t.states != "" }

// check tells of files that cannot be.
func (t *traceFlags) check(cmd *cobra.Command) error {
	wrong := func(format string, a ...any) error { return &usageError{cmd: cmd, err: fmt.Errorf(format, a...)} }
	if end := strings.ToLower(filepath.Ext(t.log)); t.log != "" && end != ".csv" && end != ".xes" {
		return wrong("--log: want a file that ends in .csv or .xes, have %q", t.log)
	}
	return nil
}

// span turns the times of the flags into a stretch of simulated time.
func (t *traceFlags) span(cmd *cobra.Command, s *scenario.Scenario) (from, to time.Duration, err error) {
	begin, err := dist.Span(t.from)
	if err != nil {
		return 0, 0, &usageError{cmd: cmd, err: fmt.Errorf("--from: %w", err)}
	}
	from = time.Duration(begin * 1e9)
	to = time.Duration(1<<63 - 1)
	if t.trace != "" {
		to = from + time.Hour
	}
	if limit := s.Run.Warmup + s.Run.Horizon; t.to == "" {
		to = min(to, limit)
	} else {
		end, err := dist.Span(t.to)
		if err != nil {
			return 0, 0, &usageError{cmd: cmd, err: fmt.Errorf("--to: %w", err)}
		}
		to = time.Duration(end * 1e9)
	}
	run := s.Run.Warmup + s.Run.Horizon
	switch says := dist.FormatSpan; {
	case from >= run:
		return 0, 0, &usageError{cmd: cmd, err: fmt.Errorf("--from: want a time within the run of %s, have %s", says(run.Seconds()), says(from.Seconds()))}
	case to <= from || to > run:
		return 0, 0, &usageError{cmd: cmd, err: fmt.Errorf("--to: want a time after --from and within the run of %s, have %s", says(run.Seconds()), says(to.Seconds()))}
	}
	return from, to, nil
}

// trace writes what happens in one replication. Each file appears only when it is whole.
func (c *cli) trace(cmd *cobra.Command, w *words.Words, s *scenario.Scenario, plan string, t *traceFlags) error {
	from, to, err := t.span(cmd, s)
	if err != nil {
		return err
	}
	set := c.settings()
	model, _, err := s.Model(plan)
	if err != nil {
		return err
	}
	p, err := plant.Build(model)
	if err != nil {
		return err
	}
	seed := s.Run.Seed
	if set.Seed != nil {
		seed = *set.Seed
	}
	l, err := p.Line(seed, t.replication)
	if err != nil {
		return err
	}
	what := happening{line: l, plant: p, model: model, start: logStart(s.Run.Start)}
	writers, err := t.writers(&what)
	defer func() {
		for _, out := range writers {
			out.file.Drop()
		}
	}()
	if err != nil {
		return err
	}
	if err := follow(cmd.Context(), l, writers, from, to); err != nil {
		return err
	}
	for _, out := range writers {
		if err := out.finish(); err != nil {
			return fmt.Errorf("--%s: %w", out.flag, err)
		}
		printWrapped(c.out, "", w.Say("trace."+out.flag, fmt.Sprint(out.rows), out.name))
	}
	fmt.Fprintln(c.out, stampLine(w, c.stamp(s.Hash, seed)))
	return nil
}

// follow lets a line run with all watching from one time to another.
func follow(ctx context.Context, l *sim.Line, writers []*happened, from, to time.Duration) error {
	watch := func() {
		for _, out := range writers {
			out.watch(l)
		}
	}
	if from == 0 {
		watch()
	}
	if err := l.Start(); err != nil {
		return err
	}
	if from > 0 {
		if err := goOn(ctx, l, from-1); err != nil {
			return err
		}
		watch()
	}
	return goOn(ctx, l, to)
}

// goOn lets the line run until a time, and stops when it is asked to.
func goOn(ctx context.Context, l *sim.Line, until time.Duration) error {
	for {
		done, err := l.RunSome(until, 1_000_000)
		if err != nil || done {
			return err
		}
		if ctx.Err() != nil {
			return fmt.Errorf("stopped at %s of %s; no file is written", dist.FormatSpan(l.Now().Truncate(time.Second).Seconds()), dist.FormatSpan(until.Seconds()))
		}
	}
}

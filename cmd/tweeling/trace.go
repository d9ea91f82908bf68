package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"tweeling/sim"
	"tweeling/sim/dist"
	"tweeling/sim/plant"
	"tweeling/sim/scenario"
	"tweeling/sim/trace"
	"tweeling/sim/words"
)

// traceFlags say which events of one replication to write.
type traceFlags struct {
	file, from, to string
	replication    uint64
}

func (t *traceFlags) add(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&t.file, "trace", "", "write the events of one replication to this CSV file, instead of figures")
	f.StringVar(&t.from, "from", "0s", "with --trace: from this time since the start, such as 6h")
	f.StringVar(&t.to, "to", "", "with --trace: to this time (default: one hour after --from)")
	f.Uint64Var(&t.replication, "replication", 0, "with --trace: which replication")
}

// needless tells of flags that only mean something together with others.
func (t *traceFlags) needless(cmd *cobra.Command) error {
	changed := cmd.Flags().Changed
	for _, f := range []string{"from", "to", "replication"} {
		if t.file == "" && changed(f) {
			return &usageError{cmd: cmd, err: fmt.Errorf("--%s: want it with --trace only", f)}
		}
	}
	for _, f := range []string{"json", "charts"} {
		if t.file != "" && changed(f) {
			return &usageError{cmd: cmd, err: fmt.Errorf("--%s: want it without --trace, which writes events instead of figures", f)}
		}
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
	to = from + time.Hour
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

// trace writes the events of one replication. The file appears only when it is whole.
func (c *cli) trace(cmd *cobra.Command, w *words.Words, s *scenario.Scenario, plan string, t *traceFlags) error {
	from, to, err := t.span(cmd, s)
	if err != nil {
		return err
	}
	set, err := c.settings(cmd)
	if err != nil {
		return err
	}
	file, err := newAside(t.file)
	if err != nil {
		return fmt.Errorf("--trace: %w", err)
	}
	defer file.drop()
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
	out := &tracer{line: l, buffer: bufio.NewWriter(file)}
	out.csv = csv.NewWriter(out.buffer)
	for _, product := range model.Products {
		out.products = append(out.products, product.Name)
	}
	if err := out.run(cmd.Context(), from, to); err != nil {
		return err
	}
	if err := file.finish(); err != nil {
		return fmt.Errorf("--trace: %w", err)
	}
	fmt.Fprintln(c.out, w.Say("trace.done", fmt.Sprint(out.rows), t.file))
	fmt.Fprintln(c.out, stampLine(w, c.stamp(s.Hash, seed)))
	return nil
}

// A tracer writes records as rows.
type tracer struct {
	line   *sim.Line
	buffer *bufio.Writer
	csv    *csv.Writer
	rows   int

	products []string
}

func (t *tracer) run(ctx context.Context, from, to time.Duration) error {
	if err := t.csv.Write(trace.Columns); err != nil {
		return err
	}
	if from == 0 {
		t.line.Watch(t, trace.Everything)
	}
	if err := t.line.Start(); err != nil {
		return err
	}
	if from > 0 {
		if err := t.goOn(ctx, from-1); err != nil {
			return err
		}
		t.line.Watch(t, trace.Everything)
	}
	if err := t.goOn(ctx, to); err != nil {
		return err
	}
	t.csv.Flush()
	if err := t.csv.Error(); err != nil {
		return err
	}
	return t.buffer.Flush()
}

// goOn lets the line run until a time, and stops when it is asked to.
func (t *tracer) goOn(ctx context.Context, until time.Duration) error {
	for {
		done, err := t.line.RunSome(until, 1_000_000)
		if err != nil || done {
			return err
		}
		if ctx.Err() != nil {
			return fmt.Errorf("stopped at %s of %s; no file is written", dist.FormatSpan(t.line.Now().Truncate(time.Second).Seconds()), dist.FormatSpan(until.Seconds()))
		}
	}
}

// Observe writes a batch. A failed write shows at the end.
func (t *tracer) Observe(records []sim.Record) {
	for _, r := range records {
		_ = t.csv.Write(trace.RowOf(t.line, t.products, r).Cells())
		t.rows++
	}
}

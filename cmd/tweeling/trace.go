package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"tweeling/sim"
	"tweeling/sim/dist"
	"tweeling/sim/plant"
	"tweeling/sim/scenario"
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

// span turns the times of the flags into a stretch of simulated time.
func (t *traceFlags) span(cmd *cobra.Command, s *scenario.Scenario) (from, to time.Duration, err error) {
	begin, err := dist.Span(t.from)
	if err != nil {
		return 0, 0, &usageError{cmd: cmd, err: fmt.Errorf("--from: %w", err)}
	}
	from = time.Duration(begin * 1e9)
	to = from + time.Hour
	if t.to != "" {
		end, err := dist.Span(t.to)
		if err != nil {
			return 0, 0, &usageError{cmd: cmd, err: fmt.Errorf("--to: %w", err)}
		}
		to = time.Duration(end * 1e9)
	}
	if limit := s.Run.Warmup + s.Run.Horizon; to <= from || to > limit {
		return 0, 0, &usageError{cmd: cmd, err: fmt.Errorf("--to: want a time after --from and within the run of %v, have %v", limit, to)}
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
	file, err := os.CreateTemp(filepath.Dir(t.file), ".trace-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(file.Name()) }() // after the rename there is nothing left of that name
	out := &tracer{line: l, buffer: bufio.NewWriter(file)}
	out.csv = csv.NewWriter(out.buffer)
	for _, product := range model.Products {
		out.products = append(out.products, product.Name)
	}
	if len(out.products) == 0 {
		out.products = []string{""}
	}
	if err := out.run(cmd, from, to); err != nil {
		return errors.Join(err, file.Close())
	}
	if err := file.Close(); err != nil {
		return err
	}
	if err := os.Rename(file.Name(), t.file); err != nil {
		return err
	}
	if err := os.Chmod(t.file, 0o644); err != nil {
		return err
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

func (t *tracer) run(cmd *cobra.Command, from, to time.Duration) error {
	if err := t.csv.Write([]string{"time_s", "element", "what", "peer", "from", "to", "part", "product"}); err != nil {
		return err
	}
	if from == 0 {
		t.line.Watch(t, sim.Everything&^sim.TimerRang)
	}
	if err := t.line.Start(); err != nil {
		return err
	}
	if from > 0 {
		if err := t.line.Run(from - 1); err != nil {
			return err
		}
		t.line.Watch(t, sim.Everything&^sim.TimerRang)
	}
	for at := from; at < to; {
		if err := cmd.Context().Err(); err != nil {
			return err
		}
		at = min(at+time.Hour, to)
		if err := t.line.Run(at); err != nil {
			return err
		}
	}
	t.csv.Flush()
	if err := t.csv.Error(); err != nil {
		return err
	}
	return t.buffer.Flush()
}

var whats = map[sim.What]string{sim.Changed: "state", sim.Moved: "moved", sim.Gave: "granted", sim.GaveBack: "returned", sim.Scrap: "scrapped", sim.Lost: "lost"}

// Observe writes a batch. A failed write shows at the end.
func (t *tracer) Observe(records []sim.Record) {
	for _, r := range records {
		row := []string{strconv.FormatFloat(r.At.Seconds(), 'f', -1, 64), t.line.Name(r.ID), whats[r.What], "", "", "", "", ""}
		if r.Peer != sim.None {
			row[3] = t.line.Name(r.Peer)
		}
		if r.What == sim.Changed {
			row[4], row[5] = r.From.String(), r.To.String()
		}
		if r.Part > 0 {
			row[6], row[7] = strconv.FormatInt(int64(r.Part), 10), t.products[r.Product]
		}
		_ = t.csv.Write(row)
		t.rows++
	}
}

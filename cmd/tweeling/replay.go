package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"tweeling/twin"
)

// replayVerb lets a line go once more through what a plant said.
func replayVerb(c *cli) *cobra.Command {
	var t twinFlags
	var v twinViewFlags
	var from, until string
	var speed float64
	cmd := &cobra.Command{
		Use:   "replay JOURNAL|LOG [FILE]",
		Short: "the line as its plant says that it was, from a journal or a log",
		Long: "Lets the timers of the line be tripped by the signals of a journal, or\nof a log (CSV, XLSX, XES), and tells where the line stands at the end, or at a\nmoment, and what it has made.\n\n" +
			"What the tags mean says [signal] of the scenario; see `tweeling kinds signal`.",
		Example: "  tweeling replay line3.journal mine.toml\n  tweeling replay line3.journal mine.toml --until 2026-03-02T14:00 --json\n" +
			"  tweeling replay line3.journal mine.toml --from 2026-03-02T06:00 --speed 60",
		Args: cobra.RangeArgs(1, 2),
	}
	c.addNumbers(cmd)
	t.add(cmd)
	v.add(cmd, "as it stood at the end")
	f := cmd.Flags()
	f.StringVar(&from, "from", "", "figures begin at this moment, or this time after the first signal (default: at the first signal)")
	f.StringVar(&until, "until", "", "stop at this moment, or this time after the first signal (default: at the last signal)")
	f.Float64Var(&speed, "speed", 0, "plant seconds in a second, and tell how it goes (default: as fast as it can)")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if speed < 0 || speed > 1e6 || speed != speed {
			return &usageError{cmd: cmd, err: fmt.Errorf("--speed: want 0 to 1000000, have %v", speed)}
		}
		if speed > 0 && c.flags.json {
			return &usageError{cmd: cmd, err: fmt.Errorf("--speed: want it without --json")}
		}
		line, err := c.follow(cmd, &t, args[1:])
		if err != nil {
			return err
		}
		p, err := c.pictured(cmd, line, &t, &v)
		if err != nil {
			return err
		}
		if speed > 0 {
			p.opt.Speed = speed
		}
		return c.replay(cmd, line, p, args[0], from, until, speed)
	}
	return cmd
}

func (c *cli) replay(cmd *cobra.Command, line *followed, p *pictured, path, from, until string, speed float64) error {
	j, meta, unread, err := recorded(cmd.Context(), path)
	if err != nil {
		return err
	}
	if unread.Count > 0 {
		fmt.Fprintf(c.err, "tweeling: %s: %d could not be understood, the last: %s\n", path, unread.Count, unread.Last)
	}
	first, last, n, err := twin.Begins(j, len(line.table.Meanings))
	if err != nil {
		return err
	}
	if n == 0 {
		return fmt.Errorf("%s: %w", path, errNoSignals)
	}
	how := twin.Options{Store: j}
	end := last
	if until != "" {
		if end, err = line.moment(cmd, "--until", until, first); err != nil {
			return err
		}
	}
	if from != "" {
		if how.Clear, err = line.moment(cmd, "--from", from, first); err != nil {
			return err
		}
	}
	switch {
	case end.Before(first):
		return &usageError{cmd: cmd, err: fmt.Errorf("--until: want a moment from the first signal on, %s, have %s", line.clock(first), line.clock(end))}
	case !how.Clear.IsZero() && !how.Clear.Before(end):
		return &usageError{cmd: cmd, err: fmt.Errorf("--from: want a moment before the end, %s, have %s", line.clock(end), line.clock(how.Clear))}
	}
	if p.flags.on() {
		how.Daily, how.Clear = true, time.Time{}
		if how.Follower, err = p.begins(first, end); err != nil {
			return err
		}
	}
	if err := line.begin(c, first, how); err != nil {
		return err
	}
	if p.flags.on() {
		return c.replayView(cmd, p, j, first, end)
	}
	if speed > 0 {
		err = c.replayAt(cmd, line, j, first, end, speed)
	} else {
		err = twin.Replay(line.mirror, j, end)
	}
	if err != nil {
		return err
	}
	look, err := line.look(end)
	if err != nil {
		return err
	}
	look.Waiting = 0 // what comes after the moment that was asked for
	if m := meta; m.Hash != "" && m.Hash != line.scenario.Hash {
		fmt.Fprintf(c.err, "tweeling: %s was written with another text of the scenario (%s %s); tags and elements may differ\n", path, m.Scenario, m.Hash)
	}
	if c.flags.json {
		return c.printJSON(look.json(c))
	}
	c.printLook(look)
	fmt.Fprintln(c.out, stampLine(line.words, c.stamp(line.scenario.Hash, line.scenario.Run.Seed)))
	return nil
}

// replayAt replays at a speed, and shows how the line stands ten times a second on a terminal, else each minute of the plant.
func (c *cli) replayAt(cmd *cobra.Command, line *followed, from twin.Store, first, end time.Time, speed float64) error {
	if err := from.Each(0, func(s twin.Signal, _ uint64) bool {
		err := line.mirror.Take([]twin.Signal{s})
		return err == nil
	}); err != nil {
		return err
	}
	pace, step := 100*time.Millisecond, time.Duration(0.1*speed*1e9)
	live := isTerminal(c.out)
	if !live {
		step = time.Minute
		pace = time.Duration(float64(step) / speed)
	}
	tick := time.NewTicker(max(pace, time.Millisecond))
	defer tick.Stop()
	for at := first; at.Before(end); at = at.Add(step) {
		if err := line.mirror.Advance(at); err != nil {
			return err
		}
		look, err := line.look(at)
		if err != nil {
			return err
		}
		if live {
			c.redraw(look)
		} else {
			fmt.Fprintln(c.out, look.brief())
		}
		select {
		case <-cmd.Context().Done():
			return nil
		case <-tick.C:
		}
	}
	return line.mirror.Advance(end)
}

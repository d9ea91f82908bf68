package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"tweeling/twin"
)

// replayFlags say what is replayed, and how.
type replayFlags struct {
	line        twinFlags
	view        twinViewFlags
	from, until string
	speed       float64
	note        bool
	validate    bool
	each        time.Duration
}

// replayVerb lets a line go once more through what a plant said.
func replayVerb(c *cli) *cobra.Command {
	var r replayFlags
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
	r.line.add(cmd)
	r.view.add(cmd, "as it stood at the end")
	f := cmd.Flags()
	momentVar(f, &r.from, "from", "figures begin at this moment, or this time after the first signal (default: at the first signal)")
	momentVar(f, &r.until, "until", "stop at this moment, or this time after the first signal (default: at the last signal)")
	f.Float64Var(&r.speed, "speed", 0, "plant seconds in a second, and tell how it goes (default: as fast as it can)")
	f.BoolVar(&r.note, "note", false, "note alarms, and laws that were fitted anew, in the history, or beside the journal")
	f.BoolVar(&r.validate, "validate", false, "hold the model against the plant: ranks of what was made among what the model would have, and its steps with the plant's times")
	f.IntVar(&c.flags.workers, "workers", 0, "with --validate: how many futures to run at once; results are the same for any number")
	timeVar(f, &r.each, "each", time.Hour, time.Second, 10*365*24*time.Hour, "with --validate: how long the periods are that are held against the model")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		line, err := c.follow(cmd, &r.line, args[1:])
		if err != nil {
			return err
		}
		p, err := c.pictured(cmd, line, &r.line, &r.view)
		if err != nil {
			return err
		}
		if r.speed > 0 {
			p.opt.Speed = r.speed
		}
		return c.replay(cmd, line, p, args[0], &r)
	}
	return cmd
}

func (c *cli) replay(cmd *cobra.Command, line *followed, p *pictured, path string, r *replayFlags) error {
	j, unread, done, err := c.recording(line, path)
	if err != nil {
		return err
	}
	defer done()
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
	end, anew, err := r.stretch(cmd, line, first, last)
	if err != nil {
		return err
	}
	how := twin.Options{Store: j, Clear: anew}
	if p.flags.on() {
		how.Daily, how.Clear = true, time.Time{}
		if how.Follower, err = p.begins(first, end); err != nil {
			return err
		}
	}
	if err := line.begin(c, first, how); err != nil {
		return err
	}
	shown := line.counting(c, n)
	defer shown()
	if r.validate {
		return c.validate(cmd, line, &r.line, j, first, end, r.each)
	}
	if p.flags.on() {
		return c.replayView(cmd, p, j, first, end)
	}
	if r.speed > 0 {
		err = c.replayAt(cmd, line, j, first, end, r.speed)
	} else {
		err = twin.Replay(line.mirror, j, end)
	}
	shown()
	if err != nil {
		return err
	}
	look, err := line.look(end)
	if err != nil {
		return err
	}
	if r.note {
		if err := look.noteIn(path); err != nil {
			return err
		}
	}
	look.Waiting = 0 // what comes after the moment that was asked for
	if c.flags.json {
		return c.printJSON(look.json(c))
	}
	c.printLook(look)
	fmt.Fprintln(c.out, stampLine(line.words, c.stamp(line.scenario.Hash, line.scenario.Run.Seed)))
	return nil
}

// stretch is until when it is replayed, and from when figures count.
func (r *replayFlags) stretch(cmd *cobra.Command, line *followed, first, last time.Time) (end, anew time.Time, err error) {
	end = last
	if r.until != "" {
		if end, err = line.moment(cmd, "--until", r.until, first); err != nil {
			return end, anew, err
		}
	}
	if r.from != "" {
		if anew, err = line.moment(cmd, "--from", r.from, first); err != nil {
			return end, anew, err
		}
	}
	switch {
	case end.Before(first):
		err = &usageError{cmd: cmd, err: fmt.Errorf("--until: want a moment from the first signal on, %s, have %s", line.clock(first), line.clock(end))}
	case !anew.IsZero() && !anew.Before(end):
		err = &usageError{cmd: cmd, err: fmt.Errorf("--from: want a moment before the end, %s, have %s", line.clock(end), line.clock(anew))}
	}
	return end, anew, err
}

// replayAt replays at a speed, and shows how the line stands ten times a second on a terminal, else each minute of the plant.
func (c *cli) replayAt(cmd *cobra.Command, line *followed, from twin.Store, first, end time.Time, speed float64) error {
	if err := takeAll(line.mirror, from, end); err != nil {
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
			c.redraw(look, nil)
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

package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tweeling/sim/aside"
	"tweeling/twin"
	"tweeling/twin/feed"
	"tweeling/twin/history"
)

// watchFlags say what is heard and how it is shown.
type watchFlags struct {
	line  twinFlags
	feed  feedFlags
	view  twinViewFlags
	every time.Duration

	keep, retain string
	once         bool
}

// watchVerb shows the line as its plant says that it is.
func watchVerb(c *cli) *cobra.Command {
	var f watchFlags
	cmd := &cobra.Command{
		Use:   "watch [FILE]",
		Short: "the line as its plant says that it is, now",
		Long: "Hears the signals of a plant and shows the line that it tells of: what each\nstation does and has made today, what is overdue, and where the plant and the\nmodel disagree.\n\n" +
			"On a terminal it is drawn anew; elsewhere it is a line of text each time. What\nthe tags mean says [signal] of the scenario; see `tweeling kinds signal`.",
		Example: "  tweeling watch mine.toml --mqtt 'mqtt://broker.local/plant/#' --keep line3.journal\n  tweeling watch mine.toml --journal line3.journal --once",
		Args:    cobra.MaximumNArgs(1),

		ValidArgsFunction: once(completeScenario),
	}
	c.addNumbers(cmd)
	f.line.add(cmd)
	f.feed.add(cmd)
	f.view.add(cmd, "when what is there has been read, and end")
	cmd.Flags().StringVar(&f.keep, "keep", "", "keep all signals in this journal, or in this history when its name ends in .db, and begin with those that are in it")
	cmd.Flags().StringVar(&f.retain, "retain", "", "of a history: forget once an hour what is older than this before the last signal, such as 90d; never what the line may still need")
	timeVar(cmd.Flags(), &f.every, "every", time.Second, 100*time.Millisecond, 24*time.Hour, "how often it is shown")
	cmd.Flags().BoolVar(&f.once, "once", false, fmt.Sprintf("show it once and end: when a file has been read, of a broker when nothing came for %v, or after %v", onceQuiet, onceAtMost))
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		retain, err := f.retained()
		if err != nil {
			return &usageError{cmd: cmd, err: err}
		}
		line, err := c.follow(cmd, &f.line, args)
		if err != nil {
			return err
		}
		return c.watch(cmd, line, &f, retain)
	}
	return cmd
}

// retained is how long is kept what is kept; 0: for ever.
func (f *watchFlags) retained() (time.Duration, error) {
	if f.retain == "" {
		return 0, nil
	}
	if !strings.HasSuffix(f.keep, ".db") {
		return 0, fmt.Errorf("--retain: want --keep with a history, a name that ends in .db, have %q; a journal only grows", f.keep)
	}
	return span("--retain", f.retain)
}

// A heard plant is a feed that goes into a store, and a mirror that reads it from there.
type heard struct {
	line  *followed
	store twin.Store
	kept  keeper // what the store keeps signals in; nil: in memory
	feed  *plantFeed
	from  uint64        // of the store, what the mirror has taken
	fresh chan struct{} // something was stored
	first time.Time     // when the first was seen to be there
	book  twin.Notebook // in which is noted what is found; nil: nowhere
	noted int           // how much of it is noted
	whole bool          // all that is to come has come

	retain time.Duration // how long signals are kept; 0: for ever
	swept  time.Time     // when the last were forgotten

	begins func(first time.Time) (twin.Follower, error) // who follows the mirror; nil: nobody
}

func (c *cli) watch(cmd *cobra.Command, line *followed, f *watchFlags, retain time.Duration) error {
	p, err := c.pictured(cmd, line, &f.line, &f.view)
	if err != nil {
		return err
	}
	feed, err := f.feed.open(cmd, feed.Settings{Session: sessionOf(f.keep), Place: line.place, Grows: true, Follow: !f.once && f.view.seen.shot == ""})
	if err != nil {
		return err
	}
	c.tellFeed(line, feed)
	h := &heard{line: line, feed: feed, store: &twin.Memory{}, fresh: make(chan struct{}, 1), retain: retain}
	if f.keep != "" {
		j, err := c.keep(line, f.keep)
		if err != nil {
			return err
		}
		defer func() { _ = j.Close() }()
		h.store, h.book, h.kept = heeding{j, line}, bookOf(j, f.keep), j
	}
	ctx, stop := context.WithCancel(cmd.Context())
	defer stop()
	done := make(chan error, 1)
	go func() { done <- h.hear(ctx) }()
	switch {
	case f.view.seen.shot != "":
		err = c.shotOnce(cmd, h, done, p)
	case f.view.window:
		err = c.watchView(ctx, h, done, p, f.every)
	case f.once:
		err = c.showOnce(ctx, h, done)
	default:
		err = c.show(ctx, h, done, f.every)
	}
	stop()
	return err
}

// A keeper is a store that is a file.
type keeper interface {
	twin.Store
	Close() error
}

// keep opens the file in which signals are kept: a history by its name, else a journal.
func (c *cli) keep(line *followed, path string) (keeper, error) {
	if err := aside.Regular(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("--keep: %w", err)
	}
	if strings.HasSuffix(path, ".db") {
		return history.Open(path)
	}
	j, err := twin.OpenJournal(path, twin.JournalOptions{Meta: twin.Meta{Scenario: line.scenario.Name, Hash: line.scenario.Hash, Began: time.Now().UTC()}})
	if err != nil {
		return nil, err
	}
	c.tellJournal(line, path, j)
	return j, nil
}

// hear stores what the feed says.
func (h *heard) hear(ctx context.Context) error {
	return h.feed.Run(ctx, func(signals []twin.Signal) error {
		err := h.store.Append(signals)
		select {
		case h.fresh <- struct{}{}:
		default:
		}
		return err
	})
}

// catchUp lets the mirror take what has been stored since. It is false when there has been nothing yet.
func (h *heard) catchUp(c *cli, now time.Time) (bool, error) {
	const batch = 1024
	if h.line.mirror == nil {
		first, _, n, err := twin.Begins(h.store, len(h.line.table.Meanings))
		if err != nil || n == 0 || !h.joined(n, now) {
			return false, err
		}
		how := twin.Options{Store: h.store, Daily: true}
		if h.begins != nil {
			if how.Follower, err = h.begins(first); err != nil {
				return false, err
			}
		}
		if err := h.line.begin(c, first, how); err != nil {
			return false, err
		}
		defer h.line.counting(c, n)()
	}
	m := h.line.mirror
	signals := make([]twin.Signal, 0, batch)
	take := func() error {
		err := m.Take(signals)
		signals = signals[:0]
		if err == nil {
			err = m.Advance(earlier(m.Newest(), now))
		}
		return err
	}
	var failed error
	err := h.store.Each(h.from, func(s twin.Signal, next uint64) bool {
		h.from = next
		if signals = append(signals, s); len(signals) == batch {
			failed = take()
		}
		return failed == nil
	})
	if err == nil && failed == nil && len(signals) > 0 {
		failed = take()
	}
	return true, errors.Join(err, failed, m.Advance(now))
}

// joining is for how long a plant that is joined at work may go on to say how its tags stand.
const joining = 2 * time.Second

// joined tells whether enough has come to begin with: a plant says first how each of its tags stands, and only then is known when it
// was joined.
func (h *heard) joined(n int, now time.Time) bool {
	if h.first.IsZero() {
		h.first = now
	}
	return n >= len(h.line.table.Meanings) || h.whole || now.Sub(h.first) >= joining
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// stale is after how long without a signal the line is shown as it stood at the last one.
const stale = time.Hour

// moment is as of when the line is shown: now, while signals come, else when the last came.
func (h *heard) moment(now time.Time) time.Time {
	if at := h.line.mirror.At(); now.Sub(at) > stale {
		return at
	}
	return now
}

// showOnce shows the line when the feed has said what is there, or when somebody has waited enough.
func (c *cli) showOnce(ctx context.Context, h *heard, done chan error) error {
	if err := h.readAll(ctx, c, done); err != nil {
		return err
	}
	look, err := h.look(time.Now())
	if err != nil {
		return err
	}
	if err := h.sweep(ctx, c, time.Now()); err != nil {
		return err
	}
	if c.flags.json {
		return c.printJSON(look.json(c))
	}
	c.printLook(look)
	c.tellUnread(h)
	fmt.Fprintln(c.out, stampLine(h.line.words, c.stamp(h.line.scenario.Hash, h.line.scenario.Run.Seed)))
	return nil
}

// What is there has been read: a file to its end; of a plant that goes on when nothing comes for a while, and on a busy one, which is
// never quiet, after some seconds.
const (
	onceQuiet  = time.Second
	onceAtMost = 5 * time.Second
)

// readAll lets the mirror take all that is there, or what there is of it when the context ends. It is an error when that is nothing.
func (h *heard) readAll(ctx context.Context, c *cli, done chan error) error {
	quiet := time.NewTimer(onceAtMost) // until something comes
	defer quiet.Stop()
	enough := time.After(onceAtMost)
	for waiting := true; waiting; {
		select {
		case err := <-done:
			if err != nil && ctx.Err() == nil {
				return err
			}
			waiting = false
		case <-h.fresh:
			quiet.Reset(onceQuiet)
		case <-quiet.C:
			waiting = h.feed.ends
		case <-enough:
			waiting = h.feed.ends
		case <-ctx.Done():
			waiting = false
		}
	}
	h.whole = true
	some, err := h.catchUp(c, time.Now())
	if err == nil && !some {
		err = h.feed.silent()
	}
	return err
}

// show shows the line again and again, until the context or the feed ends.
func (c *cli) show(ctx context.Context, h *heard, done chan error, every time.Duration) error {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for told := false; ; {
		select {
		case <-ctx.Done():
			return c.last(h)
		case err := <-done:
			if err != nil && ctx.Err() == nil {
				return err
			}
			return c.last(h)
		case <-tick.C:
		}
		now := time.Now()
		some, err := h.catchUp(c, now)
		if stopped(err) {
			return c.behind(h)
		}
		if err != nil {
			return err
		}
		if some {
			err = c.showNow(h, now)
		} else {
			told = c.tellNothing(h, told)
		}
		if err == nil && some {
			err = h.sweep(ctx, c, now)
		}
		if err != nil {
			return err
		}
	}
}

// showNow shows how the line stands: anew on a terminal, else in a line of text.
func (c *cli) showNow(h *heard, now time.Time) error {
	look, err := h.look(now)
	if err != nil {
		return err
	}
	if isTerminal(c.out) {
		c.redraw(look, h)
	} else {
		fmt.Fprintln(c.out, look.brief())
	}
	return nil
}

// tellNothing tells, once, that nothing has come yet.
func (c *cli) tellNothing(h *heard, told bool) bool {
	if !told {
		fmt.Fprintln(c.err, "tweeling: "+h.line.words.Say("watch.nothing"))
	}
	return true
}

// last says how the line stands when somebody has seen enough, or all has been said.
func (c *cli) last(h *heard) error {
	defer h.line.lastly()()
	now := time.Now()
	h.whole = true
	some, err := h.catchUp(c, now)
	if stopped(err) {
		return c.behind(h)
	}
	if err != nil {
		return err
	}
	if !some {
		return h.feed.silent()
	}
	return c.showNow(h, now)
}

// behind tells of a line that had not taken in all that was heard when somebody asked to stop.
func (c *cli) behind(h *heard) error {
	in := 0
	if h.line.mirror != nil {
		in = int(h.line.mirror.Applied()) //nolint:gosec // there are not so many
	}
	fmt.Fprintf(c.err, "%stweeling: it was stopped with %d signals taken in, before it had caught up, and is not shown", c.cleared(), in)
	if h.kept != nil {
		fmt.Fprint(c.err, "; all that was heard is kept")
	}
	fmt.Fprintln(c.err)
	return nil
}

// tellUnread tells of messages that could not be understood, and of times that may be an hour off.
func (c *cli) tellUnread(h *heard) {
	if w, ok := h.feed.Feed.(twin.Walled); ok {
		if clock := w.WallClock(); clock.Twice+clock.Never > 0 {
			printWrapped(c.out, "  - ", wallClock(h.line.words, clock))
		}
	}
	if u := h.feed.Unread(); u.Count > 0 {
		printWrapped(c.out, "  - ", h.line.words.Say("watch.unread", h.line.words.Number(float64(u.Count), 0), u.Last))
	}
}

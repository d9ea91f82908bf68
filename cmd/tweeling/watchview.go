package main

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"tweeling/sim"
	"tweeling/sim/plant"
	"tweeling/sim/view"
	"tweeling/sim/words"
	"tweeling/twin"
	"tweeling/twin/forecast"
)

// twinViewFlags say whether a followed line is shown alive, in a window or as a picture.
type twinViewFlags struct {
	window bool
	seen   viewFlags
}

func (f *twinViewFlags) add(cmd *cobra.Command, when string) {
	flags := cmd.Flags()
	flags.BoolVar(&f.window, "view", false, "show the line alive in a window")
	flags.StringVar(&f.seen.shot, "shot", "", "write a picture of it to this file, .png or .svg, "+when)
	f.seen.addLook(flags)
	f.seen.speed, f.seen.at = 60, "0s"
}

// on tells whether anything is asked for.
func (f *twinViewFlags) on() bool { return f.window || f.seen.shot != "" }

// pictured is a followed line that is shown alive.
type pictured struct {
	c        *cli
	line     *followed
	flags    *twinViewFlags
	opt      view.Options
	show     *view.Show
	live     *view.Live
	exits    []sim.ID
	rest     rest
	unknown  *forecast.Ignorance
	made     time.Duration // when the last forecast was begun, on the time of the line
	forecast chan *view.Outlook
	busy     bool // one is under way
	outlook  *view.Outlook
}

// A rest gathers what goes on after the last signal by the model alone.
type rest struct{ records []sim.Record }

// Observe keeps a batch.
func (r *rest) Observe(records []sim.Record) { r.records = append(r.records, records...) }

func (c *cli) pictured(cmd *cobra.Command, line *followed, t *twinFlags, f *twinViewFlags) (*pictured, error) {
	opt, err := f.seen.options(cmd, c)
	if err != nil {
		return nil, err
	}
	if _, _, err := f.seen.pixels(cmd); err != nil {
		return nil, err
	}
	opt.Plan = t.plan
	unknown, err := forecast.NewIgnorance(line.scenario, t.plan, line.system.Plant)
	if err != nil {
		return nil, err
	}
	p := &pictured{unknown: unknown, c: c, line: line, flags: f, opt: opt, exits: exitNodes(line.system.Plant), forecast: make(chan *view.Outlook, 1), made: -1}
	return p, nil
}

// exitNodes are the nodes by which good parts leave.
func exitNodes(p *plant.Plant) []sim.ID {
	var ids []sim.ID
	for i := range p.Elements {
		if p.Elements[i].Role == plant.Exit {
			ids = append(ids, p.Elements[i].IDs...)
		}
	}
	return ids
}

// begins opens the show of a line whose plant said its first signal; end is zero when nobody knows how long it goes on.
func (p *pictured) begins(first, end time.Time) (twin.Follower, error) {
	zero := twin.Zero(p.line.scenario.Run.Start, first, p.line.place)
	d := view.Driven{Zero: zero, Begin: first.Sub(zero)}
	if !end.IsZero() {
		d.End = max(end.Sub(zero), d.Begin+time.Second)
	}
	show, live, err := view.Follow(p.line.scenario, p.opt, d)
	if err != nil {
		return nil, err
	}
	p.show, p.live = show, live
	return live, p.flags.seen.there(show, p.line.scenario.Name, 0)
}

// tell shows how the mirror stands at a moment. Heard is when somebody last heard anything, on the clock of who listens; zero: it
// is a replay.
func (p *pictured) tell(at, now, heard time.Time, wait bool) error {
	p.rest.records = p.rest.records[:0]
	m := p.line.mirror
	st, err := m.StandOver(at, &p.rest, p.live.Wants())
	if err != nil {
		return err
	}
	zero := m.Zero()
	n := view.News{At: st.Line.Now(), Heard: m.At().Sub(zero), Signals: int64(st.Taken)}
	if !heard.IsZero() {
		n.Silent = max(0, now.Sub(heard))
	}
	for _, e := range st.Elements {
		if e.Sum() == 0 && len(e.Overdue) == 0 {
			continue
		}
		mark := view.Mark{Node: e.ID, Differs: e.Sum()}
		for _, o := range e.Overdue {
			mark.Overdue = append(mark.Overdue, view.Late{What: o.Timer, Age: o.Age, Usual: o.Usual})
		}
		n.Marks = append(n.Marks, mark)
	}
	n.Said = p.said(st)
	n.Forecast = p.foresee(st, wait)
	p.live.Tell(n, p.rest.records)
	return nil
}

// said are the sentences that no mark on the picture says: cycle times that drift, and signals that say nothing.
func (p *pictured) said(st *twin.Standing) func(*words.Words) []string {
	if len(st.Drifts)+len(st.Refits) == 0 && st.Strange.Unknown+st.Strange.Wrong == 0 {
		return nil
	}
	own := *p.line
	return func(w *words.Words) []string {
		f := own
		f.words = w
		l := snapshot{followed: &f, Standing: st}
		var list []string
		for _, d := range st.Drifts {
			list = append(list, l.drifts(d))
		}
		return append(append(list, l.refits()...), l.strange()...)
	}
}

const (
	foreseeEvery = 5 * time.Minute // of the line
	foreseeWays  = 100
)

// foresee lets the line go on in many ways until the end of the shift, now and then and beside all else, and returns the last
// forecast there is.
func (p *pictured) foresee(st *twin.Standing, wait bool) *view.Outlook {
	now := st.Line.Now()
	select {
	case p.outlook = <-p.forecast:
		p.busy = false
	default:
	}
	switch {
	case wait:
		p.outlook = p.ahead(st)
	case p.flags.seen.shot != "": // only the last one is seen
	case !p.busy && (p.made < 0 || now >= p.made+foreseeEvery || now < p.made):
		p.made, p.busy = now, true
		go func() { p.forecast <- p.ahead(st) }()
	}
	if o := p.outlook; o != nil && o.Until > now {
		return o
	}
	return nil
}

// ahead is one forecast, until never when there is none.
func (p *pictured) ahead(st *twin.Standing) *view.Outlook {
	system := p.line.system.Plant
	until, ends := forecast.EndOfShift(system, st.Line.Now())
	f, err := forecast.Run(context.Background(), system, st.Line, forecast.Options{Until: until, Futures: foreseeWays, Seed: p.c.seedOf(p.line.scenario), Workers: 1,
		Unknown: p.unknown})
	if f == nil || err != nil { // a future that gets stuck is no forecast
		return &view.Outlook{}
	}
	made := 0.0
	for _, id := range p.exits {
		made += float64(sumOf(st.Line.Tally(id).Sent))
	}
	return &view.Outlook{Made: f.At, Until: f.Until, Shift: ends, P10: made + f.Good.P10, P50: made + f.Good.P50, P90: made + f.Good.P90}
}

// finish writes the picture that was asked for.
func (p *pictured) finish(cmd *cobra.Command) error {
	w, h, err := p.flags.seen.pixels(cmd)
	if err != nil {
		return err
	}
	p.live.Ended(nil)
	p.show.Seek(p.show.Length())
	if err := p.show.Shot(p.flags.seen.shot, w, h, float32(p.flags.seen.scale)); err != nil {
		return unwritten("--shot", err)
	}
	return p.c.shown(p.show, p.line.scenario, p.flags.seen.shot)
}

// open shows the window while something drives the line, until either ends.
func (p *pictured) open(ctx context.Context, drive func(context.Context) error) error {
	ctx, stop := context.WithCancel(ctx)
	driven := make(chan error, 1)
	go func() {
		err := drive(ctx)
		p.live.Ended(err)
		if err != nil {
			p.show.Quit()
		}
		driven <- err
	}()
	err := inWindow(ctx, p.line.scenario.TitleIn(p.c.flags.lang), p.show)
	stop()
	p.show.Close()
	return errors.Join(err, <-driven)
}

// inWindow shows a line in a window until that is closed, or the context ends.
func inWindow(ctx context.Context, title string, show *view.Show) error {
	defer context.AfterFunc(ctx, show.Quit)()
	return view.Window(title, show)
}

// watchView shows the line of a plant in a window, beside what is told on the terminal.
func (c *cli) watchView(ctx context.Context, h *heard, done chan error, p *pictured, every time.Duration) error {
	h.begins = func(first time.Time) (twin.Follower, error) { return p.begins(first, time.Time{}) }
	if err := c.firstSignal(ctx, h, done, every); err != nil || h.line.mirror == nil {
		return err
	}
	return p.open(ctx, func(ctx context.Context) error { return c.drive(ctx, h, done, p, every) })
}

// firstSignal waits until a plant has said anything.
func (c *cli) firstSignal(ctx context.Context, h *heard, done chan error, every time.Duration) error {
	for told := false; ; {
		some, err := h.catchUp(c, time.Now())
		if err != nil || some {
			return err
		}
		told = c.tellNothing(h, told)
		select {
		case <-ctx.Done():
			return h.feed.silent()
		case err := <-done:
			if err == nil {
				err = h.feed.silent()
			}
			return err
		case <-h.fresh:
		case <-time.After(every):
		}
	}
}

// pictureEvery is how often a picture of a plant is told of it.
const pictureEvery = 200 * time.Millisecond

// drive lets the mirror follow the plant, and the picture and the terminal the mirror.
func (c *cli) drive(ctx context.Context, h *heard, done chan error, p *pictured, every time.Duration) error {
	tick := time.NewTicker(pictureEvery)
	defer tick.Stop()
	var shown, heard time.Time
	for from := h.from; ; {
		now := time.Now()
		if _, err := h.catchUp(c, now); err != nil {
			return err
		}
		if h.from != from || heard.IsZero() {
			from, heard = h.from, now
		}
		if err := p.tell(h.moment(now), now, heard, false); err != nil {
			return err
		}
		if now.Sub(shown) >= every {
			shown = now
			err := c.showNow(h, now)
			if err == nil {
				err = h.sweep(ctx, c, now)
			}
			if err != nil {
				return err
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case err := <-done:
			if err != nil && ctx.Err() == nil {
				return err
			}
			done = nil // it has been heard to its end
		case <-tick.C:
		}
	}
}

// replayView lets a journal be seen once more: the line runs ahead of the picture as far as somebody looks.
func (c *cli) replayView(cmd *cobra.Command, p *pictured, from twin.Store, first, end time.Time) error {
	m := p.line.mirror
	if err := takeAll(m, from, end); err != nil {
		return err
	}
	drive := func(ctx context.Context) error {
		const step = 10 * time.Second
		for at := first; ctx.Err() == nil; at = at.Add(step) {
			if at.After(end) {
				at = end
			}
			if err := m.Advance(at); err != nil {
				return err
			}
			if err := p.tell(at, at, time.Time{}, p.flags.seen.shot != "" && !at.Before(end)); err != nil {
				return err
			}
			if !at.Before(end) {
				return nil
			}
			if p.flags.seen.shot == "" && !p.live.Wanted(at.Sub(m.Zero())) {
				return nil
			}
		}
		return nil
	}
	if p.flags.seen.shot == "" {
		return p.open(cmd.Context(), drive)
	}
	if err := drive(cmd.Context()); err != nil {
		return err
	}
	return p.finish(cmd)
}

// shotOnce writes a picture of the line when the feed has nothing more for a while.
func (c *cli) shotOnce(cmd *cobra.Command, h *heard, done chan error, p *pictured) error {
	h.begins = func(first time.Time) (twin.Follower, error) { return p.begins(first, time.Time{}) }
	if err := h.readAll(cmd.Context(), c, done); err != nil || h.line.mirror == nil {
		return err
	}
	now := time.Now()
	at := h.moment(now)
	if err := p.tell(at, now, h.line.mirror.At(), true); err != nil {
		return err
	}
	return p.finish(cmd)
}

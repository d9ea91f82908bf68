package view

import (
	"slices"
	"sort"
	"time"

	"tweeling/sim"
	"tweeling/sim/scenario"
	"tweeling/sim/words"
)

// A Live is a line that is driven from outside, such as a mirror that a plant trips. To the pictures it is what a line is that
// runs in the background. It observes that line from its beginning on:
//
//	show, live, err := view.Follow(s, opt, view.Driven{Begin: first, Zero: zero})
//	line.Watch(live, live.Wants())
//	live.Tell(view.News{At: now}, nil)   // ever again: all up to now has been observed
//
// Its methods are called from one goroutine, that of who drives; the show belongs to another.
type Live struct {
	track *track
	reel  *reel
	marks []*reel // to go back to, by seen
	was   []int   // contradictions by node
	late  []bool  // by node: something is overdue
	notes []note  // what is to be called out
	kept  []*News // one each newsEvery
}

// Driven says of a line that is driven from outside when there is something to see of it.
type Driven struct {
	Zero  time.Time     // the moment at which the time of the line is 0
	Begin time.Duration // when the line begins, on its own time
	End   time.Duration // when it ends; 0: nobody knows, the picture follows what is told last
}

// News is how a line that is driven from outside stands at a moment.
type News struct {
	At      time.Duration // of the line: all up to here has been observed
	Heard   time.Duration // when the last signal happened
	Signals int64         // heard so far
	Silent  time.Duration // since somebody has heard anything, on the clock of who listens; 0: it is a replay
	Marks   []Mark        // of elements with which something is not as the model has it

	Said     func(*words.Words) []string // what else there is to say, in sentences; may be nil
	Forecast *Outlook
}

// A Mark says what is not as the model has it at one node of the line.
type Mark struct {
	Node    sim.ID
	Differs int // how many times it was put right since the beginning
	Overdue []Late
}

// A Late is something that has lasted longer than nearly all of its kind.
type Late struct {
	What       string // the timer
	Age, Usual time.Duration
}

// An Outlook is a forecast of good parts: so many in all since midnight at a moment to come, in 10, 50 and 90 of 100 futures
// at most.
type Outlook struct {
	Made, Until   time.Duration
	P10, P50, P90 float64
	Shift         bool // until is the end of the shift
}

// A note is something to call out of a line that is driven from outside.
type note struct {
	at   sim.Time
	node sim.ID
	n    int  // times it was put right
	late Late // when n is 0
}

const (
	newsEvery = 10 * time.Second
	mostNews  = 20_000 // kept to look back on
	mostNotes = 2_000
	freshFor  = 10 * time.Minute // how long a contradiction is marked
)

// Follow begins a show of a line that is driven from outside, and whose plan Options.Plan is. Close ends it.
func Follow(s *scenario.Scenario, opt Options, d Driven) (*Show, *Live, error) {
	w, err := blank(s, opt)
	if err != nil {
		return nil, nil, err
	}
	plan := opt.Plan
	if plan == "" {
		plan = scenario.AsIs
	}
	st, err := newStage(s, "live", plan)
	if err != nil {
		return nil, nil, err
	}
	st.opens, st.ends = d.Begin, d.End
	if d.End <= d.Begin {
		st.ends = d.Begin + endless
	}
	st.hold(w.hall)
	k := newTrack(st, w.seed, 0)
	k.driven = true
	w.live = &Live{track: k, reel: newReel(st), was: make([]int, len(st.roles)), late: make([]bool, len(st.roles))}
	w.driven, w.speed = d, max(w.speed, 1)
	if d.End == 0 {
		w.speed = 1
	}
	one := &side{name: "live", plan: plan, stage: st, track: k}
	one.scene.held = map[sim.Number]bool{}
	w.sides, w.charted = []*side{one}, 0
	w.on = make([]bool, len(s.Measures))
	w.live.Tell(News{At: d.Begin}, nil)
	return w, w.live, nil
}

// endless is longer than anybody watches a line.
const endless = 100 * 365 * dayLong

// Wants are the records that it asks for.
func (v *Live) Wants() sim.What { return changesFor }

// Observe takes what the line records.
func (v *Live) Observe(records []sim.Record) { v.reel.observe(records) }

// Mark tells how much it has observed, and remembers how all stood then.
func (v *Live) Mark() int {
	const most = 64
	if len(v.marks) >= most {
		v.marks = slices.Delete(v.marks, 0, 1)
	}
	v.marks = append(v.marks, v.reel.fork())
	return v.reel.seen
}

// Rewind forgets what it has observed since a mark; 0: since the beginning.
func (v *Live) Rewind(to int) {
	k := len(v.marks) - 1
	for k >= 0 && v.marks[k].seen > to {
		k--
	}
	v.marks = v.marks[:k+1]
	if k < 0 || v.marks[k].seen < to {
		v.reel = newReel(v.track.stage)
		return
	}
	v.reel = v.marks[k].fork()
}

// Tell shows how the line stands: all that has been observed, and after it, up to the moment of the news, what the model alone
// says, which the next call forgets again.
func (v *Live) Tell(n News, alone []sim.Record) {
	r := v.reel.fork()
	r.observe(alone)
	r.until(n.At)
	v.note(&n)
	v.keep(&n)
	k := v.track
	k.mu.Lock()
	defer k.mu.Unlock()
	k.hours = r.hours(n.At)
	k.told = r.b.told(n.At)
	k.told.news, k.told.last, k.told.notes, k.told.zero = v.kept, &n, v.notes, r.zero
	k.change.Broadcast()
}

// note finds what is new in the news.
func (v *Live) note(n *News) {
	for i := range n.Marks {
		m := &n.Marks[i]
		if more := m.Differs - v.was[m.Node]; more > 0 {
			v.notes = append(v.notes, note{at: n.At, node: m.Node, n: more})
		}
		if v.was[m.Node] = m.Differs; len(m.Overdue) > 0 && !v.late[m.Node] {
			v.notes = append(v.notes, note{at: n.At, node: m.Node, late: m.Overdue[0]})
		}
	}
	clear(v.late)
	for i := range n.Marks {
		v.late[n.Marks[i].Node] = len(n.Marks[i].Overdue) > 0
	}
	if len(v.notes) > mostNotes {
		v.notes = slices.Clone(v.notes[len(v.notes)-mostNotes/2:])
	}
}

// keep keeps some of the news to look back on.
func (v *Live) keep(n *News) {
	if k := len(v.kept); k == 0 || n.At >= v.kept[k-1].At+newsEvery {
		v.kept = append(v.kept, n)
	}
	if len(v.kept) > mostNews {
		v.kept = slices.Clone(v.kept[len(v.kept)-mostNews/2:])
	}
}

// Wanted blocks until somebody wants to see what comes after a moment of the line; false: nobody will any more.
func (v *Live) Wanted(after time.Duration) bool { return v.track.wait(after) }

// Ended tells that nothing more comes, and why, nil when all has been seen.
func (v *Live) Ended(err error) {
	k := v.track
	k.mu.Lock()
	defer k.mu.Unlock()
	k.over = true
	if err != nil && k.err == nil {
		k.err = err
	}
	k.change.Broadcast()
}

// at is the news of a time.
func (t *told) at(at sim.Time) *News {
	if t.last == nil || at >= t.last.At-newsEvery {
		return t.last
	}
	i := sort.Search(len(t.news), func(i int) bool { return t.news[i].At > at })
	if i == 0 {
		return nil
	}
	return t.news[i-1]
}

// of is what the news say of an item: how many times it was put right in all, and what is overdue.
func (n *News) of(it *item) (differs int, late []Late) {
	if n == nil {
		return 0, nil
	}
	for i := range n.Marks {
		if m := &n.Marks[i]; slices.Contains(it.IDs, m.Node) {
			differs += m.Differs
			late = append(late, m.Overdue...)
		}
	}
	return differs, late
}

// putRight is how many times an item was put right lately.
func (t *told) putRight(it *item, now sim.Time) int {
	n := 0
	for i := len(t.notes) - 1; i >= 0 && t.notes[i].at > now-freshFor; i-- {
		if at := &t.notes[i]; at.at <= now && slices.Contains(it.IDs, at.node) {
			n += at.n
		}
	}
	return n
}

// advance moves the clock of a line that is driven from outside. Without an end it follows what is told last, a little behind and
// smoothly at whatever speed the plant goes, unless the user has gone back or stopped it.
func (w *Show) advance(dt time.Duration) {
	k := w.sides[0].track
	if w.driven.End > 0 {
		to := w.clock + time.Duration(float64(dt)*min(w.speed, 1e7))
		k.reach(w.sides[0].stage.opens + min(to+w.ahead(), w.length()))
		until, _ := k.ready()
		w.clock = min(max(w.clock, until-w.sides[0].stage.opens), to)
		return
	}
	until, _ := k.ready()
	last := until - w.sides[0].stage.opens
	if w.behind {
		if w.clock += time.Duration(float64(dt) * w.speed); w.clock >= last-behindBy {
			w.behind, w.speed = false, 1
		}
		w.clock = min(w.clock, last)
		return
	}
	const (
		jump   = time.Hour
		smooth = 400 * time.Millisecond
	)
	if gap := last - w.clock; gap > jump || gap < 0 {
		w.clock = last
	} else {
		w.clock += time.Duration(float64(gap) * min(1, float64(dt)/float64(smooth)))
	}
}

// behindBy is how far back in time one looks at something else than the present.
const behindBy = 5 * time.Second

// seekLive keeps the clock within what there is to see, and notes whether that is the present.
func (w *Show) seekLive() {
	k := w.sides[0].track
	k.mu.Lock()
	first, until := k.hours[0].from-k.stage.opens, k.told.until-k.stage.opens
	k.mu.Unlock()
	w.clock = max(w.clock, first)
	if w.driven.End == 0 {
		w.clock = min(w.clock, until)
		w.behind = w.clock < until-behindBy
	}
}

// present brings the clock back to what is told last.
func (w *Show) present() {
	w.paused, w.behind, w.speed = false, false, 1
	w.Seek(endless)
}

// fallBehind notes that what goes on is no longer seen, since the picture stands still.
func (w *Show) fallBehind() {
	if w.driven.End > 0 {
		return
	}
	until, _ := w.sides[0].track.ready()
	w.behind = w.behind || w.sides[0].stage.opens+w.clock < until-behindBy
}

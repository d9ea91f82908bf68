package view

import (
	"runtime"
	"sync"
	"time"

	"tweeling/sim"
)

// A track is one line that runs ahead of the picture in the background. What it recorded is kept by the hour: for each
// hour the world at its start, a copy of the line to go on from, and, of the hours looked at lately, the records.
type track struct {
	stage *stage
	seed  uint64
	rep   uint64

	mu     sync.Mutex
	hours  []*hour
	told   told
	want   sim.Time
	err    error
	closed bool
	change *sync.Cond
	uses   uint64
	driven bool // from outside, see Live
	over   bool // nothing more comes
	every  int  // only of every so many hours a copy of the line is kept

	cursor cursor // belongs to whoever draws
}

const (
	hourLong   = time.Hour
	lookahead  = 20 * time.Minute // a picture needs what comes after it
	cellLong   = 10 * time.Second // of the band chart
	markLong   = time.Minute      // of the curves
	mostKept   = 1_000_000        // records kept in memory
	mostCopies = 256              // of the line
	changesFor = sim.Changed | sim.Moved | sim.Gave | sim.GaveBack | sim.Scrap | sim.Lost | sim.TimerRang | sim.Awaits | sim.Consumed | sim.Became | sim.TakenAway | sim.Carded | sim.Aside
)

// An hour is a stretch of what was recorded. Only its records come and go.
type hour struct {
	from, to sim.Time
	start    *world
	line     *sim.Line // nil: dropped
	records  []sim.Record
	used     uint64
	asked    bool
}

// told is what a track has told so far, as slices that only grow: their beginnings may be read while it goes on.
type told struct {
	until   sim.Time // everything up to here is known
	workers []worker
	cells   [][]uint8  // by ranked station: a state that occurred in each cell, over many cells in the proportion of their time
	sums    []sim.Time // at each mark, by ranked station, by state: how long it lasted so far
	necks   []int16    // the bottleneck at the end of each cell, by rank, -1: none
	good    []int32    // left up to each mark
	inside  []int32    // parts inside at each mark
	base    *world
	mishaps []mishap
	news    []*News // of a line that is driven from outside, one each newsEvery
	last    *News
	zero    sim.Time // midnight of the day under way, or its beginning
	notes   []note
}

// A mishap is something to call out: a failure.
type mishap struct {
	at   sim.Time
	node sim.ID
	mode uint8
}

func newTrack(st *stage, seed, rep uint64) *track {
	k := &track{stage: st, seed: seed, rep: rep, want: st.opens + lookahead, every: 1}
	k.change = sync.NewCond(&k.mu)
	return k
}

// run is the life of the track in the background, until it is closed or the line has come to its end.
func (k *track) run() {
	err := k.build()
	k.mu.Lock()
	k.err = err
	if err != nil {
		k.told.until = max(k.told.until, k.stuckAt(err))
	}
	k.change.Broadcast()
	k.mu.Unlock()
}

func (k *track) build() error {
	l, err := k.stage.plant.Line(k.seed, k.rep)
	if err != nil {
		return err
	}
	b := newBuilder(k.stage)
	blank := b.world.clone()
	l.Watch(b, changesFor)
	if err := l.Start(); err != nil {
		return err
	}
	if err := k.runTo(l, k.stage.opens); err != nil {
		return err
	}
	b.open()
	if k.stage.opens == 0 { // what happens at the very first instant counts
		b.base = blank
	}
	for from := k.stage.opens; from < k.stage.ends; {
		if !k.wait(from) {
			return nil
		}
		h := &hour{from: from, to: min(from+hourLong, k.stage.ends), start: b.world.clone(), line: l.Clone()}
		b.records = nil
		err := k.runTo(l, h.to)
		b.closeCells(min(h.to, l.Now()))
		h.to = min(h.to, l.Now())
		h.records = keep(b.records)
		k.publish(h, b)
		if err != nil {
			return err
		}
		from = h.to
	}
	return nil
}

// stuckAt is how far a line came that got stuck.
func (k *track) stuckAt(error) sim.Time {
	if n := len(k.hours); n > 0 {
		return k.hours[n-1].to
	}
	return k.stage.opens
}

// runTo lets the line run piece by piece, so that one processor can draw in between.
func (k *track) runTo(l *sim.Line, until sim.Time) error {
	for {
		done, err := l.RunSome(until, atATime())
		if done || err != nil {
			return err
		}
		k.mu.Lock()
		closed := k.closed
		k.mu.Unlock()
		if closed {
			return errClosed
		}
		breathe()
	}
}

// atATime is how many events a line runs through between two looks at whether anybody still wants them. In a browser, where
// all share one thread, the picture waits for each such piece of each line.
func atATime() uint64 {
	if runtime.GOOS == "js" {
		return 5_000
	}
	return 50_000
}

// breathe lets others have the processor. In a browser there is one thread, and only sleep gives it to the page.
func breathe() {
	if runtime.GOOS == "js" {
		time.Sleep(time.Millisecond)
		return
	}
	runtime.Gosched()
}

// wait blocks until somebody wants to see what comes after a time; false: the track is closed.
func (k *track) wait(from sim.Time) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	for k.want <= from && !k.closed {
		k.change.Wait()
	}
	return !k.closed
}

func (k *track) publish(h *hour, b *builder) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.hours = append(k.hours, h)
	k.uses++
	h.used = k.uses
	k.told = b.told(h.to)
	k.forget()
	k.thin()
	k.change.Broadcast()
}

// forget drops the records of the hours that were not looked at for longest.
func (k *track) forget() {
	kept := 0
	for _, h := range k.hours {
		kept += len(h.records)
	}
	for kept > mostKept {
		var oldest *hour
		for _, h := range k.hours {
			if h.records != nil && (oldest == nil || h.used < oldest.used) {
				oldest = h
			}
		}
		if oldest == nil || oldest == k.hours[len(k.hours)-1] {
			return
		}
		kept -= len(oldest.records)
		oldest.records = nil
	}
}

// thin drops every second copy of the line when there are too many. An hour without one is reached from one before.
func (k *track) thin() {
	for (len(k.hours)-1)/k.every >= mostCopies {
		k.every *= 2
	}
	for i, h := range k.hours {
		if i%k.every != 0 {
			h.line = nil
		}
	}
}

// close ends the track.
func (k *track) close() {
	k.mu.Lock()
	k.closed = true
	k.change.Broadcast()
	k.mu.Unlock()
}

// reach asks for everything up to a time and a little after it.
func (k *track) reach(t sim.Time) {
	k.mu.Lock()
	if w := t + lookahead; w > k.want {
		k.want = w
		k.change.Broadcast()
	}
	k.mu.Unlock()
}

// ready is up to where pictures can be drawn.
func (k *track) ready() (until sim.Time, over bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.err != nil {
		return k.told.until, true
	}
	if k.told.until >= k.stage.ends {
		return k.stage.ends, true
	}
	if k.driven {
		return k.told.until, k.over
	}
	return max(k.stage.opens, k.told.until-lookahead), false
}

// settle blocks until a picture at t can be drawn.
func (k *track) settle(t sim.Time) error {
	k.reach(t)
	k.mu.Lock()
	defer k.mu.Unlock()
	for k.err == nil && !k.closed && !k.over && k.told.until < min(t+k.needs(), k.stage.ends) {
		k.change.Wait()
	}
	if len(k.hours) == 0 {
		return k.err
	}
	return nil
}

// needs is how much of what comes after a time a picture of it needs. Of what is driven from outside nothing more may be known.
func (k *track) needs() sim.Time {
	if k.driven {
		return 0
	}
	return lookahead
}

package twin

import (
	"fmt"
	"slices"
	"time"

	"tweeling/sim"
)

// A Mirror is a line whose timers a plant trips. What it shows is a function of the set of signals that it has taken, not of the
// order or the number of times in which they came: see [Mirror.Take].
type Mirror struct {
	table    *Table
	how      Options
	hold     []holding
	feeds    []sim.ID    // by node: the entry from which alone parts come here and of which nobody tells, or None
	ends     []sim.Timer // by node: the timer that ends a round
	works    []sim.Timer // by node: that of work
	driven   []bool      // by node: the plant tells of the timer that ends a round
	supplies []sim.ID    // never-empty sources
	many     []bool      // by node: a round may be the end of several parts
	common   int         // the product that is made most
	watches  watches
	alone    []holding // what nobody tells of
	flows    []bool    // by meaning: it tells of work

	names   Names
	window  []Signal // in order, from the oldest checkpoint on
	applied int      // so many of them are in now
	now     stance
	marks   []mark // checkpoints, the oldest first
	group   group
	late    Lateness
	asked   uint
	sources map[string]int // in stance.sources
}

// Options say how a mirror works. What is not said has a default.
type Options struct {
	Zero     time.Time     // when the time of the line is 0: what its calendar counts from
	Begin    time.Time     // when the line begins, empty; of signals before that only where counters, levels and states stood counts
	Seed     uint64        // of what the plant does not tell
	Every    int           // signals from one checkpoint to the next; 2048
	Keep     int           // checkpoints; 16
	Clear    time.Time     // when the books of the line begin anew; from the beginning on, when not said
	Daily    bool          // they begin anew each midnight, as Zero is one
	Lookback time.Duration // how long after a part is finished it may turn out to be scrap; 2 s
	Refit    Refitter      // fits cycle times that have changed anew; nil: alarms stand until the times have come back
	Store    Store         // from which all is read again when a signal comes that is older than the oldest checkpoint
	Follower Follower      // observes the line; may be nil

	// Ask is asked now and then while a mirror works, which may take long. What it returns ends the work and is returned; the
	// mirror is of no use then. May be nil.
	Ask func() error
}

// A mark is a checkpoint: how all stood when so many signals of the window were in.
type mark struct {
	stance
	applied int
	seen    int // by the follower
}

// Lateness says what came out of order. Unlike all else it depends on the order of arrival.
type Lateness struct {
	Double  uint64 // signals that were there already
	Rewound uint64 // times that the line went back to a checkpoint
	Reread  uint64 // times that everything was read again from the store
	TooOld  uint64 // signals older than the oldest checkpoint that were left out, since there was no store to read from
}

// NewMirror makes the mirror of a line, as it is before the first signal.
func NewMirror(t *Table, how Options) (*Mirror, error) {
	how.Every, how.Keep = orElse(how.Every, 2048), max(2, orElse(how.Keep, 16))
	if how.Lookback == 0 {
		how.Lookback = 2 * time.Second
	}
	if how.Begin.Before(how.Zero) {
		return nil, fmt.Errorf("mirror: want it to begin at %v or later, have %v", how.Zero, how.Begin)
	}
	m := &Mirror{table: t, how: how, sources: map[string]int{}}
	m.study()
	m.listen()
	if err := m.start(); err != nil {
		return nil, err
	}
	return m, nil
}

func orElse(x, otherwise int) int {
	if x <= 0 {
		return otherwise
	}
	return x
}

// mostSpans is how many gaps between the numbers of one source a mirror remembers.
const mostSpans = 1 << 16

// start puts the mirror where it is before the first signal.
func (m *Mirror) start() error {
	l, err := m.table.Plant.Line(m.how.Seed, 0)
	if err != nil {
		return fmt.Errorf("mirror: %w", err)
	}
	l.BeginAt(m.how.Begin.Sub(m.how.Zero))
	for _, h := range m.hold {
		l.Hold(h.node, h.timer, true)
	}
	m.now = newStance(l, m.table)
	m.now.drifts = make([]drift, len(m.watches.list))
	m.attach(0, (*sim.Line).Watch)
	if err := l.Start(); err != nil {
		return fmt.Errorf("mirror: %w", err)
	}
	m.group.reset(l.Len())
	for id := range sim.ID(l.Len()) {
		if _, err := m.feed(l.Now(), id); err != nil {
			return fmt.Errorf("mirror: %w", err)
		}
	}
	m.names, m.window, m.applied = Names{most: mostSpans}, m.window[:0], 0
	m.marks = append(m.marks[:0], mark{m.now.clone(), 0, m.seen()})
	return nil
}

// Take takes signals, in any order and any number of times. A name ([Signal.Source] and [Signal.Seq]) counts once: the first
// signal that came by it. They are applied by [Mirror.Advance], in the order of [Signal.Before]. When one comes that is older
// than what has been applied, the line goes back to a checkpoint before it and comes forward again. When it is older than the
// oldest checkpoint everything is read again from the store, in which it must be already; without a store it is counted in
// [Lateness] and left out.
func (m *Mirror) Take(signals []Signal) error {
	fresh := m.group.fresh[:0]
	oldest := m.marks[0].line.Now()
	reread := false
	for i := range signals {
		s := &signals[i]
		if m.names.Has(s.Source, s.Seq) {
			m.late.Double++
			continue
		}
		switch at := s.At.Sub(m.how.Zero); {
		case at <= oldest+m.how.Lookback && m.marks[0].taken > 0:
			if m.how.Store == nil {
				m.names.Add(s.Source, s.Seq)
				m.late.TooOld++
				continue
			}
			reread = true
		}
		m.names.Add(s.Source, s.Seq)
		fresh = append(fresh, m.notBefore(s))
	}
	m.group.fresh = fresh
	if reread {
		m.late.Reread++
		return m.reread()
	}
	return m.insert(fresh)
}

// notBefore is a signal as the mirror takes it: what happened before it begins is how things stood when it began.
func (m *Mirror) notBefore(s *Signal) Signal {
	c := *s
	if c.At.Before(m.how.Begin) {
		c.At = m.how.Begin.Add(-1)
	}
	return c
}

// insert puts new signals into the window, and the line back before the first of them.
func (m *Mirror) insert(fresh []Signal) error {
	if len(fresh) == 0 {
		return nil
	}
	if !slices.IsSortedFunc(fresh, compareSignals) {
		slices.SortFunc(fresh, compareSignals)
	}
	n := len(m.window)
	if n == 0 || compareSignals(m.window[n-1], fresh[0]) < 0 {
		m.window = append(m.window, fresh...)
	} else {
		m.window = merged(m.window, fresh)
	}
	first := fresh[0].At.Sub(m.how.Zero) - m.how.Lookback
	if m.applied > 0 && first <= m.now.line.Now() {
		m.rewind(first)
	}
	return nil
}

// merged merges new signals into sorted ones, from the end.
func merged(old, fresh []Signal) []Signal {
	i, k := len(old)-1, len(fresh)-1
	old = append(old, fresh...)
	for at := len(old) - 1; k >= 0; at-- {
		if i >= 0 && compareSignals(old[i], fresh[k]) > 0 {
			old[at] = old[i]
			i--
		} else {
			old[at] = fresh[k]
			k--
		}
	}
	return old
}

func compareSignals(a, b Signal) int {
	switch {
	case a.Before(b):
		return -1
	case b.Before(a):
		return 1
	default:
		return 0
	}
}

// rewind goes back to the last checkpoint before a time. The signal that comes at the time of a checkpoint comes after all that is
// in it only when it is later.
func (m *Mirror) rewind(before sim.Time) {
	k := len(m.marks) - 1
	for k > 0 && m.marks[k].line.Now() >= before {
		k--
	}
	if m.now.line.Now() < before {
		return
	}
	clear(m.marks[k+1:])
	m.marks = m.marks[:k+1]
	m.now, m.applied = m.marks[k].clone(), m.marks[k].applied
	m.attach(m.marks[k].seen, (*sim.Line).WatchOn)
	m.late.Rewound++
}

// Advance applies all signals up to a time, that instant included.
func (m *Mirror) Advance(to time.Time) error {
	for m.applied < len(m.window) && !m.window[m.applied].At.After(to) {
		if err := m.ask(); err != nil {
			return err
		}
		end := m.applied + 1
		for end < len(m.window) && m.window[end].At.Equal(m.window[m.applied].At) {
			end++
		}
		if err := m.instant(m.window[m.applied:end], m.window[end:]); err != nil {
			return err
		}
		m.applied = end
		if m.applied-m.marks[len(m.marks)-1].applied >= m.how.Every {
			m.mark()
		}
	}
	return nil
}

// ask asks now and then whether to go on.
func (m *Mirror) ask() error {
	const each = 512
	if m.asked++; m.asked%each != 0 || m.how.Ask == nil {
		return nil
	}
	return m.how.Ask()
}

// mark makes a checkpoint, and lets the oldest go when there are too many, with the signals before the one that is then the oldest.
func (m *Mirror) mark() {
	m.marks = append(m.marks, mark{m.now.clone(), m.applied, m.seen()})
	if len(m.marks) <= m.how.Keep {
		return
	}
	drop := m.marks[1].applied
	m.marks = slices.Delete(m.marks, 0, 1)
	n := copy(m.window, m.window[drop:])
	clear(m.window[n:])
	m.window = m.window[:n]
	m.applied -= drop
	for i := range m.marks {
		m.marks[i].applied -= drop
	}
}

// Waiting is how many signals have been taken and not been applied, since they are later than what the mirror was advanced to:
// a clock that is ahead shows here.
func (m *Mirror) Waiting() int { return len(m.window) - m.applied }

// Newest is when the newest signal happened that was taken; the beginning, when there is none.
func (m *Mirror) Newest() time.Time {
	if len(m.window) == 0 {
		return m.At()
	}
	return m.window[len(m.window)-1].At
}

// Oldest is when the oldest checkpoint is of: what happened up to then is not looked at again, but for a signal that comes later and is
// older still.
func (m *Mirror) Oldest() time.Time { return m.how.Zero.Add(m.marks[0].line.Now() - m.how.Lookback) }

// Forgot tells the mirror that its store does not have all signals any more. One that is older than the oldest checkpoint is left out
// from then on, and counted, since what is left would not give again what was.
func (m *Mirror) Forgot() { m.how.Store = nil }

// Applied is how many signals are in.
func (m *Mirror) Applied() uint64 { return m.now.taken }

// At is when the last signal happened that was applied.
func (m *Mirror) At() time.Time { return m.how.Zero.Add(m.now.line.Now()) }

// Zero is when the time of the line is 0.
func (m *Mirror) Zero() time.Time { return m.how.Zero }

// Table is what the tags mean.
func (m *Mirror) Table() *Table { return m.table }

// Late says what came out of order.
func (m *Mirror) Late() Lateness { return m.late }

// Fingerprint is a number that two mirrors share when they stand alike.
func (m *Mirror) Fingerprint() uint64 {
	l := m.now.line.Clone()
	if err := l.Settle(); err != nil {
		return 0
	}
	return m.now.fingerprint(l.Fingerprint(), m.Sources())
}

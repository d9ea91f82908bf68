package twin

import (
	"slices"
	"time"

	"tweeling/sim"
)

// A Silence is a stretch in which the plant told of no work, and after which the mirror was taken up anew: counters and levels then said
// where they stand, and not what had happened one by one.
type Silence struct {
	From   time.Time `json:"from"` // when work was told of last, and To when again
	To     time.Time `json:"to"`
	Missed uint64    `json:"missed,omitempty"` // by how much counters had risen meanwhile, beyond the one time that is told by their signal
}

const (
	// Silent is for how long nothing is heard of any work before the mirror is taken up anew. It is longer than a weekend with a
	// holiday at each end, since after that what a counter has risen by is what was made since the work began again.
	Silent = 7 * 24 * time.Hour
	// silentCycles is the same in times of the longest work that is under way and told of: of what is slow one hears seldom.
	silentCycles = 20
	// longest is what that comes to at most.
	longest = 3650 * 24 * time.Hour
)

// silences are what a mirror knows of them.
type silences struct {
	list   []Silence // shared with checkpoints, and so only added to
	heard  sim.Time  // when anything was heard last
	flow   sim.Time  // when work was told of last
	since  sim.Time  // when the last silence began; of what has spoken since, counters count as ever
	missed uint64    // in the silence that is not over yet
	spoke  []sim.Time
	still  bool // what nobody tells of waits too
}

func newSilences(meanings int, begin sim.Time) silences {
	s := silences{heard: begin, flow: begin, since: sim.Time(-1 << 62), spoke: make([]sim.Time, meanings)}
	for i := range s.spoke {
		s.spoke[i] = begin
	}
	return s
}

func (s *silences) clone() silences {
	c := *s
	c.list, c.spoke = slices.Clip(s.list), slices.Clone(s.spoke)
	return c
}

// listen settles after how long without a word the plant is taken to be silent, which tags tell of work (all, when none counts it), and
// which timers nobody tells of.
func (m *Mirror) listen() {
	m.flows = make([]bool, len(m.table.Meanings))
	held := map[holding]bool{}
	for _, h := range m.hold {
		held[h] = true
	}
	some := false
	for i := range m.table.Meanings {
		mean := &m.table.Meanings[i]
		switch mean.Means {
		case "finished", "good", "scrapped", "arrived", "rang":
			node := mean.Nodes[0]
			m.flows[i] = mean.Means != "rang" || m.rankOf(node, mean.Ring) != sim.Fail && m.rankOf(node, mean.Ring) != sim.Restore
			some = some || m.flows[i]
		}
	}
	for i := range m.flows {
		m.flows[i] = m.flows[i] || !some
	}
	p := m.table.Plant
	for id := range sim.ID(len(p.Layout.Nodes)) {
		for k := range p.Timers(id) {
			if h := (holding{id, sim.Timer(k)}); !held[h] && m.rankOf(id, h.timer) != sim.Arrive {
				m.alone = append(m.alone, h)
			}
		}
	}
}

// rankOf is the rank of a timer of an element.
func (m *Mirror) rankOf(id sim.ID, t sim.Timer) sim.Rank {
	if specs := m.table.Plant.Timers(id); int(t) < len(specs) {
		return specs[t].Rank
	}
	return sim.Finish
}

// patience is after how long without a word of work the plant is taken to be silent.
func (m *Mirror) patience() sim.Time {
	long := Silent
	for _, h := range m.hold {
		if r, ok := m.now.line.UnderWay(h.node, h.timer); ok && r.Law != nil && m.now.line.Rank(h.node, h.timer) == sim.Finish {
			long = max(long, min(longest, sim.Time(silentCycles*r.Law.Mean()*1e9)))
		}
	}
	return long
}

// quiet tells of a moment whether work has not been told of for so long before it that the plant is taken to be silent.
func (m *Mirror) quiet(at sim.Time) bool {
	return at-m.now.quiet.flow > Silent && at-m.now.quiet.flow > m.patience()
}

// anew tells whether the signal that is read now is the first of its tag since a silence began.
func (m *Mirror) anew(mean int, at sim.Time) bool {
	q := &m.now.quiet
	since := q.since
	if m.group.quiet {
		since = q.flow
	}
	is := q.spoke[mean] <= since
	q.spoke[mean] = at
	return is
}

// once lets a counter that is heard of for the first time since a silence count once: what it says has happened last is told, with its
// moment; all before is missed.
func (m *Mirror) once(ev *Event) {
	q := &m.now.quiet
	if ev.Count < 2 {
		return
	}
	missed := uint64(ev.Count - 1)
	ev.Count = 1
	if m.group.quiet {
		q.missed += missed
		return
	}
	q.list = slices.Clone(q.list) // earlier checkpoints have the old one
	q.list[len(q.list)-1].Missed += missed
	m.now.line.LoseTrack()
}

// heardAt notes that the plant has been heard, and ends a silence when it was of work.
func (m *Mirror) heardAt(at sim.Time, work bool) {
	q := &m.now.quiet
	q.heard = at
	if !work {
		return
	}
	if m.group.quiet {
		q.list = append(q.list, Silence{From: m.how.Zero.Add(q.flow), To: m.how.Zero.Add(at), Missed: q.missed})
		if q.missed > 0 {
			m.now.line.LoseTrack()
		}
		q.since, q.missed = q.flow, 0
	}
	q.flow = at
}

// wait lets the line go on by itself for as long as somebody may be silent, and lets what nobody tells of wait from then on: so long after
// the last word it would be made up.
func (m *Mirror) wait(at sim.Time) error {
	q := &m.now.quiet
	until := q.heard + Silent
	if q.still || at <= until {
		return nil
	}
	if err := m.follow(m.now.line, until); err != nil {
		return err
	}
	m.keepStill(true)
	return nil
}

// keepStill lets what nobody tells of wait, or go on again.
func (m *Mirror) keepStill(still bool) {
	if m.now.quiet.still == still {
		return
	}
	m.now.quiet.still = still
	for _, h := range m.alone {
		m.now.line.Hold(h.node, h.timer, still)
	}
}

// Silences lists the stretches in which nothing was heard of any work for so long that the mirror was taken up anew after them.
func (m *Mirror) Silences() []Silence { return slices.Clone(m.now.quiet.list) }

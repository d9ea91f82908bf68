package twin

import (
	"time"

	"tweeling/sim"
)

// A Standing is how a mirror stands at a time.
type Standing struct {
	At       time.Time
	Line     *sim.Line // a copy; it goes on by itself only when it is forked
	Elements []ElementStanding
	Drifts   []Drift
	Refits   []Refit
	Found    int // parts that were there when the mirror began, by what levels said; they stand in the books as put in
	Silences []Silence
	Heard    time.Time // when anything was heard last
	Sources  []Source
	Strange  Strangeness
	Unknown  string // the tag of the last signal of one that means nothing here
	Wrong    string // what was wrong with the last signal that was not understood
	Late     Lateness
	Taken    uint64 // signals applied
	Waiting  int    // signals taken that are later than the mirror is
}

// An ElementStanding is what is known of one node of the line beside what the line itself tells.
type ElementStanding struct {
	ID   sim.ID
	Last time.Time // when its last signal happened; zero: there was none
	Counts
	Overdue []Overdue
}

// An Overdue is a timer that has run for longer than nearly all of its kind do.
type Overdue struct {
	Timer string
	Age   time.Duration // how long it has run
	Usual time.Duration // 99 of 100 are over by then
}

// Stand tells how the mirror stands at a time: as it stood at the last signal that was applied, or later, when only what nobody
// tells of has gone on since (shifts, times that are not signalled). The mirror itself does not change.
func (m *Mirror) Stand(at time.Time) (*Standing, error) { return m.stand(at, nil) }

// stand lets somebody see the line before it goes on to that time.
func (m *Mirror) stand(at time.Time, watch func(*sim.Line)) (*Standing, error) {
	before := m.now
	m.now = before.clone()
	defer func() { m.now = before }()
	if watch != nil {
		watch(m.now.line)
	}
	if to := at.Sub(m.how.Zero); to > m.now.line.Now() {
		if err := m.catchUp(to + 1); err != nil {
			return nil, err
		}
		if slept := m.now.line.Now() - m.now.quiet.heard; slept > Silent {
			m.now.line.Slept(slept) // what it was at is not known to go on: it stands as it did when it was heard
		}
	} else if err := m.now.line.Settle(); err != nil {
		return nil, err
	}
	l := m.now.line
	s := &Standing{At: m.how.Zero.Add(l.Now()), Line: l, Drifts: m.Drifts(), Refits: m.Refits(), Found: m.now.found,
		Silences: m.Silences(), Heard: m.how.Zero.Add(m.now.quiet.heard), Sources: m.Sources(), Strange: m.now.total, Unknown: m.now.unknown, Wrong: m.now.wrong, Late: m.late,
		Taken: m.now.taken, Waiting: m.Waiting()}
	for id := range sim.ID(l.Len()) {
		e := ElementStanding{ID: id, Counts: m.now.counts[id], Overdue: m.overdue(id)}
		if seen := m.now.seen[id]; seen >= 0 {
			e.Last = m.how.Zero.Add(seen)
		}
		s.Elements = append(s.Elements, e)
	}
	return s, nil
}

// Line is the line as it stands at a time, see [Mirror.Stand].
func (m *Mirror) Line(at time.Time) (*sim.Line, error) {
	s, err := m.Stand(at)
	if err != nil {
		return nil, err
	}
	return s.Line, nil
}

// overdue lists the timers of a node that wait for the plant and have run longer than nearly all of their kind do: the 99th
// percentile of their law, and a tenth more. Failures and arrivals are never overdue.
func (m *Mirror) overdue(id sim.ID) []Overdue {
	var list []Overdue
	l := m.now.line
	for k, spec := range m.table.Plant.Timers(id) {
		r, ok := l.UnderWay(id, sim.Timer(k))
		if !ok || !l.Held(id, sim.Timer(k)) || spec.Rank != sim.Finish && spec.Rank != sim.Restore || r.Law == nil {
			continue
		}
		const slack = 1.1
		usual := time.Duration(slack * r.Law.Quantile(0.99) * float64(time.Second))
		if r.Age > usual {
			list = append(list, Overdue{Timer: spec.Name, Age: r.Age, Usual: usual})
		}
	}
	return list
}

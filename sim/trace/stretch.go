package trace

import (
	"time"

	"tweeling/sim"
)

// A Stretch is a time that an element spent in one state without a break: a bar of a Gantt chart.
type Stretch struct {
	Element  sim.ID
	State    sim.State
	From, To time.Duration // since the start of the line
}

// Stretches follows the states of elements, and tells each stretch when it is over.
type Stretches struct {
	tell  func(Stretch)
	ids   []sim.ID
	state map[sim.ID]Stretch
}

// StretchMask is what Stretches wants to observe.
const StretchMask = sim.Changed

// NewStretches follows some elements from now on.
func NewStretches(l *sim.Line, ids []sim.ID, tell func(Stretch)) *Stretches {
	s := &Stretches{tell: tell, ids: ids, state: map[sim.ID]Stretch{}}
	for _, id := range ids {
		s.state[id] = Stretch{Element: id, State: l.State(id), From: l.Now()}
	}
	return s
}

// Observe follows what happens.
func (s *Stretches) Observe(records []sim.Record) {
	for i := range records {
		r := &records[i]
		if at, ok := s.state[r.ID]; ok && r.What == sim.Changed && r.To != at.State {
			s.end(at, r.At)
			s.state[r.ID] = Stretch{Element: r.ID, State: r.To, From: r.At}
		}
	}
}

func (s *Stretches) end(at Stretch, now time.Duration) {
	if at.To = now; at.To > at.From {
		s.tell(at)
	}
}

// Close tells the stretches that are not over, in the order of the elements.
func (s *Stretches) Close(now time.Duration) {
	for _, id := range s.ids {
		s.end(s.state[id], now)
	}
}

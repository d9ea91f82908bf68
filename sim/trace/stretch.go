package trace

import (
	"time"

	"tweeling/sim"
)

// A Stretch is a time that an element spent in one state without a break: a bar of a Gantt chart.
type Stretch struct {
	Element  sim.ID
	State    sim.State
	Order    int           // of the part that came there last and is still there; -1: there is none, or it is of no order
	From, To time.Duration // since the start of the line
}

// Stretches follows the states of elements, and tells each stretch when it is over.
type Stretches struct {
	tell  func(Stretch)
	ids   []sim.ID
	state map[sim.ID]Stretch
	there map[sim.ID]present
}

// A present is the part that came last to an element and is still there, and since when that is so.
type present struct {
	part  sim.Number // 0: none
	order int
	since time.Duration
}

// StretchMask is what Stretches wants to observe.
const StretchMask = sim.Changed | sim.Moved | sim.Scrap

// NewStretches follows some elements from now on.
func NewStretches(l *sim.Line, ids []sim.ID, tell func(Stretch)) *Stretches {
	s := &Stretches{tell: tell, ids: ids, state: map[sim.ID]Stretch{}, there: map[sim.ID]present{}}
	for _, id := range ids {
		s.state[id] = Stretch{Element: id, State: l.State(id), Order: -1, From: l.Now()}
		s.there[id] = present{order: -1, since: l.Now()}
	}
	return s
}

// Observe follows what happens.
func (s *Stretches) Observe(records []sim.Record) {
	for i := range records {
		r := &records[i]
		switch r.What {
		case sim.Changed:
			if at, ok := s.state[r.ID]; ok && r.To != at.State {
				s.settle(r.ID, r.At)
				s.end(s.state[r.ID], r.At)
				s.state[r.ID] = Stretch{Element: r.ID, State: r.To, Order: s.there[r.ID].order, From: r.At}
			}
		case sim.Moved:
			s.goes(r.Peer, r)
			if _, ok := s.there[r.ID]; ok {
				s.settle(r.ID, r.At)
				s.there[r.ID] = present{r.Part, int(r.Order) - 1, r.At}
			}
		case sim.Scrap:
			s.goes(r.ID, r)
		default:
		}
	}
}

// goes notes that a part is gone from an element.
func (s *Stretches) goes(id sim.ID, r *sim.Record) {
	if at, ok := s.there[id]; ok && at.part == r.Part {
		s.settle(id, r.At)
		s.there[id] = present{order: -1, since: r.At}
	}
}

// settle ends a stretch where the order has changed in the middle of it. What changed at this very instant may change again.
func (s *Stretches) settle(id sim.ID, now time.Duration) {
	at, here := s.state[id], s.there[id]
	if here.since == now || here.order == at.Order {
		return
	}
	s.end(at, here.since)
	at.Order, at.From = here.order, here.since
	s.state[id] = at
}

func (s *Stretches) end(at Stretch, now time.Duration) {
	if at.To = now; at.To > at.From {
		s.tell(at)
	}
}

// Close tells the stretches that are not over, in the order of the elements.
func (s *Stretches) Close(now time.Duration) {
	for _, id := range s.ids {
		s.settle(id, now)
		s.end(s.state[id], now)
	}
}

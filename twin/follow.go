package twin

import (
	"time"

	"tweeling/sim"
)

// A Follower observes the line of a mirror from its beginning on, and goes back with it: when a signal comes late, the mirror
// goes back to a checkpoint, and what came after it is observed anew. So what a follower gathers is, like all that a mirror
// shows, a function of the set of signals.
type Follower interface {
	sim.Observer
	Wants() sim.What // the records that it asks for
	Mark() int       // how much it has observed so far, told back by Rewind; asked at each checkpoint
	Rewind(to int)   // forgets all that it has observed since a mark; 0: everything
}

// attach lets the follower observe the line that the mirror has from now on: a new one, or a copy of one that it has observed.
func (m *Mirror) attach(seen int, watch func(*sim.Line, sim.Observer, sim.What)) {
	if f := m.how.Follower; f != nil {
		f.Rewind(seen)
		watch(m.now.line, f, f.Wants())
	}
}

// seen is how much the follower has observed.
func (m *Mirror) seen() int {
	if m.how.Follower == nil {
		return 0
	}
	return m.how.Follower.Mark()
}

// StandOver is [Mirror.Stand], and hands what goes on after the last signal, by the model alone, to an observer: the records that
// follow those of the follower.
func (m *Mirror) StandOver(at time.Time, o sim.Observer, mask sim.What) (*Standing, error) {
	watch := (*sim.Line).Watch
	if m.how.Follower != nil {
		watch = (*sim.Line).WatchOn
	}
	return m.stand(at, func(l *sim.Line) { watch(l, o, mask) })
}

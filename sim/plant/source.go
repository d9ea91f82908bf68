package plant

import (
	"tweeling/sim"
	"tweeling/sim/dist"
)

// A source with arrivals lets parts in one lot after another, whatever the line does.
type source struct {
	every *dist.Dist
	lot   int
}

// Timers names the arrival.
func (s *source) Timers() []sim.TimerSpec {
	return []sim.TimerSpec{{Name: "arrival", Rank: sim.Arrive}}
}

// Clone returns the source itself: nothing of it changes.
func (s *source) Clone() sim.Element { return s }

// Handle lets a lot in at each arrival.
func (s *source) Handle(cx sim.Context, ev sim.Event) {
	if ev.Cause == sim.Rang {
		for range s.lot {
			cx.Let(cx.Make())
		}
	}
	if ev.Cause == sim.Rang || ev.Cause == sim.Started {
		cx.Begin(0, s.every)
	}
}

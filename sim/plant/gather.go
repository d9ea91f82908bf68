package plant

import (
	"fmt"

	"tweeling/sim"
)

// A machine may be let to begin only once so many parts wait before it, since it costs much to begin (the N-policy of Yadin
// and Naor, 1963). It then works until none waits. What would never become so many is begun once the first of them has waited
// long enough, where the scenario says how long that is.

// gathers tells whether it waits for more parts before it begins.
func (m *machine) gathers(cx sim.Context) bool {
	if m.startAt < 2 || m.going {
		return false
	}
	switch n := cx.Waiting(); {
	case n >= m.startAt || n > 0 && m.yields:
		m.going, m.yields = true, false
		m.stopLonging(cx)
		return false
	case n > 0 && m.startWait > 0 && !m.longs && !m.yields:
		m.longs = true
		cx.BeginFor(m.patience, m.startWait)
	}
	return true
}

// patient tells whether there is something that a machine does not wait for for ever.
func (w *works) patient() bool {
	return w.setup.least > 0 || w.startWait > 0 || w.kit != nil && w.kit.batch != nil && w.kit.batch.wait > 0
}

// gathering settles for how many parts a machine waits.
func (b *builder) gathering(p *Placed, w *works) error {
	if w.startAt = p.Count("start_at"); w.startAt < 2 {
		return nil
	}
	if !b.model.HasOwnPlace(p.Name) || p.Count("minimum_run") > 0 {
		return fmt.Errorf("start_at: want one buffer or source before it that leads nowhere else, and no minimum_run, have another way")
	}
	if room := b.model.RoomBefore(p.Name); room < w.startAt {
		return fmt.Errorf("start_at: want room for %d before it, have %d", w.startAt, room)
	}
	w.startWait = p.Span("maximum_wait")
	return nil
}

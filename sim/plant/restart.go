package plant

import "tweeling/sim"

// A restart is what it costs that a machine has stood still: an oven has cooled, plastic has set, so the first parts after it
// leave as scrap.
type restart struct {
	spoils int      // so many
	after  sim.Time // when it has stood still for so long at least
}

// restarts notes when a machine begins to stand still, since it is down, stopped as planned or its shift is over, and what
// that costs when it goes on.
func (m *machine) restarts(cx sim.Context) {
	switch still := m.stands() || m.off && !m.finish; {
	case still && !m.stood:
		m.stood, m.stoodSince = true, cx.Now()
	case !still && m.stood:
		m.stood = false
		if cx.Now()-m.stoodSince >= m.restart.after {
			m.spoils = max(m.spoils, m.restart.spoils)
		}
	}
}

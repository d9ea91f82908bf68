package plant

import (
	"time"

	"tweeling/sim"
	"tweeling/sim/dist"
)

// A shiftEnd is what becomes of the part in work when the shift of a machine ends.
type shiftEnd uint8

const (
	pauses    shiftEnd = iota // it waits in the machine
	finishes                  // it is finished first
	noStart                   // as pauses, but what is not to be finished before is not begun
	abandoned                 // what was done of it is lost, and it is done anew in the next shift
)

var shiftEnds = map[string]shiftEnd{"pause": pauses, "finish": finishes, "no-start": noStart, "abandon": abandoned}

func (m *machine) endShift(cx sim.Context) {
	if m.runsOn() {
		m.dark = true
		return
	}
	m.off = true
	switch m.atEnd {
	case finishes:
		m.finish = m.active
	case abandoned:
		m.abandon(cx)
	case pauses, noStart:
	}
}

// abandon loses what has been done of the phase; it begins anew in the same time.
func (m *machine) abandon(cx sim.Context) {
	if m.begun && m.timer[m.phase] != noTimer {
		cx.Cancel(m.timer[m.phase])
		m.again = true
	}
}

// holdsBack tells whether the round of the part in it is not begun now, since it would not be done before the end of the
// shift. What fits in no shift is begun at the beginning of one.
func (m *machine) holdsBack(cx sim.Context) bool {
	if m.atEnd != noStart || m.started || m.asked || m.part == sim.NoPart || m.unmanned() || m.fresh == cx.Now() {
		return false
	}
	return m.roundTime(cx) > cx.ShiftLeft()
}

// roundTime is how long the round of the part in it takes from the present phase on, by the means of its laws.
func (m *machine) roundTime(cx sim.Context) time.Duration {
	total := time.Duration(0)
	for ph := m.phase; ph < phases; ph++ {
		switch ph {
		case settingUp:
			total += meanTime(m.setup.steps(m.tooled, cx.Op(m.part))...)
		case loading, working, unloading:
			total += meanTime(m.steps[ph][cx.Op(m.part)]...)
		default:
		}
	}
	return total
}

// wanted is about how long the phase wants somebody. Only people who do not begin what they are not to finish ask.
func (m *machine) wanted(cx sim.Context) time.Duration {
	if !m.fits {
		return 0
	}
	return meanTime(m.stepsNow(cx)...)
}

func meanTime(laws ...*dist.Dist) time.Duration {
	total := 0.0
	for _, d := range laws {
		total += d.Mean()
	}
	return time.Duration(total * 1e9)
}

package plant

import "tweeling/sim"

// lightsOut says until when a machine runs on unattended when its shift is over. When it
// needs people of whom nobody is on duty, the run is over. Repairs that need nobody by name wait for the shift.
type lightsOut uint8

const (
	attended   lightsOut = iota // it does not
	firstFault                  // until it fails for the first time, whoever may come to repair it
	untilEmpty                  // until nothing waits for it
)

var lightsOuts = map[string]lightsOut{"": attended, "no": attended, "first-fault": firstFault, "empty": untilEmpty}

// runsOn tells whether the machine runs on at the end of its shift: when it is up, and has work where it is to have some.
func (m *machine) runsOn() bool {
	idle := m.phase == empty && m.part == sim.NoPart
	return !m.stands() && (m.unattended == firstFault || m.unattended == untilEmpty && !idle)
}

// onShift tells whether the machine may take a part in now.
func (m *machine) onShift(cx sim.Context) bool { return m.dark || !m.off && cx.OnShift() }

// unmanned tells whether the machine's shift is over, whether it runs on or not.
func (m *machine) unmanned() bool { return m.off || m.dark }

// forlorn tells whether an unattended machine waits for people of whom nobody is on duty.
func (m *machine) forlorn(cx sim.Context, r int) bool {
	return m.dark && m.asked && !m.helped && !m.robots[m.phase] && !cx.Staffed(r)
}

// darken ends an unattended run; the machine is off until its shift begins.
func (m *machine) darken() {
	if m.dark {
		m.dark, m.off = false, true
	}
}

// idle ends an unattended run that is to last until nothing waits.
func (m *machine) idle() {
	if m.unattended == untilEmpty {
		m.darken()
	}
}

// takeAny takes the part that has waited longest, or waits for one. One that runs on until there is nothing left does not
// wait: what can come at once comes, or the run is over.
func (m *machine) takeAny(cx sim.Context) (sim.Part, bool) {
	if dark := m.dark && m.unattended == untilEmpty; dark || m.startAt > 1 {
		p, ok := cx.TakeNow()
		m.going = ok
		if !ok && dark {
			m.darken()
		}
		return p, ok
	}
	p, ok := cx.Take()
	m.waiting = !ok
	return p, ok
}

package plant

import "tweeling/sim"

// update brings what the machine does in line with what it may do.
func (m *machine) update(cx sim.Context) {
	m.fetch(cx)
	up := len(m.downs) == 0 && (!m.off || m.finish)
	takesTime := m.timer[m.phase] != noTimer
	r := m.request[m.phase]
	if takesTime && r >= 0 {
		if up && !m.asked {
			m.asked, m.helped = true, cx.Ask(r)
		} else if !up && m.asked {
			cx.Return(r)
			m.asked, m.helped = false, false
		}
	}
	run := takesTime && up && m.helped
	if run {
		m.work(cx)
	} else if m.begun {
		cx.Pause(m.timer[m.phase])
	}
	m.active = run
	if m.setup.when != partArrived {
		m.prepare(cx)
	}
	m.tick(cx, run && m.phase == working)
	m.mend(cx)
	cx.Enter(m.state())
}

// fetch asks for a part when the machine is free to take one, and takes that back when it is not.
func (m *machine) fetch(cx sim.Context) {
	for m.phase == empty && m.part == sim.NoPart {
		wants := !m.off && cx.OnShift() && (len(m.downs) == 0 || m.accepts)
		if !wants {
			if m.waiting {
				cx.Decline()
				m.waiting = false
			}
			return
		}
		if m.waiting {
			return
		}
		if m.inCampaign() {
			p, ok := m.takeOwn(cx)
			if !ok {
				return
			}
			m.receive(cx, p)
			continue
		}
		p, ok := cx.Take()
		if !ok {
			m.waiting = true
			return
		}
		m.receive(cx, p)
	}
}

// work begins the phase's time, or goes on with it.
func (m *machine) work(cx sim.Context) {
	t := m.timer[m.phase]
	switch {
	case m.again:
		m.again = false
		cx.Again(t)
	case m.begun:
		cx.Resume(t)
	default:
		m.begun = true
		if steps := m.stepsNow(cx); m.step < len(steps) {
			cx.Begin(t, steps[m.step])
		} else {
			cx.BeginFor(t, 0) // people are needed, but no time
		}
	}
}

// tick lets the clocks of failure that count operating time run only while work goes on.
func (m *machine) tick(cx sim.Context, on bool) {
	if m.ticking == on {
		return
	}
	m.ticking = on
	for i, f := range m.modes {
		if f.calendar {
			continue
		}
		if on {
			cx.Resume(m.uptimeTimer(i))
		} else {
			cx.Pause(m.uptimeTimer(i))
		}
	}
}

// mend lets the repair in hand go on: with its crew when it needs one, else while the machine's shift is on.
func (m *machine) mend(cx sim.Context) {
	if len(m.downs) == 0 {
		return
	}
	t := m.repairTimer(m.downs[0])
	if m.fix >= 0 && !m.called {
		m.called, m.repairs = true, cx.Ask(m.fix)
	}
	switch goes := m.fix < 0 && !m.off || m.fix >= 0 && m.repairs; {
	case !goes:
		cx.Pause(t)
	case m.begunRepair(cx):
		cx.Resume(t)
	}
}

// begunRepair begins a repair that has not begun; it returns true when it had.
func (m *machine) begunRepair(cx sim.Context) bool {
	first := m.downs[0]
	if m.mended != first {
		m.mended = first
		cx.Begin(m.repairTimer(first), m.modes[first].repair)
		return false
	}
	return true
}

func (m *machine) fail(cx sim.Context, mode int) {
	m.downs = append(m.downs, mode)
	if len(m.downs) > 1 {
		return
	}
	switch {
	case m.phase == working && m.begun:
		m.interrupt(cx)
	case m.phase == settingUp && m.begun && m.setup.afresh:
		cx.Cancel(m.timer[settingUp])
		m.again = true
	case m.ahead.begun && m.setup.afresh:
		cx.Cancel(m.timer[settingUp])
		m.ahead.again = true
	}
	if m.holds {
		cx.Lock(true)
	}
}

// interrupt does with the part in work what the machine's rule says.
func (m *machine) interrupt(cx sim.Context) {
	switch m.rule {
	case restarts:
		cx.Cancel(workTimer)
		m.again = true
	case resamples:
		cx.Cancel(workTimer)
		m.begun = false
	case scraps:
		if cx.Age(workTimer) == 0 {
			return // it came in at the very instant of the failure: nothing has been done to it
		}
		cx.Cancel(workTimer)
		if m.asked {
			cx.Return(m.request[working])
		}
		cx.Scrap(m.part)
		m.part = sim.NoPart
		m.enter(empty)
	case resumes:
	}
}

// restore ends the repair in hand. The mode's next life begins when it is repaired, also when another still waits.
func (m *machine) restore(cx sim.Context) {
	mode := m.downs[0]
	m.downs = append(m.downs[:0], m.downs[1:]...)
	m.mended = -1
	if m.fix >= 0 {
		cx.Return(m.fix)
		m.called, m.repairs = false, false
	}
	cx.Begin(m.uptimeTimer(mode), m.modes[mode].uptime)
	if !m.modes[mode].calendar {
		cx.Pause(m.uptimeTimer(mode))
	}
	if len(m.downs) == 0 && m.holds {
		cx.Lock(false)
	}
}

func (m *machine) granted(cx sim.Context, r int) {
	switch {
	case r == m.fix:
		m.repairs = true
	case r == m.request[swapping] && m.clears > 0:
		cx.Resume(m.clearTimer)
	case r == m.request[settingUp] && m.ahead.product >= 0:
		m.ahead.helped = true
	case r == m.request[m.phase]:
		m.helped = true
	}
}

func (m *machine) withdrawn(cx sim.Context, r int) {
	switch {
	case r == m.fix:
		m.repairs = false
	case r == m.request[swapping] && m.clears > 0:
		cx.Pause(m.clearTimer)
	case r == m.request[settingUp] && m.ahead.product >= 0:
		m.ahead.helped = false
	case r == m.request[m.phase]:
		m.helped = false
	}
}

// state is what the machine does, by the order of precedence of the states.
func (m *machine) state() sim.State {
	waits := m.asked && !m.helped || m.phase == empty && m.ahead.waits()
	switch {
	case m.off && !m.active:
		return sim.Off
	case len(m.downs) > 0 && m.fix >= 0 && !m.repairs:
		return sim.WaitingRepair
	case len(m.downs) > 0:
		return sim.Down
	case m.active && m.phase == settingUp || !m.active && m.ahead.active:
		return sim.Setup
	case waits && m.robots[m.phase]:
		return sim.WaitingRobot
	case waits:
		return sim.WaitingOperator
	case m.active:
		return sim.Working
	case m.phase == placing && m.clears > 0: // its hands are full
		return sim.WaitingRobot
	case m.phase == empty:
		return sim.Starved
	default:
		return sim.Blocked
	}
}

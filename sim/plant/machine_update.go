package plant

import "tweeling/sim"

// update brings what the machine does in line with what it may do.
func (m *machine) update(cx sim.Context) {
	if m.plain {
		m.updatePlain(cx)
		return
	}
	if m.restart.spoils > 0 {
		m.restarts(cx)
	}
	if m.service.due != 0 {
		m.stopNow(cx)
	}
	if m.preempts != never {
		m.yield(cx)
	}
	m.fetch(cx)
	m.powerless, m.drew = false, false
	if m.service.due != 0 {
		m.stopNow(cx) // it is idle, now that it is known that nothing waits for it
	}
	up := !m.stands() && (!m.off || m.finish)
	timed := m.timer[m.phase] != noTimer
	m.held = timed && m.holdsBack(cx)
	takesTime := timed && !m.held
	r := m.request[m.phase]
	if takesTime && up && (r < 0 || !m.asked || m.helped) {
		takesTime = m.wakeTimer == noTimer || m.awake(cx)
	} else if m.rousing {
		m.dwell(cx)
	}
	if takesTime && r >= 0 {
		if up && !m.asked {
			m.asked, m.helped = true, m.ask(cx, r, m.wanted(cx))
		} else if !up && m.asked {
			m.dismiss(cx, r)
			m.asked, m.helped = false, false
		}
		if m.forlorn(cx, r) {
			m.darken()
			m.update(cx)
			return
		}
	}
	run := takesTime && up && m.helped && m.powered(cx)
	if run {
		m.work(cx)
	} else if m.begun {
		cx.Pause(m.timer[m.phase])
	}
	m.active = run
	if m.setup.when != partArrived {
		m.prepare(cx)
	}
	off := m.unmanned()
	m.tick(cx, run && m.phase == working, off)
	if len(m.downs) > 0 {
		m.mend(cx, off)
	}
	if m.service.now >= 0 {
		m.maintain(cx, off)
	}
	if m.fed {
		m.unpower(cx)
	}
	if s := m.told(cx, m.state(cx)); s == sim.Off && m.dark {
		cx.Await()
	} else {
		cx.Enter(s)
	}
}

// fetch asks for a part when the machine is free to take one, and takes that back when it is not.
func (m *machine) fetch(cx sim.Context) {
	for m.phase == empty && m.part == sim.NoPart {
		wants := m.onShift(cx) && (!m.stands() || m.accepts && m.service.now < 0)
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
		if m.kit != nil {
			if !m.offered { // what to begin with is a choice, which waits for the end of the instant
				cx.Look()
				return
			}
			p, ok := m.gatherKit(cx)
			if m.waiting = !ok; !ok {
				m.idle()
				return
			}
			m.receive(cx, p)
			continue
		}
		if m.setup.rounds != nil {
			if !m.rove(cx) {
				return
			}
			continue
		}
		if m.preempts != never && m.takeUp(cx) {
			continue
		}
		if m.gathers(cx) {
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
		p, ok := m.takeAny(cx)
		if !ok {
			return
		}
		m.receive(cx, p)
	}
}

// work begins the phase's time, or goes on with it.
func (m *machine) work(cx sim.Context) {
	t, pace := m.timer[m.phase], m.pace(cx, m.request[m.phase])
	switch {
	case m.again:
		m.again = false
		cx.Again(t)
	case m.begun:
		cx.Resume(t)
	default:
		if !m.started {
			m.started, m.startedAt = true, cx.Now()
		}
		m.begun = true
		if m.left > 0 {
			cx.BeginFor(t, m.left)
			m.left = 0
			return
		}
		if steps := m.stepsNow(cx); m.step < len(steps) {
			m.begin(cx, t, steps[m.step], pace)
		} else {
			cx.BeginFor(t, 0) // people are needed, but no time
		}
		return
	}
	m.keepPace(cx, t, pace)
}

func (m *machine) granted(cx sim.Context, r int) {
	switch {
	case m.upkeep.granted(r):
	case r == m.request[swapping] && m.clears > 0:
		cx.Resume(m.clearTimer)
	case r == m.request[settingUp] && m.ahead.product >= 0:
		m.ahead.helped = true
	case r == m.request[m.phase]:
		m.helped = true
	}
}

// withdrawn is told when who helped has gone; abandoned: what they were doing is lost.
func (m *machine) withdrawn(cx sim.Context, r int, abandoned bool) {
	m.turnBack(cx, r)
	switch {
	case m.upkeep.withdrawn(cx, r, abandoned):
	case r == m.request[swapping] && m.clears > 0:
		cx.Pause(m.clearTimer)
	case r == m.request[settingUp] && m.ahead.product >= 0:
		m.ahead.helped = false
		if abandoned && m.ahead.begun {
			cx.Cancel(m.timer[settingUp])
			m.ahead.again = true
		}
	case r == m.request[m.phase]:
		m.helped = false
		if abandoned {
			m.abandon(cx)
		}
	}
}

// state is what the machine does, by the order of precedence of the states.
func (m *machine) state(cx sim.Context) sim.State {
	waits := m.asked && !m.helped || m.phase == empty && m.ahead.waits()
	switch {
	case m.unmanned() && !m.active && !m.ahead.active && !m.rousing && !m.powerless:
		return sim.Off
	case m.service.now >= 0:
		return sim.PlannedStop
	case m.halts == 0 && m.unmended():
		return sim.WaitingRepair
	case m.stands():
		return sim.Down
	case m.held: // it could begin, and is not let to
		return sim.PlannedStop
	case m.rousing || m.active && m.phase == settingUp || !m.active && m.ahead.active:
		return sim.Setup
	case waits && m.robots[m.phase]:
		return sim.WaitingRobot
	case waits:
		return sim.WaitingOperator
	case m.powerless:
		return sim.WaitingPower
	case m.active:
		return sim.Working
	case m.phase == placing && m.clears > 0: // its hands are full
		return sim.WaitingRobot
	case m.phase == empty && m.hand.lacks:
		return sim.WaitingVehicle
	case m.phase == empty && m.first >= 0 && !cx.Staffed(m.first):
		return sim.WaitingOperator
	case m.phase == empty:
		return sim.Starved
	default:
		return sim.Blocked
	}
}

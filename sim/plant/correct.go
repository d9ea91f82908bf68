package plant

import (
	"slices"

	"tweeling/sim"
)

// What a plant says may be at odds with where a machine of its twin is. Then the machine is where the plant says: it leaves what
// it was at, and goes on from there. It can do so from any phase of its round, be it out of its shift, broken, or without people;
// but a robot with a double gripper, whose hands are part of the round, cannot be guessed at.

// Correct ends a phase of the round, a failure or a stop that the plant says is over.
func (m *machine) Correct(cx sim.Context, t sim.Timer) bool {
	if t >= m.firstStop {
		what, ok := m.correctUpkeep(cx, t)
		if ok {
			m.befalls(cx, what)
			m.update(cx)
		}
		return ok
	}
	ph := slices.Index(m.timer[:], t)
	if ph < 0 || m.swaps || m.ahead.product >= 0 || cx.Promised() {
		return false
	}
	m.leave(cx)
	if m.part == sim.NoPart {
		p, ok := cx.TakeNow()
		if !ok {
			p = cx.PutIn()
		}
		m.begins(cx, p)
		m.part = p
	}
	if !m.started {
		m.started, m.startedAt = true, cx.Now()
	}
	if phase(ph) == working {
		m.run++
	}
	if op := cx.Op(m.part); phase(ph) >= settingUp && m.tooled != op {
		m.isSetUp(op)
	}
	m.enter(phase(ph))
	m.active = false
	if phase(ph) == working {
		m.wear(cx)
	}
	m.advance(cx)
	m.update(cx)
	return true
}

// leave ends what the machine is at: it is up, waits for nobody, and has no part that it cannot get rid of.
func (m *machine) leave(cx sim.Context) {
	for len(m.downs) > 0 {
		m.befalls(cx, m.restore(cx))
	}
	if m.service.now >= 0 {
		m.befalls(cx, m.stopRang(cx, m.stops[m.service.now].work))
	}
	if m.phase == blocked {
		cx.Discard()
		m.part = sim.NoPart
		m.enter(empty)
	}
	if m.asked {
		m.dismiss(cx, m.request[m.phase])
	}
	if t := m.timer[m.phase]; t != noTimer {
		cx.Cancel(t)
	}
	if m.waiting {
		cx.Decline()
		m.waiting = false
	}
	cx.Forgo()
}

// Correct ends a failure or a stop that the plant says is over.
func (r *robot) Correct(cx sim.Context, t sim.Timer) bool {
	if t < r.firstStop {
		return false
	}
	_, ok := r.correctUpkeep(cx, t)
	if ok {
		r.update(cx)
	}
	return ok
}

// correctUpkeep ends a repair that has not begun here, or that others come before; or a planned stop that has not begun.
func (u *upkeep) correctUpkeep(cx sim.Context, t sim.Timer) (befallen, bool) {
	if t < u.firstFailure {
		i := int(t-u.firstStop) / 2
		if t != u.stops[i].work || u.service.now != i && (u.service.due|u.service.lacks)>>i&1 == 0 {
			return nothing, false
		}
		if u.service.lacks>>i&1 != 0 {
			u.service.lacks &^= 1 << i
			cx.Return(u.stops[i].spare)
		}
		if u.service.now < 0 {
			u.service.due &^= 1 << i
			u.service.now = i
		}
		cx.Cancel(t)
		return u.stopRang(cx, t), true
	}
	mode := int(t-u.firstFailure) / 2
	at := slices.Index(u.downs, mode)
	if t != u.repairTimer(mode) || at < 0 {
		return nothing, false
	}
	cx.Cancel(u.repairTimer(u.downs[0]))
	u.downs = append(u.downs[:at], u.downs[at+1:]...)
	u.downs = slices.Insert(u.downs, 0, mode)
	return u.restore(cx), true
}

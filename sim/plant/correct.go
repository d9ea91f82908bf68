package plant

import (
	"slices"

	"tweeling/sim"
)

// What a plant says may be at odds with where a machine of its twin is. Then the machine is where the plant says: it leaves what
// it was at, and goes on from there. It can do so from any phase of its round, be it out of its shift, broken, or without people.
// What it lacks for that is taken from where it waits, else put in; what is in the way goes on where there is room, else it is taken
// out.

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
	if t == m.clearTimer && m.clears == 0 || t == m.patience && m.hand.wakes == sim.Never {
		return true // the hand is empty already; nobody is waited for
	}
	ph := phase(max(0, slices.Index(m.timer[:], t)))
	if ph == empty || ph == settingUp && m.correctAhead(cx) {
		return ph != empty
	}
	cx.Forsake()
	m.leave(cx)
	if m.part == sim.NoPart {
		m.comeBy(cx)
	}
	if !m.started {
		m.started, m.startedAt = true, cx.Now()
	}
	if ph == swapping {
		m.correctSwap(cx)
		m.update(cx)
		return true
	}
	if ph == working {
		m.run++
	}
	if op := cx.Op(m.part); ph >= settingUp && m.tooled != op {
		m.isSetUp(op)
	}
	m.enter(ph)
	m.active = false
	if ph == working {
		m.wear(cx)
		m.judge(cx)
	}
	m.advance(cx)
	m.update(cx)
	return true
}

// leave ends what the machine is at: it is up, waits for nobody, and has no part that it cannot get rid of.
func (m *machine) leave(cx sim.Context) {
	for len(m.downs) > 0 {
		cx.Cancel(m.repairTimer(m.downs[0]))
		m.befalls(cx, m.restore(cx))
	}
	if m.service.now >= 0 {
		work := m.stops[m.service.now].work
		cx.Cancel(work)
		m.befalls(cx, m.stopRang(cx, work))
	}
	if m.setup.when != partArrived {
		m.forget(cx)
	}
	if m.phase == blocked {
		cx.Discard()
		m.part = sim.NoPart
		m.giveRest(cx)
		m.enter(empty)
	}
	m.emptyHands(cx)
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
	m.kept, m.left = false, 0
	if m.fed {
		cx.Release()
	}
	cx.Forgo()
}

// comeBy gives the machine a part to go on with: one in its own hands, else one that waits for it, else one that nobody saw come.
func (m *machine) comeBy(cx sim.Context) {
	last := len(m.aside) - 1
	switch {
	case m.next != sim.NoPart:
		m.part, m.next, m.swapped = m.next, sim.NoPart, false
		return
	case last >= 0:
		m.part, m.aside = m.aside[last].part, m.aside[:last]
		return
	case m.kit != nil:
		m.part = m.completeKit(cx)
	default:
		m.part = nextOrPutIn(cx)
	}
	m.begins(cx, m.part)
	m.yields, m.skips = false, false
}

// nextOrPutIn is the next part that waits, else one that is put in.
func nextOrPutIn(cx sim.Context) sim.Part {
	p, ok := cx.TakeNow()
	if !ok {
		p = cx.PutIn()
	}
	return p
}

// correctAhead ends a setup for what is not here yet. It is false when there is none, so that the setup that is over is that for a
// part.
func (m *machine) correctAhead(cx sim.Context) bool {
	switch {
	case m.ahead.product >= 0:
		cx.Cancel(m.timer[settingUp])
		m.aheadOver(cx)
	case m.setup.when == partArrived || !m.isClear():
		return false
	default:
		if op := cx.Coming(); op >= 0 {
			m.isSetUp(op)
		}
	}
	m.update(cx)
	return true
}

// emptyHands lets a double gripper put down what it has taken out.
func (m *machine) emptyHands(cx sim.Context) {
	if m.clears > 0 {
		cx.Cancel(m.clearTimer)
		m.clears = 0
		m.dismiss(cx, m.request[swapping])
	}
	p := m.carried
	m.carried = sim.NoPart
	switch {
	case p == sim.NoPart:
	case m.doomed:
		cx.Scrap(p)
	case !cx.Send(p):
		cx.Discard()
	}
}

// correctSwap lets a double gripper have changed the part in the machine for the next, and put it down.
func (m *machine) correctSwap(cx sim.Context) {
	if m.next == sim.NoPart {
		m.next = nextOrPutIn(cx)
		m.begins(cx, m.next)
	}
	p, doomed := m.part, m.isScrap(cx, m.part)
	m.part, m.finish = sim.NoPart, false
	m.carried, m.doomed, m.swapped = p, doomed, true
	m.becomes(cx.Op(m.next))
	m.emptyHands(cx)
	m.active = false
	m.enter(empty)
	m.follow(cx)
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

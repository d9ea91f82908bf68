package plant

import "tweeling/sim"

// A plain machine only works: it needs nobody but to be repaired, and goes by none of the rules that look at more than its
// shift, its failures and those it stops with. Its round is a step from empty to working; what follows is what the long way
// would do, without the detours.

// fit tells whether the machine could work now.
func (m *machine) fit(cx sim.Context) bool {
	return !m.off && len(m.downs) == 0 && m.halts == 0 && cx.OnShift()
}

// finishPlain is the way of a machine that only works, from one part straight to the next: what update would do, without
// the detours. Clocks of failure that count operating time simply run on.
func (m *machine) finishPlain(cx sim.Context) {
	p := m.part
	m.part = sim.NoPart
	if s := m.jobs[cx.Op(p)].scrap; s > 0 && cx.Chance(s, p) || s == 0 && cx.Seen(p) == sim.SeenScrap {
		cx.Scrap(p)
	} else if !cx.Send(p) {
		m.part = p
		m.enter(blocked)
		m.update(cx)
		return
	}
	if m.fit(cx) {
		if q, ok := cx.Take(); ok {
			m.part = q
			cx.Begin(workTimer, m.jobs[cx.Op(q)].cycle)
			return
		}
		m.waiting = true
	}
	m.enter(empty)
	m.update(cx)
}

// updatePlain is update.
func (m *machine) updatePlain(cx sim.Context) {
	up := len(m.downs) == 0 && m.halts == 0
	if m.phase == empty && m.part == sim.NoPart {
		m.fetchPlain(cx, up)
	}
	run := m.phase == working && up && (!m.off || m.finish)
	switch {
	case run && m.begun && !m.again:
		cx.Resume(workTimer)
	case run && m.begun:
		m.again = false
		cx.Again(workTimer)
	case run:
		m.begun = true
		cx.Begin(workTimer, m.jobs[cx.Op(m.part)].cycle)
	case m.begun:
		cx.Pause(workTimer)
	}
	m.active = run
	m.tick(cx, run, m.off)
	if !up {
		m.mend(cx, m.off)
	}
	cx.Enter(m.told(cx, m.plainState(up)))
}

// fetchPlain is fetch.
func (m *machine) fetchPlain(cx sim.Context, up bool) {
	if wants := !m.off && cx.OnShift() && (up || m.accepts); !wants {
		if m.waiting {
			cx.Decline()
			m.waiting = false
		}
		return
	}
	if m.waiting {
		return
	}
	p, ok := cx.Take()
	if m.waiting = !ok; ok {
		m.part = p
		m.enter(working)
	}
}

// plainState is state.
func (m *machine) plainState(up bool) sim.State {
	switch {
	case m.off && !m.active:
		return sim.Off
	case m.halts == 0 && m.unmended():
		return sim.WaitingRepair
	case !up:
		return sim.Down
	case m.active:
		return sim.Working
	case m.phase == empty:
		return sim.Starved
	default:
		return sim.Blocked
	}
}

package plant

import (
	"fmt"

	"tweeling/sim"
)

// A machine may put a part aside for one of a higher priority, and go on with it once nothing more urgent waits: with the
// rest of its work, or with all of it again.

type preemption uint8

const (
	never preemption = iota
	resumesLater
	restartsLater
)

var preemptions = map[string]preemption{"": never, "no": never, "resume": resumesLater, "restart": restartsLater}

// A part that is put aside, with what of its work is to be done.
type putAside struct {
	part sim.Part
	left sim.Time
}

// yield puts the part in work aside when one that comes before it waits.
func (m *machine) yield(cx sim.Context) {
	if m.phase != working || !m.begun || m.stands() {
		return
	}
	if q, ok := cx.First(); !ok || m.rank(cx, q) >= m.rank(cx, m.part) {
		return
	}
	left := cx.Rest(workTimer)
	if m.preempts == restartsLater {
		left += cx.Age(workTimer)
	}
	cx.Cancel(workTimer)
	m.aside = append(m.aside, putAside{m.part, left})
	m.part = sim.NoPart
	m.enter(empty)
}

// takeUp goes on with the part that was put aside last, unless one that comes before it waits, which is taken then. It is
// false when nothing is put aside.
func (m *machine) takeUp(cx sim.Context) bool {
	last := len(m.aside) - 1
	if last < 0 {
		return false
	}
	top := m.aside[last]
	if q, ok := cx.First(); ok && m.rank(cx, q) < m.rank(cx, top.part) {
		if p, ok := cx.TakeNow(); ok {
			m.receive(cx, p)
			return true
		}
	}
	m.aside = m.aside[:last]
	m.part, m.left = top.part, top.left
	m.enter(working)
	return true
}

// preempting settles whether a machine puts parts aside.
func (b *builder) preempting(p *Placed, w *works) error {
	w.preempts = preemptions[p.Text("preempt")]
	if w.preempts == never {
		return nil
	}
	if p.Text("dispatch") != "priority" || !w.selfServed() || w.before || w.swaps || someSteps(w, loading, unloading) || w.setup.takesTime() || w.lots || w.inspects != nil || w.kit != nil || w.packs || w.opens != asItIs {
		return fmt.Errorf("preempt: want dispatch = \"priority\", and a machine that only works: without people but to repair it, load, unload, setup, and blocking before service")
	}
	return nil
}

package plant

import "tweeling/sim"

// A machine may be set up for a part that is not here yet, once it is known what comes next: when it has been cleared, or
// while it still works on the part before (what SMED calls external setup). What is ready then is used by the next part if
// that is what was expected; else it is lost, and the setup starts over.
type ahead struct {
	product int // for which it goes on, -1: none
	ready   int // for which all is ready beside the work, -1: none
	begun   bool
	again   bool
	asked   bool
	helped  bool
	active  bool
}

func (a *ahead) waits() bool { return a.asked && !a.helped }

// Holds is the part that the machine lets go first.
func (m *machine) Holds() sim.Part {
	for _, p := range []sim.Part{m.carried, m.part, m.next} {
		if p != sim.NoPart {
			return p
		}
	}
	return sim.NoPart
}

func (m *machine) isClear() bool { return m.phase == empty && m.Holds() == sim.NoPart }

// prepare brings the setup for the next part in line with what is known of it.
func (m *machine) prepare(cx sim.Context) {
	a := &m.ahead
	if product := m.expected(cx); product != a.product {
		m.forget(cx)
		a.product = product
		a.helped = m.request[settingUp] < 0
	}
	if a.product < 0 {
		return
	}
	up := !m.stands() && !m.off && (!m.isClear() || m.awake(cx))
	if r := m.request[settingUp]; r >= 0 {
		if up && !a.asked {
			a.asked, a.helped = true, m.ask(cx, r, meanTime(m.setup.steps(m.tooled, a.product)...))
		} else if !up && a.asked {
			m.dismiss(cx, r)
			a.asked, a.helped = false, false
		}
	}
	t := m.timer[settingUp]
	switch a.active = up && a.helped && (m.active || !m.powerless && m.draw(cx, sim.Setup)); {
	case !a.active:
		cx.Pause(t)
	case a.again:
		a.again = false
		cx.Again(t)
		m.keepPace(cx, t, m.pace(cx, m.request[settingUp]))
	case a.begun:
		cx.Resume(t)
		m.keepPace(cx, t, m.pace(cx, m.request[settingUp]))
	default:
		a.begun = true
		m.begin(cx, t, m.way(a.product), m.pace(cx, m.request[settingUp]))
	}
}

// expected is the product to set up for now, -1 when there is none.
func (m *machine) expected(cx sim.Context) int {
	switch {
	case m.setup.rounds != nil:
		return m.visit.goal
	case m.phase == settingUp || m.phase == reserving || m.inCampaign():
		return -1
	case m.setup.when == cleared && !m.isClear():
		return -1
	}
	product := cx.Coming()
	if m.next != sim.NoPart {
		product = cx.Op(m.next)
	}
	if product < 0 || product == m.ahead.ready || len(m.setup.steps(m.tooled, product)) == 0 {
		return -1
	}
	return product
}

// forget gives up the setup that goes on.
func (m *machine) forget(cx sim.Context) {
	a := &m.ahead
	if a.begun {
		cx.Cancel(m.timer[settingUp])
	}
	if a.asked {
		m.dismiss(cx, m.request[settingUp])
	}
	*a = ahead{product: -1, ready: a.ready}
}

// aheadOver ends it. A machine that is empty is set up by it; else it is as soon as the part has left.
func (m *machine) aheadOver(cx sim.Context) {
	product := m.ahead.product
	m.ahead.begun = false
	m.forget(cx)
	if m.isClear() {
		m.askAnew(cx)
		m.isSetUp(product)
		m.visit.goal = -1
	} else {
		m.ahead.ready = product
	}
}

// takeOver uses what has been made ready for the part that has come. It returns false when there is nothing to use.
func (m *machine) takeOver(cx sim.Context, product int) bool {
	a := &m.ahead
	ready := a.ready
	a.ready = -1
	switch {
	case ready == product && product != m.tooled:
		m.forget(cx)
		m.isSetUp(product)
		return true
	case a.product == product && product != m.tooled:
		m.begun, m.again, m.asked, m.helped = a.begun, a.again, a.asked, a.helped
		*a = ahead{product: -1, ready: -1}
		return true
	default:
		m.forget(cx)
		return false
	}
}

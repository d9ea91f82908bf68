package plant

import (
	"slices"
	"time"

	"tweeling/sim"
	"tweeling/sim/dist"
)

// A failureMode is one way to fail. Its clock says what the uptime counts.
type failureMode struct {
	name                  string
	uptime, repair, first *dist.Dist // first: the uptime at the start
	age                   sim.Time   // at the start, instead of first
	ages                  bool       // a repair leaves it as old as it was
	clock                 clock
	foreseen              float64 // so many of them are seen coming
	instead               int     // and become this stop
}

type clock uint8

const (
	operating clock = iota // time at work
	calendars              // all time
	onShift                // time of the shift
	counting               // cycles; a timer that is always paused counts a second for each
)

var clocks = map[string]clock{"": operating, "operating": operating, "calendar": calendars, "on-shift": onShift, "count": counting}

const perCycle = time.Second

// runs tells whether a clock runs of something that is at work or not, and off its shift or not.
func (c clock) runs(atWork, off bool) bool {
	return c == calendars || c == operating && atWork || c == onShift && !off
}

func hasClock(modes []failureMode, of clock) bool {
	for _, f := range modes {
		if f.clock == of {
			return true
		}
	}
	return false
}

func failureTimers(modes []failureMode) []sim.TimerSpec {
	var specs []sim.TimerSpec
	for _, f := range modes {
		specs = append(specs, sim.TimerSpec{Name: "uptime " + f.name, Rank: sim.Fail}, sim.TimerSpec{Name: "repair " + f.name, Rank: sim.Restore})
	}
	return specs
}

// stands tells whether the machine stands still: it is down, or one that it stops with is, or it is stopped as planned.
func (m *machine) stands() bool { return len(m.downs) > 0 || m.halts > 0 || m.service.now >= 0 }

// begin begins the life in which a mode is at the start.
func (f *failureMode) begin(cx sim.Context, uptime sim.Timer) {
	if f.age > 0 {
		cx.BeginAged(uptime, f.uptime, f.age)
	} else {
		cx.Begin(uptime, f.first)
	}
}

// goOn begins the life after a repair: a new one, or with the age that it had when it failed.
func (f *failureMode) goOn(cx sim.Context, uptime sim.Timer) {
	if f.ages {
		cx.BeginAged(uptime, f.uptime, cx.Age(uptime))
	} else {
		cx.Begin(uptime, f.uptime)
	}
}

// still lets the clock of a life that has just begun stand still, unless it always runs.
func (m *machine) still(cx sim.Context, mode int) {
	m.worn &^= 1 << mode
	if m.modes[mode].clock != calendars {
		cx.Pause(m.uptimeTimer(mode))
	}
}

// tick lets the clocks of failure run that count what goes on now, and the others stand still.
func (m *machine) tick(cx sim.Context, on bool) {
	if m.ticking == on && !m.attends {
		return
	}
	m.ticking = on
	m.await(cx, on)
	for i := range m.modes {
		c := m.modes[i].clock
		if c == calendars && !m.alone {
			continue
		}
		runs := c.runs(on, m.unmanned()) || c == counting && m.worn>>i&1 != 0
		if runs && (!m.alone || len(m.downs) == 0) {
			cx.Resume(m.uptimeTimer(i))
		} else {
			cx.Pause(m.uptimeTimer(i))
		}
	}
}

// wear counts a cycle.
func (m *machine) wear(cx sim.Context) {
	for i := range m.modes {
		if m.modes[i].clock == counting && cx.Wear(m.uptimeTimer(i), perCycle) {
			m.worn |= 1 << i
		}
	}
	for i := range m.stops {
		if s := &m.stops[i]; s.every != nil && s.clock == counting && cx.Wear(s.due, perCycle) {
			m.service.worn |= 1 << i
		}
	}
}

// mend lets the repair in hand go on: with its crew when it needs one, else while the machine's shift is on.
func (m *machine) mend(cx sim.Context) {
	if len(m.downs) == 0 {
		return
	}
	t := m.repairTimer(m.downs[0])
	if m.service.now >= 0 { // one thing at a time
		cx.Pause(t)
		return
	}
	if m.fix >= 0 && !m.called {
		m.called, m.repairs = true, m.ask(cx, m.fix, meanTime(m.modes[m.downs[0]].repair))
	}
	if goes := m.fix < 0 && !m.unmanned() || m.fix >= 0 && m.repairs; !goes {
		cx.Pause(t)
		return
	}
	pace := m.pace(cx, m.fix)
	switch first := m.downs[0]; {
	case m.anew:
		m.anew = false
		cx.Again(t)
	case m.mended == first:
		cx.Resume(t)
	default:
		m.mended = first
		m.begin(cx, t, m.modes[first].repair, pace)
	}
	m.keepPace(cx, t, pace)
}

func (m *machine) fail(cx sim.Context, mode int) {
	if f := &m.modes[mode]; f.foreseen > 0 && cx.Odds(m.uptimeTimer(mode)) < f.foreseen {
		m.worn &^= 1 << mode
		m.service.due |= 1 << f.instead
		return
	}
	m.downs = append(m.downs, mode)
	m.worn &^= 1 << mode
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
	if m.unattended == firstFault {
		m.darken()
	}
	m.lock(cx)
	cx.Halt(true)
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
			m.dismiss(cx, m.request[working])
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
		m.dismiss(cx, m.fix)
		m.called, m.repairs = false, false
	}
	m.repaired(cx, mode)
	if len(m.downs) == 0 {
		m.lock(cx)
		cx.Halt(false)
	}
}

// repaired begins the life of a mode after its repair. Where that has made it as new, so do the clocks of stops begin anew
// that go by the age of what has been repaired.
func (m *machine) repaired(cx sim.Context, mode int) {
	f := &m.modes[mode]
	if m.renewed>>mode&1 != 0 {
		m.renewed &^= 1 << mode
		cx.Begin(m.uptimeTimer(mode), f.uptime)
	} else {
		f.goOn(cx, m.uptimeTimer(mode))
	}
	m.still(cx, mode)
	if f.ages {
		return
	}
	for i := range m.stops {
		if s := &m.stops[i]; s.byAge && s.every != nil && m.service.due>>i&1 == 0 && slices.Contains(s.renews, mode) {
			m.service.worn &^= 1 << i
			m.wait(cx, i)
		}
	}
}

// lock keeps the finished part of a machine that stands still where its rule says so.
func (m *machine) lock(cx sim.Context) {
	if locked := m.holds && m.stands(); locked != m.locked {
		m.locked = locked
		cx.Lock(locked)
	}
}

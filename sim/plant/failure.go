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

// stands tells whether it stands still: it is down, or stopped as planned.
func (u *upkeep) stands() bool { return len(u.downs) > 0 || u.service.now >= 0 }

// unmended tells whether its repair waits for a spare or for those who do it.
func (u *upkeep) unmended() bool {
	return len(u.downs) > 0 && (u.fix >= 0 && !u.repairs || u.short())
}

// stands tells the same of a machine, which also does when one that it stops with is down.
func (m *machine) stands() bool { return m.halts > 0 || m.upkeep.stands() }

func (r *upkeepRules) uptimeTimer(mode int) sim.Timer { return r.firstFailure + sim.Timer(2*mode) }
func (r *upkeepRules) repairTimer(mode int) sim.Timer { return r.firstFailure + sim.Timer(2*mode+1) }

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
func (u *upkeep) still(cx sim.Context, mode int) {
	u.worn &^= 1 << mode
	if u.modes[mode].clock != calendars {
		cx.Pause(u.uptimeTimer(mode))
	}
}

// tick lets the clocks of failure run that count what goes on now, and the others stand still; atWork: it works, off: its
// shift is over.
func (u *upkeep) tick(cx sim.Context, atWork, off bool) {
	if u.clocked && (u.ticking != atWork || u.attends) {
		u.tickAll(cx, atWork, off)
	}
}

func (u *upkeep) tickAll(cx sim.Context, atWork, off bool) {
	u.ticking = atWork
	u.await(cx, atWork, off)
	for i := range u.modes {
		c := u.modes[i].clock
		if c == calendars && !u.alone {
			continue
		}
		runs := c.runs(atWork, off) || c == counting && u.worn>>i&1 != 0
		if runs && (!u.alone || len(u.downs) == 0) {
			cx.Resume(u.uptimeTimer(i))
		} else {
			cx.Pause(u.uptimeTimer(i))
		}
	}
}

// wear counts a cycle.
func (u *upkeep) wear(cx sim.Context) {
	for i := range u.modes {
		if u.modes[i].clock == counting && cx.Wear(u.uptimeTimer(i), perCycle) {
			u.worn |= 1 << i
		}
	}
	for i := range u.stops {
		if s := &u.stops[i]; s.every != nil && s.clock == counting && cx.Wear(s.due, perCycle) {
			u.service.worn |= 1 << i
		}
	}
}

// mend lets the repair in hand go on: with its crew when it needs one, else while the shift is on.
func (u *upkeep) mend(cx sim.Context, off bool) {
	if len(u.downs) == 0 || u.lacks != 0 && !u.supplied() {
		return
	}
	t := u.repairTimer(u.downs[0])
	if u.service.now >= 0 { // one thing at a time
		cx.Pause(t)
		return
	}
	if u.fix >= 0 && !u.called {
		u.called, u.repairs = true, u.ask(cx, u.fix, meanTime(u.modes[u.downs[0]].repair))
	}
	if goes := u.fix < 0 && !off || u.fix >= 0 && u.repairs; !goes {
		cx.Pause(t)
		return
	}
	pace := u.pace(cx, u.fix)
	switch first := u.downs[0]; {
	case u.anew:
		u.anew = false
		cx.Again(t)
	case u.mended == first:
		cx.Resume(t)
	default:
		u.mended = first
		u.begin(cx, t, u.modes[first].repair, pace)
	}
	u.keepPace(cx, t, pace)
}

// fail notes a failure, or the stop that comes instead of one that is seen coming.
func (u *upkeep) fail(cx sim.Context, mode int) befallen {
	if u.seesComing(cx, mode) {
		u.worn &^= 1 << mode
		u.fallsDue(cx, u.modes[mode].instead)
		return nothing
	}
	u.downs = append(u.downs, mode)
	u.replace(cx, mode)
	u.worn &^= 1 << mode
	if len(u.downs) > 1 {
		return nothing
	}
	return broken
}

// restore ends the repair in hand. The mode's next life begins when it is repaired, also when another still waits.
func (u *upkeep) restore(cx sim.Context) befallen {
	mode := u.downs[0]
	u.broughtIn(cx, mode)
	u.downs = append(u.downs[:0], u.downs[1:]...)
	u.mended = -1
	if u.fix >= 0 {
		u.dismiss(cx, u.fix)
		u.called, u.repairs = false, false
	}
	u.repaired(cx, mode)
	if len(u.downs) > 0 {
		return nothing
	}
	return mended
}

// breaks is told when the machine goes down.
func (m *machine) breaks(cx sim.Context) {
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
		if m.packs && cx.IsCarrier(m.part) { // which stays, and is worked on anew with nothing on it
			spill(cx, m.part)
			m.begun = false
			return
		}
		if m.asked {
			m.dismiss(cx, m.request[working])
		}
		cx.Scrap(m.part)
		m.part = sim.NoPart
		m.enter(empty)
	case resumes:
	}
}

// repaired begins the life of a mode after its repair. Where that has made it as new, so do the clocks of stops begin anew
// that go by the age of what has been repaired.
func (u *upkeep) repaired(cx sim.Context, mode int) {
	f := &u.modes[mode]
	if u.renewed>>mode&1 != 0 {
		u.renewed &^= 1 << mode
		cx.Begin(u.uptimeTimer(mode), f.uptime)
	} else {
		f.goOn(cx, u.uptimeTimer(mode))
	}
	u.still(cx, mode)
	if f.ages {
		return
	}
	for i := range u.stops {
		if s := &u.stops[i]; s.byAge && s.every != nil && (u.service.due|u.service.lacks)>>i&1 == 0 && slices.Contains(s.renews, mode) {
			u.service.worn &^= 1 << i
			u.wait(cx, i)
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

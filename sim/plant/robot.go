package plant

import (
	"slices"

	"tweeling/sim"
)

// A robot loads and unloads machines: a pool of one that can fail. Its clocks of failure count the time it is in use,
// unless a mode counts calendar time. While it is down everyone it helps waits. Its repairs go on with those who repair it
// where the scenario names some, else while its shift is on; one at a time, in the order the failures came.
type robot struct {
	modes   []failureMode
	alone   bool // while one failure lasts the clocks of all others stand still
	worn    uint64
	walks   int  // 1: those who repair it walk
	crewed  bool // somebody is needed to repair it: its only request
	inUse   bool
	off     bool
	downs   []int
	mended  int  // the failure mode whose repair has begun, -1: none
	anew    bool // that is done all over again
	called  bool // somebody has been asked to repair
	repairs bool // those who repair are there
}

func newRobot(modes []failureMode, crewed, alone, walks bool) *robot {
	n := 0
	if walks {
		n = 1
	}
	return &robot{walks: n, modes: modes, crewed: crewed, alone: alone, mended: -1, downs: make([]int, 0, len(modes))}
}

// Timers names two timers for each failure mode.
func (r *robot) Timers() []sim.TimerSpec {
	return slices.Concat(failureTimers(r.modes), walkTimers(r.walks))
}

// Clone copies what changes.
func (r *robot) Clone() sim.Element {
	c := *r
	c.downs = append(make([]int, 0, cap(r.downs)), r.downs...)
	return &c
}

const repairRequest = 0

// Handle follows who uses the robot and what befalls it.
func (r *robot) Handle(cx sim.Context, ev sim.Event) {
	switch ev.Cause {
	case sim.Started:
		r.off = !cx.OnShift()
		for i := range r.modes {
			r.modes[i].begin(cx, sim.Timer(2*i))
			cx.Pause(sim.Timer(2 * i)) // until the clocks run that count what goes on now
		}
	case sim.Taken, sim.Returned:
		r.inUse = cx.InUse() > 0
		if ev.Cause == sim.Returned {
			r.wear(cx)
		}
	case sim.ShiftOn, sim.ShiftOff:
		r.off = ev.Cause == sim.ShiftOff
	case sim.Rang:
		if mode := int(ev.Timer) / 2; mode == len(r.modes) {
			r.repairs = true
		} else if ev.Timer%2 == 0 {
			r.downs = append(r.downs, mode)
			r.worn &^= 1 << mode
		} else {
			r.restore(cx, mode)
		}
	case sim.Granted:
		r.repairs = r.hasCome(cx)
	case sim.Withdrawn, sim.Abandoned:
		r.repairs = false
		r.turnBack(cx)
		if ev.Cause == sim.Abandoned && r.mended >= 0 {
			cx.Cancel(sim.Timer(2*r.mended + 1))
			r.anew = true
		}
	case sim.Arrived, sim.Cleared, sim.Reserved, sim.Foreseen, sim.Halted, sim.Freed, sim.Mustered:
	}
	r.tick(cx)
	r.mend(cx)
	if r.off || len(r.downs) > 0 {
		cx.Resize(0)
	} else {
		cx.Resize(1)
	}
	cx.Enter(r.state())
}

// tick lets the clocks of failure run that count what goes on now.
func (r *robot) tick(cx sim.Context) {
	for i, f := range r.modes {
		runs := f.clock.runs(r.inUse, r.off) || f.clock == counting && r.worn>>i&1 != 0
		if runs && (!r.alone || len(r.downs) == 0) {
			cx.Resume(sim.Timer(2 * i))
		} else {
			cx.Pause(sim.Timer(2 * i))
		}
	}
}

// wear counts a cycle.
func (r *robot) wear(cx sim.Context) {
	for i := range r.modes {
		if r.modes[i].clock == counting && cx.Wear(sim.Timer(2*i), perCycle) {
			r.worn |= 1 << i
		}
	}
}

func (r *robot) restore(cx sim.Context, mode int) {
	r.downs = append(r.downs[:0], r.downs[1:]...)
	r.mended = -1
	if r.crewed {
		r.turnBack(cx)
		cx.Return(repairRequest)
		r.called, r.repairs = false, false
	}
	r.modes[mode].goOn(cx, sim.Timer(2*mode))
	cx.Pause(sim.Timer(2 * mode))
}

// mend lets the repair in hand go on, or pauses it.
func (r *robot) mend(cx sim.Context) {
	if len(r.downs) == 0 {
		return
	}
	if r.crewed && !r.called {
		r.called = true
		r.repairs = cx.AskFor(repairRequest, meanTime(r.modes[r.downs[0]].repair)) && r.hasCome(cx)
	}
	first := r.downs[0]
	t := sim.Timer(2*first + 1)
	if goes := r.crewed && r.repairs || !r.crewed && !r.off; !goes {
		cx.Pause(t)
		return
	}
	pace := 1.0
	if r.crewed {
		pace = cx.HelpPace(repairRequest)
	}
	switch {
	case r.anew:
		r.anew = false
		cx.Again(t)
	case r.mended == first:
		cx.Resume(t)
	default:
		r.mended = first
		cx.BeginAt(t, r.modes[first].repair, pace)
	}
	cx.Pace(t, pace)
}

func (r *robot) state() sim.State {
	switch {
	case r.off:
		return sim.Off
	case len(r.downs) > 0 && r.crewed && !r.repairs:
		return sim.WaitingRepair
	case len(r.downs) > 0:
		return sim.Down
	case r.inUse:
		return sim.Working
	default:
		return sim.Starved
	}
}

package plant

import "tweeling/sim"

// A robot loads and unloads machines: a pool of one that can fail. Its clocks of failure count the time it is in use,
// unless a mode counts calendar time. While it is down everyone it helps waits.
type robot struct {
	modes []failureMode
	inUse bool
	off   bool
	downs []int
}

func newRobot(modes []failureMode) *robot {
	return &robot{modes: modes, downs: make([]int, 0, len(modes))}
}

// Timers names two timers for each failure mode.
func (r *robot) Timers() []sim.TimerSpec {
	return failureTimers(r.modes)
}

// Clone copies what changes.
func (r *robot) Clone() sim.Element {
	c := *r
	c.downs = append(make([]int, 0, cap(r.downs)), r.downs...)
	return &c
}

// Handle follows who uses the robot and what befalls it.
func (r *robot) Handle(cx sim.Context, ev sim.Event) {
	switch ev.Cause {
	case sim.Started:
		r.off = !cx.OnShift()
		for i, f := range r.modes {
			cx.Begin(sim.Timer(2*i), f.uptime)
			if !f.calendar {
				cx.Pause(sim.Timer(2 * i))
			}
		}
	case sim.Taken, sim.Returned:
		r.use(cx, cx.InUse() > 0)
	case sim.ShiftOn:
		r.off = false
		r.staff(cx)
	case sim.ShiftOff:
		r.off = true
		r.staff(cx)
	case sim.Rang:
		r.rang(cx, int(ev.Timer)/2, ev.Timer%2 == 0)
	case sim.Arrived, sim.Cleared, sim.Reserved, sim.Granted, sim.Withdrawn:
	}
	cx.Enter(r.state())
}

func (r *robot) use(cx sim.Context, inUse bool) {
	if r.inUse == inUse {
		return
	}
	r.inUse = inUse
	for i, f := range r.modes {
		if f.calendar {
			continue
		}
		if inUse {
			cx.Resume(sim.Timer(2 * i))
		} else {
			cx.Pause(sim.Timer(2 * i))
		}
	}
}

func (r *robot) rang(cx sim.Context, mode int, failed bool) {
	if failed {
		r.downs = append(r.downs, mode)
		r.staff(cx)
		if len(r.downs) == 1 {
			cx.Begin(sim.Timer(2*mode+1), r.modes[mode].repair)
		}
		return
	}
	r.downs = append(r.downs[:0], r.downs[1:]...)
	cx.Begin(sim.Timer(2*mode), r.modes[mode].uptime)
	if !r.modes[mode].calendar && !r.inUse {
		cx.Pause(sim.Timer(2 * mode))
	}
	if len(r.downs) > 0 {
		next := r.downs[0]
		cx.Begin(sim.Timer(2*next+1), r.modes[next].repair)
	}
	r.staff(cx)
}

// staff makes the robot available, or not.
func (r *robot) staff(cx sim.Context) {
	if r.off || len(r.downs) > 0 {
		cx.Resize(0)
	} else {
		cx.Resize(1)
	}
}

func (r *robot) state() sim.State {
	switch {
	case r.off:
		return sim.Off
	case len(r.downs) > 0:
		return sim.Down
	case r.inUse:
		return sim.Working
	default:
		return sim.Starved
	}
}

package plant

import "tweeling/sim"

// What has gone to standby for want of work, or has switched itself off, may need time to be ready again. It begins to wake
// when there is something to do that needs nobody else any more, and then asks for those whom that needs.

// awake tells whether it is ready to work. When not, it begins to wake, or goes on with it.
func (u *upkeep) awake(cx sim.Context) bool {
	switch {
	case u.wakeTimer == noTimer:
		return true
	case u.waking:
		if !u.draw(cx, sim.Setup) {
			u.dwell(cx)
			return false
		}
		u.rousing = true
		cx.Resume(u.wakeTimer)
		return false
	}
	d := u.wakes[cx.Asleep()]
	if d == nil {
		return true
	}
	if !u.draw(cx, sim.Setup) {
		return false
	}
	u.waking, u.rousing = true, true
	cx.Begin(u.wakeTimer, d)
	return false
}

// dwell lets the waking stand still.
func (u *upkeep) dwell(cx sim.Context) {
	if u.rousing {
		cx.Pause(u.wakeTimer)
		u.rousing = false
	}
}

// sleepOn gives the waking up: at the beginning of its shift it is ready.
func (u *upkeep) sleepOn(cx sim.Context) {
	if u.waking {
		cx.Cancel(u.wakeTimer)
		u.waking, u.rousing = false, false
	}
}

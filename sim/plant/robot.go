package plant

import "tweeling/sim"

// A robot loads and unloads machines: a pool of one that can fail. Its clocks of failure count the time it is in use, or
// the times that it is used, unless a mode counts calendar time. While it is down, stopped or waking everyone it helps
// waits. Its repairs and stops go on with those who do them where the scenario names some, else while its shift is on.
type robot struct {
	upkeep
	finishes bool // what it does when its shift ends
	off      bool // its shift is over
	inUse    bool
	cut      bool     // what it did was cut short, and is not a use that counts
	taken    sim.Time // when it was last taken
}

func newRobot(rules *upkeepRules, finishes bool) *robot {
	return &robot{upkeep: newUpkeep(rules), finishes: finishes, taken: -1}
}

// Timers names those of its upkeep.
func (r *robot) Timers() []sim.TimerSpec { return r.timers() }

// Clone copies what changes.
func (r *robot) Clone() sim.Element {
	c := *r
	c.upkeep = r.clone()
	return &c
}

// Handle follows who uses the robot and what befalls it.
func (r *robot) Handle(cx sim.Context, ev sim.Event) {
	switch ev.Cause {
	case sim.Started:
		r.off = !cx.OnShift()
		r.start(cx)
	case sim.Taken:
		r.inUse, r.taken = cx.InUse() > 0, cx.Now()
	case sim.Returned:
		r.inUse = cx.InUse() > 0
		if !r.cut {
			r.wear(cx)
		}
		r.cut = false
	case sim.ShiftOn:
		r.off = false
		r.sleepOn(cx)
	case sim.ShiftOff:
		r.off = true
	case sim.Rang:
		if i := int(ev.Timer) - int(r.firstWalk); i < r.walks {
			r.granted(i)
		} else {
			r.rang(cx, ev.Timer)
		}
	case sim.Granted:
		if i := int(ev.Timer); r.hasCome(cx, i) {
			r.granted(i)
		}
	case sim.Withdrawn, sim.Abandoned:
		r.turnBack(cx, int(ev.Timer))
		r.withdrawn(cx, int(ev.Timer), ev.Cause == sim.Abandoned)
	case sim.Arrived, sim.Cleared, sim.Reserved, sim.Foreseen, sim.Warned, sim.Offered, sim.Halted, sim.Freed, sim.Mustered, sim.Ordered, sim.Powered:
	}
	r.update(cx)
}

// update brings what the robot does in line with what it may do.
func (r *robot) update(cx sim.Context) {
	if r.service.due != 0 {
		r.stopNow(cx)
	}
	r.tick(cx, r.inUse && !r.stands(), r.off)
	r.mend(cx, r.off)
	r.maintain(cx, r.off)
	up := !r.gone() && !r.stands()
	if up && (r.inUse || r.waking) {
		up = r.awake(cx)
	} else {
		r.dwell(cx)
	}
	switch {
	case up && r.off:
		cx.LetFinish()
	case up:
		cx.Resize(1)
	default:
		r.cut = r.cut || cx.InUse() > 0
		cx.Resize(0)
	}
	cx.Enter(r.told(cx, r.state()))
}

// gone tells whether it does nothing since its shift is over. What it does then it may finish first.
func (r *robot) gone() bool { return r.off && (!r.finishes || !r.inUse) }

// stopNow begins a planned stop when one is due and may begin now.
func (r *robot) stopNow(cx sim.Context) {
	if r.stands() || r.off || !cx.OnShift() {
		return
	}
	free := cx.InUse() == 0
	fresh := r.taken == cx.Now() // what began now has not been begun
	r.beginStop([styleCount]bool{immediate: true, afterPart: free || fresh, whenIdle: free && !cx.Wanted()})
}

func (r *robot) state() sim.State {
	switch {
	case r.gone():
		return sim.Off
	case r.service.now >= 0:
		return sim.PlannedStop
	case r.unmended():
		return sim.WaitingRepair
	case len(r.downs) > 0:
		return sim.Down
	case r.rousing:
		return sim.Setup
	case r.inUse:
		return sim.Working
	default:
		return sim.Starved
	}
}

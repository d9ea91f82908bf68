package plant

import (
	"slices"

	"tweeling/sim"
	"tweeling/sim/dist"
)

// An upkeep is what a machine and a robot have in common: they fail and are repaired, are stopped as planned, go to sleep
// and wake, and ask for people, who may have to walk. The rest of the element tells it what goes on: whether it is at work,
// and whether its shift is over; and does what follows for the parts in its hands.
type upkeep struct {
	*upkeepRules
	downs     []int  // failure modes to repair, the first is in hand
	mended    int    // the failure mode whose repair has begun, -1: none
	anew      bool   // that is done all over again
	called    bool   // somebody has been asked to repair
	repairs   bool   // those who repair are there
	ticking   bool   // clocks of failure that count operating time go on
	waking    bool   // it has begun to wake
	rousing   bool   // and goes on with it now
	worn      uint64 // modes, one bit each, whose count of cycles is used up
	lacks     uint64 // modes, one bit each, that wait for a spare
	renewed   uint64 // modes that wait for their repair, and are as new after it whatever that does
	service   service
	drifted   bool // out of tolerance, and nobody knows
	powerless bool // could go on, and waits for power
	drew      bool // it has power, or has asked for it
}

// upkeepRules is what does not change about it.
type upkeepRules struct {
	modes        []failureMode
	stops        []stop
	fix          int   // who is needed to repair, -1: nobody
	spares       []int // by mode: the request for the spare that its repair takes, -1: none; nil: no repair takes one
	alone        bool  // while one failure lasts the clocks of all others stand still
	attends      bool  // some clock follows more than whether work goes on
	clocked      bool  // some clock stands still at times
	drift        int   // the stop in which it is adjusted once it has drifted, -1: it does not
	paced        bool  // some of those it asks for are not of pace 1
	walks        int   // so many requests for people who may walk, one timer each
	firstWalk    sim.Timer
	fed          bool      // by a supply that has to be asked
	wakeTimer    sim.Timer // noTimer: it is ready at once
	wakes        [3]*dist.Dist
	firstStop    sim.Timer // then two of each stop
	firstFailure sim.Timer // then uptime and repair of each mode
}

func newUpkeep(r *upkeepRules) upkeep {
	return upkeep{upkeepRules: r, mended: -1, service: service{now: -1}, downs: make([]int, 0, len(r.modes))}
}

func (u *upkeep) clone() upkeep {
	c := *u
	c.downs = append(make([]int, 0, cap(u.downs)), u.downs...)
	return c
}

// timers names them, in the order of their numbers.
func (r *upkeepRules) timers() []sim.TimerSpec {
	var wake []sim.TimerSpec
	if r.wakeTimer != noTimer {
		wake = []sim.TimerSpec{{Name: "wake", Rank: sim.Finish}}
	}
	return slices.Concat(walkTimers(r.walks), wake, stopTimers(r.stops), failureTimers(r.modes))
}

// number gives the timers their numbers, from next on.
func (r *upkeepRules) number(next sim.Timer) {
	r.firstWalk = next
	next += sim.Timer(r.walks)
	r.wakeTimer = noTimer
	if r.wakes != [3]*dist.Dist{} {
		r.wakeTimer = next
		next++
	}
	r.firstStop = next
	for i := range r.stops {
		r.stops[i].due, r.stops[i].work = next, next+1
		next += 2
	}
	r.firstFailure = next
}

// start begins the first life of all that wears.
func (u *upkeep) start(cx sim.Context) {
	for i := range u.modes {
		u.modes[i].begin(cx, u.uptimeTimer(i))
		u.still(cx, i)
	}
	for i := range u.stops {
		u.wait(cx, i)
	}
}

// What a timer of the upkeep brings about.
type befallen uint8

const (
	nothing  befallen = iota
	broken            // it is down from now on
	mended            // it is no longer down
	serviced          // a planned stop is over
)

// rang is told of a timer from wakeTimer on.
func (u *upkeep) rang(cx sim.Context, t sim.Timer) befallen {
	switch {
	case t == u.wakeTimer:
		u.waking, u.rousing = false, false
	case t < u.firstStop:
	case t < u.firstFailure:
		return u.stopRang(cx, t)
	default:
		mode := int(t-u.firstFailure) / 2
		if t == u.repairTimer(mode) {
			return u.restore(cx)
		}
		return u.fail(cx, mode)
	}
	return nothing
}

// granted tells whether it was for the upkeep that people have come.
func (u *upkeep) granted(r int) bool {
	switch {
	case r == u.fix:
		u.repairs = true
	case u.serves(r):
		u.service.helped = true
	default:
		return u.spareCame(r)
	}
	return true
}

// withdrawn tells whether it was from the upkeep that people have gone; abandoned: what they were doing is lost.
func (u *upkeep) withdrawn(cx sim.Context, r int, abandoned bool) bool {
	switch {
	case r == u.fix:
		u.repairs = false
		if abandoned && u.mended >= 0 {
			cx.Cancel(u.repairTimer(u.mended))
			u.anew = true
		}
	case u.serves(r):
		u.stopLeft(cx, abandoned)
	default:
		return false
	}
	return true
}

// pace is how fast those work who help with a request; what needs nobody goes at pace 1.
func (u *upkeep) pace(cx sim.Context, r int) float64 {
	if !u.paced || r < 0 {
		return 1
	}
	return cx.HelpPace(r)
}

func (u *upkeep) begin(cx sim.Context, t sim.Timer, d *dist.Dist, pace float64) {
	if u.paced {
		cx.BeginAt(t, d, pace)
	} else {
		cx.Begin(t, d)
	}
}

// keepPace lets what goes on again keep to the pace of those who help now.
func (u *upkeep) keepPace(cx sim.Context, t sim.Timer, pace float64) {
	if u.paced {
		cx.Pace(t, pace)
	}
}

package plant

import (
	"slices"

	"tweeling/sim"
	"tweeling/sim/dist"
)

// A stop is one reason for which a machine or a robot is stopped as planned: maintenance that falls due by a clock, a tool
// that is worn, a failure that was seen coming, an alarm that was false. It waits until the element is up and on its shift,
// and for what its style says; while it lasts the element stands still. Its next life begins when it is done.
type stop struct {
	name      string
	every     *dist.Dist // nil: it falls due with a failure that is seen coming
	takes     *dist.Dist
	clock     clock
	style     style
	by        Need   // of nobody: none is needed
	request   int    // -1: nobody is needed
	needs     string // the stock of the spare that it takes; "": none
	spare     int    // the request for that, -1: none
	byAge     bool   // the repair of one of those lets its clock begin anew too
	renews    []int  // failure modes that are as new after it
	due, work sim.Timer
}

type style uint8

const (
	afterPart  style = iota // when the part in work is done, or none has been begun; of a robot: what it is doing
	immediate               // at once; the work goes on after it
	whenIdle                // when a machine is without a part, or with one that cannot leave; when nobody wants a robot
	styleCount = iota
)

var styles = map[string]style{"": afterPart, "after-part": afterPart, "immediate": immediate, "when-idle": whenIdle}

// A service is where a machine or a robot is with its stops.
type service struct {
	due    uint64 // stops, one bit each, that wait to begin
	lacks  uint64 // stops that are due and wait for a spare
	worn   uint64 // stops whose count of cycles is used up
	now    int    // the stop under way, -1: none
	begun  bool
	anew   bool // it is done all over again
	asked  bool
	helped bool
}

func stopTimers(stops []stop) []sim.TimerSpec {
	var specs []sim.TimerSpec
	for _, s := range stops {
		specs = append(specs, sim.TimerSpec{Name: "due " + s.name, Rank: sim.Fail}, sim.TimerSpec{Name: "stop " + s.name, Rank: sim.Restore})
	}
	return specs
}

// wait begins the life of a stop, with its clock standing still.
func (u *upkeep) wait(cx sim.Context, i int) {
	if s := &u.stops[i]; s.every != nil {
		cx.Begin(s.due, s.every)
		cx.Pause(s.due)
	}
}

// await lets the clocks of stops run that count what goes on now.
func (u *upkeep) await(cx sim.Context, atWork, off bool) {
	for i := range u.stops {
		s := &u.stops[i]
		switch {
		case s.every == nil:
		case s.clock.runs(atWork, off) || u.service.worn>>i&1 != 0:
			cx.Resume(s.due)
		default:
			cx.Pause(s.due)
		}
	}
}

// stopRang is told when a stop falls due or is over.
func (u *upkeep) stopRang(cx sim.Context, t sim.Timer) befallen {
	i := int(t-u.firstStop) / 2
	if t == u.stops[i].due && i == u.drift {
		u.drifted = true
		return nothing
	}
	if t == u.stops[i].due {
		u.fallsDue(cx, i)
		u.service.worn &^= 1 << i
		return nothing
	}
	s := &u.stops[i]
	if s.request >= 0 {
		u.dismiss(cx, s.request)
	}
	u.service = service{due: u.service.due, lacks: u.service.lacks, worn: u.service.worn, now: -1}
	for _, mode := range s.renews {
		if s.every != nil {
			u.renew(cx, mode)
		} else if !slices.Contains(u.downs, mode) { // the repair of a failure that was seen coming
			u.repaired(cx, mode)
		}
	}
	if i == u.drift {
		u.drifted = false
	}
	u.wait(cx, i)
	return serviced
}

// renew lets a failure mode live anew: after its repair, when it waits for that.
func (u *upkeep) renew(cx sim.Context, mode int) {
	if slices.Contains(u.downs, mode) {
		u.renewed |= 1 << mode
		return
	}
	cx.Begin(u.uptimeTimer(mode), u.modes[mode].uptime)
	u.still(cx, mode)
}

// beginStop begins the first of the stops that are due and whose style may begin now; false: there is none.
func (u *upkeep) beginStop(may [styleCount]bool) bool {
	for i := range u.stops {
		if u.service.due>>i&1 != 0 && may[u.stops[i].style] {
			u.service.due &^= 1 << i
			u.service.now = i
			return true
		}
	}
	return false
}

// stopNow begins a stop of a machine when one is due and may begin now.
func (m *machine) stopNow(cx sim.Context) {
	if m.stands() || m.unmanned() || !cx.OnShift() {
		return
	}
	resting := m.phase == blocked || m.phase == empty && m.part == sim.NoPart
	fresh := m.phase <= working && (!m.started || m.startedAt == cx.Now()) // what began now has not been begun
	idle := m.phase == blocked || resting && (m.waiting || m.longs)
	if !m.beginStop([styleCount]bool{immediate: true, afterPart: resting || fresh, whenIdle: idle}) {
		return
	}
	if m.waiting {
		cx.Decline()
		m.waiting = false
	}
	m.lock(cx)
}

// maintain lets the stop under way go on: with those whom it needs, else while the shift is on.
func (u *upkeep) maintain(cx sim.Context, off bool) {
	v := &u.service
	if v.now < 0 {
		return
	}
	s := &u.stops[v.now]
	if s.request >= 0 && !v.asked {
		v.asked, v.helped = true, u.ask(cx, s.request, meanTime(s.takes))
	}
	if goes := s.request < 0 && !off || s.request >= 0 && v.helped; !goes {
		cx.Pause(s.work)
		return
	}
	pace := u.pace(cx, s.request)
	switch {
	case v.anew:
		v.anew = false
		cx.Again(s.work)
	case v.begun:
		cx.Resume(s.work)
	default:
		v.begun = true
		u.begin(cx, s.work, s.takes, pace)
	}
	u.keepPace(cx, s.work, pace)
}

// serves tells whether a request is that of the stop under way.
func (u *upkeep) serves(r int) bool {
	return u.service.now >= 0 && u.stops[u.service.now].request == r
}

// stopLeft is told when those who do the stop under way have gone.
func (u *upkeep) stopLeft(cx sim.Context, abandoned bool) {
	v := &u.service
	v.helped = false
	if abandoned && v.begun {
		cx.Cancel(u.stops[v.now].work)
		v.anew = true
	}
}

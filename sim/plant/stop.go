package plant

import (
	"slices"

	"tweeling/sim"
	"tweeling/sim/dist"
)

// A stop is one reason for which a machine is stopped as planned: maintenance that falls due by a clock, a tool that is
// worn, a failure that was seen coming, an alarm that was false. It waits until the machine is up and on its shift, and for
// what its style says; while it lasts the machine stands still. Its next life begins when it is done.
type stop struct {
	name      string
	every     *dist.Dist // nil: it falls due with a failure that is seen coming
	takes     *dist.Dist
	clock     clock
	style     style
	by        Need  // of nobody: none is needed
	request   int   // -1: nobody is needed
	byAge     bool  // the repair of one of those lets its clock begin anew too
	renews    []int // failure modes that are as new after it
	due, work sim.Timer
}

type style uint8

const (
	afterPart style = iota // when the part in work is done, or none has been begun
	immediate              // at once; the work goes on after it
	whenIdle               // when the machine is without a part, or with one that cannot leave
)

var styles = map[string]style{"": afterPart, "after-part": afterPart, "immediate": immediate, "when-idle": whenIdle}

// A service is where a machine is with its stops.
type service struct {
	due    uint64 // stops, one bit each, that wait to begin
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
func (m *machine) wait(cx sim.Context, i int) {
	if s := &m.stops[i]; s.every != nil {
		cx.Begin(s.due, s.every)
		cx.Pause(s.due)
	}
}

// await lets the clocks of stops run that count what goes on now.
func (m *machine) await(cx sim.Context, atWork bool) {
	for i := range m.stops {
		s := &m.stops[i]
		switch {
		case s.every == nil:
		case s.clock.runs(atWork, m.unmanned()) || m.service.worn>>i&1 != 0:
			cx.Resume(s.due)
		default:
			cx.Pause(s.due)
		}
	}
}

// stopRang is told when a stop falls due or is over.
func (m *machine) stopRang(cx sim.Context, t sim.Timer) {
	i := int(t-m.firstStop) / 2
	if t == m.stops[i].due {
		m.service.due |= 1 << i
		m.service.worn &^= 1 << i
		return
	}
	s := &m.stops[i]
	if s.request >= 0 {
		m.dismiss(cx, s.request)
	}
	m.service = service{due: m.service.due, worn: m.service.worn, now: -1}
	for _, mode := range s.renews {
		if s.every != nil {
			m.renew(cx, mode)
		} else if !slices.Contains(m.downs, mode) { // the repair of a failure that was seen coming
			m.repaired(cx, mode)
		}
	}
	m.wait(cx, i)
	m.lock(cx)
}

// renew lets a failure mode live anew: after its repair, when it waits for that.
func (m *machine) renew(cx sim.Context, mode int) {
	if slices.Contains(m.downs, mode) {
		m.renewed |= 1 << mode
		return
	}
	cx.Begin(m.uptimeTimer(mode), m.modes[mode].uptime)
	m.still(cx, mode)
}

// stopNow begins the first of the stops that are due and may begin now.
func (m *machine) stopNow(cx sim.Context) {
	if m.service.due == 0 || m.stands() || m.unmanned() || !cx.OnShift() {
		return
	}
	for i := range m.stops {
		if m.service.due>>i&1 == 0 || !m.mayStop(cx, m.stops[i].style) {
			continue
		}
		m.service.due &^= 1 << i
		m.service.now = i
		if m.waiting {
			cx.Decline()
			m.waiting = false
		}
		m.lock(cx)
		return
	}
}

func (m *machine) mayStop(cx sim.Context, s style) bool {
	resting := m.phase == blocked || m.phase == empty && m.part == sim.NoPart
	switch s {
	case immediate:
		return true
	case afterPart:
		return resting || m.phase <= working && (!m.started || m.startedAt == cx.Now()) // what began now has not been begun
	default:
		return m.phase == blocked || resting && (m.waiting || m.longs)
	}
}

// maintain lets the stop under way go on: with those whom it needs, else while the machine's shift is on.
func (m *machine) maintain(cx sim.Context) {
	v := &m.service
	if v.now < 0 {
		return
	}
	s := &m.stops[v.now]
	if s.request >= 0 && !v.asked {
		v.asked, v.helped = true, m.ask(cx, s.request, meanTime(s.takes))
	}
	if goes := s.request < 0 && !m.unmanned() || s.request >= 0 && v.helped; !goes {
		cx.Pause(s.work)
		return
	}
	pace := m.pace(cx, s.request)
	switch {
	case v.anew:
		v.anew = false
		cx.Again(s.work)
	case v.begun:
		cx.Resume(s.work)
	default:
		v.begun = true
		m.begin(cx, s.work, s.takes, pace)
	}
	m.keepPace(cx, s.work, pace)
}

// serves tells whether a request is that of the stop under way.
func (m *machine) serves(r int) bool {
	return m.service.now >= 0 && m.stops[m.service.now].request == r
}

// stopLeft is told when those who do the stop under way have gone.
func (m *machine) stopLeft(cx sim.Context, abandoned bool) {
	v := &m.service
	v.helped = false
	if abandoned && v.begun {
		cx.Cancel(m.stops[v.now].work)
		v.anew = true
	}
}

package plant

import (
	"slices"

	"tweeling/sim"
	"tweeling/sim/dist"
)

// A machine works on one part at a time. Its life is a round of phases; what it may do at any moment follows from three
// things: whether its shift is on, whether it is up, and whether those whom the phase needs are there. One function,
// update, looks at all three after every event and starts, stops or goes on accordingly; so an interruption is never a
// special case.
type machine struct {
	*works
	upkeep
	phase      phase
	begun      bool
	active     bool // the phase's time goes on
	asked      bool
	helped     bool
	again      bool // begin the phase anew with the time it had
	off        bool
	held       bool // does not begin what it would not finish before the end of its shift
	finish     bool // goes on after the end of the shift until the part has left
	dark       bool // its shift is over, and it runs on unattended
	waiting    bool // has asked for a part
	part       sim.Part
	halts      int     // so many of those it stops with are down
	step       int     // of the phase: a robot's load is travel, pick, place
	tooled     int     // the product it is set up for, -1: none yet
	going      bool    // what it had to gather has come
	run        int     // parts worked on since then
	lot        sim.Lot // of the part that came last
	spoils     int     // how many of the next parts are scrap, since it has just been set up or has stood still
	stood      bool    // it stands still, since stoodSince, where that costs parts
	stoodSince sim.Time
	fresh      sim.Time // when its shift began
	startedAt  sim.Time
	started    bool       // something of the round of its part has begun
	longs      bool       // has waited for a part of the product it is set up for since the patience timer began
	yields     bool       // and waits no longer
	locked     bool       // its finished part stays
	kept       bool       // there is a place for the finished part
	swapped    bool       // next stands in the machine already
	doomed     bool       // which is scrap
	aside      []putAside // parts put aside for more urgent ones, the last the first to go on with
	left       sim.Time   // of the work on the part in it, where that was put aside
	scrapped   bool       // the part in it has been judged to be scrap that leaves here
	next       sim.Part   // a part that a double gripper already holds
	carried    sim.Part   // what a double gripper has taken out and not put down yet
	clears     int        // what the robot has still to do after a swap: one step of works.clear less this, 0: nothing
	ahead      ahead
	visit      visit
	hand       hand
	bads       sim.Part // a box of the bad parts of what has been worked on, which are to go elsewhere one by one; NoPart: none
	offered    bool     // it may gather now
	skips      bool     // an inspection does not look at the part in it
	reports    bool     // and is about to tell of what it found
	passed     int      // parts that came to it
}

type interruption uint8

const (
	resumes interruption = iota
	restarts
	resamples
	scraps
)

type phase uint8

const (
	empty     phase = iota
	reserving       // blocking before service: waits for a place downstream before it starts
	settingUp
	loading
	working
	placing // waits for a place downstream before it asks for who unloads
	unloading
	blocked
	swapping // instead of unloading and loading: a double gripper takes the old part out and puts the new one in
	phases
)

// timed are the phases that take time, with the names of their timers. A machine only has the timers that it uses: each
// costs every other a little.
var timed = []struct {
	phase phase
	name  string
}{{working, "work"}, {settingUp, "setup"}, {loading, "load"}, {unloading, "unload"}, {swapping, "swap"}}

const (
	workTimer sim.Timer = 0 // every machine has it
	noTimer   sim.Timer = 255
)

func newMachine(w *works) *machine {
	return &machine{works: w, upkeep: newUpkeep(&w.rules), part: sim.NoPart, next: sim.NoPart, carried: sim.NoPart, bads: sim.NoPart, hand: emptyHand, tooled: w.setup.initial, ahead: ahead{product: -1, ready: -1}, visit: visit{goal: -1}}
}

// Timers names one timer for each phase that takes time, and two for each failure mode.
func (m *machine) Timers() []sim.TimerSpec {
	var specs []sim.TimerSpec
	for _, t := range timed {
		if m.timer[t.phase] != noTimer {
			specs = append(specs, sim.TimerSpec{Name: t.name, Rank: sim.Finish})
		}
	}
	if m.swaps {
		specs = append(specs, sim.TimerSpec{Name: "clear", Rank: sim.Finish})
	}
	if m.patient() {
		specs = append(specs, sim.TimerSpec{Name: "patience", Rank: sim.Arrive})
	}
	if m.feedback != noTimer {
		specs = append(specs, sim.TimerSpec{Name: "feedback", Rank: sim.Finish})
	}
	return slices.Concat(specs, m.timers())
}

// Clone copies what changes; what the machine is made of is shared.
func (m *machine) Clone() sim.Element {
	c := *m
	c.upkeep = m.clone()
	c.aside = slices.Clone(m.aside)
	return &c
}

// Handle follows the machine's round.
func (m *machine) Handle(cx sim.Context, ev sim.Event) {
	switch ev.Cause {
	case sim.Rang:
		if ev.Timer == workTimer && m.plain && !m.finish {
			m.finishPlain(cx)
			return
		}
		m.rang(cx, ev.Timer)
	case sim.Arrived:
		m.waiting = false
		if m.plain && m.phase == empty {
			m.part = ev.Part
			m.enter(working)
		} else {
			m.receive(cx, ev.Part)
		}
	case sim.Cleared:
		if m.opens != asItIs || m.bads != sim.NoPart {
			m.giveMore(cx)
			break
		}
		m.part = sim.NoPart
		m.enter(empty)
		m.follow(cx)
	case sim.Warned:
		m.warned()
	case sim.Offered:
		m.waiting, m.offered = false, true
		m.update(cx)
		m.offered = false
		return
	case sim.Reserved:
		m.kept = true
		m.placeKept(cx)
	case sim.Granted:
		if m.hasCome(cx, int(ev.Timer)) {
			m.granted(cx, int(ev.Timer))
		}
	case sim.Withdrawn, sim.Abandoned:
		m.withdrawn(cx, int(ev.Timer), ev.Cause == sim.Abandoned)
	case sim.ShiftOn:
		if !m.dark {
			m.sleepOn(cx)
		}
		m.off, m.dark, m.finish, m.fresh = false, false, false, cx.Now()
	case sim.ShiftOff:
		m.endShift(cx)
	case sim.Started:
		m.off = !cx.OnShift()
		m.start(cx)
	case sim.Halted:
		m.halts++
		m.lock(cx)
	case sim.Freed:
		m.halts--
		m.lock(cx)
	case sim.Taken, sim.Returned, sim.Foreseen, sim.Mustered, sim.Ordered, sim.Powered:
	}
	m.update(cx)
}

func (m *machine) rang(cx sim.Context, t sim.Timer) {
	switch {
	case t >= m.firstWalk && t < m.firstWalk+sim.Timer(m.walks):
		m.granted(cx, int(t-m.firstWalk))
	case t >= m.firstWalk:
		m.befalls(cx, m.upkeep.rang(cx, t))
	case t == m.clearTimer:
		m.clearOn(cx)
	case t == m.feedback:
		m.report(cx)
	case t == m.patience && m.kit != nil:
		m.waiting, m.hand.wakes = false, sim.Never
	case t == m.patience:
		m.yields, m.longs = true, false
	case t == m.timer[settingUp] && m.ahead.product >= 0:
		m.aheadOver(cx)
	default:
		m.phaseOver(cx)
	}
	m.update(cx)
}

// befalls does what follows from what has befallen the machine.
func (m *machine) befalls(cx sim.Context, what befallen) {
	switch what {
	case broken:
		m.breaks(cx)
	case mended:
		m.lock(cx)
		cx.Halt(false)
	case serviced:
		m.lock(cx)
	case nothing:
	}
}

// phaseOver goes on after a step. Those who helped go, unless the next phase needs just them.
func (m *machine) phaseOver(cx sim.Context) {
	if m.step++; m.step < len(m.stepsNow(cx)) {
		m.begun = false
		return
	}
	switch m.phase {
	case swapping:
		m.give(cx)
		return
	case settingUp:
		m.isSetUp(cx.Op(m.part))
	case working:
		m.wear(cx)
		m.judge(cx)
	default:
	}
	r := m.request[m.phase]
	m.advance(cx)
	if r < 0 {
		return
	}
	if m.request[m.phase] == r {
		m.asked, m.helped = true, true
	} else {
		m.dismiss(cx, r)
	}
}

// clearOn lets the robot do the next of what follows a swap, and lets it go after the last.
func (m *machine) clearOn(cx sim.Context) {
	m.clears--
	if len(m.clear)-m.clears == m.putDown {
		m.deliver(cx)
	}
	if m.clears > 0 {
		cx.Begin(m.clearTimer, m.clear[len(m.clear)-m.clears])
		return
	}
	cx.Return(m.request[swapping])
	if m.phase == placing && m.kept {
		m.placeKept(cx)
	}
}

// deliver puts down what a double gripper has carried. A place has been kept for it; where the plant has said since that there is none
// it is taken out.
func (m *machine) deliver(cx sim.Context) {
	p := m.carried
	m.carried = sim.NoPart
	if m.doomed {
		cx.Scrap(p)
	} else if !cx.Send(p) {
		cx.Discard()
	}
	if m.phase == placing && !m.placed(cx) {
		m.advance(cx)
	}
}

func (m *machine) stepsNow(cx sim.Context) []*dist.Dist {
	if m.phase == settingUp {
		return m.setup.steps(m.tooled, cx.Op(m.part))
	}
	steps := m.steps[m.phase][cx.Op(m.part)]
	if m.byPart && m.phase == working {
		return steps[:min(len(steps), 1+max(1, cx.Packed(m.part)))]
	}
	if k := m.moves[m.phase]; k > 0 {
		return steps[:min(len(steps), k*max(1, cx.Packed(m.part)))]
	}
	return steps
}

// receive begins the round with a part.
func (m *machine) receive(cx sim.Context, p sim.Part) {
	m.askAnew(cx)
	m.begins(cx, p)
	m.part, m.phase, m.yields, m.started = p, empty, false, false
	m.skips = m.inspects != nil && !m.looksAt(cx, p)
	m.advance(cx)
}

// advance goes on to the next phase that means anything for the part.
func (m *machine) advance(cx sim.Context) {
	for {
		m.enter(m.phase + 1)
		if m.skips && m.phase != reserving && m.phase < blocked {
			continue
		}
		switch m.phase {
		case reserving:
			if m.before && !cx.Reserve(m.part) {
				return
			}
		case settingUp:
			if m.mustSetUp(cx) {
				return
			}
		case loading, unloading:
			if m.request[m.phase] >= 0 || len(m.stepsNow(cx)) > 0 {
				return
			}
		case working:
			m.run++
			if m.setup.rounds != nil {
				m.arrive(cx, 1)
			}
			return
		case placing:
			if m.placed(cx) {
				return
			}
		default:
			m.give(cx)
			return
		}
	}
}

// enter makes a phase the present one, with nothing of it done.
func (m *machine) enter(p phase) {
	m.phase, m.step = p, 0
	m.begun, m.asked, m.again = false, false, false
	m.helped = m.request[p] < 0
}

// placed sees to it that there is a place for the finished part before anybody is asked to take it out. It returns
// true when that takes waiting, or when the part goes another way than through unloading.
func (m *machine) placed(cx sim.Context) bool {
	if m.opens != asItIs { // for what goes where there is room is found as it goes
		return false
	}
	if m.request[unloading] < 0 && len(m.steps[unloading][cx.Op(m.part)]) == 0 {
		m.give(cx)
		return true
	}
	if m.carried != sim.NoPart { // only one place can be kept
		m.kept = false
		return true
	}
	m.kept = m.before || cx.Reserve(m.part)
	return !m.kept || m.swap(cx)
}

// placeKept goes on once what was waited for is there: a place, and the robot's other hand.
func (m *machine) placeKept(cx sim.Context) {
	if m.phase != placing || !m.swap(cx) {
		m.advance(cx)
	}
}

// swap begins to change the finished part for the next one, when there is a double gripper and a next part. It returns
// true when the round goes that way, or when it is too early to tell: the gripper still holds the last one.
func (m *machine) swap(cx sim.Context) bool {
	if !m.swaps || m.next != sim.NoPart || m.off || m.service.due != 0 {
		return false
	}
	if m.clears > 0 {
		return true
	}
	q, ok := m.takeNow(cx)
	if !ok {
		return false
	}
	m.next = q
	m.begins(cx, q)
	if len(m.setup.steps(m.tooled, cx.Op(q))) > 0 {
		return false // it has to be set up in between
	}
	m.becomes(cx.Op(q))
	m.askAnew(cx)
	m.enter(swapping)
	return true
}

// give ends the round: the part is scrapped, or handed on, or stays until there is room.
func (m *machine) give(cx sim.Context) {
	p := m.part
	swapped := m.phase == swapping
	m.part, m.finish = sim.NoPart, false
	if swapped {
		m.carried, m.doomed, m.swapped, m.clears = p, m.isScrap(cx, p), true, len(m.clear)
		cx.Begin(m.clearTimer, m.clear[0])
		m.enter(empty)
		m.follow(cx)
		if m.putDown == 0 {
			m.deliver(cx)
		}
		return
	}
	switch {
	case m.opens != asItIs:
		m.giveAway(cx, p)
		return
	case m.packs && (cx.Packed(p) > 0 || cx.IsCarrier(p)):
		if p = m.sift(cx, p); p != sim.NoPart && !cx.Send(p) {
			m.part = p
			m.enter(blocked)
			return
		}
		m.giveMore(cx)
		return
	case !m.isScrap(cx, p):
		if !cx.Send(p) {
			m.part = p
			m.enter(blocked)
			return
		}
	default:
		cx.Scrap(p)
	}
	m.enter(empty)
	m.follow(cx)
}

// follow begins the round of a part that is here already.
func (m *machine) follow(cx sim.Context) {
	if m.next == sim.NoPart {
		return
	}
	m.part, m.next, m.started = m.next, sim.NoPart, m.swapped
	if m.swapped {
		m.swapped = false
		m.run++
		m.enter(working)
		return
	}
	m.askAnew(cx)
	m.advance(cx)
}

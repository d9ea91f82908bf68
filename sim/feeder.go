package sim

import (
	"fmt"
	"math"
	"slices"
)

// A feeder is a supply of electric power that cannot give more than so many kW. What its members draw without working, be they
// ready, in standby or off, they draw; but a station that begins what draws more asks for it first, by [Context.Draw], and waits
// when the load would come above the limit.
//
// Power is asked for last, when all else is there that the work needs, and who has it works: it is given back whenever the time of
// the work stands still, and whenever the round of a part is over. So whoever has power waits for nothing, and what he does ends
// by itself; those who wait for power wait for him, or for each other's turn, and never in a circle, whatever else they hold. The
// only power that nobody can ever get is what does not fit beside what others draw without working: [Layout] refuses what does not
// fit beside the least of that, and who stands still since others are awake, who wait for power as well, is told by [Deadlock].
//
// Loads are whole milliwatts: their sums are exact, in whatever order things happen.
type feeder struct {
	node    ID
	limit   int64
	load    int64 // what members draw, or are about to draw at this instant
	most    int64 // that they can draw together
	helps   Precedence
	strict  bool
	asking  int32
	members []int32 // among fed
	drawn   feederTally
}

// A feederTally is what a feeder is watched for.
type feederTally struct {
	since   Time
	kws     float64 // mW x s
	peak    int64
	limited Time // somebody waits for power
	over    Time // the load is above the limit, by what nobody can refuse
}

// fed is a node that a feeder feeds.
type fed struct {
	node   ID
	feeder int32
	rank   int
	bound  bool // it has to ask
	kw     [NumStates]int64
	asleep [3]int64 // by depth of sleep
	sleep  Sleep
	doze   int32 // the timer by which it goes to sleep, -1: it does not
	draws  int64 // of the load
	state  asking
	wants  int64 // that it has asked for, or has been given
	asked  Time
}

func milliwatts(kw float64) int64 { return int64(math.Round(kw * 1e6)) }

// addFeeders notes who is fed by whom. All are ready before the line starts.
func (l *Line) addFeeders(lay Layout) {
	for i := range lay.Nodes {
		from := &lay.Nodes[i]
		if from.Role != Feeder {
			continue
		}
		f := feeder{node: ID(i), limit: milliwatts(from.LimitKW), helps: from.Helps, strict: from.Strict}
		for _, id := range from.Feeds {
			m := fed{node: id, feeder: int32(len(l.feeders)), rank: lay.Nodes[id].Priority, bound: lay.Nodes[id].Role == Station, doze: -1}
			m.levels(&lay.Nodes[id])
			m.draws = m.kw[Starved]
			f.load += m.draws
			f.most += m.highest()
			f.members = append(f.members, int32(len(l.fed)))
			l.nodes[id].fed = int32(len(l.fed))
			l.fed = append(l.fed, m)
		}
		l.feeders = append(l.feeders, f)
		l.nodes[i].feeder = int32(len(l.feeders)) - 1
		l.mask |= feeding
	}
}

// levels notes what a node draws.
func (m *fed) levels(of *Node) {
	for s := range NumStates {
		m.kw[s] = milliwatts(of.KW[PowerClass(s)])
	}
	m.asleep = [3]int64{m.kw[Starved], milliwatts(of.KW["standby"]), milliwatts(of.KW["off"])}
}

func (m *fed) highest() int64 { return max(slices.Max(m.kw[:]), slices.Max(m.asleep[:])) }

// refeed lets feeders and who is fed go on by the powers of another layout of the same shape. What has power keeps it.
func (l *Line) refeed(lay *Layout) {
	for i := range l.feeders {
		f := &l.feeders[i]
		l.bookPower(f)
		f.limit, f.most = milliwatts(lay.Nodes[f.node].LimitKW), 0
		for _, at := range f.members {
			m := &l.fed[at]
			working, setup := m.kw[Working], m.kw[Setup]
			m.levels(&lay.Nodes[m.node])
			switch {
			case m.state == silent:
			case m.wants == working:
				m.wants = m.kw[Working]
			case m.wants == setup:
				m.wants = m.kw[Setup]
			}
			level := l.level(m)
			f.load += level - m.draws
			m.draws = level
			f.most += m.highest()
		}
		l.pend(f.node)
	}
}

// lowest is the least that a node of a layout draws that does not work. Who uses a robot may wait for power himself, so that
// the robot draws what it draws at work.
func (m *fed) lowest(of *Node) int64 {
	least := m.kw[Starved]
	if of.Role == Pool {
		return max(least, m.kw[Working])
	}
	if of.Standby > 0 {
		least = min(least, m.asleep[InStandby])
	}
	if of.SwitchOff > 0 || of.Shift != None {
		least = min(least, m.asleep[SwitchedOff])
	}
	return least
}

// level is what a member draws as its node stands.
func (l *Line) level(m *fed) int64 {
	n := &l.nodes[m.node]
	if n.awaits || n.state.dozes() {
		return m.asleep[m.sleep]
	}
	return m.kw[n.state]
}

// Draw asks for the power of a state that the element is about to begin, and is true when it has it; else Powered comes when it
// is there, which may be in the same instant. It has it until Release. Who wants less than it has keeps the less; who wants more
// has nothing until there is all of it. An element that no feeder feeds has all that it wants.
func (cx Context) Draw(s State) bool {
	i := cx.line.nodes[cx.id].fed
	return i < 0 || cx.line.drawPower(&cx.line.fed[i], s)
}

// Release gives back what Draw was given, or takes back what it asked for.
func (cx Context) Release() {
	if i := cx.line.nodes[cx.id].fed; i >= 0 {
		cx.line.releasePower(&cx.line.fed[i])
	}
}

func (l *Line) drawPower(m *fed, s State) bool {
	f, need := &l.feeders[m.feeder], m.kw[s]
	switch {
	case !m.bound || need <= m.kw[Starved]: // no more than what it may always draw
		l.releasePower(m)
		return true
	case m.state == granted && need <= m.wants:
		l.draws(f, m, need)
		m.wants = need
		return true
	case m.state == asked && need == m.wants:
		return false
	}
	l.releasePower(m)
	m.wants, m.asked = need, l.now
	if f.most <= f.limit {
		m.state = granted
		l.draws(f, m, need)
		return true
	}
	m.state = asked
	l.bookPower(f)
	f.asking++
	l.pend(f.node)
	return false
}

func (l *Line) releasePower(m *fed) {
	f, was := &l.feeders[m.feeder], m.state
	if was == silent {
		return
	}
	m.state, m.wants = silent, 0
	if was == asked {
		l.bookPower(f)
		f.asking--
		if f.strict && f.asking > 0 {
			l.pend(f.node) // whom it has held up may be helped now
		}
		return
	}
	level := l.level(m)
	if s := l.nodes[m.node].state; s == Working || s == Setup {
		level = m.kw[Starved] // until it says what it does instead
	}
	l.draws(f, m, level)
}

// draws lets a member draw so much of the load from now on.
func (l *Line) draws(f *feeder, m *fed, level int64) {
	if m.draws == level {
		return
	}
	l.bookPower(f)
	f.load += level - m.draws
	if level < m.draws && f.asking > 0 {
		l.pend(f.node)
	}
	m.draws = level
}

// feed follows what a member draws in the state that it has come to.
func (l *Line) feed(id ID) {
	i := l.nodes[id].fed
	if i < 0 {
		return
	}
	m, n := &l.fed[i], &l.nodes[id]
	if m.doze >= 0 {
		l.lull(m, n)
	}
	if m.state == granted && n.state != Working && n.state != Setup {
		return // it is about to begin
	}
	l.draws(&l.feeders[m.feeder], m, l.level(m))
}

// dozes tells whether what an element draws in a state goes by how far it has gone to sleep.
func (s State) dozes() bool { return s.Saves() || s == WaitingPower }

// lull winds the timer by which a member goes to sleep when it has come to be without work, and wakes it when it has some.
func (l *Line) lull(m *fed, n *node) {
	if n.idleSince == Never {
		if m.sleep != Awake || l.timers[m.doze].mode == running {
			m.sleep = Awake
			l.cancel(int(m.doze))
		}
		return
	}
	if m.sleep == Awake && l.timers[m.doze].mode != running {
		l.windDoze(m, n)
	}
}

// windDoze lets the timer run until the member goes to sleep, or sleeps deeper.
func (l *Line) windDoze(m *fed, n *node) {
	at := Never
	for depth, after := range [...]Time{InStandby: n.standbyAfter, SwitchedOff: n.offAfter} {
		if after > 0 && Sleep(depth) > m.sleep && n.idleSince < Never-after {
			at = min(at, n.idleSince+after)
		}
	}
	if at < Never {
		l.beginFor(int(m.doze), at-l.now)
	}
}

// dozeOff lets a member go to sleep, or sleep deeper.
func (l *Line) dozeOff(id ID) {
	m, n := &l.fed[l.nodes[id].fed], &l.nodes[id]
	idle := l.now - n.idleSince
	switch {
	case n.offAfter > 0 && idle >= n.offAfter:
		m.sleep = SwitchedOff
	case n.standbyAfter > 0 && idle >= n.standbyAfter:
		m.sleep = InStandby
	}
	l.windDoze(m, n)
	if m.state != granted {
		l.draws(&l.feeders[m.feeder], m, l.level(m))
	}
}

// empower gives power to as many as there is enough for. When more than one wants what is left, interrupted work is not before
// other work: what was stopped asks like all others.
func (l *Line) empower(f *feeder) {
	for f.asking > 0 {
		var best *fed
		for _, i := range f.members {
			m := &l.fed[i]
			if m.state == asked && (f.strict || l.hasPower(f, m)) && (best == nil || f.before(m, best)) {
				best = m
			}
		}
		if best == nil || !l.hasPower(f, best) {
			return
		}
		l.bookPower(f)
		f.asking--
		best.state = granted
		l.draws(f, best, best.wants)
		l.post(best.node, Event{Cause: Powered, From: f.node, Part: NoPart})
	}
}

func (l *Line) hasPower(f *feeder, m *fed) bool { return f.load-m.draws+m.wants <= f.limit }

// before tells whether one member gets power before another; among equals who was declared first.
func (f *feeder) before(a, b *fed) bool {
	if f.helps == HighestPriority && a.rank != b.rank {
		return a.rank > b.rank
	}
	return a.asked < b.asked
}

// bookPower puts into the tally what a feeder gave until now.
func (l *Line) bookPower(f *feeder) {
	if l.now > f.drawn.since {
		f.drawn = f.until(l.now)
	}
}

// until is its tally at a time to which nothing changes.
func (f *feeder) until(now Time) feederTally {
	t := f.drawn
	lasted := now - t.since
	if lasted <= 0 {
		return t
	}
	t.since = now
	t.kws += float64(f.load) * lasted.Seconds()
	t.peak = max(t.peak, f.load)
	if f.asking > 0 {
		t.limited += lasted
	}
	if f.load > f.limit {
		t.over += lasted
	}
	return t
}

// A FeederTally is what a feeder gave since the tallies were cleared.
type FeederTally struct {
	LimitKW, PeakKW, MeanKW float64
	Limited                 Time // in which somebody waited for power
	Over                    Time // in which the load was above the limit: more came to be ready than there was power for
}

// Feeder returns what a feeder gave; zero for any other node.
func (l *Line) Feeder(id ID) FeederTally {
	i := l.nodes[id].feeder
	if i < 0 {
		return FeederTally{}
	}
	f := &l.feeders[i]
	t := f.until(l.now)
	r := FeederTally{LimitKW: float64(f.limit) / 1e6, PeakKW: float64(t.peak) / 1e6, Limited: t.limited, Over: t.over}
	if watched := (l.now - l.tally.since).Seconds(); watched > 0 {
		r.MeanKW = t.kws / 1e6 / watched
	}
	return r
}

// Load is what a feeder gives now, in kW, and how many wait for power.
func (l *Line) Load(id ID) (kw float64, waiting int) {
	i := l.nodes[id].feeder
	if i < 0 {
		return 0, 0
	}
	return float64(l.feeders[i].load) / 1e6, int(l.feeders[i].asking)
}

// checkFeeders finds feeders that feed what cannot be fed, and work for which there can never be power.
func (lay *Layout) checkFeeders() []error {
	var errs []error
	by := map[ID]string{}
	for i := range lay.Nodes {
		n := &lay.Nodes[i]
		if len(n.Feeds) > 0 && n.Role != Feeder {
			errs = append(errs, fmt.Errorf("%s: feeds others, want a feeder", n.Name))
			continue
		}
		least, short := int64(0), 0
		for _, id := range n.Feeds {
			if id < 0 || int(id) >= len(lay.Nodes) || lay.Nodes[id].Role != Station && lay.Nodes[id].Role != Pool {
				errs = append(errs, fmt.Errorf("%s: feeds %d, want a station or a pool", n.Name, id))
				return errs
			}
			if other := by[id]; other != "" {
				errs = append(errs, fmt.Errorf("%s: feeds %s, which is fed by %s", n.Name, lay.Nodes[id].Name, other))
			}
			by[id] = n.Name
			_, lowest := lay.Nodes[id].needs()
			least += lowest
		}
		for _, id := range n.Feeds {
			need, lowest := lay.Nodes[id].needs()
			if least-lowest+need > milliwatts(n.LimitKW) && short == 0 {
				short++
				errs = append(errs, fmt.Errorf("%s: gives at most %g kW, want %g for %s beside the least that all others draw", n.Name, n.LimitKW, float64(least-lowest+need)/1e6, lay.Nodes[id].Name))
			}
		}
	}
	return errs
}

// needs is what a node draws at most, and the least that it draws when it does not work.
func (n *Node) needs() (most, least int64) {
	var m fed
	m.levels(n)
	least = m.lowest(n)
	if n.Role == Pool {
		return least, least
	}
	return max(m.kw[Working], m.kw[Setup]), least
}

package sim

var powerClasses = [NumStates]string{Off: "off", PlannedStop: "ready", Down: "ready", WaitingRepair: "ready", Setup: "setup",
	WaitingOperator: "ready", WaitingRobot: "ready", WaitingVehicle: "ready", WaitingPower: "ready", Working: "working", Blocked: "ready", Starved: "ready"}

// PowerClass is the key of power_kw that holds in a state: "working", "setup", "off", and "ready" for all others.
func PowerClass(s State) string { return powerClasses[s] }

// Saves tells whether an element in a state may go to standby and switch itself off: it is ready and has nothing to do. Who waits
// for power has, and only goes on to rest where he did already, so that what is awake begins at once; see [State.Rests].
func (s State) Saves() bool {
	return s == Blocked || s == Starved || s == WaitingOperator || s == WaitingRobot || s == WaitingVehicle || s == WaitingRepair
}

// Rests tells whether an element in a state is without work, that was so before it or not.
func (s State) Rests(before bool) bool { return s.Saves() || s == WaitingPower && before }

// rest follows how long an element has been without work, when it goes from one state to another; awaits: it is off, and
// ready all the same.
func (l *Line) rest(id ID, to State, awaits bool) {
	n := &l.nodes[id]
	was := n.idleSince != Never
	if n.awaits {
		l.tally.unattended[id] += l.awaited(id)
	}
	if n.awaits = awaits; awaits {
		n.awaitsSince = l.now
	}
	if idle := to.Rests(was) || awaits; was == idle {
		return
	} else if idle {
		n.idleSince = l.now
		return
	}
	standby, off := l.rested(id)
	l.tally.standby[id] += standby
	l.tally.switchedOff[id] += off
	n.idleSince = Never
}

// awaited is how long an element has been off and ready all the same, as far as it is watched.
func (l *Line) awaited(id ID) Time {
	if n := &l.nodes[id]; n.awaits {
		return l.now - max(n.awaitsSince, l.tally.since)
	}
	return 0
}

// rested is how long of its present rest, as far as it is watched, an element has been in standby and switched off.
func (l *Line) rested(id ID) (standby, off Time) {
	n := &l.nodes[id]
	return Rested(n.idleSince, l.tally.since, l.now, n.standbyAfter, n.offAfter)
}

// Rested is how long between two times an element that has had no work since idle, [Never] when it has, is in standby and
// switched off, where it goes to these after so long without work; 0: never.
func Rested(idle, from, to, standbyAfter, offAfter Time) (standby, off Time) {
	since := func(after Time) Time {
		if idle == Never || after == 0 || idle > Never-after {
			return 0
		}
		return max(0, to-max(idle+after, from))
	}
	off = since(offAfter)
	return max(0, since(standbyAfter)-off), off
}

// Sleep is how far an element has gone to sleep that has had no work for a time.
type Sleep uint8

// The depths of sleep.
const (
	Awake Sleep = iota
	InStandby
	SwitchedOff
)

// asleep tells how far an element has gone to sleep. At the very instant at which it would go it is still awake.
func (l *Line) asleep(id ID) Sleep {
	n := &l.nodes[id]
	if !n.rests || n.idleSince == Never {
		return Awake
	}
	switch idle := l.now - n.idleSince; {
	case n.offAfter > 0 && idle > n.offAfter:
		return SwitchedOff
	case n.standbyAfter > 0 && idle > n.standbyAfter:
		return InStandby
	default:
		return Awake
	}
}

// Energy is the energy that was drawn, in kWh, with so many kW for each class of state. Time in standby, and time in which
// it had switched itself off, is told apart from the time that it was ready; and so is time off in which it was ready.
func (t *NodeTally) Energy(kw map[string]float64) float64 {
	kwh := 0.0
	for s := range NumStates {
		kwh += kw[PowerClass(s)] * t.States[s].Hours()
	}
	return kwh + (kw["ready"]-kw["off"])*t.Unattended.Hours() + (kw["standby"]-kw["ready"])*t.Standby.Hours() + (kw["off"]-kw["ready"])*t.SwitchedOff.Hours()
}

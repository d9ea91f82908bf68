package plant

import (
	"tweeling/sim"
	"tweeling/sim/dist"
)

// works is what does not change about a machine.
type works struct {
	steps                [phases][][]*dist.Dist // by product, then one after the other
	request              [phases]int            // who is needed, -1: nobody
	timer                [phases]sim.Timer      // noTimer for phases that take none
	clearTimer, patience sim.Timer
	rules                upkeepRules
	first                int          // who is needed first to work on a part, where they may be away: -1 when not, or when it is nobody or a robot
	clear                []*dist.Dist // what a double gripper has still to do after a swap
	putDown              int          // after so many steps of it the old part is where it goes
	scrap                []float64    // by product
	jobs                 []job        // of a plain machine, by product: all that it asks for
	mendAt, scrapAt      sim.ID       // where bad parts and where scrap goes; None: nowhere
	mendings             int          // how often a part is sent to be mended
	preempts             preemption
	before               bool // blocking before service
	rule                 interruption
	holds                bool // a finished part stays on a machine that is down
	accepts              bool // a machine that is down takes a part in
	atEnd                shiftEnd
	unattended           lightsOut
	fits                 bool // people want to know how long they are wanted
	plain                bool // nothing but work: no people, setup, robot or place to reserve
	swaps                bool
	dispatch             dispatch
	ranks                []float64   // by op: low for what goes first
	workLeft             []float64   // by op: what it and all that follow take on average, seconds
	sequence             []sim.Order // in which it takes them
	listed               []string    // what is waited for in it, for people
	most                 int         // parts of one of those
	orders               []Order
	startAt              int          // so many wait before it begins again, once nothing did
	startWait            sim.Time     // or the first of them for so long; 0: however long
	lots                 bool         // it keeps those of its orders together
	robots               [phases]bool // who is needed is a robot
	setup                setup
	kit                  *kit // what is gathered; nil: the next part
	opens                giving
	pieces               []int       // that a part is taken into, by product; the first is the part itself
	moves                [phases]int // steps for each part of the load, where there is a step more or less for each; 0: they are as they are
	byPart               bool        // each part of the load takes a time of its own
	packs                bool        // boxes or carriers may come
	mars                 bool        // parts may get defects
	defects              []float64
	driftDefects         float64
	inspects             *inspection // nil: it does not
	feedback             sim.Timer
	restart              restart
}

// A job is what a plain machine has to know of a product.
type job struct {
	cycle *dist.Dist
	scrap float64
}

// number gives the timers their places, in the order in which Timers names them.
func (w *works) number() {
	next := workTimer
	for ph := range w.timer {
		w.timer[ph] = noTimer
	}
	for _, t := range timed {
		if t.phase == working || w.request[t.phase] >= 0 || someSteps(w, t.phase) || t.phase == settingUp && w.setup.takesTime() {
			w.timer[t.phase] = next
			next++
		}
	}
	w.clearTimer = noTimer
	if w.swaps {
		w.clearTimer = next
		next++
	}
	w.patience = noTimer
	if w.patient() {
		w.patience = next
		next++
	}
	w.feedback = noTimer
	if w.inspects != nil && len(w.inspects.warns) > 0 {
		w.feedback = next
		next++
	}
	w.rules.number(next)
}

package plant

import (
	"fmt"

	"tweeling/sim"
)

// People who walk are not there yet when they are granted. While they walk the machine waits for them, and nobody works.

func walkTimers(n int) []sim.TimerSpec {
	var specs []sim.TimerSpec
	for r := range n {
		specs = append(specs, sim.TimerSpec{Name: fmt.Sprint("walk ", r), Rank: sim.Restore})
	}
	return specs
}

// ask asks for people; true when they are there.
func (m *machine) ask(cx sim.Context, r int, length sim.Time) bool {
	return cx.AskFor(r, length) && m.hasCome(cx, r)
}

// hasCome tells whether those who have been granted are there; when not, a timer rings when they are.
func (m *machine) hasCome(cx sim.Context, r int) bool {
	if m.walks == 0 {
		return true
	}
	walk := cx.Walk(r)
	if walk > 0 {
		cx.BeginFor(m.firstWalk+sim.Timer(r), walk)
	}
	return walk == 0
}

// dismiss lets those go who help, or no longer asks for them.
func (m *machine) dismiss(cx sim.Context, r int) {
	m.turnBack(cx, r)
	cx.Return(r)
}

// turnBack stops those who are on their way.
func (m *machine) turnBack(cx sim.Context, r int) {
	if m.walks > 0 {
		cx.Cancel(m.firstWalk + sim.Timer(r))
	}
}

func (r *robot) hasCome(cx sim.Context) bool {
	if r.walks == 0 {
		return true
	}
	walk := cx.Walk(repairRequest)
	if walk > 0 {
		cx.BeginFor(sim.Timer(2*len(r.modes)), walk)
	}
	return walk == 0
}

func (r *robot) turnBack(cx sim.Context) {
	if r.walks > 0 {
		cx.Cancel(sim.Timer(2 * len(r.modes)))
	}
}

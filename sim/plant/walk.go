package plant

import (
	"fmt"

	"tweeling/sim"
)

// People who walk are not there yet when they are granted. While they walk they are waited for, and nobody works.

func walkTimers(n int) []sim.TimerSpec {
	var specs []sim.TimerSpec
	for r := range n {
		specs = append(specs, sim.TimerSpec{Name: fmt.Sprint("walk ", r), Rank: sim.Restore})
	}
	return specs
}

// ask asks for people; true when they are there.
func (u *upkeep) ask(cx sim.Context, r int, length sim.Time) bool {
	return cx.Ask(r, length) && u.hasCome(cx, r)
}

// hasCome tells whether those who have been granted are there; when not, a timer rings when they are.
func (u *upkeep) hasCome(cx sim.Context, r int) bool {
	if u.walks == 0 {
		return true
	}
	walk := cx.Walk(r)
	if walk > 0 {
		cx.BeginFor(u.firstWalk+sim.Timer(r), walk)
	}
	return walk == 0
}

// dismiss lets those go who help, or no longer asks for them.
func (u *upkeep) dismiss(cx sim.Context, r int) {
	u.turnBack(cx, r)
	cx.Return(r)
}

// turnBack stops those who are on their way.
func (u *upkeep) turnBack(cx sim.Context, r int) {
	if u.walks > 0 {
		cx.Cancel(u.firstWalk + sim.Timer(r))
	}
}

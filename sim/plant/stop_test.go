package plant

import (
	"testing"
	"time"

	"tweeling/sim"
)

// Condition monitoring: a failure that is seen coming is a shorter stop after the part in work; a false alarm is one too.
func TestConditionMonitoring(t *testing.T) {
	of := func(share float64) *Model {
		f := failure("14s", "100s", "operating")
		f.Foreseen, f.PlannedRepair = share, law("6s")
		return scenery(nil, nil, machined("m", "10s", nil, f))
	}
	f := failure("1000s", "1s", "operating")
	f.FalseAlarms, f.AlarmStop = law("14s"), law("6s")
	play(t, []scene{
		{"none is seen", "fails at 14, for 100 s", of(0), []float64{10, 120}},
		{"all are seen", "stopped from 20 to 26, and from 46 to 52", of(1), []float64{10, 20, 36, 46, 62}},
		{"false alarms", "stopped from 20 to 26, and from 46 to 52, for nothing", scenery(nil, nil, machined("m", "10s", nil, f)), []float64{10, 20, 36, 46, 62}},
	})
	l := lineOf(t, of(0.6), 1, 0)
	run(t, l, 100*time.Hour)
	id, _ := l.Find("m")
	n := l.Tally(id)
	down, planned := n.States[sim.Down].Seconds()/100, n.States[sim.PlannedStop].Seconds()/6
	if share := planned / (planned + down); share < 0.58 || share > 0.62 { // some 5700 failures: 0.6 +- 0.013
		t.Errorf("%v of the failures are seen, want 0.6", share)
	}
}

package plant

import (
	"testing"
	"time"

	"tweeling/sim"
)

// Rule 19: maintenance of 6 s after every 14 s at work, in three styles; a part takes 10 s.
func TestPlannedMaintenance(t *testing.T) {
	of := func(style string) *Model {
		m := machined("m", "10s", nil)
		m.Stops = []Stop{{Name: "grease", Every: law("14s"), Takes: law("6s"), Style: style}}
		return scenery(nil, nil, m)
	}
	seldom := of("when-idle")
	seldom.Elements[1] = Spec{Name: "in m", Kind: "source", Values: map[string]any{"every": law("12s"), "to": []string{"m"}}}
	atEnd := of("immediate")
	atEnd.Shifts = hours(t)
	atEnd.Elements[0].Values["shift"], atEnd.Elements[0].Values["cycle"] = "day", law("30m")
	atEnd.Elements[0].Stops = []Stop{{Name: "grease", Every: law("60m"), Takes: law("10m"), Style: "immediate", Clock: "calendar"}}
	play(t, []scene{
		{"immediate", "19: from 14 to 20, the other 6 s of the second part follow; then from 34 to 40", of("immediate"), []float64{10, 26, 42}},
		{"after-part", "19: due at 14, from 20 to 26; due at 40, from 46 to 52", of("after-part"), []float64{10, 20, 36, 46, 62}},
		{"the default", "19: after-part", of(""), []float64{10, 20, 36, 46, 62}},
		{"when-idle, and never idle", "19: not at all", of("when-idle"), []float64{10, 20, 30, 40, 50}},
		{"when-idle", "19: due at 28, idle from 34 on: until 40, while the part of 36 waits", seldom, []float64{22, 34, 50, 60}},
		{"at the end of a shift", "19: due at 60 with the shift, from 120 to 130; due at 190 off shift, from 240 to 250", atEnd, minutes(30, 60, 160, 190, 280)},
	})
}

// Rule 19: while it is maintained, or waits for who does it, the machine is in a planned stop.
func TestMaintenanceWaitsForPeople(t *testing.T) {
	m := machined("m", "10s", nil)
	m.Stops = []Stop{{Name: "grease", Every: law("14s"), Takes: law("6s"), By: Need{Count: 1, From: []string{"crew"}}}}
	model := scenery(nil, nil, m, machined("n", "25s", map[string]any{"operator": by("cycle", 1)}), crewOf(1, nil))
	play(t, []scene{{"they come at 25", "19: due at 14, wanted from 20 on, done from 25 to 31; nobody is at the other machine until then", model, []float64{10, 20, 25, 41, 51, 56}}})
	l := lineOf(t, model, 1, 0)
	run(t, l, 40*time.Second)
	id, _ := l.Find("m")
	if got := l.Tally(id).States[sim.PlannedStop]; got != 11*time.Second {
		t.Errorf("a planned stop of %v, want 11 s", got)
	}
}

// Rule 19: maintenance may let a failure mode begin a new life.
func TestMaintenanceRenews(t *testing.T) {
	of := func(renews ...string) *Model {
		m := machined("m", "10s", nil, failure("30s", "100s", "operating"))
		m.Stops = []Stop{{Name: "grease", Every: law("20s"), Takes: law("5s"), Renews: renews}}
		return scenery(nil, nil, m)
	}
	play(t, []scene{
		{"no", "19: due at 20, from 20 to 25; after 30 s of work, at 35, it fails all the same", of(), []float64{10, 20, 35, 145}},
		{"yes", "19: it never fails", of("failure"), []float64{10, 20, 35, 45, 60, 70}},
	})
}

// Rule 19: with by_age a repair lets the clock begin anew. It fails at 14 s of work, for 2 s each time; due after 20.
func TestMaintenanceByAge(t *testing.T) {
	of := func(byAge bool) *Model {
		m := machined("m", "10s", nil, failure("14s", "2s", "operating"))
		m.Stops = []Stop{{Name: "grease", Every: law("20s"), Takes: law("5s"), Style: "immediate", Renews: []string{"failure"}, ByAge: byAge}}
		return scenery(nil, nil, m)
	}
	play(t, []scene{
		{"block", "19: broken 14-16, stopped 22-27, broken 41-43, stopped 49-54, broken 68-70", of(false), []float64{10, 22, 37, 49, 64}},
		{"age", "19: broken 14-16, 30-32, 46-48, and never stopped", of(true), []float64{10, 22, 34, 44, 56}},
	})
}

// A tool that is worn after three parts is changed before the fourth.
func TestToolWear(t *testing.T) {
	m := machined("m", "10s", nil)
	m.Stops = []Stop{{Name: "tool", Every: law("3s"), Takes: law("4s"), Clock: "count"}}
	play(t, []scene{{"three parts", "12, 19: changed from 30 to 34 and from 64 to 68", scenery(nil, nil, m), []float64{10, 20, 30, 44, 54, 64, 78}}})
}

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

package kpi

import (
	"math"
	"testing"
	"time"

	"tweeling/sim"
)

// station is a machine that spent minutes in some states, with parts of a planned run time in seconds.
func station(states map[sim.State]float64, good, scrapped int64, run float64) Element {
	e := Element{Name: "m", Kind: "machine", Role: "station", Units: 1, RunTime: run * float64(good+scrapped)}
	e.Sent, e.Scrapped = []int64{good}, []int64{scrapped}
	for s, minutes := range states {
		e.States[s] = time.Duration(minutes * float64(time.Minute))
	}
	return e
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-12*math.Max(1, math.Abs(want)) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// A shift of 480 minutes: 30 set up, 42 down, 18 starved, 10 blocked, the rest at work on 430 parts of 0.75 minutes, of which
// 410 are good. APT/PBT = 380/480, PRI x PQ / APT = 0.75 x 430 / 380, GQ/PQ = 410/430; their product is 0.75 x 410 / 480.
func TestOEEByHand(t *testing.T) {
	e := station(map[sim.State]float64{sim.Off: 960, sim.Setup: 30, sim.Down: 42, sim.Starved: 18, sim.Blocked: 10, sim.Working: 380}, 410, 20, 45)
	for name, want := range map[string]float64{"availability": 380.0 / 480, "performance": 0.75 * 430 / 380, "quality": 410.0 / 430, "oee": 0.75 * 410 / 480, "nee": 410.0 / 480 * 0.75 * 410 / 380, "setup_ratio": 30.0 / 410} {
		for i := range ElementTable {
			if k := &ElementTable[i]; k.Name == name {
				got, why := k.Of(&e, &Watched{})
				if why != "" {
					t.Errorf("%s: %s", name, why)
				}
				near(t, name, got, want)
			}
		}
	}
	near(t, "active", e.Active(), (380.0+30+42)/480)
}

// What is worked after the end of the shift counts as planned: availability never exceeds 1.
func TestOverrunIsPlannedTime(t *testing.T) {
	e := station(map[sim.State]float64{sim.Off: 1340, sim.Working: 100}, 2, 0, 3000)
	e.Planned = time.Hour
	a, why := e.Availability()
	near(t, "availability"+why, a, 1)
}

// The bottleneck is who waits least: not the stations that wait for the robot, but the robot.
func TestBottleneckMayBeARobotOrPeople(t *testing.T) {
	waits := station(map[sim.State]float64{sim.WaitingRobot: 60, sim.Working: 40}, 1, 0, 1)
	arm := Element{Name: "arm", Kind: "robot", Role: "robot"}
	arm.States[sim.Working], arm.States[sim.Down], arm.States[sim.Starved] = 80*time.Minute, 15*time.Minute, 5*time.Minute
	crew := Element{Name: "crew", Kind: "operators", Role: "operators"}
	crew.OnDuty, crew.Used = 2, 1.8
	w := &Watched{Elements: []Element{waits, arm, crew}}
	if b := w.Bottleneck(); b != 1 {
		t.Errorf("the bottleneck is element %d", b)
	}
	if b := w.BottleneckStation(); b != 0 {
		t.Errorf("the bottleneck station is element %d", b)
	}
	w.Elements[2].Used = 2
	if b := w.Bottleneck(); b != 2 {
		t.Errorf("with a crew that never rests the bottleneck is element %d", b)
	}
	if b := (&Watched{}).Bottleneck(); b != -1 {
		t.Errorf("a line without elements has the bottleneck %d", b)
	}
}

// Shares of waiting are of the time on duty of all stations together.
func TestWaitingAndRobotsDown(t *testing.T) {
	a := station(map[sim.State]float64{sim.Off: 60, sim.WaitingRobot: 30, sim.Working: 30}, 1, 0, 1)
	b := station(map[sim.State]float64{sim.WaitingOperator: 10, sim.WaitingRepair: 20, sim.Working: 90}, 1, 0, 1)
	arm := Element{Role: "robot"}
	arm.States[sim.Down], arm.States[sim.WaitingRepair], arm.States[sim.Starved] = 10*time.Minute, 5*time.Minute, 85*time.Minute
	w := &Watched{Elements: []Element{a, b, arm}}
	for name, want := range map[string]float64{"waiting_people": 30.0 / 180, "waiting_robot": 30.0 / 180, "robot_down": 0.15} {
		k, _ := Find(name)
		got, why := k.Of(w)
		near(t, name+why, got, want)
	}
	k, _ := Find("robot_down")
	if got, why := k.Of(&Watched{Elements: []Element{a}}); got != 0 || why != "" {
		t.Errorf("without robots: %v %q", got, why)
	}
}

// What does not exist has a reason, and never a number that is none.
func TestWhatDoesNotExistSaysWhy(t *testing.T) {
	for i := range Table {
		v, why := Table[i].Of(&Watched{})
		if math.IsNaN(v) || math.IsInf(v, 0) {
			t.Errorf("%s of nothing is %v", Table[i].Name, v)
		}
		if v != 0 && why != "" {
			t.Errorf("%s is %v and does not exist: %s", Table[i].Name, v, why)
		}
	}
	idle := station(map[sim.State]float64{sim.Starved: 10}, 0, 0, 1)
	for i := range ElementTable {
		if v, _ := ElementTable[i].Of(&idle, &Watched{}); math.IsNaN(v) || math.IsInf(v, 0) {
			t.Errorf("%s of an idle station is %v", ElementTable[i].Name, v)
		}
	}
}

// Good parts per planned hour have one denominator for all plans.
func TestPerPlannedHour(t *testing.T) {
	w := &Watched{Planned: 80 * time.Hour}
	w.Total.Left = []int64{100, 60}
	k, _ := Find("throughput_planned")
	got, why := k.Of(w)
	near(t, "throughput_planned"+why, got, 2)
}

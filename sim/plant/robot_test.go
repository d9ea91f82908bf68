package plant

import (
	"testing"

	"tweeling/sim"
)

// handled is a machine of 10 s that a robot loads and unloads in 5 s each: parts leave at 20, 40, 60 where nothing happens,
// and the robot is in use from 0 to 5, from 15 to 25, from 35 to 45.
func handled(arm Spec, others ...Spec) *Model {
	arm.Name, arm.Kind = "arm", "robot"
	arm.Values = both(map[string]any{"pick": law("2s"), "place": law("3s"), "at": []float64{1, 4}}, arm.Values)
	return scenery(nil, nil, append([]Spec{machined("m", "10s", map[string]any{"robot": "arm"}), arm}, others...)...)
}

// Rules 19, 12: a robot is maintained, has a gripper that wears, and sensors, as a machine has.
func TestStopsOfARobot(t *testing.T) {
	grease := func(style string) *Model {
		return handled(Spec{Stops: []Stop{{Name: "grease", Every: law("12s"), Takes: law("6s"), Style: style}}})
	}
	gripper := Stop{Name: "tool", Every: law("3s"), Takes: law("6s"), Clock: "count"}
	seen, noise := failure("12s", "1h", "operating"), failure("1h", "1h", "operating")
	seen.Foreseen, seen.PlannedRepair = 1, law("6s")
	noise.FalseAlarms, noise.AlarmStop = law("12s"), law("6s")
	jam := failure("12s", "6s", "operating")
	play(t, []scene{
		{"no stops", "35: 5 to load, 10 to work, 5 to unload", handled(Spec{}), []float64{20, 40, 60}},
		{"immediate", "19: due after 12 s in use, from 22 to 28; the rest of the load by 31; from 50 to 56", grease("immediate"), []float64{20, 46, 72}},
		{"after-part", "19: due at 22, from 25 to 31, while the machine works; due at 57, from 60 to 66", grease("after-part"), []float64{20, 40, 60, 86}},
		{"when-idle", "19: due at 22, from 25 on nobody wants it; due at 57, wanted again at 60, idle at 65, until 71", grease("when-idle"), []float64{20, 40, 60, 80}},
		{"a gripper", "12: worn after the third use, at 25, and after the sixth, at 60", handled(Spec{Stops: []Stop{gripper}}), []float64{20, 40, 60, 86}},
		{"seen coming", "as maintenance after the part", handled(Spec{Failures: []Failure{seen}}), []float64{20, 40, 60, 86}},
		{"false alarms", "as maintenance after the part", handled(Spec{Failures: []Failure{noise}}), []float64{20, 40, 60, 86}},
		{"a use that is cut short counts once", "12: broken from 22 to 28; the third use ends at 31, and the gripper is changed by 37; broken from 50 to 56; the third ends at 72, changed by 78; broken from 94 to 100",
			handled(Spec{Failures: []Failure{jam}, Stops: []Stop{gripper}}), []float64{20, 46, 72, 104}},
		{"somebody does it", "19: due at 22; he comes at 27, from 27 to 33, and from 60 to 66",
			handled(Spec{Stops: []Stop{{Name: "grease", Every: law("12s"), Takes: law("6s"), Style: "immediate", By: Need{Count: 1, From: []string{"crew"}}}}},
				machined("n", "27s", map[string]any{"operator": by("cycle", 1)}), crewOf(1, nil)), []float64{20, 27, 51, 60, 82, 93}},
	})
	l := lineOf(t, grease("after-part"), 1, 0)
	run(t, l, seconds(40))
	id, _ := l.Find("arm")
	if n := l.Tally(id); n.States[sim.PlannedStop] != seconds(6) || n.States[sim.Working] != seconds(20) {
		t.Errorf("stopped for %v and at work for %v by 40 s, want 6 s and 20 s", n.States[sim.PlannedStop], n.States[sim.Working])
	}
}

// Rule 35: several robots under one name help at the same time, and each fails and is repaired by itself.
func TestSeveralRobots(t *testing.T) {
	of := func(n int, more map[string]any, failures ...Failure) *Model {
		arm := Spec{Name: "arm", Kind: "robot", Failures: failures, Values: both(map[string]any{"pick": law("2s"), "place": law("3s"), "count": n}, more)}
		on := map[string]any{"robot": "arm"}
		return scenery(nil, nil, machined("a", "10s", on), machined("b", "10s", on), arm, crewOf(1, nil))
	}
	jam := failure("12s", "6s", "operating")
	play(t, []scene{
		{"one", "35: the second is loaded from 5 to 10; from 20 on the first comes first, since both ask then", of(1, nil), []float64{20, 30}},
		{"two", "35: each has its own", of(2, nil), []float64{20, 20, 40, 40}},
		{"two that fail", "35: both are broken from 22 to 28", of(2, nil, jam), []float64{20, 20, 46, 46, 72, 72}},
		{"one person repairs", "18: the first is broken from 22 to 28, the second until 34; the first helps both machines, until 31 and until 34", of(2, map[string]any{"operator": by("repair", 1)}, jam), []float64{20, 20, 46, 49}},
	})
}

// A machine that has gone to sleep takes its time before it does anything; so does a robot that is asked for.
func TestWakingUp(t *testing.T) {
	seldom := func(every string, values map[string]any) *Model {
		return &Model{Shifts: hours(t), Elements: []Spec{
			{Name: "in", Kind: "source", Values: map[string]any{"every": law(every), "to": []string{"m"}}},
			machined("m", "10s", values), crewOf(1, nil), {Name: "out", Kind: "sink"}}}
	}
	standby := map[string]any{"standby_after": seconds(30), "wake": law("7s")}
	off := map[string]any{"off_after": seconds(60), "startup": law("20s")}
	manned := both(standby, map[string]any{"load": law("4s"), "operator": by("load", 1)})
	play(t, []scene{
		{"at once", "it is in standby, and wakes in no time", seldom("100s", map[string]any{"standby_after": seconds(30)}), []float64{110, 210}},
		{"from standby", "from 100 to 107, then 10 s of work", seldom("100s", standby), []float64{117, 217}},
		{"from off", "from 100 to 120", seldom("100s", off), []float64{130, 230}},
		{"from off, nothing said of it", "as from standby", seldom("100s", map[string]any{"off_after": seconds(60), "wake": law("7s")}), []float64{117, 217}},
		{"from either", "off from 60 on, so that it takes 20 s", seldom("100s", both(standby, off)), []float64{130, 230}},
		{"not long enough", "40 s idle; then 23; then 30 to the instant, which is not more", seldom("40s", standby), []float64{57, 90, 130}},
		{"people are asked for once it is awake", "from 100 to 107, loaded by 111", seldom("100s", manned), []float64{121, 221}},
		{"a shift", "a part comes at 90 min, off shift; it is ready when the shift begins at 120", seldom("90m", both(standby, map[string]any{"shift": "day"})), []float64{7210}},
		{"a robot", "asleep from 10 to 15, awake at 18; again from 33 on", handled(Spec{Values: map[string]any{"standby_after": seconds(5), "wake": law("3s")}}), []float64{23, 46, 69}},
	})
	l := lineOf(t, seldom("100s", manned), 1, 0)
	run(t, l, seconds(121))
	m, _ := l.Find("m")
	crew, _ := l.Find("crew")
	if n := l.Tally(m); n.States[sim.Setup] != seconds(7) || n.Standby != seconds(70) {
		t.Errorf("in setup for %v and in standby for %v by 121 s, want 7 s and 70 s", n.States[sim.Setup], n.Standby)
	}
	if used := l.Tally(crew).Used * 121; used < 3.999 || used > 4.001 {
		t.Errorf("people are in use for %v s, want 4", used)
	}
}

// A machine that fails while it wakes goes on with it once it is repaired, and one that is stopped as planned is woken by
// those who stop it.
func TestWakingIsInterrupted(t *testing.T) {
	of := func(more Spec) *Model {
		m := machined("m", "10s", map[string]any{"standby_after": seconds(30), "wake": law("7s")}, more.Failures...)
		m.Stops = more.Stops
		return &Model{Elements: []Spec{{Name: "in", Kind: "source", Values: map[string]any{"every": law("100s"), "to": []string{"m"}}}, m, {Name: "out", Kind: "sink"}}}
	}
	play(t, []scene{
		{"a failure", "broken from 103 to 123, awake at 127", of(Spec{Failures: []Failure{failure("103s", "20s", "calendar")}}), []float64{137}},
		{"a stop", "stopped from 90 to 95, and ready at 100", of(Spec{Stops: []Stop{{Name: "clean", Every: law("90s"), Takes: law("5s"), Clock: "calendar"}}}), []float64{110}},
	})
}

package plant

import (
	"errors"
	"maps"
	"slices"
	"testing"
	"time"

	"tweeling/sim"
	"tweeling/sim/calendar"
)

// Scenes are small lines without chance whose course was worked out by hand. Each says which rule of line semantics it
// shows; leaves are the times at which parts leave the line, in seconds.
type scene struct {
	name, why string
	model     *Model
	leaves    []float64
}

// scenery builds a model from elements; a source that never ends stands before each machine that nothing leads to.
func scenery(shifts []Shift, products []Product, elements ...Spec) *Model {
	m := &Model{Shifts: shifts, Products: products, Elements: elements}
	led := map[string]bool{}
	for _, e := range elements {
		for _, to := range e.Refs("to") {
			led[to] = true
		}
	}
	for _, e := range elements {
		if e.Kind == "machine" && !led[e.Name] {
			m.Elements = append(m.Elements, Spec{Name: "in " + e.Name, Kind: "source", Values: map[string]any{"release": "endless", "to": []string{e.Name}}})
		}
	}
	m.Elements = append(m.Elements, Spec{Name: "out", Kind: "sink"})
	return m
}

// machined is a machine that leads to the exit unless more says otherwise; times in seconds.
func machined(name, cycle string, more map[string]any, failures ...Failure) Spec {
	v := map[string]any{"cycle": law(cycle), "to": []string{"out"}}
	for k, x := range more {
		if text, ok := x.(string); ok && slices.Contains([]string{"load", "unload", "setup"}, k) {
			x = law(text)
		}
		v[k] = x
	}
	return Spec{Name: name, Kind: "machine", Values: v, Failures: failures}
}

func failure(uptime, repair, clock string) Failure {
	return Failure{Name: "failure", Uptime: law(uptime), Repair: law(repair), Clock: clock}
}

func crewOf(n int, more map[string]any) Spec {
	v := map[string]any{"count": n}
	maps.Copy(v, more)
	return Spec{Name: "crew", Kind: "operators", Values: v}
}

func by(phase string, n int) map[string]Need {
	return map[string]Need{phase: {Count: n, From: []string{"crew"}}}
}

// hours is a shift of one hour on, one hour off.
func hours(t *testing.T) []Shift {
	t.Helper()
	c, err := calendar.New(time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC), []string{"daily 00:00-01:00", "daily 02:00-03:00", "daily 04:00-05:00"}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return []Shift{{Name: "day", Calendar: c}}
}

func minutes(list ...float64) []float64 {
	for i := range list {
		list[i] *= 60
	}
	return list
}

func scenes(t *testing.T) []scene {
	arm := func(gripper string) Spec {
		return Spec{Name: "arm", Kind: "robot", Values: map[string]any{"pick": law("2s"), "place": law("3s"), "gripper": gripper}}
	}
	jam := failure("14s", "6s", "operating")
	ab := []Product{{Name: "a", Share: 0.5}, {Name: "b", Share: 0.5}}
	setUp := scenery(nil, ab, machined("m", "10s", map[string]any{"setup": "5s"}))
	setUp.Sequence = []int{0, 0, 1}
	onShift := map[string]any{"shift": "day"}
	return []scene{
		{"finished at the instant of a failure", "2: the part counts as finished, then the machine is down from 20 to 25",
			scenery(nil, nil, machined("m", "10s", nil, failure("20s", "5s", "operating"))), []float64{10, 20, 35, 45, 60}},
		{"blocking after service", "4: the first machine works ahead and keeps its part",
			scenery(nil, nil, machined("m1", "2s", map[string]any{"to": []string{"m2"}}), machined("m2", "5s", nil)), []float64{7, 12, 17, 22}},
		{"blocking before service", "5: the first machine begins when the second is empty",
			scenery(nil, nil, machined("m1", "2s", map[string]any{"to": []string{"m2"}, "blocking": "before-service"}), machined("m2", "5s", nil)), []float64{7, 14, 21, 28}},
		{"after a repair: resume", "15: 4 s of the second part are done at 14; the rest takes from 20 to 26",
			scenery(nil, nil, machined("m", "10s", nil, jam)), []float64{10, 26, 42}},
		{"after a repair: restart", "15: the second part begins anew at 20",
			scenery(nil, nil, machined("m", "10s", map[string]any{"after_repair": "restart"}, jam)), []float64{10, 30, 50}},
		{"after a repair: resample", "15: as restart, since this law has no chance",
			scenery(nil, nil, machined("m", "10s", map[string]any{"after_repair": "resample"}, jam)), []float64{10, 30, 50}},
		{"after a repair: scrap", "15: the second part is scrapped at 14, the third begins at 20",
			scenery(nil, nil, machined("m", "10s", map[string]any{"after_repair": "scrap"}, jam)), []float64{10, 30, 50}},
		{"the operator is released after the load", "30: one person loads two machines in turn",
			scenery(nil, nil, machined("m1", "10s", map[string]any{"load": "4s", "operator": by("load", 1)}), machined("m2", "10s", map[string]any{"load": "4s", "operator": by("load", 1)}), crewOf(1, nil)),
			[]float64{14, 18, 28, 32}},
		{"the operator stays for the cycle", "30: one person, two machines: one at a time",
			scenery(nil, nil, machined("m1", "10s", map[string]any{"operator": by("cycle", 1)}), machined("m2", "10s", map[string]any{"operator": by("cycle", 1)}), crewOf(1, nil)),
			[]float64{10, 20, 30, 40}},
		{"two people or none", "31: the first machine needs both, the second waits for it",
			scenery(nil, nil, machined("m1", "10s", map[string]any{"load": "4s", "operator": by("load", 2)}), machined("m2", "10s", map[string]any{"load": "4s", "operator": by("load", 1)}), crewOf(2, nil)),
			[]float64{14, 18, 28, 32}},
		{"shift end: pause", "25: 10 min of the second part are done at the end of the shift, 40 follow in the next",
			scenery(hours(t), nil, machined("m", "50m", map[string]any{"shift": "day", "at_shift_end": "pause"})), minutes(50, 160, 270)},
		{"shift end: finish", "25: the second part is finished after the shift, the third begins with the next",
			scenery(hours(t), nil, machined("m", "50m", map[string]any{"shift": "day", "at_shift_end": "finish"})), minutes(50, 100, 170, 220)},
		{"shift end: automatic work finishes by default", "25: nobody is needed for the cycle",
			scenery(hours(t), nil, machined("m", "50m", onShift)), minutes(50, 100, 170, 220)},
		{"shift end: manual work pauses by default", "25: somebody is needed for the cycle",
			scenery(hours(t), nil, machined("m", "50m", map[string]any{"shift": "day", "operator": by("cycle", 1)}), crewOf(1, onShift)), minutes(50, 160, 270)},
		{"nothing begins at the very end of a shift", "1, 25: the second part ends with the shift, the third begins with the next",
			scenery(hours(t), nil, machined("m", "30m", onShift)), minutes(30, 60, 150, 180)},
		{"lights out", "27: loaded before the people go, it works on without them, then waits for them",
			scenery(hours(t), nil, machined("m", "40m", map[string]any{"load": "10m", "operator": by("load", 1)}), crewOf(1, onShift)), minutes(50, 100, 170, 220)},
		{"people who go and come back", "25, 28: loading stops at the end of the shift and goes on at the next",
			scenery(hours(t), nil, machined("m", "20m", map[string]any{"load": "25m", "operator": by("load", 1)}), crewOf(1, onShift)), minutes(45, 150, 195)},
		{"a repair waits for its crew", "18: broken at 20 min past the end of the shift, mended when it begins",
			scenery(hours(t), nil, machined("m", "80m", map[string]any{"operator": by("repair", 1)}, failure("80m", "10m", "operating")), crewOf(1, onShift)), minutes(80, 210)},
		{"robot, single gripper", "35: load 2+3, cycle 10, unload 2+3, then the next",
			scenery(nil, nil, machined("m", "10s", map[string]any{"robot": "arm"}), arm("single")), []float64{20, 40, 60}},
		{"robot, double gripper", "35: the machine waits for pick and place only; it works again at 20, and the part is put down at 23",
			scenery(nil, nil, machined("m", "10s", map[string]any{"robot": "arm"}), arm("double")), []float64{23, 38, 53}},
		{"nothing done, nothing scrapped", "2, 15: at 20 the second part is finished before the failure, and the third has only just come in",
			scenery(nil, nil, machined("m", "10s", map[string]any{"after_repair": "scrap"}, failure("20s", "5s", "operating"))), []float64{10, 20, 35, 45, 60}},
		{"ties for people go by declared order", "1: both ask for the one person at 6; the first declared has her, although the other began earlier",
			scenery(nil, nil,
				machined("a", "1s", map[string]any{"load": "5s", "unload": "4s", "operator": by("unload", 1)}), machined("b", "6s", map[string]any{"unload": "4s", "operator": by("unload", 1)}),
				crewOf(1, nil)),
			[]float64{10, 14, 20, 24}},
		{"a robot waits for who repairs it", "18, 35: broken after 7 s of use, at 17; the person is busy until 20",
			scenery(nil, nil, machined("m", "10s", map[string]any{"robot": "arm"}),
				Spec{Name: "arm", Kind: "robot", Values: map[string]any{"pick": law("2s"), "place": law("3s"), "operator": by("repair", 1)}, Failures: []Failure{failure("7s", "6s", "operating")}},
				machined("n", "20s", map[string]any{"operator": by("cycle", 1)}), crewOf(1, nil)),
			[]float64{20, 29, 46}},
		{"a robot's repair pauses with its shift", "18, 25: broken at 50 min, 10 min of the repair are done at the end of the shift",
			scenery(hours(t), nil, machined("m", "40m", map[string]any{"robot": "arm"}),
				Spec{Name: "arm", Kind: "robot", Values: merge(map[string]any{"pick": law("5m"), "place": law("5m")}, onShift), Failures: []Failure{failure("50m", "20m", "calendar")}}),
			minutes(140)},
		{"setup when the product changes", "22, 23: a, a, b, a, ...: 5 s between a and b, and back",
			setUp, []float64{10, 20, 35, 50, 60, 75}},
	}
}

func TestScenes(t *testing.T) { play(t, scenes(t)) }

func play(t *testing.T, scenes []scene) {
	t.Helper()
	for _, s := range scenes {
		t.Run(s.name, func(t *testing.T) {
			l := lineOf(t, s.model, 1, 0)
			d := &departures{line: l}
			l.Watch(d, sim.Moved)
			run(t, l, time.Duration(s.leaves[len(s.leaves)-1]*1e9))
			var got []float64
			for _, at := range d.at {
				got = append(got, at.Seconds())
			}
			if !slices.Equal(got, s.leaves) {
				t.Errorf("rule %s:\nhave %v\nwant %v", s.why, got, s.leaves)
			}
		})
	}
}

// Rule 7: two machines compete for one place; who is blocked first goes first.
func TestFirstBlockedFirstServed(t *testing.T) {
	l := lineOf(t, scenery(nil, nil, machined("a", "3s", map[string]any{"to": []string{"m"}}), machined("b", "2s", map[string]any{"to": []string{"m"}}), machined("m", "10s", nil)), 1, 0)
	d := &diary{}
	l.Watch(d, sim.Moved)
	run(t, l, 45*time.Second)
	var from []string
	for _, r := range d.records {
		if l.Name(r.ID) == "m" {
			from = append(from, l.Name(r.Peer))
		}
	}
	if want := []string{"b", "a", "b", "a", "b"}; !slices.Equal(from, want) {
		t.Errorf("served %v, want %v", from, want)
	}
}

// Rule 12: on the calendar clock an idle machine fails too, on the operating clock it does not.
func TestIdleMachinesFailByTheCalendarOnly(t *testing.T) {
	for clock, down := range map[string]time.Duration{"operating": 0, "calendar": 10 * time.Second} {
		m := &Model{Elements: []Spec{
			{Name: "in", Kind: "source", Values: map[string]any{"every": law("1000s"), "to": []string{"m"}}},
			machined("m", "10s", nil, failure("30s", "5s", clock)), {Name: "out", Kind: "sink"}}}
		l := lineOf(t, m, 1, 0)
		run(t, l, 75*time.Second)
		id, _ := l.Find("m")
		if got := l.Tally(id).States[sim.Down]; got != down {
			t.Errorf("%s: down for %v, want %v", clock, got, down)
		}
	}
}

// Rule 35: while the robot is down all machines that it tends wait for it, and say so.
func TestARobotThatFailsHoldsUpAllItTends(t *testing.T) {
	robot := Spec{Name: "arm", Kind: "robot", Values: map[string]any{"pick": law("1s"), "place": law("1s")}, Failures: []Failure{failure("10s", "1000s", "calendar")}}
	tended := map[string]any{"robot": "arm"}
	l := lineOf(t, scenery(nil, nil, machined("m1", "20s", tended), machined("m2", "20s", tended), robot), 1, 0)
	run(t, l, 100*time.Second)
	for _, name := range []string{"m1", "m2"} {
		id, _ := l.Find(name)
		if got := l.State(id); got != sim.WaitingRobot {
			t.Errorf("%s is %v, want %v", name, got, sim.WaitingRobot)
		}
	}
	id, _ := l.Find("arm")
	if got := l.State(id); got != sim.Down {
		t.Errorf("the robot is %v", got)
	}
}

// Rules 6 and 10: the room of a buffer does not count the place in the machine behind it.
func TestRoomCountsWaitingPlacesOnly(t *testing.T) {
	m := scenery(nil, nil, machined("m1", "1s", map[string]any{"to": []string{"b"}}), Spec{Name: "b", Kind: "buffer", Values: map[string]any{"room": 2, "to": []string{"m2"}}}, machined("m2", "100s", nil))
	l := lineOf(t, m, 1, 0)
	run(t, l, 50*time.Second)
	id, _ := l.Find("b")
	if l.Content(id) != 2 || l.Inside() != 4 { // one in each machine, two waiting
		t.Errorf("%d wait and %d are inside, want 2 and 4", l.Content(id), l.Inside())
	}
}

// A circle of machines without a way out is found, and named.
func TestACircleThatIsFullIsNamed(t *testing.T) {
	m := &Model{Elements: []Spec{
		{Name: "in", Kind: "source", Values: map[string]any{"every": law("5s"), "to": []string{"a"}}},
		machined("a", "1s", map[string]any{"to": []string{"b"}}),
		machined("b", "1s", map[string]any{"to": []string{"a"}}),
		{Name: "out", Kind: "sink"}}}
	l := lineOf(t, m, 1, 0)
	err := l.Run(time.Hour)
	stuck := &sim.Deadlock{}
	ok := errors.As(err, &stuck)
	if !ok || !slices.Contains(stuck.Names, "a") || !slices.Contains(stuck.Names, "b") {
		t.Errorf("want a deadlock of a and b, have %v", err)
	}
}

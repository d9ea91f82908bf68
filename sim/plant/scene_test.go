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
	jam := failure("14s", "6s", "operating")
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
		{"a repair waits for its crew", "18: broken at 20 min past the end of the shift, mended when it begins",
			scenery(hours(t), nil, machined("m", "80m", map[string]any{"operator": by("repair", 1)}, failure("80m", "10m", "operating")), crewOf(1, onShift)), minutes(80, 210)},
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

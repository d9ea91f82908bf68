package plant

import (
	"testing"
	"time"

	"tweeling/sim"
	"tweeling/sim/calendar"
)

// worked is how long an element has worked by some time.
func worked(t *testing.T, m *Model, name string, by time.Duration) time.Duration {
	t.Helper()
	l := lineOf(t, m, 1, 0)
	run(t, l, by)
	id, _ := l.Find(name)
	return l.Tally(id).States[sim.Working]
}

// Rule 25: a machine on shifts of an hour with an hour between; a part takes 50 min.
func TestMachineAtShiftEnd(t *testing.T) {
	of := func(rule, cycle string) *Model {
		return scenery(hours(t), nil, machined("m", cycle, map[string]any{"shift": "day", "at_shift_end": rule}))
	}
	play(t, []scene{
		{"pause", "25: 10 min are done at 60, 40 follow from 120", of("pause", "50m"), minutes(50, 160, 270)},
		{"finish", "25: from 50 to 100, whatever the shift; the next from 120", of("finish", "50m"), minutes(50, 100, 170, 220)},
		{"no-start", "25: 10 min are left at 50, so that the second begins at 120", of("no-start", "50m"), minutes(50, 170, 290)},
		{"no-start, too long for any shift", "25: 70 min from 0, 10 of them from 120; the second from 240, and the next day", of("no-start", "70m"), minutes(130, 1450)},
		{"abandon", "25: what is done from 50 to 60 is lost", of("abandon", "50m"), minutes(50, 170, 290)},
	})
	for rule, want := range map[string]time.Duration{"no-start": 100 * time.Minute, "abandon": 120 * time.Minute} {
		if got := worked(t, of(rule, "50m"), "m", 3*time.Hour); got != want {
			t.Errorf("%s: worked for %v by 180 min, want %v", rule, got, want)
		}
	}
}

// Rule 25: people on shifts of an hour with an hour between, on a machine that is always on.
func TestPeopleAtShiftEnd(t *testing.T) {
	of := func(rule string) *Model {
		return scenery(hours(t), nil, machined("m", "50m", map[string]any{"operator": by("cycle", 1)}), crewOf(1, map[string]any{"shift": "day", "at_shift_end": rule}))
	}
	play(t, []scene{
		{"pause", "25: they go at 60, and come back at 120", of("pause"), minutes(50, 160, 270)},
		{"the default", "25: pause", of(""), minutes(50, 160, 270)},
		{"finish", "25: they stay until 100 and until 220", of("finish"), minutes(50, 100, 170, 220)},
		{"no-start", "25: 10 min are left at 50, so that the second begins at 120", of("no-start"), minutes(50, 170, 290)},
		{"abandon", "25: what they did from 50 to 60 is lost", of("abandon"), minutes(50, 170, 290)},
	})
	for rule, want := range map[string]time.Duration{"no-start": 100 * time.Minute, "abandon": 120 * time.Minute} {
		if got := worked(t, of(rule), "m", 3*time.Hour); got != want {
			t.Errorf("%s: worked for %v by 180 min, want %v", rule, got, want)
		}
	}
}

// overtime is how long people have worked beyond their shift by some time.
func overtime(t *testing.T, m *Model, by time.Duration) time.Duration {
	t.Helper()
	l := lineOf(t, m, 1, 0)
	run(t, l, by)
	id, _ := l.Find("crew")
	return time.Duration(l.Tally(id).Overtime * float64(by)).Round(time.Millisecond)
}

// Rule 25: who stays to finish works overtime; what waits, is not begun or is lost takes none.
func TestOvertime(t *testing.T) {
	for rule, want := range map[string]time.Duration{"pause": 0, "finish": 80 * time.Minute, "no-start": 0, "abandon": 0} {
		m := scenery(hours(t), nil, machined("m", "50m", map[string]any{"operator": by("cycle", 1)}), crewOf(1, map[string]any{"shift": "day", "at_shift_end": rule}))
		if got := overtime(t, m, 4*time.Hour); got != want {
			t.Errorf("%s: %v of overtime by 240 min, want %v", rule, got, want)
		}
	}
}

// Rule 26: from 0 to 120 with a break from 50 to 60. Work that runs into the break shortens it, and one that is longer
// than it skips it; only what is done beyond 120 is overtime.
func TestABreakShrinks(t *testing.T) {
	c, err := calendar.New(time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC), []string{"daily 00:00-02:00"}, []string{"daily 00:50-01:00"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	of := func(rule, cycle string) *Model {
		return scenery([]Shift{{Name: "day", Calendar: c}}, nil, machined("m", cycle, map[string]any{"operator": by("cycle", 1)}), crewOf(1, map[string]any{"shift": "day", "at_shift_end": rule}))
	}
	play(t, []scene{
		{"pause", "26: 23 min are done at 50, 4 follow from 60", of("pause", "27m"), minutes(27, 64, 91, 118)},
		{"finish", "26: finished at 54, the next begins at 60, when the break ends", of("finish", "27m"), minutes(27, 54, 87, 114, 141)},
		{"finish, longer than the break", "26: from 35 to 70, without a break", of("finish", "35m"), minutes(35, 70, 105, 140)},
	})
	if got := overtime(t, of("finish", "27m"), 150*time.Minute); got != 21*time.Minute {
		t.Errorf("%v of overtime, want 21 min", got)
	}
}

// A dropper lets fewer be on duty from some time on.
type dropper struct {
	at time.Duration
	to int
}

func (d *dropper) Timers() []sim.TimerSpec { return []sim.TimerSpec{{Name: "drop", Rank: sim.Fail}} }
func (d *dropper) Clone() sim.Element      { return d }
func (d *dropper) Handle(cx sim.Context, ev sim.Event) {
	switch ev.Cause {
	case sim.Started:
		cx.BeginFor(0, d.at)
	case sim.Rang:
		cx.Resize(d.to)
	default:
	}
}

// Rule 28: three people work from 0, 1 and 2 s on, and from 5 s on there is one: who began last stops first. Who was
// interrupted goes first when somebody is there again, before the second part of the first machine.
func TestWhoBeganLastStopsFirst(t *testing.T) {
	m := scenery(nil, nil,
		machined("a", "10s", map[string]any{"operator": by("cycle", 1)}),
		machined("b", "10s", map[string]any{"load": "1s", "operator": by("cycle", 1)}),
		machined("c", "10s", map[string]any{"load": "2s", "operator": by("cycle", 1)}), crewOf(3, nil))
	p, err := Build(m)
	if err != nil {
		t.Fatal(err)
	}
	crew, _ := p.Find("crew")
	p.Layout.Nodes[crew.IDs[0]].Element = &dropper{5 * time.Second, 1}
	l := fresh(t, p, 1)
	d := &departures{line: l}
	l.Watch(d, sim.Moved)
	start(t, l)
	run(t, l, 33*time.Second)
	want := []time.Duration{10 * time.Second, 16 * time.Second, 23 * time.Second, 33 * time.Second}
	if len(d.at) != len(want) {
		t.Fatalf("parts leave at %v, want %v", d.at, want)
	}
	for i := range want {
		if d.at[i] != want[i] {
			t.Errorf("parts leave at %v, want %v", d.at, want)
		}
	}
}

// Rule 27: on shifts of an hour with an hour between, a machine that fails after 100 min at work and is repaired in 10, and
// one to which two parts come every 55 min.
func TestLightsOut(t *testing.T) {
	failing := func(rule string) *Model {
		return scenery(hours(t), nil, machined("m", "40m", map[string]any{"shift": "day", "lights_out": rule}, failure("100m", "10m", "operating")))
	}
	emptying := func(rule string) *Model {
		return &Model{Shifts: hours(t), Elements: []Spec{
			{Name: "in", Kind: "source", Values: map[string]any{"every": law("55m"), "lot": 2, "to": []string{"m"}}},
			machined("m", "20m", map[string]any{"shift": "day", "lights_out": rule}), {Name: "out", Kind: "sink"}}}
	}
	play(t, []scene{
		{"no", "27: the part in work is finished at 80; broken from 140 to 150; and so on", failing("no"), minutes(40, 80, 170, 210, 280)},
		{"the default", "27: no", failing(""), minutes(40, 80, 170, 210, 280)},
		{"first-fault", "27: broken at 100, in the night, and repaired from 120 to 130; broken at 230, and repaired from 240 to 250", failing("first-fault"), minutes(40, 80, 150, 190, 230, 290)},
		{"empty, never empty", "27: it goes on after a repair by the shift, as before", failing("empty"), minutes(40, 80, 150, 190, 230, 290)},
		{"no, few parts", "27: finished at 75, the others when the shift is on", emptying("no"), minutes(75, 140, 160, 180, 260, 280, 300)},
		{"empty, few parts", "27: two until 95, then off until 120; two until 205, then off until 240", emptying("empty"), minutes(75, 95, 140, 160, 185, 205, 260, 280)},
		{"first-fault, few parts", "27: as if it were always on", emptying("first-fault"), minutes(75, 95, 130, 150, 185, 205, 240, 260)},
	})
	night := failing("first-fault")
	night.Elements[0].Values["operator"] = by("repair", 1)
	night.Elements = append(night.Elements, crewOf(1, nil))
	goesOn := failing("empty")
	goesOn.Elements[0].Values["operator"] = by("repair", 1)
	goesOn.Elements = append(goesOn.Elements, crewOf(1, nil))
	play(t, []scene{
		{"first-fault, and somebody repairs", "27: repaired from 100 to 110, and off until 120; broken again at 220, and off until 240", night, minutes(40, 80, 140, 180, 220, 280)},
		{"empty, and somebody repairs", "27: repaired from 100 to 110, it goes on at once", goesOn, minutes(40, 80, 130, 170, 210)},
	})
}

// Rule 27: what was loaded before the people went is worked on without them; then the machine needs them, and is off until
// they are there again.
func TestLightsOutUntilPeopleAreNeeded(t *testing.T) {
	for _, rule := range []string{"first-fault", "empty"} {
		m := scenery(hours(t), nil, machined("m", "40m", map[string]any{"load": "10m", "shift": "day", "lights_out": rule, "operator": by("load", 1)}), crewOf(1, map[string]any{"shift": "day"}))
		play(t, []scene{{rule, "27: loaded from 50 to 60, finished at 100, loaded again from 120", m, minutes(50, 100, 170, 220)}})
		l := lineOf(t, m, 1, 0)
		run(t, l, 120*time.Minute)
		id, _ := l.Find("m")
		if n := l.Tally(id); n.States[sim.Off] != 20*time.Minute || n.States[sim.WaitingOperator] != 0 {
			t.Errorf("%s: off for %v and waiting for %v, want 20 min and not at all", rule, n.States[sim.Off], n.States[sim.WaitingOperator])
		}
	}
}

package plant

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"tweeling/sim"
	"tweeling/sim/calendar"
)

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

// overtime is what the crew has worked beyond its shift by some time.
func overtime(t *testing.T, m *Model, by time.Duration) time.Duration {
	t.Helper()
	l := lineOf(t, m, 1, 0)
	run(t, l, by)
	id, _ := l.Find("crew")
	return time.Duration(l.Tally(id).Overtime * float64(by)).Round(time.Millisecond)
}

// earlyAndLate are two shifts: early, from 0 to 60 min, and late, from some minute until 180.
func earlyAndLate(t *testing.T, late, until string) []Shift {
	t.Helper()
	var shifts []Shift
	for name, works := range map[string]string{"early": "daily 00:00-01:00", "late": "daily " + late + "-" + until} {
		c, err := calendar.New(time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC), []string{works}, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		shifts = append(shifts, Shift{Name: name, Calendar: c})
	}
	slices.SortFunc(shifts, func(a, b Shift) int { return strings.Compare(a.Name, b.Name) })
	return shifts
}

// Rules 25, 28: three people until 60 and one until 180; three machines of 70 min by hand that ask at 0, 1 and 2 min.
func TestCountByShift(t *testing.T) {
	of := func(rule string) *Model {
		hand := func(load string) map[string]any { return map[string]any{"load": load, "operator": by("cycle", 1)} }
		return scenery(earlyAndLate(t, "01:00", "03:00"), nil, machined("a", "70m", map[string]any{"operator": by("cycle", 1)}), machined("b", "70m", hand("1m")), machined("c", "70m", hand("2m")),
			Spec{Name: "crew", Kind: "operators", Values: map[string]any{"count_by_shift": map[string]int{"early": 3, "late": 1}, "at_shift_end": rule}})
	}
	brief := func(name, load string) Spec {
		return machined(name, "20m", map[string]any{"load": load, "operator": by("cycle", 1)})
	}
	overlapping := scenery(earlyAndLate(t, "00:30", "01:30"), nil, brief("a", "0s"), brief("b", "0s"),
		Spec{Name: "crew", Kind: "operators", Values: map[string]any{"count_by_shift": map[string]int{"early": 1, "late": 1}}})
	at := func(x float64) map[string]any {
		return map[string]any{"operator": by("cycle", 1), "at": []float64{x, 0}}
	}
	walking := scenery(earlyAndLate(t, "01:00", "03:00"), nil, machined("a", "70m", at(0)), machined("b", "70m", at(30)),
		Spec{Name: "crew", Kind: "operators", Values: map[string]any{"count_by_shift": map[string]int{"early": 1, "late": 1}, "walk_mps": 1.0}})
	play(t, []scene{
		{"finish", "25: the second and third are finished on overtime", of("finish"), minutes(70, 71, 72, 142, 212)},
		{"no-start", "25: at 1 and 2 it is known that at 60 only one is left; from 70 until 180 there is time for one more", of("no-start"), minutes(70, 140)},
		{"abandon", "25: what the second and third had done is lost; the third has no time to begin again", of("abandon"), minutes(70, 140)},
		{"shifts that overlap", "28: from 30 to 60 there are two", overlapping, minutes(20, 40, 50, 60, 70, 90)},
		{"who takes over stands where the other did", "34: he goes on at 60 without a walk, and at 70 walks for 30 s", walking, minutes(70, 140.5)},
	})
	if got := overtime(t, of("finish"), 4*time.Hour); got != 53*time.Minute {
		t.Errorf("%v of overtime, want 10 + 11 + 32 min", got)
	}
	l := lineOf(t, of("pause"), 1, 0)
	run(t, l, 2*time.Hour)
	id, _ := l.Find("crew")
	if got := l.Tally(id).OnDuty; math.Abs(got-2) > 1e-9 {
		t.Errorf("%v on duty on average, want 3 for one hour and 1 for another", got)
	}
}

// Rules 10, 27, 29: two parts every 55 min, of 20 min each, and a shift from 0 to 60. The machine works from 55 to 95 and
// from 110 on; from 95 to 110 nobody has planned it to run, and so it is off, and draws the power of ready all the same.
func TestUnattendedTimeIsNotPlanned(t *testing.T) {
	m := &Model{Shifts: hours(t), Elements: []Spec{
		{Name: "in", Kind: "source", Values: map[string]any{"every": law("55m"), "lot": 2, "to": []string{"m"}}},
		machined("m", "20m", map[string]any{"shift": "day", "lights_out": "first-fault", "standby_after": 10 * time.Minute}), {Name: "out", Kind: "sink"}}}
	l := lineOf(t, m, 1, 0)
	run(t, l, 105*time.Minute)
	id, _ := l.Find("m")
	if l.State(id) != sim.Off {
		t.Errorf("at 105 min it is %v, want off", l.State(id))
	}
	run(t, l, 120*time.Minute)
	n := l.Tally(id)
	for s, want := range map[sim.State]time.Duration{sim.Starved: 55 * time.Minute, sim.Working: 50 * time.Minute, sim.Off: 15 * time.Minute} {
		if n.States[s] != want {
			t.Errorf("%v for %v, want %v", s, n.States[s], want)
		}
	}
	if n.Unattended != 15*time.Minute || n.Standby != 50*time.Minute {
		t.Errorf("unattended for %v and in standby for %v, want 15 min, and 45 + 5", n.Unattended, n.Standby)
	}
	kwh := n.Energy(map[string]float64{"working": 6, "ready": 3, "standby": 1.2, "off": 0.6})
	if want := 6*50./60 + 3*20./60 + 1.2*50./60; math.Abs(kwh-want) > 1e-9 {
		t.Errorf("%v kWh, want %v: 50 min at work, 10 + 10 ready, 45 + 5 in standby", kwh, want)
	}
	l.ClearTallies()
	if n := l.Tally(id); n.Unattended != 0 || n.Standby != 0 {
		t.Errorf("after a warm-up unattended for %v and in standby for %v, want none", n.Unattended, n.Standby)
	}
}

// A look now and then comes in time however many parts one event makes: two lots of 1000 are more than a look at 1500 parts.
func TestLookAtLargeLots(t *testing.T) {
	l := lineOf(t, &Model{Elements: []Spec{
		{Name: "in", Kind: "source", Values: map[string]any{"every": law("1s"), "lot": 1000, "to": []string{"m"}}},
		machined("m", "20m", nil), {Name: "out", Kind: "sink"}}}, 1, 0)
	if done, err := l.RunSome(time.Hour, 1500); done || err != nil || l.Inside() != 2000 {
		t.Errorf("%d parts inside, done %v, %v; want 2000 after two lots", l.Inside(), done, err)
	}
}

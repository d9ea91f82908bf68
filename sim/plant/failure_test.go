package plant

import (
	"testing"
	"time"

	"tweeling/sim"
)

// ringing notes when a timer of an element rings.
func ringing(t *testing.T, m *Model, seed uint64, name string, timer sim.Timer, until time.Duration) []time.Duration {
	t.Helper()
	l := lineOf(t, m, seed, 0)
	d := &diary{}
	l.Watch(d, sim.TimerRang)
	run(t, l, until)
	var at []time.Duration
	for _, r := range d.records {
		if l.Name(r.ID) == name && r.Timer == timer {
			at = append(at, r.At)
		}
	}
	return at
}

// Rule 21: the first failure of a machine that is not new comes after what is left of an uptime: of a fixed one, anything
// up to it, all alike. After a repair it is as new.
func TestFirstFailure(t *testing.T) {
	for _, first := range []string{"", "new", "remaining-life"} {
		sum := 0.0
		for seed := range uint64(200) {
			f := failure("30s", "5s", "operating")
			f.First = first
			m := scenery(nil, nil, machined("m", "10s", nil, f))
			at := ringing(t, m, seed, "m", 1, 90*time.Second)
			l := lineOf(t, m, seed, 0)
			id, _ := l.Find("m")
			want := 30 * time.Second
			if first == "remaining-life" {
				want = l.Draws(id, 1, f.Uptime.Equilibrium(), 1)[0]
			}
			if at[0] != want || at[1] != want+35*time.Second {
				t.Fatalf("%s, seed %d: fails at %v and %v, want %v and 35 s later", first, seed, at[0], at[1], want)
			}
			sum += want.Seconds() / 200
		}
		if first == "remaining-life" && (sum < 13 || sum > 17) { // 30/sqrt(12)/sqrt(200) is 0.6
			t.Errorf("mean %v, want 15", sum)
		}
	}
}

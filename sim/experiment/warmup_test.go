package experiment

import (
	"context"
	"strings"
	"testing"
	"time"
)

// Parts spend 30 h in an oven of 250 places, and one comes every 10 minutes or so: nothing leaves for 30 h, and then as many
// leave as come. The warm-up is found to be two days; where the oven takes a minute none is needed, and no more than a day is
// cut off by chance.
const oven = `
[run]
horizon = "2w"
warmup = "auto"
replications = 2
[line.in]
kind = "source"
every = "exp(10m)"
to = ["oven"]
[line.oven]
kind = "machine"
count = 250
cycle = "lognormal(30h, cv 0.05)"
to = ["out"]
[line.out]
kind = "sink"
`

func TestWarmupIsFound(t *testing.T) {
	for _, c := range []struct {
		name, cycle, shift string
		want               time.Duration
	}{
		{"slow", "lognormal(30h, cv 0.05)", "", 48 * time.Hour},
		{"fast", "lognormal(1m, cv 0.05)", "", 0},
		{"nights are no transient, but a first Monday has no weekend before it", "lognormal(1m, cv 0.05)", "day", 24 * time.Hour},
	} {
		text := strings.Replace(oven, "lognormal(30h, cv 0.05)", c.cycle, 1)
		if c.shift != "" {
			text = strings.Replace(text, "[line.in]\n", "[shift.day]\nworks = [\"Mon-Fri 06:00-14:00\"]\n[line.in]\n", 1)
			text = strings.Replace(text, "[line.oven]\n", "[line.oven]\nshift = \"day\"\n", 1)
		}
		s := read(t, text)
		var first time.Duration
		for _, workers := range []int{1, 3} {
			warmed, err := Warmed(context.Background(), s, Settings{Workers: workers})
			if err != nil {
				t.Fatal(err)
			}
			if warmed.Run.Found == nil || !warmed.Run.Found.Settled || warmed.Run.Warmup > max(c.want, 24*time.Hour) || warmed.Run.Warmup < c.want {
				t.Errorf("%s: have a warm-up of %v, %+v, want %v", c.name, warmed.Run.Warmup, warmed.Run.Found, c.want)
			}
			if workers == 1 {
				first = warmed.Run.Warmup
			} else if first != warmed.Run.Warmup {
				t.Errorf("%s: %v by three workers, %v by one", c.name, warmed.Run.Warmup, first)
			}
		}
	}
}

// What leaves after 17 days on average, and some of it after a month, does not settle within the four weeks that are looked at:
// that is told, and the run goes on with the longest warm-up.
func TestWarmupThatNeverEnds(t *testing.T) {
	text := strings.NewReplacer("lognormal(30h, cv 0.05)", "lognormal(400h, cv 0.4)", "exp(10m)", "exp(30m)", "count = 250", "count = 1000").Replace(oven)
	r := runAll(t, text, Settings{})
	if f := r.Scenario.Run.Found; f == nil || f.Settled || r.Scenario.Run.Warmup != 14*24*time.Hour {
		t.Errorf("have %v, %+v", r.Scenario.Run.Warmup, f)
	}
	told := false
	for _, s := range r.Assumptions() {
		told = told || s.Key == "assume.warmup_unfound"
	}
	if !told {
		t.Error("it is not told")
	}
}

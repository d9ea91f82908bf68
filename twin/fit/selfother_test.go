package fit

import (
	"math"
	"os"
	"slices"
	"testing"
	"time"

	"tweeling/sim/plant"
	"tweeling/sim/scenario"
)

// hiddenLines are lines of other sorts, with the means of their laws in seconds.
var hiddenLines = []struct {
	name, text string
	watched    time.Duration
	truths     map[string]float64
}{
	{"a job shop with routes, and setups by what came before", `title = "Shop"
[product.a]
share = 0.5
[product.a.op.10]
at = ["saw"]
[product.a.op.20]
at = ["mill"]
cycle = "gamma(90s, cv 0.4)"
[product.b]
share = 0.5
[product.b.op.10]
at = ["saw"]
[product.b.op.20]
at = ["lathe"]
[line.in]
kind = "source"
every = "exp(100s)"
[line.saw]
kind = "machine"
cycle = "lognormal(60s, cv 0.5)"
setup_matrix = { "a>b" = "gamma(40s, cv 0.5)", "b>a" = "gamma(20s, cv 0.5)" }
[line.mill]
kind = "machine"
cycle = "10s"
failure.tool = { uptime = "weibull(shape 2, scale 1h)", repair = "gamma(8m, cv 0.5)" }
[line.lathe]
kind = "machine"
cycle = "weibull(shape 2, scale 100s)"
[line.out]
kind = "sink"
`, 24 * time.Hour, map[string]float64{
		"saw cycle": 60, "saw setup a > b": 40, "saw setup b > a": 20, "mill cycle": 90, "lathe cycle": 100 * math.Gamma(1.5),
		"mill uptime": 3600 * math.Gamma(1.5), "mill repair": 480,
	}},
	{"repairs by a crew of one, and a shift", `title = "Crew"
[shift.day]
works = ["Mon-Fri 06:00-14:00"]
[line.in]
kind = "source"
release = "endless"
to = ["press"]
[line.press]
kind = "machine"
shift = "day"
cycle = "gamma(30s, cv 0.3)"
failure.jam = { uptime = "exp(40m)", repair = "exp(5m)" }
operator = { repair = "fitters" }
to = ["store"]
[line.store]
kind = "buffer"
room = 5
to = ["pack"]
[line.pack]
kind = "machine"
shift = "day"
cycle = "gamma(32s, cv 0.3)"
failure.jam = { uptime = "exp(30m)", repair = "gamma(6m, cv 0.5)" }
operator = { repair = "fitters" }
to = ["out"]
[line.out]
kind = "sink"
[line.fitters]
kind = "operators"
count = 1
`, 5 * 24 * time.Hour, map[string]float64{
		"press cycle": 30, "pack cycle": 32, "press uptime": 2400, "press repair": 300, "pack uptime": 1800, "pack repair": 360,
	}},
	{"one day, failures that hardly ever come", `title = "Day"
[shift.day]
works = ["Mon-Fri 06:00-14:00"]
[line.in]
kind = "source"
release = "endless"
to = ["press"]
[line.press]
kind = "machine"
shift = "day"
cycle = "lognormal(4m, cv 0.6)"
failure.jam = { uptime = "exp(2h)", repair = "exp(10m)" }
to = ["out"]
[line.out]
kind = "sink"
`, 24 * time.Hour, map[string]float64{"press cycle": 240, "press uptime": 7200, "press repair": 600}},
	{"uptimes of which most are cut", `title = "Long"
[line.in]
kind = "source"
release = "endless"
to = ["press"]
[line.press]
kind = "machine"
cycle = "gamma(5m, cv 0.3)"
failure.jam = { uptime = "exp(20h)", repair = "exp(1h)" }
to = ["out"]
[line.out]
kind = "sink"
`, 72 * time.Hour, map[string]float64{"press cycle": 300, "press uptime": 72000, "press repair": 3600}},
	{"an oven", `title = "Oven"
[line.in]
kind = "source"
every = "exp(2m)"
to = ["oven"]
[line.oven]
kind = "oven"
batch = 6
cycle = "gamma(10m, cv 0.2)"
failure.heater = { uptime = "exp(3h)", repair = "exp(10m)" }
to = ["check"]
[line.check]
kind = "machine"
cycle = "gamma(80s, cv 0.3)"
scrap = 0.1
to = ["out"]
[line.out]
kind = "sink"
`, 72 * time.Hour, map[string]float64{"oven cycle": 600, "oven uptime": 10800, "oven repair": 600, "check cycle": 80, "check scrap": 0.1}},
}

// On lines of other sorts too the intervals at 95 % hold the hidden laws as often as they say; for the limits see
// [TestIntervalsHoldTheTruth]; of 8 runs fewer than 4 hold once in 65,000 times. Something that was never seen to happen has no interval, and does not count.
func TestIntervalsHoldTheTruthOfOtherLines(t *testing.T) {
	runs, least, most := 8, 4, 8
	if os.Getenv("TWEELING_LONG") != "" {
		runs, least, most = 200, 183, 197
	}
	for _, h := range hiddenLines {
		t.Run(h.name, func(t *testing.T) {
			s, err := scenario.Read("hidden.toml", []byte(h.text), nil)
			if err != nil {
				t.Fatal(err)
			}
			model, _, err := s.Model(scenario.AsIs)
			if err != nil {
				t.Fatal(err)
			}
			p, err := plant.Build(model)
			if err != nil {
				t.Fatal(err)
			}
			held, seen := map[string]int{}, map[string]int{}
			for seed := range runs {
				m, err := New(recordOf(t, p, uint64(seed)+1, h.watched), Settings{Seed: uint64(seed), Untested: true})
				if err != nil {
					t.Fatal(err)
				}
				found := intervals(m)
				for name, truth := range h.truths {
					if at, ok := found[name]; ok {
						seen[name]++
						if at[0] <= truth && truth <= at[1] {
							held[name]++
						}
					}
				}
			}
			for _, name := range slices.Sorted(keysOf(h.truths)) {
				t.Logf("%-16s %d of %d", name, held[name], seen[name])
				if held[name]*runs < least*seen[name] || held[name]*runs > most*seen[name] || seen[name]*10 < runs*9 {
					t.Errorf("%s: %d of %d intervals hold the truth, of %d runs", name, held[name], seen[name], runs)
				}
			}
		})
	}
}

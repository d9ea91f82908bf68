package rules_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"tweeling/sim/dist"
	"tweeling/sim/experiment"
	"tweeling/sim/plant"
	"tweeling/sim/scenario"
	"tweeling/sim/trace"
)

// rulesOfFailures are rules 12 to 21: failures, repairs and planned stops.
var rulesOfFailures = []rule{rule12, rule13, rule14, rule15, rule16, rule17, rule18, rule19, rule20, rule21}

// nights is a scene of shifts of an hour with an hour between.
const nights = `
[run]
start = 2026-01-05
horizon = "5h"
[shift.day]
works = ["daily 00:00-01:00", "daily 02:00-03:00", "daily 04:00-05:00"]
`

var rule12 = rule{12, "WhatTheUptimeCounts", []scene{{
	name: "failures",
	key:  "failure.clock",
	// A part comes every 20 min and takes 10, on shifts of an hour with an hour between. It is worked on from 20 to 30, 40
	// to 50, without a pause from 120 to 180 (the part of 60 to 70 waits with the shift) and again from 240 on. 90 min of
	// work are over at 250, 90 min of all time at 90, of the shift at 150, and seven cycles at 170: at 30 and 50, and in the
	// second hour at 130, 140, 150, 160 and 170. It is repaired in 5 min, but not in the night: from 90 until the shift
	// begins it is off, and repaired from 120 to 125.
	toml: nights + `
[line]
in = { kind = "source", every = "20m", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
shift = "day"
cycle = "10m"
at_shift_end = "pause"
to = ["out"]
[line.m.failure.jam]
uptime = "$with"
repair = "5m"
clock = "$value"
`,
	with:  map[string]string{"operating": "90m", "calendar": "90m", "on-shift": "90m", "count": "7 cycles"},
	tells: "state:m",
	says:  "semantics.failure.$value",
	cases: []outcome{
		{"operating", `
			20m m working; 30m m starved; 40m m working; 50m m starved; 1h m off; 2h m working; 3h m off; 4h m working
			4h10m m down; 4h15m m working; 5h m off`},
		{"calendar", `
			20m m working; 30m m starved; 40m m working; 50m m starved; 1h m off; 2h m down; 2h5m m working; 3h m off
			4h m down; 4h5m m working; 5h m off`},
		{"on-shift", `
			20m m working; 30m m starved; 40m m working; 50m m starved; 1h m off; 2h m working; 2h30m m down
			2h35m m working; 3h m off; 4h m working; 5h m off`},
		{"count", `
			20m m working; 30m m starved; 40m m working; 50m m starved; 1h m off; 2h m working; 2h50m m down
			2h55m m working; 3h m off; 4h m working; 5h m off`},
	},
}, {
	name: "maintenance",
	key:  "maintenance.clock",
	// As failures; maintenance that falls due in the night, at 90, waits for the shift, and so does the next, at 215.
	toml: nights + `
[line]
in = { kind = "source", every = "20m", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
shift = "day"
cycle = "10m"
at_shift_end = "pause"
to = ["out"]
[line.m.maintenance.oil]
every = "$with"
takes = "5m"
clock = "$value"
style = "immediate"
`,
	with:  map[string]string{"operating": "90m", "calendar": "90m", "on-shift": "90m", "count": "7 cycles"},
	tells: "state:m",
	cases: []outcome{
		{"operating", `
			20m m working; 30m m starved; 40m m working; 50m m starved; 1h m off; 2h m working; 3h m off; 4h m working
			4h10m m planned stop; 4h15m m working; 5h m off`},
		{"calendar", `
			20m m working; 30m m starved; 40m m working; 50m m starved; 1h m off; 2h m planned stop; 2h5m m working
			3h m off; 4h m planned stop; 4h5m m working; 5h m off`},
		{"on-shift", `
			20m m working; 30m m starved; 40m m working; 50m m starved; 1h m off; 2h m working; 2h30m m planned stop
			2h35m m working; 3h m off; 4h m working; 5h m off`},
		{"count", `
			20m m working; 30m m starved; 40m m working; 50m m starved; 1h m off; 2h m working; 2h50m m planned stop
			2h55m m working; 3h m off; 4h m working; 5h m off`},
	},
}, {
	name: "uses of a robot",
	key:  "failure.clock",
	// The robot takes 2 s to pick and 3 s to place, the machine 10 s. Used from 0 to 5 and 15 to 20 and then each 15 s: 7 s of
	// use are over at 17, in the unloading, and 7 s of all time at 7. Three uses are over at 25, after unloading from 15 to
	// 20 and loading from 20 to 25.
	toml: `
[run]
horizon = "60s"
[line]
in = { kind = "source", to = ["m"] }
m = { kind = "machine", cycle = "10s", robot = "arm", to = ["out"] }
out = { kind = "sink" }
[line.arm]
kind = "robot"
pick = "2s"
place = "3s"
[line.arm.failure.grip]
uptime = "$with"
repair = "12s"
clock = "$value"
`,
	with:  map[string]string{"operating": "7s", "calendar": "7s", "count": "3 cycles"},
	tells: "leaves state:arm",
	says:  "semantics.failure.$value",
	cases: []outcome{
		{"operating", `
			0s arm working; 5s arm starved; 15s arm working; 17s arm down; 29s arm working; 32s part 1 leaves
			36s arm down; 48s arm working; 49s arm starved; 59s arm working`},
		{"calendar", `
			0s arm working; 5s arm starved; 7s arm down; 19s arm working; 24s part 1 leaves; 26s arm down
			38s arm working; 41s arm starved; 45s arm down; 57s arm working`},
		{"count", `
			0s arm working; 5s arm starved; 15s arm working; 20s part 1 leaves; 25s arm down; 37s arm working
			42s part 2 leaves; 47s arm starved; 57s arm working`},
	},
}, {
	name: "a tool",
	key:  "tool.life",
	// A part takes 10 s. Worn after three parts: changed from 30 to 34, and from 64 to 68. Or after two: from 20 to 24, 44 to 48
	// and 68 to 72.
	toml: `
[run]
horizon = "70s"
[line]
in = { kind = "source", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "10s"
to = ["out"]
[line.m.tool]
change = "4s"
life = $value
`,
	tells: "state:m",
	says:  "semantics.maintenance.after-part",
	cases: []outcome{
		{"3", "0s m working; 30s m planned stop; 34s m working; 1m4s m planned stop; 1m8s m working"},
		{"2", "0s m working; 20s m planned stop; 24s m working; 44s m planned stop; 48s m working; 1m8s m planned stop"},
	},
}}}

func TestRule12_WhatTheUptimeCounts(t *testing.T) { rule12.play(t) }

var rule13 = rule{13, "WhatIsLeftOfAnUptimeIsKept", []scene{{
	name: "through idle time",
	// A part comes every 20 s and takes 10. 25 s of work: 20 to 30, 40 to 50, and 60 to 65. What is left of the part takes
	// from 70 to 75, so that the next 25 s of work are 70 to 75, 80 to 90 and 100 to 110. The part is finished at 110, and an
	// idle machine does not fail: it does when the next part comes in, at 120.
	toml: `
[run]
horizon = "130s"
[line]
in = { kind = "source", every = "20s", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "10s"
failure.jam = { uptime = "25s", repair = "5s" }
to = ["out"]
`,
	tells: "state:m",
	says:  "semantics.failure.operating",
	cases: []outcome{{"", `
			20s m working; 30s m starved; 40s m working; 50s m starved; 1m m working; 1m5s m down; 1m10s m working
			1m15s m starved; 1m20s m working; 1m30s m starved; 1m40s m working; 1m50s m starved; 2m m down
			2m5s m working`}},
}, {
	name: "through nights",
	// 70 min of the shift: 0 to 60 and 120 to 130, repaired until 135; then 135 to 180 and 240 to 265.
	toml: nights + `
[line]
in = { kind = "source", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
shift = "day"
cycle = "50m"
at_shift_end = "pause"
failure.jam = { uptime = "70m", repair = "5m", clock = "on-shift" }
to = ["out"]
`,
	tells: "state:m",
	cases: []outcome{{"", `
			0s m working; 1h m off; 2h m working; 2h10m m down; 2h15m m working; 3h m off; 4h m working; 4h25m m down
			4h30m m working; 5h m off`}},
}, {
	name: "through other failures and planned stops",
	// By seconds of work: x fails at 14, y at 24, and oil is due at 20. x is down from 14 to 20; oil at 26, until 28; y at 32,
	// until 35. x has lived since 14, so that it fails at 28 of work, which is at 39, until 45. Oil is due again at 40 of work,
	// at 57, until 59; and x fails at 42, at 61.
	toml: `
[run]
horizon = "64s"
[line]
in = { kind = "source", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "100s"
failure.x = { uptime = "14s", repair = "6s" }
failure.y = { uptime = "24s", repair = "3s" }
maintenance.oil = { every = "20s", takes = "2s", style = "immediate" }
to = ["out"]
`,
	tells: "state:m",
	cases: []outcome{{"", `
			0s m working; 14s m down; 20s m working; 26s m planned stop; 28s m working; 32s m down; 35s m working
			39s m down; 45s m working; 57s m planned stop; 59s m working; 1m1s m down`}},
}, {
	name: "how old after a repair",
	key:  "failure.repaired",
	// Of this law the cumulative hazard at an age t is (t/100 s)^2, and it grows by an exponential number from each failure to
	// the next. As new, the first uptimes are 117.538 s and 135.204 s: these numbers are 1.17538^2 = 1.38152 and 1.35204^2 =
	// 1.82802. As before, the second failure comes at an age of 100 s x sqrt(1.38152 + 1.82802) = 179.152 s, which is 61.614 s
	// after the repair that ends at 127.538 s.
	toml: `
[run]
horizon = "5m"
[line]
in = { kind = "source", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "1h"
to = ["out"]
[line.m.failure.wear]
uptime = "weibull(shape 2, scale 100s)"
repair = "10s"
repaired = "$value"
`,
	tells: "state:m",
	cases: []outcome{
		{"as-new", "0s m working; 117.538020286s m down; 127.538020286s m working; 262.742283732s m down; 272.742283732s m working"},
		{"as-before", `
			0s m working; 117.538020286s m down; 127.538020286s m working; 189.151832807s m down; 199.151832807s m working
			205.027531099s m down; 215.027531099s m working; 223.219316351s m down; 233.219316351s m working
			237.611581882s m down; 247.611581882s m working; 253.543654608s m down; 263.543654608s m working`},
	},
}}}

func TestRule13_WhatIsLeftOfAnUptimeIsKept(t *testing.T) { rule13.play(t) }

var rule14 = rule{14, "AvailabilityIsOnItsClock", []scene{{
	key: "failure.availability",
	// With a repair of 10 s the mean uptime is 0.75 x 10 s / 0.25 = 30 s, or 0.9 x 10 s / 0.1 = 90 s. Uptimes are exponential
	// and drawn by inversion, so that the first is a number of means that is the same for both, and three times as long.
	toml: `
[run]
horizon = "2m"
[line]
in = { kind = "source", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "1h"
to = ["out"]
[line.m.failure.jam]
repair = "10s"
availability = $value
`,
	tells: "state:m",
	says:  "semantics.failure.availability",
	cases: []outcome{
		{"0.75", `
			0s m working; 39.767179969s m down; 49.767179969s m working; 64.409119173s m down; 74.409119173s m working
			77.318671641s m down; 87.318671641s m working; 91.832076445s m down; 101.832076445s m working`},
		{"0.9", "0s m working; 119.301539906s m down"},
		{"", "mistake: line.m.failure.jam.uptime: want a time, such as \"12s\" or \"exp(3h)\", or an availability, have nothing"},
	},
}}}

func TestRule14_AvailabilityIsOnItsClock(t *testing.T) { rule14.play(t) }

// An availability of 0.8 with a repair of 10 min is an uptime of exp(40m), on any clock: the same chance makes the same line.
func TestRule14_AvailabilityIsAnUptime(t *testing.T) {
	for _, clock := range []string{"operating", "calendar", "on-shift"} {
		s := scene{tells: "state:m", toml: nights + `
[line]
in = { kind = "source", every = "20m", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
shift = "day"
cycle = "15m"
to = ["out"]
failure.jam = { repair = "10m", clock = "` + clock + `", $with }
`, with: map[string]string{"a": "availability = 0.8", "u": `uptime = "exp(40m)"`}}
		by, as := s.run(t, "a"), s.run(t, "u")
		if !slices.Equal(by, as) || len(by) < 10 {
			t.Errorf("%s: by availability\n%v\nby uptime\n%v", clock, by, as)
		}
	}
}

var rule15 = rule{15, "InterruptedWork", []scene{{
	key: "machine.after_repair",
	// A part takes 10 s; the machine fails after 14 s of work, for 6 s. Down from 14 to 20, with 4 s done of the second part.
	// Resume: 6 s more, until 26; 8 s of the third are done at 34, when it fails again; 2 s more from 40 on. Restart: all 10 s,
	// until 30, and 4 s of the third are lost at 34. Scrap: part 2 at 14, part 4 at 34.
	toml: `
[run]
horizon = "45s"
[line]
in = { kind = "source", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "10s"
after_repair = "$value"
failure.jam = { uptime = "14s", repair = "6s" }
to = ["out"]
`,
	tells: "leaves scrapped state:m",
	says:  "semantics.after_repair.$value",
	cases: []outcome{
		{"resume", `
			0s m working; 10s part 1 leaves; 14s m down; 20s m working; 26s part 2 leaves; 34s m down; 40s m working
			42s part 3 leaves`},
		{"restart", "0s m working; 10s part 1 leaves; 14s m down; 20s m working; 30s part 2 leaves; 34s m down; 40s m working"},
		{"resample", "0s m working; 10s part 1 leaves; 14s m down; 20s m working; 30s part 2 leaves; 34s m down; 40s m working"},
		{"scrap", `
			0s m working; 10s part 1 leaves; 14s m scraps part 2; 14s m down; 20s m working; 30s part 3 leaves
			34s m scraps part 4; 34s m down; 40s m working`},
	},
	equal: "this cycle has no chance, so that another time is the same time",
}}}

func TestRule15_InterruptedWork(t *testing.T) { rule15.play(t) }

// Cycles are between 8 and 12 s and the machine fails after 14 s of work, in the second of them. Restarted that takes the
// second time that is drawn, resampled the third.
func TestRule15_AnotherTime(t *testing.T) {
	for rule, draw := range map[string]int{"restart": 1, "resample": 2} {
		sc := readScene(t, `
[run]
horizon = "33s"
[line]
in = { kind = "source", to = ["m"] }
m = { kind = "machine", cycle = "uniform(8s, 12s)", after_repair = "`+rule+`", failure.jam = { uptime = "14s", repair = "6s" }, to = ["out"] }
out = { kind = "sink" }
`)
		model, _, err := sc.Model(scenario.AsIs)
		if err != nil {
			t.Fatal(err)
		}
		line := lineOf(t, model)
		w := &watcher{line: line, exits: []string{"out"}, tells: []string{"leaves"}}
		line.Watch(w, trace.Everything)
		if err := errors.Join(line.Start(), line.Run(sc.Run.Horizon)); err != nil {
			t.Fatal(err)
		}
		id, _ := line.Find("m")
		i := slices.IndexFunc(model.Elements, func(e plant.Spec) bool { return e.Name == "m" })
		d := line.Draws(id, 0, model.Elements[i].Chance("cycle"), 3)
		want := []string{dist.FormatSpan(d[0].Seconds()) + " part 1 leaves", dist.FormatSpan((20*time.Second + d[draw]).Seconds()) + " part 2 leaves"}
		if !slices.Equal(w.list, want) {
			t.Errorf("%s: have %v, want %v", rule, w.list, want)
		}
	}
}

var rule16 = rule{16, "InterruptedSetup", []scene{{
	name: "of the part in the machine",
	key:  "machine.setup_after_repair",
	// a takes until 10, and b is set up for from then on: 3 s are done at 13, when the machine fails until 18. Resume: 3 s more
	// until 21, work until 31, when it fails again until 36; then a is set up for, until 42, and it fails at 49. Restart: all 6
	// s until 24; 7 s of work at 31, 3 more from 36 on; then a from 39 to 45.
	toml: `
[run]
horizon = "50s"
[product]
a = { share = 0.5 }
b = { share = 0.5 }
[line]
in = { kind = "source", sequence = ["a", "b"], to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "10s"
setup = "6s"
setup_after_repair = "$value"
failure.jam = { uptime = "13s", repair = "5s", clock = "calendar" }
to = ["out"]
`,
	tells: "leaves state:m",
	says:  "semantics.changeover.$value",
	cases: []outcome{
		{"resume", `
			0s m working; 10s part 1 (a) leaves; 10s m setup; 13s m down; 18s m setup; 21s m working
			31s part 2 (b) leaves; 31s m down; 36s m setup; 42s m working; 49s m down`},
		{"restart", `
			0s m working; 10s part 1 (a) leaves; 10s m setup; 13s m down; 18s m setup; 24s m working; 31s m down
			36s m working; 39s part 2 (b) leaves; 39s m setup; 45s m working; 49s m down`},
	},
}, {
	name: "when another order takes the machine",
	// a is worked on from 2 on, and b is known at 4: 1 s of its setup is done at 5, when the machine fails until 9. Meanwhile c
	// comes, on top of b. From 9 to 14 a is finished, and c is set up for beside it: 5 s of 6, since nothing that was done for b
	// counts. The machine fails at 14, and the sixth second takes from 18 to 19. A setup of which 1 s was done would be ready.
	toml: `
[run]
horizon = "25s"
[product]
a = { share = 0.4 }
b = { share = 0.3 }
c = { share = 0.3 }
[line]
in = { kind = "source", sequence = ["a", "b", "c"], every = "2s", to = ["store"] }
store = { kind = "buffer", room = 2, order = "lifo", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "8s"
setup = "6s"
setup_when = "order-known"
failure.jam = { uptime = "5s", repair = "4s", clock = "calendar" }
to = ["out"]
`,
	tells: "leaves state:m moved:m",
	says:  "semantics.changeover.order-known",
	cases: []outcome{{"", `
			2s part 1 (a) to m; 2s m working; 5s m down; 9s m working; 14s part 1 (a) leaves; 14s part 3 (c) to m
			14s m down; 18s m setup; 19s m working; 23s m down`}},
}}}

func TestRule16_InterruptedSetup(t *testing.T) { rule16.play(t) }

var rule17 = rule{17, "SeveralFailureModes", []scene{{
	name: "of a machine",
	key:  "machine.failures",
	// Independent: x comes at 10; y at 12, and waits until x is repaired at 16; y is repaired at 22. x is next due at 16 + 10,
	// until 32; y at 22 + 12, until 40; x at 42, until 48; y at 52. A part takes 15 s: 0 to 10, 22 to 26, 32 to 33. One at a
	// time: the clock of y stands still at 10 with 2 s to go, so that it comes at 18, until 24. That of x, since 16, stands still
	// from 18 to 24 with 8 s to go: 32, until 38. y, since 24, with 4 s to go from 32: 42, until 48. x, since 38, with 6 to go: 54.
	toml: `
[run]
horizon = "60s"
[line]
in = { kind = "source", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "15s"
failures = "$value"
failure.x = { uptime = "10s", repair = "6s", clock = "calendar" }
failure.y = { uptime = "12s", repair = "6s", clock = "calendar" }
to = ["out"]
`,
	tells: "leaves state:m",
	says:  "semantics.failure.$value",
	cases: []outcome{
		{"independent", `
			0s m working; 10s m down; 22s m working; 26s m down; 32s m working; 33s part 1 leaves; 34s m down
			40s m working; 42s m down; 48s m working; 52s m down`},
		{"one-at-a-time", `
			0s m working; 10s m down; 16s m working; 18s m down; 24s m working; 27s part 1 leaves; 32s m down
			38s m working; 42s m down; 48s m working; 54s part 2 leaves; 54s m down; 1m m working`},
	},
}, {
	name: "of a robot",
	key:  "robot.failures",
	// The same failures as of the machine above. The robot loads and unloads in 5 s each, and the machine takes 5 s. Independent:
	// unloading from 22 to 26 and 32 to 33; loading from 33 to 34, 40 to 42 and 48 to 50; y is down from 52 to 58, and x then.
	// One at a time: unloading from 16 to 18 and 24 to 27, loading from 27 to 32; unloading again from 38 to 42 and 48 to 49,
	// loading from 49 to 54; x is down from 54 to 60.
	toml: `
[run]
horizon = "60s"
[line]
in = { kind = "source", to = ["m"] }
m = { kind = "machine", cycle = "5s", robot = "arm", to = ["out"] }
out = { kind = "sink" }
[line.arm]
kind = "robot"
pick = "2s"
place = "3s"
failures = "$value"
failure.x = { uptime = "10s", repair = "6s", clock = "calendar" }
failure.y = { uptime = "12s", repair = "6s", clock = "calendar" }
`,
	tells: "leaves state:arm",
	says:  "semantics.failure.$value",
	cases: []outcome{
		{"independent", `
			0s arm working; 5s arm starved; 10s arm down; 22s arm working; 26s arm down; 32s arm working
			33s part 1 leaves; 34s arm down; 40s arm working; 42s arm down; 48s arm working; 50s arm starved
			52s arm down`},
		{"one-at-a-time", `
			0s arm working; 5s arm starved; 10s arm down; 16s arm working; 18s arm down; 24s arm working
			27s part 1 leaves; 32s arm down; 38s arm working; 42s arm down; 48s arm working; 49s part 2 leaves
			54s arm down; 1m arm working`},
	},
}}}

func TestRule17_SeveralFailureModes(t *testing.T) { rule17.play(t) }

const mended = nights + `
[line]
in = { kind = "source", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "50m"
failure.jam = { uptime = "50m", repair = "20m" }
operator = { repair = "fitters" }
to = ["out"]
[line.fitters]
kind = "operators"
count = 1
shift = "day"
`

var rule18 = rule{18, "DownIsWaitingAndWalkingAndRepair", []scene{{
	name: "whose shift ends",
	key:  "operators.at_shift_end",
	// Broken after 50 min of work, to be repaired in 20 by somebody whose shift ends at 60. Pause: 10 min are done, the others
	// follow from 120 to 130; broken again at 180, when the shift ends. Finish: repaired until 70; broken at 120, when the shift
	// begins, until 140; broken at 190. No-start: not begun, since 20 min are not left; 120 to 140; broken at 190. Abandon: the
	// 10 min are lost; 120 to 140; broken at 190.
	toml: mended + `
at_shift_end = "$value"
`,
	tells: "leaves state:m granted returned",
	says:  "semantics.people.$value",
	cases: []outcome{
		{"pause", `
			0s m working; 50m part 1 leaves; 50m m has fitters; 50m m down; 1h m returns fitters; 1h m waiting repair
			2h m has fitters; 2h m down; 2h10m m returns fitters; 2h10m m working; 3h part 2 leaves
			3h m waiting repair; 4h m has fitters; 4h m down; 4h20m m returns fitters; 4h20m m working`},
		{"finish", `
			0s m working; 50m part 1 leaves; 50m m has fitters; 50m m down; 1h10m m returns fitters; 1h10m m working
			2h part 2 leaves; 2h m has fitters; 2h m down; 2h20m m returns fitters; 2h20m m working
			3h10m part 3 leaves; 3h10m m waiting repair; 4h m has fitters; 4h m down; 4h20m m returns fitters
			4h20m m working`},
		{"no-start", `
			0s m working; 50m part 1 leaves; 50m m waiting repair; 2h m has fitters; 2h m down; 2h20m m returns fitters
			2h20m m working; 3h10m part 2 leaves; 3h10m m waiting repair; 4h m has fitters; 4h m down
			4h20m m returns fitters; 4h20m m working`},
		{"abandon", `
			0s m working; 50m part 1 leaves; 50m m has fitters; 50m m down; 1h m returns fitters; 1h m waiting repair
			2h m has fitters; 2h m down; 2h20m m returns fitters; 2h20m m working; 3h10m part 2 leaves
			3h10m m waiting repair; 4h m has fitters; 4h m down; 4h20m m returns fitters; 4h20m m working`},
	},
}, {
	name: "waiting and walking",
	key:  "operators.walk_mps",
	// a fails after 10 s of work and b after 12, 6 m away; each takes 5 s to repair. b waits from 12 to 15. Without walking it is
	// repaired from 15 to 20, from 32 to 37 and from 49 to 54. At 2 m/s he comes in 3 s, which are waiting too: 15 to 18, then 5 s
	// of repair; at 25 he is wanted at a, comes at 28 and is free at 33; b fails at 35, and he comes at 38; and so on.
	toml: `
[run]
horizon = "60s"
[line]
ina = { kind = "source", to = ["a"] }
inb = { kind = "source", to = ["b"] }
a = { kind = "machine", at = [0, 0], cycle = "10s", failure.jam = { uptime = "10s", repair = "5s" }, operator = { repair = "fitters" }, to = ["out"] }
b = { kind = "machine", at = [6, 0], cycle = "12s", failure.jam = { uptime = "12s", repair = "5s" }, operator = { repair = "fitters" }, to = ["out"] }
out = { kind = "sink" }
[line.fitters]
kind = "operators"
count = 1
walk_mps = $value
`,
	tells: "state:b granted",
	says:  "",
	cases: []outcome{
		{"0", `
			0s b working; 10s a has fitters; 12s b waiting repair; 15s b has fitters; 15s b down; 20s b working
			25s a has fitters; 32s b has fitters; 32s b down; 37s b working; 40s a has fitters; 49s b has fitters
			49s b down; 54s b working; 55s a has fitters`},
		{"2", `
			0s b working; 10s a has fitters; 12s b waiting repair; 15s b has fitters; 18s b down; 23s b working
			25s a has fitters; 35s b has fitters; 35s b waiting repair; 38s b down; 43s a has fitters; 43s b working
			55s b has fitters; 55s b waiting repair; 58s b down`},
	},
}, {
	name: "two or none",
	// b fails at 12 and wants both. One is at a until 15, and c, which fails at 13, has the other until 18: he was not kept for
	// b, which has both at 18. a fails at 25 and c at 31, and b, after 12 s of work at 35, has both at 36.
	toml: `
[run]
horizon = "40s"
[line]
ina = { kind = "source", to = ["a"] }
inb = { kind = "source", to = ["b"] }
inc = { kind = "source", to = ["c"] }
a = { kind = "machine", cycle = "10s", failure.jam = { uptime = "10s", repair = "5s" }, operator = { repair = "fitters" }, to = ["out"] }
b = { kind = "machine", cycle = "12s", failure.jam = { uptime = "12s", repair = "5s" }, operator = { repair = "2 fitters" }, to = ["out"] }
c = { kind = "machine", cycle = "13s", failure.jam = { uptime = "13s", repair = "5s" }, operator = { repair = "fitters" }, to = ["out"] }
fitters = { kind = "operators", count = 2 }
out = { kind = "sink" }
`,
	tells: "granted returned state:b",
	says:  "semantics.crew.together",
	cases: []outcome{{"", `
			0s b working; 10s a has fitters; 12s b waiting repair; 13s c has fitters; 15s a returns fitters
			18s c returns fitters; 18s b has fitters; 18s b has fitters; 18s b down
			23s b returns fitters; 23s b returns fitters; 23s b working
			25s a has fitters; 30s a returns fitters; 31s c has fitters; 35s b waiting repair; 36s c returns fitters
			36s b has fitters; 36s b has fitters; 36s b down`}},
}, {
	name: "of a robot",
	key:  "robot.operator",
	// Broken after 7 s of use, at 17, and repaired in 6 s. Nobody is needed: until 23; what is left of the unloading until 26 and
	// 4 s of loading are another 7 s, at 30. Or the fitter, who is at n until 20, and goes to the robot before he begins there
	// again: until 26; broken again at 33, while he is at n until 46.
	toml: `
[run]
horizon = "38s"
[line]
inm = { kind = "source", to = ["m"] }
inn = { kind = "source", to = ["n"] }
m = { kind = "machine", cycle = "10s", robot = "arm", to = ["out"] }
n = { kind = "machine", cycle = "20s", operator = { cycle = "fitter" }, to = ["out"] }
fitter = { kind = "operators", count = 1 }
out = { kind = "sink" }
[line.arm]
kind = "robot"
pick = "2s"
place = "3s"
failure.grip = { uptime = "7s", repair = "6s" }
operator = { repair = "$value" }
`,
	tells: "state:arm granted:arm granted:n",
	cases: []outcome{
		{"", `
			0s n has fitter; 0s arm working; 5s arm starved; 15s arm working; 17s arm down; 20s n has fitter
			23s arm working; 30s arm down; 36s arm working; 37s arm starved`},
		{"fitter", `
			0s n has fitter; 0s arm working; 5s arm starved; 15s arm working; 17s arm waiting repair
			20s arm has fitter; 20s arm down; 26s n has fitter; 26s arm working; 33s arm waiting repair`},
	},
}, {
	name: "of a robot that keeps a shift",
	// Broken at 50, with 10 min of 20 done at the end of the shift; the others from 120 to 130. Unloading until 140, loading until
	// 150. Broken again at 180, when the shift ends, and repaired from 240 to 260; unloading until 270, loading until 280.
	toml: nights + `
[line]
in = { kind = "source", to = ["m"] }
m = { kind = "machine", cycle = "40m", robot = "arm", to = ["out"] }
out = { kind = "sink" }
[line.arm]
kind = "robot"
shift = "day"
pick = "5m"
place = "5m"
failure.grip = { uptime = "50m", repair = "20m", clock = "calendar" }
`,
	tells: "state:arm leaves",
	says:  "semantics.crew.none",
	cases: []outcome{{"", `
		0s arm working; 10m arm starved; 50m arm down; 1h arm off; 2h arm down; 2h10m arm working; 2h20m part 1 leaves
		2h30m arm starved; 3h arm off; 4h arm down; 4h20m arm working; 4h30m part 2 leaves; 4h40m arm starved; 5h arm off`}},
}}}

func TestRule18_DownIsWaitingAndWalkingAndRepair(t *testing.T) {
	rule18.play(t)
	t.Run("reported apart", timeDownIsReportedApart)
}

// The scene of waiting and walking at 2 m/s. a is repaired from 10 to 15; it is walked to from 25 to 28, and repaired until
// 33; and from 43 to 46, and until 51: 6 s of walking and 15 of repair for three. b waits from 12 to 15, is walked to until 18,
// and repaired until 23; walked to from 35 to 38, and repaired until 43; and from 55 to 58, and until the end: 3 s of waiting,
// 9 of walking and 12 of repair, for the two that are done. Without the first 16 s a has two repairs less 5 s, and b 2 s of the
// first way.
func timeDownIsReportedApart(t *testing.T) {
	walking := rule18.scenes[slices.IndexFunc(rule18.scenes, func(s scene) bool { return s.name == "waiting and walking" })].text("2")
	for _, c := range []struct {
		run    string
		a, b   [4]float64 // mean time down, waiting, walking, repair
		people float64
	}{
		{`horizon = "60s"`, [4]float64{7, 0, 2, 5}, [4]float64{12, 1.5, 4.5, 6}, 15. / 60},
		{"horizon = \"44s\"\nwarmup = \"16s\"", [4]float64{8, 0, 3, 5}, [4]float64{10, 0, 4, 6}, 14. / 44},
	} {
		r := &experimentOn(t, strings.Replace(walking, `horizon = "60s"`, c.run, 1), experiment.Settings{Replications: 2}).Plans[0]
		for i := range r.Elements {
			e := &r.Elements[i]
			want, ok := map[string][4]float64{"a": c.a, "b": c.b}[e.Name]
			for k, name := range []string{"down_time", "repair_waiting", "repair_walking", "repair_time"} {
				if have := e.Figure(name); ok && math.Abs(have.Mean-want[k]) > 1e-9 {
					t.Errorf("%s: %s of %s is %v, want %v s", c.run, name, e.Name, have, want[k])
				}
			}
			if have := e.Figure("walking"); e.Name == "fitters" && math.Abs(have.Mean-c.people) > 1e-9 {
				t.Errorf("%s: the fitters walk for %v of their time, want %v", c.run, have, c.people)
			}
		}
	}
}

const upkept = `
[run]
horizon = "62s"
[line]
in = { kind = "source", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "10s"
to = ["out"]
`

var rule19 = rule{19, "PlannedStops", []scene{{
	name: "styles",
	key:  "maintenance.style",
	// Two parts at 25 and two at 50, of 10 s each; due after 9 s of work, for 6 s. Immediate: at 34, the rest of the part from
	// 40 to 41; 8 s of the second at 49, the other 2 s from 55 to 57. After the part: at 35, before the second part, which takes
	// from 41 to 51. When idle: at 45, after the second.
	toml: `
[run]
horizon = "60s"
[line]
in = { kind = "source", every = "25s", lot = 2, to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "10s"
to = ["out"]
[line.m.maintenance.oil]
every = "9s"
takes = "6s"
style = "$value"
`,
	tells: "leaves state:m",
	says:  "semantics.maintenance.$value",
	cases: []outcome{
		{"immediate", `
			25s m working; 34s m planned stop; 40s m working; 41s part 1 leaves; 49s m planned stop; 55s m working
			57s part 2 leaves`},
		{"after-part", `
			25s m working; 35s part 1 leaves; 35s m planned stop; 41s m working; 51s part 2 leaves; 51s m planned stop
			57s m working`},
		{"when-idle", "25s m working; 35s part 1 leaves; 45s part 2 leaves; 45s m planned stop; 51s m working"},
	},
}, {
	name: "styles of a machine that is never idle",
	key:  "maintenance.style",
	// Due after 14 s of work, for 6 s. Immediate: 14 to 20, 34 to 40, 54 to 60. After the part: 20 to 26; due again at 40, 46 to
	// 52. When idle: never.
	toml: upkept + `
[line.m.maintenance.oil]
every = "14s"
takes = "6s"
style = "$value"
`,
	tells: "leaves state:m",
	says:  "semantics.maintenance.$value",
	cases: []outcome{
		{"immediate", `
			0s m working; 10s part 1 leaves; 14s m planned stop; 20s m working; 26s part 2 leaves; 34s m planned stop
			40s m working; 42s part 3 leaves; 52s part 4 leaves; 54s m planned stop; 1m m working`},
		{"after-part", `
			0s m working; 10s part 1 leaves; 20s part 2 leaves; 20s m planned stop; 26s m working; 36s part 3 leaves
			46s part 4 leaves; 46s m planned stop; 52s m working; 1m2s part 5 leaves`},
		{"when-idle", `
			0s m working; 10s part 1 leaves; 20s part 2 leaves; 30s part 3 leaves; 40s part 4 leaves; 50s part 5 leaves
			1m part 6 leaves`},
	},
}, {
	name: "styles of a robot",
	key:  "maintenance.style",
	// In use from 0 to 5, 15 to 25, 35 to 45; due after 12 s of use, at 22, for 6 s. Immediate: from 22 to 28, and the rest of the
	// load by 31; in use from 41 to 51, but stopped from 50 to 56. After the part: from 25 to 31, while the machine works; due
	// at 57, from 60 to 66. When idle: from 25 to 31; due at 57, wanted at once at 60, and so from 65 to 71.
	toml: `
[run]
horizon = "90s"
[line]
in = { kind = "source", to = ["m"] }
m = { kind = "machine", cycle = "10s", robot = "arm", to = ["out"] }
out = { kind = "sink" }
[line.arm]
kind = "robot"
pick = "2s"
place = "3s"
[line.arm.maintenance.grease]
every = "12s"
takes = "6s"
style = "$value"
`,
	cases: []outcome{
		{"after-part", "20s part 1 leaves; 40s part 2 leaves; 1m part 3 leaves; 1m26s part 4 leaves"},
		{"immediate", "20s part 1 leaves; 46s part 2 leaves; 1m12s part 3 leaves"},
		{"when-idle", "20s part 1 leaves; 40s part 2 leaves; 1m part 3 leaves; 1m20s part 4 leaves"},
	},
}, {
	name: "what is seen coming",
	key:  "failure.foreseen",
	// 10 s of work a part. Worn after 12 s of work, 2 s into the second part. Not seen: down from 12 to 42, and the rest by 50.
	// Seen: stopped for 6 s after that part, at 20; the next is worn 12 s later, at 38, and stopped after the part, at 46.
	toml: `
[run]
horizon = "56s"
[line]
in = { kind = "source", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "10s"
to = ["out"]
[line.m.failure.belt]
uptime = "12s"
repair = "30s"
planned_repair = "6s"
foreseen = $value
`,
	tells: "leaves state:m",
	cases: []outcome{
		{"0", "0s m working; 10s part 1 leaves; 12s m down; 42s m working; 50s part 2 leaves; 54s m down"},
		{"1", `0s m working; 10s part 1 leaves; 20s part 2 leaves; 20s m planned stop; 26s m working; 36s part 3 leaves
			46s part 4 leaves; 46s m planned stop; 52s m working`},
	},
}, {
	name: "by age or by block",
	key:  "maintenance.by_age",
	// Fails after 14 s of work, for 2 s; due after 20 s of work, for 5 s, after which the failure is 14 s away again. By block:
	// broken at 14, due at 22; broken at 27 + 14 = 41; due at 20 s of work after the last, 27 to 41 and 43 to 49. By age: broken
	// at 14, 30, 46 and 62, each time 14 s after the last repair, so that 20 s never come to pass.
	toml: upkept + `
failure.jam = { uptime = "14s", repair = "2s" }
[line.m.maintenance.oil]
every = "20s"
takes = "5s"
style = "immediate"
renews = ["jam"]
by_age = $value
`,
	tells: "leaves state:m",
	cases: []outcome{
		{"false", `
			0s m working; 10s part 1 leaves; 14s m down; 16s m working; 22s part 2 leaves; 22s m planned stop
			27s m working; 37s part 3 leaves; 41s m down; 43s m working; 49s part 4 leaves; 49s m planned stop
			54s m working`},
		{"true", `
			0s m working; 10s part 1 leaves; 14s m down; 16s m working; 22s part 2 leaves; 30s m down; 32s m working
			34s part 3 leaves; 44s part 4 leaves; 46s m down; 48s m working; 56s part 5 leaves; 1m2s m down`},
	},
}, {
	name: "what it renews",
	key:  "maintenance.renews",
	// Due after 20 s of work, from 20 to 25, and fails after 30 s of work, at 35; renewed each time, it never does.
	toml: upkept + `
failure.jam = { uptime = "30s", repair = "100s" }
[line.m.maintenance.oil]
every = "20s"
takes = "5s"
renews = $value
`,
	tells: "leaves state:m",
	cases: []outcome{
		{"", `
			0s m working; 10s part 1 leaves; 20s part 2 leaves; 20s m planned stop; 25s m working; 35s part 3 leaves
			35s m down`},
		{`["jam"]`, `
			0s m working; 10s part 1 leaves; 20s part 2 leaves; 20s m planned stop; 25s m working; 35s part 3 leaves
			45s part 4 leaves; 45s m planned stop; 50s m working; 1m part 5 leaves`},
	},
}, {
	name: "who does it",
	key:  "maintenance.operator",
	// Due at 14, done from 20 on: by nobody until 26, and from 46 to 52. The crew is at n until 25: until 31, and n waits until
	// then. Due again at 45, wanted from 51 on; they are at n until 56.
	toml: upkept + `
[line.m.maintenance.oil]
every = "14s"
takes = "6s"
operator = "$value"
[line.in2]
kind = "source"
to = ["n"]
[line.n]
kind = "machine"
cycle = "25s"
operator = { cycle = "crew" }
to = ["out"]
[line.crew]
kind = "operators"
count = 1
`,
	tells: "state:m granted",
	cases: []outcome{
		{"", `
			0s n has crew; 0s m working; 20s m planned stop; 25s n has crew; 26s m working; 46s m planned stop
			50s n has crew; 52s m working`},
		{"crew", `
			0s n has crew; 0s m working; 20s m planned stop; 25s m has crew; 31s n has crew; 31s m working
			51s m planned stop; 56s m has crew; 1m2s n has crew; 1m2s m working`},
	},
}, {
	name: "at the end of a shift",
	// Due at 60, when the shift ends: from 120 to 130. Due at 190, off shift, when the part is finished that was in work at the
	// end of the shift: from 240 to 250.
	toml: nights + `
[line]
in = { kind = "source", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
shift = "day"
cycle = "30m"
maintenance.oil = { every = "60m", takes = "10m", style = "immediate", clock = "calendar" }
to = ["out"]
`,
	tells: "leaves state:m",
	says:  "semantics.maintenance.when",
	cases: []outcome{{"", `
			0s m working; 30m part 1 leaves; 1h part 2 leaves; 1h m off; 2h m planned stop; 2h10m m working
			2h40m part 3 leaves; 3h10m part 4 leaves; 3h10m m off; 4h m planned stop; 4h10m m working
			4h40m part 5 leaves`}},
}}}

func TestRule19_PlannedStops(t *testing.T) { rule19.play(t) }

var rule20 = rule{20, "StationsThatStopTogether", []scene{{
	key: "machine.stops_with",
	// a is down from 14 to 20 with 4 s done of its second part, and from 34 to 40 with 8 s done of its third. Alone b goes
	// on; together it stops as well, and what was done of its part is kept.
	toml: `
[run]
horizon = "50s"
[line]
ina = { kind = "source", to = ["a"] }
inb = { kind = "source", to = ["b"] }
a = { kind = "machine", cycle = "10s", failure.jam = { uptime = "14s", repair = "6s" }, to = ["out"] }
out = { kind = "sink" }
[line.b]
kind = "machine"
cycle = "10s"
stops_with = ["$value"]
to = ["out"]
`,
	tells: "leaves state",
	says:  "semantics.failure.together",
	cases: []outcome{
		{"", `
			0s a working; 0s b working; 10s part 1 leaves; 10s part 2 leaves; 14s a down; 20s part 4 leaves
			20s a working; 26s part 3 leaves; 30s part 5 leaves; 34s a down; 40s part 7 leaves; 40s a working
			42s part 6 leaves; 50s part 8 leaves`},
		{"a", `
			0s a working; 0s b working; 10s part 1 leaves; 10s part 2 leaves; 14s a down; 14s b down; 20s a working
			20s b working; 26s part 3 leaves; 26s part 4 leaves; 34s a down; 34s b down; 40s a working; 40s b working
			42s part 5 leaves; 42s part 6 leaves`},
	},
}}}

func TestRule20_StationsThatStopTogether(t *testing.T) { rule20.play(t) }

var rule21 = rule{21, "TheFirstFailure", []scene{{
	key: "failure.first_failure",
	// New: after 30 s of work, and then 30 s after each repair of 5 s. What is left of a life of 30 s is anything up to 30 s,
	// all alike: the first draw is 0.7343 of it. From then on it is as above, 35 s from one failure to the next.
	toml: `
[run]
horizon = "2m"
[line]
in = { kind = "source", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "10s"
to = ["out"]
[line.m.failure.jam]
uptime = "30s"
repair = "5s"
first_failure = "$value"
`,
	tells: "state:m",
	says:  "semantics.failure.$value",
	cases: []outcome{
		{"new", "0s m working; 30s m down; 35s m working; 1m5s m down; 1m10s m working; 1m40s m down; 1m45s m working"},
		{"remaining-life", `
			0s m working; 22.030476407s m down; 27.030476407s m working; 57.030476407s m down; 62.030476407s m working
			92.030476407s m down; 97.030476407s m working`},
	},
}}}

func TestRule21_TheFirstFailure(t *testing.T) { rule21.play(t) }

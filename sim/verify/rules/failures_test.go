package rules_test

import (
	"slices"
	"testing"
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

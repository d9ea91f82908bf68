package rules_test

import "testing"

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

package rules_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"tweeling/sim/experiment"
)

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

var rule18 = rule{18, "DownIsWaitingAndWalkingAndRepair", slices.Concat([]scene{{
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
}}, spareScenes)}

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

package rules_test

import "testing"

var rule35 = rule{35, "RobotsTendMachines", []scene{{
	name: "grippers",
	key:  "robot.gripper",
	// 2 s to pick, 3 to place, 10 of work. Single: in by 5, worked until 15, out by 20, the next in by 25.
	// Double: in by 5, worked until 15, out with the old and in with the new by 20; worked until 30 while the old part is put
	// down by 23; and so on, every 15 s.
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
gripper = "$value"
`,
	says: "semantics.robot.$value",
	cases: []outcome{
		{"single", "20s part 1 leaves; 40s part 2 leaves; 1m part 3 leaves"},
		{"double", "23s part 1 leaves; 38s part 2 leaves; 53s part 3 leaves"},
	},
}, {
	name: "travel",
	key:  "robot.travel",
	// 2 s to pick, 3 to place, 10 of work: 20 s a part. With 4 s of travel on every move: 28.
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
travel = "$value"
`,
	cases: []outcome{
		{"", "20s part 1 leaves; 40s part 2 leaves; 1m part 3 leaves"},
		{"4s", "28s part 1 leaves; 56s part 2 leaves"},
	},
}, {
	name: "how many",
	key:  "robot.count",
	// 2 s to pick, 3 to place, 10 of work. One: m1 is loaded by 5, m2 by 10, m1 unloaded by 20; loaded again by 25, while m2
	// waits, which is unloaded by 30 and loaded by 35; m1 is unloaded by 40, and so on. Two: each has its own.
	toml: `
[run]
horizon = "60s"
[line]
in = { kind = "source", to = ["m1", "m2"] }
m1 = { kind = "machine", cycle = "10s", robot = "arm", to = ["out"] }
m2 = { kind = "machine", cycle = "10s", robot = "arm", to = ["out"] }
out = { kind = "sink" }
[line.arm]
kind = "robot"
pick = "2s"
place = "3s"
count = $value
`,
	cases: []outcome{
		{"1", "20s part 1 leaves; 30s part 2 leaves; 40s part 3 leaves; 50s part 4 leaves; 1m part 5 leaves"},
		{"2", "20s part 1 leaves; 20s part 2 leaves; 40s part 3 leaves; 40s part 4 leaves; 1m part 5 leaves; 1m part 6 leaves"},
	},
}, {
	name: "one of two is down",
	// The same with two that fail after 12 s of use, and one person who repairs in 6: both are down at 22, the first until 28
	// and the second until 34; the first loads m1 by 31, and m2, which was loaded for 2 s, by 34.
	toml: `
[run]
horizon = "50s"
[line]
in = { kind = "source", to = ["m1", "m2"] }
m1 = { kind = "machine", cycle = "10s", robot = "arm", to = ["out"] }
m2 = { kind = "machine", cycle = "10s", robot = "arm", to = ["out"] }
out = { kind = "sink" }
fitter = { kind = "operators", count = 1 }
arm = { kind = "robot", pick = "2s", place = "3s", count = 2, failure.jam = { uptime = "12s", repair = "6s" }, operator = { repair = "fitter" } }
`,
	cases: []outcome{{"", "20s part 1 leaves; 20s part 2 leaves; 46s part 3 leaves; 49s part 4 leaves"}},
}, {
	name: "one for all, and its failure stops all",
	// 1 s to pick and 1 to place; 20 of work. m2 waits for the robot until m1 is loaded. It breaks down at 10: m1 waits for
	// it from 22 on and m2 from 24, and neither is said to be starved or blocked.
	toml: `
[run]
horizon = "60s"
[line]
in = { kind = "source", to = ["m1", "m2"] }
m1 = { kind = "machine", cycle = "20s", robot = "arm", to = ["out"] }
m2 = { kind = "machine", cycle = "20s", robot = "arm", to = ["out"] }
out = { kind = "sink" }
arm = { kind = "robot", pick = "1s", place = "1s", failure.drive = { uptime = "10s", clock = "calendar", repair = "1h" } }
`,
	tells: "state",
	cases: []outcome{{"", `0s m1 working; 0s m2 waiting robot; 0s arm working; 2s m2 working; 4s arm starved; 10s arm down;
		22s m1 waiting robot; 24s m2 waiting robot`}},
}, {
	name: "part by part",
	key:  "oven.batch",
	// A move takes 2 s. One part: in by 2, baked until 12, out by 14. Two: in by 4, baked until 14, out by 18, and both go on.
	toml: `
[run]
horizon = "18s"
[line]
in = { kind = "source", to = ["oven"] }
oven = { kind = "oven", batch = $value, cycle = "10s", robot = "arm", to = ["out"] }
arm = { kind = "robot", pick = "1s", place = "1s" }
out = { kind = "sink" }
`,
	tells: "state:oven leaves",
	says:  "semantics.robot.single",
	cases: []outcome{
		{"1", "0s oven working; 14s part 1 leaves"},
		{"2", "0s oven working; 18s part 1 leaves; 18s part 2 leaves"},
	},
}, {
	// Two screws and a plate: three moves, from 0 to 6, 10 s of work, and one move to take out what they have become.
	name: "all components",
	toml: `
[run]
horizon = "18s"
[product]
plate = { share = 0.5 }
screw = { share = 0.5 }
[line]
plates = { kind = "source", product = "plate", to = ["m"] }
screws = { kind = "source", product = "screw", to = ["m"] }
m = { kind = "assembly", needs = { plate = 1, screw = 2 }, cycle = "10s", robot = "arm", to = ["out"] }
arm = { kind = "robot", pick = "1s", place = "1s" }
out = { kind = "sink" }
`,
	tells: "granted leaves",
	cases: []outcome{{"", "0s m has arm; 16s m has arm; 18s part 1 (plate) leaves; 18s m has arm"}},
}}}

func TestRule35_RobotsTendMachines(t *testing.T) {
	rule35.play(t)
	t.Run("before and after", aRobotIsOneMoreThingThatFails)
}

package rules_test

import "testing"

var rule34 = rule{34, "WalkingAndPace", []scene{{
	name: "walking",
	key:  "operators.walk_mps",
	// One person, two machines 3 m apart, 10 s of work by hand each. The way takes no time; 3 s at 1 m/s; 1 s at 3 m/s.
	toml: `
[run]
horizon = "49s"
[line]
in = { kind = "source", to = ["a", "b"] }
a = { kind = "machine", at = [1, 4], cycle = "10s", operator = "crew", to = ["out"] }
b = { kind = "machine", at = [4, 4], cycle = "10s", operator = "crew", to = ["out"] }
out = { kind = "sink" }
[line.crew]
kind = "operators"
count = 1
walk_mps = $value
`,
	tells: "leaves state:b",
	cases: []outcome{
		{"0", `0s b waiting operator; 10s part 1 leaves; 10s b working; 20s part 2 leaves; 20s b waiting operator; 30s part 3 leaves;
			30s b working; 40s part 4 leaves; 40s b waiting operator`},
		{"1", `0s b waiting operator; 10s part 1 leaves; 13s b working; 23s part 2 leaves; 23s b waiting operator; 36s part 3 leaves;
			39s b working; 49s part 4 leaves; 49s b waiting operator`},
		{"3", `0s b waiting operator; 10s part 1 leaves; 11s b working; 21s part 2 leaves; 21s b waiting operator; 32s part 3 leaves;
			33s b working; 43s part 4 leaves; 43s b waiting operator`},
	},
}, {
	name: "each stays where he is",
	key:  "operators.count",
	// The same at 1 m a second. One walks to and fro; of two each works where he worked last.
	toml: `
[run]
horizon = "36s"
[line]
in = { kind = "source", to = ["a", "b"] }
a = { kind = "machine", at = [1, 4], cycle = "10s", operator = "crew", to = ["out"] }
b = { kind = "machine", at = [4, 4], cycle = "10s", operator = "crew", to = ["out"] }
out = { kind = "sink" }
crew = { kind = "operators", count = $value, walk_mps = 1 }
`,
	cases: []outcome{
		{"1", "10s part 1 leaves; 23s part 2 leaves; 36s part 3 leaves"},
		{"2", `10s part 1 leaves; 10s part 2 leaves; 20s part 3 leaves; 20s part 4 leaves; 30s part 5 leaves; 30s part 6 leaves`},
	},
}, {
	name: "pace by skill",
	key:  "operators.efficiency_by_skill",
	// 4 s to load, by whoever can run it, and 10 of work: 14 s; at half the pace 8 + 10; at twice the pace 2 + 10.
	toml: `
[run]
horizon = "36s"
[line]
in = { kind = "source", to = ["m"] }
m = { kind = "machine", load = "4s", cycle = "10s", operator = "skill:run", to = ["out"] }
out = { kind = "sink" }
[line.crew]
kind = "operators"
count = 1
skills = ["run"]
efficiency_by_skill = $value
`,
	says: "semantics.people.by_skill",
	cases: []outcome{
		{"", "14s part 1 leaves; 28s part 2 leaves"},
		{"{ run = 0.5 }", "18s part 1 leaves; 36s part 2 leaves"},
		{"{ run = 2 }", "12s part 1 leaves; 24s part 2 leaves; 36s part 3 leaves"},
	},
}, {
	name: "pace",
	key:  "operators.efficiency",
	// 10 s of work by hand: 10, 10/0.8 = 12.5, 10/2 = 5.
	toml: `
[run]
horizon = "26s"
[line]
in = { kind = "source", to = ["m"] }
m = { kind = "machine", cycle = "10s", operator = "crew", to = ["out"] }
out = { kind = "sink" }
[line.crew]
kind = "operators"
count = 1
efficiency = $value
`,
	cases: []outcome{
		{"1", "10s part 1 leaves; 20s part 2 leaves"},
		{"0.8", "12.5s part 1 leaves; 25s part 2 leaves"},
		{"2", "5s part 1 leaves; 10s part 2 leaves; 15s part 3 leaves; 20s part 4 leaves; 25s part 5 leaves"},
	},
}, {
	name: "pace of a repair",
	key:  "operators.efficiency",
	// Broken after 10 s of work, once the first part is done; 6 s of repair take 6, 12 or 3.
	toml: `
[run]
horizon = "35s"
[line]
in = { kind = "source", to = ["m"] }
m = { kind = "machine", cycle = "10s", operator = { repair = "crew" }, failure.jam = { uptime = "10s", repair = "6s" }, to = ["out"] }
out = { kind = "sink" }
[line.crew]
kind = "operators"
count = 1
efficiency = $value
`,
	cases: []outcome{
		{"1", "10s part 1 leaves; 26s part 2 leaves"},
		{"0.5", "10s part 1 leaves; 32s part 2 leaves"},
		{"2", "10s part 1 leaves; 23s part 2 leaves"},
	},
}, {
	name: "somebody else takes over",
	// 80 min of work. The fast one does it in 40, and half of the next by 60, when she goes; the slow one the other half by
	// 100, and all of the one after that by 180.
	toml: `
[run]
horizon = "3h"
[shift.day]
works = ["daily 00:00-01:00"]
[line]
in = { kind = "source", to = ["m"] }
m = { kind = "machine", cycle = "80m", operator = { cycle = ["fast", "slow"] }, to = ["out"] }
out = { kind = "sink" }
fast = { kind = "operators", count = 1, efficiency = 2, shift = "day" }
slow = { kind = "operators", count = 1 }
`,
	says:  "semantics.people.pace",
	cases: []outcome{{"", "40m part 1 leaves; 1h40m part 2 leaves; 3h part 3 leaves"}},
}}}

func TestRule34_WalkingAndPace(t *testing.T) { rule34.play(t) }

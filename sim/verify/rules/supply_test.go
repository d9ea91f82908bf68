package rules_test

// powerScenes are those of machines that wait for power.
var powerScenes = []scene{{
	name: "who gets power first",
	key:  "supply.order",
	// One at a time. a begins, since it is declared first, and b at 10. c gets parts at 15 and 30. Who has waited longest: a at 20,
	// for it has waited since 10; c at 30, and b, which has waited since 20, at 40. By priority: c at 20, and again
	// at 30, when its second part comes at the instant at which the first is done; a, waiting since 10, not before 40.
	toml: `
[run]
horizon = "45s"
[line]
ina = { kind = "source", to = ["a"] }
inb = { kind = "source", to = ["b"] }
inc = { kind = "source", every = "15s", to = ["c"] }
a = { kind = "machine", cycle = "10s", power_kw = { working = 10 }, to = ["out"] }
b = { kind = "machine", cycle = "10s", power_kw = { working = 10 }, to = ["out"] }
c = { kind = "machine", cycle = "10s", power_kw = { working = 10 }, priority = 5, to = ["out"] }
out = { kind = "sink" }
[line.grid]
kind = "supply"
limit_kw = 15
order = "$value"
`,
	tells: "state:a state:b state:c",
	says:  "semantics.power.limit",
	cases: []outcome{
		{"longest-waiting", `
			0s a working; 0s b waiting power; 10s a waiting power; 10s b working; 15s c waiting power; 20s b waiting power
			20s a working; 30s a waiting power; 30s c working; 40s c waiting power; 40s b working`},
		{"priority", `
			0s a working; 0s b waiting power; 10s a waiting power; 10s b working; 15s c waiting power; 20s b waiting power
			20s c working; 40s c starved; 40s a working; 45s c waiting power`},
	},
}, {
	name: "who needs much",
	key:  "supply.strict",
	// a and b draw 4 kW, z draws 10, of 12. In order of coming z holds up a at 6 until b is done at 8, and works until 18; a and b
	// follow together. By who fits a and b go on and z never begins.
	toml: `
[run]
horizon = "20s"
[line]
ina = { kind = "source", to = ["a"] }
inb = { kind = "source", to = ["b"] }
inz = { kind = "source", to = ["z"] }
a = { kind = "machine", cycle = "6s", power_kw = { working = 4 }, to = ["out"] }
b = { kind = "machine", cycle = "8s", power_kw = { working = 4 }, to = ["out"] }
z = { kind = "machine", cycle = "10s", power_kw = { working = 10 }, to = ["out"] }
out = { kind = "sink" }
[line.grid]
kind = "supply"
limit_kw = 12
strict = $value
`,
	tells: "leaves state",
	says:  "semantics.power.limit",
	cases: []outcome{
		{"true", `
			0s a working; 0s b working; 0s z waiting power; 6s part 1 leaves; 6s a waiting power; 8s part 2 leaves
			8s b waiting power; 8s z working; 18s part 3 leaves; 18s z waiting power; 18s a working; 18s b working`},
		{"false", `
			0s a working; 0s b working; 0s z waiting power; 6s part 1 leaves; 8s part 2 leaves; 12s part 4 leaves
			16s part 5 leaves; 18s part 6 leaves`},
	},
}, {
	name: "after a repair it asks again",
	// a fails at 4 and gives its power to b, which works from 4 to 14; a is repaired at 6 and waits, and works on at 14, until it fails
	// again at 18 after 4 s more.
	toml: `
[run]
horizon = "21s"
[line]
ina = { kind = "source", to = ["a"] }
inb = { kind = "source", to = ["b"] }
a = { kind = "machine", cycle = "10s", power_kw = { working = 10 }, failure.jam = { uptime = "4s", repair = "2s", repaired = "as-new" }, to = ["out"] }
b = { kind = "machine", cycle = "10s", power_kw = { working = 10 }, to = ["out"] }
out = { kind = "sink" }
grid = { kind = "supply", limit_kw = 15 }
`,
	tells: "leaves state",
	cases: []outcome{{"", `
			0s a working; 0s b waiting power; 4s a down; 4s b working; 6s a waiting power; 14s part 2 leaves
			14s b waiting power; 14s a working; 18s a down; 18s b working; 20s a waiting power`}},
}, {
	name: "power is asked for last",
	// a has the only operator from 3 on, and waits for power until b is done at 8. It keeps him meanwhile: power is what it asks for
	// last.
	toml: `
[run]
horizon = "19s"
[line]
inb = { kind = "source", to = ["b"] }
ina = { kind = "source", every = "3s", to = ["a"] }
a = { kind = "machine", cycle = "10s", operator = "crew", power_kw = { working = 10, ready = 1 }, to = ["out"] }
b = { kind = "machine", cycle = "8s", power_kw = { working = 10, ready = 1 }, to = ["out"] }
out = { kind = "sink" }
crew = { kind = "operators", count = 1 }
grid = { kind = "supply", limit_kw = 15 }
`,
	tells: "leaves state granted returned",
	cases: []outcome{{"", `
			0s b working; 3s a has crew; 3s a waiting power; 8s part 1 leaves; 8s b waiting power; 8s a working
			18s part 2 leaves; 18s a returns crew; 18s a has crew; 18s a waiting power; 18s b working`}},
}}

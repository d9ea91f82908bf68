package rules_test

// spareScenes are those of repairs and maintenance that take a spare.
var spareScenes = []scene{{
	name: "as many spares as are kept",
	key:  "spares.count",
	// Fails after each 10 s of work, with a swap of 2 s; what is broken is back 30 s after it broke. None: swapped at 10 + 30.
	// One: at 10, and at 40, when the first is back, since none is there at 22; at 52 that of 22 is back. Two: at 10 and 22; at
	// 34 there is none until 40, and that of 22 is there at 52.
	toml: `
[run]
horizon = "60s"
[line]
in = { kind = "source", to = ["m"] }
m = { kind = "machine", cycle = "10s", failure.wear = { uptime = "10s", repair = "2s", spare = "heads" }, to = ["out"] }
out = { kind = "sink" }
heads = { kind = "spares", count = $value, resupply = "30s" }
`,
	tells: "leaves state:m granted",
	says:  "semantics.spares",
	cases: []outcome{
		{"0", `
			0s m working; 10s part 1 leaves; 10s m waiting repair; 40s m has heads; 40s m down; 42s m working
			52s part 2 leaves; 52s m waiting repair`},
		{"1", `
			0s m working; 10s part 1 leaves; 10s m has heads; 10s m down; 12s m working; 22s part 2 leaves
			22s m waiting repair; 40s m has heads; 40s m down; 42s m working; 52s part 3 leaves; 52s m has heads; 52s m down
			54s m working`},
		{"2", `
			0s m working; 10s part 1 leaves; 10s m has heads; 10s m down; 12s m working; 22s part 2 leaves
			22s m has heads; 22s m down; 24s m working; 34s part 3 leaves; 34s m waiting repair; 40s m has heads; 40s m down
			42s m working; 52s part 4 leaves; 52s m has heads; 52s m down; 54s m working`},
	},
}, {
	name: "a stock of two machines",
	key:  "failure.spare",
	// a fails at 10 and takes the spare, which is back at 30. b fails at 12 and waits until then; nobody is called before. What it
	// broke is back at 32, and goes to a, which has waited since 25, and for the fitter until 35. That of 25 is back at 45, and
	// goes to b at 47; a finds none at 50. Without spares only the fitter is waited for, by b from 12 to 15, by a from 30 to 32.
	toml: `
[run]
horizon = "55s"
[line]
ina = { kind = "source", to = ["a"] }
inb = { kind = "source", to = ["b"] }
a = { kind = "machine", cycle = "10s", failure.wear = { uptime = "10s", repair = "5s", spare = "$value" }, operator = { repair = "fitters" }, to = ["out"] }
b = { kind = "machine", cycle = "12s", failure.wear = { uptime = "12s", repair = "5s", spare = "$value" }, operator = { repair = "fitters" }, to = ["out"] }
out = { kind = "sink" }
heads = { kind = "spares", count = 1, resupply = "20s" }
fitters = { kind = "operators", count = 1 }
`,
	tells: "leaves state granted returned",
	cases: []outcome{
		{"heads", `
			0s a working; 0s b working; 10s part 1 leaves; 10s a has heads; 10s a has fitters; 10s a down
			12s part 2 leaves; 12s b waiting repair; 15s a returns fitters; 15s a working; 25s part 3 leaves
			25s a waiting repair; 30s heads returns heads; 30s b has heads; 30s b has fitters; 30s b down
			32s heads returns heads; 32s a has heads; 35s b returns fitters; 35s a has fitters; 35s b working; 35s a down
			40s a returns fitters; 40s a working; 45s heads returns heads; 47s part 4 leaves; 47s b has heads
			47s b has fitters; 47s b down; 50s part 5 leaves; 50s a waiting repair; 52s b returns fitters; 52s b working`},
		{"none", `
			0s a working; 0s b working; 10s part 1 leaves; 10s a has fitters; 10s a down; 12s part 2 leaves
			12s b waiting repair; 15s a returns fitters; 15s b has fitters; 15s a working; 15s b down
			20s b returns fitters; 20s b working; 25s part 3 leaves; 25s a has fitters; 25s a down; 30s a returns fitters
			30s a working; 32s part 4 leaves; 32s b has fitters; 32s b down; 37s b returns fitters; 37s b working
			40s part 5 leaves; 40s a has fitters; 40s a down; 45s a returns fitters; 45s a working; 49s part 6 leaves
			49s b has fitters; 49s b down; 54s b returns fitters; 54s b working; 55s part 7 leaves; 55s a has fitters
			55s a down`},
	},
}, {
	name: "maintenance",
	key:  "maintenance.spare",
	// Due after 10 s of work, and done in 4 s. With a spare, which is back 20 s after it is due: at 10, and at 30, since there is
	// none at 24; until then it works on. Due again after 10 s from 34, when that of 24 is back.
	toml: `
[run]
horizon = "50s"
[line]
in = { kind = "source", to = ["m"] }
m = { kind = "machine", cycle = "5s", maintenance.swap = { every = "10s", takes = "4s", spare = "$value" }, to = ["out"] }
out = { kind = "sink" }
heads = { kind = "spares", count = 1, resupply = "20s" }
`,
	tells: "leaves state:m granted",
	cases: []outcome{
		{"heads", `
			0s m working; 5s part 1 leaves; 10s part 2 leaves; 10s m has heads; 10s m planned stop; 14s m working
			19s part 3 leaves; 24s part 4 leaves; 29s part 5 leaves; 30s m has heads; 34s part 6 leaves
			34s m planned stop; 38s m working; 43s part 7 leaves; 48s part 8 leaves; 48s m has heads; 48s m planned stop`},
		{"none", `
			0s m working; 5s part 1 leaves; 10s part 2 leaves; 10s m planned stop; 14s m working; 19s part 3 leaves
			24s part 4 leaves; 24s m planned stop; 28s m working; 33s part 5 leaves; 38s part 6 leaves; 38s m planned stop
			42s m working; 47s part 7 leaves`},
	},
}, {
	name: "what else is broken is repaired meanwhile",
	// x breaks at 10 and waits for a spare until 40. y breaks at 12 and is repaired until 18, and again from 30 to 36.
	toml: `
[run]
horizon = "50s"
[line]
in = { kind = "source", to = ["m"] }
out = { kind = "sink" }
heads = { kind = "spares", count = 0, resupply = "30s" }
[line.m]
kind = "machine"
cycle = "10s"
failure.x = { uptime = "10s", repair = "3s", spare = "heads" }
failure.y = { uptime = "12s", repair = "6s", clock = "calendar" }
to = ["out"]
`,
	tells: "leaves state:m granted",
	cases: []outcome{{"", `
			0s m working; 10s part 1 leaves; 10s m waiting repair; 12s m down; 18s m waiting repair; 30s m down
			36s m waiting repair; 40s m has heads; 40s m down; 43s m working; 48s m down`}},
}, {
	name: "seen coming",
	// All are seen coming. At 10 there is a spare: stopped for after the part in work, at 12. At 26, after 10 s of work more,
	// there is none, since the first is back at 50: broken.
	toml: `
[run]
horizon = "60s"
[line]
in = { kind = "source", to = ["m"] }
m = { kind = "machine", cycle = "12s", failure.wear = { uptime = "10s", repair = "8s", foreseen = 1.0, planned_repair = "4s", spare = "heads" }, to = ["out"] }
out = { kind = "sink" }
heads = { kind = "spares", count = 1, resupply = "40s" }
`,
	tells: "leaves state:m granted",
	cases: []outcome{{"", `
			0s m working; 10s m has heads; 12s part 1 leaves; 12s m planned stop; 16s m working; 26s m waiting repair
			50s m has heads; 50s m down; 58s m working; 1m part 2 leaves`}},
}}

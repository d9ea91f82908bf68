package rules_test

import (
	"slices"
	"strings"
)

// More scenes of rule 33: which part a machine takes first, and to which station a part goes.

var firstOfFive = scene{
	name: "which part first",
	key:  "machine.dispatch",
	// Five orders of one part each are there at the start; x takes 30 min, y 10, z 20. Between x and y 5 min of setup, between
	// x and z 1, between y and z 9. The first part needs none.
	// fifo: x 30, y 45, x 80, z 101, y 120. spt: y 10, y 20, z 49, x 80, x 110. edd: the x due first 30, y 45, y 55, x 90, and
	// z, which has no due time, 111. setup: x 30, x 60, z 81, y 100, y 110. priority: z 20,
	// x 51, x 81, y 96, y 106.
	toml: `
[run]
horizon = "2h"
[order]
1 = { product = "x", quantity = 1, due = "200m" }
2 = { product = "y", quantity = 1, due = "100m" }
3 = { product = "x", quantity = 1, due = "50m" }
4 = { product = "z", quantity = 1 }
5 = { product = "y", quantity = 1, due = "60m" }
[product]
x = { share = 0.4, priority = 1 }
y = { share = 0.4 }
z = { share = 0.2, priority = 5 }
[line]
in = { kind = "source", release = "orders", to = ["b"] }
b = { kind = "buffer", room = 10, to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle_by_product = { x = "30m", y = "10m", z = "20m" }
setup_matrix = { "x>y" = "5m", "y>x" = "5m", "x>z" = "1m", "z>x" = "1m", "y>z" = "9m", "z>y" = "9m" }
dispatch = "$value"
to = ["out"]
`,
	cases: []outcome{
		{"fifo", "30m part 1 (x) leaves; 45m part 2 (y) leaves; 1h20m part 3 (x) leaves; 1h41m part 4 (z) leaves; 2h part 5 (y) leaves"},
		{"spt", "10m part 2 (y) leaves; 20m part 5 (y) leaves; 49m part 4 (z) leaves; 1h20m part 1 (x) leaves; 1h50m part 3 (x) leaves"},
		{"edd", "30m part 3 (x) leaves; 45m part 5 (y) leaves; 55m part 2 (y) leaves; 1h30m part 1 (x) leaves; 1h51m part 4 (z) leaves"},
		{"setup", "30m part 1 (x) leaves; 1h part 3 (x) leaves; 1h21m part 4 (z) leaves; 1h40m part 2 (y) leaves; 1h50m part 5 (y) leaves"},
		{"priority", "20m part 4 (z) leaves; 51m part 1 (x) leaves; 1h21m part 3 (x) leaves; 1h36m part 2 (y) leaves; 1h46m part 5 (y) leaves"},
	},
}

var firstByTime = scene{
	name: "which part first by its time",
	key:  "machine.dispatch",
	// fifo: x 20, y 30, z 60. lpt: z 30, x 50, y 60. wspt: z 30/9, y 10, x 20. sequence: as said.
	toml: `
[run]
horizon = "2h"
[order]
1 = { product = "x", quantity = 1 }
2 = { product = "y", quantity = 1 }
3 = { product = "z", quantity = 1 }
[product]
x = { share = 0.4 }
y = { share = 0.4 }
z = { share = 0.2, weight = 9 }
[line]
in = { kind = "source", release = "orders", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
queue = 10
cycle_by_product = { x = "20m", y = "10m", z = "30m" }
dispatch = "$value"
$with
to = ["out"]
`,
	with: map[string]string{"sequence": `sequence = ["2", "3", "1"]`},
	cases: []outcome{
		{"fifo", "20m part 1 (x) leaves; 30m part 2 (y) leaves; 1h part 3 (z) leaves"},
		{"lpt", "30m part 3 (z) leaves; 50m part 1 (x) leaves; 1h part 2 (y) leaves"},
		{"wspt", "30m part 3 (z) leaves; 40m part 2 (y) leaves; 1h part 1 (x) leaves"},
		{"sequence", "10m part 2 (y) leaves; 40m part 3 (z) leaves; 1h part 1 (x) leaves"},
	},
}

var firstByDue = scene{
	name: "which part first by what is left until it is due",
	key:  "machine.dispatch",
	// slack: at 0 x 70, y 30, z 55, so y; at 10 x 60, z 45, so z. critical-ratio: at 0 x 4.5, y 4, z 2.8, so z; at 30 x 3, y 1.
	toml: `
[run]
horizon = "2h"
[order]
1 = { product = "x", quantity = 1, due = "90m" }
2 = { product = "y", quantity = 1, due = "40m" }
3 = { product = "z", quantity = 1, due = "85m" }
[product]
x = { share = 0.4 }
y = { share = 0.4 }
z = { share = 0.2 }
[line]
in = { kind = "source", release = "orders", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
queue = 10
cycle_by_product = { x = "20m", y = "10m", z = "30m" }
dispatch = "$value"
to = ["out"]
`,
	cases: []outcome{
		{"fifo", "20m part 1 (x) leaves; 30m part 2 (y) leaves; 1h part 3 (z) leaves"},
		{"slack", "10m part 2 (y) leaves; 40m part 3 (z) leaves; 1h part 1 (x) leaves"},
		{"critical-ratio", "30m part 3 (z) leaves; 40m part 2 (y) leaves; 1h part 1 (x) leaves"},
	},
}

var firstByRoute = scene{
	name: "which part first by the rest of its route",
	key:  "machine.dispatch",
	// After m: y three operations of 5 min, z none, x one of 55, at a station with room for all. Left at first: y 45 min in 4
	// operations, z 20 in 1, x 65 in 2. mwkr: x 10, y 40, z 60 at m. lwkr: z 20, y 50, x 60. mopnr: y 30, x 40, z 60.
	toml: `
[run]
horizon = "2h"
[order]
1 = { product = "y", quantity = 1 }
2 = { product = "z", quantity = 1 }
3 = { product = "x", quantity = 1 }
[product.x]
op.10 = { at = ["m"], cycle = "10m" }
op.20 = { at = ["n"], cycle = "55m" }
[product.y]
op.10 = { at = ["m"], cycle = "30m" }
op.20 = { at = ["n"] }
op.30 = { at = ["n"] }
op.40 = { at = ["n"] }
[product.z]
op.10 = { at = ["m"], cycle = "20m" }
[line]
in = { kind = "source", release = "orders" }
n = { kind = "machine", count = 9, cycle = "5m" }
out = { kind = "sink" }
[line.m]
kind = "machine"
dispatch = "$value"
`,
	cases: []outcome{
		{"fifo", "45m part 1 (y) leaves; 50m part 2 (z) leaves; 1h55m part 3 (x) leaves"},
		{"mwkr", "55m part 1 (y) leaves; 1h part 2 (z) leaves; 1h5m part 3 (x) leaves"},
		{"lwkr", "20m part 2 (z) leaves; 1h5m part 1 (y) leaves; 1h55m part 3 (x) leaves"},
		{"mopnr", "45m part 1 (y) leaves; 1h part 2 (z) leaves; 1h35m part 3 (x) leaves"},
	},
}

var whichStation = scene{
	name: "which of several stations",
	key:  "op.choose",
	// A part every 3 min; a takes 9, b takes 1. shortest: 1 to a, 2 and 3 to b, which is idle. round-robin: 3 waits before a.
	toml: `
[run]
horizon = "14m"
[product.x.op.10]
at = ["a", "b"]
choose = "$value"
$with
[line]
in = { kind = "source", every = "3m" }
a = { kind = "machine", cycle = "9m" }
b = { kind = "machine", cycle = "1m" }
out = { kind = "sink" }
`,
	with: map[string]string{"random": "shares = [0, 1]"},
	cases: []outcome{
		{"shortest", "7m part 2 leaves; 10m part 3 leaves; 12m part 1 leaves"},
		{"first-free", "12m part 1 leaves"},
		{"round-robin", "7m part 2 leaves; 12m part 1 leaves; 13m part 4 leaves"},
		{"random", "4m part 1 leaves; 7m part 2 leaves; 10m part 3 leaves; 13m part 4 leaves"},
	},
}

var putAside = scene{
	name: "what is put aside",
	key:  "machine.preempt",
	// x takes 10 s and comes at 0; y, which is more urgent, 4 s, at 6. Of x there are 4 s left then, which end at 14, or 10 again,
	// which end at 20.
	toml: `
[run]
horizon = "30s"
[product]
x = { share = 0.5 }
y = { share = 0.5, priority = 1 }
[order]
1 = { product = "x", quantity = 1 }
2 = { product = "y", quantity = 1, release = "6s" }
[line]
in = { kind = "source", release = "orders", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
queue = 9
dispatch = "priority"
preempt = "$value"
cycle_by_product = { x = "10s", y = "4s" }
to = ["out"]
`,
	cases: []outcome{
		{"no", "10s part 1 (x) leaves; 14s part 2 (y) leaves"},
		{"resume", "10s part 2 (y) leaves; 14s part 1 (x) leaves"},
		{"restart", "10s part 2 (y) leaves; 20s part 1 (x) leaves"},
	},
}

// atOven is a scene of which part comes first at a machine, at an oven of one place instead: it takes by the same rules what
// goes into it next. The list of orders is for machines.
func atOven(s scene) scene {
	s.name, s.key = s.name+" at an oven", "oven.dispatch"
	s.toml = strings.Replace(s.toml, "[line.m]\nkind = \"machine\"", "[line.m]\nkind = \"oven\"\nbatch = 1", 1)
	s.cases = slices.DeleteFunc(slices.Clone(s.cases), func(c outcome) bool { return c.value == "sequence" })
	return s
}

var firstIntoTheLoad = scene{
	name: "what goes into a load first",
	key:  "oven.dispatch",
	// Two are baked at a time for 10 min, of one product. As they stand: both x, then y with its twin. What is due first: y, whose
	// twin is due last and goes with it all the same.
	toml: `
[run]
horizon = "1h"
[order]
1 = { product = "x", quantity = 2, due = "40m" }
2 = { product = "y", quantity = 1, due = "20m" }
3 = { product = "y", quantity = 1, due = "50m" }
[product]
x = { share = 0.5 }
y = { share = 0.5 }
[line]
in = { kind = "source", release = "orders", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "oven"
batch = 2
alike = "product"
queue = 10
cycle = "10m"
dispatch = "$value"
to = ["out"]
`,
	cases: []outcome{
		{"fifo", "10m part 1 (x) leaves; 10m part 2 (x) leaves; 20m part 3 (y) leaves; 20m part 4 (y) leaves"},
		{"edd", "10m part 3 (y) leaves; 10m part 4 (y) leaves; 20m part 1 (x) leaves; 20m part 2 (x) leaves"},
	},
}

var listedIsScrap = scene{
	name: "what is listed is scrap",
	key:  "machine.sequence",
	// Both of order 1 are scrapped before n, at 10 and at 20; y is there at 30. n goes on to order 2 once nothing of 1 can come
	// any more, and y leaves at 35. Where only y is listed it is the same.
	toml: `
[run]
horizon = "1h"
[order]
1 = { product = "x", quantity = 2 }
2 = { product = "y", quantity = 1 }
[product]
x = { share = 0.5 }
y = { share = 0.5 }
[line]
in = { kind = "source", release = "orders", to = ["m"] }
m = { kind = "machine", cycle = "10m", scrap_by_product = { x = 1 }, to = ["n"] }
out = { kind = "sink" }
[line.n]
kind = "machine"
cycle = "5m"
queue = 10
dispatch = "sequence"
sequence = $value
to = ["out"]
`,
	says:  "semantics.dispatch.sequence",
	equal: "nothing of the first order comes",
	cases: []outcome{
		{`["1", "2"]`, "35m part 3 (y) leaves"},
		{`["2"]`, "35m part 3 (y) leaves"},
	},
}

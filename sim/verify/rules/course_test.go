package rules_test

// Courses of small lines of several kinds together, each worked out by hand.
var courses = []scene{{
	name: "an oven of two products",
	// From 3 on there are two of a: 1 and 3. At 7 two of b, 2 and 4, have waited since 2, longer than 5 and 7; and so on in turn.
	toml: `
[run]
horizon = "19s"
[product.a]
[product.b]
[line]
in = { kind = "source", every = "1s", sequence = ["a", "b"], to = ["q"] }
q = { kind = "buffer", room = 50, to = ["oven"] }
oven = { kind = "oven", batch = 2, alike = "product", maximum_wait = "30s", cycle = "4s", to = ["out"] }
out = { kind = "sink" }
`,
	cases: []outcome{{"", `
		7s part 1 (a) leaves; 7s part 3 (a) leaves; 11s part 2 (b) leaves; 11s part 4 (b) leaves
		15s part 5 (a) leaves; 15s part 7 (a) leaves; 19s part 6 (b) leaves; 19s part 8 (b) leaves`}},
}, {
	name: "an oven that takes longer for more",
	key:  "oven.cycle_per_part",
	// Two begin at 2, for 3 s and that of two parts; the next two when these are done.
	toml: `
[run]
horizon = "16s"
[line]
in = { kind = "source", every = "1s", to = ["q"] }
q = { kind = "buffer", room = 50, to = ["oven"] }
out = { kind = "sink" }
[line.oven]
kind = "oven"
batch = 2
cycle = "3s"
cycle_per_part = $value
to = ["out"]
`,
	cases: []outcome{
		{`"1s"`, "7s part 1 leaves; 7s part 2 leaves; 12s part 3 leaves; 12s part 4 leaves"},
		{`"2s"`, "9s part 1 leaves; 9s part 2 leaves; 16s part 3 leaves; 16s part 4 leaves"},
	},
}, {
	name: "kanban before an assembly",
	// Two may be on their way to the assembly or wait for it. At 3, at 8 and at 13 it takes two, which gives both cards back: the one
	// is used at once, the other when the machine is free again.
	toml: `
[run]
horizon = "13s"
[line]
in = { kind = "source", every = "1s", to = ["cut"] }
cut = { kind = "machine", cycle = "1s", to = ["store"] }
store = { kind = "buffer", room = 5, cards = { cut = 2 }, to = ["mount"] }
mount = { kind = "assembly", needs = { store = 2 }, cycle = "5s", to = ["out"] }
out = { kind = "sink" }
`,
	tells: "moved:cut leaves",
	cases: []outcome{{"", `
		1s part 1 to cut; 2s part 2 to cut; 3s part 3 to cut; 4s part 4 to cut
		8s part 1 leaves; 8s part 5 to cut; 9s part 6 to cut; 13s part 3 leaves; 13s part 7 to cut`}},
}, {
	name: "taken apart before a full place",
	// Covers are taken off first, and what is left, the core, goes last. At 6 there is a cover in the place and one in the machine: of
	// the second part a cover is given at 7 and the other at 11, and with it the core; the third begins then.
	toml: `
[run]
horizon = "23s"
[product]
x = { share = 1 }
core = { share = 0 }
cover = { share = 0 }
[line]
in = { kind = "source", product = "x", release = "endless", to = ["fork"] }
q = { kind = "buffer", room = 1, to = ["m"] }
m = { kind = "machine", cycle = "4s", to = ["out"] }
out = { kind = "sink" }
[line.fork]
kind = "disassembly"
gives = { core = 1, cover = 2 }
cycle = "3s"
choose = "product"
to = ["out"]
to_by_product = { cover = ["q"] }
`,
	cases: []outcome{{"", `
		3s part 1 (core) leaves; 7s part 2 (cover) leaves; 11s part 3 (cover) leaves; 11s part 4 (core) leaves
		15s part 5 (cover) leaves; 19s part 6 (cover) leaves; 19s part 7 (core) leaves; 23s part 8 (cover) leaves`}},
}, {
	name: "one pallet and an odd number",
	// The pallet is back at 2 and at 4; the fifth part stays, since no other is ordered. The pallet is part 1.
	toml: `
[run]
horizon = "1h"
[product.part]
[product.pallet]
carrier = true
[order]
1 = { product = "part", quantity = 5 }
[line]
in = { kind = "source", release = "orders", to = ["q"] }
q = { kind = "buffer", room = 9, to = ["load"] }
load = { kind = "palletising", carrier = "pallet", batch = 2, cycle = "1s", to = ["free"] }
free = { kind = "depalletising", cycle = "1s", carriers_to = ["empties"], to = ["out"] }
empties = { kind = "buffer", room = 1, stock = { pallet = 1 }, to = ["load"] }
out = { kind = "sink" }
`,
	tells: "moved:empties leaves",
	cases: []outcome{{"", `
		0s part 1 (pallet) to empties; 2s part 2 (part) leaves; 2s part 3 (part) leaves; 2s part 1 (pallet) to empties
		4s part 4 (part) leaves; 4s part 5 (part) leaves; 4s part 1 (pallet) to empties`}},
}, {
	name: "mended through an oven",
	// y is bad at 5 and mended by 7, where two wait before it: it goes into the oven again at 11, with 7, and may be mended no more.
	toml: `
[run]
horizon = "14s"
[product]
x = { share = 0.5 }
y = { share = 0.5 }
[line]
in = { kind = "source", every = "1s", sequence = ["x", "y", "x", "x", "x", "x"], to = ["q"] }
q = { kind = "buffer", room = 50, to = ["oven"] }
fix = { kind = "machine", cycle = "2s", to = ["q"] }
out = { kind = "sink" }
[line.oven]
kind = "oven"
batch = 2
cycle = "3s"
scrap_by_product = { y = 1 }
rework_to = "fix"
rework_limit = 1
to = ["out"]
`,
	tells: "leaves scrapped",
	cases: []outcome{{"", `
		5s part 1 (x) leaves; 8s part 3 (x) leaves; 8s part 4 (x) leaves; 11s part 5 (x) leaves; 11s part 6 (x) leaves
		14s oven scraps part 2 (y); 14s part 7 (x) leaves`}},
}, {
	name: "a storage that is full",
	// The crane fetches the next part only when there is room behind it, at 8: until then two lie there and the fourth waits outside.
	toml: `
[run]
horizon = "22s"
[line]
in = { kind = "source", every = "1s", to = ["rack"] }
rack = { kind = "storage", room = 2, cycle = "2s", to = ["m"] }
m = { kind = "machine", cycle = "5s", to = ["out"] }
out = { kind = "sink" }
`,
	tells: "moved:rack.queue leaves",
	cases: []outcome{{"", `
		1s part 1 to rack.queue; 2s part 2 to rack.queue; 3s part 3 to rack.queue
		8s part 1 leaves; 8s part 4 to rack.queue; 15s part 2 leaves; 15s part 5 to rack.queue; 22s part 3 leaves; 22s part 6 to rack.queue`}},
}}

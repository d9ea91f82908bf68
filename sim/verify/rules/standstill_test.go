package rules_test

import "testing"

var rule09 = rule{9, "ACircleThatIsFullIsNamed", []scene{{
	name: "room",
	// x goes back from b to a. a has part 1 until 1, then part 2 until 2; then part 1 is done on b and wants to go to a,
	// while part 2 is done on a and wants to go to b.
	toml: `
[run]
horizon = "1h"
[product]
x = { share = 0.9 }
y = { share = 0.1 }
[line]
in = { kind = "source", sequence = ["x", "x", "x", "y"], to = ["a"] }
a = { kind = "machine", cycle = "1s", to = ["b"] }
b = { kind = "machine", cycle = "1s", choose = "product", to = ["out"], to_by_product = { x = ["a"] } }
out = { kind = "sink" }
`,
	tells: "moved:a moved:b leaves",
	cases: []outcome{{"", `
		0s part 1 (x) to a; 1s part 1 (x) to b; 1s part 2 (x) to a
		deadlock at 2s: a <- b <- a: each is full and waits for the next (give one of them more room, or let fewer parts in at a time by cards)`}},
}, {
	// A part of each goes into a kit, and three a come before each b: they take both places, and b never gets past them.
	name: "a kit",
	toml: `
[run]
horizon = "1h"
[product]
a = { share = 0.7 }
b = { share = 0.3 }
[line]
in = { kind = "source", sequence = ["a", "a", "a", "b"], every = "1s", to = ["q"] }
q = { kind = "buffer", room = 2, to = ["mount"] }
mount = { kind = "assembly", needs = { a = 1, b = 1 }, cycle = "1s", to = ["out"] }
out = { kind = "sink" }
`,
	tells: "moved:q leaves",
	cases: []outcome{{"", `
		1s part 1 (a) to q; 2s part 2 (a) to q
		deadlock at 2s: q <- mount <- q: q waits for mount to take what waits, mount waits for b, which cannot come past q (let what is put together wait in places of its own, have more of it, or begin with fewer after a maximum_wait)`}},
}, {
	// Three make a load, and two cards let two in. They come back at the end.
	name: "cards",
	toml: `
[run]
horizon = "1h"
[line]
in = { kind = "source", every = "1s", to = ["q"] }
q = { kind = "buffer", room = 5, to = ["oven"] }
oven = { kind = "oven", batch = 3, cycle = "1s", to = ["out"] }
out = { kind = "sink", cards = { q = 2 } }
`,
	tells: "moved:q leaves",
	cases: []outcome{{"", `
		1s part 1 to q; 2s part 2 to q
		deadlock at 2s: q <- oven <- q: q waits for oven to take what waits, oven waits for more parts of its batch, which want one of the cards from q to out, which parts at q have (give the loop more cards)`}},
}, {
	// Two pallets are dried together, and there is only one. It is full at 4 and loaded at 5; the next part waits from 6 on.
	name: "carriers",
	toml: `
[run]
horizon = "1h"
[product.part]
[product.pallet]
carrier = true
[line]
in = { kind = "source", product = "part", every = "2s", to = ["load"] }
load = { kind = "palletising", carrier = "pallet", batch = 2, cycle = "1s", to = ["q"] }
q = { kind = "buffer", room = 5, to = ["dry"] }
dry = { kind = "batch", batch = 2, cycle = "1s", to = ["part"] }
part = { kind = "unbatch", to = ["free"] }
free = { kind = "depalletising", carriers_to = ["empties"], to = ["out"] }
empties = { kind = "buffer", room = 5, stock = { pallet = 1 }, to = ["load"] }
out = { kind = "sink" }
`,
	tells: "moved:q leaves",
	cases: []outcome{{"", `
		5s part 2 (part) to q; 5s part 3 (part) to q; 5s part 1 (part) to q
		deadlock at 6s: load <- dry <- load: load waits for a carrier, which cannot come past dry, dry waits for more parts of its batch, which cannot come past load (let what is put together wait in places of its own, have more of it, or begin with fewer after a maximum_wait)`}},
}}}

func TestRule09_ACircleThatIsFullIsNamed(t *testing.T) { rule09.play(t) }

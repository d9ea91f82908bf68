package rules_test

import (
	"strings"
	"testing"
)

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
	// Two of a product make a load, and two cards let in one of each. They come back at the end.
	name: "cards",
	toml: `
[run]
horizon = "1h"
[product.a]
[product.b]
[line]
in = { kind = "source", every = "1s", sequence = ["a", "b"], to = ["q"] }
q = { kind = "buffer", room = 5, to = ["oven"] }
oven = { kind = "oven", batch = 2, alike = "product", cycle = "1s", to = ["out"] }
out = { kind = "sink", cards = { q = 2 } }
`,
	tells: "moved:q leaves",
	cases: []outcome{{"", `
		1s part 1 (a) to q; 2s part 2 (b) to q
		deadlock at 2s: q <- oven <- q: q waits for oven to take what waits, oven waits for more parts of one batch, which want one of the cards from q to out, which parts at q have (give the loop more cards)`}},
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
}, {
	// Three make a load, and two cards let two in: that is seen before the line runs.
	name: "fewer cards than a load",
	toml: `
[run]
horizon = "1h"
[line]
in = { kind = "source", every = "1s", to = ["q"] }
q = { kind = "buffer", room = 5, to = ["oven"] }
oven = { kind = "oven", batch = 3, cycle = "1s", to = ["out"] }
out = { kind = "sink", cards = { q = 2 } }
`,
	cases: []outcome{{"", "mistake: line.out.cards.q: want cards for the 3 parts that oven waits for, have cards for 2, so that it never begins, give the loop more cards, or let oven begin with fewer"}},
}, {
	// m1 takes order 2 first, which is first at m2, and m2 order 1 first, which is first at m1.
	name:  "lists",
	toml:  lists("m1"),
	cases: []outcome{{"", "mistake: line.m2.sequence: want lists of which each order can come when it is its turn, have some that wait for each other: order 1 at m2 comes after order 1 at m1, order 1 at m1 comes after order 2 at m1, order 2 at m1 comes after order 2 at m2, order 2 at m2 comes after order 1 at m2"}},
}, {
	// The same, where order 1 might begin at m3 as well, and so might be saved from it. It does not: m1 has the shorter queue, and
	// among equals comes first.
	name:  "lists that chance might keep",
	toml:  lists("m1", "m3"),
	tells: "moved:m1 moved:m2 leaves",
	cases: []outcome{{"", `
		deadlock at 0s: m2.queue <- m2 <- m1.queue <- m1 <- m2.queue: m2.queue waits for m2 to take what waits, m2 waits for parts of order 1, which cannot come past m1.queue, m1.queue waits for m1 to take what waits, m1 waits for parts of order 2, which cannot come past m2.queue (list orders so that none waits for one that elsewhere comes after it)`}},
}, {
	// Each pallet leaves with its two parts. There are two, and the fifth part finds none.
	name: "carriers that leave",
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
q = { kind = "buffer", room = 5, to = ["load"] }
load = { kind = "palletising", carrier = "pallet", batch = 2, minimum = 1, cycle = "1s", to = ["out"] }
empties = { kind = "buffer", room = 5, stock = { pallet = 2 }, to = ["load"] }
out = { kind = "sink" }
`,
	cases: []outcome{{"", `
		1s part 3 (part) leaves; 1s part 4 (part) leaves; 1s part 1 (part) leaves; 2s part 5 (part) leaves; 2s part 6 (part) leaves; 2s part 2 (part) leaves
		deadlock at 2s: q <- load: q waits for load to take what waits, load waits for a carrier, which nobody brings any more (let what is put together wait in places of its own, have more of it, or begin with fewer after a maximum_wait)`}},
}, {
	// Whoever asks for 10 kW has them while the other, who draws 5 of 12 awake, has gone to standby. Once both are awake, and wait,
	// neither can ever begin.
	name: "ready power",
	toml: `
[run]
horizon = "1h"
[product.x]
[line]
in = { kind = "source", to = ["a"] }
also = { kind = "source", to = ["b"] }
a = { kind = "machine", cycle = "1m", power_kw = { working = 10, ready = 5, standby = 1 }, standby_after = "10m", to = ["out"] }
b = { kind = "machine", cycle = "1m", power_kw = { working = 10, ready = 5, standby = 1 }, standby_after = "10m", to = ["out"] }
grid = { kind = "supply", limit_kw = 12 }
out = { kind = "sink" }
`,
	cases: []outcome{{"", `
		11m part 1 leaves
		deadlock at 11m0s: b: b waits for power from grid, of which too little is left beside what others draw that are ready (raise its limit_kw, or let them draw less while they are ready)`}},
}, {
	// Ten make two loads of four; two are left over, since no more are ordered. That is the end, and no standstill.
	name: "left over",
	toml: `
[run]
horizon = "1h"
[product.x]
[order]
1 = { product = "x", quantity = 10 }
[line]
in = { kind = "source", release = "orders", to = ["q"] }
q = { kind = "buffer", room = 5, to = ["oven"] }
oven = { kind = "oven", batch = 4, cycle = "1m", to = ["out"] }
out = { kind = "sink" }
`,
	cases: []outcome{{"", `
		1m part 1 leaves; 1m part 2 leaves; 1m part 3 leaves; 1m part 4 leaves
		2m part 5 leaves; 2m part 6 leaves; 2m part 7 leaves; 2m part 8 leaves`}},
}}}

// lists is a job shop of two orders that wait for each other, of which the first may begin at some stations.
func lists(begins ...string) string {
	return `
[run]
horizon = "1h"
[product.x]
op.10 = { at = ["` + strings.Join(begins, `", "`) + `"], cycle = "1m" }
op.20 = { at = ["m2"], cycle = "1m" }
[product.y]
op.10 = { at = ["m2"], cycle = "1m" }
op.20 = { at = ["m1"], cycle = "1m" }
[order]
1 = { product = "x", quantity = 1 }
2 = { product = "y", quantity = 1 }
[line]
in = { kind = "source", release = "orders" }
m1 = { kind = "machine", dispatch = "sequence", sequence = ["2", "1"] }
m2 = { kind = "machine", dispatch = "sequence", sequence = ["1", "2"] }
m3 = { kind = "machine", cycle = "1m", to = ["out"] }
out = { kind = "sink" }
`
}

func TestRule09_ACircleThatIsFullIsNamed(t *testing.T) { rule09.play(t) }

package rules_test

import (
	"strings"
	"testing"
)

var rulesOfPull = []rule{rule43}

// pulling is a saturated line in which m leads to what a scene says.
const pulling = `
[run]
horizon = "1m"
[line]
in = { kind = "source", to = ["m"] }
m = { kind = "machine", cycle = "4s", to = ["NEXT"] }
n = { kind = "machine", cycle = "10s", to = ["out"] }
`

var rule43 = rule{43, "CardsComeBack", []scene{{
	name: "from a buffer",
	key:  "buffer.cards_back",
	// One card. m works on 1 from 0 to 4; n takes it at once, until 14. withdrawn: 2 comes in at 4, is in the store at 8, and n
	// takes it at 14, when 3 comes in. emptied: 2 comes in once n is done with 1, at 14, is with n from 18 to 28.
	toml: strings.ReplaceAll(pulling, "NEXT", "s") + `
out = { kind = "sink" }
[line.s]
kind = "buffer"
room = 9
cards = { m = 1 }
cards_back = "$value"
to = ["n"]
`,
	tells: "moved:m moved:n",
	cases: []outcome{
		{"withdrawn", `0s part 1 to m; 4s part 1 to n; 4s part 2 to m; 14s part 2 to n; 14s part 3 to m; 24s part 3 to n; 24s part 4 to m;
			34s part 4 to n; 34s part 5 to m; 44s part 5 to n; 44s part 6 to m; 54s part 6 to n; 54s part 7 to m`},
		{"emptied", "0s part 1 to m; 4s part 1 to n; 14s part 2 to m; 18s part 2 to n; 28s part 3 to m; 32s part 3 to n; 42s part 4 to m; 46s part 4 to n; 56s part 5 to m; 1m part 5 to n"},
	},
}, {
	name: "of three parts",
	key:  "buffer.cards_back",
	// One card for three. They are in the store at 4, 8 and 12; n takes them at 4, 14 and 24, and is done with them at 14, 24
	// and 34. withdrawn: three more may come in from 4 on, which is when m has room for the second. emptied: from 24 on, when
	// the last is taken out of the store.
	toml: strings.ReplaceAll(pulling, "NEXT", "s") + `
out = { kind = "sink" }
[line.s]
kind = "buffer"
room = 9
cards = { m = 1 }
container = 3
cards_back = "$value"
to = ["n"]
`,
	tells: "moved:m moved:n",
	cases: []outcome{
		{"withdrawn", `0s part 1 to m; 4s part 1 to n; 4s part 2 to m; 8s part 3 to m; 12s part 4 to m; 14s part 2 to n; 16s part 5 to m
			20s part 6 to m; 24s part 3 to n; 34s part 4 to n; 34s part 7 to m; 38s part 8 to m; 42s part 9 to m; 44s part 5 to n; 54s part 6 to n`},
		{"emptied", `0s part 1 to m; 4s part 1 to n; 4s part 2 to m; 8s part 3 to m; 14s part 2 to n; 24s part 3 to n; 24s part 4 to m
			28s part 5 to m; 32s part 6 to m; 34s part 4 to n; 44s part 5 to n; 54s part 6 to n; 54s part 7 to m; 58s part 8 to m`},
	},
}, {
	name: "from a machine",
	key:  "machine.cards_back",
	// The card comes back when a part leaves p, or once n after it is done with it.
	toml: strings.ReplaceAll(pulling, "NEXT", "p") + `
out = { kind = "sink" }
[line.p]
kind = "machine"
cycle = "3s"
cards = { m = 1 }
cards_back = "$value"
to = ["n"]
`,
	tells: "moved:m",
	cases: []outcome{
		{"withdrawn", "0s part 1 to m; 7s part 2 to m; 17s part 3 to m; 27s part 4 to m; 37s part 5 to m; 47s part 6 to m; 57s part 7 to m"},
		{"emptied", "0s part 1 to m; 17s part 2 to m; 34s part 3 to m; 51s part 4 to m"},
	},
}, {
	name: "from parts that leave the line",
	key:  "sink.cards_back",
	// Two parts to a card, one card: the next two come in when the first, or when both, have left; m keeps what n has no room
	// for.
	toml: strings.ReplaceAll(pulling, "NEXT", "n") + `
[line.out]
kind = "sink"
cards = { m = 1 }
container = 2
cards_back = "$value"
`,
	tells: "moved:m",
	cases: []outcome{
		{"withdrawn", "0s part 1 to m; 4s part 2 to m; 14s part 3 to m; 24s part 4 to m; 34s part 5 to m; 44s part 6 to m; 54s part 7 to m"},
		{"emptied", "0s part 1 to m; 4s part 2 to m; 24s part 3 to m; 28s part 4 to m; 48s part 5 to m; 52s part 6 to m"},
	},
}, {
	name: "from a part that is scrap",
	// One card from m to the exit; every part is scrap at n, and gives its card back there.
	toml: `
[run]
horizon = "20s"
[line]
in = { kind = "source", to = ["m"] }
m = { kind = "machine", cycle = "4s", to = ["n"] }
n = { kind = "machine", cycle = "2s", scrap = 1, to = ["out"] }
out = { kind = "sink", cards = { m = 1 } }
`,
	tells: "moved:m",
	cases: []outcome{{"", "0s part 1 to m; 6s part 2 to m; 12s part 3 to m; 18s part 4 to m"}},
}, {
	name: "by those who go on there",
	// POLCA: one card from a to b, and none from a to c. 1 (x) goes to b and holds the card until 32; 2 (y) needs none.
	toml: `
[run]
horizon = "50s"
[product.x]
op.10 = { at = ["a"], cycle = "2s" }
op.20 = { at = ["b"], cycle = "30s" }
[product.y]
op.10 = { at = ["a"], cycle = "2s" }
op.20 = { at = ["c"], cycle = "1s" }
[order]
1 = { product = "x", quantity = 2 }
2 = { product = "y", quantity = 1 }
[line]
in = { kind = "source", release = "orders" }
a = { kind = "machine" }
b = { kind = "machine", cards = { a = 1 } }
c = { kind = "machine" }
out = { kind = "sink" }
`,
	tells: "moved:a",
	cases: []outcome{{"", "0s part 1 (x) to a; 2s part 3 (y) to a; 32s part 2 (x) to a"}},
}, {
	name: "at a station that gathers",
	key:  "sink.cards",
	// An oven takes two parts for 4 s, and m 5 s for each. With two cards it takes the next two once both have left, at 14.
	// With four it has its second load in from 9 on, when part 2 has gone to m, and waits with it from 13 to 14.
	toml: `
[run]
horizon = "30s"
[line]
in = { kind = "source", to = ["oven"] }
oven = { kind = "oven", batch = 2, cycle = "4s", to = ["m"] }
m = { kind = "machine", cycle = "5s", to = ["out"] }
[line.out]
kind = "sink"
cards = { oven = $value }
`,
	cases: []outcome{
		{"2", "9s part 1 leaves; 14s part 2 leaves; 23s part 3 leaves; 28s part 4 leaves"},
		{"4", "9s part 1 leaves; 14s part 2 leaves; 19s part 3 leaves; 24s part 4 leaves; 29s part 5 leaves"},
	},
}, {
	name: "customers",
	key:  "sink.unmet",
	// A customer every 5 s; a part at 8, 16, 24, 32. Those who wait take each at once. If they do not wait, 1 leaves at 10,
	// 2 at 20, 3 at 25.
	toml: `
[run]
horizon = "33s"
[line]
in = { kind = "source", to = ["m"] }
m = { kind = "machine", cycle = "8s", to = ["s"] }
s = { kind = "buffer", room = 3, to = ["out"] }
[line.out]
kind = "sink"
every = "5s"
unmet = "$value"
`,
	cases: []outcome{
		{"backordered", "8s part 1 leaves; 16s part 2 leaves; 24s part 3 leaves; 32s part 4 leaves"},
		{"lost", "10s part 1 leaves; 20s part 2 leaves; 25s part 3 leaves"},
	},
}, {
	name: "customers at a machine",
	key:  "machine.blocking",
	// A customer every 10 s; a part takes 6 s, and 2 s to be taken out, for which there is no place but with a customer. After
	// service it is finished at 6 and taken out from 10 to 12; the next is finished at 18 and taken out from 20. Before service
	// it is begun for the customer of 10, who has it at 18.
	toml: `
[run]
horizon = "39s"
[line]
in = { kind = "source", to = ["m"] }
out = { kind = "sink", every = "10s" }
[line.m]
kind = "machine"
cycle = "6s"
unload = "2s"
blocking = "$value"
to = ["out"]
`,
	cases: []outcome{
		{"after-service", "12s part 1 leaves; 22s part 2 leaves; 32s part 3 leaves"},
		{"before-service", "18s part 1 leaves; 28s part 2 leaves; 38s part 3 leaves"},
	},
}, {
	name: "customers who do not wait, at a machine",
	key:  "machine.blocking",
	// As before; nothing is begun for a customer who does not wait, which would be so for ever.
	toml: `
[run]
horizon = "39s"
[line]
in = { kind = "source", to = ["m"] }
out = { kind = "sink", every = "10s", unmet = "lost" }
[line.m]
kind = "machine"
cycle = "6s"
unload = "2s"
blocking = "$value"
to = ["out"]
`,
	cases: []outcome{
		{"after-service", "12s part 1 leaves; 22s part 2 leaves; 32s part 3 leaves"},
		{"before-service", "mistake: line.m.blocking: want after-service, or a buffer with room between: it begins nothing until there is a place, and a customer of out who does not wait takes only what is finished"},
	},
}, {
	name: "customers at a warehouse",
	key:  "sink.unmet",
	// Customers of a every 7 s and of b every 9 s. A part comes into the rack at 6, 12, 18 and 24, and the crane takes 2 s for
	// each. At 7 it fetches part 1 for a; who comes to b at 9 finds nothing and has part 2, from 12 to 14. At 14 the rack is
	// empty: who waits at a has part 3 from 18 to 20, and who comes to b at 18 part 4 from 24. If those of a do not wait, it is
	// b who has part 3, and at 21 there is nothing either.
	toml: `
[run]
horizon = "27s"
[line]
in = { kind = "source", to = ["m"] }
m = { kind = "machine", cycle = "6s", to = ["rack"] }
rack = { kind = "storage", room = 5, cycle = "2s", to = ["a", "b"] }
[line.a]
kind = "sink"
every = "7s"
unmet = "$value"
[line.b]
kind = "sink"
every = "9s"
`,
	cases: []outcome{
		{"backordered", "9s part 1 leaves; 14s part 2 leaves; 20s part 3 leaves; 26s part 4 leaves"},
		{"lost", "9s part 1 leaves; 14s part 2 leaves; 20s part 3 leaves"},
	},
}}}

func TestRule43_CardsComeBack(t *testing.T) { rule43.play(t) }

package rules_test

import "testing"

var rulesOfQuality = []rule{rule45}

var rule45 = rule{45, "BadPartsAreMendedOrScrap", []scene{{
	name: "how often a part is mended",
	key:  "machine.rework_limit",
	// One part, always bad. 10 s at m, 5 s at fix, 10 s at m again, and so on. Limit 1: scrap after the second time at m.
	toml: `
[run]
horizon = "1m"
[product.x]
[order]
1 = { product = "x", quantity = 1 }
[line]
in = { kind = "source", release = "orders", to = ["m"] }
fix = { kind = "machine", cycle = "5s", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "10s"
scrap = 1
rework_to = "fix"
rework_limit = $value
to = ["out"]
`,
	tells: "scrapped",
	cases: []outcome{{"1", "25s m scraps part 1"}, {"2", "40s m scraps part 1"}, {"3", "55s m scraps part 1"}},
}, {
	name: "where it goes when mended",
	// The first part after each setup is bad. x goes to fix and on to n; part 2 goes straight to n. 1 is at m until 10, at fix
	// until 15, at n until 18; 2 at m until 20, at n until 23.
	toml: `
[run]
horizon = "1m"
[product.x]
[product.y]
[order]
1 = { product = "x", quantity = 2 }
[line]
in = { kind = "source", release = "orders", to = ["m"] }
fix = { kind = "machine", cycle = "5s", to = ["n"] }
n = { kind = "machine", cycle = "3s", to = ["out"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "10s"
initial = "y"
setup = "0s"
scrap_after_setup = 1
rework_to = "fix"
rework_limit = 1
to = ["n"]
`,
	tells: "moved:fix moved:n",
	cases: []outcome{{"", "10s part 1 (x) to fix; 15s part 1 (x) to n; 20s part 2 (x) to n"}},
}, {
	name: "back to its operation",
	// fix is in no route and leads nowhere: the part goes back to op.20 at n, with the time of that.
	toml: `
[run]
horizon = "1m"
[product.x]
op.10 = { at = ["m"], cycle = "10s" }
op.20 = { at = ["n"], cycle = "4s", scrap = 1 }
op.30 = { at = ["m"], cycle = "2s" }
[order]
1 = { product = "x", quantity = 1 }
[line]
in = { kind = "source", release = "orders" }
m = { kind = "machine" }
n = { kind = "machine", rework_to = "fix", rework_limit = 2 }
fix = { kind = "machine", cycle = "5s" }
out = { kind = "sink" }
`,
	tells: "moved:n moved:fix scrapped",
	cases: []outcome{{"", "10s part 1 to n; 14s part 1 to fix; 19s part 1 to n; 23s part 1 to fix; 28s part 1 to n; 32s n scraps part 1"}},
}, {
	name: "where scrap goes",
	key:  "machine.scrap_to",
	// A part is bad each time. It leaves at once, or goes to a bin, which another machine empties for ever; it is never good.
	toml: `
[run]
horizon = "15s"
[line]
in = { kind = "source", to = ["m"] }
bin = { kind = "sink" }
shredder = { kind = "machine", cycle = "2s", to = ["bin"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "10s"
scrap = 1
scrap_to = "$value"
to = ["out"]
`,
	tells: "scrapped",
	cases: []outcome{{"none", "10s m scraps part 1"}, {"bin", "10s bin scraps part 1"}, {"shredder", "12s bin scraps part 1"}},
}, {
	name: "out of a box",
	// Two and two go through m together, 4 to 5 and 8 to 9; the b of each box is bad. The box goes on with the a; the b goes to
	// fix for 3 s and comes out by itself.
	toml: `
[run]
horizon = "12500ms"
[product.a]
[product.b]
[line]
in = { kind = "source", every = "2s", sequence = ["a", "b"], to = ["box"] }
box = { kind = "batch", batch = 2, to = ["m"] }
m = { kind = "machine", cycle = "1s", scrap_by_product = { b = 1 }, rework_to = "fix", rework_limit = 1, to = ["open"] }
fix = { kind = "machine", cycle = "3s", to = ["open"] }
open = { kind = "unbatch", to = ["out"] }
out = { kind = "sink" }
`,
	tells: "leaves scrapped",
	cases: []outcome{
		{"", "5s part 1 (a) leaves; 8s part 2 (b) leaves; 9s part 3 (a) leaves; 12s part 4 (b) leaves"}},
}, {
	name: "off a carrier",
	key:  "machine.scrap_to",
	// The pallet goes on without what is bad. Two bad ones of a pallet go to the bin one after the other, and m is blocked
	// until the second, for which there is no room before 8, has gone; the empty pallet is back at once.
	toml: `
[run]
horizon = "11500ms"
[product.part]
[product.pallet]
carrier = true
[line]
in = { kind = "source", every = "2s", product = "part", to = ["load"] }
load = { kind = "palletising", carrier = "pallet", batch = 2, to = ["m"] }
m = { kind = "machine", cycle = "1s", scrap = 1, scrap_to = "$value", to = ["unload"] }
shredder = { kind = "machine", cycle = "3s", to = ["bin"] }
unload = { kind = "depalletising", carriers_to = ["empties"], to = ["out"] }
empties = { kind = "buffer", room = 5, stock = { pallet = 1 }, to = ["load"] }
out = { kind = "sink" }
bin = { kind = "sink" }
`,
	tells: "state:m scrapped",
	cases: []outcome{
		{"none", `4s m working; 5s m scraps part 2 (part); 5s m scraps part 3 (part); 5s m starved
			8s m working; 9s m scraps part 4 (part); 9s m scraps part 5 (part); 9s m starved`},
		{"shredder", "4s m working; 5s m blocked; 8s bin scraps part 2 (part); 8s m working; 9s m blocked; 11s bin scraps part 3 (part)"}},
}}}

func TestRule45_BadPartsAreMendedOrScrap(t *testing.T) { rule45.play(t) }

package rules_test

import (
	"slices"
	"testing"
)

var rule22 = rule{22, "SetupByProductBeforeAndAfter", []scene{{
	name: "the matrix",
	key:  "machine.setup_matrix",
	// Each part takes 10 s; what comes is a, b, c, b, a, c, a. b and c are of family x.
	// By product, then by family: a>b 1, b>c 4 (x>x), c>b 5, b>a 3 (x>a), a>c 2 (a>x), c>a 3.
	// By family alone: a>b 2, b>c 4, c>b 4, b>a 3, a>c 2, c>a 3.
	// A cell by name goes before one by family on either side: a>b 2 (a>x), b>c 9 (b>x), c>b 6 (x>b), b>a 3, a>c 2, c>a 3.
	toml: `
[run]
horizon = "95s"
[product]
a = { share = 0.4 }
b = { share = 0.3, family = "x" }
c = { share = 0.3, family = "x" }
[line]
in = { kind = "source", sequence = ["a", "b", "c", "b", "a", "c"], to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "10s"
setup_matrix = $value
to = ["out"]
`,
	says: "semantics.changeover.matrix",
	cases: []outcome{
		{"", `10s part 1 (a) leaves; 20s part 2 (b) leaves; 30s part 3 (c) leaves; 40s part 4 (b) leaves; 50s part 5 (a) leaves;
			1m part 6 (c) leaves; 1m10s part 7 (a) leaves; 1m20s part 8 (b) leaves; 1m30s part 9 (c) leaves`},
		{`{ "a>b" = "1s", "a>x" = "2s", "x>a" = "3s", "x>x" = "4s", "c>b" = "5s" }`, `10s part 1 (a) leaves; 21s part 2 (b) leaves;
			35s part 3 (c) leaves; 50s part 4 (b) leaves; 1m3s part 5 (a) leaves; 1m15s part 6 (c) leaves; 1m28s part 7 (a) leaves`},
		{`{ "a>x" = "2s", "x>a" = "3s", "x>x" = "4s" }`, `10s part 1 (a) leaves; 22s part 2 (b) leaves;
			36s part 3 (c) leaves; 50s part 4 (b) leaves; 1m3s part 5 (a) leaves; 1m15s part 6 (c) leaves; 1m28s part 7 (a) leaves`},
		{`{ "a>x" = "2s", "x>a" = "3s", "x>x" = "4s", "b>x" = "9s", "x>b" = "6s" }`, `10s part 1 (a) leaves; 22s part 2 (b) leaves;
			41s part 3 (c) leaves; 57s part 4 (b) leaves; 1m10s part 5 (a) leaves; 1m22s part 6 (c) leaves; 1m35s part 7 (a) leaves`},
		{`{ "a>x" = "2s", "x>x" = "4s" }`, `mistake: line.m.setup_matrix: want a time for every change between products that come here, have none for "b>a", "c>a", "0s" says that it takes none`},
	},
}, {
	name: "what it is set up for at the start",
	key:  "machine.initial",
	// What comes is b, a. Not said: b needs no setup, then b>a 3 and a>b 1. Set up for a: 1 s before the first b; for c: 5 s.
	toml: `
[run]
horizon = "40s"
[product]
a = { share = 0.4 }
b = { share = 0.3 }
c = { share = 0.3 }
[line]
in = { kind = "source", sequence = ["b", "a"], to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "10s"
setup_matrix = { "a>b" = "1s", "b>a" = "3s", "c>b" = "5s", "b>c" = "7s", "a>c" = "7s", "c>a" = "7s" }
initial = "$value"
to = ["out"]
`,
	cases: []outcome{
		{"", "10s part 1 (b) leaves; 23s part 2 (a) leaves; 34s part 3 (b) leaves"},
		{"a", "11s part 1 (b) leaves; 24s part 2 (a) leaves; 35s part 3 (b) leaves"},
		{"c", "15s part 1 (b) leaves; 28s part 2 (a) leaves; 39s part 3 (b) leaves"},
	},
}, {
	name: "the last type survives failures",
	// What comes is a, b, b. b is set up for from 10 to 11; the machine is down from 16 to 20, with 5 s of its part done,
	// and goes on without a setup: 25, 35.
	toml: `
[run]
horizon = "35s"
[product]
a = { share = 0.5 }
b = { share = 0.5 }
[line]
in = { kind = "source", sequence = ["a", "b", "b"], to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "10s"
setup = "1s"
failure.stall = { uptime = "16s", clock = "calendar", repair = "4s" }
to = ["out"]
`,
	tells: "leaves state",
	says:  "semantics.changeover.first",
	cases: []outcome{{"", `0s m working; 10s part 1 (a) leaves; 10s m setup; 11s m working; 16s m down; 20s m working;
		25s part 2 (b) leaves; 35s part 3 (b) leaves; 35s m setup`}},
}, {
	name: "the last type survives the night",
	// A part takes 25 min, a setup 5. a until 25, b set up until 30 and finished at 55; the next b has 5 min done when the
	// shift ends at 60. From 120 on the rest of it, without a setup: 140. Then a setup and an a: 170.
	toml: `
[run]
horizon = "170m"
[shift.day]
works = ["daily 00:00-01:00", "daily 02:00-03:00"]
[product]
a = { share = 0.5 }
b = { share = 0.5 }
[line]
in = { kind = "source", sequence = ["a", "b", "b"], to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
shift = "day"
at_shift_end = "pause"
cycle = "25m"
setup = "5m"
to = ["out"]
`,
	tells: "leaves state",
	cases: []outcome{{"", `0s m working; 25m part 1 (a) leaves; 25m m setup; 30m m working; 55m part 2 (b) leaves; 1h m off;
		2h m working; 2h20m part 3 (b) leaves; 2h20m m setup; 2h25m m working;
		2h50m part 4 (a) leaves; 2h50m m setup`}},
}}}

func TestRule22_SetupByProductBeforeAndAfter(t *testing.T) { rule22.play(t) }

var rule23 = rule{23, "WhenASetupMayBegin", []scene{{
	name: "the moment",
	key:  "machine.setup_when",
	// m1 takes 6 s and m2 3 s, and 4 s to set up; a and b come in turn. The first a needs no setup and leaves at 9.
	// Part arrived: b is set up for from 12, when it comes, to 16; a from 19 to 23; b from 26 to 30.
	// Order known, which is from when m1 begins a part on: b from 6 to 10, a from 12 to 16, b from 18 to 22.
	// Cleared: b from 9, when a has left, to 13; a from 16 to 20; b from 23 to 27.
	toml: `
[run]
horizon = "30s"
[product]
a = { share = 0.5 }
b = { share = 0.5 }
[line]
in = { kind = "source", sequence = ["a", "b"], to = ["m1"] }
m1 = { kind = "machine", cycle = "6s", to = ["m2"] }
out = { kind = "sink" }
[line.m2]
kind = "machine"
cycle = "3s"
setup = "4s"
setup_when = "$value"
to = ["out"]
`,
	says: "semantics.changeover.$value",
	cases: []outcome{
		{"part-arrived", "9s part 1 (a) leaves; 19s part 2 (b) leaves; 26s part 3 (a) leaves"},
		{"order-known", "9s part 1 (a) leaves; 15s part 2 (b) leaves; 21s part 3 (a) leaves; 27s part 4 (b) leaves"},
		{"cleared", "9s part 1 (a) leaves; 16s part 2 (b) leaves; 23s part 3 (a) leaves; 30s part 4 (b) leaves"},
	},
}, {
	name: "a setup may need its own people",
	key:  "machine.operator",
	// a until 10. With the machine's own hands b is set up for by 14 and finished by 24, a by 38, b by 52. The fitter comes
	// after a minute: set up by 64, finished by 74; a by 88.
	toml: `
[run]
horizon = "90s"
[shift.late]
works = ["daily 00:01-01:00"]
[product]
a = { share = 0.5 }
b = { share = 0.5 }
[line]
in = { kind = "source", sequence = ["a", "b"], to = ["m"] }
out = { kind = "sink" }
fitter = { kind = "operators", count = 1, shift = "late", skills = ["setup"] }
[line.m]
kind = "machine"
cycle = "10s"
setup = "4s"
operator = $value
to = ["out"]
`,
	tells: "leaves state:m",
	says:  "semantics.crew.setup",
	cases: []outcome{
		{`{ setup = "fitter" }`, `0s m working; 10s part 1 (a) leaves; 10s m waiting operator; 1m m setup; 1m4s m working;
			1m14s part 2 (b) leaves; 1m14s m setup; 1m18s m working; 1m28s part 3 (a) leaves; 1m28s m setup`},
		{"", `0s m working; 10s part 1 (a) leaves; 10s m setup; 14s m working; 24s part 2 (b) leaves; 24s m setup; 28s m working;
			38s part 3 (a) leaves; 38s m setup; 42s m working; 52s part 4 (b) leaves; 52s m setup; 56s m working;
			1m6s part 5 (a) leaves; 1m6s m setup; 1m10s m working; 1m20s part 6 (b) leaves; 1m20s m setup; 1m24s m working`},
	},
}}}

func TestRule23_WhenASetupMayBegin(t *testing.T) { rule23.play(t) }

var rule24 = rule{24, "LotsAndCampaigns", slices.Concat([]scene{{
	name: "minimum run",
	key:  "machine.minimum_run",
	// a and b come in turn, one a second from 1 on; a part takes 10 s and a setup 5.
	// At 0 they are worked on as they come: a 11, b 26, a 41, b 56. Of at least two: a 11, a 21, setup, b 36, b 46, setup,
	// a 61. Of at least three: a 11, 21, 31, setup, b 46, 56, 66.
	toml: `
[run]
horizon = "66s"
[product]
a = { share = 0.5 }
b = { share = 0.5 }
[line]
in = { kind = "source", sequence = ["a", "b"], every = "1s", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "10s"
setup = "5s"
minimum_run = $value
$with
to = ["out"]
`,
	with: map[string]string{"2": `maximum_wait = "1m"`, "3": `maximum_wait = "1m"`},
	cases: []outcome{
		{"0", "11s part 1 (a) leaves; 26s part 2 (b) leaves; 41s part 3 (a) leaves; 56s part 4 (b) leaves"},
		{"2", "11s part 1 (a) leaves; 21s part 3 (a) leaves; 36s part 2 (b) leaves; 46s part 4 (b) leaves; 1m1s part 5 (a) leaves"},
		{"3", `11s part 1 (a) leaves; 21s part 3 (a) leaves; 31s part 5 (a) leaves; 46s part 2 (b) leaves; 56s part 4 (b) leaves;
			1m6s part 6 (b) leaves`},
	},
}, {
	name: "maximum wait",
	key:  "machine.maximum_wait",
	// One part every 8 s: a at 8, b at 16, 24 and 32, a at 40; 3 s each, a setup 2. The first a is done at 11, and it waits
	// for a second. For 10 s: until 21, then b of 16 is set up for: 26, 29, the third at 35; a of 40: 45.
	// For 4 s: until 15, then it takes what comes: b at 16, set up until 18, done at 21; the next b at 27; then it has had
	// two, the third b at 35, a at 45.
	toml: `
[run]
horizon = "45s"
[product]
a = { share = 0.5 }
b = { share = 0.5 }
[line]
in = { kind = "source", sequence = ["a", "b", "b", "b"], every = "8s", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "3s"
setup = "2s"
minimum_run = 2
maximum_wait = "$value"
to = ["out"]
`,
	says: "semantics.changeover.campaign",
	cases: []outcome{
		{"10s", "11s part 1 (a) leaves; 26s part 2 (b) leaves; 29s part 3 (b) leaves; 35s part 4 (b) leaves; 45s part 5 (a) leaves"},
		{"4s", "11s part 1 (a) leaves; 21s part 2 (b) leaves; 27s part 3 (b) leaves; 35s part 4 (b) leaves; 45s part 5 (a) leaves"},
	},
}, {
	name: "in what order",
	key:  "machine.campaign",
	// Orders for c, a, b, a, c and b of one part each wait from the start; 10 s a part, 5 s of setup, set up for a.
	// Not said: as they wait, each after a setup. In the round a, b, c: a and a by 20, b and b by 45, c and c by 70. With b and
	// c as one family: a and a, then what has waited longest of the family, c, and the other c; then b and b.
	toml: `
[run]
horizon = "90s"
[product]
a = { share = 0.4 }
b = { share = 0.3, family = "x" }
c = { share = 0.3, family = "x" }
[line]
in = { kind = "source", release = "orders", to = ["m"] }
out = { kind = "sink" }
[order]
1 = { product = "c", quantity = 1 }
2 = { product = "a", quantity = 1 }
3 = { product = "b", quantity = 1 }
4 = { product = "a", quantity = 1 }
5 = { product = "c", quantity = 1 }
6 = { product = "b", quantity = 1 }
[line.m]
kind = "machine"
cycle = "10s"
setup = "5s"
initial = "a"
campaign = $value
to = ["out"]
`,
	says: "semantics.changeover.exhausts",
	cases: []outcome{
		{"", `15s part 1 (c) leaves; 30s part 2 (a) leaves; 45s part 3 (b) leaves; 1m part 4 (a) leaves; 1m15s part 5 (c) leaves;
			1m30s part 6 (b) leaves`},
		{`["a", "b", "c"]`, `10s part 2 (a) leaves; 20s part 4 (a) leaves; 35s part 3 (b) leaves; 45s part 6 (b) leaves;
			1m part 1 (c) leaves; 1m10s part 5 (c) leaves`},
		{`["x", "a"]`, `10s part 2 (a) leaves; 20s part 4 (a) leaves; 35s part 1 (c) leaves; 45s part 5 (c) leaves;
			1m part 3 (b) leaves; 1m10s part 6 (b) leaves`},
	},
}, {
	name: "begins when so many wait",
	key:  "machine.start_at",
	// Two parts at the start, one at 5, one at 22 and one at 50; 10 s each. One: 10, 20, 30, 40, 60. Two: the same until 40, and
	// then the last waits for another. Three: from 5 on, until 45, with the one that has come in between; and the last waits.
	toml: `
[run]
horizon = "90s"
[order]
1 = { product = "part", quantity = 2 }
2 = { product = "part", quantity = 1, release = "5s" }
3 = { product = "part", quantity = 1, release = "22s" }
4 = { product = "part", quantity = 1, release = "50s" }
[product]
part = { }
[line]
in = { kind = "source", release = "orders", to = ["b"] }
b = { kind = "buffer", room = 9, to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "10s"
to = ["out"]
start_at = $value
`,
	tells: "leaves state:m",
	cases: []outcome{
		{"1", `0s m working; 10s part 1 leaves; 20s part 2 leaves; 30s part 3 leaves; 40s part 4 leaves; 40s m starved
			50s m working; 1m part 5 leaves; 1m m starved`},
		{"2", `0s m working; 10s part 1 leaves; 20s part 2 leaves; 30s part 3 leaves; 40s part 4 leaves; 40s m starved`},
		{"3", `5s m working; 15s part 1 leaves; 25s part 2 leaves; 35s part 3 leaves; 45s part 4 leaves; 45s m starved`},
	},
}, {
	name: "and for how long",
	key:  "machine.maximum_wait",
	// The same with three. The last waits for ever, for 15 s, until 65, or for 30, until 80.
	toml: `
[run]
horizon = "90s"
[order]
1 = { product = "part", quantity = 2 }
2 = { product = "part", quantity = 1, release = "5s" }
3 = { product = "part", quantity = 1, release = "22s" }
4 = { product = "part", quantity = 1, release = "50s" }
[product]
part = { }
[line]
in = { kind = "source", release = "orders", to = ["b"] }
b = { kind = "buffer", room = 9, to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "10s"
to = ["out"]
start_at = 3
maximum_wait = "$value"
`,
	cases: []outcome{
		{"", "15s part 1 leaves; 25s part 2 leaves; 35s part 3 leaves; 45s part 4 leaves"},
		{"15s", "15s part 1 leaves; 25s part 2 leaves; 35s part 3 leaves; 45s part 4 leaves; 1m15s part 5 leaves"},
		{"30s", "15s part 1 leaves; 25s part 2 leaves; 35s part 3 leaves; 45s part 4 leaves; 1m30s part 5 leaves"},
	},
}, {
	name: "lots of an order",
	key:  "order.lot",
	// 10 s a part and 5 of setup. Six of a wait from the start, due at 200; two of b come at 15, due at 60, while the second a
	// is in work. Each by itself: b comes next, by 35 and 45, and then a after another setup. Lots of three: the third a, by 30,
	// is of the lot that has been begun. Lots of six: all of a first.
	toml: `
[run]
horizon = "90s"
[product]
a = { share = 0.5 }
b = { share = 0.5 }
[line]
in = { kind = "source", release = "orders", to = ["store"] }
store = { kind = "buffer", room = 20, to = ["m"] }
m = { kind = "machine", cycle = "10s", setup = "5s", dispatch = "edd", to = ["out"] }
out = { kind = "sink" }
[order.1]
product = "a"
quantity = 6
due = "200s"
lot = $value
[order.2]
product = "b"
quantity = 2
release = "15s"
due = "45s"
`,
	cases: []outcome{
		{"", `10s part 1 (a) leaves; 20s part 2 (a) leaves; 35s part 7 (b) leaves; 45s part 8 (b) leaves; 1m part 3 (a) leaves;
			1m10s part 4 (a) leaves; 1m20s part 5 (a) leaves; 1m30s part 6 (a) leaves`},
		{"3", `10s part 1 (a) leaves; 20s part 2 (a) leaves; 30s part 3 (a) leaves; 45s part 7 (b) leaves; 55s part 8 (b) leaves;
			1m10s part 4 (a) leaves; 1m20s part 5 (a) leaves; 1m30s part 6 (a) leaves`},
		{"6", `10s part 1 (a) leaves; 20s part 2 (a) leaves; 30s part 3 (a) leaves; 40s part 4 (a) leaves; 50s part 5 (a) leaves;
			1m part 6 (a) leaves; 1m15s part 7 (b) leaves; 1m25s part 8 (b) leaves`},
	},
}, {
	name: "scrap after a setup",
	key:  "machine.scrap_after_setup",
	// a, a, b, b, b; 10 s each and 5 s of setup: 10, 20, setup, 35, 45, 55, setup, 70, 80. At the start nothing was set up.
	toml: `
[run]
horizon = "80s"
[product]
a = { share = 0.5 }
b = { share = 0.5 }
[line]
in = { kind = "source", sequence = ["a", "a", "b", "b", "b"], to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "10s"
setup = "5s"
scrap_after_setup = $value
to = ["out"]
`,
	tells: "leaves scrapped",
	cases: []outcome{
		{"0", `10s part 1 (a) leaves; 20s part 2 (a) leaves; 35s part 3 (b) leaves; 45s part 4 (b) leaves; 55s part 5 (b) leaves;
			1m10s part 6 (a) leaves; 1m20s part 7 (a) leaves`},
		{"1", `10s part 1 (a) leaves; 20s part 2 (a) leaves; 35s m scraps part 3 (b); 45s part 4 (b) leaves; 55s part 5 (b) leaves;
			1m10s m scraps part 6 (a); 1m20s part 7 (a) leaves`},
		{"2", `10s part 1 (a) leaves; 20s part 2 (a) leaves; 35s m scraps part 3 (b); 45s m scraps part 4 (b); 55s part 5 (b) leaves;
			1m10s m scraps part 6 (a); 1m20s m scraps part 7 (a)`},
	},
}, {
	name: "scrap after a restart",
	key:  "machine.scrap_after_restart",
	// It works 25 s and is down for 5. Ends of work: 10, 20, down from 25 to 30, 35, 45, 55, down from 55 to 60, 70, 80.
	toml: `
[run]
horizon = "80s"
[line]
in = { kind = "source", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "10s"
failure.jam = { uptime = "25s", repair = "5s" }
scrap_after_restart = $value
to = ["out"]
`,
	tells: "leaves scrapped",
	cases: []outcome{
		{"0", `10s part 1 leaves; 20s part 2 leaves; 35s part 3 leaves; 45s part 4 leaves; 55s part 5 leaves; 1m10s part 6 leaves;
			1m20s part 7 leaves`},
		{"1", `10s part 1 leaves; 20s part 2 leaves; 35s m scraps part 3; 45s part 4 leaves; 55s part 5 leaves;
			1m10s m scraps part 6; 1m20s part 7 leaves`},
		{"2", `10s part 1 leaves; 20s part 2 leaves; 35s m scraps part 3; 45s m scraps part 4; 55s part 5 leaves;
			1m10s m scraps part 6; 1m20s m scraps part 7`},
	},
}, {
	name: "how long it has to stand still",
	key:  "machine.restart_after",
	// It works 35 s and is down for 5; its shift is a minute long, with two minutes between. Ends of work: 10, 20, 30, down
	// from 35 to 40, 45, 55, off from 60 to 180 with 5 s to go, 185, 195, down from 195 to 200, 210, 220.
	toml: `
[run]
horizon = "220s"
[shift.day]
works = ["daily 00:00-00:01", "daily 00:03-00:04"]
[line]
in = { kind = "source", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
shift = "day"
at_shift_end = "pause"
cycle = "10s"
failure.jam = { uptime = "35s", repair = "5s" }
scrap_after_restart = 1
restart_after = "$value"
to = ["out"]
`,
	tells: "scrapped",
	cases: []outcome{
		{"0s", "45s m scraps part 4; 3m5s m scraps part 6; 3m30s m scraps part 8"},
		{"1m", "3m5s m scraps part 6"},
		{"5m", ""},
	},
}, {
	name: "lots",
	key:  "source.lot",
	// A part takes 10 s and a setup 5. One by one: 10, 25, 40, 55. By two: a 10, a 20, b 35, b 45. By three: 10, 20, 30, 45, 55.
	toml: `
[run]
horizon = "55s"
[product]
a = { share = 0.5 }
b = { share = 0.5 }
[line]
m = { kind = "machine", cycle = "10s", setup = "5s", to = ["out"] }
out = { kind = "sink" }
[line.in]
kind = "source"
sequence = ["a", "b"]
lot = $value
to = ["m"]
`,
	cases: []outcome{
		{"1", "10s part 1 (a) leaves; 25s part 2 (b) leaves; 40s part 3 (a) leaves; 55s part 4 (b) leaves"},
		{"2", "10s part 1 (a) leaves; 20s part 2 (a) leaves; 35s part 3 (b) leaves; 45s part 4 (b) leaves"},
		{"3", "10s part 1 (a) leaves; 20s part 2 (a) leaves; 30s part 3 (a) leaves; 45s part 4 (b) leaves; 55s part 5 (b) leaves"},
	},
}}, roundScenes)}

func TestRule24_LotsAndCampaigns(t *testing.T) { rule24.play(t) }

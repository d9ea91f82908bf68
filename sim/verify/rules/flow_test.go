package rules_test

import "testing"

// rulesOfFlow are rules 1 to 11: the clock, blocking and starving.
var rulesOfFlow = []rule{rule01, rule02, rule03, rule04, rule05, rule06, rule07, rule08, rule09, rule10, rule11}

var rule01 = rule{1, "WholeTicksAndAnOrderWithinThem", []scene{{
	// Parts take 100 ms and the machine fails at 300 ms for 50 ms. Three times 0.1 is more than 0.3 in floating point, by
	// which the third part would be caught by the failure and done again. In whole nanoseconds it is finished at 300 ms, the
	// next takes from 350 to 450 ms, and three more until the end: 550, 650, 750.
	name: "no rounding",
	toml: `
[run]
horizon = "1s"
[line]
in = { kind = "source", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "100ms"
after_repair = "restart"
failure.jam = { uptime = "300ms", repair = "50ms", clock = "calendar" }
to = ["out"]
`,
	// After the repair at 350 the next failure comes at 650, when the sixth part is finished too; then 700 to 800, 900, 1000.
	says: "semantics.clock",
	cases: []outcome{{"", `
		100ms part 1 leaves; 200ms part 2 leaves; 300ms part 3 leaves
		450ms part 4 leaves; 550ms part 5 leaves; 650ms part 6 leaves
		800ms part 7 leaves; 900ms part 8 leaves; 1s part 9 leaves`}},
}, {
	// A part comes every 10 s and takes 10 s. At 20 one ends and one comes: ends go first, so it finds room and is not lost.
	name: "ends of work before arrivals",
	toml: `
[run]
horizon = "40s"
[line]
in = { kind = "source", every = "10s", when_full = "lose", to = ["m"] }
m = { kind = "machine", cycle = "10s", to = ["out"] }
out = { kind = "sink" }
`,
	tells: "leaves lost",
	cases: []outcome{{"", "20s part 1 leaves; 30s part 2 leaves; 40s part 3 leaves"}},
}, {
	// Broken at 50 min and repaired in 10 by somebody whose shift ends at 60: the repair is done before he goes, so that the
	// machine works on from 60 to 110. Broken again at 110, it waits until 120 for him.
	name: "ends of repairs before ends of shifts",
	toml: `
[run]
start = 2026-01-05
horizon = "130m"
[shift.day]
works = ["daily 00:00-01:00", "daily 02:00-03:00"]
[line]
in = { kind = "source", to = ["m"] }
crew = { kind = "operators", count = 1, shift = "day" }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "50m"
operator = { repair = "crew" }
failure.jam = { uptime = "50m", repair = "10m" }
to = ["out"]
`,
	tells: "state:m leaves",
	cases: []outcome{{"", `
		0s m working; 50m part 1 leaves; 50m m down; 1h m working
		1h50m part 2 leaves; 1h50m m waiting repair; 2h m down; 2h10m m working`}},
}, {
	// Both want the one person at 6: a after 1 s of work and 5 s of loading, b after 6 s of work. Choices are made when all
	// else of the instant has happened, and go by declared order: a, although b began its work first.
	name: "choices last and in declared order",
	toml: `
[run]
horizon = "24s"
[line]
ina = { kind = "source", to = ["a"] }
inb = { kind = "source", to = ["b"] }
a = { kind = "machine", load = "5s", cycle = "1s", unload = "4s", operator = { unload = "crew" }, to = ["out"] }
b = { kind = "machine", cycle = "6s", unload = "4s", operator = { unload = "crew" }, to = ["out"] }
crew = { kind = "operators", count = 1 }
out = { kind = "sink" }
`,
	tells: "granted",
	says:  "semantics.ties",
	// a: 6 to 10, ready again at 16; b: 10 to 14, ready again at 20.
	cases: []outcome{{"", "6s a has crew; 10s b has crew; 16s a has crew; 20s b has crew"}},
}}}

func TestRule01_WholeTicksAndAnOrderWithinThem(t *testing.T) { rule01.play(t) }

var rule02 = rule{2, "AFinishedPartIsFinished", []scene{{
	// Two parts of 10 s, and a failure after 20 s of work: the second part is finished at 20 and not scrapped, and so is the
	// third, which has come in at 20 with nothing done to it. Down from 20 to 25; then 35, 45, and down to 50.
	name: "at the instant of a failure",
	toml: `
[run]
horizon = "60s"
[line]
in = { kind = "source", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "10s"
after_repair = "scrap"
failure.jam = { uptime = "20s", repair = "5s" }
to = ["out"]
`,
	tells: "leaves scrapped state:m",
	says:  "semantics.clock",
	cases: []outcome{{"", `
		0s m working; 10s part 1 leaves; 20s part 2 leaves; 20s m down; 25s m working
		35s part 3 leaves; 45s part 4 leaves; 45s m down; 50s m working; 1m part 5 leaves`}},
}, {
	// a takes 2 s and b 10 s: from 4 on a keeps a finished part. a is down from 5 to 20, and b is free at 12. When a finished
	// part leaves a machine that is down it goes at 12, else at 20.
	name: "while the machine is down",
	key:  "machine.release_when_down",
	toml: `
[run]
horizon = "25s"
[line]
in = { kind = "source", to = ["a"] }
b = { kind = "machine", cycle = "10s", to = ["out"] }
out = { kind = "sink" }
[line.a]
kind = "machine"
cycle = "2s"
release_when_down = $value
failure.jam = { uptime = "5s", repair = "15s", clock = "calendar" }
to = ["b"]
`,
	tells: "moved:b state:a",
	cases: []outcome{
		// After the repair at 20 a works until 22 and is down again from 25 on.
		{"true", "0s a working; 2s part 1 to b; 4s a blocked; 5s a down; 12s part 2 to b; 20s a working; 22s part 3 to b; 24s a blocked; 25s a down"},
		{"false", "0s a working; 2s part 1 to b; 4s a blocked; 5s a down; 20s part 2 to b; 20s a working; 22s a blocked; 25s a down"},
	},
}}}

func TestRule02_AFinishedPartIsFinished(t *testing.T) { rule02.play(t) }

var rule04 = rule{4, "FinishedPartsWait", []scene{{
	name: "for room",
	key:  "machine.blocking",
	// a takes 2 s and b 5 s, and nothing waits between. After service: a has its second part done at 4 and keeps it until
	// 7, so that b is never idle. Before service: a begins only once b is empty, so that a part leaves every 2 + 5 s.
	toml: `
[run]
horizon = "22s"
[line]
in = { kind = "source", to = ["a"] }
b = { kind = "machine", cycle = "5s", to = ["out"] }
out = { kind = "sink" }
[line.a]
kind = "machine"
cycle = "2s"
blocking = "$value"
to = ["b"]
`,
	says: "semantics.blocking.$value",
	cases: []outcome{
		{"after-service", "7s part 1 leaves; 12s part 2 leaves; 17s part 3 leaves; 22s part 4 leaves"},
		{"before-service", "7s part 1 leaves; 14s part 2 leaves; 21s part 3 leaves"},
	},
}, {
	name: "for a machine that is down",
	key:  "machine.accept_when_down",
	// a takes 4 s. b is down from 3 to 10, with its place empty. When it takes a part in all the same, part 1 goes there at 4
	// and a works on; else a is blocked until 10. a is blocked again from 8 or from 14 on.
	toml: `
[run]
horizon = "15s"
[line]
in = { kind = "source", to = ["a"] }
a = { kind = "machine", cycle = "4s", to = ["b"] }
out = { kind = "sink" }
[line.b]
kind = "machine"
cycle = "5s"
accept_when_down = $value
failure.jam = { uptime = "3s", repair = "7s", clock = "calendar" }
to = ["out"]
`,
	tells: "state:a moved:b state:b",
	cases: []outcome{
		// Broken again at 13: 3 s of the part are done.
		{"false", "0s a working; 3s b down; 4s a blocked; 10s part 1 to b; 10s b working; 10s a working; 13s b down; 14s a blocked"},
		{"true", "0s a working; 3s b down; 4s part 1 to b; 8s a blocked; 10s b working; 13s b down"},
	},
}}}

func TestRule04_FinishedPartsWait(t *testing.T) { rule04.play(t) }

var rule05 = rule{5, "NothingBeginsWithoutRoom", []scene{{
	key: "machine.blocking",
	// a takes 2 s and b 5 s, with one place between. b works from 2 on and is free at 7, 12 and 17; then the part that waits
	// in the store goes in, and its place is free. After service a works until it has one part finished too many: done at 6
	// and kept until 7, done at 9 and kept until 12. Before service it waits with a part that has not been begun.
	toml: `
[run]
horizon = "18s"
[line]
in = { kind = "source", to = ["a"] }
store = { kind = "buffer", room = 1, to = ["b"] }
b = { kind = "machine", cycle = "5s", to = ["out"] }
out = { kind = "sink" }
[line.a]
kind = "machine"
cycle = "2s"
blocking = "$value"
to = ["store"]
`,
	tells: "state:a moved:b",
	says:  "semantics.blocking.$value",
	cases: []outcome{
		{"after-service", "0s a working; 2s part 1 to b; 6s a blocked; 7s part 2 to b; 7s a working; 9s a blocked; 12s part 3 to b; 12s a working; 14s a blocked; 17s part 4 to b; 17s a working"},
		{"before-service", "0s a working; 2s part 1 to b; 4s a blocked; 7s part 2 to b; 7s a working; 9s a blocked; 12s part 3 to b; 12s a working; 14s a blocked; 17s part 4 to b; 17s a working"},
	},
}}}

func TestRule05_NothingBeginsWithoutRoom(t *testing.T) { rule05.play(t) }

var rule06 = rule{6, "RoomCountsWaitingPlacesOnly", []scene{{
	key: "buffer.room",
	// Part 1 is in m from 1 on, and as many as there is room for wait in the store; the next stays on a, which is blocked.
	toml: `
[run]
horizon = "50s"
[line]
in = { kind = "source", to = ["a"] }
a = { kind = "machine", cycle = "1s", to = ["store"] }
m = { kind = "machine", cycle = "100s", to = ["out"] }
out = { kind = "sink" }
[line.store]
kind = "buffer"
to = ["m"]
room = $value
`,
	tells: "moved:m state:a",
	says:  "semantics.room",
	cases: []outcome{
		{"0", "0s a working; 1s part 1 to m; 2s a blocked"},
		{"1", "0s a working; 1s part 1 to m; 3s a blocked"},
		{"2", "0s a working; 1s part 1 to m; 4s a blocked"},
		{"", "mistake: line.store.room: want a whole number, have nothing"},
	},
}}}

func TestRule06_RoomCountsWaitingPlacesOnly(t *testing.T) { rule06.play(t) }

// turns is a line of which two machines are sent parts in turn, and inTurn is what it does, wherever they wait.
const (
	turns = `
[run]
horizon = "105s"
[line]
a = { kind = "machine", cycle = "45s", to = ["out"] }
b = { kind = "machine", cycle = "1s", to = ["out"] }
out = { kind = "sink" }
`
	inTurn = "21s part 2 leaves; 41s part 4 leaves; 55s part 1 leaves; 1m1s part 6 leaves; 1m21s part 8 leaves; 1m40s part 3 leaves; 1m41s part 10 leaves"
)

var rule07 = rule{7, "FirstBlockedFirstServed", []scene{{
	// a takes 3 s, b 2 s and m 10 s. Part 2, from b, is there first and goes in at 2. a is blocked from 3 on, b from 4 on:
	// m takes from a at 12, then from b at 22, since a is blocked again only from 15 on, and so on in turn.
	name: "who waits longest",
	toml: `
[run]
horizon = "45s"
[line]
ina = { kind = "source", to = ["a"] }
inb = { kind = "source", to = ["b"] }
a = { kind = "machine", cycle = "3s", to = ["m"] }
b = { kind = "machine", cycle = "2s", to = ["m"] }
m = { kind = "machine", cycle = "10s", to = ["out"] }
out = { kind = "sink" }
`,
	tells: "moved:m state:a state:b",
	says:  "semantics.ties",
	cases: []outcome{{"", `
		0s a working; 0s b working; 2s part 2 to m; 3s a blocked; 4s b blocked
		12s part 1 to m; 12s a working; 15s a blocked; 22s part 3 to m; 22s b working; 24s b blocked
		32s part 4 to m; 32s a working; 35s a blocked; 42s part 5 to m; 42s b working; 44s b blocked`}},
}, {
	// Both take 2 s and are blocked at the same instants: a comes first, since it was declared first (along the flow, from
	// the sources by name), and at 12 b, which is blocked since 2 and a only since 4.
	name: "ties by declared order",
	toml: `
[run]
horizon = "24s"
[line]
inb = { kind = "source", to = ["b"] }
ina = { kind = "source", to = ["a"] }
b = { kind = "machine", cycle = "2s", to = ["m"] }
a = { kind = "machine", cycle = "2s", to = ["m"] }
m = { kind = "machine", cycle = "10s", to = ["out"] }
out = { kind = "sink" }
`,
	tells: "moved:m state:a state:b",
	says:  "semantics.ties",
	cases: []outcome{{"", `
		0s a working; 0s b working; 2s part 1 to m; 2s b blocked; 4s a blocked
		12s part 2 to m; 12s b working; 14s b blocked; 22s part 3 to m; 22s a working; 24s a blocked`}},
}, {
	// Both are never empty: they take turns.
	name: "endless sources take turns",
	toml: `
[run]
horizon = "40s"
[product.a]
[product.b]
[line]
ina = { kind = "source", product = "a", to = ["m"] }
inb = { kind = "source", product = "b", to = ["m"] }
m = { kind = "machine", cycle = "10s", to = ["out"] }
out = { kind = "sink" }
`,
	says:  "semantics.source.meets",
	cases: []outcome{{"", "10s part 1 (a) leaves; 20s part 2 (b) leaves; 30s part 3 (a) leaves; 40s part 4 (b) leaves"}},
}, {
	// Odd parts go to a, which takes 45 s for each, even ones to b. 3 waits for a from 30 to 55, and 4, 6 and 8 go before.
	name: "turns outside",
	toml: turns + `
in = { kind = "source", every = "10s", to = ["a", "b"], choose = "round-robin" }
`,
	says:  "semantics.choose.round-robin",
	cases: []outcome{{"", inTurn}},
}, {
	name: "turns in a store",
	toml: turns + `
in = { kind = "source", every = "10s", to = ["store"] }
store = { kind = "buffer", room = 9, to = ["a", "b"], choose = "round-robin" }
`,
	cases: []outcome{{"", inTurn}},
}}}

func TestRule07_FirstBlockedFirstServed(t *testing.T) { rule07.play(t) }

var rule08 = rule{8, "APlaceIsKeptWhenTheMoveIsDecided", []scene{{
	name: "at the start of the work",
	key:  "machine.blocking",
	// a takes 4 s, b 2 s, and both lead to a store of one place; m takes 10 s. After service part 2, of b, goes through the
	// store to m at 2. At 4 a, which began first, puts part 1 into the store, so that b is blocked with part 3 until m takes
	// part 1 at 12, and a with its next from 8 on. Before service a keeps the place from 0 on, and b does not begin, though
	// the place is empty. At 4 the part of a goes through to m; b has the place, and a, which has asked later, waits until m
	// takes the part of b at 14.
	toml: `
[run]
horizon = "15s"
[line]
ina = { kind = "source", to = ["a"] }
inb = { kind = "source", to = ["b"] }
store = { kind = "buffer", room = 1, to = ["m"] }
m = { kind = "machine", cycle = "10s", to = ["out"] }
out = { kind = "sink" }
[line.a]
kind = "machine"
cycle = "4s"
blocking = "$value"
to = ["store"]
[line.b]
kind = "machine"
cycle = "2s"
blocking = "$value"
to = ["store"]
`,
	tells: "moved:store state:a state:b",
	says:  "semantics.blocking.$value",
	cases: []outcome{
		{"after-service", "0s a working; 0s b working; 2s part 2 to store; 4s part 1 to store; 4s b blocked; 8s a blocked; 12s part 3 to store; 12s b working; 14s b blocked"},
		{"before-service", "0s a working; 0s b blocked; 4s part 1 to store; 4s a blocked; 4s b working; 6s part 2 to store; 6s b blocked; 14s a working"},
	},
}, {
	// Both are done at 5, and taking a part out takes 3 s. a has the place in m at 5, and b does not begin to take its part
	// out, though m is still empty; it does when m is empty again, at 18.
	name: "at the start of unloading",
	toml: `
[run]
horizon = "22s"
[line]
ina = { kind = "source", to = ["a"] }
inb = { kind = "source", to = ["b"] }
a = { kind = "machine", cycle = "5s", unload = "3s", to = ["m"] }
b = { kind = "machine", cycle = "5s", unload = "3s", to = ["m"] }
m = { kind = "machine", cycle = "10s", to = ["out"] }
out = { kind = "sink" }
`,
	tells: "moved:m state:b",
	cases: []outcome{{"", "0s b working; 5s b blocked; 8s part 1 to m; 18s b working; 21s part 2 to m"}},
}}}

func TestRule08_APlaceIsKeptWhenTheMoveIsDecided(t *testing.T) { rule08.play(t) }

const fullSource = `
[run]
horizon = "40s"
[line]
m = { kind = "machine", cycle = "10s", to = ["out"] }
out = { kind = "sink" }
[line.in]
kind = "source"
every = "4s"
to = ["m"]
`

var rule11 = rule{11, "AFullSystemHoldsOrLoses", []scene{{
	name: "hold or lose",
	key:  "source.when_full",
	// A part comes every 4 s and takes 10 s. Who holds: from 4 to 14, 24, 34, one after the other. Who loses: of those at 4, 8,
	// 12, 16, ... only 4 (until 14), 16 (until 26), 28 (until 38) and 40 find the
	// machine free.
	toml:  fullSource + `when_full = "$value"`,
	tells: "leaves lost",
	says:  "semantics.source.$value",
	cases: []outcome{
		{"hold", "14s part 1 leaves; 24s part 2 leaves; 34s part 3 leaves"},
		{"lose", `
			8s in loses part 2; 12s in loses part 3; 14s part 1 leaves; 20s in loses part 5; 24s in loses part 6
			26s part 4 leaves; 32s in loses part 8; 36s in loses part 9; 38s part 7 leaves`},
	},
}, {
	name: "room outside",
	key:  "source.room",
	// One that waits outside goes in when the machine is free. Without room as above. With one place: 8 waits until 14 and
	// 12 is lost; 16 waits until 24 and 20 is lost; 24 comes when the place is free, and waits until 34; 28 and 32 are lost;
	// 36 waits, and 40 is lost. With two: 8 and 12 wait, 14 takes 8; 16 waits, 20 is lost; 24 takes
	// 12, and the one of 24 waits; 28 and 32 are lost; 34 takes 16; 36 waits, 40 is lost.
	toml:  fullSource + "when_full = \"lose\"\nroom = $value",
	tells: "lost",
	cases: []outcome{
		{"", "8s in loses part 2; 12s in loses part 3; 20s in loses part 5; 24s in loses part 6; 32s in loses part 8; 36s in loses part 9"},
		{"1", "12s in loses part 3; 20s in loses part 5; 28s in loses part 7; 32s in loses part 8; 40s in loses part 10"},
		{"2", "20s in loses part 5; 28s in loses part 7; 32s in loses part 8; 40s in loses part 10"},
	},
}}}

func TestRule11_AFullSystemHoldsOrLoses(t *testing.T) { rule11.play(t) }

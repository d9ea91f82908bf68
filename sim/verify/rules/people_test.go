package rules_test

import (
	"slices"
	"testing"
)

// rulesOfPeople are rules 30 to 35: operators and robots.
var rulesOfPeople = []rule{rule30, rule31, rule32, rule33, rule34, rule35}

var rule30 = rule{30, "PhasesAndWhoTheyNeed", []scene{{
	name: "each phase by itself",
	key:  "machine.operator",
	// a and b come in turn: 3 s of setup, 2 of loading, 10 of work, 1 of unloading; broken after 8 s of work, for 5. The
	// crew comes after a minute, so that each phase that needs it waits until then.
	// Nobody: loaded by 2, broken from 10 to 15, worked until 17, left at 18. Set up by 21, loaded by 23, broken from 29,
	// after 2 + 6 s of work, to 34, worked until 38, left at 39. The third: set up by 42, broken from 48 to 53, left at 60.
	// The fourth: set up by 63, broken from 67 on.
	// Load: from 60 to 62, and broken at 70. Setup: from 60 to 63, after a has left at 18. Cycle: loaded by 2, worked from 60,
	// broken at 68. Unload: worked until 17, taken out from 60 to 61, set up by 64. Repair: from 60 to 65; left at 68.
	toml: `
[run]
horizon = "70s"
[shift.late]
works = ["daily 00:01-01:00"]
[product]
a = { share = 0.5 }
b = { share = 0.5 }
[line]
in = { kind = "source", sequence = ["a", "b"], to = ["m"] }
out = { kind = "sink" }
crew = { kind = "operators", count = 1, shift = "late" }
[line.m]
kind = "machine"
setup = "3s"
load = "2s"
cycle = "10s"
unload = "1s"
failure.jam = { uptime = "8s", repair = "5s" }
operator = $value
to = ["out"]
`,
	tells: "leaves state:m",
	equal: "with a time to load and to unload, the short form means just these and the setup",
	cases: []outcome{
		{"", `0s m working; 10s m down; 15s m working; 18s part 1 (a) leaves; 18s m setup; 21s m working; 29s m down; 34s m working;
			39s part 2 (b) leaves; 39s m setup; 42s m working; 48s m down; 53s m working; 1m part 3 (a) leaves; 1m m setup;
			1m3s m working; 1m7s m down`},
		{`{ load = "crew" }`, "0s m waiting operator; 1m m working; 1m10s m down"},
		{`{ setup = "crew" }`, `0s m working; 10s m down; 15s m working; 18s part 1 (a) leaves; 18s m waiting operator; 1m m setup;
			1m3s m working`},
		{`{ cycle = "crew" }`, "0s m working; 2s m waiting operator; 1m m working; 1m8s m down"},
		{`{ unload = "crew" }`, `0s m working; 10s m down; 15s m working; 17s m waiting operator; 1m m working; 1m1s part 1 (a) leaves;
			1m1s m setup; 1m4s m working`},
		{`{ repair = "crew" }`, `0s m working; 10s m waiting repair; 1m m down; 1m5s m working; 1m8s part 1 (a) leaves; 1m8s m setup`},
		{`{ load = "crew", setup = "crew", unload = "crew" }`, "0s m waiting operator; 1m m working; 1m10s m down"},
		{`"crew"`, "0s m waiting operator; 1m m working; 1m10s m down"},
		{`{ inspect = "crew" }`, `mistake: line.m.operator.inspect: want people for cycle of the kind machine, have them for inspect`},
	},
}, {
	// Somebody is there from the first minute on; without one it looks at parts by itself.
	name: "to look at parts",
	key:  "inspection.operator",
	toml: `
[run]
start = 2026-01-05
horizon = "70s"
[shift.late]
works = ["daily 00:01-01:00"]
[line]
in = { kind = "source", to = ["m"] }
m = { kind = "inspection", cycle = "8s", operator = $value, to = ["out"] }
out = { kind = "sink" }
crew = { kind = "operators", count = 1, shift = "late" }
`,
	tells: "state:m",
	says:  "semantics.blocking.after-service",
	cases: []outcome{{`{ inspect = "crew" }`, "0s m waiting operator; 1m m working"}, {`"none"`, "0s m working"}},
}, {
	name: "free after the load",
	key:  "machine.operator",
	// One person, two machines: 4 s to load, 10 of work. Short, with a time to load: m1 is loaded from 0 to 4 and m2 from 4 to
	// 8, done at 14 and 18, and so on. With the cycle too: one machine at a time, 14 s each.
	toml: `
[run]
horizon = "42s"
[line]
in = { kind = "source", to = ["m1", "m2"] }
m2 = { kind = "machine", load = "4s", cycle = "10s", operator = $value, to = ["out"] }
m1 = { kind = "machine", load = "4s", cycle = "10s", operator = $value, to = ["out"] }
out = { kind = "sink" }
crew = { kind = "operators", count = 1 }
`,
	cases: []outcome{
		{`"crew"`, "14s part 1 leaves; 18s part 2 leaves; 28s part 3 leaves; 32s part 4 leaves; 42s part 5 leaves"},
		{`{ load = "crew", cycle = "crew" }`, "14s part 1 leaves; 28s part 2 leaves; 42s part 3 leaves"},
	},
}, {
	name: "the whole cycle when there is nothing to load",
	key:  "machine.operator",
	// One person, two machines, 10 s of work. Short: for the whole cycle, one machine at a time. None: both at once.
	toml: `
[run]
horizon = "30s"
[line]
in = { kind = "source", to = ["m1", "m2"] }
m1 = { kind = "machine", cycle = "10s", operator = $value, to = ["out"] }
m2 = { kind = "machine", cycle = "10s", operator = $value, to = ["out"] }
out = { kind = "sink" }
crew = { kind = "operators", count = 1 }
`,
	cases: []outcome{
		{`"crew"`, "10s part 1 leaves; 20s part 2 leaves; 30s part 3 leaves"},
		{`"none"`, `10s part 1 leaves; 10s part 2 leaves; 20s part 3 leaves; 20s part 4 leaves; 30s part 5 leaves; 30s part 6 leaves`},
	},
}}}

func TestRule30_PhasesAndWhoTheyNeed(t *testing.T) { rule30.play(t) }

var rule31 = rule{31, "AskedWhenAllIsReady", []scene{{
	name: "two or none",
	key:  "machine.operator",
	// Two people, two machines: 4 s to load and 10 of work; m2 needs one to load. One for m1: both are loaded at once. Two
	// for m1: m2 waits until 4, and from then on each is loaded in turn.
	toml: `
[run]
horizon = "32s"
[line]
in = { kind = "source", to = ["m1", "m2"] }
m1 = { kind = "machine", load = "4s", cycle = "10s", operator = "$value", to = ["out"] }
m2 = { kind = "machine", load = "4s", cycle = "10s", operator = "crew", to = ["out"] }
out = { kind = "sink" }
crew = { kind = "operators", count = 2 }
`,
	cases: []outcome{
		{"crew", "14s part 1 leaves; 14s part 2 leaves; 28s part 3 leaves; 28s part 4 leaves"},
		{"2 crew", "14s part 1 leaves; 18s part 2 leaves; 28s part 3 leaves; 32s part 4 leaves"},
	},
}, {
	name: "two, or else one of another sort",
	key:  "machine.operator",
	// o has one of the crew from 0 to 16. m, which would have two, has the technician at once, who is as fast; or waits until
	// 16, when both are free and it has waited longest.
	toml: `
[run]
horizon = "26s"
[line]
in = { kind = "source", to = ["o", "m"] }
o = { kind = "machine", cycle = "16s", operator = { cycle = "crew" }, to = ["out"] }
out = { kind = "sink" }
crew = { kind = "operators", count = 2 }
tech = { kind = "operators", count = 1 }
[line.m]
kind = "machine"
cycle = "10s"
to = ["out"]
operator = $value
`,
	says: "semantics.crew.together",
	cases: []outcome{
		{`["2 crew", "tech"]`, "10s part 2 leaves; 16s part 1 leaves; 20s part 3 leaves"},
		{`{ cycle = "2 crew" }`, "16s part 1 leaves; 26s part 2 leaves"},
	},
}, {
	name: "nobody is held while waiting for another",
	// Three people; a and b need two for 10 s, c one for 4. At 0 a has two. b, which finds one, does not hold her: c has her,
	// over and over, until b has two at 10.
	toml: `
[run]
horizon = "19s"
[line]
in = { kind = "source", to = ["a", "b", "c"] }
a = { kind = "machine", cycle = "10s", operator = "2 crew", to = ["out"] }
b = { kind = "machine", cycle = "10s", operator = "2 crew", to = ["out"] }
c = { kind = "machine", cycle = "4s", operator = "crew", to = ["out"] }
out = { kind = "sink" }
crew = { kind = "operators", count = 3 }
`,
	tells: "granted",
	says:  "semantics.crew.together",
	cases: []outcome{{"", `0s a has crew; 0s a has crew; 0s c has crew; 4s c has crew; 8s c has crew; 10s b has crew; 10s b has crew;
		12s c has crew; 16s c has crew`}},
}, {
	name: "not before there is a place",
	// One person takes parts out of m, 1 s each, and works at n, 4 s each. m is done at 2, and its part is taken out when n
	// lets her go, from 4 to 5. The next is done at 7, but k is busy from 5 to 15: only then m asks, and has her from 17.
	toml: `
[run]
horizon = "20s"
[line]
in-m = { kind = "source", to = ["m"] }
in-n = { kind = "source", to = ["n"] }
m = { kind = "machine", cycle = "2s", unload = "1s", operator = "crew", to = ["k"] }
k = { kind = "machine", cycle = "10s", to = ["out"] }
n = { kind = "machine", cycle = "4s", operator = "crew", to = ["out"] }
out = { kind = "sink" }
crew = { kind = "operators", count = 1 }
`,
	tells: "granted state:m",
	says:  "semantics.crew.unload",
	cases: []outcome{{"", `0s n has crew; 0s m working; 2s m waiting operator; 4s m has crew; 4s m working; 5s n has crew; 7s m blocked;
		9s n has crew; 13s n has crew; 15s m waiting operator; 17s m has crew; 17s m working; 18s n has crew;
		20s m blocked`}},
}}}

func TestRule31_AskedWhenAllIsReady(t *testing.T) { rule31.play(t) }

var rule32 = rule{32, "FreeDuringAFailure", []scene{{
	name: "a failure sets people free",
	// One person; both work 10 s by hand. a is broken from 7 to 13: she goes to b at 7, until 17, and then does the other 3 s
	// of a. At 20 she goes to b, which has waited since 17.
	toml: `
[run]
horizon = "29s"
[line]
in = { kind = "source", to = ["a", "b"] }
a = { kind = "machine", cycle = "10s", operator = "crew", failure.jam = { uptime = "7s", repair = "6s" }, to = ["out"] }
b = { kind = "machine", cycle = "10s", operator = "crew", to = ["out"] }
out = { kind = "sink" }
crew = { kind = "operators", count = 1 }
`,
	tells: "leaves granted",
	says:  "semantics.crew.released",
	cases: []outcome{{"", `0s a has crew; 7s b has crew; 17s part 2 leaves; 17s a has crew; 20s part 1 leaves; 20s b has crew`}},
}, {
	name: "the rest is for whoever comes",
	// 80 min by somebody who can run it: ann until she goes at 60, and the other 20 by bob from 90 on.
	toml: `
[run]
horizon = "2h"
[shift]
early = { works = ["daily 00:00-01:00"] }
late = { works = ["daily 01:30-03:00"] }
[line]
in = { kind = "source", to = ["m"] }
m = { kind = "machine", cycle = "80m", operator = { cycle = "skill:run" }, to = ["out"] }
out = { kind = "sink" }
ann = { kind = "operators", count = 1, shift = "early", skills = ["run"] }
bob = { kind = "operators", count = 1, shift = "late", skills = ["run"] }
`,
	tells: "leaves granted",
	cases: []outcome{{"", "0s m has ann; 1h30m m has bob; 1h50m part 1 leaves; 1h50m m has bob"}},
}}}

func TestRule32_FreeDuringAFailure(t *testing.T) { rule32.play(t) }

var rule33 = rule{33, "WhoIsHelpedAndWhoHelps", slices.Concat([]scene{{
	name: "whom first",
	key:  "operators.order",
	// One person, three machines: a asks at 0, b at 1 and c at 2, for 10 s each; then b and c are loaded for 1 and 2 s
	// before they ask again. Longest waiting: in turn. By priority: c whenever it waits, and the others in turn.
	toml: `
[run]
horizon = "55s"
[line]
in = { kind = "source", to = ["a", "b", "c"] }
a = { kind = "machine", cycle = "10s", operator = { cycle = "crew" }, to = ["out"] }
b = { kind = "machine", load = "1s", cycle = "10s", operator = { cycle = "crew" }, to = ["out"] }
c = { kind = "machine", load = "2s", cycle = "10s", operator = { cycle = "crew" }, priority = 5, to = ["out"] }
out = { kind = "sink" }
[line.crew]
kind = "operators"
count = 1
order = "$value"
`,
	tells: "granted",
	cases: []outcome{
		{"longest-waiting", "0s a has crew; 10s b has crew; 20s c has crew; 30s a has crew; 40s b has crew; 50s c has crew"},
		{"priority", "0s a has crew; 10s c has crew; 20s b has crew; 30s c has crew; 40s a has crew; 50s c has crew"},
	},
}, {
	name: "how much it matters",
	key:  "machine.priority",
	// The same, by priority. At 0 all are alike, and who has waited longest is helped; at 1 c is helped whenever it waits.
	toml: `
[run]
horizon = "55s"
[line]
in = { kind = "source", to = ["a", "b", "c"] }
a = { kind = "machine", cycle = "10s", operator = { cycle = "crew" }, to = ["out"] }
b = { kind = "machine", load = "1s", cycle = "10s", operator = { cycle = "crew" }, to = ["out"] }
out = { kind = "sink" }
crew = { kind = "operators", count = 1, order = "priority" }
[line.c]
kind = "machine"
load = "2s"
cycle = "10s"
operator = { cycle = "crew" }
priority = $value
to = ["out"]
`,
	tells: "granted",
	says:  "semantics.people.priority",
	cases: []outcome{
		{"0", "0s a has crew; 10s b has crew; 20s c has crew; 30s a has crew; 40s b has crew; 50s c has crew"},
		{"1", "0s a has crew; 10s c has crew; 20s b has crew; 30s c has crew; 40s a has crew; 50s c has crew"},
	},
}, {
	name: "the nearest first",
	key:  "operators.order",
	// One person; a, b and c are loaded for 5, 6 and 7 s before each asks for 10 s. He is at a from 5 on. Longest waiting: b at
	// 15, c at 25, a at 35, b at 45. Nearest: c at 15, 1 m away, where b is 10; a at 25, where b is 9; and so on.
	toml: `
[run]
horizon = "54s"
[line]
in = { kind = "source", to = ["a", "b", "c"] }
a = { kind = "machine", at = [0, 0], load = "5s", cycle = "10s", operator = { cycle = "crew" }, to = ["out"] }
b = { kind = "machine", at = [10, 0], load = "6s", cycle = "10s", operator = { cycle = "crew" }, to = ["out"] }
c = { kind = "machine", at = [1, 0], load = "7s", cycle = "10s", operator = { cycle = "crew" }, to = ["out"] }
out = { kind = "sink" }
[line.crew]
kind = "operators"
count = 1
order = "$value"
`,
	tells: "granted",
	cases: []outcome{
		{"longest-waiting", "5s a has crew; 15s b has crew; 25s c has crew; 35s a has crew; 45s b has crew"},
		{"nearest", "5s a has crew; 15s c has crew; 25s a has crew; 35s c has crew; 45s a has crew"},
	},
}, {
	name: "who needs more than there are free",
	key:  "operators.strict",
	// Two people; a needs one, b two, after a load of 1 s, c one, after 2 s; 10 s each. False: c has the one that b cannot
	// use, and b never finds two. True: c waits behind b, which has both from 10 to 20; then a and c, then b again.
	toml: `
[run]
horizon = "29s"
[line]
in = { kind = "source", to = ["a", "b", "c"] }
a = { kind = "machine", cycle = "10s", operator = { cycle = "crew" }, to = ["out"] }
b = { kind = "machine", load = "1s", cycle = "10s", operator = { cycle = "2 crew" }, to = ["out"] }
c = { kind = "machine", load = "2s", cycle = "10s", operator = { cycle = "crew" }, to = ["out"] }
out = { kind = "sink" }
[line.crew]
kind = "operators"
count = 2
strict = $value
`,
	tells: "granted",
	cases: []outcome{
		{"false", "0s a has crew; 2s c has crew; 10s a has crew; 14s c has crew; 20s a has crew; 26s c has crew"},
		{"true", "0s a has crew; 10s b has crew; 10s b has crew; 20s c has crew; 20s a has crew"},
	},
}, {
	name: "who can do least helps first",
	key:  "machine.operator",
	// m1 needs somebody who can run it, m2, after a load of 1 s, somebody who can set up. By skill m1 takes ops, so that
	// all is there for m2. By name, in the other order, m1 takes all, and m2 waits until 10.
	toml: `
[run]
horizon = "19s"
[line]
in = { kind = "source", to = ["m1", "m2"] }
m2 = { kind = "machine", load = "1s", cycle = "10s", operator = { cycle = "skill:setup" }, to = ["out"] }
out = { kind = "sink" }
all-round = { kind = "operators", count = 1, skills = ["run", "setup"] }
ops = { kind = "operators", count = 1, skills = ["run"] }
[line.m1]
kind = "machine"
cycle = "10s"
to = ["out"]
operator = $value
`,
	tells: "granted",
	says:  "semantics.people.skills",
	equal: "of those who have the skill, who has fewest others comes first",
	cases: []outcome{
		{`"skill:run"`, "0s m1 has ops; 1s m2 has all-round; 10s m1 has ops; 12s m2 has all-round"},
		{`["ops", "all-round"]`, "0s m1 has ops; 1s m2 has all-round; 10s m1 has ops; 12s m2 has all-round"},
		{`["all-round", "ops"]`, "0s m1 has all-round; 10s m2 has all-round; 10s m1 has ops"},
	},
}, {
	name: "the nearest goes",
	// Two people, who walk 1 m a second. The first is at a from 14 to 17, the second at b from 15 to 18, and both stay there.
	// At 20 a part comes to c, 12 m from a and 2 m from b: the work begins at 22.
	toml: `
[run]
horizon = "27s"
[line]
in-a = { kind = "source", every = "14s", to = ["a"] }
in-b = { kind = "source", every = "15s", to = ["b"] }
in-c = { kind = "source", every = "20s", to = ["c"] }
a = { kind = "machine", at = [0, 0], cycle = "3s", operator = "crew", to = ["out"] }
b = { kind = "machine", at = [10, 0], cycle = "3s", operator = "crew", to = ["out"] }
c = { kind = "machine", at = [12, 0], cycle = "3s", operator = "crew", to = ["out"] }
out = { kind = "sink" }
crew = { kind = "operators", count = 2, walk_mps = 1 }
`,
	tells: "state:c",
	says:  "semantics.people.walk",
	cases: []outcome{{"", "20s c waiting operator; 22s c working; 25s c starved"}},
}, firstOfFive, firstByTime, firstByDue, firstByRoute, whichStation, putAside,
	atOven(firstOfFive), atOven(firstByTime), atOven(firstByDue), atOven(firstByRoute), firstIntoTheLoad, listedIsScrap}, powerScenes)}

func TestRule33_WhoIsHelpedAndWhoHelps(t *testing.T) { rule33.play(t) }

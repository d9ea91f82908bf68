package rules_test

import "testing"

// rulesOfFlow are rules 1 to 11: the clock, blocking and starving.
var rulesOfFlow = []rule{rule04}

var rule04 = rule{4, "FinishedPartsWait", []scene{{
	key: "machine.blocking",
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
}}}

func TestRule04_FinishedPartsWait(t *testing.T) { rule04.play(t) }

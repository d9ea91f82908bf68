package rules_test

import "strings"

// rulesOfSetup are rules 22 to 24: changing over from one product to another.
var rulesOfSetup = []rule{rule22, rule23, rule24}

// Two parts of a come at 1 s and one more at 5, two of b at 3; each takes 4 s, and changing over 2.
const polled = `
[run]
horizon = "40s"
[product]
a = { share = 0.5 }
b = { share = 0.5 }
[order]
1 = { product = "a", quantity = 2, release = "1s" }
2 = { product = "b", quantity = 2, release = "3s" }
3 = { product = "a", quantity = 1, release = "5s" }
[line]
in = { kind = "source", release = "orders", to = ["qa", "qb"], choose = "product", to_by_product = { b = ["qb"] } }
qa = { kind = "buffer", room = 9, to = ["m"] }
qb = { kind = "buffer", room = 9, to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "4s"
setup = "2s"
campaign = ["a", "b"]
to = ["out"]
`

// roundScenes are those of how a machine goes round its campaign.
var roundScenes = []scene{{
	name: "which parts in one visit",
	key:  "machine.campaign_visits",
	toml: polled + `
campaign_visits = "$value"
`,
	tells: "leaves state:m",
	cases: []outcome{
		{"exhaustive", `
			1s m working; 5s part 1 (a) leaves; 9s part 2 (a) leaves; 13s part 5 (a) leaves; 13s m setup; 15s m working
			19s part 3 (b) leaves; 23s part 4 (b) leaves; 23s m starved`},
		{"gated", `
			1s m working; 5s part 1 (a) leaves; 9s part 2 (a) leaves; 9s m setup; 11s m working; 15s part 3 (b) leaves
			19s part 4 (b) leaves; 19s m setup; 21s m working; 25s part 5 (a) leaves; 25s m starved`},
		{"limited", `
			1s m working; 5s part 1 (a) leaves; 5s m setup; 7s m working; 11s part 3 (b) leaves; 11s m setup; 13s m working
			17s part 2 (a) leaves; 17s m setup; 19s m working; 23s part 4 (b) leaves; 23s m setup; 25s m working
			29s part 5 (a) leaves; 29s m starved`}},
}, {
	name: "where nothing waits",
	key:  "machine.campaign_empty",
	toml: polled + `
campaign_empty = "$value"
`,
	tells: "leaves state:m",
	cases: []outcome{
		{"skip", `
			1s m working; 5s part 1 (a) leaves; 9s part 2 (a) leaves; 13s part 5 (a) leaves; 13s m setup; 15s m working
			19s part 3 (b) leaves; 23s part 4 (b) leaves; 23s m starved`},
		{"visit", `
			0s m setup; 4s m working; 8s part 1 (a) leaves; 12s part 2 (a) leaves; 16s part 5 (a) leaves; 16s m setup
			18s m working; 22s part 3 (b) leaves; 26s part 4 (b) leaves; 26s m setup`}},
}, {
	name: "how many in one visit",
	key:  "machine.campaign_limit",
	// One: as limited above. Two: a from 1 until 9, both of b from 11, the third of a from 21, as gated above.
	toml: polled + `
campaign_visits = "limited"
campaign_limit = $value
`,
	tells: "leaves state:m",
	says:  "semantics.changeover.limited",
	cases: []outcome{
		{"1", `
			1s m working; 5s part 1 (a) leaves; 5s m setup; 7s m working; 11s part 3 (b) leaves; 11s m setup; 13s m working
			17s part 2 (a) leaves; 17s m setup; 19s m working; 23s part 4 (b) leaves; 23s m setup; 25s m working
			29s part 5 (a) leaves; 29s m starved`},
		{"2", `
			1s m working; 5s part 1 (a) leaves; 9s part 2 (a) leaves; 9s m setup; 11s m working; 15s part 3 (b) leaves
			19s part 4 (b) leaves; 19s m setup; 21s m working; 25s part 5 (a) leaves; 25s m starved`},
	},
}, {
	name:  "going round in no time",
	toml:  strings.Replace(polled, `setup = "2s"`, `campaign_empty = "visit"`, 1),
	cases: []outcome{{"", `mistake: line.m.campaign_empty: want some time to change over from one to the next, in setup or setup_matrix, have none: where nothing waits it would go round for ever at one instant`}},
}}

package rules_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tweeling/sim"
	"tweeling/sim/plant"
	"tweeling/sim/scenario"
)

// rulesOfSeveral are the rules of elements that hold several parts.
var rulesOfSeveral = []rule{rule37, rule44, rule44Courses, rule45Defects}

var rule37 = rule{37, "CarriersComeBack", []scene{{
	// A pallet is loaded for 2 s, worked on for 6 and unloaded for 1: round after 9. With one, parts leave each 9 s, and who
	// loads waits for it from 2 to 9. With two, the second is loaded from 2 to 4 and waits there for the machine until 8; the
	// first is back at 9, is loaded until 11 and waits until 14, so that the machine works without a pause: 9, 15, 21.
	key: "buffer.stock",
	toml: `
[run]
horizon = "22s"
[product.part]
[product.pallet]
carrier = true
[line]
in = { kind = "source", product = "part", to = ["load"] }
load = { kind = "palletising", carrier = "pallet", cycle = "2s", to = ["m"] }
m = { kind = "machine", cycle = "6s", to = ["unload"] }
unload = { kind = "depalletising", cycle = "1s", carriers_to = ["empties"], to = ["out"] }
empties = { kind = "buffer", room = 5, stock = $value, to = ["load"] }
out = { kind = "sink" }
`,
	tells: "state:load leaves",
	says:  "semantics.several.carrier",
	cases: []outcome{{"{ pallet = 1 }", `
		0s load working; 2s load waiting vehicle; 9s part 2 (part) leaves; 9s load working; 11s load waiting vehicle
		18s part 3 (part) leaves; 18s load working; 20s load waiting vehicle`}, {"{ pallet = 2 }", `
		0s load working; 4s load blocked; 8s load waiting vehicle; 9s part 3 (part) leaves; 9s load working; 11s load blocked
		14s load waiting vehicle; 15s part 4 (part) leaves; 15s load working; 17s load blocked
		20s load waiting vehicle; 21s part 5 (part) leaves; 21s load working`}},
}}}

func TestRule37_CarriersComeBack(t *testing.T) { rule37.play(t) }

var rule44 = rule{44, "AssemblyWaitsForAll", []scene{{
	// a makes a part in 4 s, b in 10, and both go into one in 3 s. Together: a is blocked from 4 until the one of b is there
	// at 10, then from 14 to 20. As they come: the assembly takes the one of a at 4, so that a goes on and is blocked with
	// its second from 8 until the assembly is free for it at 13; it is blocked again from 17 to 23.
	name: "components",
	key:  "assembly.collect",
	toml: `
[run]
horizon = "24s"
[line]
ina = { kind = "source", to = ["a"] }
inb = { kind = "source", to = ["b"] }
a = { kind = "machine", cycle = "4s", to = ["m"] }
b = { kind = "machine", cycle = "10s", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "assembly"
needs = { a = 1, b = 1 }
collect = "$value"
cycle = "3s"
to = ["out"]
`,
	tells: "state:a leaves",
	says:  "semantics.several.$value",
	cases: []outcome{{"together", `
		0s a working; 4s a blocked; 10s a working; 13s part 1 leaves; 14s a blocked; 20s a working; 23s part 3 leaves
		24s a blocked`}, {"as-they-come", `
		0s a working; 8s a blocked; 13s part 1 leaves; 13s a working; 17s a blocked; 23s part 3 leaves; 23s a working`}},
}, {
	// Two orders of one pump each come in as housings, which take 10 min; four screws take one. The pump of order 2, which is
	// milled by 20, is put together by 25.
	name: "an order of what is put together",
	toml: `
[run]
horizon = "30m"
[order]
1 = { product = "pump", quantity = 1, due = "20m" }
2 = { product = "pump", quantity = 1, due = "20m" }
[product]
pump = {}
housing = {}
screw = {}
[line]
in = { kind = "source", release = "orders", to = ["mill"] }
mill = { kind = "machine", cycle = "10m", to = ["mount"] }
screws = { kind = "source", product = "screw", to = ["mount"] }
mount = { kind = "assembly", makes = "pump", needs = { housing = 1, screw = 4 }, cycle = "5m", to = ["out"] }
out = { kind = "sink" }
`,
	says:  "semantics.source.component",
	cases: []outcome{{"", "15m part 1 (pump) leaves; 25m part 2 (pump) leaves"}},
}, {
	// Parts a, c, b, a come each second; a and b are of one family. Two of any: at 2 and 4. Two of one product: the first
	// and the fourth. Two of one family: the first and the third; what is not alike waits outside.
	name: "what goes together",
	key:  "batch.alike",
	toml: `
[run]
horizon = "4500ms"
[product]
a = { family = "f" }
b = { family = "f" }
c = { family = "g" }
[line]
in = { kind = "source", every = "1s", sequence = ["a", "c", "b", "a"], to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "batch"
batch = 2
alike = "$value"
to = ["out"]
`,
	cases: []outcome{
		{"any", "2s part 1 (a) leaves; 2s part 2 (c) leaves; 4s part 3 (b) leaves; 4s part 4 (a) leaves"},
		{"product", "4s part 1 (a) leaves; 4s part 4 (a) leaves"},
		{"family", "3s part 1 (a) leaves; 3s part 3 (b) leaves"}},
}, {
	// A part each 2 s into an oven for three that takes 5 s. Full only: it begins at 6 with three and at 12 with three. From
	// one on: at 2 with the first, at 7 with the second and third, at 12 with three, since the sixth comes at that instant.
	name: "enough to begin",
	key:  "oven.minimum",
	toml: `
[run]
horizon = "18s"
[line]
in = { kind = "source", every = "2s", to = ["store"] }
store = { kind = "buffer", room = 9, to = ["m"] }
m = { kind = "oven", batch = 3, minimum = $value, cycle = "5s", to = ["out"] }
out = { kind = "sink" }
`,
	cases: []outcome{
		{"3", `11s part 1 leaves; 11s part 2 leaves; 11s part 3 leaves; 17s part 4 leaves; 17s part 5 leaves; 17s part 6 leaves`},
		{"1", `7s part 1 leaves; 12s part 2 leaves; 12s part 3 leaves; 17s part 4 leaves; 17s part 5 leaves; 17s part 6 leaves`}},
}, {
	// The same oven, that waits for a full load for so long at most. The first, of 2, has waited for 3 s at 5, when the second
	// is there: both are done at 10, when three more wait. With 10 s it is full before, at 6 and 12.
	name: "waited long enough",
	key:  "oven.maximum_wait",
	toml: `
[run]
horizon = "18s"
[line]
in = { kind = "source", every = "2s", to = ["store"] }
store = { kind = "buffer", room = 9, to = ["m"] }
m = { kind = "oven", batch = 3, maximum_wait = "$value", cycle = "5s", to = ["out"] }
out = { kind = "sink" }
`,
	says: "semantics.several.wait",
	cases: []outcome{
		{"3s", `10s part 1 leaves; 10s part 2 leaves; 15s part 3 leaves; 15s part 4 leaves; 15s part 5 leaves`},
		{"10s", `11s part 1 leaves; 11s part 2 leaves; 11s part 3 leaves; 17s part 4 leaves; 17s part 5 leaves; 17s part 6 leaves`}},
}, {
	// Two and two are worked on together, for 3 s, and come out as they went in: the batch of 4 is done at 7, that of 8 at 11.
	name: "the same parts come out",
	toml: `
[run]
horizon = "12s"
[line]
in = { kind = "source", every = "2s", to = ["box"] }
box = { kind = "batch", batch = 2, to = ["m"] }
m = { kind = "machine", cycle = "3s", to = ["open"] }
open = { kind = "unbatch", to = ["out"] }
out = { kind = "sink" }
`,
	cases: []outcome{{"", "7s part 1 leaves; 7s part 2 leaves; 11s part 3 leaves; 11s part 4 leaves"}},
}, {
	// One is taken into a core and two covers in 4 s; covers go another way, which takes 3 s for each.
	name: "into pieces",
	toml: `
[run]
horizon = "15s"
[product]
old = { share = 1 }
core = {}
cover = {}
[line]
in = { kind = "source", product = "old", every = "5s", to = ["m"] }
m = { kind = "disassembly", cycle = "4s", gives = { core = 1, cover = 2 }, to = ["out"], choose = "product", to_by_product = { cover = ["store"] } }
store = { kind = "buffer", room = 4, to = ["wash"] }
wash = { kind = "machine", cycle = "3s", to = ["out"] }
out = { kind = "sink" }
`,
	cases: []outcome{{"", `
		9s part 1 (core) leaves; 12s part 2 (cover) leaves; 14s part 4 (core) leaves; 15s part 3 (cover) leaves`}},
}}}

func TestRule44_AssemblyWaitsForAll(t *testing.T) { rule44.play(t) }

var rule44Courses = rule{44, "WhatIsGatheredGoesOnTogether", courses}

func TestRule44_WhatIsGatheredGoesOnTogether(t *testing.T) { rule44Courses.play(t) }

var rule45Defects = rule{45, "DefectsBelongToParts", []scene{{
	// All that m makes, a part in 4 s, is bad, and nobody sees it there; who looks at parts, for 2 s, finds it or does not.
	name: "found or not",
	key:  "inspection.finds",
	toml: `
[run]
horizon = "11s"
[line]
in = { kind = "source", to = ["m"] }
m = { kind = "machine", cycle = "4s", defects = 1, to = ["look"] }
out = { kind = "sink" }
[line.look]
kind = "inspection"
cycle = "2s"
finds = $value
to = ["out"]
`,
	tells: "leaves scrapped",
	says:  "semantics.inspection.finds",
	cases: []outcome{{"1", "6s look scraps part 1; 10s look scraps part 2"}, {"0", "6s part 1 leaves; 10s part 2 leaves"}},
}, {
	// Nothing is bad, and all is taken for it.
	name: "taken for bad",
	key:  "inspection.false_reject",
	toml: `
[run]
horizon = "11s"
[line]
in = { kind = "source", to = ["m"] }
m = { kind = "machine", cycle = "4s", to = ["look"] }
out = { kind = "sink" }
[line.look]
kind = "inspection"
cycle = "2s"
false_reject = $value
to = ["out"]
`,
	tells: "leaves scrapped",
	cases: []outcome{{"0", "6s part 1 leaves; 10s part 2 leaves"}, {"1", "6s look scraps part 1; 10s look scraps part 2"}},
}, {
	// Whoever is not looked at passes in no time.
	name: "looked at or not",
	key:  "inspection.sample",
	toml: `
[run]
horizon = "11s"
[line]
in = { kind = "source", to = ["m"] }
m = { kind = "machine", cycle = "4s", to = ["look"] }
out = { kind = "sink" }
[line.look]
kind = "inspection"
cycle = "2s"
sample = $value
to = ["out"]
`,
	cases: []outcome{{"1", "6s part 1 leaves; 10s part 2 leaves"}, {"0", "4s part 1 leaves; 8s part 2 leaves"}},
}, {
	name: "each second part",
	key:  "inspection.sample_every",
	toml: `
[run]
horizon = "11s"
[line]
in = { kind = "source", to = ["m"] }
m = { kind = "machine", cycle = "4s", to = ["look"] }
look = { kind = "inspection", cycle = "2s", sample_every = $value, to = ["out"] }
out = { kind = "sink" }
`,
	cases: []outcome{{"1", "6s part 1 leaves; 10s part 2 leaves"}, {"2", "4s part 1 leaves; 10s part 2 leaves"}},
}, {
	// After 6 s at work m has drifted and makes nothing but bad parts: the second, done at 8, is found at 9. Told at once it is
	// adjusted after the third, from 12 to 15, and the fourth is good. Told after 10 s, at 19, it is adjusted from 20 on.
	name: "told in time",
	key:  "inspection.feedback_delay",
	toml: `
[run]
horizon = "20500ms"
[line]
in = { kind = "source", to = ["m"] }
m = { kind = "machine", cycle = "4s", drift_after = "6s", drift_defects = 1, drift_reset = "3s", to = ["look"] }
out = { kind = "sink" }
[line.look]
kind = "inspection"
cycle = "1s"
feedback_to = ["m"]
feedback_delay = "$value"
to = ["out"]
`,
	tells: "leaves scrapped state:m",
	says:  "semantics.inspection.feedback",
	cases: []outcome{
		{"0s", `0s m working; 5s part 1 leaves; 9s look scraps part 2; 12s m planned stop; 13s look scraps part 3; 15s m working
			20s part 4 leaves`},
		{"10s", `0s m working; 5s part 1 leaves; 9s look scraps part 2; 13s look scraps part 3; 17s look scraps part 4
			20s m planned stop`}},
}}}

func TestRule45_DefectsBelongToParts(t *testing.T) {
	rule45Defects.play(t)
	sameDefects(t)
}

// The same parts are bad with a second inspection and another machine in the line as without.
func sameDefects(t *testing.T) {
	t.Helper()
	const line = `
[run]
horizon = "1h"
[line]
in = { kind = "source", every = "10s", to = ["m"] }
m = { kind = "machine", cycle = "4s", defects = 0.1, to = ["look"] }
look = { kind = "inspection", cycle = "1s", to = ["out"] }
out = { kind = "sink" }
`
	before := badParts(t, line)
	after := badParts(t, strings.NewReplacer(`to = ["look"] }`, `to = ["wash"] }
wash = { kind = "machine", cycle = "2s", to = ["look"] }`, `to = ["out"] }`, `to = ["again"] }
again = { kind = "inspection", cycle = "3s", to = ["out"] }`).Replace(line))
	if len(before) < 20 || !slices.Equal(before, after) {
		t.Errorf("bad before %v, after %v", before, after)
	}
}

// badParts are the numbers of the parts that an inspection finds.
func badParts(t *testing.T, text string) []sim.Number {
	t.Helper()
	s, err := scenario.Read("scene.toml", []byte(text), nil)
	if err != nil {
		t.Fatal(err)
	}
	model, _, err := s.Model(scenario.AsIs)
	if err != nil {
		t.Fatal(err)
	}
	p, err := plant.Build(model)
	if err != nil {
		t.Fatal(err)
	}
	l, err := p.Line(1, 0)
	if err != nil {
		t.Fatal(err)
	}
	var bad finder
	l.Watch(&bad, sim.Scrap)
	if err := l.Start(); err != nil {
		t.Fatal(err)
	}
	if err := l.Run(time.Hour); err != nil {
		t.Fatal(err)
	}
	return bad
}

type finder []sim.Number

func (f *finder) Observe(records []sim.Record) {
	for _, r := range records {
		*f = append(*f, r.Part)
	}
}

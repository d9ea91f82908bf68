package rules_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"tweeling/sim/dist"
	"tweeling/sim/plant"
	"tweeling/sim/scenario"
	"tweeling/sim/trace"
)

var rule15 = rule{15, "InterruptedWork", []scene{{
	key: "machine.after_repair",
	// A part takes 10 s; the machine fails after 14 s of work, for 6 s. Down from 14 to 20, with 4 s done of the second part.
	// Resume: 6 s more, until 26; 8 s of the third are done at 34, when it fails again; 2 s more from 40 on. Restart: all 10 s,
	// until 30, and 4 s of the third are lost at 34. Scrap: part 2 at 14, part 4 at 34.
	toml: `
[run]
horizon = "45s"
[line]
in = { kind = "source", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "10s"
after_repair = "$value"
failure.jam = { uptime = "14s", repair = "6s" }
to = ["out"]
`,
	tells: "leaves scrapped state:m",
	says:  "semantics.after_repair.$value",
	cases: []outcome{
		{"resume", `
			0s m working; 10s part 1 leaves; 14s m down; 20s m working; 26s part 2 leaves; 34s m down; 40s m working
			42s part 3 leaves`},
		{"restart", "0s m working; 10s part 1 leaves; 14s m down; 20s m working; 30s part 2 leaves; 34s m down; 40s m working"},
		{"resample", "0s m working; 10s part 1 leaves; 14s m down; 20s m working; 30s part 2 leaves; 34s m down; 40s m working"},
		{"scrap", `
			0s m working; 10s part 1 leaves; 14s m scraps part 2; 14s m down; 20s m working; 30s part 3 leaves
			34s m scraps part 4; 34s m down; 40s m working`},
	},
	equal: "this cycle has no chance, so that another time is the same time",
}}}

func TestRule15_InterruptedWork(t *testing.T) { rule15.play(t) }

// Cycles are between 8 and 12 s and the machine fails after 14 s of work, in the second of them. Restarted that takes the
// second time that is drawn, resampled the third.
func TestRule15_AnotherTime(t *testing.T) {
	for rule, draw := range map[string]int{"restart": 1, "resample": 2} {
		sc := readScene(t, `
[run]
horizon = "33s"
[line]
in = { kind = "source", to = ["m"] }
m = { kind = "machine", cycle = "uniform(8s, 12s)", after_repair = "`+rule+`", failure.jam = { uptime = "14s", repair = "6s" }, to = ["out"] }
out = { kind = "sink" }
`)
		model, _, err := sc.Model(scenario.AsIs)
		if err != nil {
			t.Fatal(err)
		}
		line := lineOf(t, model)
		w := &watcher{line: line, exits: []string{"out"}, tells: []string{"leaves"}}
		line.Watch(w, trace.Everything)
		if err := errors.Join(line.Start(), line.Run(sc.Run.Horizon)); err != nil {
			t.Fatal(err)
		}
		id, _ := line.Find("m")
		i := slices.IndexFunc(model.Elements, func(e plant.Spec) bool { return e.Name == "m" })
		d := line.Draws(id, 0, model.Elements[i].Chance("cycle"), 3)
		want := []string{dist.FormatSpan(d[0].Seconds()) + " part 1 leaves", dist.FormatSpan((20*time.Second + d[draw]).Seconds()) + " part 2 leaves"}
		if !slices.Equal(w.list, want) {
			t.Errorf("%s: have %v, want %v", rule, w.list, want)
		}
	}
}

var rule16 = rule{16, "InterruptedSetup", []scene{{
	name: "of the part in the machine",
	key:  "machine.setup_after_repair",
	// a takes until 10, and b is set up for from then on: 3 s are done at 13, when the machine fails until 18. Resume: 3 s more
	// until 21, work until 31, when it fails again until 36; then a is set up for, until 42, and it fails at 49. Restart: all 6
	// s until 24; 7 s of work at 31, 3 more from 36 on; then a from 39 to 45.
	toml: `
[run]
horizon = "50s"
[product]
a = { share = 0.5 }
b = { share = 0.5 }
[line]
in = { kind = "source", sequence = ["a", "b"], to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "10s"
setup = "6s"
setup_after_repair = "$value"
failure.jam = { uptime = "13s", repair = "5s", clock = "calendar" }
to = ["out"]
`,
	tells: "leaves state:m",
	says:  "semantics.changeover.$value",
	cases: []outcome{
		{"resume", `
			0s m working; 10s part 1 (a) leaves; 10s m setup; 13s m down; 18s m setup; 21s m working
			31s part 2 (b) leaves; 31s m down; 36s m setup; 42s m working; 49s m down`},
		{"restart", `
			0s m working; 10s part 1 (a) leaves; 10s m setup; 13s m down; 18s m setup; 24s m working; 31s m down
			36s m working; 39s part 2 (b) leaves; 39s m setup; 45s m working; 49s m down`},
	},
}, {
	name: "when another order takes the machine",
	// a is worked on from 2 on, and b is known at 4: 1 s of its setup is done at 5, when the machine fails until 9. Meanwhile c
	// comes, on top of b. From 9 to 14 a is finished, and c is set up for beside it: 5 s of 6, since nothing that was done for b
	// counts. The machine fails at 14, and the sixth second takes from 18 to 19. A setup of which 1 s was done would be ready.
	toml: `
[run]
horizon = "25s"
[product]
a = { share = 0.4 }
b = { share = 0.3 }
c = { share = 0.3 }
[line]
in = { kind = "source", sequence = ["a", "b", "c"], every = "2s", to = ["store"] }
store = { kind = "buffer", room = 2, order = "lifo", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "8s"
setup = "6s"
setup_when = "order-known"
failure.jam = { uptime = "5s", repair = "4s", clock = "calendar" }
to = ["out"]
`,
	tells: "leaves state:m moved:m",
	says:  "semantics.changeover.order-known",
	cases: []outcome{{"", `
			2s part 1 (a) to m; 2s m working; 5s m down; 9s m working; 14s part 1 (a) leaves; 14s part 3 (c) to m
			14s m down; 18s m setup; 19s m working; 23s m down`}},
}}}

func TestRule16_InterruptedSetup(t *testing.T) { rule16.play(t) }

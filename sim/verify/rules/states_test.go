package rules_test

import (
	"bytes"
	"encoding/csv"
	"sync"
	"testing"
	"time"

	"tweeling/sim"
	"tweeling/sim/plant"
	"tweeling/sim/scenario"
	"tweeling/sim/trace"
)

var rule03 = rule{3, "TheSameSeedMakesTheSameLog", nil}

// chancy is a line on which everything is drawn.
const chancy = `
[run]
horizon = "8h"
[product]
a = { share = 0.6 }
b = { share = 0.4 }
[line]
in = { kind = "source", every = "exp(20s)", to = ["m"] }
m = { kind = "machine", cycle = "lognormal(15s, cv 0.5)", setup = "exp(30s)", scrap = 0.05, failure.jam = { uptime = "exp(20m)", repair = "exp(3m)" }, operator = { repair = "crew" }, to = ["store"] }
store = { kind = "buffer", room = 3, to = ["n"] }
n = { kind = "machine", cycle = "gamma(14s, cv 0.4)", load = "uniform(1s, 3s)", operator = "crew", to = ["out"] }
crew = { kind = "operators", count = 1 }
out = { kind = "sink" }
`

// Lines of one plant that run beside each other, at once and a little at a time, write the same log to the last byte; another
// replication and another seed write others.
func TestRule03_TheSameSeedMakesTheSameLog(t *testing.T) {
	sc := readScene(t, chancy)
	model, _, err := sc.Model(scenario.AsIs)
	if err != nil {
		t.Fatal(err)
	}
	p, err := plant.Build(model)
	if err != nil {
		t.Fatal(err)
	}
	until := sc.Run.Horizon
	runs := []struct {
		seed, replication uint64
		step              time.Duration
	}{{1, 0, until}, {1, 0, until}, {1, 0, time.Minute}, {1, 1, until}, {2, 0, until}}
	logs := make([]string, len(runs))
	var wait sync.WaitGroup
	for i, r := range runs {
		wait.Go(func() {
			logs[i] = logOf(t, p, r.seed, r.replication, r.step, until)
		})
	}
	wait.Wait()
	for i := range runs {
		if same := logs[i] == logs[0]; same != (i < 3) || len(logs[i]) < 10_000 {
			t.Errorf("%+v: the same log as the first: %v; want that of the first three", runs[i], same)
		}
	}
}

// logOf is the log of one line, as --trace writes it.
func logOf(t *testing.T, p *plant.Plant, seed, replication uint64, step, until time.Duration) string {
	l, err := p.Line(seed, replication)
	if err != nil {
		t.Error(err)
		return ""
	}
	log := &logger{line: l}
	log.csv = csv.NewWriter(&log.text)
	l.Watch(log, trace.Everything)
	err = l.Start()
	for at := step; at <= until && err == nil; at += step {
		err = l.Run(at)
	}
	if err != nil {
		t.Error(err)
	}
	log.csv.Flush()
	return log.text.String()
}

type logger struct {
	line *sim.Line
	text bytes.Buffer
	csv  *csv.Writer
}

func (l *logger) Observe(records []sim.Record) {
	for _, r := range records {
		_ = l.csv.Write(trace.RowOf(l.line, nil, nil, r).Cells())
	}
}

// That the times of all states sum to the time watched is looked at in every scene of every rule.
var rule10 = rule{10, "OneStateAtATime", []scene{{
	name: "off before a planned stop and down",
	// Broken at 50 with 20 min to repair, of which 10 are done at the end of the shift: off until 120, then down until 130.
	// Oil is due at 55 and waits until the machine is up: a planned stop of 5 min. Broken again at 180, when the shift ends.
	toml: nights + `
[line]
in = { kind = "source", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
shift = "day"
cycle = "10h"
at_shift_end = "pause"
failure.jam = { uptime = "50m", repair = "20m", clock = "calendar" }
maintenance.oil = { every = "55m", takes = "5m", style = "immediate", clock = "calendar" }
to = ["out"]
`,
	tells: "state:m",
	says:  "semantics.states",
	cases: []outcome{{"", `
		0s m working; 50m m down; 1h m off; 2h m down; 2h10m m planned stop; 2h15m m working
		3h m off; 4h m down; 4h20m m planned stop; 4h25m m working; 5h m off`}},
}, {
	name: "a planned stop before down",
	// The stop is from 10 to 20, and the machine breaks at 15: it is repaired from 20 to 30. The next stop is due after 10 s of
	// work, from 40 to 50; broken at 30 + 15.
	toml: `
[run]
horizon = "65s"
[line]
in = { kind = "source", to = ["m"] }
out = { kind = "sink" }
[line.m]
kind = "machine"
cycle = "1h"
failure.jam = { uptime = "15s", repair = "10s", clock = "calendar" }
maintenance.oil = { every = "10s", takes = "10s", style = "immediate" }
to = ["out"]
`,
	tells: "state:m",
	cases: []outcome{{"", "0s m working; 10s m planned stop; 20s m down; 30s m working; 40s m planned stop; 50s m down; 1m m working"}},
}, {
	name: "down before waiting for repair",
	// a and b stop together. a is repaired from 10 to 20; b breaks at 12, and is down with a all the same. At 20 the fitter goes
	// to x, which broke at 11, until 30: b waits for repair, and is repaired until 35. a stands still until then.
	toml: `
[run]
horizon = "40s"
[line]
ina = { kind = "source", to = ["a"] }
inb = { kind = "source", to = ["b"] }
inx = { kind = "source", to = ["x"] }
a = { kind = "machine", cycle = "1h", failure.jam = { uptime = "10s", repair = "10s" }, operator = { repair = "fitter" }, to = ["out"] }
b = { kind = "machine", cycle = "1h", failure.jam = { uptime = "12s", repair = "5s", clock = "calendar" }, operator = { repair = "fitter" }, stops_with = ["a"], to = ["out"] }
x = { kind = "machine", cycle = "1h", failure.jam = { uptime = "11s", repair = "10s" }, operator = { repair = "fitter" }, to = ["out"] }
fitter = { kind = "operators", count = 1 }
out = { kind = "sink" }
`,
	tells: "state:a state:b",
	cases: []outcome{{"", `
		0s a working; 0s b working; 10s a down; 10s b down; 20s b waiting repair; 30s b down
		35s b working; 35s a working`}},
}, {
	name: "waiting for repair before waiting for people",
	// a has the crew until 30. m has a part and waits from 0 on; it breaks at 12, and the fitter is at x from 10 to 20, so that
	// it is repaired from 20 to 25. It works from 30 on and breaks at 25 + 12; the fitter is at x again, from 30 to 40.
	toml: `
[run]
horizon = "50s"
[line]
ina = { kind = "source", to = ["a"] }
inm = { kind = "source", to = ["m"] }
inx = { kind = "source", to = ["x"] }
a = { kind = "machine", cycle = "30s", operator = { cycle = "crew" }, to = ["out"] }
m = { kind = "machine", cycle = "10s", operator = { cycle = "crew", repair = "fitter" }, failure.jam = { uptime = "12s", repair = "5s", clock = "calendar" }, to = ["out"] }
x = { kind = "machine", cycle = "1h", failure.jam = { uptime = "10s", repair = "10s" }, operator = { repair = "fitter" }, to = ["out"] }
crew = { kind = "operators", count = 1 }
fitter = { kind = "operators", count = 1 }
out = { kind = "sink" }
`,
	tells: "state:m",
	cases: []outcome{{"", `
		0s m waiting operator; 12s m waiting repair; 20s m down; 25s m waiting operator; 30s m working
		37s m waiting repair; 40s m down; 45s m waiting operator`}},
}, {
	name: "starved only when staffed",
	// A part comes every 50 min and takes 10. m is always on, but who works there is on duty every other hour: without a part m
	// is starved while he is there, and waits for him while he is not, whether a part has come or not.
	toml: nights + `
[line]
in = { kind = "source", every = "50m", to = ["m"] }
m = { kind = "machine", cycle = "10m", operator = { cycle = "crew" }, to = ["out"] }
crew = { kind = "operators", count = 1, shift = "day" }
out = { kind = "sink" }
`,
	tells: "state:m",
	says:  "semantics.states",
	// Parts at 50, 100, 150, 200 and 250.
	cases: []outcome{{"", `
		50m m working; 1h m waiting operator; 2h m working; 2h10m m starved; 2h30m m working; 2h40m m starved
		3h m waiting operator; 4h m working; 4h20m m starved; 5h m waiting operator`}},
}}}

func TestRule10_OneStateAtATime(t *testing.T) { rule10.play(t) }

package forecast

import (
	"context"
	"os"
	"testing"
	"time"

	"tweeling/sim"
	"tweeling/sim/plant"
	"tweeling/sim/scenario"
	"tweeling/sim/words"
	"tweeling/twin"
	"tweeling/twin/fit"
)

// guessed is the line of which nothing is known but what stands where: its laws and its scrap are to be found.
const guessed = `title = "Guessed"
[run]
start = 2026-03-02
[line.in]
kind = "source"
release = "endless"
to = ["press"]
[line.press]
kind = "machine"
cycle = "exp(30s)"
failure.jam = { uptime = "exp(9h)", repair = "exp(1h)" }
scrap = 0.2
to = ["store"]
[line.store]
kind = "buffer"
room = 8
to = ["pack"]
[line.pack]
kind = "machine"
cycle = "exp(30s)"
failure.stop = { uptime = "exp(9h)", repair = "exp(1h)" }
to = ["out"]
[line.out]
kind = "sink"
`

// A plantSaid is a hidden line that has run, with all that its plant said.
type plantSaid struct {
	store *twin.Memory
	line  *sim.Line
}

var midnight = time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)

// emulated runs a hidden line, and keeps the signals that its plant gives.
func emulated(t *testing.T, s *scenario.Scenario, p *plant.Plant, seed uint64, until time.Duration) plantSaid {
	t.Helper()
	table, err := twin.NewTable(p, s.Signals)
	if err != nil {
		t.Fatal(err)
	}
	l, err := p.Line(seed, 0)
	if err != nil {
		t.Fatal(err)
	}
	said := plantSaid{&twin.Memory{}, l}
	var signals []twin.Signal
	v := twin.NewVoice(table, "plc", midnight, func(s twin.Signal) { signals = append(signals, s) })
	v.Begin(l)
	l.Watch(v, twin.VoiceMask)
	if err := l.Start(); err != nil {
		t.Fatal(err)
	}
	if err := l.Run(until); err != nil {
		t.Fatal(err)
	}
	v.End()
	if err := said.store.Append(signals); err != nil {
		t.Fatal(err)
	}
	return said
}

// mirrored lets a line follow what a plant said.
func mirrored(t *testing.T, s *scenario.Scenario, p *plant.Plant, from twin.Store, until time.Duration, watch func(m *twin.Mirror)) *twin.Mirror {
	t.Helper()
	table, err := twin.NewTable(p, s.Signals)
	if err != nil {
		t.Fatal(err)
	}
	m, err := twin.NewMirror(table, twin.Options{Zero: midnight, Begin: midnight})
	if err != nil {
		t.Fatal(err)
	}
	watch(m)
	if err := twin.Through(m, from, midnight.Add(until)); err != nil {
		t.Fatal(err)
	}
	return m
}

// fitted finds the laws of a line from what its plant said, and gives the scenario with them.
func fitted(t *testing.T, s *scenario.Scenario, p *plant.Plant, from twin.Store, until time.Duration, base string) *scenario.Scenario {
	t.Helper()
	rec := fit.NewRecorder(p, midnight)
	mirrored(t, s, p, from, until, func(m *twin.Mirror) { m.Observe(rec, fit.Recorded) })
	piece := fit.Piece
	m, err := fit.New(rec.Log(until), fit.Settings{Seed: 1, Unit: &piece, Untested: true})
	if err != nil {
		t.Fatal(err)
	}
	w, err := words.In("en")
	if err != nil {
		t.Fatal(err)
	}
	text, _ := m.Overlay(w, "base.toml", p.Model, s.Evidence, "the emulator")
	found, err := scenario.Read("fitted.toml", text, func(string) ([]byte, error) { return []byte(base), nil })
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return found
}

// Forecasts with laws that were themselves found, from what the plant of a hidden line said, hold as often as they say, whether they
// were learnt from a day or from 8 hours, in which failures come two to four times: each of 400 plants is forecast for the 8 hours after
// that. 320 are expected in the band of 80 %, with a standard error of sqrt(400 0.8 0.2) = 8: 300 to 340, 75 to 85 %, are 2.5 of them. The
// short suite makes 15, of which fewer than 7 hold once in 4,000 times. (It was 81.5 and 78.8 %; with laws taken for known 64 and 72.)
func TestFittedBandHoldsAsOftenAsItSays(t *testing.T) {
	for _, learnt := range []time.Duration{8 * time.Hour, 24 * time.Hour} {
		t.Run(learnt.String(), func(t *testing.T) { fittedBands(t, learnt) })
	}
}

func fittedBands(t *testing.T, learnt time.Duration) {
	plants, low, high := 15, 7, 15
	if os.Getenv("TWEELING_LONG") != "" {
		plants, low, high = 400, 300, 340
	}
	hiddenScenario, hidden := load(t, "hidden.toml", twoStations)
	base, guess := load(t, "base.toml", guessed)
	until := learnt + 8*time.Hour
	within, sure := 0, 0
	for i := range plants {
		said := emulated(t, hiddenScenario, hidden, uint64(i)+1, learnt)
		s := fitted(t, base, guess, said.store, learnt, guessed)
		m, _, err := s.Model(scenario.AsIs)
		if err != nil {
			t.Fatal(err)
		}
		p, err := plant.Build(m)
		if err != nil {
			t.Fatal(err)
		}
		live, err := mirrored(t, s, p, said.store, learnt, func(*twin.Mirror) {}).Line(midnight.Add(learnt))
		if err != nil {
			t.Fatal(err)
		}
		before := goodOf(said.line)
		if err := said.line.Run(until); err != nil {
			t.Fatal(err)
		}
		came := goodOf(said.line) - before
		for k, g := range []*Ignorance{unknown(t, s, p), nil} {
			f, err := Run(context.Background(), p, live, Options{Until: until, Futures: 200, Seed: uint64(i), Unknown: g})
			if err != nil {
				t.Fatal(err)
			}
			if came >= f.Good.P10 && came <= f.Good.P90 {
				if k == 0 {
					within++
				} else {
					sure++
				}
			}
		}
	}
	t.Logf("%d of %d, %.1f %%; with laws taken for known %d", within, plants, 100*float64(within)/float64(plants), sure)
	if within < low || within > high {
		t.Errorf("%d of %d bands hold, want %d to %d", within, plants, low, high)
	}
}

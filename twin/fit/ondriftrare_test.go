package fit

import (
	"fmt"
	"testing"
	"time"

	"tweeling/sim/plant"
	"tweeling/sim/scenario"
	"tweeling/twin"
)

const failing = `
[line.in]
kind = "source"
to = ["press"]
[line.press]
kind = "machine"
cycle = "lognormal(20s, cv 0.2)"
failure.jam = { uptime = "exp(%s)", repair = "lognormal(%s, cv 0.8)" }
scrap = %s
to = ["out"]
[line.out]
kind = "sink"
`

// By what a plant tells that its press fails.
var failingTold = map[string]string{
	"timers": "",
	"states": `
[signal."count"]
element = "press"
means = "finished"
[signal."good"]
element = "press"
means = "good"
[signal."bad"]
element = "press"
means = "scrapped"
[signal."state"]
element = "press"
means = "state"
failure = "jam"
`,
	"down": `
[signal."count"]
element = "press"
means = "finished"
[signal."good"]
element = "press"
means = "good"
[signal."bad"]
element = "press"
means = "scrapped"
[signal."jammed"]
element = "press"
means = "down"
failure = "jam"
`,
}

// A press that comes to fail twice as often, is down twice as long, and makes twice the scrap: each is found and fitted anew, whatever
// tells that it is down; its cycle, which stays as it was, is not.
func TestMirrorRefitsFailures(t *testing.T) {
	const part = 100 * time.Hour
	start := time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)
	for name, told := range failingTold {
		var m *twin.Mirror
		var err error
		for i, v := range [][3]any{{"30m", "3m", "0.02"}, {"15m", "6m", "0.04"}} {
			p, s := failingPlant(t, fmt.Sprintf(failing, v[:]...)+told)
			table, err2 := twin.NewTable(p, s.Signals)
			if err2 != nil {
				t.Fatal(err2)
			}
			if m == nil {
				if m, err = twin.NewMirror(table, twin.Options{Zero: start, Begin: start, Refit: OnDrift}); err != nil {
					t.Fatal(err)
				}
			}
			l, err := p.Line(uint64(i)+1, 0)
			if err != nil {
				t.Fatal(err)
			}
			var signals []twin.Signal
			voice := twin.NewVoice(table, fmt.Sprint("plc", i), start.Add(time.Duration(i)*part), func(s twin.Signal) { signals = append(signals, s) })
			voice.Begin(l)
			l.Watch(voice, twin.VoiceMask)
			if err := l.Start(); err != nil {
				t.Fatal(err)
			}
			if err := l.Run(part); err != nil {
				t.Fatal(err)
			}
			voice.End()
			for i := 0; i < len(signals); i += 2000 {
				to := min(i+2000, len(signals))
				if err := m.Take(signals[i:to]); err != nil {
					t.Fatal(err)
				}
				if err := m.Advance(signals[to-1].At.Add(-5 * time.Second)); err != nil {
					t.Fatal(err)
				}
			}
		}
		found := map[twin.Quantity]twin.Refit{}
		for _, r := range m.Refits() {
			if r.Changed() {
				found[r.Cause.What] = r
			}
		}
		for what, want := range map[twin.Quantity]float64{twin.Uptime: 0.5, twin.RepairTime: 2, twin.ScrapRate: 0.5} {
			r, ok := found[what]
			if since := r.Cause.Since.Sub(start); !ok || r.Ratio.Low > want*1.1 || r.Ratio.High < want/1.1 || since < part-20*time.Hour || since > part+20*time.Hour {
				t.Errorf("%s, %s: want a ratio of %v found and dated, have %v of %+v", name, what, want, ok, r)
			}
		}
		if r, ok := found[twin.CycleTime]; ok {
			t.Errorf("%s: want the cycle as it was, have %+v", name, r)
		}
	}
}

func failingPlant(t *testing.T, text string) (*plant.Plant, *scenario.Scenario) {
	t.Helper()
	s, err := scenario.Read("f.toml", []byte(text), nil)
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
	return p, s
}

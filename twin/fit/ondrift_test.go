package fit

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"tweeling/sim/dist"
	"tweeling/sim/plant"
	"tweeling/sim/scenario"
	"tweeling/twin"
)

// drawn are times of a law.
func drawn(t *testing.T, law string, n int, chance *rand.Rand) []float64 {
	t.Helper()
	d, err := dist.Parse(law)
	if err != nil {
		t.Fatal(err)
	}
	list := make([]float64, n)
	for i := range list {
		list[i] = d.Quantile(chance.Float64())
	}
	return list
}

// Intervals hold the truth as often as they say: of 200 refits 95 of 100, within three standard errors of a binomial, 4.6 of 100.
func TestOnDriftIntervals(t *testing.T) {
	const runs = 200
	for _, law := range []string{"lognormal(%s, cv 0.3)", "gamma(%s, cv 0.15)"} {
		held, means := 0, 0
		for run := range runs {
			chance := rand.New(rand.NewPCG(uint64(run), 3))
			r, ok := OnDrift(drawn(t, fmt.Sprintf(law, "40s"), 200, chance), drawn(t, fmt.Sprintf(law, "46s"), 60, chance))
			if !ok {
				t.Fatal("want a law, have none")
			}
			if r.Ratio.Low <= 1.15 && 1.15 <= r.Ratio.High {
				held++
			}
			if r.After.Low <= 46 && 46 <= r.After.High {
				means++
			}
		}
		if held < runs*90/100 || means < runs*90/100 {
			t.Errorf("%s: want the truth within the interval in 95 of 100, have %d and %d of %d", law, held, means, runs)
		}
	}
	if _, ok := OnDrift(nil, []float64{20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20}); ok {
		t.Error("want no law of times that are all the same")
	}
}

const pressed = `
[line.in]
kind = "source"
to = ["press"]
[line.press]
kind = "machine"
cycle = %q
load = "2s"
to = ["out"]
[line.out]
kind = "sink"
`

// A press that becomes slower twice: each time its law is fitted anew, dated and measured, the alarm is over, and it is watched by the
// new law from then on; and all that follows from the set of signals, in any order.
func TestMirrorRefits(t *testing.T) {
	const part = 5 * time.Hour
	start := time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)
	var table *twin.Table
	var signals []twin.Signal
	for i, cycle := range []string{"lognormal(20s, cv 0.2)", "lognormal(23s, cv 0.2)", "lognormal(28s, cv 0.2)"} {
		s, err := scenario.Read("p.toml", fmt.Appendf(nil, pressed, cycle), nil)
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
		own, err := twin.NewTable(p, nil)
		if err != nil {
			t.Fatal(err)
		}
		if table == nil {
			table = own
		}
		l, err := p.Line(uint64(i), 0)
		if err != nil {
			t.Fatal(err)
		}
		v := twin.NewVoice(own, fmt.Sprint("plc", i), start.Add(time.Duration(i)*part), func(s twin.Signal) { signals = append(signals, s) })
		v.Begin(l)
		l.Watch(v, twin.VoiceMask)
		if err := l.Start(); err != nil {
			t.Fatal(err)
		}
		if err := l.Run(part); err != nil {
			t.Fatal(err)
		}
		v.End()
	}
	end := start.Add(3 * part)
	var prints [2]uint64
	for k := range prints {
		m, err := twin.NewMirror(table, twin.Options{Zero: start, Begin: start, Refit: OnDrift, Every: 200, Keep: 1 << 20})
		if err != nil {
			t.Fatal(err)
		}
		if k > 0 {
			rand.New(rand.NewPCG(1, 1)).Shuffle(len(signals), func(i, j int) { signals[i], signals[j] = signals[j], signals[i] })
		}
		for i := 0; i < len(signals); i += 900 {
			if err := m.Take(signals[i:min(i+900, len(signals))]); err != nil {
				t.Fatal(err)
			}
			if err := m.Advance(end); err != nil {
				t.Fatal(err)
			}
		}
		list := slices.DeleteFunc(m.Refits(), func(r twin.Refit) bool { return !r.Changed() }) // alarms that were taken back are rare
		if len(list) != 2 || len(m.Drifts()) != 0 {
			t.Fatalf("want two refits and no alarm that stands, have %+v and %+v", list, m.Drifts())
		}
		for i, want := range []twin.Refitted{{Before: twin.Estimate{Value: 20}, After: twin.Estimate{Value: 23}}, {Before: twin.Estimate{Value: 23}, After: twin.Estimate{Value: 28}}} {
			r := list[i]
			changed := start.Add(time.Duration(i+1) * part)
			if r.After.Low > want.After.Value*1.02 || r.After.High < want.After.Value*0.98 || r.Before.Low > want.Before.Value*1.02 || r.Before.High < want.Before.Value*0.98 {
				t.Errorf("refit %d: want %v to %v seconds, have %+v and %+v", i, want.Before.Value, want.After.Value, r.Before, r.After)
			}
			if d := r.Cause.Since.Sub(changed); d < -time.Hour || d > 30*time.Minute || r.At.Before(r.Cause.Alarm) || r.Fitted < 100 || r.Was == "" || r.Is == "" {
				t.Errorf("refit %d: want it dated and counted, have %+v", i, r)
			}
		}
		prints[k] = m.Fingerprint()
	}
	if prints[0] != prints[1] {
		t.Error("want the same in any order, have another")
	}
}

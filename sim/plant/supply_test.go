package plant

import (
	"maps"
	"math"
	"testing"
	"time"

	"tweeling/sim"
)

// underLimit is so many machines side by side that each are fed by a source of their own without end, and a supply.
func underLimit(limit float64, supply map[string]any, machines ...Spec) *Model {
	m := &Model{}
	for _, s := range machines {
		if _, ok := s.Values["to"]; !ok {
			s.Values["to"] = []string{"out"}
		}
		m.Elements = append(m.Elements, Spec{Name: "in-" + s.Name, Kind: "source", Values: map[string]any{"release": "endless", "to": []string{s.Name}}}, s)
	}
	v := map[string]any{"limit_kw": limit}
	maps.Copy(v, supply)
	m.Elements = append(m.Elements, Spec{Name: "out", Kind: "sink"}, Spec{Name: "grid", Kind: "supply", Values: v})
	return m
}

func drawer(name, cycle string, working, ready float64, more map[string]any) Spec {
	v := map[string]any{"cycle": law(cycle), "power_kw": map[string]float64{"working": working, "ready": ready}}
	maps.Copy(v, more)
	return Spec{Name: name, Kind: "machine", Values: v}
}

// states follows what elements do, as text: "0 a working" at each change.
type states struct {
	l    *sim.Line
	list []string
}

func (s *states) Observe(records []sim.Record) {
	for _, r := range records {
		if r.From != r.To {
			s.list = append(s.list, r.At.String()+" "+s.l.Name(r.ID)+" "+r.To.String())
		}
	}
}

// Two machines of 10 kW that stand by at 2 kW, under 15 kW: 12 at a time fits, 20 does not. They come at one instant, so that
// the first that is declared begins; each then waits for the end of the other's cycle.
func TestTwoMachinesAlternate(t *testing.T) {
	l := lineOf(t, underLimit(15, nil, drawer("a", "10s", 10, 2, nil), drawer("b", "10s", 10, 2, nil)), 1, 0)
	s := &states{l: l}
	l.Watch(s, sim.Changed)
	run(t, l, 39*time.Second)
	want := []string{"10s a waiting_power", "10s b working", "20s a working", "20s b waiting_power", "30s a waiting_power", "30s b working"}
	sameText(t, s.list, want)
	id, _ := l.Find("grid")
	f := l.Feeder(id)
	if f.PeakKW != 12 || math.Abs(f.MeanKW-12) > 1e-9 || f.Limited != 39*time.Second || f.Over != 0 || f.LimitKW != 15 {
		t.Errorf("%+v, want 12 kW all the time", f)
	}
	a, _ := l.Find("a")
	if n := l.Tally(a); n.States[sim.WaitingPower] != 19*time.Second {
		t.Errorf("a waits for %v, want 19 s", n.States[sim.WaitingPower])
	}
}

func sameText(t *testing.T, have, want []string) {
	t.Helper()
	seen := map[string]int{}
	for _, x := range have {
		seen[x]++
	}
	for _, x := range want {
		seen[x]--
	}
	for x, n := range seen {
		if n != 0 {
			t.Errorf("%q: %+d times more than wanted; have %q", x, n, have)
		}
	}
}

// What a supply gives is what a meter reads of those that it feeds, also where they fall asleep, wake, fail and are repaired; it is
// never above the limit but by what cannot be refused, and power is used where somebody waits for it.
func TestASupplyGivesWhatAMeterReads(t *testing.T) {
	waited := 0
	for seed := uint64(1); seed < 160; seed += 4 {
		m := anyLine(t, seed)
		p, err := Build(m)
		if err != nil {
			t.Fatalf("%d: %v", seed, err)
		}
		l := fresh(t, p, seed)
		start(t, l)
		var kw []map[string]float64
		for i := range p.Layout.Nodes {
			kw = append(kw, p.Layout.Nodes[i].KW)
		}
		meter := l.Meter(sim.Metering{KW: kw, Until: 2 * time.Hour})
		if err := l.Run(2 * time.Hour); err != nil {
			t.Logf("%d: %v", seed, err)
		}
		total := 0.0
		for _, kwh := range meter.Read().KWh {
			total += kwh
		}
		id, _ := l.Find("grid")
		f := l.Feeder(id)
		if have := f.MeanKW * l.Now().Hours(); math.Abs(have-total) > 1e-6*(1+total) {
			t.Errorf("%d: the supply gave %g kWh, a meter reads %g", seed, have, total)
		}
		if f.Limited > 0 {
			waited++
		}
		if f.PeakKW > f.LimitKW && f.Over == 0 {
			t.Errorf("%d: %+v, the peak is above the limit at no time", seed, f)
		}
	}
	if waited < 10 {
		t.Errorf("somebody waited for power in %d lines, want many", waited)
	}
}

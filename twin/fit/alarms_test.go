package fit

import (
	"os"
	"testing"
	"time"

	"tweeling/scenarios"
	"tweeling/sim/plant"
	"tweeling/sim/scenario"
	"tweeling/twin"
)

// An alarmed tells what a twin found while a plant went on that never changed.
type alarmed struct {
	cycles, alarms, refits int
	of                     map[string]int
}

// unchanged follows the line of a scenario, as it would be followed live, for some days in which nothing changes.
func unchanged(t *testing.T, p *plant.Plant, table *twin.Table, seed uint64, days int, found *alarmed) {
	t.Helper()
	start := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	m, err := twin.NewMirror(table, twin.Options{Zero: start, Begin: start, Seed: seed + 1000, Refit: OnDrift})
	if err != nil {
		t.Fatal(err)
	}
	stands := map[string]bool{}
	var said []twin.Signal
	heed := func() {
		if err := m.Take(said); err != nil {
			t.Fatal(err)
		}
		if err := m.Advance(said[len(said)-1].At.Add(-10 * time.Second)); err != nil {
			t.Fatal(err)
		}
		said = said[:0]
		now := map[string]bool{}
		for _, d := range m.Drifts() {
			name := p.Layout.Nodes[d.ID].Name + " " + string(d.What) + " " + d.Mode
			if now[name] = true; !stands[name] {
				found.alarms++
				found.of[name]++
			}
		}
		stands = now
	}
	l, err := p.Line(seed, 0)
	if err != nil {
		t.Fatal(err)
	}
	v := twin.NewVoice(table, "line", start, func(s twin.Signal) {
		if s.Value.Number > 0 {
			if i, ok := table.Find(s.Tag); ok && table.Meanings[i].Timer == "work" {
				found.cycles++
			}
		}
		if said = append(said, s); len(said) >= 1000 {
			heed()
		}
	})
	v.Begin(l)
	l.Watch(v, twin.VoiceMask)
	if err := l.Start(); err != nil {
		t.Fatal(err)
	}
	if err := l.Run(time.Duration(days) * 24 * time.Hour); err != nil {
		t.Fatal(err)
	}
	v.End()
	if len(said) > 0 {
		heed()
	}
	for _, r := range m.Refits() {
		if r.Changed() {
			found.refits++
			t.Logf("seed %d: %s %s: %.3f (%.3f to %.3f) of %d", seed, p.Layout.Nodes[r.Cause.ID].Name, r.Cause.What, r.Ratio.Value, r.Ratio.Low, r.Ratio.High, r.Fitted)
		}
	}
}

// Of a plant that never changes a twin is quiet: all that is watched of the whole plant together, over many days, through refits and
// what follows from them. The shaver line works 5 days of 7 and makes 3,400 parts in each; one alarm in four days of the calendar, and
// two, is one every 10,000 parts. Next to no alarm is to become a law: at most one of ten. Thresholds that ask 10,000 parts of each
// machine alone give twice as many, and laws fitted to the times of which the alarm was made as many laws as alarms.
func TestNothingChanges(t *testing.T) {
	days, seeds, names := 8, 2, []string{"shaver-heads"}
	if os.Getenv("TWEELING_LONG") != "" {
		days, seeds, names = 40, 6, scenarios.Names()
	}
	for _, name := range names {
		s, err := scenario.Load(name)
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
		table, err := twin.NewTable(p, s.Signals)
		if err != nil {
			t.Fatal(err)
		}
		found := alarmed{of: map[string]int{}}
		for seed := range uint64(seeds) {
			unchanged(t, p, table, seed, days, &found)
		}
		t.Logf("%s: in %d days %d cycles, %d alarms, %d refits: %v", name, days*seeds, found.cycles, found.alarms, found.refits, found.of)
		if most := 2 + days*seeds/4; found.alarms > most || found.refits > max(1, found.alarms/10) {
			t.Errorf("%s: in %d days want at most %d alarms and hardly a refit, have %d and %d: %v", name, days*seeds, most, found.alarms, found.refits, found.of)
		}
	}
}

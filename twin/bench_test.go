package twin_test

import (
	"path/filepath"
	"testing"
	"time"

	"tweeling/sim/experiment"
	"tweeling/sim/scenario"
	"tweeling/twin"
)

// BenchmarkJournalToFigures replays a journal of the built-in line: from the file to the figures. It tells signals a second.
func BenchmarkJournalToFigures(b *testing.B) {
	s, err := scenario.Load("shaver-heads")
	if err != nil {
		b.Fatal(err)
	}
	system, err := experiment.NewSystem(s, scenario.AsIs)
	if err != nil {
		b.Fatal(err)
	}
	table, err := twin.NewTable(system.Plant, nil)
	if err != nil {
		b.Fatal(err)
	}
	zero := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	j, err := twin.OpenJournal(filepath.Join(b.TempDir(), "j"), twin.JournalOptions{Loose: true})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = j.Close() }()
	l, err := system.Plant.Line(1, 0)
	if err != nil {
		b.Fatal(err)
	}
	var batch []twin.Signal
	v := twin.NewVoice(table, "line", zero, func(s twin.Signal) { batch = append(batch, s) })
	v.Begin(l)
	l.Watch(v, twin.VoiceMask)
	if err := l.Start(); err != nil {
		b.Fatal(err)
	}
	if err := l.Run(24 * time.Hour); err != nil {
		b.Fatal(err)
	}
	v.End()
	if err := j.Append(batch); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		m, err := twin.NewMirror(table, twin.Options{Zero: zero, Begin: zero, Seed: 1})
		if err != nil {
			b.Fatal(err)
		}
		if err := twin.Replay(m, j, zero.Add(24*time.Hour)); err != nil {
			b.Fatal(err)
		}
		st, err := m.Stand(zero.Add(24 * time.Hour))
		if err != nil {
			b.Fatal(err)
		}
		if _, err := system.Sample(st.Line); err != nil {
			b.Fatal(err)
		}
	}
	n := float64(j.Len())
	b.ReportMetric(n*float64(b.N)/b.Elapsed().Seconds(), "signals/s")
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(n, "signals/op")
}

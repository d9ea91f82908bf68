package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tweeling/sim/scenario"
	"tweeling/sim/words"
	"tweeling/twin"
	"tweeling/twin/history"
)

// What is watched forgets what is older than is to be kept and than its oldest checkpoint, tells how much, and stands as it stood; a signal
// from before that is then left out, since what is left would not give again what was.
func TestSweep(t *testing.T) {
	s, err := scenario.Load("shaver-heads")
	if err != nil {
		t.Fatal(err)
	}
	w, err := words.In("en")
	if err != nil {
		t.Fatal(err)
	}
	line, err := followIt(t.Context(), s, scenario.AsIs, w, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	start := twin.Zero(s.Run.Start, time.Now().AddDate(0, 0, -200), time.UTC)
	l, err := line.system.Plant.Line(1, 0)
	if err != nil {
		t.Fatal(err)
	}
	var said []twin.Signal
	v := twin.NewVoice(line.table, "plc", start, func(s twin.Signal) { said = append(said, s) })
	v.Begin(l)
	l.Watch(v, twin.VoiceMask)
	if err := l.Start(); err != nil {
		t.Fatal(err)
	}
	if err := l.Run(9 * time.Hour); err != nil {
		t.Fatal(err)
	}
	h, err := history.Open(filepath.Join(t.TempDir(), "line.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	if err := h.Append(said); err != nil {
		t.Fatal(err)
	}
	var told bytes.Buffer
	c := &cli{out: &told, err: &told}
	heard := &heard{line: line, store: h, kept: h, retain: time.Hour}
	if err := line.begin(c, start, twin.Options{Store: h, Every: 200, Keep: 2}); err != nil {
		t.Fatal(err)
	}
	if _, err := heard.catchUp(c, time.Now()); err != nil {
		t.Fatal(err)
	}
	before, oldest := line.mirror.Fingerprint(), line.mirror.Oldest()
	if err := heard.sweep(t.Context(), c, time.Now()); err != nil {
		t.Fatal(err)
	}
	if n, err := h.Count(); err != nil || n >= len(said) || n < 200 || !strings.Contains(told.String(), "were forgotten") {
		t.Errorf("want some of %d forgotten, and told, have %d left, %v: %s", len(said), n, err, told.String())
	}
	if err := h.Each(0, func(s twin.Signal, _ uint64) bool { return true }); err != nil {
		t.Error(err)
	}
	kept := 0
	for i := range said {
		if !said[i].At.Before(oldest) {
			kept++
		}
	}
	if n, _ := h.Count(); n < kept {
		t.Errorf("want all %d since the oldest checkpoint kept, have %d", kept, n)
	}
	late := said[10]
	late.Source = "late"
	if err := line.mirror.Take([]twin.Signal{late}); err != nil {
		t.Fatal(err)
	}
	if line.mirror.Fingerprint() != before || line.mirror.Late().TooOld != 1 {
		t.Errorf("want a signal that is older left out, have %+v", line.mirror.Late())
	}
}

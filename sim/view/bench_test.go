package view

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tweeling/sim/scenario"
	"tweeling/sim/view/gfx"
)

// BenchmarkFrame builds one frame of the shaver line twice, with all its charts, while the clock goes on.
func BenchmarkFrame(b *testing.B) {
	w := loaded(b, "shaver-heads", Options{At: 6 * time.Hour})
	var l gfx.List
	for b.Loop() {
		w.Seek(w.clock + 16*time.Millisecond)
		l.Reset()
		w.Frame(&l, 1280, 720)
	}
	b.ReportAllocs()
}

// BenchmarkSwitch is how long it takes from a switch to the line with the new measures.
func BenchmarkSwitch(b *testing.B) {
	w := loaded(b, "shaver-heads", Options{At: 6 * time.Hour})
	for b.Loop() {
		if err := w.Toggle(1); err != nil {
			b.Fatal(err)
		}
		for w.Switching() {
			w.Advance(0)
			time.Sleep(time.Millisecond)
		}
	}
}

// BenchmarkThousand draws a line of a thousand elements twice.
func BenchmarkThousand(b *testing.B) {
	s, err := scenario.Read("thousand.toml", []byte(thousand(500)), nil)
	if err != nil {
		b.Fatal(err)
	}
	w, err := New(s, Options{At: 30 * time.Minute})
	if err != nil {
		b.Fatal(err)
	}
	defer w.Close()
	for _, d := range w.sides {
		if err := d.track.settle(d.stage.opens + w.clock); err != nil {
			b.Fatal(err)
		}
	}
	var l gfx.List
	for b.Loop() {
		w.Seek(w.clock + 16*time.Millisecond)
		l.Reset()
		w.Frame(&l, 1280, 720)
	}
	b.ReportAllocs()
}

// thousand is a line of so many machines with a buffer before each.
func thousand(machines int) string {
	var t strings.Builder
	t.WriteString("[run]\nhorizon = \"2h\"\nwarmup = \"10m\"\nreplications = 2\n[line.in]\nkind = \"source\"\nto = [\"b0\"]\n")
	for i := range machines {
		fmt.Fprintf(&t, "[line.b%d]\nkind = \"buffer\"\nroom = 4\nto = [\"m%d\"]\n", i, i)
		next := fmt.Sprintf("b%d", i+1)
		if i == machines-1 {
			next = "out"
		}
		fmt.Fprintf(&t, "[line.m%d]\nkind = \"machine\"\ncycle = \"triangular(8s, 10s, 13s)\"\nto = [\"%s\"]\n", i, next)
	}
	t.WriteString("[line.out]\nkind = \"sink\"\n[measure.fast.line.m3]\ncycle = \"8s\"\n")
	return t.String()
}

func loaded(t testing.TB, name string, opt Options) *Show {
	t.Helper()
	s, err := scenario.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	w, err := New(s, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	if err := w.Wait(); err != nil {
		t.Fatal(err)
	}
	return w
}

package main

import (
	"bytes"
	"strings"
	"sync"
	"testing"
	"time"
)

// late is a bar for work that has taken longer than anyone waits without a sign.
func late(out *bytes.Buffer, shown bool) *progress {
	p := newProgress(out, shown)
	p.began = p.began.Add(-2 * patience)
	return p
}

func TestProgress(t *testing.T) {
	for _, c := range []struct {
		name     string
		tell     func(out *bytes.Buffer)
		has, not string
	}{
		{"shown after a second", func(out *bytes.Buffer) { late(out, true).set(7, 30) }, "7/30", ""},
		{"not before", func(out *bytes.Buffer) { newProgress(out, true).set(7, 30) }, "", "7"},
		{"not where nobody looks", func(out *bytes.Buffer) { late(out, false).set(7, 30) }, "", "7"},
		{"never back", func(out *bytes.Buffer) { p := late(out, true); p.set(8, 30); p.set(7, 30) }, "8/30", "7/30"},
		{"more to do than thought", func(out *bytes.Buffer) { p := late(out, true); p.set(8, 30); p.set(9, 60) }, "9/60", ""},
		{"not after the end", func(out *bytes.Buffer) { p := late(out, true); p.done(); p.set(7, 30) }, "", "7"},
		{"an end without a beginning", func(out *bytes.Buffer) { late(out, true).done() }, "", "%"},
	} {
		var out bytes.Buffer
		c.tell(&out)
		if !strings.Contains(out.String(), c.has) || c.not != "" && strings.Contains(out.String(), c.not) {
			t.Errorf("%s: %q", c.name, out.String())
		}
	}
}

func TestProgressFitsAndGoesAway(t *testing.T) {
	var out bytes.Buffer
	p := late(&out, true)
	p.began = time.Now().Add(-time.Hour)
	for i := range 9999 {
		p.set(i+1, 10000)
	}
	for frame := range strings.SplitSeq(out.String(), "\r") {
		if n := runes(frame); n > lineWidth {
			t.Fatalf("%d columns: %q", n, frame)
		}
	}
	p.done()
	frames := strings.Split(out.String(), "\r")
	if last := frames[len(frames)-1]; strings.TrimSpace(last) != "" {
		t.Errorf("%q is left behind", last)
	}
}

func TestProgressFromManySides(t *testing.T) {
	var out bytes.Buffer
	p := late(&out, true)
	var all sync.WaitGroup
	for side := range 8 {
		all.Go(func() {
			for i := range 50 {
				p.set(side*50+i, 401)
			}
		})
	}
	all.Wait()
	p.set(400, 401)
	p.done()
	if !strings.Contains(out.String(), "400/401") {
		t.Errorf("the last figure is not shown: %q", out.String())
	}
}

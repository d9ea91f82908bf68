package view

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tweeling/sim"
	"tweeling/sim/scenario"
)

// The notice of a standstill says who waits for what in the words of the command line, and in Dutch none of these are left.
func TestTheNoticeOfAStandstillSaysWhoWaitsForWhat(t *testing.T) {
	w := loaded(t, "testdata/kit.toml", Options{At: time.Hour, Plan: scenario.AsIs})
	dead, ok := errors.AsType[*sim.Deadlock](w.Stuck())
	if !ok {
		t.Fatalf("%v, want a deadlock", w.Stuck())
	}
	got := texts(t, framed(t, w, 1280, 720), "notice")
	if len(got) != 3 || !has(got, "q waits for mount to take what waits") || !has(got, "mount waits for b, which cannot come past q") {
		t.Errorf("the notice is %q, want that of %v", got, dead)
	}
	w.Key("l")
	got = texts(t, framed(t, w, 1280, 720), "notice")
	if len(got) != 3 || !has(got, "q wacht tot mount neemt wat wacht") || !has(got, "mount wacht op b, maar q verspert de weg") {
		t.Errorf("the notice in Dutch is %q", got)
	}
}

func TestEveryWaitIsSaidAsTheCommandLineSaysIt(t *testing.T) {
	waits := []sim.Wait{{For: sim.Room}, {For: sim.Taking}, {For: sim.Card, Loop: "cards from a to z"}, {For: sim.People, What: "crew"},
		{For: sim.Parts, What: "more parts", Loop: "cards from b to c"}, {For: sim.Turn, What: "parts of order 12"}}
	for _, a := range awaitedParts {
		waits = append(waits, sim.Wait{For: sim.Parts, What: a[0]})
	}
	lasts := []sim.Wait{{For: sim.Parts, What: "bolt"}, {For: sim.Turn, What: "parts of order 7"}, {For: sim.People, What: "crew"}, {For: sim.Power, What: "grid"}, {For: sim.Still, What: "blocked"}}
	en := loaded(t, "testdata/stuck.toml", Options{Plan: scenario.AsIs})
	nl := loaded(t, "testdata/stuck.toml", Options{Plan: scenario.AsIs, Lang: "nl"})
	for _, last := range append(lasts, sim.Wait{For: sim.Room}) {
		dead := &sim.Deadlock{Waits: append(slices.Clip(waits), last), Open: last.For != sim.Room}
		for i := range dead.Waits {
			dead.Names = append(dead.Names, fmt.Sprintf("e%d", i))
		}
		framed(t, en, 640, 360)
		framed(t, nl, 640, 360)
		lines := strings.Split(en.draw.standstill(dead), "\n")
		if len(lines) != 1+len(dead.Names) {
			t.Errorf("%d lines, want one for each of %d and one before", len(lines), len(dead.Names))
		}
		for _, line := range lines[1:] {
			if !strings.Contains(dead.Error()+",", line) {
				t.Errorf("%q is not in %q", line, dead)
			}
		}
		if text := nl.draw.standstill(dead); strings.Contains(text, "[") || strings.Contains(text, "wait") || strings.Contains(text, " of ") || strings.Contains(text, "part") || strings.Contains(text, "from") {
			t.Errorf("in Dutch: %s", text)
		}
	}
	room := &sim.Deadlock{Names: []string{"a", "b"}, Waits: []sim.Wait{{For: sim.Room}, {For: sim.Room}}}
	if text := en.draw.standstill(room); !strings.HasSuffix(text, "a ← b ← a\neach is full and waits for the next") || !strings.Contains(room.Error(), "each is full and waits for the next") {
		t.Errorf("of room only: %q", text)
	}
}

// A circle of many says how many are left out where the picture has no room for all.
func TestALongNoticeSaysWhatItLeavesOut(t *testing.T) {
	w := loaded(t, "testdata/stuck.toml", Options{Plan: scenario.AsIs})
	l := framed(t, w, 640, 360)
	w.draw.List = l
	w.draw.notice(make([]string, 30), 10)
	if got := texts(t, l, "notice"); len(got) != 10 || got[9] != "… 21 more …" {
		t.Errorf("the notice is %q, want ten lines of 30", got)
	}
}

package view

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tweeling/sim"
)

// A station that a robot tends takes as long for a part in the chain of causes as on its card, and the robot that takes
// most of that time is named.
func TestTheChainTellsTheTimeOfTheCard(t *testing.T) {
	const line = `
[run]
horizon = "1d"
warmup = "0s"
replications = 2
[line.blanks]
kind = "source"
to = ["saw"]
[line.saw]
kind = "machine"
cycle = "3s"
to = ["trays"]
[line.trays]
kind = "buffer"
room = 2
to = ["load"]
[line.load]
kind = "machine"
cycle = "0.8s"
robot = "arm"
to = ["out"]
[line.out]
kind = "sink"
[line.arm]
kind = "robot"
pick = "2s"
travel = "1s"
place = "2s"
`
	name := filepath.Join(t.TempDir(), "tended.toml")
	if err := os.WriteFile(name, []byte(line), 0o644); err != nil {
		t.Fatal(err)
	}
	w := loaded(t, name, Options{Pick: "saw"})
	said := false
	for k := range 60 {
		w.Seek(time.Hour + time.Duration(k)*500*time.Millisecond)
		framed(t, w, 1280, 720)
		s := w.sides[0]
		works := -1
		for i, l := range w.chain {
			if s.stage.items[l.item].name == "load" && l.state == sim.Working {
				works = i
			}
		}
		if works < 0 {
			continue
		}
		said = true
		if i := works + 1; i >= len(w.chain) || s.stage.items[w.chain[i].item].name != "arm" {
			t.Errorf("the chain %+v does not go on from the machine to its robot", w.chain)
		}
		seconds, ok := workAPart(&s.stage.items[s.stage.find("load")], s.track.cursor.world, &s.track.cursor.told, s.track.cursor.at)
		if last := w.chain[len(w.chain)-1].text; !strings.Contains(last, w.words.Number(seconds-0.8, 1)+" s") {
			t.Errorf("the robot's link says %q, want the %v s but 0.8", last, seconds)
		}
		if want := w.words.Number(seconds, 1) + " s"; !ok || seconds < 5 || !strings.Contains(w.chain[works].text, want) {
			t.Errorf("the chain says %q, want the %s of the card", w.chain[works].text, want)
		}
	}
	if !said {
		t.Error("the machine that the robot tends was never seen to work")
	}
}

// Of two robots the one that is down is named, with what is the matter; so is the one that still works.
func TestTheReasonNamesWhichRobotIsDown(t *testing.T) {
	const line = `
[run]
horizon = "1d"
warmup = "0s"
replications = 2
[line.blanks]
kind = "source"
to = ["a", "b", "c"]
[line.a]
kind = "machine"
cycle = "2s"
robot = "arm"
to = ["out"]
[line.b]
kind = "machine"
cycle = "2s"
robot = "arm"
to = ["out"]
[line.c]
kind = "machine"
cycle = "2s"
robot = "arm"
to = ["out"]
[line.out]
kind = "sink"
[line.arm]
kind = "robot"
pick = "20s"
place = "20s"
count = 2
failure.grip = { uptime = "exp(20m)", repair = "exp(20m)" }
`
	name := filepath.Join(t.TempDir(), "two.toml")
	if err := os.WriteFile(name, []byte(line), 0o644); err != nil {
		t.Fatal(err)
	}
	w := loaded(t, name, Options{Pick: "c"})
	one, both := 0, 0
	for k := range 100 {
		w.Seek(time.Hour + time.Duration(k)*5*time.Minute)
		framed(t, w, 1280, 720)
		s := w.sides[0]
		if len(w.chain) == 0 || w.chain[0].state != sim.WaitingRobot {
			continue
		}
		down := 0
		for unit, id := range s.stage.items[s.stage.find("arm")].IDs {
			named := slices.ContainsFunc(w.chain, func(l link) bool {
				return l.state == sim.Down && strings.HasPrefix(l.text, fmt.Sprintf("arm %d down", unit+1)) && strings.HasSuffix(l.text, ": grip")
			})
			if is := s.track.cursor.world.nodes[id].state == sim.Down; is != named {
				t.Errorf("robot %d is down: %v, and the chain says %+v", unit+1, is, w.chain)
			} else if is {
				down++
			}
		}
		switch down {
		case 1:
			one++
		case 2:
			both++
		}
	}
	if one == 0 || both == 0 {
		t.Errorf("one was down %d times and both %d times; want some of each", one, both)
	}
}

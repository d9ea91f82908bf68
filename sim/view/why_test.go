package view

import (
	"os"
	"path/filepath"
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

package view

import (
	"math"
	"testing"
	"time"

	"tweeling/sim"
	"tweeling/sim/view/gfx"
)

// Whatever the pixels, a row shows states for as long as its cells hold them, and none that they do not hold.
func TestColumnsOweNothing(t *testing.T) {
	cells := make([]uint8, 720)
	for k := range cells {
		cells[k] = uint8([]sim.State{sim.Working, sim.Working, sim.Blocked, sim.Working, sim.Starved}[k*7/3%5])
	}
	var want [sim.NumStates]float64
	for _, c := range cells {
		want[c] += 1 / float64(len(cells))
	}
	for _, wide := range []int{90, 331, 720, 1700} {
		var owed [sim.NumStates]float32
		var got [sim.NumStates]float64
		per := float32(len(cells)) / float32(wide)
		for x := range wide {
			s, some := column(&owed, cells, float32(x)*per, float32(x+1)*per)
			if !some {
				t.Fatalf("%d pixels: nothing in column %d", wide, x)
			}
			got[s] += 1 / float64(wide)
		}
		for s := range got {
			if off := math.Abs(got[s] - want[s]); off > float64(sim.NumStates)/float64(wide) {
				t.Errorf("%d pixels show %v for %.3f, the cells hold %.3f", wide, sim.State(s), got[s], want[s])
			}
		}
	}
}

// No label hides under the heading of its panel.
func TestLabelsStayBelowTheHeading(t *testing.T) {
	l := framed(t, loaded(t, "shaver-heads", Options{At: 6 * time.Hour}), 1280, 720)
	labels := 0
	for i := range l.Ops {
		if op := &l.Ops[i]; op.Kind == gfx.Text && op.Text == "housings" {
			labels++
			if y := l.PointsOf(op)[0].Y; y < 76+34+13 { // the panel, its heading, and the letters
				t.Errorf("housings is written at %v", y)
			}
		}
	}
	if labels != 2 {
		t.Errorf("%d labels of housings, want one a side", labels)
	}
}

package view

import (
	"time"

	"tweeling/sim"
	"tweeling/sim/view/gfx"
)

// hourShares lists the states of the hour before, the longest first, each with its sign, a bar and its share.
func (d *drawing) hourShares(s *side, it *item, b box) float32 {
	cells := s.track.cursor.told.cells[s.stage.rank[it.IDs[0]]]
	last := min(int((d.t-s.stage.opens)/cellLong), len(cells))
	first := max(0, last-int(time.Hour/cellLong))
	if last <= first {
		return b.y
	}
	var count [sim.NumStates]int
	for _, c := range cells[first:last] {
		count[c]++
	}
	y := b.y
	for range 4 {
		best := sim.State(0)
		for st := range sim.NumStates {
			if count[st] > count[best] {
				best = st
			}
		}
		if count[best] == 0 || y+15 > b.y+b.h {
			break
		}
		share := float32(count[best]) / float32(last-first)
		icon(d.List, best, b.x+6, y+7, 5.4)
		d.text(b.x+18, y+11, 11.5, gfx.Regular, gfx.Left, d.th.ink, d.words.Say("state."+best.String()), b.w*0.48)
		x := b.x + b.w*0.55
		wide := b.w*0.45 - 40
		d.RoundRect(d.th.faint, x, y+3, wide, 8, 2)
		swatch(d.List, best, x, y+3, max(1.5, wide*share), 8)
		d.Text(b.x+b.w, y+11, 11.5, gfx.SemiBold, gfx.Right, d.th.ink, d.words.Percent(float64(share), 0))
		count[best] = 0
		y += 17
	}
	return y
}

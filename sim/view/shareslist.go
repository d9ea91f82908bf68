package view

import (
	"time"

	"tweeling/sim"
	"tweeling/sim/view/gfx"
)

// hourShares lists the states of the hour before, the longest first, each with its sign, a bar and its share.
func (d *drawing) hourShares(s *side, it *item, b box) float32 {
	spent, sum := s.hourBefore(it, &d.facts[d.pickSide])
	if sum <= 0 {
		return b.y
	}
	y := b.y
	for range 4 {
		best := sim.State(0)
		for st := range sim.NumStates {
			if spent[st] > spent[best] {
				best = st
			}
		}
		if spent[best] == 0 || y+15 > b.y+b.h {
			break
		}
		share := float32(float64(spent[best]) / float64(sum))
		icon(d.List, best, b.x+6, y+7, 5.4)
		d.text(b.x+18, y+11, 11.5, gfx.Regular, gfx.Left, d.th.ink, d.words.Say("state."+best.String()), b.w*0.48)
		x := b.x + b.w*0.55
		wide := b.w*0.45 - 40
		d.RoundRect(d.th.faint, x, y+3, wide, 8, 2)
		swatch(d.List, best, x, y+3, max(1.5, wide*share), 8)
		d.Text(b.x+b.w, y+11, 11.5, gfx.SemiBold, gfx.Right, d.th.ink, d.words.Percent(float64(share), 0))
		spent[best] = 0
		y += 17
	}
	return y
}

// hourBefore is how long the units of a station were in each state in the hour before the present time, and the sum of all.
// It is exact; the hour begins at a full minute, so while the clock is between two it is up to a minute longer.
func (s *side) hourBefore(it *item, f *facts) (spent [sim.NumStates]sim.Time, sum sim.Time) {
	at := f.world.at
	from := max(0, minute(s.stage, at-time.Hour)) * len(s.stage.ranked)
	for _, id := range it.IDs {
		first := (from + int(s.stage.rank[id])) * int(sim.NumStates)
		if first+int(sim.NumStates) > len(f.told.sums) {
			return spent, 0
		}
		for st := range sim.NumStates {
			t := max(0, f.world.nodes[id].time(st, at)-f.told.sums[first+int(st)])
			spent[st] += t
			sum += t
		}
	}
	return spent, sum
}

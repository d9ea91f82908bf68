package view

import (
	"cmp"
	"slices"
	"time"

	"tweeling/sim"
	"tweeling/sim/view/gfx"
)

// band is the Gantt chart of one side: what every station did, with the bottleneck of each moment outlined. A click goes
// to that time.
func (d *drawing) band(b box) {
	th, s := d.th, d.sides[d.charted]
	d.surface(b)
	d.Begin("gantt", "")
	d.text(b.x+12, b.y+20, 12.5, gfx.SemiBold, gfx.Left, th.ink, d.words.Say("view.gantt"), b.w-150)
	if len(d.sides) > 1 {
		x := b.x + b.w - 10
		for i := 1; i >= 0; i-- {
			name := d.sideName(i)
			w := gfx.Width(name, 11, gfx.SemiBold) + 14
			x -= w
			d.button(box{x, b.y + 7, w, 19}, name, int8(i) == d.charted, actBand, int32(i))
			x -= 3
		}
	}
	from, to := d.window(bandLong)
	names := d.rowNames(s, b.w*0.2)
	chart := box{b.x + 14 + names, b.y + 42, b.w - names - 26, b.h - 42 - 40}
	shown := d.pickRows(s, max(1, int(chart.h/9)))
	d.text(b.x+12, b.y+34, 10.5, gfx.Regular, gfx.Left, th.muted, d.cutNote(d.words.Say("view.gantt_note"), len(shown), len(s.stage.ranked)), b.w-24)
	if len(shown) > 0 {
		d.rows(s, chart, from, to, shown, names+4)
	}
	x := func(t sim.Time) float32 { return chart.x + chart.w*float32(t-from)/float32(to-from) }
	d.hours(from, to, x, chart.y+chart.h+14)
	d.legend(box{b.x + 12, b.y + b.h - 19, b.w - 24, 14}, s)
	now := x(d.t)
	d.Line(th.ink, 1.2, now, chart.y-3, now, chart.y+chart.h+2)
	d.Fill(th.ink, gfx.Point{X: now - 4, Y: chart.y - 7}, gfx.Point{X: now + 4, Y: chart.y - 7}, gfx.Point{X: now, Y: chart.y - 1})
	d.End()
	d.hits = append(d.hits, hit{box: chart, act: actScrub})
	d.scrubFrom, d.scrubTo = from, to
}

const bandLong = 2 * time.Hour

func (d *drawing) rowNames(s *side, most float32) float32 {
	wide := float32(20)
	for _, i := range s.stage.stations {
		it := &s.stage.items[i]
		wide = max(wide, gfx.Width(d.unitName(it, int32(len(it.IDs)-1)), 11, gfx.Regular))
	}
	return min(wide, most)
}

// pickRows is the machines that get a row: all, or as many as there is room for. Then it is those that waited least, since
// there the bottleneck is; that of the moment and that of the whole time are always among them.
func (d *drawing) pickRows(s *side, most int) []int32 {
	shown := d.shown[:0]
	for k := range s.stage.ranked {
		shown = append(shown, int32(k))
	}
	d.shown = shown
	if len(shown) <= most {
		return shown
	}
	f := &d.facts[d.charted]
	neck := int32(f.world.bottleneck(s.stage))
	idle := func(k int32) sim.Time {
		id := s.stage.ranked[k]
		if k == neck {
			return -2
		}
		if s.stage.of[id] == f.neckAt {
			return -1
		}
		n, base := &f.world.nodes[id], &f.told.base.nodes[id]
		return n.time(sim.Starved, d.t) + n.time(sim.Blocked, d.t) - base.time(sim.Starved, f.told.base.at) - base.time(sim.Blocked, f.told.base.at)
	}
	slices.SortStableFunc(shown, func(a, b int32) int { return cmp.Compare(idle(a), idle(b)) })
	shown = shown[:most]
	slices.Sort(shown)
	return shown
}

// rows draws a row a machine.
func (d *drawing) rows(s *side, chart box, from, to sim.Time, shown []int32, names float32) {
	told := &s.track.cursor.told
	each := min(chart.h/float32(len(shown)), 30)
	bar := each - max(2, each*0.22)
	first, last := int((from-s.stage.opens)/cellLong), int((d.t-s.stage.opens)/cellLong)
	wide := chart.w * float32(cellLong) / float32(to-from)
	for r, k := range shown {
		y := chart.y + float32(r)*each
		it := &s.stage.items[s.stage.of[s.stage.ranked[k]]]
		d.Begin(it.ids.row, it.title)
		d.text(chart.x-8, y+bar/2+4, min(11, bar+2), gfx.Regular, gfx.Right, d.th.ink, d.unitName(it, s.stage.unit[s.stage.ranked[k]]), names)
		d.runs(told.cells[k], chart.x, y, wide, bar, first, min(last, len(told.cells[k])))
		d.End()
	}
	for r, k := range shown {
		y := chart.y + float32(r)*each
		d.outlines(told.necks, k, chart.x, y, wide, bar, first, min(last, len(told.necks)))
	}
}

// runs draws the stretches of one state, in whole columns of pixels: a border within a pixel costs a software renderer more
// than the stretch. Where a column has several cells it shows the state that is owed most, and the rest is owed to the
// columns after it, so that the shares are still those of the cells.
func (d *drawing) runs(cells []uint8, x, y, wide, high float32, first, last int) {
	if first >= last {
		return // nothing of it is simulated yet
	}
	cells = cells[first:last]
	from, to := rounded(x), rounded(x+wide*float32(len(cells)))
	y, high = rounded(y), max(1, rounded(high))
	var owed [sim.NumStates]float32
	begun, was := from, sim.State(0)
	for at := from; at <= to; at++ {
		s, some := column(&owed, cells, (at-x)/wide, (at+1-x)/wide)
		if at > from && (at == to || s != was && some) {
			d.run(was, begun, y, at-begun, high)
			begun = at
		}
		if some || at == from {
			was = s
		}
	}
}

// column is what a column of pixels from a to b, counted in cells, shows.
func column(owed *[sim.NumStates]float32, cells []uint8, a, b float32) (best sim.State, some bool) {
	a, b = max(0, a), min(b, float32(len(cells)))
	for c := int(a); float32(c) < b; c++ {
		s := sim.State(cells[c])
		owed[s] += min(b, float32(c+1)) - max(a, float32(c))
		if !some || owed[s] > owed[best] {
			best, some = s, true
		}
	}
	if some {
		owed[best] -= b - a
	}
	return best, some
}

// run draws a stretch of one state, with its letter where there is room.
func (d *drawing) run(s sim.State, x, y, w, high float32) {
	swatch(d.List, s, x, y, w, high)
	if w > 13 && high >= 8 {
		d.Text(x+w/2, y+high/2+3.6, min(10, high-1), gfx.SemiBold, gfx.Center, onState(s), d.words.Say(letters[s]))
	}
}

// letters are the keys of the letters of states.
var letters = [sim.NumStates]string{"view.letter_off", "view.letter_planned_stop", "view.letter_down", "view.letter_waiting_repair", "view.letter_setup",
	"view.letter_waiting_operator", "view.letter_waiting_robot", "view.letter_waiting_vehicle", "view.letter_waiting_power", "view.letter_working", "view.letter_blocked", "view.letter_starved"}

// outlines marks when a station was the bottleneck.
func (d *drawing) outlines(necks []int16, k int32, x, y, wide, high float32, first, last int) {
	for a := first; a < last; {
		if int32(necks[a]) != k {
			a++
			continue
		}
		b := a + 1
		for b < last && int32(necks[b]) == k {
			b++
		}
		l, w := x+wide*float32(a-first), wide*float32(b-a)
		d.Stroke(d.th.ink, 1.8, true, gfx.Point{X: l, Y: y - 0.5}, gfx.Point{X: l + w, Y: y - 0.5}, gfx.Point{X: l + w, Y: y + high + 0.5}, gfx.Point{X: l, Y: y + high + 0.5})
		a = b
	}
}

// legend names the states that occur, by sign, letter and colour.
func (d *drawing) legend(b box, s *side) {
	var occurs [sim.NumStates]bool
	f := &d.facts[d.charted]
	for _, id := range s.stage.ranked {
		for st := range sim.NumStates {
			occurs[st] = occurs[st] || f.world.nodes[id].time(st, d.t) > f.told.base.nodes[id].time(st, f.told.base.at)
		}
	}
	x := b.x
	for _, st := range legendOrder {
		if !occurs[st] {
			continue
		}
		text := d.words.Say(letters[st]) + " " + d.words.Say("state."+st.String())
		w := gfx.Width(text, 10.5, gfx.Regular) + 24
		if x+w > b.x+b.w+8 {
			return
		}
		icon(d.List, st, x+6, b.y+7, 5.5)
		d.Text(x+15, b.y+11, 10.5, gfx.Regular, gfx.Left, d.th.muted, text)
		x += w
	}
}

var legendOrder = []sim.State{sim.Working, sim.Starved, sim.Blocked, sim.Setup, sim.Down, sim.WaitingRepair, sim.WaitingOperator, sim.WaitingRobot, sim.WaitingVehicle, sim.WaitingPower, sim.PlannedStop, sim.Off}

// unitName is the name of one machine of several at one place.
func (d *drawing) unitName(it *item, unit int32) string {
	return it.unitName(d.number(int64(unit) + 1))
}

func (it *item) unitName(number string) string {
	if len(it.IDs) < 2 {
		return it.title
	}
	return it.title + " " + number
}

package view

import (
	"sort"

	"tweeling/sim"
	"tweeling/sim/view/gfx"
)

// events lists what went wrong on the side whose chart is shown, the latest first. A click goes there.
func (d *drawing) events(b box) {
	s := d.sides[d.charted]
	list := s.track.cursor.told.mishaps
	n := sort.Search(len(list), func(i int) bool { return list[i].at > d.t })
	d.surface(b)
	d.hits = append(d.hits, hit{box: b, act: actNothing})
	d.Begin("events", "")
	d.Text(b.x+14, b.y+22, 12.5, gfx.SemiBold, gfx.Left, d.th.ink, d.words.Say("view.events"))
	if n == 0 {
		d.Text(b.x+14, b.y+42, 11.5, gfx.Regular, gfx.Left, d.th.muted, d.words.Say("view.no_events"))
	}
	y := b.y + 42
	for i := n - 1; i >= 0 && y < b.y+b.h-6; i-- {
		m := &list[i]
		it := &s.stage.items[s.stage.of[m.node]]
		when, x := d.hour(m.at, false), b.x+57
		if m.at/dayLong != d.t/dayLong { // of another day
			when = d.words.Say(weekdays[d.start().Add(m.at).Weekday()]) + " " + when
		}
		if list[0].at/dayLong != d.t/dayLong {
			x += 26
		}
		d.Text(b.x+14, y, 11.5, gfx.Regular, gfx.Left, d.th.muted, when)
		icon(d.List, sim.Down, x, y-4, 5)
		d.text(x+10, y, 11.5, gfx.Regular, gfx.Left, d.th.ink, it.title+" · "+it.Failures[m.mode].Name, b.x+b.w-x-20)
		d.hits = append(d.hits, hit{box: box{b.x, y - 12, b.w, 17}, act: actEvent, side: d.charted, arg: int32(i)})
		y += 17
	}
	d.End()
}

// goTo moves the clock to something that went wrong, and opens the card of where.
func (w *Show) goTo(h hit) {
	s := w.sides[h.side]
	if list := s.track.cursor.told.mishaps; int(h.arg) < len(list) {
		m := &list[h.arg]
		w.Seek(m.at - s.stage.opens)
		w.paused = true
		w.pick, w.picked, w.pickSide = s.stage.items[s.stage.of[m.node]].name, true, h.side
	}
}

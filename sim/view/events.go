package view

import (
	"sort"

	"tweeling/sim"
	"tweeling/sim/view/gfx"
)

// events lists what went wrong on the side whose chart is shown, the latest first: failures, and of a line that is driven from
// outside what was put right and what is overdue. A click goes there.
func (d *drawing) events(b box) {
	s := d.sides[d.charted]
	told := &s.track.cursor.told
	list, notes := told.mishaps, told.notes
	n := sort.Search(len(list), func(i int) bool { return list[i].at > d.t })
	k := sort.Search(len(notes), func(i int) bool { return notes[i].at > d.t })
	d.surface(b)
	d.hits = append(d.hits, hit{box: b, act: actNothing})
	d.Begin("events", "")
	d.Text(b.x+14, b.y+22, 12.5, gfx.SemiBold, gfx.Left, d.th.ink, d.words.Say("view.events"))
	if n+k == 0 {
		d.Text(b.x+14, b.y+42, 11.5, gfx.Regular, gfx.Left, d.th.muted, d.words.Say("view.no_events"))
	}
	oldest := d.t
	if n > 0 {
		oldest = list[0].at
	}
	if k > 0 {
		oldest = min(oldest, notes[0].at)
	}
	var since map[sim.ID]sim.Time // of nodes that were put right: from when on that is told by a row above
	for y := b.y + 42; n+k > 0 && y < b.y+b.h-6; y += 17 {
		for k > 0 && notes[k-1].n > 0 && since[notes[k-1].node] > 0 && notes[k-1].at >= since[notes[k-1].node] {
			k--
		}
		if n+k == 0 {
			break
		}
		row := eventRow{box: box{b.x, y, b.w, 17}, days: oldest/dayLong != d.t/dayLong}
		if k > 0 && (n == 0 || notes[k-1].at >= list[n-1].at) {
			k--
			row.act, row.arg = actNote, int32(k)
			one := notes[k]
			if one.n > 0 { // of one node within a while they are one
				for i := k - 1; i >= 0 && notes[i].at > one.at-freshFor; i-- {
					if notes[i].node == one.node {
						one.n += notes[i].n
					}
				}
				if since == nil {
					since = map[sim.ID]sim.Time{}
				}
				since[one.node] = one.at - freshFor + 1
			}
			d.noteRow(s, &one, row)
			continue
		}
		n--
		m := &list[n]
		it := &s.stage.items[s.stage.of[m.node]]
		row.act, row.arg = actEvent, int32(n)
		x := d.eventAt(m.at, row)
		icon(d.List, sim.Down, x, y-4, 5)
		d.text(x+10, y, 11.5, gfx.Regular, gfx.Left, d.th.ink, it.title+" · "+it.Failures[m.mode].Name, b.x+b.w-x-20)
	}
	d.End()
}

// An eventRow is where one of the events is written, and what a click on it does.
type eventRow struct {
	box
	days bool // the day stands before the hour
	act  action
	arg  int32
}

// eventAt writes when something happened, and returns where its sign goes.
func (d *drawing) eventAt(at sim.Time, r eventRow) float32 {
	when, x := d.hour(at, false), r.x+57
	if at/dayLong != d.t/dayLong { // of another day
		when = d.words.Say(weekdays[d.start().Add(at).Weekday()]) + " " + when
	}
	if r.days {
		x += 26
	}
	d.Text(r.x+14, r.y, 11.5, gfx.Regular, gfx.Left, d.th.muted, when)
	d.hits = append(d.hits, hit{box: box{r.x, r.y - 12, r.w, r.h}, act: r.act, side: d.charted, arg: r.arg})
	return x
}

// noteRow writes what was put right, or is overdue.
func (d *drawing) noteRow(s *side, n *note, r eventRow) {
	x := d.eventAt(n.at, r)
	title := ""
	if at := s.stage.of[n.node]; at >= 0 {
		title = s.stage.items[at].title + " · "
	}
	text := title + d.words.Say("view.note_late", d.timerName(n.late.What))
	c := amber
	if n.n > 0 {
		text, c = title+d.words.Say("view.note_right", d.number(int64(n.n))), d.th.ink
	}
	d.Circle(c, x, r.y-4, 5)
	d.text(x+10, r.y, 11.5, gfx.Regular, gfx.Left, d.th.ink, text, r.x+r.w-x-20)
}

// goTo moves the clock to something that went wrong, and opens the card of where.
func (w *Show) goTo(h hit) {
	s := w.sides[h.side]
	if list := s.track.cursor.told.mishaps; int(h.arg) < len(list) {
		w.goToNode(h.side, list[h.arg].at, list[h.arg].node)
	}
}

// goToNote does so for what was put right or overdue.
func (w *Show) goToNote(h hit) {
	s := w.sides[h.side]
	if list := s.track.cursor.told.notes; int(h.arg) < len(list) {
		w.goToNode(h.side, list[h.arg].at, list[h.arg].node)
	}
}

func (w *Show) goToNode(side int8, at sim.Time, node sim.ID) {
	s := w.sides[side]
	w.Seek(at - s.stage.opens)
	w.paused = true
	if i := s.stage.of[node]; i >= 0 {
		w.pick, w.picked, w.pickSide = s.stage.items[i].name, true, side
	}
}

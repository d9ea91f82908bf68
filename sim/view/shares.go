package view

import (
	"slices"
	"strconv"

	"tweeling/sim"
	"tweeling/sim/view/gfx"
)

// shares is the chart of what stations have done since the start: a bar a station and side, out of shift left out. A station
// that one side lacks leaves the place of its bar there empty.
func (d *drawing) shares(b box) {
	th := d.th
	d.surface(b)
	d.Begin("shares", "")
	d.text(b.x+12, b.y+20, 12.5, gfx.SemiBold, gfx.Left, th.ink, d.words.Say("view.shares"), b.w-24)
	names := float32(0)
	for _, s := range d.sides {
		names = max(names, d.rowNames(s, b.w*0.3))
	}
	chart := box{b.x + 14 + names, b.y + 42, b.w - names - 26, b.h - 42 - 12}
	rows := d.lineUp()
	shown := d.cut(len(rows), max(1, int(chart.h/12)), func(k int32) bool {
		for i := range d.sides {
			if at := rows[k][i]; at >= 0 && at == d.facts[i].neckAt {
				return true
			}
		}
		return false
	})
	note := ""
	if len(d.sides) > 1 {
		note = d.words.Say("view.shares_note")
	}
	d.text(b.x+12, b.y+34, 10.5, gfx.Regular, gfx.Left, th.muted, d.cutNote(note, len(shown), len(rows)), b.w-24)
	each := min(chart.h/float32(max(1, len(shown))), 34)
	for r, k := range shown {
		y := chart.y + float32(r)*each
		high := (each - max(2.5, each*0.2)) / float32(len(d.sides))
		title := ""
		for i, s := range d.sides {
			if at := rows[k][i]; at >= 0 {
				title = s.stage.items[at].title
				d.shareBar(&s.stage.items[at], &d.facts[i], box{chart.x, y + high*float32(i), chart.w, high - 0.6})
			}
		}
		d.text(chart.x-8, y+each/2+2.5, min(11, each), gfx.Regular, gfx.Right, th.ink, title, names+4)
	}
	d.End()
}

// A shareRow is the item of one station on each side, -1: that side has none.
type shareRow [2]int32

// A lining is the stations of both sides in one order, kept as long as the sides stay the same.
type lining struct {
	of   [2]*stage
	rows []shareRow
}

// lineUp puts the stations of both sides in the order of the line. Those that only one side has stand before the station
// which they come before there.
func (d *drawing) lineUp() []shareRow {
	var of [2]*stage
	for i, s := range d.sides {
		of[i] = s.stage
	}
	l := &d.lining
	if l.of == of {
		return l.rows
	}
	l.of, l.rows = of, l.rows[:0]
	if of[1] == nil {
		for _, a := range of[0].stations {
			l.rows = append(l.rows, shareRow{a, -1})
		}
		return l.rows
	}
	next := 0 // of the other side's stations
	onlyThere := func(until int) {
		for ; next < until; next++ {
			b := of[1].stations[next]
			if of[0].station(of[1].items[b].name) < 0 {
				l.rows = append(l.rows, shareRow{-1, b})
			}
		}
	}
	for _, a := range of[0].stations {
		b := of[1].station(of[0].items[a].name)
		if b >= 0 {
			onlyThere(slices.Index(of[1].stations, b))
		}
		l.rows = append(l.rows, shareRow{a, b})
	}
	onlyThere(len(of[1].stations))
	return l.rows
}

// station returns the item of the station of a name, -1 when there is none: an element of that name may be something else.
func (st *stage) station(name string) int32 {
	if at := st.find(name); at >= 0 && st.items[at].isStation() {
		return at
	}
	return -1
}

// cut picks as many of n rows as there is room for: those that must be there, and of the others the first.
func (d *drawing) cut(n, most int, must func(int32) bool) []int32 {
	room := most
	for k := range n {
		if must(int32(k)) {
			room--
		}
	}
	shown := d.shown[:0]
	for k := range n {
		needed := must(int32(k))
		if !needed && room > 0 {
			room--
			needed = true
		}
		if needed && len(shown) < most {
			shown = append(shown, int32(k))
		}
	}
	d.shown = shown
	return shown
}

// cutNote puts before the note of a chart how many of its rows there was room for, when that is not all.
func (d *drawing) cutNote(note string, shown, of int) string {
	if shown >= of {
		return note
	}
	text := d.words.Say("view.some_shown", d.number(int64(shown)), d.number(int64(of)))
	if note == "" {
		return text
	}
	return text + " · " + note
}

func (d *drawing) shareBar(it *item, f *facts, b box) {
	var spent [sim.NumStates]float64
	sum := 0.0
	for _, id := range it.IDs {
		for st := sim.PlannedStop; st < sim.NumStates; st++ {
			t := (f.world.nodes[id].time(st, d.t) - f.told.base.nodes[id].time(st, f.told.base.at)).Seconds()
			spent[st] += t
			sum += t
		}
	}
	d.Begin(it.ids.bar, it.title)
	x := b.x
	for _, st := range legendOrder {
		if sum <= 0 || spent[st] == 0 {
			continue
		}
		w := b.w * float32(spent[st]/sum)
		swatch(d.List, st, x, b.y, w, b.h)
		if w > 22 && b.h >= 9 {
			d.Text(x+w/2, b.y+b.h/2+3.4, min(10, b.h), gfx.SemiBold, gfx.Center, onState(st), strconv.Itoa(int(100*spent[st]/sum+0.5)))
		}
		x += w
	}
	d.End()
}

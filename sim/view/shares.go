package view

import (
	"strconv"

	"tweeling/sim"
	"tweeling/sim/view/gfx"
)

// shares is the chart of what stations have done since the start: a bar a station and side, out of shift left out.
func (d *drawing) shares(b box) {
	th := d.th
	d.surface(b)
	d.Begin("shares", "")
	d.text(b.x+12, b.y+20, 12.5, gfx.SemiBold, gfx.Left, th.ink, d.words.Say("view.shares"), b.w-24)
	d.text(b.x+12, b.y+34, 10.5, gfx.Regular, gfx.Left, th.muted, d.words.Say("view.shares_note"), b.w-24)
	rows := d.sides[0].stage.stations
	if len(rows) == 0 {
		d.End()
		return
	}
	names := d.rowNames(d.sides[0], b.w*0.3)
	chart := box{b.x + 14 + names, b.y + 42, b.w - names - 26, b.h - 42 - 12}
	most := max(1, int(chart.h/12))
	each := min(chart.h/float32(min(len(rows), most)), 34)
	for r, i := range rows {
		if r >= most {
			break
		}
		y := chart.y + float32(r)*each
		it := &d.sides[0].stage.items[i]
		d.text(chart.x-8, y+each/2+2.5, min(11, each), gfx.Regular, gfx.Right, th.ink, it.title, names+4)
		high := (each - max(2.5, each*0.2)) / float32(len(d.sides))
		for k, s := range d.sides {
			at := s.stage.find(it.name)
			if at >= 0 {
				d.shareBar(&s.stage.items[at], &d.facts[k], box{chart.x, y + high*float32(k), chart.w, high - 0.6})
			}
		}
	}
	d.End()
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

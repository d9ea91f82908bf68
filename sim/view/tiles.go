package view

import (
	"tweeling/sim/view/gfx"
	"tweeling/sim/words"
)

// A tile is one figure, with what it was before and whether that is better.
type tile struct {
	id, label, value, change, before string
	better                           int // +1 better, -1 worse, 0 neither
}

// tiles draws the row of figures, with how far the one line is ahead of the other at its left, and the place of this day
// among the replications at its right.
func (d *drawing) tiles(b box) {
	list := d.figures()
	lead := clamp(b.w*0.155, 118, 250)
	day := clamp(b.w*0.175, 128, 290)
	if len(d.sides) == 1 {
		lead = -gap
	}
	room := b.w - lead - day - 2*gap
	for len(list) > 1 && room/float32(len(list)) < 134 && (len(list) > 4 || room/float32(len(list)) < 96) {
		list = list[:len(list)-1]
	}
	if lead > 0 {
		d.ahead(box{b.x, b.y, lead, b.h})
	}
	each := (room - gap*float32(len(list)-1)) / float32(len(list))
	x := b.x + lead + gap
	for i := range list {
		d.tile(&list[i], box{x, b.y, each, b.h})
		x += each + gap
	}
	if d.live != nil {
		d.outlook(box{b.x + b.w - day, b.y, day, b.h})
		return
	}
	d.day(box{b.x + b.w - day, b.y, day, b.h})
}

func (d *drawing) figures() []tile {
	now := &d.facts[len(d.sides)-1]
	was := &d.facts[0]
	w := d.words
	p := &d.sides[0].stage.purse
	var list []tile
	add := func(id, label string, value, before float64, more int, write func(float64) string) {
		t := tile{id: id, label: label, value: write(value)}
		if len(d.sides) > 1 {
			t.before = w.Say("view.was", write(before))
			if value != 0 && before != 0 && absolute(value-before) > 0.0005*absolute(before) { // 0: not known yet
				t.change = percents(w, 100*(value-before)/before)
				t.better = more * sign(value-before)
			}
		}
		list = append(list, t)
	}
	number := func(decimals int) func(float64) string {
		return func(x float64) string { return w.Number(x, decimals) }
	}
	good := w.Say("view.good_parts")
	if from := d.sides[0].track.cursor.told.zero; d.live != nil {
		good = w.Say("view.good_since", d.hour(from, false))
	}
	add("kpi/good", good, float64(now.good), float64(was.good), 1, number(0))
	if p.given {
		money := func(x float64) string {
			if x == 0 {
				return "–"
			}
			return d.money(x, 3, p.currency)
		}
		add("kpi/cost", w.Say("view.cost_per_part"), now.perPart, was.perPart, -1, money)
	}
	add("kpi/oee", w.Say("view.oee", now.neck), 100*now.oee, 100*was.oee, 1, func(x float64) string { return w.Number(x, 1) + " %" })
	if t := &list[len(list)-1]; t.change != "" {
		t.change = w.Say("view.points", w.Signed(100*(now.oee-was.oee), 1))
		if now.neck != was.neck {
			t.before += " (" + was.neck + ")" // two stations: that one of them is higher says little
			t.change, t.better = "", 0
		}
	}
	add("kpi/wip", w.Say("view.inside"), float64(now.inside), float64(was.inside), 0, number(0))
	add("kpi/lead", w.Say("kpi.lead_time"), now.lead, was.lead, -1, func(x float64) string {
		if x == 0 {
			return "–"
		}
		return w.Hours(x)
	})
	if now.energy > 0 {
		add("kpi/energy", w.Say("view.energy"), 1000*now.energy, 1000*was.energy, -1, func(x float64) string { return w.Number(x, 1) + " " + w.Say("unit.Wh") })
	}
	return list
}

// percents writes a change with so many decimals as anybody reads.
func percents(w *words.Words, x float64) string {
	places := 1
	if absolute(x) >= 9.95 {
		places = 0
	}
	return w.Signed(x, places) + " %"
}

func sign(x float64) int {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}

func absolute(x float64) float64 { return max(x, -x) }

func (d *drawing) tile(t *tile, b box) {
	th := d.th
	d.surface(b)
	d.Begin(t.id, t.label)
	pad := float32(10)
	small := b.h < 60
	size := float32(20)
	if small {
		size = 15
	}
	if gfx.Width(t.value, size, gfx.SemiBold) > b.w-2*pad {
		size *= (b.w - 2*pad) / gfx.Width(t.value, size, gfx.SemiBold)
	}
	d.text(b.x+pad, b.y+17, 11, gfx.Regular, gfx.Left, th.muted, t.label, b.w-2*pad)
	c := th.muted
	if t.better > 0 {
		c = th.good
	} else if t.better < 0 {
		c = th.bad
	}
	if small {
		d.Text(b.x+pad, b.y+37, size, gfx.SemiBold, gfx.Left, th.ink, t.value)
	} else {
		d.Text(b.x+pad, b.y+40, size, gfx.SemiBold, gfx.Left, th.ink, t.value)
		d.text(b.x+pad, b.y+58, 11, gfx.Regular, gfx.Left, th.muted, t.before, b.w-2*pad)
	}
	beside := b.w - 2*pad - gfx.Width(t.value, size, gfx.SemiBold) - 6
	wide := gfx.Width(t.change, 11.5, gfx.SemiBold)
	if wide <= beside {
		d.Text(b.x+b.w-pad, b.y+39, 11.5, gfx.SemiBold, gfx.Right, c, t.change)
	} else if !small && wide+gfx.Width(t.before, 11, gfx.Regular) < b.w-2*pad-4 {
		d.Text(b.x+b.w-pad, b.y+58, 11.5, gfx.SemiBold, gfx.Right, c, t.change)
	}
	d.End()
}

// ahead says how far the line with the plan is ahead of the line as it is, in parts and in money.
func (d *drawing) ahead(b box) {
	was, now := &d.facts[0], &d.facts[1]
	parts := now.good - was.good
	white := rgb(0xFFFFFF)
	c := d.th.after
	if d.opt.Dark {
		c = rgb(0x0B5FA5)
	}
	d.RoundRect(c, b.x, b.y, b.w, b.h, 7)
	d.Begin("counter/ahead", "")
	label := d.words.Say("view.ahead")
	if parts < 0 {
		label = d.words.Say("view.behind")
	}
	small := b.h < 60
	room := b.w - 20
	p := &d.sides[0].stage.purse
	gain := (now.earned - now.spent) - (was.earned - was.spent)
	if small && p.given { // the money stands beside it
		room -= gfx.Width(d.gain(gain, p.currency), 11, gfx.SemiBold) + 4
	}
	d.text(b.x+12, b.y+17, 11, gfx.Regular, gfx.Left, alpha(white, 215), label, room)
	value := d.words.Signed(float64(parts), 0)
	if parts <= 0 {
		value = d.words.Number(float64(-parts), 0)
	}
	if parts == 1 || parts == -1 {
		value += " " + d.words.Say("unit.part")
	} else {
		value += " " + d.words.Say("unit.parts")
	}
	size := float32(20)
	if small {
		size = 14
	}
	d.Text(b.x+12, b.y+40-(size-20)*-0.4, size, gfx.SemiBold, gfx.Left, white, value)
	if p.given {
		text := d.gain(gain, p.currency)
		if !small {
			d.text(b.x+12, b.y+59, 12.5, gfx.SemiBold, gfx.Left, white, text, b.w-20)
			at := b.x + 18 + gfx.Width(text, 12.5, gfx.SemiBold)
			d.text(at, b.y+59, 11, gfx.Regular, gfx.Left, alpha(white, 215), d.words.Say("view.if_sold"), b.x+b.w-at-8)
		} else {
			d.Text(b.x+b.w-8, b.y+17, 11, gfx.SemiBold, gfx.Right, white, text)
		}
	}
	d.End()
}

// aheadToday counts in how many of the replications the line with the plan is ahead today; they are pairs, each with the
// same chances on both sides. Of is 0 while they are not all known.
func (d *drawing) aheadToday() (ahead, of int) {
	if len(d.sides) < 2 {
		return 0, 0
	}
	was, now := d.sides[0].today, d.sides[1].today
	if len(was) != d.reps || len(now) != d.reps {
		return 0, 0
	}
	for i := range now {
		if now[i] > was[i] {
			ahead++
		}
	}
	return ahead, d.reps
}

// day says that this is one day of many, and shows where it stands among them.
func (d *drawing) day(b box) {
	th := d.th
	d.surface(b)
	d.Begin("percentile", "")
	w := d.words
	i := len(d.sides) - 1
	label := w.Say("view.this_is_one", d.number(int64(d.reps)))
	if gfx.Width(label, 11, gfx.Regular) > b.w-20 {
		label = w.Say("view.one_of", d.number(int64(d.reps)))
	}
	d.text(b.x+10, b.y+17, 11, gfx.Regular, gfx.Left, th.muted, label, b.w-20)
	text := d.standing(i)
	small := b.h < 60
	size := float32(16)
	if small {
		size = 13
	}
	d.text(b.x+10, b.y+37, size, gfx.SemiBold, gfx.Left, th.ink, text, b.w-20)
	if !small {
		d.dots(box{b.x + 14, b.y + 44, b.w - 28, b.h - 50})
	}
	d.End()
}

// dots shows what every replication has made so far today, the present one large, in one row a side.
func (d *drawing) dots(b box) {
	low, high := int32(1<<30), int32(-1)
	for _, s := range d.sides {
		for _, v := range s.today {
			low, high = min(low, v), max(high, v)
		}
	}
	if high < 0 {
		return
	}
	for i, s := range d.sides {
		c, y := d.th.before, b.y+b.h*0.28
		if i == 1 {
			c, y = d.th.after, b.y+b.h*0.80
		}
		if len(d.sides) == 1 {
			y = b.y + b.h/2
		}
		at := func(v int32) float32 { return b.x + b.w*float32(v-low)/float32(max(1, high-low)) }
		for _, v := range s.today {
			d.Circle(alpha(c, 90), at(v), y, 2.4)
		}
		if own := int(d.opt.Replication); own < len(s.today) {
			d.Circle(d.th.card, at(s.today[own]), y, 5.4)
			d.Circle(c, at(s.today[own]), y, 4.2)
		}
	}
}

package view

import (
	"tweeling/sim"
	"tweeling/sim/view/gfx"
)

// bar is the row at the top: what is shown, the clock, and what can be done.
func (d *drawing) bar(b box) {
	th, small := d.th, b.h < 44
	d.Rect(th.card, b.x, b.y, b.w, b.h)
	d.Rect(th.rim, b.x, b.y+b.h-1, b.w, 1)
	mid := b.y + b.h/2
	right := d.buttons(b)
	date, hour := d.date(d.t), d.hour(d.t, true)
	size := float32(17)
	if small {
		size = 13
	}
	if b.w < 520 {
		date = ""
	}
	wide := gfx.Width(date+"  "+hour, size, gfx.SemiBold)
	x := min(b.x+b.w/2-wide/2, right-wide-14)
	d.Begin("clock", "")
	d.Text(x, mid+size*0.36, size, gfx.SemiBold, gfx.Left, th.muted, date)
	d.Text(x+wide, mid+size*0.36, size, gfx.SemiBold, gfx.Right, th.ink, hour)
	d.End()
	left := x - b.x - 26
	title := d.scenario.TitleIn(d.words.Lang)
	if left < 40 {
		return
	}
	d.text(b.x+14, mid+5, min(size, 15), gfx.SemiBold, gfx.Left, th.ink, title, left)
	used := gfx.Width(title, 15, gfx.SemiBold) + 24
	if d.live != nil {
		return
	}
	sub := d.words.Say("view.seed", d.number(int64(d.seed)))
	if !d.scenario.Measured.Given {
		sub += " · " + d.words.Say("view.exploratory")
	}
	if !small && used+gfx.Width(sub, 12, gfx.Regular) < left {
		d.Text(b.x+used, mid+5, 12, gfx.Regular, gfx.Left, th.muted, sub)
	}
}

// number writes a whole number.
func (d *drawing) number(n int64) string { return d.words.Number(float64(n), 0) }

// buttons draws the controls from the right, and returns where they begin.
func (d *drawing) buttons(b box) float32 {
	x := b.x + b.w - 10
	small := b.w < 900
	put := func(text string, on bool, act action) {
		w := gfx.Width(text, 12, gfx.SemiBold) + 18
		x -= w
		d.button(box{x, b.y + b.h/2 - 13, w, 26}, text, on, act, 0)
		x -= 4
	}
	put("?", d.help, actHelp)
	if !small {
		theme := d.words.Say("view.dark")
		if d.opt.Dark {
			theme = d.words.Say("view.light")
		}
		put(theme, false, actTheme)
		put(d.words.Say("view.other_lang"), false, actLang)
	}
	if d.opt.PlanView {
		put(d.words.Say("view.solid"), false, actPlanView)
	} else {
		put(d.words.Say("view.from_above"), false, actPlanView)
	}
	x -= 8
	if d.live != nil && d.driven.End == 0 {
		put(d.words.Say("view.to_present"), d.atPresent(), actPresent)
	}
	follows := d.live != nil && d.driven.End == 0 && !d.behind
	if b.w >= 420 && !follows {
		x = d.speedControl(x, b)
	}
	if !small && !follows {
		x -= 30
		d.button(box{x, b.y + b.h/2 - 13, 30, 26}, "", false, actNext, 0)
		cy := b.y + b.h/2
		d.Fill(d.th.ink, gfx.Point{X: x + 10, Y: cy - 5}, gfx.Point{X: x + 18, Y: cy}, gfx.Point{X: x + 10, Y: cy + 5})
		d.Rect(d.th.ink, x+18.5, cy-5, 2, 10)
		x -= 4
	}
	x -= 36
	d.playButton(box{x, b.y + b.h/2 - 13, 36, 26})
	return x
}

func (d *drawing) button(b box, text string, on bool, act action, arg int32) {
	th := d.th
	fill, ink := th.card, th.ink
	if on {
		fill, ink = th.accent, rgb(0xFFFFFF)
	}
	d.RoundRect(fill, b.x, b.y, b.w, b.h, 6)
	d.StrokeRoundRect(th.rim, 1, b.x+0.5, b.y+0.5, b.w-1, b.h-1, 6)
	d.Text(b.x+b.w/2, b.y+b.h/2+4.3, 12, gfx.SemiBold, gfx.Center, ink, text)
	d.hits = append(d.hits, hit{box: b, act: act, arg: arg})
}

func (d *drawing) playButton(b box) {
	white := rgb(0xFFFFFF)
	d.Begin("play", "")
	d.RoundRect(d.th.accent, b.x, b.y, b.w, b.h, 6)
	cx, cy := b.x+b.w/2, b.y+b.h/2
	if d.paused {
		d.Fill(white, gfx.Point{X: cx - 4, Y: cy - 6}, gfx.Point{X: cx + 6, Y: cy}, gfx.Point{X: cx - 4, Y: cy + 6})
	} else {
		d.Rect(white, cx-5.5, cy-6, 3.6, 12)
		d.Rect(white, cx+1.9, cy-6, 3.6, 12)
	}
	d.End()
	d.hits = append(d.hits, hit{box: b, act: actPause})
}

// speedControl is a slider over the speeds there are.
func (d *drawing) speedControl(right float32, b box) float32 {
	th := d.th
	text := d.words.Say("view.fastest")
	if d.speed < AsFastAsItCan {
		text = d.number(int64(d.speed)) + "×"
	}
	const numbers = 52
	d.Begin("speed", "")
	d.Text(right, b.y+b.h/2+4.3, 12, gfx.SemiBold, gfx.Right, th.ink, text)
	long := float32(96)
	if b.w < 900 {
		long = 44
	}
	x, y := right-numbers-long, b.y+b.h/2
	u := float32(d.speedIndex()) / float32(len(Speeds)-1)
	d.RoundRect(th.rim, x, y-1.5, long, 3, 1.5)
	d.RoundRect(th.accent, x, y-1.5, long*u, 3, 1.5)
	d.Circle(th.accent, x+long*u, y, 7)
	d.Circle(th.card, x+long*u, y, 4)
	d.End()
	d.hits = append(d.hits, hit{box: box{x - 8, y - 13, long + 16, 26}, act: actSpeed})
	return x - 16
}

// timeline is the day under way: when the line works, what went wrong, and where the clock stands. A click goes there.
func (d *drawing) timeline(b box) {
	th, st := d.th, d.sides[0].stage
	from := st.opens + d.dayBegan()
	at := func(t int64) float32 { return b.x + b.w*float32(t)/float32(dayLong) }
	d.Begin("timeline", "")
	d.RoundRect(th.faint, b.x, b.y+3, b.w, b.h-6, 3)
	if len(st.stations) > 0 {
		c := st.items[st.stations[0]].Calendar
		for t := from; t < from+dayLong; {
			next, ok := c.Next(t)
			if !ok || next > from+dayLong {
				next = from + dayLong
			}
			if c.On(t) {
				d.Rect(blend(th.faint, th.accent, 0.22), at(int64(t-from)), b.y+3, at(int64(next-from))-at(int64(t-from)), b.h-6)
			}
			t = next
		}
	}
	side := d.sides[d.charted]
	for i := range side.track.cursor.told.mishaps {
		m := &side.track.cursor.told.mishaps[i]
		if m.at >= from && m.at <= d.t {
			d.Rect(alpha(rgb(0xB91C1C), 150), at(int64(m.at-from)), b.y+4, 1.2, b.h-8)
		}
	}
	x := at(int64(d.t - from))
	d.Rect(th.accent, b.x, b.y+b.h-5, x-b.x, 2)
	d.Circle(th.card, x, b.y+b.h/2, 6)
	d.Circle(th.accent, x, b.y+b.h/2, 4.2)
	d.End()
	d.hits = append(d.hits, hit{box: box{b.x, b.y - 2, b.w, b.h + 4}, act: actTimeline})
}

// dayBegan is when the day on the timeline begins, since the line started to work.
func (w *Show) dayBegan() sim.Time {
	if w.live != nil {
		opens := w.sides[0].stage.opens
		return (opens+w.clock)/dayLong*dayLong - opens
	}
	return w.clock / dayLong * dayLong
}

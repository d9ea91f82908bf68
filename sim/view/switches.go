package view

import (
	"tweeling/sim/view/gfx"
)

// switchHigh is how much room a switch has: where there are many, its price stands beside its name.
func (d *drawing) switchHigh() float32 {
	if len(d.scenario.Measures) > 3 {
		return 24
	}
	return 37
}

// measuresHigh is how much room the switches want.
func (d *drawing) measuresHigh() float32 {
	n := len(d.scenario.Measures)
	if n == 0 {
		return 0
	}
	high := 34 + d.switchHigh()*float32(min(n, 12)) + 10
	if d.sides[0].stage.purse.given {
		high += 2*18 + 6
	}
	if d.judged() {
		high += worthRows*17 + 6
	}
	return high
}

// measures draws a switch for each measure. Switching one lets the line with the new set run, on the same chance.
func (d *drawing) measures(b box) {
	if b.h <= 0 {
		return
	}
	th := d.th
	d.surface(b)
	d.Begin("measures", "")
	d.Text(b.x+14, b.y+23, 13.5, gfx.SemiBold, gfx.Left, th.ink, d.words.Say("view.measures"))
	if d.Switching() {
		d.Text(b.x+b.w-14, b.y+23, 11, gfx.Regular, gfx.Right, th.accent, d.words.Say("view.simulating"))
	}
	y := b.y + 34
	capex, yearly := 0.0, 0.0
	p := &d.sides[0].stage.purse
	for i, m := range d.scenario.Measures {
		if d.on[i] {
			capex += m.Capex.Likely
			yearly += m.Yearly()
		}
		high := d.switchHigh()
		if y+high > b.y+b.h {
			continue
		}
		d.toggle(b.x+14, y+3+high/12, d.on[i])
		title := m.Title.In(d.words.Lang)
		if title == "" {
			title = m.Name
		}
		ink := th.ink
		if !d.on[i] {
			ink = th.muted
		}
		price := ""
		if p.given {
			price = d.words.Money(m.Capex.Likely, p.currency)
		}
		room := b.w - 64
		if high < 30 {
			d.Text(b.x+b.w-14, y+17, 11, gfx.Regular, gfx.Right, th.muted, price)
			room -= gfx.Width(price, 11, gfx.Regular) + 8
			d.text(b.x+52, y+17, 12, gfx.SemiBold, gfx.Left, ink, title, room)
		} else {
			d.text(b.x+52, y+14, 12, gfx.SemiBold, gfx.Left, ink, title, room)
			d.text(b.x+52, y+28, 11, gfx.Regular, gfx.Left, th.muted, price, room)
		}
		d.hits = append(d.hits, hit{box: box{b.x + 4, y, b.w - 8, high}, act: actToggle, arg: int32(i)})
		y += high
	}
	if p.given && y+40 <= b.y+b.h+4 {
		d.Line(th.rim, 1, b.x+14, y+3, b.x+b.w-14, y+3)
		for _, row := range [2][2]string{{"view.investment", d.words.Money(capex, p.currency)}, {"view.fees", d.words.Money(yearly, p.currency)}} {
			d.Text(b.x+14, y+19, 11.5, gfx.Regular, gfx.Left, th.muted, d.words.Say(row[0]))
			d.Text(b.x+b.w-14, y+19, 11.5, gfx.SemiBold, gfx.Right, th.ink, row[1])
			y += 18
		}
	}
	if rest := b.y + b.h - y; d.judged() && rest >= 20 {
		d.Line(th.rim, 1, b.x+14, y+9, b.x+b.w-14, y+9)
		d.verdict(box{b.x + 14, y + 13, b.w - 28, rest})
	}
	d.End()
}

// judged tells whether there is a plan whose worth somebody wants to know.
func (d *drawing) judged() bool { return len(d.sides) > 1 && d.sides[1].worth != nil }

func (d *drawing) toggle(x, y float32, on bool) {
	c := blend(d.th.rim, d.th.muted, 0.35)
	at := x + 8
	if on {
		c, at = d.th.accent, x+20
	}
	d.RoundRect(c, x, y, 28, 16, 8)
	d.Circle(rgb(0xFFFFFF), at, y+8, 6)
}

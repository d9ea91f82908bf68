package view

import (
	"tweeling/sim"
	"tweeling/sim/view/gfx"
)

// A drawing is one frame under way. It reads the show and changes nothing of it but where clicks go.
type drawing struct {
	*gfx.List
	*Show
	th    *theme
	w, h  float32
	t     sim.Time // on the clock of the run
	facts [2]facts
	ok    bool // both lines are there

	lining lining
}

// A box is a rectangle on the screen.
type box struct{ x, y, w, h float32 }

// Frame draws the show as it is now. The size is in logical pixels; whatever it is, what matters most has a place.
func (w *Show) Frame(l *gfx.List, width, height float32) {
	d := &w.draw
	w.large = largeness(width, height)
	width, height = width/w.large, height/w.large
	begun, points := len(l.Ops), len(l.Points)
	d.List, d.Show, d.w, d.h, d.th = l, w, width, height, &light
	if w.opt.Dark {
		d.th = &dark
	}
	d.t = w.sides[0].stage.opens + w.clock
	w.hits = w.hits[:0]
	d.Rect(d.th.page, 0, 0, width, height)
	d.ok = true
	for i, s := range w.sides {
		d.facts[i] = facts{}
		c, _ := s.track.look(d.t)
		if c.world == nil {
			d.ok = false
			continue
		}
		d.facts[i] = w.measureUp(s, c)
	}
	w.telling = d.choose()
	p := d.plan()
	d.bar(p.bar)
	if p.line.h > 0 {
		d.timeline(p.line)
	}
	for i := range w.sides {
		d.panel(i, p.scenes[i])
	}
	if d.ok {
		d.tiles(p.tiles)
		if p.curves.h > 0 {
			d.curves(p.curves)
			d.band(p.band)
			d.shares(p.shares)
		}
		if p.card.h > 0 {
			if d.live != nil {
				d.plantPanel(p.measures)
			} else {
				d.measures(p.measures)
			}
			d.card(p.card)
			if p.events.h > 0 {
				d.events(p.events)
			}
		} else if w.picked {
			d.card(d.floating(p))
		}
	}
	d.notices()
	d.hover()
	if w.help {
		d.helpSheet()
	}
	d.List = nil
	if w.large != 1 {
		for i := begun; i < len(l.Ops); i++ {
			l.Ops[i].Size *= w.large
		}
		for i := points; i < len(l.Points); i++ {
			l.Points[i].X, l.Points[i].Y = l.Points[i].X*w.large, l.Points[i].Y*w.large
		}
	}
}

// largeness is by how much all is drawn larger on a screen with very many pixels, where it would be too small to read.
func largeness(width, height float32) float32 {
	k := min(width/1500, height/840)
	if k < 1.5 {
		return 1
	}
	return min(float32(int(k*4))/4, 4)
}

// A plan of the screen: where everything goes. What has no height has no room.
type screenPlan struct {
	bar, line, tiles, curves, band, shares, measures, card, events box
	scenes                                                         [2]box
}

const gap = 8

// plan divides the screen. On a small one the charts go first, then the column at the right.
func (d *drawing) plan() screenPlan {
	var p screenPlan
	edge := float32(12)
	barHigh, tileHigh := float32(48), float32(70)
	if d.w < 900 || d.h < 520 {
		edge, barHigh, tileHigh = 6, 36, 50
	}
	p.bar = box{0, 0, d.w, barHigh}
	y := barHigh + edge
	if d.h >= 420 {
		p.line = box{edge, barHigh + 6, d.w - 2*edge, 15}
		y = barHigh + 27
	}
	right := float32(0)
	if d.w >= 1080 && d.h >= 560 {
		right = clamp(d.w*0.205, 246, 380)
	}
	main := box{edge, y, d.w - 2*edge, d.h - y - edge}
	if right > 0 {
		main.w -= right + gap
		x := main.x + main.w + gap
		high := d.measuresHigh()
		if d.live != nil {
			high = d.plantHigh()
		}
		p.measures = box{x, y, right, min(high, main.h*0.55)}
		p.card = box{x, y, right, main.h}
		if p.measures.h > 0 {
			p.card = box{x, y + p.measures.h + gap, right, main.h - p.measures.h - gap}
		}
		if p.card.h > 410 {
			log := clamp(p.card.h*0.34, 120, 300)
			p.events = box{x, p.card.y + p.card.h - log, right, log}
			p.card.h -= log + gap
		}
	}
	bottom := float32(0)
	if d.h >= 520 && d.w >= 760 {
		bottom = clamp(main.h*0.34, 170, 420)
		b := box{main.x, main.y + main.h - bottom, main.w, bottom}
		w1, w3 := b.w*0.29, b.w*0.27
		p.curves = box{b.x, b.y, w1, b.h}
		p.band = box{b.x + w1 + gap, b.y, b.w - w1 - w3 - 2*gap, b.h}
		p.shares = box{b.x + b.w - w3, b.y, w3, b.h}
		bottom += gap
	}
	p.tiles = box{main.x, main.y + main.h - bottom - tileHigh, main.w, tileHigh}
	top := box{main.x, main.y, main.w, p.tiles.y - gap - main.y}
	if len(d.sides) == 1 {
		p.scenes[0] = top
		return p
	}
	half := (top.w - gap) / 2
	p.scenes[0] = box{top.x, top.y, half, top.h}
	p.scenes[1] = box{top.x + half + gap, top.y, half, top.h}
	if top.w < 1.15*top.h { // tall windows have one above the other
		half := (top.h - gap) / 2
		p.scenes[0] = box{top.x, top.y, top.w, half}
		p.scenes[1] = box{top.x, top.y + half + gap, top.w, half}
	}
	return p
}

// surface draws an empty card.
func (d *drawing) surface(b box) {
	d.RoundRect(d.th.card, b.x, b.y, b.w, b.h, 7)
	d.StrokeRoundRect(d.th.rim, 1, b.x+0.5, b.y+0.5, b.w-1, b.h-1, 7)
}

// text writes a text cut to a width.
func (d *drawing) text(x, y, size float32, f gfx.Font, a gfx.Align, c gfx.Color, text string, most float32) {
	if most > 0 {
		text = fitted(text, size, f, most)
	}
	d.Text(x, y, size, f, a, c, text)
}

// fitted cuts a text to a width, with an ellipsis where it was cut.
func fitted(text string, size float32, f gfx.Font, most float32) string {
	if gfx.Width(text, size, f) <= most {
		return text
	}
	r := []rune(text)
	for len(r) > 1 && gfx.Width(string(r)+"…", size, f) > most {
		r = r[:len(r)-1]
	}
	return string(r) + "…"
}

// panel draws one of the twins with its heading.
func (d *drawing) panel(i int, b box) {
	s := d.sides[i]
	d.surface(b)
	d.hits = append(d.hits, hit{box: b, act: actScene, side: int8(i)}) // below what stands in it
	d.Begin(s.name, "")
	head := headOf(b)
	inside := box{b.x + 6, b.y + head - 6, b.w - 12, b.h - head}
	if d.opt.PlanView { // the labels of the first row stand above it
		inside.y, inside.h = inside.y+pillHigh, inside.h-pillHigh
	}
	if d.facts[i].world != nil {
		d.scene(i, b, inside)
	} else {
		d.Text(b.x+b.w/2, b.y+b.h/2, 13, gfx.Regular, gfx.Center, d.th.muted, d.words.Say("view.warming"))
	}
	d.RoundRect(alpha(d.th.card, 225), b.x+2, b.y+2, b.w-4, head, 6)
	colour, title := d.th.before, d.sideName(i)
	if i == 1 {
		colour = d.th.after
	}
	x := b.x + 12
	d.RoundRect(colour, x, b.y+head/2-6, 4, 15, 2)
	d.Text(x+11, b.y+head/2+6, 15, gfx.SemiBold, gfx.Left, d.th.ink, title)
	x += 19 + gfx.Width(title, 15, gfx.SemiBold)
	room := b.x + b.w - 12 - x
	if d.live != nil {
		text, c := d.liveText()
		d.Text(b.x+b.w-12, b.y+head/2+6, 12, gfx.SemiBold, gfx.Right, c, text)
		room -= gfx.Width(text, 12, gfx.SemiBold) + 12
	} else if pc, ok := d.place(i); ok && b.w > 380 {
		d.Text(b.x+b.w-12, b.y+head/2+6, 12, gfx.Regular, gfx.Right, d.th.muted, pc)
		room -= gfx.Width(pc, 12, gfx.Regular) + 12
	}
	d.text(x, b.y+head/2+6, 12, gfx.Regular, gfx.Left, d.th.muted, d.planTitle(s), room)
	d.End()
}

// sideName is what a side is called: one of two, or the only one.
func (d *drawing) sideName(i int) string {
	switch {
	case d.live != nil && d.driven.End > 0:
		return d.words.Say("view.replayed")
	case d.live != nil:
		return d.words.Say("view.live")
	case len(d.sides) == 1:
		return d.words.Say("view.only")
	case i == 1:
		return d.words.Say("view.after")
	default:
		return d.words.Say("view.before")
	}
}

// headOf is the height of a panel's heading.
func headOf(b box) float32 {
	if b.h < 240 {
		return 24
	}
	return 34
}

// scene draws the floor of one side into its panel.
func (d *drawing) scene(i int, b, inside box) {
	s := d.sides[i]
	a := dimetric
	if d.opt.PlanView {
		a = topDown
	}
	sc := &s.scene
	c := &s.track.cursor
	sc.pen = pen{List: d.List, camera: fit(s.stage, a, inside.x, inside.y, inside.w, inside.h, d.zoom, d.panX, d.panY), th: d.th}
	sc.stage, sc.world, sc.told, sc.t = s.stage, c.world, &c.told, s.stage.opens+d.clock
	sc.middle = spot{inside.x + inside.w/2, inside.y + inside.h/2}
	sc.hits, sc.side, sc.pick, sc.follow = &d.hits, int8(i), -1, 0
	sc.top = b.y + headOf(b)
	sc.neck = sim.None
	if n := c.world.bottleneck(s.stage); n >= 0 {
		sc.neck = s.stage.ranked[n]
	}
	if d.pickSide == int8(i) {
		sc.pick = s.stage.find(d.picking())
	}
	if d.followSide == int8(i) {
		sc.follow = d.follow
	}
	sc.stuck = d.circle(s)
	sc.news, sc.says = d.news(), d.lateText
	sc.names = func(it *item) string { return d.words.Number(float64(d.facts[i].outOf(it)), 0) }
	sc.lasts = d.lasts
	sc.figure, sc.half, sc.owed = d.number, inside.w/2, d.owed
	d.lights(sc, i)
	sc.holdings()
	sc.keepInSight(d.zoom)
	d.Clip(b.x+1, b.y+1, b.w-2, b.h-2)
	sc.draw()
	switch {
	case sc.follow != 0:
		d.followed(sc, b)
	case sc.route != nil:
		d.ribbonOf(d.routeText(s.stage), b)
	}
	d.Unclip()
}

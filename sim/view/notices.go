package view

import (
	"errors"
	"strings"

	"tweeling/sim"
	"tweeling/sim/plant"
	"tweeling/sim/view/gfx"
)

// trouble says what has gone wrong at an item, and for how long: it stands in its label as long as it lasts.
func (s *scene) trouble(it *item) string {
	for _, id := range it.IDs {
		if n := &s.world.nodes[id]; isDown(n.state) {
			return modeOf(s.stage, s.told, id, s.t) + " · " + s.lasts(s.t-n.since)
		}
	}
	return ""
}

// followed tells of the part that is followed.
func (d *drawing) followed(sc *scene, b box) {
	p := sc.world.find(sc.follow)
	text := d.words.Say("view.part_gone", d.number(int64(sc.follow)))
	if p != nil {
		name := ""
		if m := sc.stage.plant.Model.Products; int(p.product) < len(m) {
			name = m[p.product].Name + " "
		}
		at := ""
		if i := sc.stage.of[p.at]; i >= 0 {
			at = sc.stage.items[i].title
		}
		text = d.words.Say("view.part_at", name+d.number(int64(p.number)), at, d.lasts(sc.t-p.born))
	}
	d.ribbonOf(text, b)
}

// ribbonOf writes what is followed at the foot of a panel.
func (d *drawing) ribbonOf(text string, b box) {
	text = fitted(text, 12, gfx.SemiBold, b.w-40)
	w := gfx.Width(text, 12, gfx.SemiBold) + 24
	x, y := b.x+b.w/2, b.y+b.h-30
	d.Begin("part", "")
	d.RoundRect(followPink, x-w/2, y, w, 22, 11)
	d.Text(x, y+15, 12, gfx.SemiBold, gfx.Center, rgb(0xFFFFFF), text)
	d.End()
}

// notices says what must not be missed: that a line got stuck and where, or that something asked for cannot be.
func (d *drawing) notices() {
	text, most := "", 6
	if d.messageLeft > 0 {
		text = d.message
	}
	if d.asking {
		text = d.words.Say("view.go_to", d.asked+"_")
	}
	for _, s := range d.sides {
		s.track.mu.Lock()
		err, until := s.track.err, s.track.told.until
		s.track.mu.Unlock()
		if err == nil || errors.Is(err, errClosed) || s.stage.opens+d.clock < until {
			continue
		}
		text = err.Error()
		if dead, ok := errors.AsType[*sim.Deadlock](err); ok {
			text, most = d.standstill(dead), int(d.h/2/noticeLine)
		}
	}
	if text == "" {
		return
	}
	d.notice(strings.Split(text, "\n"), most)
}

// noticeLine is the height of a line of a notice.
const noticeLine = 18

// notice writes some lines over everything, as many of them as it may.
func (d *drawing) notice(lines []string, rows int) {
	most, wide := min(d.w-40, 1100), float32(0)
	if rows = max(rows, 2); len(lines) > rows {
		lines = append(lines[:rows-1:rows-1], d.words.Say("view.why_more", d.number(int64(len(lines)-rows+1))))
	}
	for i := range lines {
		lines[i] = fitted(lines[i], 13, gfx.SemiBold, most-28)
		wide = max(wide, gfx.Width(lines[i], 13, gfx.SemiBold)+28)
	}
	x, y := (d.w-wide)/2, float32(70)
	d.Begin("notice", "")
	d.RoundRect(rgb(0x7F1D1D), x, y, wide, 14+noticeLine*float32(len(lines)), 8)
	for i, line := range lines {
		d.Text(x+14, y+21+noticeLine*float32(i), 13, gfx.SemiBold, gfx.Left, rgb(0xFFFFFF), line)
	}
	d.End()
}

// hover shows the name and state of what the pointer is over.
func (d *drawing) hover() {
	if !d.ok || d.hoverX <= 0 {
		return
	}
	side, at := d.under(d.hoverX, d.hoverY)
	d.hoverSide, d.hoverItem = side, at
	if at < 0 {
		return
	}
	s := d.sides[side]
	it := &s.stage.items[at]
	f := &d.facts[side]
	text := it.title
	if it.isStation() {
		n := &f.world.nodes[it.IDs[0]]
		text += " · " + d.words.Say("state."+n.state.String()) + " · " + d.lasts(d.t-n.since)
	} else if it.Role == plant.Exit {
		text += " · " + d.words.Say("view.good_parts") + " " + d.words.Number(float64(f.outOf(it)), 0)
	} else if it.Role != 0 {
		text += " · " + d.number(int64(f.world.nodes[it.IDs[0]].count))
	}
	w := gfx.Width(text, 12, gfx.Regular) + 16
	x, y := min(d.hoverX+14, d.w-w-4), max(d.hoverY-30, 4)
	d.Begin("hover", it.title)
	d.RoundRect(rgb(0x111827), x, y, w, 24, 5)
	d.Text(x+8, y+16, 12, gfx.Regular, gfx.Left, rgb(0xFFFFFF), text)
	d.End()
}

// keyRows are the keys and what they do.
var keyRows = [][2]string{
	{"Space", "view.key_pause"}, {"+ −", "view.key_speed"}, {"M", "view.key_max"}, {"N", "view.key_next"}, {"← →", "view.key_minute"},
	{"PgUp PgDn", "view.key_hour"}, {"G", "view.key_go"}, {"Home", "view.key_home"}, {"1 … 9", "view.key_switch"}, {"P", "view.key_plan"}, {"B", "view.key_band"},
	{"F", "view.key_follow"}, {"O", "view.key_product"}, {"0", "view.key_fit"}, {"R", "view.key_reload"}, {"L", "view.key_lang"}, {"T", "view.key_theme"}, {"F11", "view.key_full"}, {"Esc", "view.key_close"},
}

// helpSheet lies over everything and lists the keys.
func (d *drawing) helpSheet() {
	d.Rect(gfx.Color{A: 110}, 0, 0, d.w, d.h)
	w, high := min(480, d.w-20), float32(21)
	if d.h < 460 {
		high = (d.h - 70) / float32(len(keyRows))
	}
	h := high*float32(len(keyRows)) + 58
	b := box{(d.w - w) / 2, (d.h - h) / 2, w, h}
	d.surface(b)
	d.Begin("help", "")
	d.Text(b.x+20, b.y+32, 16, gfx.SemiBold, gfx.Left, d.th.ink, d.words.Say("view.keys"))
	y := b.y + 56
	for _, row := range keyRows {
		d.Text(b.x+110, y, min(12, high*0.7), gfx.SemiBold, gfx.Right, d.th.accent, row[0])
		d.text(b.x+126, y, min(12, high*0.7), gfx.Regular, gfx.Left, d.th.ink, d.words.Say(row[1]), w-140)
		y += high
	}
	d.End()
	d.hits = append(d.hits, hit{box: box{0, 0, d.w, d.h}, act: actHelp})
}

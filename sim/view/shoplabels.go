package view

import (
	"slices"
	"strconv"

	"tweeling/sim/plant"
	"tweeling/sim/view/gfx"
)

// Where much stands close together each station has a small label that covers no other, with a line to what it names, and how
// many parts wait before it.

const (
	smallPill = 15
	smallSize = 9.5
)

// tagSmall asks for the small label of an item.
func (s *scene) tagSmall(it *item, z float32) {
	p := s.at(it.x, it.y, z)
	if it.Role == plant.Exit || it.apart() || it.Role == plant.Entry {
		p = s.at(it.x, it.y+it.d/2, 0)
		p.Y += smallPill + 2
	} else if s.xy == 0 {
		p = s.at(it.x, it.y-it.d/2, z)
	}
	i := s.stage.find2(it)
	l := label{x: p.X, y: p.Y, item: i, text: it.title, sign: it.isStation() || it.Role == plant.Pool, state: s.worst(it), small: true}
	if len(it.IDs) > 1 {
		l.text += " ×" + strconv.Itoa(len(it.IDs))
	}
	if it.Role == plant.Exit {
		l.text += " " + s.names(it)
	}
	for _, from := range it.in {
		if q := &s.stage.items[from]; q.ownQueue() && s.stage.home(from) == i {
			l.right = s.figure(int64(s.world.nodes[q.IDs[0]].count))
		}
	}
	l.w = gfx.Width(l.text, smallSize, gfx.SemiBold) + 10
	if l.sign {
		l.w += 12
	}
	if l.right != "" {
		l.w += gfx.Width(l.right, smallSize, gfx.Regular) + 9
	}
	s.labels = append(s.labels, l)
}

// first tells how early a label gets its place: what is looked at, then stations, then the rest.
func (s *scene) first(l *label) int {
	switch {
	case l.item == s.pick:
		return 0
	case s.isNeck(l.item):
		return 1
	case l.sign && s.stage.items[l.item].isStation():
		return 2
	default:
		return 3
	}
}

// writeSmallLabels gives every label the nearest place where it covers no other, and a line to what it names.
func (s *scene) writeSmallLabels() {
	slices.SortStableFunc(s.labels, func(a, b label) int {
		if x, y := s.first(&a), s.first(&b); x != y {
			return x - y
		}
		return int(a.y - b.y)
	})
	placed := s.placed[:0]
	for k := range s.labels {
		l := &s.labels[k]
		b, ok := s.free(l, placed)
		if !ok { // only its sign
			if l.sign {
				icon(s.List, l.state, l.x, l.y-6, 5)
			}
			continue
		}
		placed = append(placed, b)
		if x, y := b.x+b.w/2, b.y+b.h/2; hypot(x-l.x, y-(l.y-smallPill/2)) > smallPill {
			s.Line(alpha(s.th.muted, 150), 1, l.x, l.y+2, clamp(l.x, b.x+4, b.x+b.w-4), clamp(l.y, b.y+3, b.y+b.h-3))
		}
		s.smallLabel(l, b)
	}
	s.placed = placed
	s.labels = s.labels[:0]
}

// free is the nearest place for a label.
func (s *scene) free(l *label, placed []box) (box, bool) {
	const row = smallPill + 2
	side := l.w/2 + 9
	for _, off := range [...]spot{{0, 0}, {0, -row}, {side, -2}, {-side, -2}, {side, -row}, {-side, -row}, {0, -2 * row}, {side, row}, {-side, row}, {0, 2 * row}, {side, -2 * row}, {-side, -2 * row},
		{0, -3 * row}, {side * 1.6, 0}, {-side * 1.6, 0}, {0, 3 * row}, {side, 2 * row}, {-side, 2 * row}, {side, -3 * row}, {-side, -3 * row}} {
		b := box{l.x + off.x - l.w/2, l.y + off.y - smallPill, l.w, smallPill}
		if b.y < s.top || b.x < s.middle.x-s.half || b.x+b.w > s.middle.x+s.half {
			continue
		}
		if !slices.ContainsFunc(placed, func(o box) bool {
			return o.x < b.x+b.w+1 && b.x < o.x+o.w+1 && o.y < b.y+b.h+1 && b.y < o.y+o.h+1
		}) {
			return b, true
		}
	}
	return box{}, false
}

// smallLabel writes one.
func (s *scene) smallLabel(l *label, b box) {
	th, it := s.th, &s.stage.items[l.item]
	*s.hits = append(*s.hits, hit{box: b, act: actPick, side: s.side, arg: l.item})
	s.Begin(it.ids.state, it.title)
	fill, ink := th.card, th.ink
	if isDown(l.state) && it.isStation() {
		fill, ink = stateColours[l.state], onState(l.state)
	}
	s.RoundRect(alpha(fill, 238), b.x, b.y, b.w, b.h, b.h/2)
	switch {
	case l.item == s.pick:
		s.StrokeRoundRect(th.ink, 1.5, b.x, b.y, b.w, b.h, b.h/2)
	case s.isNeck(l.item):
		s.StrokeRoundRect(th.accent, 1.8, b.x, b.y, b.w, b.h, b.h/2)
	default:
		s.StrokeRoundRect(th.rim, 1, b.x, b.y, b.w, b.h, b.h/2)
	}
	x := b.x + 5
	if l.sign {
		icon(s.List, l.state, b.x+8, b.y+b.h/2, 5)
		x = b.x + 16
	}
	s.Text(x, b.y+10.9, smallSize, gfx.SemiBold, gfx.Left, ink, l.text)
	if l.right != "" { // what waits before it
		x += gfx.Width(l.text, smallSize, gfx.SemiBold) + 4
		s.Rect(alpha(th.muted, 120), x, b.y+3.5, 1, b.h-7)
		s.Text(x+4, b.y+10.9, smallSize, gfx.Regular, gfx.Left, blend(ink, th.muted, 0.6), l.right)
	}
	s.End()
}

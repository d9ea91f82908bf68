package view

import (
	"slices"
	"strconv"

	"tweeling/sim"
	"tweeling/sim/plant"
	"tweeling/sim/view/gfx"
)

// A label is the name of an item in a pill above it, with the sign of its state.
type label struct {
	x, y, w float32
	item    int32
	sign    bool
	state   sim.State
	text    string
	call    string // what has gone wrong
	late    bool   // it is overdue, and not down
	right   string // how many times it was put right lately, customers or cards
	cards   bool   // it is cards
	small   bool
}

const (
	pillHigh   = 19
	labelSize  = 11.5
	leastScale = 9  // pixels a metre, below which only signs are shown
	smallScale = 15 // below which what does no work has no label
)

// tag asks for the label of an item at a height above it.
func (s *scene) tag(it *item, z float32) {
	if s.crowded() {
		s.tagSmall(it, z)
		return
	}
	p := s.at(it.x-0.3, it.y, z)
	switch {
	case it.Role == plant.Exit, it.apart(), it.Role == plant.Entry && s.xy == 0: // before its foot, where nothing is hidden
		p = s.at(it.x, it.y+it.d/2, 0)
		p.Y += pillHigh + 4
	case s.xy == 0: // from above: at the far edge
		p = s.at(it.x, it.y-it.d/2, z)
	case it.Role == plant.Entry:
		p.X -= s.px(1.1, 10, 40)
	}
	i := s.stage.find2(it)
	l := label{x: p.X, y: p.Y, item: i, text: it.title, sign: it.isStation() || it.works(), state: s.worst(it)}
	if isDown(l.state) && it.Role != plant.Entry {
		l.call = s.trouble(it)
	}
	if differs, late := s.news.of(it); differs+len(late) > 0 {
		if l.call == "" && len(late) > 0 {
			l.call, l.late = s.says(late), true
		}
		if n := s.told.putRight(it, s.t); n > 0 {
			l.right = "≠" + strconv.Itoa(n)
		}
	}
	if len(it.IDs) > 1 {
		l.text += " ×" + strconv.Itoa(len(it.IDs))
	}
	if it.Role == plant.Exit {
		l.text += " " + s.names(it)
		l.right = s.customers(it)
	}
	switch it.Kind {
	case "spares":
		l.text += " " + s.count(s.world.stock(it), it.Count("count"))
	case "supply":
		l.text += " " + s.drawn(it)
	case "storage":
		l.text += s.filled(it)
	}
	if free := s.cards(it); free != "" {
		l.right, l.cards = free, true
	}
	if s.scale < smallScale && (it.Role == plant.Exit || it.Role == plant.Entry) {
		return
	}
	if s.scale < leastScale && i != s.pick && !s.isNeck(i) {
		if !l.sign {
			return
		}
		l.text, l.small = "", true
	}
	l.w = gfx.Width(l.text, labelSize, gfx.SemiBold) + 14
	if l.sign {
		l.w += 15
	}
	if l.call != "" {
		l.w += gfx.Width(l.call, 11, gfx.Regular) + 6
	}
	if l.right != "" {
		l.w += gfx.Width(l.right, 11, gfx.SemiBold) + 10
	}
	if l.small {
		l.w = 12
	}
	s.labels = append(s.labels, l)
}

// mark writes a small text above an item.
func (s *scene) mark(it *item, z float32, text string) {
	if s.scale < leastScale || s.stage.counting != nil && it.ownQueue() {
		return
	}
	p := s.at(it.x, it.y, z)
	if z < 0 { // below its front edge
		p = s.at(it.x, it.y+it.d/2, 0)
		p.Y += 16
	}
	s.marks = append(s.marks, label{x: p.X, y: p.Y, w: gfx.Width(text, markSize, gfx.SemiBold) + 8, item: s.stage.find2(it), text: text})
}

const markSize, markHigh = 10.5, 14

// writeMarks writes the small texts where no label covers them.
func (s *scene) writeMarks() {
	for i := range s.marks {
		m := &s.marks[i]
		at := spot{m.x, m.y}
		for _, off := range [...]spot{{0, 0}, {0, 16}, {0, -16}, {m.w/2 + 12, 8}, {-m.w/2 - 12, 8}, {m.w/2 + 12, -8}, {-m.w/2 - 12, -8}, {0, 30}} {
			if x, y := m.x+off.x, m.y+off.y; !s.covered(x, y, m.w) {
				at = spot{x, y}
				break
			}
		}
		it := &s.stage.items[m.item]
		s.Begin(it.ids.gauge, it.title)
		s.RoundRect(alpha(s.th.card, 225), at.x-m.w/2, at.y-11, m.w, markHigh, 4)
		s.Text(at.x, at.y, markSize, gfx.SemiBold, gfx.Center, s.th.ink, m.text)
		s.End()
	}
	s.marks = s.marks[:0]
}

// covered tells whether a label covers a small text.
func (s *scene) covered(x, y, w float32) bool {
	for i := range s.labels {
		if l := &s.labels[i]; !l.small && abs32(l.x-x) < (l.w+w)/2 && l.y > y-11 && l.y-pillHigh < y-11+markHigh {
			return true
		}
	}
	return false
}

// crowded tells whether labels are small: in a shop that is not drawn large.
func (s *scene) crowded() bool { return s.stage.counting != nil && s.scale < 2*smallScale }

func (s *scene) isNeck(i int32) bool { return s.neck != sim.None && s.stage.of[s.neck] == i }

// find2 is the index of an item of the stage.
func (st *stage) find2(it *item) int32 { return st.of[it.IDs[0]] }

// worst is the state to show for an item with several units: the one that comes first in the order of precedence.
func (s *scene) worst(it *item) sim.State {
	state := sim.Starved
	for _, id := range it.IDs {
		state = min(state, s.world.nodes[id].state)
	}
	return state
}

// writeLabels draws the pills, moved up where they would cover each other, or aside below the heading.
func (s *scene) writeLabels() {
	if s.crowded() {
		s.writeMarks()
		s.writeSmallLabels()
		return
	}
	slices.SortStableFunc(s.labels, func(a, b label) int {
		switch {
		case a.y > b.y:
			return -1
		case a.y < b.y:
			return 1
		}
		return 0
	})
	for i := range s.labels {
		l := &s.labels[i]
		for again, tries := true, 0; again && tries < 8 && !l.small; tries++ {
			again = false
			for j := range i {
				o := &s.labels[j]
				if !o.small && abs32(o.x-l.x) < (o.w+l.w)/2+2 && abs32(o.y-l.y) < pillHigh+1 {
					if over := o.y - pillHigh - 2; over-pillHigh >= s.top || l.y-pillHigh < s.top {
						l.y = over
					} else { // the heading would cover it
						l.x = o.x - (o.w+l.w)/2 - 3
					}
					again = true
				}
			}
		}
	}
	s.writeMarks()
	for i := range s.labels {
		if l := &s.labels[i]; l.item != s.pick && !s.isNeck(l.item) {
			s.pill(l)
		}
	}
	for i := range s.labels { // what is looked at lies on top
		if l := &s.labels[i]; l.item == s.pick || s.isNeck(l.item) {
			s.pill(l)
		}
	}
	s.labels = s.labels[:0]
}

func (s *scene) pill(l *label) {
	it := &s.stage.items[l.item]
	*s.hits = append(*s.hits, hit{box: box{l.x - l.w/2, l.y - pillHigh, l.w, pillHigh}, act: actPick, side: s.side, arg: l.item})
	if l.small {
		icon(s.List, l.state, l.x, l.y-6, 5)
		return
	}
	th := s.th
	x, y := l.x-l.w/2, l.y-pillHigh
	s.Begin(it.ids.state, it.title)
	s.RoundRect(alpha(th.shade, 34), x, y+1.5, l.w, pillHigh, pillHigh/2)
	fill, ink := th.card, th.ink
	if l.call != "" {
		fill, ink = stateColours[sim.Down], rgb(0xFFFFFF)
		if l.late {
			fill = amber
		}
	}
	s.RoundRect(fill, x, y, l.w, pillHigh, pillHigh/2)
	switch {
	case l.item == s.pick:
		s.StrokeRoundRect(th.ink, 1.8, x, y, l.w, pillHigh, pillHigh/2)
	case s.isNeck(l.item):
		s.StrokeRoundRect(th.accent, 2, x, y, l.w, pillHigh, pillHigh/2)
	}
	at := x + 7
	if l.sign {
		icon(s.List, l.state, x+10.5, y+pillHigh/2, 6.5)
		at = x + 21
	}
	s.Text(at, y+13.6, labelSize, gfx.SemiBold, gfx.Left, ink, l.text)
	end := x + l.w - 8
	if l.right != "" { // how often the plant was right
		wide := gfx.Width(l.right, 11, gfx.SemiBold) + 8
		badge := th.ink
		if l.cards {
			badge = th.accent
		}
		s.RoundRect(badge, x+l.w-wide-3, y+3, wide, pillHigh-6, (pillHigh-6)/2)
		s.Text(x+l.w-wide/2-3, y+13.3, 11, gfx.SemiBold, gfx.Center, th.card, l.right)
		end -= wide + 2
	}
	if l.call != "" {
		s.Text(end, y+13.6, 11, gfx.Regular, gfx.Right, ink, l.call)
	}
	s.End()
}

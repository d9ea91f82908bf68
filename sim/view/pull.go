package view

import (
	"strings"

	"tweeling/sim/view/gfx"
)

// What is pulled: customers who come to where parts leave, cards without which no part comes in, and what lies in a storage.

// unserved is how many customers wait at an exit, and how many went without a part. Parts leave there only for customers.
func (s *scene) unserved(it *item) (waiting, lost int64) {
	id := it.IDs[0]
	if !it.Has("every") {
		return 0, 0
	}
	without := s.world.asked[id] - s.world.nodes[id].sent
	if it.Text("unmet") == "lost" {
		return 0, without - (s.told.base.asked[id] - s.told.base.nodes[id].sent)
	}
	return max(0, without), 0
}

// customers says how many of them wait, "" when nobody does.
func (s *scene) customers(it *item) string {
	waiting, lost := s.unserved(it)
	if waiting+lost == 0 {
		return ""
	}
	return s.owed(waiting, lost)
}

// owed says it.
func (d *drawing) owed(waiting, lost int64) string {
	if waiting > 0 {
		return d.words.Say("view.backorders", d.number(waiting))
	}
	return d.words.Say("view.unmet", d.number(lost))
}

// queueOfCustomers paints those who wait, up to six.
func (s *scene) queueOfCustomers(it *item) {
	waiting, _ := s.unserved(it)
	for k := range min(6, waiting) {
		x, y := it.x+it.w/2+0.5, it.y+it.d/2-0.1-0.42*float32(k)
		a, b, head := s.at(x, y, 0.1), s.at(x, y, 0.95), s.at(x, y, 1.22)
		s.limb(blend(s.th.muted, s.th.card, 0.25), max(2.5, 0.3*s.scale), a, b)
		s.Circle(skin, head.X, head.Y, max(2, 0.16*s.scale))
	}
}

// cards says how many cards are free of those that a place asks for, "" when it asks for none: of several loops, of that with the
// fewest.
func (s *scene) cards(it *item) string {
	loop, ok := s.loopOf(it)
	if !ok {
		return ""
	}
	c := &s.stage.plant.Layout.Cards[loop]
	return s.figure(int64(s.world.cards[loop])/int64(max(1, c.Lot))) + "/" + s.figure(int64(c.Cards))
}

func (s *scene) loopOf(it *item) (loop int, ok bool) {
	list := s.stage.plant.Layout.Cards
	for i := range list {
		for _, into := range list[i].Into {
			at := s.stage.of[into]
			if at < 0 || s.stage.home(at) != s.stage.find2(it) {
				continue
			}
			if !ok || s.world.cards[i] < s.world.cards[loop] {
				loop, ok = i, true
			}
		}
	}
	return loop, ok
}

// board paints the cards of a station on a board before it: those that are free hang there, the others are out.
func (s *scene) board(it *item) {
	loop, ok := s.loopOf(it)
	if !ok || s.scale < leastScale {
		return
	}
	const across, most = 5, 10
	c := &s.stage.plant.Layout.Cards[loop]
	shown := min(c.Cards, most)
	free := int(s.world.cards[loop]) / max(1, c.Lot)
	if c.Cards > most { // each stands for several
		free = (free*most + c.Cards - 1) / c.Cards
	}
	x0, y := it.x-it.w/2-0.15, it.y+it.d/2+0.3
	rows := (shown + across - 1) / across
	high := 0.26 * float32(rows)
	s.post(s.th.steel, s.px(0.07, 1, 5), x0+0.12, y, 0, 0.75)
	s.front(blend(s.th.top, rgb(0xFFFFFF), 0.5), y, x0-0.06, x0+0.22*across+0.04, 0.72, 0.8+high)
	for k := range shown {
		x, z := x0+0.22*float32(k%across), 0.77+high-0.26*float32(k/across+1)
		colour := blend(s.th.left, s.th.top, 0.4)
		if k < free {
			colour = s.th.accent
		}
		s.front(colour, y, x, x+0.16, z+0.03, z+0.22)
	}
}

// filled says how full a storage is.
func (s *scene) filled(it *item) string {
	for _, from := range it.in {
		if q := &s.stage.items[from]; q.ownQueue() && q.out[0] == s.stage.find2(it) {
			return " " + s.count(int(s.world.nodes[q.IDs[0]].count), q.Count("room"))
		}
	}
	return ""
}

// A wayKind is why parts go a way.
type wayKind uint8

const (
	onward wayKind = iota
	mending
	waste
)

// kindOf tells why parts go from one item to another: on, to be mended, or as waste.
func (st *stage) kindOf(e *edge) wayKind {
	from, to := &st.items[e.from], strings.TrimSuffix(st.items[e.to].name, ".queue")
	switch {
	case strings.TrimSuffix(from.Text("scrap_to"), ".queue") == to:
		return waste
	case strings.TrimSuffix(from.Text("rework_to"), ".queue") == to && !hasWay(from, to):
		return mending
	}
	return onward
}

func hasWay(from *item, to string) bool {
	for _, name := range from.Ways() {
		if strings.TrimSuffix(name, ".queue") == to {
			return true
		}
	}
	return false
}

// colour is that of a way.
func (s *scene) colour(e *edge) gfx.Color {
	switch e.kind {
	case mending:
		return amber
	case waste:
		return rgb(0x9F3A3A)
	default:
		return s.th.after
	}
}

// stock is how many spares lie in a stock.
func (w *world) stock(it *item) int { return max(0, it.Count("count")-int(w.nodes[it.IDs[0]].users)) }

// spares paints a stock of modules: a rack of two floors, and on it those that are there.
func (s *scene) spares(it *item) {
	const across, most = 3, 6
	th := s.th
	x0, x1, y0, y1 := it.x-it.w/2, it.x+it.w/2, it.y-it.d/3, it.y+it.d/4
	count, there := it.Count("count"), s.world.stock(it)
	if count > most { // each stands for several
		there = (there*most + count - 1) / count
	}
	s.shadow(x0, y0, x1, y1)
	for floor := range 2 {
		z := 0.15 + 0.55*float32(floor)
		s.box(blend(th.steel, rgb(0xFFFFFF), 0.2), th.steel, blend(th.steel, rgb(0), 0.3), x0, y0, x1, y1, z, z+0.05)
		for k := range across {
			if floor*across+k < there {
				s.crate(blend(th.accent, th.steel, 0.35), x0+(x1-x0)*(float32(k)+0.5)/across, (y0+y1)/2, z+0.05, 0.22, 0.24)
			}
		}
	}
	for _, x := range [2]float32{x0, x1} {
		s.post(th.steel, s.px(0.06, 1, 5), x, y1, 0, 1.15)
	}
	s.tag(it, 1.3)
}

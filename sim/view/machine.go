package view

import (
	"tweeling/sim"
	"tweeling/sim/view/gfx"
)

const (
	machineHigh = 1.75
	benchHigh   = 0.86
	beltHigh    = 0.62
	partSize    = 0.33
)

// machine paints the units of a station: closed machines with a door and a stack light, benches where people do the work.
func (s *scene) machine(it *item) {
	units := min(4, len(it.IDs))
	deep := it.d / float32(units)
	for u := range units {
		id := it.IDs[u]
		n := &s.world.nodes[id]
		m := unit{it: it, id: id, now: n, x0: it.x - it.w/2 + 0.1, x1: it.x + it.w/2 - 0.1, y0: it.y - it.d/2 + float32(u)*deep + 0.06}
		m.y1 = m.y0 + deep - 0.12
		s.shadow(m.x0, m.y0, m.x1, m.y1)
		s.waiting(&m)
		s.body(&m)
	}
	if it.scraps() {
		s.bin(it)
	}
	s.board(it)
	s.tag(it, s.high(it)+0.25)
}

func (s *scene) high(it *item) float32 {
	if it.manual() {
		return 1.35
	}
	return machineHigh + 0.2
}

// A unit is one machine of a station.
type unit struct {
	it             *item
	id             sim.ID
	now            *nodeNow
	x0, x1, y0, y1 float32
}

// manual tells whether the work is done by hand: people are needed for the whole cycle.
func (it *item) manual() bool {
	_, works := it.Crew()["cycle"]
	_, looks := it.Crew()["inspect"]
	return works || looks
}

func (it *item) scraps() bool {
	if it.Number("scrap") > 0 {
		return true
	}
	_, own := it.Values["scrap_by_product"]
	return own
}

// cabinet is a closed machine. Its door stands open while it takes or gives, and is shut while it works.
func (s *scene) cabinet(m *unit) {
	th := s.th
	s.box(th.steel, blend(th.steel, rgb(0), 0.25), blend(th.steel, rgb(0), 0.45), m.x0, m.y0, m.x1, m.y1, 0, 0.22)
	s.box(th.top, th.left, th.right, m.x0, m.y0, m.x1, m.y1, 0.22, machineHigh)
	w := m.x1 - m.x0
	a, b := m.x0+0.2*w, m.x0+0.72*w
	open := s.open(m)
	s.front(th.glass, m.y1, a, b, 0.55, 1.45)
	if p := s.inside(m); p != nil && !s.held[p.number] {
		s.crate(th.product(p.product), (a+b)/2, m.y1-0.02, 0.62, partSize*1.15, partSize*1.15)
		s.ring(p, place3{(a + b) / 2, m.y1, 0.8})
	}
	shut := b - (b-a)*open*0.78 // the door slides to the right
	glass := blend(th.glass, stateColours[m.now.state], 0.55)
	if m.now.state == sim.Off {
		glass = blend(th.glass, th.steel, 0.3)
	}
	s.front(alpha(glass, 205), m.y1, b-(shut-a), b, 0.55, 1.45)
	s.Stroke(blend(th.left, rgb(0), 0.3), 1, true, s.at(a, m.y1, 0.55), s.at(b, m.y1, 0.55), s.at(b, m.y1, 1.45), s.at(a, m.y1, 1.45))
	s.front(blend(th.left, rgb(0), 0.45), m.y1, m.x0+0.8*w, m.x0+0.93*w, 0.95, 1.35) // panel
	s.front(stateColours[m.now.state], m.y1, m.x0+0.825*w, m.x0+0.905*w, 1.1, 1.28)
	s.progress(m)
	s.stackLight(m.now.state, m.x1-0.28, m.y0+0.3, machineHigh)
}

// open is how far the door stands open, from 0 to 1.
func (s *scene) open(m *unit) float32 {
	if m.now.first >= 0 && s.travels(&s.world.parts[m.now.first]) {
		return 1
	}
	u := smooth(float32(s.t-m.now.since) / float32(s.stage.pace))
	switch m.now.state {
	case sim.Working:
		if p := s.inside(m); p != nil {
			u = smooth(float32(s.t-p.moved-s.stage.pace/2) / float32(s.stage.pace/2))
		}
		return 1 - u
	case sim.Off:
		return 0
	default:
		return u
	}
}

// inside is the part that a unit works on.
func (s *scene) inside(m *unit) *partNow {
	if m.now.first < 0 {
		return nil
	}
	p := &s.world.parts[m.now.first]
	if s.travels(p) {
		return nil
	}
	if _, waits := s.unloaded(m.it, p); waits {
		return nil
	}
	return p
}

// waiting paints a part that the robot has still to fetch.
func (s *scene) waiting(m *unit) {
	if m.now.first < 0 || m.it.robot < 0 {
		return
	}
	p := &s.world.parts[m.now.first]
	if at, waits := s.unloaded(m.it, p); waits && !s.travels(p) {
		s.crate(s.th.product(p.product), at.x, at.y, at.z, partSize, partSize)
		s.ring(p, at)
	}
}

// progress is a bar under the door: how much of the mean cycle has passed since the part came.
func (s *scene) progress(m *unit) {
	p := s.inside(m)
	if p == nil || m.now.state != sim.Working {
		return
	}
	cycle := s.stage.cycle(m.it, int(p.product)) * 1e9
	if cycle <= 0 {
		return
	}
	u := clamp(float32(float64(s.t-p.moved)/cycle), 0, 1)
	w := m.x1 - m.x0
	a, b := m.x0+0.2*w, m.x0+0.72*w
	s.front(blend(s.th.left, rgb(0), 0.25), m.y1, a, b, 0.34, 0.43)
	s.front(stateColours[sim.Working], m.y1, a, a+(b-a)*u, 0.34, 0.43)
}

// bench is a place of work by hand: a table with a board behind it.
func (s *scene) bench(m *unit) {
	th := s.th
	board := blend(th.left, stateColours[m.now.state], 0.12)
	s.box(th.top, board, th.right, m.x0+0.1, m.y0, m.x1-0.1, m.y0+0.18, 0, 1.35)
	s.front(blend(th.glass, stateColours[m.now.state], 0.45), m.y0+0.18, m.x0+0.3, m.x0+0.85, 0.95, 1.25) // screen
	y0 := m.y0 + 0.3
	for _, x := range [2]float32{m.x0 + 0.12, m.x1 - 0.12} {
		s.post(th.steel, s.px(0.08, 1, 5), x, m.y1-0.15, 0, benchHigh)
	}
	s.box(blend(th.top, th.wood, 0.35), blend(th.left, th.woodDark, 0.35), blend(th.right, th.woodDark, 0.35), m.x0, y0, m.x1, m.y1-0.05, benchHigh-0.1, benchHigh)
	if p := s.inside(m); p != nil && !s.held[p.number] {
		x, y := (m.x0+m.x1)/2, (y0+m.y1)/2
		s.crate(th.product(p.product), x, y, benchHigh, partSize, partSize)
		s.ring(p, place3{x, y, benchHigh + partSize/2})
	}
	s.stackLight(m.now.state, m.x1-0.25, m.y0+0.1, 1.35)
}

// stackLight is always red on top, then yellow, then green, whatever is lit.
func (s *scene) stackLight(state sim.State, x, y, z float32) {
	const each = 0.17
	width := s.px(0.16, 2.5, 12)
	s.post(s.th.steel, max(1, width*0.4), x, y, z, z+0.2)
	lit := -1
	switch state {
	case sim.Down, sim.WaitingRepair:
		lit = 2
	case sim.Working:
		lit = 0
	case sim.Off, sim.NumStates:
	default:
		lit = 1
	}
	lamps := [3]gfx.Color{rgb(0x10B981), rgb(0xF5B82E), rgb(0xDC2626)}
	for k, c := range lamps {
		low := z + 0.2 + float32(k)*each
		if k != lit {
			c = blend(c, s.th.steel, 0.72)
		} else {
			p := s.at(x, y, low+each/2)
			s.Circle(alpha(c, 60), p.X, p.Y, width*1.5)
		}
		s.post(c, width, x, y, low+0.01, low+each-0.01)
	}
}

// bin is the scrap bin of a station. A part that is scrapped is seen to fall in.
func (s *scene) bin(it *item) {
	x, y := it.x+it.w/2-0.1, it.y+it.d/2+0.42
	bad, last := int64(0), passing{at: never}
	for _, id := range it.IDs {
		n := &s.world.nodes[id]
		bad += n.bad - s.told.base.nodes[id].bad
		if n.binned.at > last.at {
			last = n.binned
		}
	}
	red := rgb(0x9F3A3A)
	s.box(blend(red, rgb(0), 0.55), red, blend(red, rgb(0), 0.35), x-0.26, y-0.2, x+0.26, y+0.2, 0, 0.42)
	fill := min(3, bad)
	for k := range fill {
		s.crate(s.th.product(last.product), x-0.13+0.13*float32(k), y-0.02, 0.3, 0.2, 0.2)
	}
	if u := float32(s.t-last.at) / float32(s.stage.pace); last.at >= s.told.base.at && u >= 0 && u < 1 {
		px, py, pz := mix(it.x, x, u), mix(it.y+it.d/2, y, u), mix(1, 0.4, u)+1.2*u*(1-u)
		s.crate(s.th.product(last.product), px, py, pz, partSize, partSize)
	}
}

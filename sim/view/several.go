package view

import "tweeling/sim"

// Stations that hold several parts are told apart at a glance: an oven has a mouth and a chimney, an assembly an arm over its
// table, a disassembly chutes on both sides, a place where parts are put together or taken apart a crate with a rim, one
// where they go onto carriers a mast over a pallet.

// body paints one unit of a station as what it is.
func (s *scene) body(m *unit) {
	switch m.it.Kind {
	case "oven":
		s.furnace(m)
	case "assembly":
		s.table(m)
		s.arch(m)
	case "disassembly":
		s.table(m)
		s.chutes(m)
	case "batch", "unbatch":
		s.bundle(m)
	case "palletising", "depalletising":
		s.mast(m)
	case "inspection":
		if m.it.manual() {
			s.bench(m)
			s.lens(m)
			break
		}
		s.table(m)
		s.camera(m)
	case "storage":
		s.shelves(m)
	default:
		if m.it.manual() {
			s.bench(m)
		} else {
			s.cabinet(m)
		}
	}
}

// stateBox is a side panel that shows what a unit does.
func (s *scene) stateBox(m *unit, x, y, z float32) {
	s.front(blend(s.th.left, rgb(0), 0.45), y, x, x+0.22, z, z+0.34)
	s.front(stateColours[m.now.state], y, x+0.04, x+0.18, z+0.12, z+0.28)
}

// contents are crates for what a unit holds, in rows of three from a place on.
func (s *scene) contents(m *unit, x, y, z float32, most int) {
	k := 0
	for i := m.now.first; i >= 0 && k < most; i = s.world.parts[i].next {
		p := &s.world.parts[i]
		if s.travels(p) || s.held[p.number] || s.stage.carries(p.product) {
			continue
		}
		at := place3{x + partSize*float32(k%3), y, z + partSize*float32(k/3)}
		s.crate(s.th.product(p.product), at.x, at.y, at.z, partSize, partSize)
		s.ring(p, at)
		k++
	}
}

// furnace is a block with a mouth in front and a chimney.
func (s *scene) furnace(m *unit) {
	th := s.th
	brick, dark := blend(th.left, rgb(0x8A6A55), 0.45), blend(th.right, rgb(0x5C4436), 0.45)
	s.box(th.steel, blend(th.steel, rgb(0), 0.25), blend(th.steel, rgb(0), 0.45), m.x0, m.y0, m.x1, m.y1, 0, 0.3)
	s.box(blend(th.top, rgb(0xC9B4A4), 0.4), brick, dark, m.x0, m.y0, m.x1, m.y1, 0.3, 1.5)
	s.box(th.steel, blend(th.steel, rgb(0), 0.25), blend(th.steel, rgb(0), 0.4), m.x1-0.55, m.y0+0.1, m.x1-0.25, m.y0+0.36, 1.5, 2.25)
	w := m.x1 - m.x0
	a, b := m.x0+0.14*w, m.x0+0.74*w
	glow, heat := blend(rgb(0x1B1512), th.steel, 0.15), float32(0)
	if m.now.state == sim.Working { // it is hot, and flickers
		heat = 0.62 + 0.1*cosines[int(float64(s.t)/float64(sim.Time(100e6)))%20]
		glow = blend(rgb(0x1B1512), rgb(0xE4581A), heat)
	}
	s.front(glow, m.y1, a, b, 0.42, 1.2)
	s.contents(m, a+0.25, m.y1-0.02, 0.46, 6)
	if m.now.state == sim.Working { // the door is down
		s.front(alpha(blend(th.steel, rgb(0), 0.2), 225), m.y1, a, b, 0.66, 1.2)
		s.front(alpha(rgb(0xE4581A), uint8(150*heat)), m.y1, a+0.2*(b-a), b-0.2*(b-a), 0.86, 1.02) // a window in it
		if cycle := s.stage.meanCycle(m.it) * 1e9; cycle > 0 {
			s.front(blend(th.left, rgb(0), 0.25), m.y1, a, b, 0.33, 0.4)
			s.front(stateColours[sim.Working], m.y1, a, a+(b-a)*clamp(float32(float64(s.t-m.now.since)/cycle), 0, 1), 0.33, 0.4)
		}
	}
	for k := range 3 {
		z := 0.62 + 0.22*float32(k)
		s.front(alpha(rgb(0), 70), m.y1, a, b, z, z+0.03)
	}
	s.stateBox(m, m.x0+0.8*w, m.y1, 0.8)
	s.stackLight(m.now.state, m.x0+0.2, m.y0+0.2, 1.5)
}

// table is a work table with what is on it.
func (s *scene) table(m *unit) {
	th := s.th
	for _, x := range [2]float32{m.x0 + 0.12, m.x1 - 0.12} {
		s.post(th.steel, s.px(0.08, 1, 5), x, m.y0+0.2, 0, benchHigh)
		s.post(th.steel, s.px(0.08, 1, 5), x, m.y1-0.15, 0, benchHigh)
	}
	s.box(th.top, th.left, th.right, m.x0, m.y0+0.1, m.x1, m.y1-0.05, benchHigh-0.14, benchHigh)
	s.contents(m, (m.x0+m.x1)/2-partSize, (m.y0+m.y1)/2+0.15, benchHigh, 6)
	s.stateBox(m, m.x0+0.08, m.y1-0.05, 0.28)
	s.stackLight(m.now.state, m.x1-0.15, m.y0+0.15, benchHigh)
}

// arch is a beam over a table from which a tool comes down; it does while the unit works.
func (s *scene) arch(m *unit) {
	th := s.th
	y := (m.y0+m.y1)/2 - 0.1
	wide := s.px(0.12, 2, 8)
	const high = 1.85
	s.post(th.steel, wide, m.x0+0.1, y, benchHigh, high)
	s.post(th.steel, wide, m.x1-0.1, y, benchHigh, high)
	s.box(th.top, th.left, th.right, m.x0+0.04, y-0.08, m.x1-0.04, y+0.08, high, high+0.16)
	reach := float32(1.5)
	if m.now.state == sim.Working {
		reach = 1.5 - 0.22*(1-cosines[int(float64(s.t)/float64(sim.Time(100e6)))%20]) // down and up again each two seconds
	}
	x := (m.x0 + m.x1) / 2
	s.post(blend(th.steel, rgb(0), 0.3), wide*1.4, x, y, reach, high)
	s.post(stateColours[m.now.state], wide*0.7, x, y, reach-0.12, reach)
}

// chutes are slides on both sides of a table.
func (s *scene) chutes(m *unit) {
	th := s.th
	for k, x := range [2]float32{m.x0 - 0.02, m.x1 - 0.33} {
		y := m.y1 + 0.02
		s.box(blend(th.steel, rgb(0xFFFFFF), 0.2), th.steel, blend(th.steel, rgb(0), 0.3), x, m.y1-0.05, x+0.35, y+0.2, 0.5-0.08*float32(k), 0.58-0.08*float32(k))
		s.box(blend(th.steel, rgb(0xFFFFFF), 0.2), th.steel, blend(th.steel, rgb(0), 0.3), x, y+0.2, x+0.35, y+0.42, 0.24, 0.32)
	}
}

// bundle is a crate with a rim, where parts are put together or taken out.
func (s *scene) bundle(m *unit) {
	th := s.th
	s.box(th.steel, blend(th.steel, rgb(0), 0.25), blend(th.steel, rgb(0), 0.45), m.x0, m.y0, m.x1, m.y1, 0, 0.4)
	x0, x1, y0, y1 := m.x0+0.2, m.x1-0.2, m.y0+0.15, m.y1-0.12
	s.box(th.wood, th.woodDark, blend(th.woodDark, rgb(0), 0.25), x0, y0, x1, y0+0.06, 0.4, 0.95)
	s.contents(m, x0+0.35, (y0+y1)/2+0.1, 0.42, 9)
	low := float32(0.72)
	if m.it.Kind == "unbatch" { // one side is open
		low = 0.5
	}
	s.box(th.wood, th.woodDark, blend(th.woodDark, rgb(0), 0.25), x0, y1-0.06, x1, y1, 0.4, low)
	s.stateBox(m, m.x0+0.05, m.y1, 0.04)
	s.stackLight(m.now.state, m.x1-0.12, m.y0+0.1, 0.4)
}

// mast is a pallet on a deck under a mast with an arm; where carriers are unloaded the arm is low.
func (s *scene) mast(m *unit) {
	th := s.th
	s.box(th.belt, th.beltSide, blend(th.beltSide, rgb(0), 0.3), m.x0, m.y0, m.x1, m.y1, 0, 0.26)
	x0, x1 := m.x0+0.35, m.x1-0.25
	if m.now.count > 0 {
		s.box(th.wood, th.woodDark, blend(th.woodDark, rgb(0), 0.25), x0, m.y0+0.12, x1, m.y1-0.1, 0.28, 0.4)
	}
	s.contents(m, x0+0.25, (m.y0+m.y1)/2+0.1, 0.4, 9)
	wide := s.px(0.16, 2.5, 11)
	high := float32(2.0)
	s.post(th.steel, wide, m.x0+0.16, m.y0+0.25, 0.26, high)
	z := high - 0.2
	if m.it.Kind == "depalletising" {
		z = 1.1
	}
	s.box(th.top, th.left, th.right, m.x0+0.1, m.y0+0.17, (m.x0+m.x1)/2+0.15, m.y0+0.33, z, z+0.14)
	s.post(stateColours[m.now.state], wide*0.6, (m.x0+m.x1)/2+0.08, m.y0+0.3, z-0.18, z)
	s.stackLight(m.now.state, m.x1-0.12, m.y0+0.12, 0.26)
}

// camera hangs over a table and lights what it looks at.
func (s *scene) camera(m *unit) {
	x, y := (m.x0+m.x1)/2, (m.y0+m.y1)/2
	wide := s.px(0.1, 1.5, 7)
	const high = 1.75
	s.post(s.th.steel, wide, m.x0+0.2, y-0.2, benchHigh, high+0.1)
	s.box(s.th.top, s.th.left, s.th.right, m.x0+0.14, y-0.26, x+0.12, y-0.14, high+0.05, high+0.15)
	if m.now.state == sim.Working {
		s.Fill(alpha(s.th.accent, 60), s.at(x, y, high-0.3), s.at(x-0.45, y, benchHigh), s.at(x+0.45, y, benchHigh))
	}
	s.box(blend(s.th.left, rgb(0), 0.35), blend(s.th.left, rgb(0), 0.55), blend(s.th.left, rgb(0), 0.7), x-0.16, y-0.3, x+0.16, y, high-0.25, high+0.08)
	p := s.at(x, y, high-0.2)
	s.Circle(stateColours[m.now.state], p.X, p.Y, s.px(0.11, 2.4, 9))
	s.Circle(s.th.glass, p.X, p.Y, s.px(0.06, 1.2, 5))
}

// lens is a magnifying glass over a bench.
func (s *scene) lens(m *unit) {
	x, y, wide := m.x0+0.25, m.y0+0.3, s.px(0.1, 1.5, 7)
	const high = 1.7
	s.post(s.th.steel, wide, x, y, benchHigh, high)
	s.box(s.th.top, s.th.left, s.th.right, x-0.06, y-0.06, (m.x0+m.x1)/2, y+0.06, high, high+0.1)
	c := s.at((m.x0+m.x1)/2, y+0.15, high-0.2)
	r := s.px(0.26, 5, 17)
	s.Circle(blend(s.th.left, rgb(0), 0.5), c.X, c.Y, r)
	s.Circle(stateColours[m.now.state], c.X, c.Y, r*0.74)
	s.Circle(s.th.glass, c.X, c.Y, r*0.45)
}

// shelfFloors and shelfLong are how many crates a rack shows.
const shelfFloors, shelfLong = 3, 5

// stored is the products of what lies in a storage, one for each crate that its rack shows: each stands for so many parts that a
// full rack is a full storage.
func (s *scene) stored(it *item, into []int32) []int32 {
	for _, from := range it.in {
		q := &s.stage.items[from]
		if !q.ownQueue() || q.out[0] != s.stage.find2(it) {
			continue
		}
		n, room := &s.world.nodes[q.IDs[0]], q.Count("room")
		shown := int(n.count)
		if most := shelfFloors * shelfLong; room > most && room < 1<<29 {
			shown = (shown*most + room - 1) / room
		}
		shown = min(shown, shelfFloors*shelfLong)
		k := 0
		for i := n.first; i >= 0 && len(into) < shown; i = s.world.parts[i].next {
			if k*shown >= len(into)*int(n.count) { // evenly among all of them
				into = append(into, s.world.parts[i].product)
			}
			k++
		}
	}
	return into
}

// shelves are a rack of three floors, as full as the storage is, and the mast of what takes parts out.
func (s *scene) shelves(m *unit) {
	th := s.th
	var room [shelfFloors * shelfLong]int32
	stored := s.stored(m.it, room[:0])
	wide := s.px(0.07, 1, 5)
	deep := m.y0 + 0.55*(m.y1-m.y0)
	for floor := range shelfFloors {
		z := 0.12 + 0.6*float32(floor)
		s.box(blend(th.steel, rgb(0xFFFFFF), 0.2), th.steel, blend(th.steel, rgb(0), 0.3), m.x0, m.y0, m.x1, deep, z, z+0.06)
		for k := range shelfLong {
			w := (m.x1 - m.x0) / shelfLong
			if at := floor*shelfLong + k; at < len(stored) {
				s.crate(th.product(stored[at]), m.x0+w*(float32(k)+0.5), deep-0.2, z+0.06, 0.27, 0.27)
			}
		}
	}
	for _, x := range [3]float32{m.x0 + 0.03, (m.x0 + m.x1) / 2, m.x1 - 0.03} {
		s.post(blend(robotDark, th.steel, 0.5), wide, x, deep, 0, 2)
	}
	x, y := (m.x0+m.x1)/2+0.2, m.y1-0.18
	s.box(th.belt, th.beltSide, th.beltSide, m.x0, y-0.06, m.x1, y+0.06, 0, 0.08)
	s.post(th.steel, wide*2, x, y, 0.08, 2.05)
	s.box(th.top, th.left, th.right, x-0.2, y-0.12, x+0.2, y+0.12, 0.7, 0.78)
	s.contents(m, x-0.1, y, 0.78, 1)
	s.stateBox(m, x-0.5, y, 0.1)
	s.stackLight(m.now.state, m.x1-0.1, m.y1-0.1, 0.1)
}

// carries tells whether a product is a carrier.
func (st *stage) carries(product int32) bool {
	list := st.plant.Layout.Carriers
	return int(product) < len(list) && list[product]
}

package view

import "tweeling/sim/view/gfx"

// conveyor is a buffer of few places: a belt on which every part can be counted, with chevrons that run while it moves
// and a gauge along its side.
func (s *scene) conveyor(it *item) {
	th := s.th
	x0, x1, y0, y1 := it.x-it.w/2, it.x+it.w/2, it.y-it.d/2, it.y+it.d/2
	s.shadow(x0, y0, x1, y1)
	n := &s.world.nodes[it.IDs[0]]
	room := max(1, it.Count("room"))
	for _, f := range [2]float32{0.12, 0.88} {
		x := mix(x0, x1, f)
		s.post(th.steel, s.px(0.09, 1, 6), x, y1-0.08, 0, beltHigh-0.1)
	}
	s.box(th.belt, th.beltSide, th.beltSide, x0, y0, x1, y1, beltHigh-0.16, beltHigh)
	s.Begin(it.ids.gauge, it.title)
	full := clamp(float32(n.count)/float32(room), 0, 1)
	if !it.upright {
		a, b := x0, x0+it.w*full
		if it.dir > 0 { // it fills from its end
			a, b = x1-it.w*full, x1
		}
		s.front(blend(th.beltSide, th.after, 0.9), y1, a, b, beltHigh-0.12, beltHigh-0.04)
	}
	s.End()
	if s.xy == 0 {
		s.mark(it, -2, s.count(int(n.count), room))
	}
	s.runners(it, n)
	k := float32(0)
	for i := n.first; i >= 0; i = s.world.parts[i].next {
		p := &s.world.parts[i]
		if !s.travels(p) {
			at := s.slot(it, n, p, k)
			s.crate(th.product(p.product), at.x, at.y, at.z, partSize, partSize)
			s.ring(p, at)
		}
		k++
	}
}

// runners are the chevrons of a belt: they move on for a while after each part.
func (s *scene) runners(it *item, n *nodeNow) {
	long := it.w
	if it.upright {
		long = it.d
	}
	gap := float32(0.55)
	run := float32(s.t-n.gone.at) / float32(s.stage.pace)
	moved := float32(n.sent%64) * gap / 2
	if run >= 0 && run < 1 {
		moved -= (1 - smooth(run)) * gap / 2
	}
	for at := moved - gap*float32(int(moved/gap)) - gap; at < long; at += gap {
		if at < 0.15 || at > long-0.1 {
			continue
		}
		u := it.dir * (at - long/2)
		if it.upright {
			s.arrow(s.th.chevron, s.px(0.05, 0.8, 3), it.x, it.y+u, beltHigh, it.w*0.26, it.dir, true)
		} else {
			s.arrow(s.th.chevron, s.px(0.05, 0.8, 3), it.x+u, it.y, beltHigh, it.d*0.26, it.dir, false)
		}
	}
}

// slot is where part k of a belt stands, counted from the end where it leaves. After a part has left, the others move up.
func (s *scene) slot(it *item, n *nodeNow, p *partNow, k float32) place3 {
	long := it.w
	if it.upright {
		long = it.d
	}
	room := float32(max(1, it.Count("room")))
	each := min(slotLong+0.06, (long-0.1)/room)
	if u := float32(s.t-n.gone.at) / float32(s.stage.pace); u >= 0 && u < 1 && p.moved < n.gone.at {
		k += 1 - smooth(u)
	}
	at := it.dir * (long/2 - 0.22 - each*k)
	if it.upright {
		return place3{it.x, it.y + at, beltHigh}
	}
	return place3{it.x + at, it.y, beltHigh}
}

// rack is a buffer with many places: crates on a pallet, one for each part as long as they can be told apart.
func (s *scene) rack(it *item) {
	n := &s.world.nodes[it.IDs[0]]
	count, room := int(n.count), it.Count("room")
	shown := count
	if room > mostOnPallet && room < 1<<29 {
		shown = (count*mostOnPallet + room - 1) / room
	}
	s.pallet(it, min(shown, mostOnPallet), s.th.product(0))
	s.mark(it, 1.2, s.count(count, room))
}

// count writes how many parts are in a place, and for how many there is room.
func (s *scene) count(parts, room int) string {
	if room >= 100_000 {
		return s.figure(int64(parts))
	}
	return s.figure(int64(parts)) + "/" + s.figure(int64(room))
}

const (
	palletAcross, palletAlong, palletUp = 4, 3, 4
	mostOnPallet                        = palletAcross * palletAlong * palletUp
)

// pallet is a wooden pallet with so many crates on it, filled from the back.
func (s *scene) pallet(it *item, crates int, c gfx.Color) {
	th := s.th
	x0, x1, y0, y1 := it.x-it.w/2+0.08, it.x+it.w/2-0.08, it.y-it.d/2+0.06, it.y+it.d/2-0.06
	s.shadow(x0, y0, x1, y1)
	s.box(th.wood, th.woodDark, blend(th.woodDark, rgb(0), 0.25), x0, y0, x1, y1, 0.05, 0.18)
	wide, deep := (x1-x0-0.1)/palletAcross, (y1-y0-0.1)/palletAlong
	top, left, right := blend(c, rgb(0xFFFFFF), 0.22), blend(c, rgb(0), 0.10), blend(c, rgb(0), 0.30)
	for k := range crates {
		layer, rest := k/(palletAcross*palletAlong), k%(palletAcross*palletAlong)
		row, col := rest/palletAcross, rest%palletAcross
		x, y, z := x0+0.05+wide*float32(col), y0+0.05+deep*float32(row), 0.18+0.27*float32(layer)
		s.box(top, left, right, x+0.02, y+0.02, x+wide-0.02, y+deep-0.02, z, z+0.25)
	}
}

// stock is where parts come from: a full pallet when it never runs out, else what waits outside the door.
func (s *scene) stock(it *item) {
	n := &s.world.nodes[it.IDs[0]]
	crates := mostOnPallet - palletAcross*palletAlong - int(n.sent)%(palletAcross*palletAlong)
	if it.Text("release") != "endless" || it.Has("every") {
		crates = min(int(n.count), mostOnPallet)
	}
	s.pallet(it, crates, s.th.product(0))
	s.tag(it, 1.35)
}

// dispatch is where good parts leave: a pallet that fills, and is new when it is full.
func (s *scene) dispatch(it *item) {
	n := &s.world.nodes[it.IDs[0]]
	out := s.world.sentSince(s.told.base, it) // of this exit: a line may have several
	crates := int(out) % (mostOnPallet + 1)
	c := s.th.product(n.gone.product)
	if len(s.world.good) > 1 { // what lies on it is of several products
		c = blend(s.th.wood, rgb(0xFFFFFF), 0.4)
	}
	s.pallet(it, crates, c)
	if u := float32(s.t-n.gone.at) / float32(s.stage.pace); u >= 0 && u < 1 && n.gone.from >= 0 && s.stage.of[n.gone.from] >= 0 {
		a := s.stage.items[s.stage.of[n.gone.from]].port(1)
		e := smooth(u)
		s.crate(s.th.product(n.gone.product), mix(a.x, it.x, e), mix(a.y, it.y, e), mix(a.z, 0.8, e), partSize, partSize)
	}
	s.queueOfCustomers(it)
	s.tag(it, 1.35)
}

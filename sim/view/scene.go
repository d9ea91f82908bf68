package view

import (
	"slices"

	"tweeling/sim"
	"tweeling/sim/plant"
	"tweeling/sim/view/gfx"
)

// A scene draws one line on its floor at one time. Its slices are kept from frame to frame.
type scene struct {
	pen
	stage *stage
	world *world
	told  *told
	t     sim.Time
	neck  sim.ID // the bottleneck, or None
	stuck []string
	names func(it *item) string
	lasts func(sim.Time) string
	news  *News               // of a line that is driven from outside
	says  func([]Late) string // what is overdue

	middle spot    // of the panel, on the screen
	top    float32 // of the panel below its heading
	things []thing
	labels []label
	marks  []label // small texts
	hits   *[]hit
	side   int8
	lit    int32  // the item whose ways are lit, -1: none
	route  []bool // the ribbons that are lit; nil: none
	figure func(int64) string
	owed   func(waiting, lost int64) string // customers
	half   float32                          // of the width of the panel
	placed []box

	lights  []bool // of the route that was lit last
	lightOf int    // 1 + its product
	lightOn *stage
	pick    int32 // selected item, -1: none
	follow  sim.Number
	held    map[sim.Number]bool // parts that a robot holds, so that nobody else draws them
}

// A thing is what is painted from back to front.
type thing struct {
	depth float32
	kind  thingKind
	index int32
}

type thingKind uint8

const (
	itemThing thingKind = iota
	workerThing
	partThing
)

// draw paints the whole scene into its panel, which is clipped by the caller.
func (s *scene) draw() {
	s.floor()
	if s.stage.counting != nil {
		s.shop()
	} else {
		for i := range s.stage.edges {
			s.flow(&s.stage.edges[i])
		}
	}
	for _, i := range s.stage.stations {
		s.plate(&s.stage.items[i])
	}
	s.gather()
	for _, th := range s.things {
		switch th.kind {
		case itemThing:
			it := &s.stage.items[th.index]
			s.Begin(it.ids.self, it.title)
			s.item(it)
			s.End()
		case workerThing:
			s.worker(&s.told.workers[th.index])
		case partThing:
			s.travelling(&s.world.parts[th.index])
		}
	}
	s.writeLabels()
}

func (s *scene) floor() {
	st := &s.stage.ground
	s.slab(s.th.floor, st.x0, st.y0, st.x1, st.y1, 0)
	step := float32(2)
	for (st.x1-st.x0)/step > 40 || (st.y1-st.y0)/step > 40 {
		step *= 2
	}
	for x := st.x0 + step; x < st.x1; x += step {
		a, b := s.at(x, st.y0, 0), s.at(x, st.y1, 0)
		s.Line(s.th.grid, 1, a.X, a.Y, b.X, b.Y)
	}
	for y := st.y0 + step; y < st.y1; y += step {
		a, b := s.at(st.x0, y, 0), s.at(st.x1, y, 0)
		s.Line(s.th.grid, 1, a.X, a.Y, b.X, b.Y)
	}
	if h := s.stage.hall; h != nil {
		s.lay(h)
	}
	s.frame(s.th.floorRim, 1.2, st.x0, st.y0, st.x1, st.y1)
}

// gather lists what there is to paint, from back to front.
func (s *scene) gather() {
	s.things = s.things[:0]
	for i := range s.stage.items {
		it := &s.stage.items[i]
		if it.Kind == "operators" {
			continue
		}
		s.things = append(s.things, thing{s.depth(it.x, it.y), itemThing, int32(i)})
	}
	for i := range s.told.workers {
		w := &s.told.workers[i]
		if s.stage.items[w.item].Kind == "robot" {
			continue
		}
		where, _, _ := w.at(s.t)
		s.things = append(s.things, thing{s.depth(where.x, where.y), workerThing, int32(i)})
	}
	for i := range s.world.parts {
		p := &s.world.parts[i]
		if p.number != 0 && s.travels(p) {
			at := s.onTheWay(p)
			s.things = append(s.things, thing{s.depth(at.x, at.y) + 0.3, partThing, int32(i)})
		}
	}
	slices.SortStableFunc(s.things, func(a, b thing) int {
		switch {
		case a.depth < b.depth:
			return -1
		case a.depth > b.depth:
			return 1
		}
		return 0
	})
}

// plate is the floor under a station in the colour of its state; the bottleneck has an outline.
func (s *scene) plate(it *item) {
	units := min(4, len(it.IDs))
	deep := it.d / float32(units)
	for u := range units {
		n := &s.world.nodes[it.IDs[u]]
		y0 := it.y - it.d/2 + float32(u)*deep
		x0, x1, y1 := it.x-it.w/2-0.16, it.x+it.w/2+0.16, y0+deep
		c := stateColours[n.state]
		s.slab(alpha(c, 70), x0, y0-0.12, x1, y1+0.16, 0)
		s.frame(c, s.px(0.07, 1.2, 4), x0, y0-0.12, x1, y1+0.16)
	}
	if s.neck != sim.None && s.stage.of[s.neck] >= 0 && &s.stage.items[s.stage.of[s.neck]] == it {
		s.Begin(it.ids.neck, it.title)
		x0, x1, y0, y1 := it.x-it.w/2-0.34, it.x+it.w/2+0.34, it.y-it.d/2-0.3, it.y+it.d/2+0.34
		s.frame(s.th.accent, s.px(0.14, 2.5, 6), x0, y0, x1, y1)
		s.End()
	}
	if slices.Contains(s.stuck, it.name) {
		s.frame(rgb(0xB91C1C), s.px(0.16, 3, 7), it.x-it.w/2-0.4, it.y-it.d/2-0.4, it.x+it.w/2+0.4, it.y+it.d/2+0.4)
	}
}

// flow is the way from one item to the next: a ribbon on the floor, as wide as parts go along it.
func (s *scene) flow(e *edge) {
	from, to := &s.stage.items[e.from], &s.stage.items[e.to]
	var pts [4]gfx.Point
	n := s.way(from, to, e.back, &pts)
	rate := s.rate(e)
	width := s.px(0.10+0.42*rate, 1.5, 14)
	if s.xy == 0 { // from above, where the flow is what one looks for, it is wider than the belts
		width = s.px(0.2+1.5*rate, 2, 46)
	}
	c := s.colour(e)
	s.Stroke(alpha(c, 40+s.th.band/2), width, false, pts[:n]...)
	for k := range n - 1 { // chevrons that move with the clock while something flows
		s.chevrons(c, pts[k], pts[k+1], rate > 0)
	}
}

func (s *scene) chevrons(c gfx.Color, a, b gfx.Point, moves bool) {
	long := hypot(b.X-a.X, b.Y-a.Y)
	gap := max(14, 0.9*s.scale)
	if long < gap {
		return
	}
	phase := float32(0)
	if moves {
		phase = float32(s.t%(4*s.stage.pace)) / float32(4*s.stage.pace)
	}
	dx, dy := (b.X-a.X)/long, (b.Y-a.Y)/long
	r := s.px(0.13, 2, 5)
	for at := gap * phase; at < long; at += gap {
		x, y := a.X+dx*at, a.Y+dy*at
		s.Stroke(alpha(c, 150), max(1, r*0.45), false, gfx.Point{X: x - dx*r - dy*r, Y: y - dy*r + dx*r}, gfx.Point{X: x, Y: y}, gfx.Point{X: x - dx*r + dy*r, Y: y - dy*r - dx*r})
	}
}

// way is the line on the floor between two items; one that goes back goes round.
func (s *scene) way(from, to *item, back bool, pts *[4]gfx.Point) int {
	if back {
		y := max(from.y+from.d/2, to.y+to.d/2) + 1.1
		pts[0], pts[1] = s.at(from.x, from.y+from.d/2, 0), s.at(from.x, y, 0)
		pts[2], pts[3] = s.at(to.x, y, 0), s.at(to.x, to.y+to.d/2, 0)
		return 4
	}
	if abs32(from.y-to.y) > 1 && abs32(from.x-to.x) < 1.2 {
		pts[0], pts[1] = s.at(from.x, from.y, 0), s.at(to.x, to.y, 0)
		return 2
	}
	a, b := from.port(1), to.port(-1)
	pts[0], pts[1] = s.at(a.x, a.y, 0), s.at(b.x, b.y, 0)
	return 2
}

// rate is how busy a way is: 1 when parts go along it as fast as the fastest station works. What went along one of
// several ways is told by what came to where it leads, or, where that has several ways too, by equal shares.
func (s *scene) rate(e *edge) float32 {
	from, to := &s.stage.items[e.from], &s.stage.items[e.to]
	count, ways := s.passed(from, false), len(from.out)
	if ways > 1 && len(to.in) == 1 {
		count, ways = s.passed(to, true), 1
	}
	if s.t <= s.told.base.at || count <= 0 {
		return 0
	}
	each := (s.t - s.told.base.at).Seconds() * float64(max(1, ways)) / float64(max(1, count)) // seconds from part to part
	return clamp(float32(2.5*s.stage.pace.Seconds()/each), 0, 1)
}

// passed is how many parts have left an item since the start of the view, or have come to it.
func (s *scene) passed(it *item, came bool) int64 {
	sum := int64(0)
	for _, id := range it.IDs {
		n, base := &s.world.nodes[id], &s.told.base.nodes[id]
		sum += n.sent - base.sent
		if came {
			sum += n.bad - base.bad + int64(n.count-base.count)
		}
	}
	return sum
}

// port is where parts leave an item, or with -1 come to it.
func (it *item) port(end float32) place3 {
	switch {
	case it.upright:
		return place3{it.x, it.y + end*it.dir*it.d/2, beltHigh}
	default:
		return place3{it.x + end*it.dir*it.w/2, it.y, beltHigh}
	}
}

// place3 is a place above the floor.
type place3 struct{ x, y, z float32 }

// item paints one element.
func (s *scene) item(it *item) {
	switch it.Role {
	case plant.Station:
		s.machine(it)
	case plant.Waiting:
		if it.ownQueue() && s.stage.items[it.out[0]].Kind == "storage" {
			return // its shelves show what is in it
		}
		if it.Count("room") <= mostOnBelt {
			s.conveyor(it)
		} else {
			s.rack(it)
		}
	case plant.Entry:
		s.stock(it)
	case plant.Exit:
		s.dispatch(it)
	case plant.Pool:
		switch it.Kind {
		case "robot":
			s.robot(it)
		case "spares":
			s.spares(it)
		default:
			s.plain(it)
		}
	case plant.Feeder:
		s.supply(it)
	default:
		s.plain(it)
	}
}

// plain is the box of a kind that has no drawing of its own.
func (s *scene) plain(it *item) {
	x0, x1, y0, y1 := it.x-it.w/2, it.x+it.w/2, it.y-it.d/2, it.y+it.d/2
	s.shadow(x0, y0, x1, y1)
	s.box(s.th.top, s.th.left, s.th.right, x0, y0, x1, y1, 0, 1.1)
	s.front(s.th.steel, y1, x0+0.15, x1-0.15, 0.25, 0.35)
	s.tag(it, 1.3)
}

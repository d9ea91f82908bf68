package view

import (
	"strings"

	"tweeling/sim"
	"tweeling/sim/plant"
	"tweeling/sim/view/gfx"
)

// In a job shop ways lead from nearly everywhere to nearly everywhere. There all that goes between two stations is one ribbon, as
// wide as parts were counted to go along it; what is hardly used is faint, and what is looked at, a station or the route of a
// product, is lit.

// A ribbon is all that goes between two stations, to and fro. Its ends are the stations, or places of their own.
type ribbon struct {
	a, b     int32   // items, a < b
	to, back []int16 // edges from a to b, and from b to a
}

// A counting tells which way a part goes that moves from one node to another.
type counting struct {
	of   []int32 // item of each node
	n    int32
	edge []int16 // by items from and to: which edge, -1: none
}

// mostCounted is up to how many items ways are counted one by one.
const mostCounted = 400

// at is the edge along which a part moves, -1: none.
func (c *counting) at(from, to sim.ID) int16 {
	a, b := c.of[from], c.of[to]
	if a < 0 || b < 0 {
		return -1
	}
	return c.edge[a*c.n+b]
}

// bundle finds out whether the ways of a stage are a tangle, and then bundles them.
func (st *stage) bundle() {
	places := 0
	for i := range st.items {
		if !st.items[i].apart() {
			places++
		}
	}
	if len(st.edges) < places*3/2+4 || len(st.items) > mostCounted {
		return
	}
	n := int32(len(st.items))
	c := &counting{of: st.of, n: n, edge: make([]int16, n*n)}
	for i := range c.edge {
		c.edge[i] = -1
	}
	found := map[[2]int32]int{}
	for e := range st.edges {
		from, to := st.edges[e].from, st.edges[e].to
		c.edge[from*n+to] = int16(e)
		a, b := st.home(from), st.home(to)
		if a == b {
			continue
		}
		key := [2]int32{min(a, b), max(a, b)}
		k, ok := found[key]
		if !ok {
			k = len(st.ribbons)
			found[key] = k
			st.ribbons = append(st.ribbons, ribbon{a: key[0], b: key[1]})
		}
		if r := &st.ribbons[k]; a == key[0] {
			r.to = append(r.to, int16(e))
		} else {
			r.back = append(r.back, int16(e))
		}
	}
	st.counting = c
}

// home is the station whose own queue an item is, else the item itself.
func (st *stage) home(i int32) int32 {
	it := &st.items[i]
	if len(it.out) == 1 && it.ownQueue() {
		return it.out[0]
	}
	return i
}

// ownQueue tells whether an item is the queue that a station says itself.
func (it *item) ownQueue() bool {
	station, ok := strings.CutSuffix(it.name, ".queue")
	return ok && it.Role == plant.Waiting && it.Name == plant.QueueOf(station)
}

// routeOf marks the ribbons by which a product goes, by the operations of its route.
func (st *stage) routeOf(product int) []bool {
	lit := make([]bool, len(st.ribbons))
	p := &st.plant.Model.Products[product]
	if len(p.Ops) == 0 {
		return lit
	}
	between := func(from, to int32) {
		for k := range st.ribbons {
			if r := &st.ribbons[k]; r.a == min(from, to) && r.b == max(from, to) {
				lit[k] = true
			}
		}
	}
	var before []int32
	for i := range st.items {
		if st.items[i].Role == plant.Entry {
			before = append(before, int32(i))
		}
	}
	step := func(names []string) {
		var now []int32
		for _, name := range names {
			if i := st.find(name); i >= 0 {
				now = append(now, i)
			}
		}
		for _, a := range before {
			for _, b := range now {
				between(a, b)
			}
		}
		before = now
	}
	for k := range p.Ops {
		step(p.Ops[k].At)
	}
	step([]string{p.Done})
	return lit
}

// flowed is how many parts have gone along some edges since the view began.
func (s *scene) flowed(edges []int16) (n int64) {
	for _, e := range edges {
		n += s.world.flowed[e] - s.told.base.flowed[e]
	}
	return n
}

// shop paints the ribbons, the lit ones last.
func (s *scene) shop() {
	most := int64(1)
	for k := range s.stage.ribbons {
		r := &s.stage.ribbons[k]
		most = max(most, s.flowed(r.to)+s.flowed(r.back))
	}
	chosen := s.lit >= 0 || s.route != nil
	for pass := range 2 {
		for k := range s.stage.ribbons {
			r := &s.stage.ribbons[k]
			lit := s.route != nil && s.route[k] || s.route == nil && s.lit >= 0 && (r.a == s.lit || r.b == s.lit)
			if lit != (pass == 1) {
				continue
			}
			s.ribbon(r, most, lit, chosen && !lit)
		}
	}
	for i := range s.stage.edges {
		if e := &s.stage.edges[i]; s.stage.home(e.from) == s.stage.home(e.to) {
			s.flow(e)
		}
	}
}

// ribbon paints one, bowed to one side, so that what goes along different ways does not lie in one line.
func (s *scene) ribbon(r *ribbon, most int64, lit, dim bool) {
	to, back := s.flowed(r.to), s.flowed(r.back)
	share := float32(to+back) / float32(most)
	const steps = 12
	var pts [steps + 1]gfx.Point
	a, b := &s.stage.items[r.a], &s.stage.items[r.b]
	dx, dy := b.x-a.x, b.y-a.y
	bow := float32(0.10)
	if len(r.to) == 0 {
		bow = -bow
	}
	mx, my := (a.x+b.x)/2-dy*bow, (a.y+b.y)/2+dx*bow
	for k := range pts {
		u := float32(k) / steps
		v := 1 - u
		pts[k] = s.at(v*v*a.x+2*u*v*mx+u*u*b.x, v*v*a.y+2*u*v*my+u*u*b.y, 0)
	}
	c, width, opaque := s.th.after, s.px(0.75*share, 1, 9), uint8(120)
	switch {
	case lit && s.route != nil:
		c, opaque, width = followPink, 230, max(width, 3)
	case lit:
		opaque, width = 235, max(width, 2)
	case share < 0.15:
		opaque = 46
	}
	if dim {
		opaque /= 3
	}
	s.Stroke(alpha(c, opaque), width, false, pts[:]...)
	if dim || share < 0.15 && !lit {
		return
	}
	size := max(4, width*0.9)
	head := alpha(c, min(255, uint8(min(255, int(opaque)+80))))
	if to >= back/3 && len(r.to) > 0 && (to > 0 || lit) {
		s.head(head, pts[7], pts[6], size)
	}
	if back >= to/3 && len(r.back) > 0 && (back > 0 || lit) {
		s.head(head, pts[5], pts[6], size)
	}
}

// head is an arrow's, at a point, coming from another.
func (s *scene) head(c gfx.Color, at, from gfx.Point, size float32) {
	dx, dy := at.X-from.X, at.Y-from.Y
	long := max(hypot(dx, dy), 0.01)
	dx, dy = dx/long*size, dy/long*size
	s.Fill(c, gfx.Point{X: at.X + dx, Y: at.Y + dy}, gfx.Point{X: at.X - dx*0.6 - dy, Y: at.Y - dy*0.6 + dx}, gfx.Point{X: at.X - dx*0.6 + dy, Y: at.Y - dy*0.6 - dx})
}

// nextProduct lights the route of the next product that has one, or none after the last.
func (w *Show) nextProduct() {
	products := w.sides[0].stage.plant.Model.Products
	for w.product++; w.product <= len(products); w.product++ {
		if len(products[w.product-1].Ops) > 0 {
			return
		}
	}
	w.product = 0
}

// lights says what a scene lights: the route of the product that was chosen, or of the part that is followed, else what goes to
// and from the station that was clicked or that the pointer is over.
func (d *drawing) lights(sc *scene, i int) {
	sc.lit, sc.route = -1, nil
	if sc.stage.counting == nil {
		return
	}
	product := d.product - 1
	if p := sc.world.find(sc.follow); p != nil {
		product = int(p.product)
	}
	if product >= 0 && product < len(sc.stage.plant.Model.Products) && len(sc.stage.plant.Model.Products[product].Ops) > 0 {
		if sc.lightOf != product+1 || sc.lightOn != sc.stage {
			sc.lights, sc.lightOf, sc.lightOn = sc.stage.routeOf(product), product+1, sc.stage
		}
		sc.route = sc.lights
		return
	}
	switch {
	case d.hoverSide == int8(i) && d.hoverItem >= 0 && int(d.hoverItem) < len(sc.stage.items):
		sc.lit = sc.stage.home(d.hoverItem)
	case d.picked && sc.pick >= 0:
		sc.lit = sc.stage.home(sc.pick)
	}
}

// routeText says by which stations a product goes.
func (d *drawing) routeText(st *stage) string {
	if d.product == 0 || d.product > len(st.plant.Model.Products) {
		return ""
	}
	p := &st.plant.Model.Products[d.product-1]
	var steps []string
	for k := range p.Ops {
		var at []string
		for _, name := range p.Ops[k].At {
			if i := st.find(name); i >= 0 {
				name = st.items[i].title
			}
			at = append(at, name)
		}
		steps = append(steps, strings.Join(at, "/"))
	}
	title := p.Title
	if title == "" {
		title = p.Name
	}
	return title + ": " + strings.Join(steps, " → ")
}

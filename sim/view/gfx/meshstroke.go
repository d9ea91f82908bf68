package gfx

// stroke meshes a line as a ribbon of ribs: at each point one rib across, at a round corner several that share their inner
// end. Nothing overlaps, so that a line that is seen through looks alike everywhere.
func (m *Mesh) stroke(pts []Point, width float32, closed bool) {
	r := ribbon{m: m, half: width / 2, share: 1}
	if width < 2*feather { // thinner than the border: as wide as that, and fainter
		r.half, r.share = feather, width/(2*feather)
	}
	n := len(pts)
	if n == 2 && (pts[0].X == pts[1].X || pts[0].Y == pts[1].Y) {
		m.straight(pts[0], pts[1], width/2)
		return
	}
	first := uint32(len(m.vertices) - m.base)
	for i, p := range pts {
		before, okBefore := Point{}, closed || i > 0
		after, okAfter := Point{}, closed || i < n-1
		least := float32(far) // the shorter of both neighbours
		if okBefore {
			q := pts[(i+n-1)%n]
			before, _ = direction(q, p)
			least = hypot(p.X-q.X, p.Y-q.Y)
		}
		if okAfter {
			q := pts[(i+1)%n]
			after, _ = direction(p, q)
			least = min(least, hypot(p.X-q.X, p.Y-q.Y))
		}
		switch {
		case !okBefore:
			r.end(p, after, -1)
		case !okAfter:
			r.end(p, before, 1)
		default:
			r.corner(p, before, after, least)
		}
	}
	if closed {
		r.join(r.last, first)
	}
}

// straight meshes a line along an axis, which is a rectangle.
func (m *Mesh) straight(p, q Point, half float32) {
	b := boxAround([]Point{p, q})
	if p.X == q.X {
		b.X0, b.X1 = b.X0-half, b.X1+half
	} else {
		b.Y0, b.Y1 = b.Y0-half, b.Y1+half
	}
	m.rect(b)
}

// A ribbon is a line that is being meshed. A rib has four vertices: faded, full, full, faded; or three, where the line is no
// wider than its borders.
type ribbon struct {
	m     *Mesh
	half  float32
	share float32
	last  uint32
	some  bool
}

// rib adds a rib from the left to the right of a point, each side along a vector of its own, and joins it to the one before.
func (r *ribbon) rib(p, left, right Point, share float32) {
	in, out := r.half-feather, r.half+feather
	first := r.m.vertex(p.X+left.X*out, p.Y+left.Y*out, 0)
	if r.half > feather {
		r.m.vertex(p.X+left.X*in, p.Y+left.Y*in, share)
		r.m.vertex(p.X+right.X*in, p.Y+right.Y*in, share)
	} else {
		r.m.vertex(p.X, p.Y, share)
	}
	r.m.vertex(p.X+right.X*out, p.Y+right.Y*out, 0)
	if r.some {
		r.join(r.last, first)
	}
	r.last, r.some = first, true
}

func (r *ribbon) join(a, b uint32) {
	strips := uint32(3)
	if r.half <= feather {
		strips = 2
	}
	for k := range strips {
		r.m.quad(a+k, a+k+1, b+k+1, b+k)
	}
}

// end makes a flat end, which fades as a border does. The side is -1 at the start and 1 at the end.
func (r *ribbon) end(p, d Point, side float32) {
	left, right := Point{d.Y, -d.X}, Point{-d.Y, d.X}
	out := Point{p.X + d.X*feather*side, p.Y + d.Y*feather*side}
	in := Point{p.X - d.X*feather*side, p.Y - d.Y*feather*side}
	if side < 0 {
		r.rib(out, left, right, 0)
		r.rib(in, left, right, r.share)
	} else {
		r.rib(in, left, right, r.share)
		r.rib(out, left, right, 0)
	}
}

// corner goes from one direction to another: in a point where that is hardly seen, else round.
func (r *ribbon) corner(p, before, after Point, least float32) {
	most := max(least/r.half, 1) // the inner end must not reach beyond a neighbour
	x, y := miter(before, after, min(most, 8))
	cos := before.X*after.X + before.Y*after.Y
	if r.half*(1-cos) < 0.15 {
		r.rib(p, Point{x, y}, Point{-x, -y}, r.share)
		return
	}
	right := before.X*after.Y-before.Y*after.X > 0 // it turns to the right: the outer side is on the left
	a, b := Point{before.Y, -before.X}, Point{after.Y, -after.X}
	inner := Point{-x, -y}
	if !right {
		a, b = Point{-a.X, -a.Y}, Point{-b.X, -b.Y}
		inner = Point{x, y}
	}
	arc := append(r.m.joint[:0], a)
	arc = arcBetween(arc, a, b, r.half, 3)
	arc = append(arc, b)
	for _, v := range arc {
		if right {
			r.rib(p, v, inner, r.share)
		} else {
			r.rib(p, inner, v, r.share)
		}
	}
}

// arcBetween adds directions between two, by halving the angle, until nobody sees the corners of an arc of that radius.
func arcBetween(to []Point, a, b Point, radius float32, depth int) []Point {
	x, y := a.X+b.X, a.Y+b.Y
	size := hypot(x, y)
	if depth == 0 || radius*(2-size) < 0.1 || size < 0.02 {
		return to
	}
	mid := Point{x / size, y / size}
	to = arcBetween(to, a, mid, radius, depth-1)
	to = append(to, mid)
	return arcBetween(to, mid, b, radius, depth-1)
}

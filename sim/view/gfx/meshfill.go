package gfx

import "math"

// feather is half of the width over which a border fades, in pixels.
const feather = 0.5

// fill meshes a polygon: its inside, and a border that fades. A polygon thinner than the border has its inside on its middle
// line and shows as much fainter as it is thinner.
func (m *Mesh) fill(pts []Point) {
	if b, ok := isRect(pts); ok {
		m.rect(b)
		return
	}
	area, around := float32(0), float32(0)
	for i, p := range pts {
		q := pts[(i+1)%len(pts)]
		area += p.X*q.Y - q.X*p.Y
		around += hypot(q.X-p.X, q.Y-p.Y)
	}
	out := float32(1) // the side of an edge that is outside
	if area < 0 {
		out, area = -1, -area
	}
	area /= 2
	inset, share := float32(feather), float32(1)
	if thin := area / around; thin < feather {
		inset, share = thin, thin/feather
	}
	first := uint32(len(m.vertices) - m.base)
	n := uint32(len(pts))
	before, _ := direction(pts[n-1], pts[0])
	convex := true
	for i, p := range pts {
		after, _ := direction(p, pts[(i+1)%len(pts)])
		if (before.X*after.Y-before.Y*after.X)*out < 0 {
			convex = false
		}
		x, y := miter(before, after, 4)
		x, y = x*out, y*out
		m.vertex(p.X-x*inset, p.Y-y*inset, share)
		m.vertex(p.X+x*feather, p.Y+y*feather, 0)
		before = after
	}
	for i := range n {
		k := (i + 1) % n
		m.quad(first+2*i, first+2*i+1, first+2*k+1, first+2*k)
	}
	if convex {
		m.halves(first, 0, n-1)
		return
	}
	m.ears(pts, first, out)
}

// halves cuts what a chord of a convex polygon cuts off into triangles: the largest first, so that few are long and thin,
// which cost a graphics card as much as large ones.
func (m *Mesh) halves(first, a, b uint32) {
	if b-a < 2 {
		return
	}
	mid := (a + b) / 2
	m.indices = append(m.indices, first+2*a, first+2*mid, first+2*b)
	m.halves(first, a, mid)
	m.halves(first, mid, b)
}

// isRect tells whether a polygon is a rectangle along the axes, whichever way round.
func isRect(p []Point) (Box, bool) {
	if len(p) != 4 {
		return Box{}, false
	}
	across := p[0].Y == p[1].Y && p[1].X == p[2].X && p[2].Y == p[3].Y && p[3].X == p[0].X
	down := p[0].X == p[1].X && p[1].Y == p[2].Y && p[2].X == p[3].X && p[3].Y == p[0].Y
	return boxAround(p), across || down
}

// rect meshes a rectangle along the axes exactly: whole pixels in the middle, and at each border a row or a column of pixels
// that it covers in part.
func (m *Mesh) rect(b Box) {
	var xs, ys [4]span
	columns, rows := parts(&xs, b.X0, b.X1), parts(&ys, b.Y0, b.Y1)
	for _, x := range xs[:columns] {
		for _, y := range ys[:rows] {
			share := x.share * y.share
			first := m.vertex(x.from, y.from, share)
			m.vertex(x.to, y.from, share)
			m.vertex(x.to, y.to, share)
			m.vertex(x.from, y.to, share)
			m.quad(first, first+1, first+2, first+3)
		}
	}
}

// A span is some pixels that are covered by the same share.
type span struct{ from, to, share float32 }

// parts cuts what lies between two coordinates into at most three spans of pixels.
func parts(to *[4]span, a, b float32) int {
	n := 0
	add := func(from, end, share float32) {
		if end > from && share > 0 {
			to[n] = span{from, end, share}
			n++
		}
	}
	a, b = snapped(a), snapped(b)
	first, last := floor(a), floor(b)
	if first == last { // within one pixel
		add(first, first+1, b-a)
		return n
	}
	whole := first
	if a > first {
		add(first, first+1, first+1-a)
		whole = first + 1
	}
	add(whole, last, 1)
	add(last, last+1, b-last)
	return n
}

// snapped is the border of a pixel where a coordinate is so close to one that nobody sees the difference.
func snapped(x float32) float32 {
	if n := floor(x + 0.5); x-n < 0.03 && n-x < 0.03 {
		return n
	}
	return x
}

func floor(x float32) float32 { return float32(math.Floor(float64(x))) }

// miter is where the border of width 1 on the right of a line meets that of the next, at most so far away.
func miter(before, after Point, most float32) (x, y float32) {
	// The normals of both directions, summed, point along the middle; 1+cos makes the borders meet.
	x, y = before.Y+after.Y, -before.X-after.X
	k := 1 + before.X*after.X + before.Y*after.Y
	if size := hypot(x, y); k*most < size || k < 1e-3 {
		if size < 1e-3 {
			return before.Y, -before.X
		}
		return x / size * most, y / size * most
	}
	return x / k, y / k
}

// ears cuts a polygon into triangles, an ear at a time: a corner that bends outwards and has no other corner in its triangle.
func (m *Mesh) ears(pts []Point, first uint32, out float32) {
	left := m.left[:0]
	for i := range pts {
		left = append(left, int32(i))
	}
	m.left = left
	misses := 0
	for i := 0; len(left) > 3 && misses <= len(left); {
		n := len(left)
		i %= n
		a, b, c := left[(i+n-1)%n], left[i], left[(i+1)%n]
		if isEar(pts, left, a, b, c, out) {
			m.indices = append(m.indices, first+2*uint32(a), first+2*uint32(b), first+2*uint32(c))
			left = append(left[:i], left[i+1:]...)
			misses = 0
			continue
		}
		misses++
		i++
	}
	for i := 1; i+1 < len(left); i++ { // the last triangle, or what is left of a polygon that crosses itself
		m.indices = append(m.indices, first+2*uint32(left[0]), first+2*uint32(left[i]), first+2*uint32(left[i+1]))
	}
}

func isEar(pts []Point, left []int32, a, b, c int32, out float32) bool {
	p, q, r := pts[a], pts[b], pts[c]
	if turn(p, q, r)*out <= 0 {
		return false
	}
	for _, k := range left {
		if k == a || k == b || k == c {
			continue
		}
		s := pts[k]
		if turn(p, q, s)*out >= 0 && turn(q, r, s)*out >= 0 && turn(r, p, s)*out >= 0 {
			return false
		}
	}
	return true
}

// turn is positive when the way from p over q to r turns to the right, as seen with y down.
func turn(p, q, r Point) float32 { return (q.X-p.X)*(r.Y-q.Y) - (q.Y-p.Y)*(r.X-q.X) }

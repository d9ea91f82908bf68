package gfx

// feather is half of the width over which a border fades, in pixels.
const feather = 0.5

// fill meshes a polygon: its inside, and a border that fades. A polygon thinner than the border has its inside on its middle
// line and shows as much fainter as it is thinner.
func (m *Mesh) fill(pts []Point) {
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
		for i := uint32(1); i+1 < n; i++ {
			m.indices = append(m.indices, first, first+2*i, first+2*i+2)
		}
		return
	}
	m.ears(pts, first, out)
}

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

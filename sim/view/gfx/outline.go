package gfx

// A polygon is told the corners of what is to be filled, one polygon after the other.
type polygons interface {
	polygon(pts []Point)
}

// An outliner turns strokes into polygons that all run the same way round, so that where they overlap they do not cancel.
type outliner struct {
	to  polygons
	pts [4 + 128]Point
}

// stroke outlines a line: one rectangle for each piece, one wedge for each joint.
func (o *outliner) stroke(pts []Point, width float32, closed bool) {
	h := width / 2
	var first, last Point // directions
	var some bool
	n := len(pts)
	pieces := n - 1
	if closed {
		pieces = n
	}
	for i := range pieces {
		a, b := pts[i], pts[(i+1)%n]
		d, ok := direction(a, b)
		if !ok {
			continue
		}
		x, y := -d.Y*h, d.X*h
		o.turn(Point{a.X + x, a.Y + y}, Point{a.X - x, a.Y - y}, Point{b.X - x, b.Y - y}, Point{b.X + x, b.Y + y})
		if some {
			o.joint(a, last, d, h)
		} else {
			first, some = d, true
		}
		last = d
	}
	if closed && some {
		o.joint(pts[0], last, first, h)
	}
}

func (o *outliner) turn(pts ...Point) { o.to.polygon(append(o.pts[:0], pts...)) }

// joint rounds the outer side of a corner where the direction changes from one to another.
func (o *outliner) joint(at, from, to Point, h float32) {
	cross := from.X*to.Y - from.Y*to.X
	dot := from.X*to.X + from.Y*to.Y
	if cross > -0.01 && cross < 0.01 && dot > 0 {
		return
	}
	side := h // the outer side is on the left when it turns right
	if cross > 0 {
		side = -h
	}
	a, b := Point{-from.Y * side, from.X * side}, Point{-to.Y * side, to.X * side}
	fan := append(o.pts[:0], at, Point{at.X + a.X, at.Y + a.Y})
	if h > 0.6 { // the round of a thinner line is not seen
		fan = o.arc(fan, at, a, b, h, 3)
	}
	fan = append(fan, Point{at.X + b.X, at.Y + b.Y})
	if cross < 0 { // all polygons run the same way round
		for i, k := 0, len(fan)-1; i < k; i, k = i+1, k-1 {
			fan[i], fan[k] = fan[k], fan[i]
		}
	}
	o.to.polygon(fan)
}

// arc adds points between two ends of a radius, by halving the angle.
func (o *outliner) arc(fan []Point, at, a, b Point, h float32, depth int) []Point {
	m := Point{a.X + b.X, a.Y + b.Y}
	size := hypot(m.X, m.Y)
	if depth == 0 || size < h/50 {
		return fan
	}
	m = Point{m.X * h / size, m.Y * h / size}
	if 2*h-size < 0.1 { // the chord leaves the arc by a twentieth of a pixel
		return fan
	}
	fan = o.arc(fan, at, a, m, h, depth-1)
	fan = append(fan, Point{at.X + m.X, at.Y + m.Y})
	return o.arc(fan, at, m, b, h, depth-1)
}

// direction is that from a point to another, of length 1; it is not ok where they are the same.
func direction(a, b Point) (Point, bool) {
	d := Point{b.X - a.X, b.Y - a.Y}
	size := hypot(d.X, d.Y)
	if size < 1e-4 {
		return Point{}, false
	}
	return Point{d.X / size, d.Y / size}, true
}

// within cuts a polygon to a band of rows. What is far above or below costs time and shows nothing.
func within(pts, room []Point, top, bottom float32) []Point {
	out := room[:0]
	cut := func(a, b Point, y float32) Point {
		return Point{a.X + (b.X-a.X)*(y-a.Y)/(b.Y-a.Y), y}
	}
	for i, b := range pts {
		a := pts[(i+len(pts)-1)%len(pts)]
		if a.Y < top != (b.Y < top) && a.Y > bottom != (b.Y > bottom) { // it crosses the whole band
			if a.Y < b.Y {
				out = append(out, cut(a, b, top), cut(a, b, bottom))
			} else {
				out = append(out, cut(a, b, bottom), cut(a, b, top))
			}
			continue
		}
		if a.Y < top != (b.Y < top) {
			out = append(out, cut(a, b, top))
		}
		if a.Y > bottom != (b.Y > bottom) {
			out = append(out, cut(a, b, bottom))
		}
		if b.Y >= top && b.Y <= bottom {
			out = append(out, b)
		}
	}
	return out
}

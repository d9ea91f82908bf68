package gfx

import "math"

// far is beyond every picture.
const far = 1e9

// A Box is a rectangle along the axes.
type Box struct{ X0, Y0, X1, Y1 float32 }

// Empty tells whether there is nothing in the box.
func (b Box) Empty() bool { return !(b.X0 < b.X1 && b.Y0 < b.Y1) }

// Cut is what two boxes have in common.
func (b Box) Cut(c Box) Box {
	return Box{max(b.X0, c.X0), max(b.Y0, c.Y0), min(b.X1, c.X1), min(b.Y1, c.Y1)}
}

func (b Box) join(c Box) Box {
	return Box{min(b.X0, c.X0), min(b.Y0, c.Y0), max(b.X1, c.X1), max(b.Y1, c.Y1)}
}

// Clips are the clips in force while a list is walked. Each is stored as what is left of it inside the one around it.
type Clips struct{ stack []Box }

// Push starts a clip within the one in force.
func (c *Clips) Push(b Box) { c.stack = append(c.stack, b.Cut(c.Top())) }

// Pop ends the innermost clip; one Unclip too many changes nothing.
func (c *Clips) Pop() {
	if n := len(c.stack); n > 0 {
		c.stack = c.stack[:n-1]
	}
}

// Top is the clip in force.
func (c *Clips) Top() Box {
	if n := len(c.stack); n > 0 {
		return c.stack[n-1]
	}
	return Box{-far, -far, far, far}
}

// boxOf is the rectangle around all of an operation.
func (l *List) boxOf(op *Op) Box {
	pts := l.PointsOf(op)
	if op.Kind == Text {
		w := Width(op.Text, op.Size, op.Font)
		x := startOf(op, pts[0].X, w)
		return Box{x, pts[0].Y - ascent*op.Size, x + w, pts[0].Y + descent*op.Size}
	}
	b := boxAround(pts)
	if op.Kind == Stroke {
		h := op.Size / 2
		b = Box{b.X0 - h, b.Y0 - h, b.X1 + h, b.Y1 + h}
	}
	return b
}

func boxAround(pts []Point) Box {
	b := Box{far, far, -far, -far}
	for _, p := range pts {
		b = Box{min(b.X0, p.X), min(b.Y0, p.Y), max(b.X1, p.X), max(b.Y1, p.Y)}
	}
	return b
}

// startOf is where a text of a width begins.
func startOf(op *Op, x, width float32) float32 {
	switch op.Align {
	case Center:
		return x - width/2
	case Right:
		return x - width
	default:
		return x
	}
}

func hypot(x, y float32) float32 { return float32(math.Sqrt(float64(x*x + y*y))) }

package gfx

import "math"

// Sprites are shapes that were drawn into the texture once, as the raster draws them, and are two triangles each from then
// on. A shape becomes one when it is small and was in the picture before, at the same place within its pixels: so what moves
// stays triangles, and what rests, which is most of a picture, costs a graphics card next to nothing.
type sprites struct {
	made   map[uint64]inAtlas
	before map[uint64]struct{} // shapes of the last picture that are no sprites
	now    map[uint64]struct{}
	full   bool // the texture had no room for one
	brush  Painter
}

const (
	mostOfSprite = 2048 // pixels
	lastOfSprite = 2048 // pixels of the texture's side; beyond it letters alone make it grow
)

// begin starts a picture.
func (s *sprites) begin() {
	if s.made == nil {
		s.made, s.before, s.now = map[uint64]inAtlas{}, map[uint64]struct{}{}, map[uint64]struct{}{}
	}
	s.before, s.now = s.now, s.before
	clear(s.now)
}

// sprite draws a shape as a sprite when it is one, or has come to be one; false: it is not.
func (m *Mesh) sprite(l *List, op *Op) bool {
	area := l.boxOf(op).around(m.scale)
	if w, h := area.Dx(), area.Dy(); w <= 0 || h <= 0 || w*h > mostOfSprite || w > firstSide/2 || h > firstSide/2 {
		return false
	}
	if _, plain := isRect(l.PointsOf(op)); plain && op.Kind == Fill {
		return false // hardly more than a sprite
	}
	s := &m.sprites
	k := m.shapeKey(l, op, float32(area.Min.X), float32(area.Min.Y))
	in, ok := s.made[k]
	if !ok {
		if _, rests := s.before[k]; !rests || s.full {
			s.now[k] = struct{}{}
			return false
		}
		s.brush.scale, s.brush.area = m.scale, area
		s.brush.cover(l, op)
		if in, ok = m.Atlas.add(area.Dx(), area.Dy(), s.brush.mask.Pix); !ok {
			s.full = true
			return false
		}
		s.made[k] = in
	}
	m.picture(in, area.Min.X, area.Min.Y)
	return true
}

// picture draws a part of the texture at a pixel, in the colour in force.
func (m *Mesh) picture(in inAtlas, x, y int) {
	x0, y0, w, h := float32(x), float32(y), float32(in.w), float32(in.h)
	u, v, c := float32(in.x), float32(in.y), m.color
	first := uint32(len(m.vertices) - m.base)
	m.vertices = append(m.vertices,
		Vertex{x0, y0, u, v, c[0], c[1], c[2], c[3]},
		Vertex{x0 + w, y0, u + w, v, c[0], c[1], c[2], c[3]},
		Vertex{x0 + w, y0 + h, u + w, v + h, c[0], c[1], c[2], c[3]},
		Vertex{x0, y0 + h, u, v + h, c[0], c[1], c[2], c[3]})
	m.quad(first, first+1, first+2, first+3)
}

// shapeKey names a shape by all that its pixels follow from: FNV-1a over whole numbers, which then are well mixed.
func (m *Mesh) shapeKey(l *List, op *Op, x, y float32) uint64 {
	h := uint64(0xCBF29CE484222325)
	mix := func(a, b float32) {
		h = (h ^ (uint64(math.Float32bits(a))<<32 | uint64(math.Float32bits(b)))) * 0x9E3779B97F4A7C15
		h ^= h >> 29
	}
	closed := float32(0)
	if op.Closed {
		closed = 1
	}
	mix(float32(op.Kind)+2*closed, op.Size*m.scale)
	for _, p := range l.PointsOf(op) {
		mix(p.X*m.scale-x, p.Y*m.scale-y)
	}
	return h
}

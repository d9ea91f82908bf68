package gfx

import (
	"image"
	"math"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// Letters stand on whole pixels down and on quarters of a pixel across, and their sizes are in quarters of a pixel. So few
// pictures of a letter are needed, stems are equally sharp everywhere, and the back ends put the very same pixels.
const quarters = 4

// A glyphKey names one picture of a letter.
type glyphKey struct {
	glyph sfnt.GlyphIndex
	size  uint16 // in quarters of a pixel
	font  Font
	sub   uint8 // quarters of a pixel to the right
}

// A bitmap is how much of each pixel a letter covers. Its corner is at X, Y from the pixel that the letter stands on.
type bitmap struct {
	x, y, w, h int
	pix        []uint8
}

// A pen puts the letters of a text one after the other.
type pen struct {
	face *face
	font Font
	size float32 // in pixels of the device
	x    float32
	y    int
	key  uint16
}

// penAt stands at the start of a text, in pixels of the device.
func penAt(l *List, op *Op, scale float32) pen {
	at := l.Points[op.First]
	x := startOf(op, at.X, Width(op.Text, op.Size, op.Font))
	size := op.Size * scale
	return pen{face: faceOf(op.Font), font: op.Font, size: size, x: x * scale, y: int(math.Floor(float64(at.Y*scale) + 0.5)),
		key: uint16(min(max(size*quarters+0.5, 1), math.MaxUint16))}
}

// put gives the picture of the next letter and the pixel where it stands.
func (p *pen) put(r rune) (k glyphKey, x, y int) {
	l := p.face.letter(r)
	q := int(math.Floor(float64((p.x+l.shift*p.size)*quarters) + 0.5))
	p.x += l.advance * p.size
	return glyphKey{glyph: l.glyph, size: p.key, font: p.font, sub: uint8(q & (quarters - 1))}, q >> 2, p.y
}

// draw makes the picture of a letter.
func (k glyphKey) draw(z *vector.Rasterizer) bitmap {
	s := faceOf(k.font)
	s.mu.Lock()
	defer s.mu.Unlock()
	segments, err := s.font.LoadGlyph(&s.buffer, k.glyph, fixed.Int26_6(uint32(k.size)*64/quarters), nil)
	if err != nil || len(segments) == 0 {
		return bitmap{}
	}
	b := segments.Bounds()
	sub := float32(k.sub) / quarters
	x, y := b.Min.X.Floor(), b.Min.Y.Floor()
	m := bitmap{x: x, y: y, w: b.Max.X.Ceil() + 1 - x, h: b.Max.Y.Ceil() - y}
	if m.w <= 0 || m.h <= 0 {
		return bitmap{}
	}
	z.Reset(m.w, m.h)
	place := func(p fixed.Point26_6) (float32, float32) {
		return float32(p.X)/64 + sub - float32(x), float32(p.Y)/64 - float32(y)
	}
	for _, g := range segments {
		ax, ay := place(g.Args[0])
		bx, by := place(g.Args[1])
		cx, cy := place(g.Args[2])
		switch g.Op {
		case sfnt.SegmentOpMoveTo:
			z.ClosePath()
			z.MoveTo(ax, ay)
		case sfnt.SegmentOpLineTo:
			z.LineTo(ax, ay)
		case sfnt.SegmentOpQuadTo:
			z.QuadTo(ax, ay, bx, by)
		case sfnt.SegmentOpCubeTo:
			z.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	z.ClosePath()
	mask := image.NewAlpha(image.Rect(0, 0, m.w, m.h))
	z.Draw(mask, mask.Bounds(), image.Opaque, image.Point{})
	m.pix = mask.Pix
	return m
}

package gfx

import (
	"encoding/binary"
	"image"
	"image/draw"
	"math"
	"sync"

	"golang.org/x/image/vector"
)

// A Painter draws lists into images, without a display. It remembers the letters it has drawn, so that one painter for
// many frames is faster than a new one for each. It is not for two goroutines at once.
type Painter struct {
	img    *image.RGBA
	scale  float32
	clips  Clips
	z      vector.Rasterizer
	mask   image.Alpha
	glyphs map[glyphKey]bitmap
	held   int // bytes of letters
	pts    []Point
	cut    []Point
	lines  outliner
	area   image.Rectangle // of the shape that is drawn now
}

var painters = sync.Pool{New: func() any { return new(Painter) }}

// Raster draws a list into an image of w by h pixels, scale pixels to each of the list. Where the list draws nothing the
// image is transparent. The same list gives the same bytes.
func Raster(l *List, w, h int, scale float32) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	p := painters.Get().(*Painter)
	p.Paint(img, l, scale)
	painters.Put(p)
	return img
}

// Paint draws a list over an image.
func (p *Painter) Paint(img *image.RGBA, l *List, scale float32) {
	p.img, p.scale, p.clips.stack = img, scale, p.clips.stack[:0]
	if p.glyphs == nil {
		p.glyphs = map[glyphKey]bitmap{}
	}
	for i := range l.Ops {
		op := &l.Ops[i]
		switch op.Kind {
		case Fill, Stroke:
			p.shape(l, op)
		case Image:
			p.image(l, op)
		case Text:
			p.text(l, op)
		case Clip:
			p.clips.Push(l.boxOf(op))
		case Unclip:
			p.clips.Pop()
		default:
		}
	}
	p.img = nil
}

// visible is the clip in force, in pixels of the image.
func (p *Painter) visible() image.Rectangle {
	return p.clips.Top().Pixels(p.scale).Intersect(p.img.Bounds())
}

// Pixels is the box in whole pixels of a device, each border at the nearest.
func (b Box) Pixels(scale float32) image.Rectangle {
	near := func(v float32) int {
		return int(math.Floor(float64(min(max(v*scale, -far), far)) + 0.5))
	}
	return image.Rectangle{Min: image.Pt(near(b.X0), near(b.Y0)), Max: image.Pt(near(b.X1), near(b.Y1))}
}

// around is the box as all pixels of a device that it touches.
func (b Box) around(scale float32) image.Rectangle {
	low := func(v float32) int { return int(math.Floor(float64(v * scale))) }
	high := func(v float32) int { return int(math.Ceil(float64(v * scale))) }
	return image.Rect(low(b.X0), low(b.Y0), high(b.X1), high(b.Y1))
}

// shape draws a fill or a stroke.
func (p *Painter) shape(l *List, op *Op) {
	if p.masked(l, op) {
		p.blend(op.Color, p.area, p.mask.Pix, p.mask.Stride)
	}
}

// masked finds out which pixels a shape covers, and whether any.
func (p *Painter) masked(l *List, op *Op) bool {
	if op.Count < 2 || op.Color.A == 0 {
		return false
	}
	b := l.boxOf(op)
	if !(b.X0 > -far && b.Y0 > -far && b.X1 < far && b.Y1 < far) {
		return false // nowhere, or not a number
	}
	p.area = b.around(p.scale).Intersect(p.visible())
	if p.area.Empty() {
		return false
	}
	p.cover(l, op)
	return true
}

// cover finds out how much of each pixel of the area a shape covers.
func (p *Painter) cover(l *List, op *Op) {
	s := p.scale
	p.lines.to = p
	p.z.Reset(p.area.Dx(), p.area.Dy())
	x, y := float32(p.area.Min.X), float32(p.area.Min.Y)
	p.pts = p.pts[:0]
	for _, q := range l.PointsOf(op) {
		p.pts = append(p.pts, Point{q.X*s - x, q.Y*s - y})
	}
	if op.Kind != Stroke {
		p.polygon(p.pts)
	} else {
		p.lines.stroke(p.pts, op.Size*s, op.Closed && op.Count > 2)
	}
	n := p.area.Dx() * p.area.Dy()
	if cap(p.mask.Pix) < n {
		p.mask.Pix = make([]uint8, n)
	}
	p.mask = image.Alpha{Pix: p.mask.Pix[:n], Stride: p.area.Dx(), Rect: image.Rectangle{Max: p.area.Size()}}
	p.z.DrawOp = draw.Src // the mask is written, not drawn over
	p.z.Draw(&p.mask, p.mask.Rect, image.Opaque, image.Point{})
}

// margin is how far above and below its area a shape is still told to the rasterizer.
const margin = 64

// polygon adds a polygon to the shape.
func (p *Painter) polygon(pts []Point) {
	bottom := float32(p.area.Dy() + margin)
	if b := boxAround(pts); b.Y0 < -margin || b.Y1 > bottom {
		p.cut = within(pts, p.cut, -margin, bottom)
		pts = p.cut
	}
	for i, q := range pts {
		if i == 0 {
			p.z.MoveTo(q.X, q.Y)
		} else {
			p.z.LineTo(q.X, q.Y)
		}
	}
	p.z.ClosePath()
}

// mostHeld is how many bytes of letters a painter keeps before it forgets them all.
const mostHeld = 8 << 20

func (p *Painter) text(l *List, op *Op) {
	view := p.visible()
	if op.Color.A == 0 || op.Size <= 0 || view.Empty() || !l.boxOf(op).Pixels(p.scale).Inset(-2).Overlaps(view) {
		return
	}
	pen := penAt(l, op, p.scale)
	for _, r := range op.Text {
		k, x, y := pen.put(r)
		m, ok := p.glyphs[k]
		if !ok {
			if p.held > mostHeld {
				clear(p.glyphs)
				p.held = 0
			}
			m = k.draw(&p.z)
			p.glyphs[k] = m
			p.held += len(m.pix)
		}
		at := image.Rect(x+m.x, y+m.y, x+m.x+m.w, y+m.y+m.h)
		if part := at.Intersect(view); !part.Empty() {
			p.blend(op.Color, part, m.pix[(part.Min.Y-at.Min.Y)*m.w+part.Min.X-at.Min.X:], m.w)
		}
	}
}

// blend draws a colour through a mask over a part of the image. Most pixels of a mask are empty or full, so it takes them
// eight at a time where it can.
func (p *Painter) blend(c Color, part image.Rectangle, mask []uint8, stride int) {
	solid := [4]uint8{c.R, c.G, c.B, 255}
	w := part.Dx()
	for y := range part.Dy() {
		row := mask[y*stride:][:w]
		pix := p.img.Pix[p.img.PixOffset(part.Min.X, part.Min.Y+y):][:4*w]
		for x := 0; x < w; {
			if x+8 <= w {
				switch eight := binary.LittleEndian.Uint64(row[x:]); {
				case eight == 0:
					x += 8
					continue
				case eight == math.MaxUint64 && c.A == 255:
					for i := 4 * x; i < 4*x+32; i += 4 {
						copy(pix[i:i+4], solid[:])
					}
					x += 8
					continue
				}
			}
			if a := row[x]; a == 255 && c.A == 255 {
				copy(pix[4*x:4*x+4], solid[:])
			} else if a > 0 {
				over(pix[4*x:4*x+4:4*x+4], c, over255(uint32(a)*uint32(c.A)))
			}
			x++
		}
	}
}

// over mixes a colour of a straight alpha into a pixel, whose colour has its alpha in it.
func over(pix []uint8, c Color, a uint32) {
	rest := 255 - a
	pix[0] = uint8(over255(uint32(c.R)*a + uint32(pix[0])*rest))
	pix[1] = uint8(over255(uint32(c.G)*a + uint32(pix[1])*rest))
	pix[2] = uint8(over255(uint32(c.B)*a + uint32(pix[2])*rest))
	pix[3] = uint8(over255(255*a + uint32(pix[3])*rest))
}

// over255 divides by 255, to the nearest.
func over255(v uint32) uint32 { return (v + 127) / 255 }

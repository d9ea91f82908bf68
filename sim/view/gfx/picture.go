package gfx

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/png"
	"sync"
)

// mostWide is how many pixels a picture keeps at most along a side: with a border it fits every graphics card.
const mostWide = 4094

// A Picture is pixels that lists place. It never changes.
type Picture struct {
	levels []*image.RGBA // each half as fine as the one before
	once   sync.Once
	png    []byte
}

// NewPicture keeps an image, which must not change from here on. One that is too large is made coarser.
func NewPicture(img *image.RGBA) *Picture {
	for img.Rect.Dx() > mostWide || img.Rect.Dy() > mostWide {
		img = halved(img)
	}
	p := &Picture{levels: []*image.RGBA{img}}
	for img.Rect.Dx() > 1 && img.Rect.Dy() > 1 {
		img = halved(img)
		p.levels = append(p.levels, img)
	}
	return p
}

// Size is how many pixels the picture has across and down.
func (p *Picture) Size() (w, h int) { return p.levels[0].Rect.Dx(), p.levels[0].Rect.Dy() }

// PNG is the picture as a file.
func (p *Picture) PNG() []byte {
	p.once.Do(func() {
		var b bytes.Buffer
		_ = png.Encode(&b, p.levels[0]) // a buffer takes all
		p.png = b.Bytes()
	})
	return p.png
}

// DataURI is the picture in an address of its own.
func (p *Picture) DataURI() string {
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(p.PNG())
}

// halved is an image at half the size: each pixel the mean of four.
func halved(img *image.RGBA) *image.RGBA {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	half := image.NewRGBA(image.Rect(0, 0, (w+1)/2, (h+1)/2))
	for y := range (h + 1) / 2 {
		above, below := img.Pix[2*y*img.Stride:], img.Pix[min(2*y+1, h-1)*img.Stride:]
		to := half.Pix[y*half.Stride:]
		for x := range (w + 1) / 2 {
			a, b := 8*x, 4*min(2*x+1, w-1)
			for k := range 4 {
				sum := int(above[a+k]) + int(above[b+k]) + int(below[a+k]) + int(below[b+k])
				to[4*x+k] = uint8((sum + 2) / 4)
			}
		}
	}
	return half
}

// level is the picture as fine as a place of that size in pixels of the screen wants it.
func (p *Picture) level(pts []Point, scale float32) *image.RGBA {
	w, h := p.Size()
	across, down := hypot(pts[1].X-pts[0].X, pts[1].Y-pts[0].Y)*scale, hypot(pts[3].X-pts[0].X, pts[3].Y-pts[0].Y)*scale
	dense := max(float32(w)/max(across, 1), float32(h)/max(down, 1)) // pixels of the picture in one of the screen
	k := 0
	for dense > 1.5 && k+1 < len(p.levels) {
		dense, k = dense/2, k+1
	}
	return p.levels[k]
}

// Image places a picture by three of its corners: it is stretched and slanted to fit them. Opacity 255 shows it as it is.
func (l *List) Image(p *Picture, opacity uint8, topLeft, topRight, bottomLeft Point) {
	l.add(Op{Kind: Image, Color: Color{A: opacity}, Picture: p}, topLeft, topRight,
		Point{topRight.X + bottomLeft.X - topLeft.X, topRight.Y + bottomLeft.Y - topLeft.Y}, bottomLeft)
}

// image draws a picture through the mask of its place.
func (p *Painter) image(l *List, op *Op) {
	p.pts = p.pts[:0]
	for _, q := range l.PointsOf(op) {
		p.pts = append(p.pts, Point{q.X * p.scale, q.Y * p.scale})
	}
	from := op.Picture.level(l.PointsOf(op), p.scale)
	a, u, v := p.pts[0], Point{p.pts[1].X - p.pts[0].X, p.pts[1].Y - p.pts[0].Y}, Point{p.pts[3].X - p.pts[0].X, p.pts[3].Y - p.pts[0].Y}
	det := u.X*v.Y - u.Y*v.X
	if det*det < 1e-6 {
		return // as thin as a line
	}
	if !p.masked(l, op) {
		return
	}
	w, h := float32(from.Rect.Dx()), float32(from.Rect.Dy())
	for y := range p.area.Dy() {
		for x := range p.area.Dx() {
			share := uint32(p.mask.Pix[y*p.mask.Stride+x])
			if share == 0 {
				continue
			}
			dx, dy := float32(p.area.Min.X+x)+0.5-a.X, float32(p.area.Min.Y+y)+0.5-a.Y
			c := sample(from, (dx*v.Y-dy*v.X)/det*w-0.5, (dy*u.X-dx*u.Y)/det*h-0.5)
			share = over255(share * uint32(op.Color.A))
			rest := 255 - over255(uint32(c[3])*share)
			pix := p.img.Pix[p.img.PixOffset(p.area.Min.X+x, p.area.Min.Y+y):][:4]
			for k := range pix {
				pix[k] = uint8(min(255, over255(uint32(c[k])*share+uint32(pix[k])*rest)))
			}
		}
	}
}

// sample mixes the four pixels around a place; beyond the border it is as on it.
func sample(img *image.RGBA, x, y float32) (c [4]uint8) {
	x, y = min(max(x, 0), float32(img.Rect.Dx()-1)), min(max(y, 0), float32(img.Rect.Dy()-1))
	x0, y0 := int(x), int(y)
	x1, y1 := min(x0+1, img.Rect.Dx()-1), min(y0+1, img.Rect.Dy()-1)
	fx, fy := uint32((x-float32(x0))*256), uint32((y-float32(y0))*256)
	above, below := img.Pix[y0*img.Stride:], img.Pix[y1*img.Stride:]
	for k := range c {
		up := uint32(above[4*x0+k])*(256-fx) + uint32(above[4*x1+k])*fx
		down := uint32(below[4*x0+k])*(256-fx) + uint32(below[4*x1+k])*fx
		c[k] = uint8((up*(256-fy) + down*fy + 1<<15) >> 16)
	}
	return c
}

// image meshes a picture as one quad in a run of its own.
func (m *Mesh) image(l *List, op *Op) {
	level := m.starts[len(m.starts)-1].picture
	w, h := float32(level.Rect.Dx()), float32(level.Rect.Dy())
	a := float32(op.Color.A) / 255
	corners := [4]Point{{1, 1}, {1 + w, 1}, {1 + w, 1 + h}, {1, 1 + h}}
	first := uint32(len(m.vertices) - m.base)
	for i, p := range l.PointsOf(op) {
		m.vertices = append(m.vertices, Vertex{p.X * m.scale, p.Y * m.scale, corners[i].X, corners[i].Y, a, a, a, a})
	}
	m.quad(first, first+1, first+2, first+3)
}

// Bordered is the pixels of an image with a border one pixel wide like what is beside it, row by row, as a texture of a
// [Run] has them: there the border of the picture looks as its inside does.
func Bordered(img *image.RGBA) (w, h int, rgba []byte) {
	w, h = img.Rect.Dx()+2, img.Rect.Dy()+2
	rgba = make([]byte, 0, 4*w*h)
	for y := range h {
		row := img.Pix[min(max(y-1, 0), h-3)*img.Stride:][:4*(w-2)]
		rgba = append(rgba, row[:4]...)
		rgba = append(rgba, row...)
		rgba = append(rgba, row[len(row)-4:]...)
	}
	return w, h, rgba
}

// image writes a picture as one pixel that a matrix stretches to its place, so that hundredths are fine enough.
func (s *svgWriter) image(op *Op, pts []Point) {
	a, u, v := pts[0], pts[1], pts[3]
	s.text(`<image width="1" height="1" preserveAspectRatio="none" transform="matrix(`)
	s.number(u.X - a.X).text(" ").number(u.Y - a.Y).text(" ").number(v.X - a.X).text(" ").number(v.Y - a.Y)
	s.text(" ").number(a.X).text(" ").number(a.Y).text(`)"`)
	if op.Color.A < 255 {
		s.text(` opacity="`).number(float32(op.Color.A) / 255).text(`"`)
	}
	s.text(` href="`).escaped(s.address(op.Picture)).text("\"/>\n")
}

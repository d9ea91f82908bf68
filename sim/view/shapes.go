package view

import "tweeling/sim/view/gfx"

// A pen draws solid things on the floor of one panel.
type pen struct {
	*gfx.List
	camera
	th *theme
}

// slab fills a rectangle that lies at a height.
func (p *pen) slab(c gfx.Color, x0, y0, x1, y1, z float32) {
	p.Fill(c, p.at(x0, y0, z), p.at(x1, y0, z), p.at(x1, y1, z), p.at(x0, y1, z))
}

// frame strokes a rectangle on the floor.
func (p *pen) frame(c gfx.Color, width, x0, y0, x1, y1 float32) {
	p.Stroke(c, width, true, p.at(x0, y0, 0), p.at(x1, y0, 0), p.at(x1, y1, 0), p.at(x0, y1, 0))
}

// front fills a rectangle in a plane that faces the front, at depth y.
func (p *pen) front(c gfx.Color, y, x0, x1, z0, z1 float32) {
	p.Fill(c, p.at(x0, y, z0), p.at(x1, y, z0), p.at(x1, y, z1), p.at(x0, y, z1))
}

// side fills a rectangle in a plane that faces right, at x.
func (p *pen) side(c gfx.Color, x, y0, y1, z0, z1 float32) {
	p.Fill(c, p.at(x, y0, z0), p.at(x, y1, z0), p.at(x, y1, z1), p.at(x, y0, z1))
}

// box draws the three faces of a box that can be seen: front, right and top. In plan view the right one has no width.
func (p *pen) box(top, left, right gfx.Color, x0, y0, x1, y1, z0, z1 float32) {
	p.front(left, y1, x0, x1, z0, z1)
	if p.xy != 0 || p.yx != 0 {
		p.side(right, x1, y0, y1, z0, z1)
	}
	p.slab(top, x0, y0, x1, y1, z1)
}

// crate is a box in one colour, with light from above left.
func (p *pen) crate(c gfx.Color, x, y, z, size, high float32) {
	h := size / 2
	p.box(blend(c, rgb(0xFFFFFF), 0.22), blend(c, rgb(0x000000), 0.10), blend(c, rgb(0x000000), 0.30), x-h, y-h, x+h, y+h, z, z+high)
}

// post is an upright line.
func (p *pen) post(c gfx.Color, width, x, y, z0, z1 float32) {
	a, b := p.at(x, y, z0), p.at(x, y, z1)
	p.Line(c, width, a.X, a.Y, b.X, b.Y)
}

// limb is a thick line between two places, with round ends.
func (p *pen) limb(c gfx.Color, width float32, a, b gfx.Point) {
	p.Line(c, width, a.X, a.Y, b.X, b.Y)
	p.Circle(c, a.X, a.Y, width/2)
	p.Circle(c, b.X, b.Y, width/2)
}

// shadow is what a thing of that size keeps dark on the floor.
func (p *pen) shadow(x0, y0, x1, y1 float32) {
	p.slab(p.th.shade, x0+0.12, y0+0.14, x1+0.22, y1+0.2, 0)
}

// arrow is a chevron on the floor or a belt, pointing along x or, upright, along y.
func (p *pen) arrow(c gfx.Color, width, x, y, z, size, dir float32, upright bool) {
	if upright {
		p.Stroke(c, width, false, p.at(x-size, y-dir*size*0.7, z), p.at(x, y, z), p.at(x+size, y-dir*size*0.7, z))
		return
	}
	p.Stroke(c, width, false, p.at(x-dir*size*0.7, y-size, z), p.at(x, y, z), p.at(x-dir*size*0.7, y+size, z))
}

// px is a width in pixels that grows with the scale of the panel, within bounds that stay legible.
func (p *pen) px(metres, least, most float32) float32 { return clamp(metres*p.scale, least, most) }

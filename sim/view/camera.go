package view

import "tweeling/sim/view/gfx"

// axes say where a metre to the right, to the front and up goes on the screen. Shallow dimetric and plan view differ in
// nothing else.
type axes struct{ xx, xy, yx, yy, up float32 }

var (
	dimetric = axes{0.94, -0.62, 0.34, 0.46, 0.82}
	topDown  = axes{1, 0, 0, 1, 0.16}
)

// A camera puts the floor of a stage into a panel.
type camera struct {
	axes
	scale, ox, oy float32
}

// at is where a place on the floor, and above it, shows.
func (c *camera) at(x, y, z float32) gfx.Point {
	return gfx.Point{X: c.ox + c.scale*(c.xx*x+c.xy*y), Y: c.oy + c.scale*(c.yx*x+c.yy*y-c.up*z)}
}

// depth grows towards the one who looks.
func (c *camera) depth(x, y float32) float32 { return c.yx*x + c.yy*y }

// floorAt is the place on the floor that shows at a point.
func (c *camera) floorAt(px, py float32) (x, y float32) {
	u, v := (px-c.ox)/c.scale, (py-c.oy)/c.scale
	det := c.xx*c.yy - c.xy*c.yx
	return (u*c.yy - v*c.xy) / det, (v*c.xx - u*c.yx) / det
}

// fit makes the floor of a stage fill a rectangle, then zooms and pans as the user did.
func fit(st *stage, a axes, x, y, w, h, zoom, panX, panY float32) camera {
	c := camera{axes: a, scale: 1}
	x0, y0, x1, y1 := float32(1e9), float32(1e9), float32(-1e9), float32(-1e9)
	g := &st.ground
	for _, corner := range [4][2]float32{{g.x0, g.y0}, {g.x1, g.y0}, {g.x0, g.y1}, {g.x1, g.y1}} {
		p := c.at(corner[0], corner[1], 0)
		x0, x1, y0, y1 = min(x0, p.X), max(x1, p.X), min(y0, p.Y), max(y1, p.Y)
	}
	y0 -= a.up * 2.0 // what stands on the far edge
	c.scale = min(w/(x1-x0), h/(y1-y0), 64) * zoom
	c.ox = x + w/2 - c.scale*(x0+x1)/2 + panX
	c.oy = y + h/2 - c.scale*(y0+y1)/2 + panY
	return c
}

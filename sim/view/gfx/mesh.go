package gfx

import "image"

// A Vertex is a corner of a triangle: where it is on the screen, where its colour is in the atlas, and what that is multiplied
// with. Colours have their alpha in them.
type Vertex struct {
	DstX, DstY, SrcX, SrcY         float32
	ColorR, ColorG, ColorB, ColorA float32
}

// A Run is a part of a mesh that is drawn at once, inside one rectangle of the screen. Its indices count from its own first
// vertex. Its texture is the atlas, or an image of its own with a border around it ([Bordered]), with linear filtering.
type Run struct {
	Clip     image.Rectangle
	Picture  *image.RGBA // nil: the atlas
	Vertices []Vertex
	Indices  []uint32
}

// A Mesh is a list as triangles over one texture, for a graphics card. Borders are feathered: they fade over one pixel, which
// covers each pixel by as much as the shape does, without multisampling. Small shapes that rest come from the texture. What lies wholly inside a clip does not need it, so
// that few runs are needed; what lies wholly outside is left out.
type Mesh struct {
	Runs       []Run
	Atlas      Atlas
	Background Color // what the whole screen is filled with first; transparent when nothing covers it

	vertices []Vertex
	indices  []uint32
	starts   []start
	base     int // the first vertex of the run in force
	sprites  sprites
	scale    float32
	screen   image.Rectangle
	clips    Clips
	color    [4]float32
	pts      []Point
	left     []int32 // what is left of a polygon while its ears are cut
	joint    [16]Point
}

// A start is where a run begins.
type start struct {
	clip            image.Rectangle
	picture         *image.RGBA
	vertex, indices int
}

// Build makes the mesh of a list for a screen of w by h pixels, scale pixels to each of the list.
func (m *Mesh) Build(l *List, w, h int, scale float32) {
	if m.Atlas.side == 0 {
		m.Atlas.reset(firstSide)
	}
	m.scale, m.screen = scale, image.Rect(0, 0, w, h)
	m.sprites.begin()
	if m.sprites.full { // perhaps of shapes no longer in use
		m.forget(min(2*m.Atlas.side, max(m.Atlas.side, lastOfSprite)))
	}
	if m.build(l) {
		return
	}
	// The texture is full, perhaps of letters no longer in use: begin anew, and make it larger when that is not enough.
	for side := m.Atlas.side; side <= lastSide; side *= 2 {
		m.forget(side)
		if m.build(l) {
			return
		}
	}
}

// forget empties the texture.
func (m *Mesh) forget(side int) {
	m.Atlas.reset(side)
	clear(m.sprites.made)
	m.sprites.full = false
}

// build tells whether all letters found room. Those that did not are left out.
func (m *Mesh) build(l *List) bool {
	m.vertices, m.indices, m.starts, m.base = m.vertices[:0], m.indices[:0], m.starts[:0], 0
	m.clips.stack = m.clips.stack[:0]
	room := true
	ops := l.Ops
	m.Background = Color{}
	if len(ops) > 0 && m.covers(l, &ops[0]) {
		m.Background, ops = ops[0].Color, ops[1:]
	}
	for i := range ops {
		op := &ops[i]
		switch op.Kind {
		case Fill, Stroke, Text, Image:
			if op.Color.A > 0 && op.Count > 0 && m.show(l, op) {
				room = m.draw(l, op) && room
			}
		case Clip:
			m.clips.Push(l.boxOf(op))
		case Unclip:
			m.clips.Pop()
		default:
		}
	}
	m.Runs = m.Runs[:0]
	for i, s := range m.starts {
		vertices, indices := m.vertices[s.vertex:], m.indices[s.indices:]
		if i+1 < len(m.starts) {
			next := m.starts[i+1]
			vertices, indices = m.vertices[s.vertex:next.vertex], m.indices[s.indices:next.indices]
		}
		m.Runs = append(m.Runs, Run{s.clip, s.picture, vertices, indices})
	}
	return room
}

// covers tells whether an operation fills the whole screen.
func (m *Mesh) covers(l *List, op *Op) bool {
	if op.Kind != Fill || op.Color.A < 255 {
		return false
	}
	b, ok := isRect(l.PointsOf(op))
	return ok && m.screen.In(b.Pixels(m.scale))
}

// show makes sure that the run in force suits an operation, and tells whether anything of it can be seen.
func (m *Mesh) show(l *List, op *Op) bool {
	b, s := l.boxOf(op), m.scale
	if !(b.X0 > -far && b.Y0 > -far && b.X1 < far && b.Y1 < far) {
		return false // nowhere, or not a number
	}
	area := b.around(s)
	if op.Kind == Text {
		area = area.Inset(-2) // letters may lean out
	}
	clip := m.clips.Top().Pixels(s).Intersect(m.screen)
	if !area.Overlaps(clip) {
		return false
	}
	area = area.Intersect(m.screen)
	if area.In(clip) {
		clip = m.screen
	}
	var picture *image.RGBA
	if op.Kind == Image {
		picture = op.Picture.level(l.PointsOf(op), s)
	}
	if n := len(m.starts); n > 0 && m.starts[n-1].picture == picture {
		if was := m.starts[n-1].clip; was == clip || clip == m.screen && area.In(was) {
			return true
		}
	}
	m.base = len(m.vertices)
	m.starts = append(m.starts, start{clip, picture, m.base, len(m.indices)})
	return true
}

func (m *Mesh) draw(l *List, op *Op) bool {
	a := float32(op.Color.A) / 255
	m.color = [4]float32{float32(op.Color.R) / 255 * a, float32(op.Color.G) / 255 * a, float32(op.Color.B) / 255 * a, a}
	if op.Kind == Text {
		return m.text(l, op)
	}
	if op.Kind == Image {
		m.image(l, op)
		return true
	}
	if m.sprite(l, op) {
		return true
	}
	m.pts = m.pts[:0]
	for _, p := range l.PointsOf(op) {
		p = Point{p.X * m.scale, p.Y * m.scale}
		if n := len(m.pts); n == 0 || !same(p, m.pts[n-1]) {
			m.pts = append(m.pts, p)
		}
	}
	closed := op.Kind == Fill || op.Closed && op.Count > 2
	for closed && len(m.pts) > 1 && same(m.pts[0], m.pts[len(m.pts)-1]) {
		m.pts = m.pts[:len(m.pts)-1]
	}
	if len(m.pts) > 8 {
		m.pts = coarser(m.pts, closed)
	}
	switch {
	case op.Kind == Stroke && len(m.pts) > 1:
		m.stroke(m.pts, op.Size*m.scale, closed && len(m.pts) > 2)
	case op.Kind == Fill && len(m.pts) > 2:
		m.fill(m.pts)
	}
	return true
}

// unseen is by how much a border may be off, in pixels, before one sees it through its feather.
const unseen = 0.15

// coarser leaves out points of a curve that lie close to the line between their neighbours, never two in a row.
func coarser(pts []Point, closed bool) []Point {
	kept, skipped := pts[:1], false
	for i := 1; i < len(pts); i++ {
		next, more := Point{}, closed || i+1 < len(pts)
		if more {
			next = pts[(i+1)%len(pts)]
		}
		if more && !skipped && near(kept[len(kept)-1], pts[i], next) {
			skipped = true
			continue
		}
		kept, skipped = append(kept, pts[i]), false
	}
	return kept
}

// near tells whether a point lies close to the line from a to b, and between them.
func near(a, p, b Point) bool {
	dx, dy := b.X-a.X, b.Y-a.Y
	size := dx*dx + dy*dy
	off := (p.X-a.X)*dy - (p.Y-a.Y)*dx
	along := (p.X-a.X)*dx + (p.Y-a.Y)*dy
	return along > 0 && along < size && off*off < unseen*unseen*size
}

func same(p, q Point) bool {
	dx, dy := p.X-q.X, p.Y-q.Y
	return dx*dx+dy*dy < 1e-4
}

// vertex adds a corner in the colour in force, of which it takes a share.
func (m *Mesh) vertex(x, y, share float32) uint32 {
	m.vertices = append(m.vertices, Vertex{x, y, white, white, m.color[0] * share, m.color[1] * share, m.color[2] * share, m.color[3] * share})
	return uint32(len(m.vertices) - 1 - m.base)
}

func (m *Mesh) quad(a, b, c, d uint32) { m.indices = append(m.indices, a, b, c, a, c, d) }

func (m *Mesh) text(l *List, op *Op) bool {
	if op.Size <= 0 {
		return true
	}
	pen, room := penAt(l, op, m.scale), true
	for _, r := range op.Text {
		k, x, y := pen.put(r)
		in, ok := m.Atlas.letter(k)
		if room = room && ok; !ok || in.w == 0 {
			continue
		}
		m.picture(in, x+int(in.dx), y+int(in.dy))
	}
	return room
}

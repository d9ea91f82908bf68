package gfx

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"testing"
)

// drawMesh draws a mesh as a graphics card does: a triangle covers the pixels whose middle is in it.
func drawMesh(m *Mesh, w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	if c := m.Background; c.A > 0 {
		draw.Draw(img, img.Rect, image.NewUniform(color.RGBA{c.R, c.G, c.B, c.A}), image.Point{}, draw.Src)
	}
	for _, run := range m.Runs {
		for i := 0; i < len(run.Indices); i += 3 {
			a, b, c := run.Vertices[run.Indices[i]], run.Vertices[run.Indices[i+1]], run.Vertices[run.Indices[i+2]]
			triangle(img, run.Clip, &m.Atlas, a, b, c)
		}
	}
	return img
}

func triangle(img *image.RGBA, clip image.Rectangle, atlas *Atlas, a, b, c Vertex) {
	edge := func(p, q Vertex, x, y float32) float64 {
		return float64(q.DstX-p.DstX)*float64(y-p.DstY) - float64(q.DstY-p.DstY)*float64(x-p.DstX)
	}
	area := edge(a, b, c.DstX, c.DstY)
	if area < 0 {
		b, c, area = c, b, -area
	}
	if area == 0 {
		return
	}
	box := image.Rect(int(min(a.DstX, b.DstX, c.DstX))-1, int(min(a.DstY, b.DstY, c.DstY))-1, int(max(a.DstX, b.DstX, c.DstX))+1, int(max(a.DstY, b.DstY, c.DstY))+1).Intersect(clip)
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			px, py := float32(x)+0.5, float32(y)+0.5
			u, v, w := edge(b, c, px, py), edge(c, a, px, py), edge(a, b, px, py)
			// A pixel on an edge belongs to the triangle on one side only.
			if u < 0 || v < 0 || w < 0 || u == 0 && !owns(b, c) || v == 0 && !owns(c, a) || w == 0 && !owns(a, b) {
				continue
			}
			mix := func(p, q, r float32) float64 { return (float64(p)*u + float64(q)*v + float64(r)*w) / area }
			t := float64(atlas.pix[int(mix(a.SrcY, b.SrcY, c.SrcY))*atlas.side+int(mix(a.SrcX, b.SrcX, c.SrcX))]) / 255
			color := [4]float64{mix(a.ColorR, b.ColorR, c.ColorR) * t, mix(a.ColorG, b.ColorG, c.ColorG) * t, mix(a.ColorB, b.ColorB, c.ColorB) * t, mix(a.ColorA, b.ColorA, c.ColorA) * t}
			pix := img.Pix[img.PixOffset(x, y):][:4]
			for k := range pix {
				pix[k] = uint8(math.Round(color[k]*255 + float64(pix[k])*(1-color[3])))
			}
		}
	}
}

func owns(p, q Vertex) bool { return p.DstY > q.DstY || p.DstY == q.DstY && p.DstX < q.DstX }

// rmse is the root mean square difference of two images, as a share of the whole range.
func rmse(a, b *image.RGBA) float64 {
	sum := 0.0
	for i := range a.Pix {
		d := float64(a.Pix[i]) - float64(b.Pix[i])
		sum += d * d
	}
	return math.Sqrt(sum/float64(len(a.Pix))) / 255
}

func TestMeshLooksLikeTheRaster(t *testing.T) {
	shapes := map[string]func(l *List){
		"concave": func(l *List) {
			l.Fill(red, Point{10, 10}, Point{90, 10}, Point{90, 90}, Point{60, 90}, Point{60, 40}, Point{40, 40}, Point{40, 90}, Point{10, 90})
		},
		"other way round": func(l *List) { l.Fill(red, Point{10, 10}, Point{20, 90}, Point{50, 50}, Point{90, 90}, Point{80, 20}) },
		"star":            func(l *List) { l.Fill(red, star(50, 50, 45, 18, 9)...) },
		"circle":          func(l *List) { l.Circle(red, 50, 50, 40.3) },
		"half pixels":     func(l *List) { l.Rect(red, 10.5, 10.5, 50, 30) },
		"thin bar":        func(l *List) { l.Rect(red, 10.2, 10, 0.4, 80) },
		"hairline":        func(l *List) { l.Line(red, 0.5, 5, 7, 90, 81) },
		"line":            func(l *List) { l.Line(red, 1, 5, 10.5, 90, 10.5) },
		"thick corner":    func(l *List) { l.Stroke(red, 14, false, Point{15, 80}, Point{50, 20}, Point{85, 80}) },
		"left corner":     func(l *List) { l.Stroke(red, 14, false, Point{85, 80}, Point{50, 20}, Point{15, 80}) },
		"thick frame":     func(l *List) { l.Stroke(red, 9, true, Point{20, 20}, Point{80, 20}, Point{80, 80}, Point{20, 80}) },
		"ring":            func(l *List) { l.StrokeRoundRect(red, 3, 10, 10, 80, 60, 20) },
		"see-through":     func(l *List) { l.Stroke(Color{0xB9, 0x1C, 0x1C, 0x60}, 10, false, star(50, 50, 40, 20, 5)...) },
		"text":            func(l *List) { l.Text(50.3, 50.4, 14, SemiBold, Center, red, "OP20: 12 %") },
		"twice the same":  func(l *List) { l.Fill(red, Point{10, 10}, Point{10, 10}, Point{90, 10}, Point{90, 80}, Point{10, 10}) },
	}
	for name, shape := range shapes {
		for _, scale := range []float32{1, 2, 1.3} {
			var l List
			l.Rect(paper, 0, 0, 100, 100)
			shape(&l)
			size := int(100 * scale)
			var m Mesh
			m.Build(&l, size, size, scale)
			if off := rmse(drawMesh(&m, size, size), Raster(&l, size, size, scale)); off > 0.011 {
				t.Errorf("%s at scale %v: %.2f %% off, want at most 1.1 %%", name, scale, 100*off)
			}
		}
	}
}

func star(x, y, outer, inner float32, n int) []Point {
	var pts []Point
	for i := range 2 * n {
		r := outer
		if i%2 == 1 {
			r = inner
		}
		sin, cos := math.Sincos(math.Pi * float64(i) / float64(n))
		pts = append(pts, Point{x + r*float32(cos), y + r*float32(sin)})
	}
	return pts
}

func TestMeshOfAWholePictureLooksLikeTheRaster(t *testing.T) {
	for _, scale := range []float32{1, 1.5, 2} {
		var m Mesh
		w, h := int(320*scale), int(200*scale)
		m.Build(still(), w, h, scale)
		if off := rmse(drawMesh(&m, w, h), Raster(still(), w, h, scale)); off > 0.01 {
			t.Errorf("scale %v: %.2f %% off, want at most 1 %%", scale, 100*off)
		}
	}
}

func TestEarsCoverThePolygonOnce(t *testing.T) {
	for n := 3; n < 40; n++ {
		pts := star(50, 50, 45, 10, n)
		var l List
		l.Fill(red, pts...)
		var m Mesh
		m.Build(&l, 100, 100, 1)
		inside := float32(0)
		for i := 0; i < len(m.indices); i += 3 {
			a, b, c := m.indices[i], m.indices[i+1], m.indices[i+2]
			if a%2 == 0 && b%2 == 0 && c%2 == 0 {
				p := func(k uint32) Point { return pts[k/2] }
				inside += turn(p(a), p(b), p(c)) / 2
			}
		}
		area := float32(0)
		for i, p := range pts {
			q := pts[(i+1)%len(pts)]
			area += (p.X*q.Y - q.X*p.Y) / 2
		}
		if d := inside - area; d > 0.01*area || d < -0.01*area {
			t.Errorf("%d points: triangles of %v in all, want %v", len(pts), inside, area)
		}
	}
}

func TestRunsAreFew(t *testing.T) {
	var l List
	l.Rect(paper, 0, 0, 400, 400)
	for i := range 8 { // panels whose content lies inside
		y := float32(50 * i)
		l.Clip(0, y, 400, 50)
		l.Rect(red, 10, y+10, 100, 20)
		l.Text(10, y+30, 12, Regular, Left, ink, "inside")
		l.Unclip()
	}
	var m Mesh
	if m.Build(&l, 400, 400, 1); len(m.Runs) != 1 {
		t.Errorf("%d runs, want 1 where no clip cuts anything", len(m.Runs))
	}
	l.Clip(100, 100, 50, 50)
	l.Rect(ink, 120, 120, 100, 10)
	l.Rect(ink, 300, 120, 100, 10) // not to be seen
	l.Rect(ink, 110, 110, 10, 10)
	l.Unclip()
	n := len(m.indices)
	m.Build(&l, 400, 400, 1)
	if len(m.Runs) != 2 || m.Runs[1].Clip != image.Rect(100, 100, 150, 150) || len(m.Runs[0].Indices) != n {
		t.Fatalf("%d runs, want one more for what is cut", len(m.Runs))
	}
	if more := len(m.Runs[1].Indices); more != 2*6 {
		t.Errorf("%d more indices, want those of two rectangles", more)
	}
}

func TestAtlasGrowsAndForgets(t *testing.T) {
	var m Mesh
	var l List
	for size := range 400 {
		l.Reset()
		l.Text(0, 50, 10+float32(size)/4, SemiBold, Left, ink, "OP20 Drill 0123456789")
		m.Build(&l, 2000, 200, 1)
		if got := len(m.indices); got != 6*19 {
			t.Fatalf("size %d: %d indices, want all 19 letters", size, got)
		}
	}
	if m.Atlas.Side() > 1024 {
		t.Errorf("%d pixels for letters mostly out of use, want at most 1024", m.Atlas.Side())
	}
	l.Reset()
	for size := range 120 {
		l.Text(0, 50, 10+float32(size), SemiBold, Left, ink, "OP20 Drill 0123456789")
	}
	m.Build(&l, 2000, 200, 1)
	if len(m.indices) != 120*6*19 || m.Atlas.Side() < 2048 {
		t.Errorf("%d indices of a texture of %d, want all letters of all sizes at once", len(m.indices), m.Atlas.Side())
	}
}

func TestTextureIsSentOnce(t *testing.T) {
	var m Mesh
	m.Build(still(), 320, 200, 1)
	if part, rgba := m.Atlas.Changed(); part.Dx() != m.Atlas.Side() || len(rgba) != 4*part.Dx()*part.Dy() {
		t.Errorf("first %v with %d bytes, want all", part, len(rgba))
	}
	m.Build(still(), 320, 200, 1) // what rests becomes sprites
	m.Atlas.Changed()
	m.Build(still(), 320, 200, 1)
	if part, rgba := m.Atlas.Changed(); !part.Empty() || len(rgba) != 0 {
		t.Errorf("then %v with %d bytes, want nothing", part, len(rgba))
	}
	l := still()
	l.Text(10, 10, 12, Regular, Left, ink, "Q")
	m.Build(l, 320, 200, 1)
	if part, _ := m.Atlas.Changed(); part.Empty() || part.Dx() > 20 {
		t.Errorf("for one more letter %v, want that letter", part)
	}
}

func TestMeshingAgainAllocatesNothing(t *testing.T) {
	var m Mesh
	var l List
	for range 3 { // what rests becomes sprites
		frame(&l, 0)
		m.Build(&l, 1280, 720, 1)
	}
	if n := testing.AllocsPerRun(10, func() { frame(&l, 0); m.Build(&l, 1280, 720, 1) }); n != 0 {
		t.Errorf("%v allocations a frame, want none", n)
	}
}

// A shape that rests is drawn as triangles first and comes from the texture then, with the very pixels of the raster; one
// that moves stays triangles, unless it moves by whole pixels.
func TestShapesThatRestComeFromTheTexture(t *testing.T) {
	var m Mesh
	shown := func(x float32) int {
		var l List
		l.Rect(paper, 0, 0, 100, 100)
		l.Circle(red, 50+x, 50, 12)
		l.Stroke(Color{0, 0, 0, 0x60}, 3, true, Point{20, 20}, Point{40, 25}, Point{25, 40})
		m.Build(&l, 100, 100, 1)
		if off := rmse(drawMesh(&m, 100, 100), Raster(&l, 100, 100, 1)); off > 0.01 {
			t.Errorf("circle at %v: %.2f %% off", x, 100*off)
		}
		return len(m.indices) / 3
	}
	if n := shown(0); n < 50 {
		t.Errorf("%d triangles at first, want those of both shapes", n)
	}
	for range 2 {
		if n := shown(0); n != 4 {
			t.Errorf("%d triangles then, want two for each shape", n)
		}
	}
	if n := shown(0.3); n < 50 {
		t.Errorf("%d triangles once it moves, want those of the circle", n)
	}
	shown(0)
	if n := shown(7); n != 4 {
		t.Errorf("%d triangles seven pixels further, want two for each shape", n)
	}
	var l List
	l.Rect(paper, 0, 0, 100, 100)
	l.Circle(ink, 50, 50, 12)
	if m.Build(&l, 100, 100, 1); len(m.indices) != 6 {
		t.Errorf("%d indices in another colour, want those of a sprite", len(m.indices))
	}
}

func TestSpritesThatFillTheTextureAreForgotten(t *testing.T) {
	var m Mesh
	for size := range 4000 {
		var l List
		l.Circle(red, 500, 500, 5+float32(size%1500)/100)
		for range 2 {
			m.Build(&l, 1000, 1000, 1)
		}
		if n := len(m.indices); n != 6 && !m.sprites.full {
			t.Fatalf("size %d: %d indices, want a sprite", size, n)
		}
	}
	if side := m.Atlas.Side(); side > lastOfSprite {
		t.Errorf("a texture of %d pixels, want at most %d", side, lastOfSprite)
	}
}

func BenchmarkMesh(b *testing.B) {
	var m Mesh
	var l List
	for b.Loop() {
		frame(&l, 0)
		m.Build(&l, 1280, 720, 1)
	}
	b.ReportMetric(float64(len(l.Ops)), "ops")
	b.ReportMetric(float64(len(m.vertices)), "vertices")
	b.ReportMetric(float64(len(m.Runs)), "runs")
}

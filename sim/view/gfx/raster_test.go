package gfx

import (
	"bytes"
	"flag"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the golden images anew")

// still shows all that a list can do: concave shapes, thin and thick lines and their joints, all alignments of text, clips
// in clips, colours through which others are seen.
func still() *List {
	var l List
	page, blue, grey := Color{0xF5, 0xF7, 0xF9, 0xFF}, Color{0x0B, 0x5F, 0xA5, 0xFF}, Color{0x93, 0xA4, 0xB5, 0xFF}
	l.Rect(page, 0, 0, 320, 200)
	l.RoundRect(Color{0xFF, 0xFF, 0xFF, 0xFF}, 8, 8, 304, 60, 8)
	l.StrokeRoundRect(Color{0xD5, 0xDB, 0xE2, 0xFF}, 1, 8.5, 8.5, 303, 59, 8)
	l.Text(20, 32, 16, SemiBold, Left, ink, "Good parts an hour")
	l.Text(160, 56, 12, Regular, Center, grey, "before 24.1, after 43.0 − 1 284 €")
	l.Text(300, 32, 22, SemiBold, Right, blue, "1111.8")
	l.Fill(red, Point{20, 80}, Point{80, 80}, Point{80, 140}, Point{60, 140}, Point{60, 100}, Point{40, 100}, Point{40, 140}, Point{20, 140})
	l.Fill(grey, Point{100, 80}, Point{115, 110}, Point{100, 140}, Point{150, 110})
	l.Circle(blue, 180, 100, 18)
	l.Circle(Color{0xF9, 0x73, 0x16, 0x80}, 195, 115, 18)
	l.Stroke(ink, 6, false, Point{220, 80}, Point{250, 130}, Point{260, 85}, Point{300, 85}, Point{300, 130})
	l.Stroke(red, 1, true, Point{215, 75}, Point{305, 75}, Point{305, 135}, Point{215, 135})
	l.Stroke(Color{0, 0, 0, 0x40}, 8, true, Point{230, 150}, Point{300, 150}, Point{265, 190})
	l.Clip(20, 150, 100, 40)
	l.Rect(grey, 0, 0, 320, 200)
	l.Clip(60, 160, 200, 100)
	l.Rect(blue, 0, 0, 320, 200)
	l.Text(30, 182, 20, SemiBold, Left, Color{0xFF, 0xFF, 0xFF, 0xFF}, "cut off here")
	l.Unclip()
	l.Line(ink, 2, 0, 150, 200, 190)
	l.Unclip()
	l.Line(ink, 1.5, 140, 150, 200, 190)
	return &l
}

func TestGoldenImages(t *testing.T) {
	for name, c := range map[string]struct {
		l     *List
		w, h  int
		scale float32
	}{
		"still":   {still(), 320, 200, 1},
		"dense":   {still(), 640, 400, 2},
		"letters": {letters(), 460, 150, 1},
	} {
		t.Run(name, func(t *testing.T) { golden(t, name, Raster(c.l, c.w, c.h, c.scale)) })
	}
}

// letters shows sizes and weights.
func letters() *List {
	var l List
	l.Rect(Color{0xFF, 0xFF, 0xFF, 0xFF}, 0, 0, 460, 150)
	y := float32(4)
	for _, size := range []float32{9, 11, 12, 13, 16, 22} {
		y += size * 1.4
		l.Text(8, y, size, Regular, Left, ink, "Wachttijd, 3 µs × 10² é")
		l.Text(452, y, size, SemiBold, Right, ink, "0123456789")
	}
	return &l
}

func golden(t *testing.T, name string, got *image.RGBA) {
	t.Helper()
	path := filepath.Join("testdata", name+".png")
	if *update {
		var b bytes.Buffer
		if err := WritePNG(&b, got); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if want.Bounds() != got.Bounds() {
		t.Fatalf("%v pixels, want %v", got.Bounds(), want.Bounds())
	}
	for y := range got.Rect.Dy() {
		for x := range got.Rect.Dx() {
			r, g, b, a := want.At(x, y).RGBA()
			if r2, g2, b2, a2 := got.At(x, y).RGBA(); r != r2 || g != g2 || b != b2 || a != a2 {
				t.Fatalf("pixel %d, %d is %v, want %v", x, y, got.At(x, y), want.At(x, y))
			}
		}
	}
}

func at(img *image.RGBA, x, y int) Color {
	c := img.RGBAAt(x, y)
	return Color{c.R, c.G, c.B, c.A}
}

func TestPixelsAreWhereTheyShouldBe(t *testing.T) {
	var l List
	l.Rect(red, 2, 2, 4, 4)
	l.Rect(ink, 8.5, 2, 1, 1)
	l.Clip(0, 8, 10, 2)
	l.Rect(ink, -1e6, -1e6, 2e6, 2e6)
	l.Unclip()
	img := Raster(&l, 20, 20, 1)
	half := Color{9, 12, 20, 128}
	for p, want := range map[image.Point]Color{
		{2, 2}: red, {5, 5}: red, {6, 5}: {}, {1, 2}: {}, {8, 2}: half, {9, 2}: half,
		{0, 8}: ink, {9, 9}: ink, {9, 10}: {}, {10, 8}: {}, {0, 7}: {},
	} {
		if got := at(img, p.X, p.Y); got != want {
			t.Errorf("%v is %v, want %v", p, got, want)
		}
	}
}

func TestLinesHaveNoHoles(t *testing.T) {
	for turn := range 24 {
		if turn == 12 {
			continue // straight back: the end is flat
		}
		c := circles[3][(turn*32/24)%32]
		for _, pts := range [][]Point{
			{{10, 50}, {50, 50}, {50 + 40*c.X, 50 + 40*c.Y}},
			{{50 + 40*c.X, 50 + 40*c.Y}, {50, 50}, {10, 50}},
		} {
			var l List
			l.Stroke(red, 16, false, pts...)
			img := Raster(&l, 100, 100, 1)
			for _, p := range []image.Point{{50, 50}, {47, 50}, {30, 50}, {50 + int(20*c.X), 50 + int(20*c.Y)}} {
				if got := at(img, p.X, p.Y); got.A < 250 { // pieces that meet in a pixel are each rounded
					t.Errorf("turn %d: %v is %v, want all red", turn, p, got)
				}
			}
		}
	}
}

func TestWhatCannotBeSeenCostsNothingAndBreaksNothing(t *testing.T) {
	nan := float32(0)
	nan /= nan
	var l List
	l.Rect(red, nan, 0, 5, 5)
	l.Circle(red, 1e30, 1e30, 5)
	l.Line(red, 2, -5e8, -5e8, -4e8, 4e8)
	l.Text(nan, nan, 12, Regular, Left, red, "nowhere")
	l.Text(5, 5, -3, Regular, Left, red, "nothing")
	l.Text(5e8, 5, 3, Regular, Left, red, "far")
	l.Stroke(red, 2, true)
	l.Fill(red)
	l.Unclip()
	l.Clip(50, 50, -20, -20)
	l.Rect(red, 0, 0, 100, 100)
	img := Raster(&l, 20, 20, 1)
	for i, v := range img.Pix {
		if v != 0 {
			t.Fatalf("byte %d is %d, want nothing drawn", i, v)
		}
	}
}

func TestPaintingAgainAllocatesNothing(t *testing.T) {
	var p Painter
	l, img := still(), image.NewRGBA(image.Rect(0, 0, 320, 200))
	if n := testing.AllocsPerRun(5, func() { p.Paint(img, l, 1) }); n != 0 {
		t.Errorf("%v allocations a frame, want none", n)
	}
}

func BenchmarkRaster(b *testing.B) {
	var l List
	var p Painter
	frame(&l, 0)
	img := image.NewRGBA(image.Rect(0, 0, 1280, 720))
	b.ReportMetric(float64(len(l.Ops)), "ops")
	for b.Loop() {
		p.Paint(img, &l, 1)
	}
}

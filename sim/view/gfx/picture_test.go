package gfx

import (
	"bytes"
	"image"
	"image/color"
	"strings"
	"testing"
)

// fourColours is a picture of four colours, one of them seen through.
func fourColours(side int) *Picture {
	img := image.NewRGBA(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			c := [2][2]color.RGBA{{{255, 0, 0, 255}, {0, 255, 0, 255}}, {{0, 0, 255, 255}, {0, 0, 0, 0}}}[2*y/side][2*x/side]
			img.SetRGBA(x, y, c)
		}
	}
	return NewPicture(img)
}

func TestAnImageIsPlacedByItsCorners(t *testing.T) {
	for _, side := range []int{2, 64, 5000} { // stretched, and made coarser
		p := fourColours(side)
		if w, h := p.Size(); w > mostWide || h > mostWide {
			t.Errorf("%d by %d pixels are too many", w, h)
		}
		var l List
		l.Rect(Color{255, 255, 255, 255}, 0, 0, 200, 200)
		l.Begin("hall", "")
		l.Image(p, 255, Point{50, 0}, Point{200, 50}, Point{0, 100})
		l.End()
		op := &l.Ops[2]
		if op.Kind != Image || op.Picture != p || l.PointsOf(op)[2] != (Point{150, 150}) {
			t.Errorf("%+v, want the picture and its four corners", op)
		}
		if x0, y0, x1, y1, ok := l.Bounds("hall"); !ok || (Box{x0, y0, x1, y1}) != (Box{0, 0, 200, 150}) {
			t.Errorf("%v %v %v %v, want all of it", x0, y0, x1, y1)
		}
		img := Raster(&l, 200, 200, 1)
		at := func(u, v float32) color.RGBA { return img.RGBAAt(int(50+150*u-50*v), int(50*u+100*v)) }
		for place, want := range map[Point]color.RGBA{{0.1, 0.1}: {255, 0, 0, 255}, {0.9, 0.1}: {0, 255, 0, 255}, {0.1, 0.9}: {0, 0, 255, 255}, {0.9, 0.9}: {255, 255, 255, 255}, {0.5, 1.2}: {255, 255, 255, 255}} {
			if got := at(place.X, place.Y); got != want {
				t.Errorf("side %d: %v at %v, want %v", side, got, place, want)
			}
		}
		if again := Raster(&l, 200, 200, 1); !bytes.Equal(again.Pix, img.Pix) {
			t.Error("the same list gives other bytes")
		}
	}
}

func TestAnImageIsClippedAndDimmed(t *testing.T) {
	p := fourColours(64)
	var l List
	l.Rect(Color{A: 255}, 0, 0, 100, 100)
	l.Clip(0, 0, 20, 100)
	l.Image(p, 128, Point{0, 0}, Point{100, 0}, Point{0, 100})
	l.Unclip()
	img := Raster(&l, 100, 100, 1)
	if in, out := img.RGBAAt(10, 10), img.RGBAAt(30, 10); in != (color.RGBA{128, 0, 0, 255}) || out != (color.RGBA{A: 255}) {
		t.Errorf("%v inside and %v outside, want half of red and nothing", in, out)
	}
	l.Image(p, 255, Point{0, 0}, Point{100, 0}, Point{50, 0}) // flat
	l.Image(p, 255, Point{float32(far) * 2, 0}, Point{100, 0}, Point{50, 7})
	if again := Raster(&l, 100, 100, 1); !bytes.Equal(again.Pix, img.Pix) {
		t.Error("an image that is nowhere leaves something")
	}
}

func TestAnImageInSVG(t *testing.T) {
	var l List
	p := fourColours(4)
	l.Image(p, 51, Point{50, 0}, Point{200, 50}, Point{0, 100})
	var b, linked bytes.Buffer
	if err := SVG(&b, &l, 200, 200); err != nil {
		t.Fatal(err)
	}
	want := `<image width="1" height="1" preserveAspectRatio="none" transform="matrix(150 50 -50 100 50 0)" opacity="0.2" href="data:image/png;base64,iVBOR`
	if !strings.Contains(b.String(), want) {
		t.Errorf("%s, want %s", b.String(), want)
	}
	if err := SVGLinked(&linked, &l, 200, 200, func(*Picture) string { return "/a?b&c" }); err != nil || !strings.Contains(linked.String(), `href="/a?b&amp;c"/>`) {
		t.Errorf("%s, %v, want the address", linked.String(), err)
	}
}

// An image is a quad with a texture of its own, between what is below and what is above it.
func TestAnImageInTheMesh(t *testing.T) {
	p := fourColours(64)
	var l List
	l.Rect(Color{255, 255, 255, 255}, 0, 0, 50, 50)
	l.Image(p, 255, Point{0, 0}, Point{64, 0}, Point{0, 64})
	l.Rect(Color{A: 255}, 10, 10, 5, 5)
	var m Mesh
	m.Build(&l, 100, 100, 1)
	if len(m.Runs) != 3 || m.Runs[0].Picture != nil || m.Runs[1].Picture != p.levels[0] || m.Runs[2].Picture != nil || len(m.Runs[1].Indices) != 6 {
		t.Fatalf("%d runs, want three, the second of the image", len(m.Runs))
	}
	if v := m.Runs[1].Vertices[2]; v.DstX != 64 || v.SrcX != 65 || v.SrcY != 65 {
		t.Errorf("%+v, want the corner inside of the border", v)
	}
	w, h, rgba := Bordered(p.levels[0])
	if w != 66 || h != 66 || len(rgba) != 4*66*66 || !bytes.Equal(rgba[:4], []byte{255, 0, 0, 255}) || !bytes.Equal(rgba[4*65:4*66], []byte{0, 255, 0, 255}) {
		t.Errorf("%d by %d, want a border like the picture's", w, h)
	}
}

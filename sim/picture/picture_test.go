package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

// svg is a plan whose lines are drawn larger twice: by its viewBox, which does not begin at nought, and by a group.
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="100 50 40 20">
<rect x="100" y="50" width="40" height="20" fill="#ffffff"/>
<g transform="scale(10)"><line x1="12" y1="5" x2="12" y2="7" stroke="#ff0000" stroke-width="0.2"/></g></svg>`

func TestAnSVGIsDrawn(t *testing.T) {
	img, err := Decode([]byte(svg))
	if err != nil {
		t.Fatal(err)
	}
	if img.Rect != image.Rect(0, 0, Side, Side/2) {
		t.Errorf("%v, want %d pixels across", img.Rect, Side)
	}
	red, white := color.RGBA{255, 0, 0, 255}, color.RGBA{255, 255, 255, 255}
	for x, want := range map[int]color.RGBA{100: white, 1400: white, 1430: red, 1500: red, 1570: red, 1600: white} { // 2 of 40 wide
		if got := img.RGBAAt(x, 700); got != want {
			t.Errorf("pixel %d is %v, want %v", x, got, want)
		}
	}
	data, err := Portable([]byte(svg))
	if err != nil {
		t.Fatal(err)
	}
	again, err := Decode(data)
	if err != nil || !bytes.Equal(again.Pix, img.Pix) {
		t.Errorf("the PNG of an SVG differs, %v", err)
	}
}

func TestPixelsAreRead(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 30, 20))
	var a, b bytes.Buffer
	if err := png.Encode(&a, img); err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	for _, data := range [][]byte{a.Bytes(), b.Bytes()} {
		got, err := Decode(data)
		if err != nil || got.Rect != img.Rect || got.RGBAAt(3, 3) != (color.RGBA{A: 255}) {
			t.Errorf("%v, want it read", err)
		}
		if same, err := Portable(data); err != nil || !bytes.Equal(same, data) {
			t.Errorf("%v, want it left as it is", err)
		}
	}
	spoilt := bytes.Clone(a.Bytes())
	spoilt[45] ^= 255
	if _, err := Decode(spoilt); err == nil {
		t.Error("want a picture with spoilt pixels told")
	}
}

func TestWrongPicturesAreTold(t *testing.T) {
	var small, large bytes.Buffer
	if err := png.Encode(&small, image.NewGray(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(&large, image.NewGray(image.Rect(0, 0, 8000, 5001))); err != nil {
		t.Fatal(err)
	}
	head := `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">`
	for name, c := range map[string]struct{ data, want string }{
		"nothing":           {"", "have something else"},
		"text":              {"hello", "have something else"},
		"large file":        {strings.Repeat("x", MostBytes+1), "at most 8 MB"},
		"many pixels":       {large.String(), "at most 40 megapixels, have 8000 by 5001"},
		"cut off":           {small.String()[:small.Len()-9], "cut off"},
		"cut off early":     {small.String()[:20], "want a picture that is whole"},
		"broken SVG":        {head + "<rect", "want an SVG that can be read"},
		"SVG without size":  {"<svg></svg>", "want an SVG with a viewBox"},
		"SVG in a circle":   {head + `<defs><g id="a"><use xlink:href="#a"/></g></defs><use xlink:href="#a"/></svg>`, "nothing used uses another"},
		"SVG that grows":    {head + `<defs><g id="a">` + strings.Repeat("<g/>", 1000) + `</g></defs>` + strings.Repeat(`<use href="#a"/>`, 30) + `</svg>`, "at most 20000 elements"},
		"SVG with too much": {head + strings.Repeat("<g/>", 20001) + `</svg>`, "at most 20000 elements"},
	} {
		if err := Check([]byte(c.data)); err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(svg))
	f.Fuzz(func(t *testing.T, data []byte) {
		if Check(data) == nil && formOf(data) != nil {
			_, _ = Decode(data)
		}
		_ = Check(data)
	})
}

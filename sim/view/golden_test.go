package view

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/draw"
	"image/gif"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tweeling/sim/aside"
	"tweeling/sim/plant"
	"tweeling/sim/view/gfx"
)

var update = flag.Bool("update", false, "write the golden images anew")

// golden compares an image with the one in testdata. Machines may round otherwise in the last place, so what is compared
// is how far the two are apart on the whole.
func golden(t *testing.T, name string, got *image.RGBA) {
	t.Helper()
	path := filepath.Join("testdata", name+".png")
	if *update {
		if err := aside.Fill(path, func(f io.Writer) error { return png.Encode(f, got) }); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	want := image.NewRGBA(img.Bounds())
	draw.Draw(want, want.Bounds(), img, image.Point{}, draw.Src)
	if want.Bounds() != got.Bounds() {
		t.Fatalf("%s is %v, want %v", name, got.Bounds(), want.Bounds())
	}
	apart := 0
	for i := range want.Pix {
		d := int(want.Pix[i]) - int(got.Pix[i])
		apart += max(d, -d)
	}
	if mean := float64(apart) / float64(len(want.Pix)); mean > 0.3 {
		t.Errorf("%s differs by %.2f levels; look at it, and run with -update when it is right", path, mean)
	}
}

// Every kind has its drawing: in three dimensions and from above, light and dark.
func TestEveryKindHasItsDrawing(t *testing.T) {
	w := loaded(t, "testdata/cell.toml", Options{At: 2*time.Hour + 13*time.Second})
	drawn := map[string]bool{}
	for name, of := range map[string]string{"source": "blanks", "machine": "press", "bench": "weld_a", "buffer": "infeed", "rack": "store", "sink": "goods", "robot": "arm", "operators": "crew"} {
		s := w.sides[1].stage
		drawn[s.items[s.find(of)].Kind] = true
		golden(t, "kind-"+name, sheet(t, w, of))
	}
	w = loaded(t, "testdata/several.toml", Options{At: 2*time.Hour + 13*time.Second})
	for name, of := range map[string]string{"assembly": "mount", "disassembly": "strip", "oven": "furnace", "batch": "box", "unbatch": "unbox", "palletising": "load", "depalletising": "unload", "inspection": "look", "storage": "shelf"} {
		s := w.sides[1].stage
		drawn[s.items[s.find(of)].Kind] = true
		golden(t, "kind-"+name, sheet(t, w, of))
	}
	w = loaded(t, "testdata/pull.toml", Options{At: 5 * time.Hour, Plan: "as-is"})
	for name, of := range map[string]string{"cards": "turn", "customers": "door", "eye": "eye", "camera": "camera", "stored": "rack", "spares": "spindles"} {
		s := w.sides[0].stage
		drawn[s.items[s.find(of)].Kind] = true
		golden(t, "kind-"+name, sheet(t, w, of))
	}
	w = loaded(t, "testdata/power.toml", Options{At: 30 * time.Minute, Plan: "as-is"})
	drawn["supply"] = true
	golden(t, "kind-supply", sheet(t, w, "grid"))
	for i := range plant.Kinds {
		if k := plant.Kinds[i].Name; !drawn[k] {
			t.Errorf("there is no picture of kind %s", k)
		}
	}
}

// A kind that has no drawing yet gets a decent box.
func TestAnUnknownKindIsABox(t *testing.T) {
	w := loaded(t, "testdata/cell.toml", Options{At: time.Hour})
	s := w.sides[1].stage
	s.items[s.find("goods")].Role = 99
	golden(t, "kind-unknown", sheet(t, w, "goods"))
}

// sheet draws one element of the line with the plan four times.
func sheet(t *testing.T, w *Show, name string) *image.RGBA {
	t.Helper()
	const wide, high = 180, 150
	img := image.NewRGBA(image.Rect(0, 0, 2*wide, 2*high))
	for k := range 4 {
		w.opt.PlanView, w.opt.Dark = k%2 == 1, k >= 2
		framed(t, w, 1280, 720) // sets the scene
		var l gfx.List
		sc := &w.sides[len(w.sides)-1].scene
		it := &sc.stage.items[sc.stage.find(name)]
		sc.List, sc.scale = &l, 46
		at := spot{it.x, it.y}
		if worker := sc.arm(it.IDs[0]); worker != nil && it.Kind == "operators" {
			at, _, _ = worker.at(sc.t)
		}
		p := sc.at(at.x, at.y, 0.8)
		sc.ox, sc.oy = sc.ox+wide/2-p.X, sc.oy+high/2-p.Y
		l.Rect(sc.th.card, 0, 0, wide, high)
		l.Clip(0, 0, wide, high)
		sc.draw()
		l.Unclip()
		part := gfx.Raster(&l, wide, high, 1)
		draw.Draw(img, image.Rect(k%2*wide, k/2*high, (k%2+1)*wide, (k/2+1)*high), part, image.Point{}, draw.Src)
	}
	return img
}

// The whole screen in both languages, both themes and both projections.
func TestTheWholeScreen(t *testing.T) {
	for k, lang := range []string{"en", "nl"} {
		w := loaded(t, "testdata/cell.toml", Options{At: 2 * time.Hour, Lang: lang, Dark: k == 1, PlanView: k == 1})
		img, err := w.Image(1280, 720, 1)
		if err != nil {
			t.Fatal(err)
		}
		golden(t, "screen-"+lang, img)
	}
	w := loaded(t, "testdata/cell.toml", Options{At: 2 * time.Hour})
	img, err := w.Image(640, 360, 1)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "screen-small", img)
}

// Pictures and films of the same time, seed and version are the same to the byte.
func TestFilmsAreTheSameToTheByte(t *testing.T) {
	film := Film{From: 2 * time.Hour, To: 2*time.Hour + 12*time.Second, Speed: 20, Width: 640, Height: 360}
	dir := t.TempDir()
	var texts [2][]byte
	for k := range texts {
		w := loaded(t, "testdata/cell.toml", Options{At: time.Duration(k) * 3 * time.Hour})
		name := filepath.Join(dir, fmt.Sprintf("%d.gif", k))
		if err := w.Record(name, film); err != nil {
			t.Fatal(err)
		}
		var err error
		if texts[k], err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(texts[0], texts[1]) {
		t.Error("two films of the same time differ")
	}
	g, err := gif.DecodeAll(bytes.NewReader(texts[0]))
	if err != nil {
		t.Fatal(err)
	}
	if len(g.Image) != 8 || g.Config.Width != 640 {
		t.Errorf("the film has %d frames of %d pixels, want 8 of 640", len(g.Image), g.Config.Width)
	}
}

func TestWrongFilmsAreTold(t *testing.T) {
	w := loaded(t, "testdata/cell.toml", Options{})
	dir := t.TempDir()
	good := Film{From: 0, To: time.Minute, Speed: 60, Width: 320, Height: 180}
	short, slow := good, good
	short.To, slow.Speed = 0, 1e-6
	for name, err := range map[string]error{
		"another form": w.Record(filepath.Join(dir, "a.avi"), good),
		"no length":    w.Record(filepath.Join(dir, "a.gif"), short),
		"too long":     w.Record(filepath.Join(dir, "a.gif"), slow),
		"shot":         w.Shot(filepath.Join(dir, "a.bmp"), 320, 180, 1),
		"nowhere":      w.Shot(filepath.Join(dir, "no", "a.png"), 320, 180, 1),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("%v is left behind", left)
	}
}

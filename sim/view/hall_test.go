package view

import (
	"bytes"
	"image"
	"image/png"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"tweeling/sim/scenario"
	"tweeling/sim/view/gfx"
)

// inHall is the cell on the floor plan of a hall.
func inHall(t *testing.T, name string, picture []byte) *scenario.Scenario {
	t.Helper()
	text, err := os.ReadFile("testdata/cell.toml")
	if err != nil {
		t.Fatal(err)
	}
	text = append(text, "\n[layout]\nbackground = \""+name+"\"\nmetres = [24, 15]\nat = [-6, -3]\n"...)
	s, err := scenario.Read("cell.toml", text, func(string) ([]byte, error) { return picture, nil })
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func hallPlan(t *testing.T) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/hall.svg")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func showIn(t *testing.T, s *scenario.Scenario, opt Options) *Show {
	t.Helper()
	w, err := New(s, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	return w
}

// The floor plan lies under everything, at its scale, on a floor that holds it, in both projections and themes.
func TestTheLineStandsInItsHall(t *testing.T) {
	s := inHall(t, "hall.svg", hallPlan(t))
	for name, opt := range map[string]Options{"hall-light": {At: 2 * time.Hour}, "hall-dark": {At: 2 * time.Hour, Dark: true, PlanView: true}} {
		w := showIn(t, s, opt)
		l := framed(t, w, 1280, 720)
		ops, ok := l.Find("hall/after")
		if !ok || len(ops) != 3 || ops[1].Kind != gfx.Image || (ops[1].Color.A == 255) == opt.Dark {
			t.Fatalf("%s: %v, want the picture, dimmed in the dark", name, ops)
		}
		sc := &w.sides[1].scene
		for i, p := range [][2]float32{{-6, -3}, {18, -3}, {18, 12}, {-6, 12}} {
			want, got := sc.at(p[0], p[1], 0), l.PointsOf(&ops[1])[i]
			if math.Abs(float64(want.X-got.X)) > 0.01 || math.Abs(float64(want.Y-got.Y)) > 0.01 {
				t.Errorf("%s: corner %d is at %v, want %v", name, i, got, want)
			}
			if x, y := sc.floorAt(got.X, got.Y); got.X < 505 || got.X > 1000 || got.Y < 70 || got.Y > 410 {
				t.Errorf("%s: corner %v, %v is out of the panel", name, x, y)
			}
		}
		if st := w.sides[1].stage; st.ground.x1 != 18 || st.x1 >= 18 {
			t.Errorf("%s: the floor is %+v, want it larger than the line", name, st.ground)
		}
		img, err := w.Image(1280, 720, 1)
		if err != nil {
			t.Fatal(err)
		}
		part := image.NewRGBA(image.Rect(0, 0, 490, 330)) // the panel of the line with its plan
		for y := range 330 {
			copy(part.Pix[y*part.Stride:][:4*490], img.Pix[img.PixOffset(508, 76+y):])
		}
		golden(t, name, part)
	}
}

// A link carries the floor plan as every viewer draws it. One for which there is no room is left out, and that is said.
func TestALinkCarriesTheHallOrSaysNot(t *testing.T) {
	s := inHall(t, "hall.svg", hallPlan(t))
	again := linkedAgain(t, s)
	if b := again.Background; b == nil || b.LeftOut || again.Hash != s.Hash || !bytes.HasPrefix(again.Files[1].Text, []byte("\x89PNG")) {
		t.Errorf("%+v, want the background as PNG", b)
	}
	noise := image.NewRGBA(image.Rect(0, 0, 1100, 1100))
	r := rand.New(rand.NewPCG(1, 2))
	for i := range noise.Pix {
		noise.Pix[i] = uint8(r.Uint32()) | uint8(i%4/3*255)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, noise); err != nil {
		t.Fatal(err)
	}
	again = linkedAgain(t, inHall(t, "hall.png", b.Bytes()))
	if !again.Background.LeftOut {
		t.Errorf("%d bytes are not left out", b.Len())
	}
	for lang, want := range map[string]string{"en": "no room for the floor plan hall.png", "nl": "geen plaats voor de plattegrond hall.png"} {
		w := showIn(t, again, Options{Lang: lang})
		if _, ok := framed(t, w, 1280, 720).Find("hall/before"); ok || !strings.Contains(w.message, want) {
			t.Errorf("%q, want %q", w.message, want)
		}
	}
}

func linkedAgain(t *testing.T, s *scenario.Scenario) *scenario.Scenario {
	t.Helper()
	link, err := PackLink(s.Files)
	if err != nil {
		t.Fatal(err)
	}
	files, err := UnpackLink(link)
	if err != nil {
		t.Fatal(err)
	}
	again, err := scenario.Reread(files)
	if err != nil {
		t.Fatal(err)
	}
	return again
}

// A picture that is spoilt inside is told, and the line is shown without it.
func TestASpoiltHallIsTold(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	data := b.Bytes()
	data[45] ^= 255
	if w := showIn(t, inHall(t, "hall.png", data), Options{}); w.hall != nil || !strings.Contains(w.message, "hall.png: want a picture that is whole") {
		t.Errorf("%q, want it told", w.message)
	}
}

func TestTheHallInTheWindowLooksLikeTheRaster(t *testing.T) {
	needDisplay(t)
	var c canvas
	w := showIn(t, inHall(t, "hall.svg", hallPlan(t)), Options{At: time.Hour})
	for _, above := range []bool{false, true} {
		w.opt.PlanView = above
		l := framed(t, w, 1280, 720)
		screen := ebiten.NewImage(1280, 720)
		c.draw(screen, l, 1)
		got, want := image.NewRGBA(image.Rect(0, 0, 1280, 720)), gfx.Raster(l, 1280, 720, 1)
		screen.ReadPixels(got.Pix)
		sum := 0.0
		for i := range got.Pix {
			d := float64(got.Pix[i]) - float64(want.Pix[i])
			sum += d * d
		}
		off := math.Sqrt(sum/float64(len(got.Pix))) / 255
		t.Logf("from above %v: %.2f %% off, %d textures", above, 100*off, len(c.pictures))
		if off > 0.01 || len(c.pictures) == 0 {
			t.Errorf("from above %v: %.2f %% off, want at most 1 %%", above, 100*off)
		}
	}
}

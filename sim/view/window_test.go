package view

import (
	"errors"
	"fmt"
	"image"
	"math"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hajimehoshi/ebiten/v2"

	"tweeling/sim/view/gfx"
)

// TestMain runs the tests inside a window where there is a display, since pixels can be read only there.
func TestMain(m *testing.M) {
	if os.Getenv(visited) != "" {
		openVisited()
	}
	if runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" {
		os.Exit(m.Run())
	}
	host := &host{m: m}
	ebiten.SetWindowSize(320, 200)
	if err := ebiten.RunGame(host); err != nil && !errors.Is(err, ebiten.Termination) {
		fmt.Fprintln(os.Stderr, "no window:", err)
		os.Exit(m.Run())
	}
	os.Exit(host.code)
}

// display is whether a window is open.
var display bool

type host struct {
	m    *testing.M
	code int
	some bool
}

func (h *host) Update() error {
	if h.some = !h.some; h.some {
		return nil // the first frame opens the window
	}
	display = true
	h.code = h.m.Run()
	return ebiten.Termination
}

func (h *host) Draw(*ebiten.Image) {}

func (h *host) Layout(int, int) (int, int) { return 320, 200 }

// A fakeScene notes what it is told.
type fakeScene struct{ said []string }

func (s *fakeScene) note(format string, args ...any) {
	s.said = append(s.said, fmt.Sprintf(format, args...))
}
func (s *fakeScene) Advance(dt time.Duration)        { s.note("advance %v", dt) }
func (s *fakeScene) Frame(l *gfx.List, w, h float32) { s.note("frame %v %v", w, h); picture(l) }
func (s *fakeScene) Click(x, y float32)              { s.note("click %v %v", x, y) }
func (s *fakeScene) Drag(x, y, dx, dy float32)       { s.note("drag %v %v by %v %v", x, y, dx, dy) }
func (s *fakeScene) Wheel(x, y, dy float32)          { s.note("wheel %v %v by %v", x, y, dy) }
func (s *fakeScene) Hover(x, y float32)              { s.note("hover %v %v", x, y) }
func (s *fakeScene) Key(name string)                 { s.note("key %s", name) }
func (s *fakeScene) take() (said []string)           { said, s.said = s.said, nil; return said }

func TestClicksAndDragsAreToldApart(t *testing.T) {
	var s fakeScene
	var in input
	expect := func(what string, want ...string) {
		t.Helper()
		if d := cmp.Diff(want, s.take()); d != "" {
			t.Errorf("%s: %s", what, d)
		}
	}
	in.pointer(&s, 10, 10, false)
	in.pointer(&s, 10, 10, false)
	expect("a pointer that comes and rests", "hover 10 10")
	in.pointer(&s, 12, 10, true)
	in.pointer(&s, 14, 11, true)
	in.pointer(&s, 14, 11, false)
	expect("a click with a hand that trembles", "hover 12 10", "click 12 10")
	in.pointer(&s, 14, 11, true)
	in.pointer(&s, 17, 11, true)
	in.pointer(&s, 24, 21, true)
	in.pointer(&s, 24, 21, true)
	in.pointer(&s, 25, 21, true)
	in.pointer(&s, 25, 21, false)
	expect("a drag, with what was held back at first", "drag 24 21 by 10 10", "drag 25 21 by 1 0")
	in.pointer(&s, 30, 21, false)
	expect("a pointer that goes on", "hover 30 21")
}

func TestKeysThatAreHeldComeAgain(t *testing.T) {
	n := 0
	for updates := range 60 {
		if again(updates) {
			n++
		}
	}
	if n != 7 || again(1) {
		t.Errorf("%d times in a second, want 7, and the press itself told apart", n)
	}
}

// picture draws some of everything.
func picture(l *gfx.List) {
	ink, blue, glass := gfx.Color{R: 0x11, G: 0x18, B: 0x27, A: 255}, gfx.Color{R: 0x0B, G: 0x5F, B: 0xA5, A: 255}, gfx.Color{R: 0xF9, G: 0x73, B: 0x16, A: 128}
	l.Rect(gfx.Color{R: 0xF5, G: 0xF7, B: 0xF9, A: 255}, 0, 0, 320, 200)
	l.RoundRect(gfx.Color{R: 255, G: 255, B: 255, A: 255}, 10, 10, 300, 60, 8)
	l.StrokeRoundRect(gfx.Color{R: 0xD5, G: 0xDB, B: 0xE2, A: 255}, 1, 10.5, 10.5, 299, 59, 8)
	l.Text(24, 36, 16, gfx.SemiBold, gfx.Left, ink, "Good parts an hour")
	l.Text(296, 36, 22, gfx.SemiBold, gfx.Right, blue, "43.0")
	l.Text(160, 58, 12, gfx.Regular, gfx.Center, ink, "before 24.1")
	l.Clip(20, 80, 120, 100)
	l.Circle(blue, 60, 130, 44)
	l.Circle(glass, 110, 150, 44)
	l.Unclip()
	l.Fill(blue, gfx.Point{X: 160, Y: 80}, gfx.Point{X: 220, Y: 80}, gfx.Point{X: 220, Y: 180}, gfx.Point{X: 190, Y: 110}, gfx.Point{X: 160, Y: 180})
	l.Stroke(ink, 5, false, gfx.Point{X: 240, Y: 90}, gfx.Point{X: 300, Y: 120}, gfx.Point{X: 240, Y: 150}, gfx.Point{X: 300, Y: 180})
}

func needDisplay(t *testing.T) {
	t.Helper()
	if !display {
		t.Skip("no display; run it as xvfb-run go test ./sim/view")
	}
}

func TestWindowLooksLikeTheRaster(t *testing.T) {
	needDisplay(t)
	var c canvas
	live := loaded(t, "shaver-heads", Options{At: 6 * time.Hour})
	for _, scale := range []float32{1, 1.5, 2, 3, 0} {
		w, h := int(320*scale), int(200*scale)
		var l gfx.List
		picture(&l)
		if scale == 0 { // and a whole picture
			l.Reset()
			scale, w, h = 1, 1280, 720
			live.Frame(&l, 1280, 720)
		}
		screen := ebiten.NewImage(w, h)
		for range 3 { // what rests comes from the texture then
			c.draw(screen, &l, scale)
		}
		got := image.NewRGBA(image.Rect(0, 0, w, h))
		screen.ReadPixels(got.Pix)
		want := gfx.Raster(&l, w, h, scale)
		sum := 0.0
		for i := range got.Pix {
			d := float64(got.Pix[i]) - float64(want.Pix[i])
			sum += d * d
		}
		off := math.Sqrt(sum/float64(len(got.Pix))) / 255
		t.Logf("scale %v: %.2f %% off, %d runs", scale, 100*off, len(c.mesh.Runs))
		if off > 0.01 {
			t.Errorf("scale %v: %.2f %% off, want at most 1 %%", scale, 100*off)
		}
	}
}

func TestGameMovesTheClockByTheTimeThatPassed(t *testing.T) {
	needDisplay(t)
	var s fakeScene
	g := game{scene: &s}
	if w, h := g.LayoutF(640, 360); w != 640*g.scale || h != 360*g.scale {
		t.Errorf("%v x %v pixels at scale %v", w, h, g.scale)
	}
	_ = g.Update()
	g.last = g.last.Add(-time.Hour)
	_ = g.Update()
	advanced := ""
	for _, said := range s.take() {
		if strings.HasPrefix(said, "advance ") {
			advanced += said + ";"
		}
	}
	if advanced != "advance 250ms;" {
		t.Errorf("%q after an hour of sleep, want one step of 250ms", advanced)
	}
	g.Draw(ebiten.NewImage(int(640*g.scale), int(360*g.scale)))
	if said := s.take(); len(said) != 1 || said[0] != "frame 640 360" {
		t.Errorf("%q, want one frame in logical pixels", said)
	}
}

// triedWindow is whether a test has tried to open the window of this program.
var triedWindow bool

func TestNoDisplayIsToldInOneLine(t *testing.T) {
	if display || runtime.GOOS != "linux" {
		t.Skip("there is a display")
	}
	if triedWindow {
		t.Skip("a program can open its window only once")
	}
	triedWindow = true
	err := Window("line", &fakeScene{})
	if err == nil || strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), "serve") || !strings.Contains(err.Error(), "--record") {
		t.Errorf("%v, want one line that names serve and --record", err)
	}
}

func BenchmarkCanvas(b *testing.B) {
	if !display {
		b.Skip("no display")
	}
	var c canvas
	screen := ebiten.NewImage(1280, 720)
	var l gfx.List
	for b.Loop() {
		l.Reset()
		for range 100 {
			picture(&l)
		}
		c.draw(screen, &l, 1)
	}
}

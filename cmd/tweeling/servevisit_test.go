package main

import (
	"bytes"
	"context"
	"image/png"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"tweeling/sim/scenario"
	"tweeling/sim/view"
	"tweeling/sim/view/gfx"
)

// chromium is where the browser is; without one there is no visit.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("no chromium on the path")
	return ""
}

// browser is a Chromium without a screen; what its console complains of is gathered.
func browser(t *testing.T) (ctx context.Context, complaints func() []string) {
	t.Helper()
	path := chromium(t)
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WindowSize(1280, 720),
		chromedp.Flag("disable-gpu", true), chromedp.Flag("enable-unsafe-swiftshader", true), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true), chromedp.UserDataDir(t.TempDir()))
	ctx, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, leave := chromedp.NewContext(ctx)
	t.Cleanup(leave)
	ctx, late := context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(late)
	var mu sync.Mutex
	var said []string
	complains := func(text string) {
		mu.Lock()
		defer mu.Unlock()
		said = append(said, text)
	}
	err := chromedp.Listen(ctx, func(event any) {
		switch e := event.(type) {
		case *log.EventEntryAdded:
			complains(e.Entry.Text + " " + e.Entry.URL)
		case *runtime.EventExceptionThrown:
			complains(e.ExceptionDetails.Text + ": " + e.ExceptionDetails.Exception.Description)
		}
	})
	if err != nil {
		t.Skipf("chromium does not start: %v", err)
	}
	return ctx, func() []string {
		mu.Lock()
		defer mu.Unlock()
		return said
	}
}

// do does something in the browser.
func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// look asks something of the browser.
func look[T any](t *testing.T, ctx context.Context, ask chromedp.Action[T]) T {
	t.Helper()
	got, err := chromedp.Run(ctx, ask)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// until waits until something is true on the page.
func until(condition string) chromedp.Action[chromedp.Void] {
	return chromedp.Poll[chromedp.Void](condition, chromedp.WithPollingTimeout(time.Minute), chromedp.WithPollingInterval(50*time.Millisecond))
}

const (
	drawn  = `document.documentElement.dataset.state === "drawn"`
	failed = `document.documentElement.dataset.state === "failed"`
)

func TestVisitOfThePage(t *testing.T) {
	server, _, _ := served(t, small)
	ctx, complaints := browser(t)
	do(t, ctx, chromedp.Navigate(server.URL), chromedp.WaitVisible("#figures table"), chromedp.WaitEnabled("#copy"),
		until(`document.getElementById("picture").contentDocument.querySelector("svg text") !== null`))
	figures, how, title := look(t, ctx, chromedp.Text("#figures")), look(t, ctx, chromedp.Text("#how")), look(t, ctx, chromedp.Title())
	link := look(t, ctx, chromedp.AttributeValue("#share", "href")).Value
	if title != "Two stations" || how != "as asked" || !strings.Contains(figures, "Good parts") || !strings.HasPrefix(link, "/#s=t1.") {
		t.Errorf("title %q, %q, link %q, figures\n%s", title, how, link, figures)
	}
	do(t, ctx, chromedp.Navigate(server.URL+"/picture#s=t1.broken"), until(failed))
	if said := look(t, ctx, chromedp.Text("#said")); !strings.Contains(said, "damaged or cut off") {
		t.Errorf("%q of a malformed link", said)
	}
	for _, c := range complaints() {
		if !strings.Contains(c, "422") {
			t.Errorf("the console says %q", c)
		}
	}
}

// The stream is worked with the mouse: a click pauses the clock, another lets it go on.
func TestVisitOfTheStream(t *testing.T) {
	server, _, _ := served(t, small)
	ctx, complaints := browser(t)
	do(t, ctx, chromedp.Navigate(server.URL+"/picture"), until(drawn))
	clock := func() string {
		return look(t, ctx, chromedp.Evaluate[string](`document.querySelector('g[data-id="clock"]').textContent`))
	}
	moves := func() bool {
		before := clock()
		for range 20 {
			do(t, ctx, chromedp.Sleep(100*time.Millisecond))
			if clock() != before {
				return true
			}
		}
		return false
	}
	if !moves() {
		t.Fatal("the clock stands still")
	}
	type place struct{ X, Y float64 }
	at := look(t, ctx, chromedp.Evaluate[place](`(() => { const b = document.querySelector('g[data-id="play"]').getBoundingClientRect(); return { X: b.x + b.width / 2, Y: b.y + b.height / 2 }; })()`))
	do(t, ctx, chromedp.MouseClickXY(at.X, at.Y), chromedp.Sleep(500*time.Millisecond))
	if moves() {
		t.Error("the clock moves after a click on pause")
	}
	do(t, ctx, chromedp.KeyEvent(" "), chromedp.Sleep(500*time.Millisecond))
	if !moves() {
		t.Error("the clock stands still after the space bar")
	}
	for _, c := range complaints() {
		t.Errorf("the console says %q", c)
	}
}

// withViewer is a site with the viewer, which is built when there is none yet.
func withViewer(t *testing.T) (*httptest.Server, *site) {
	t.Helper()
	if testing.Short() {
		t.Skip("building the viewer takes a minute")
	}
	if out, err := exec.Command("go", "env", "GOCACHE").Output(); err == nil {
		t.Setenv("GOCACHE", strings.TrimSpace(string(out))) // what else is built stays built
	}
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	server, s, _ := served(t, small)
	s.viewer.find(t.Context(), s.words)
	if ready, busy, said := s.viewer.now(); !ready || busy {
		t.Skip(said)
	}
	if n := len(s.viewer.wasm); n > 5_000_000 {
		t.Errorf("%d bytes of viewer, want at most 5 MB", n)
	}
	again := &viewer{}
	if again.find(t.Context(), s.words); !bytes.Equal(again.wasm, s.viewer.wasm) {
		t.Error("the viewer is not found again in the cache")
	}
	return server, s
}

// A screen is the page of the viewer, whose picture is known only by its pixels.
type screen struct {
	t    *testing.T
	ctx  context.Context
	list gfx.List // what the same line shows when nobody has touched it
}

// shot is a picture of the screen; TWEELING_SHOTS names a folder where they are kept, to be looked at.
func (s *screen) shot(name string) []byte {
	s.t.Helper()
	shot := look(s.t, s.ctx, chromedp.CaptureScreenshot())
	if dir := os.Getenv("TWEELING_SHOTS"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name+".png"), shot, 0o644); err != nil {
			s.t.Fatal(err)
		}
	}
	return shot
}

// click presses the middle of a group of the picture.
func (s *screen) click(id string) {
	s.t.Helper()
	x0, y0, x1, y1, ok := s.list.Bounds(id)
	if !ok {
		s.t.Fatalf("no group %q in the picture", id)
	}
	do(s.t, s.ctx, chromedp.MouseClickXY(float64(x0+x1)/2, float64(y0+y1)/2), chromedp.Sleep(time.Second))
}

// changes clicks something and sees whether the picture is another one.
func (s *screen) changes(id string) {
	s.t.Helper()
	before := s.shot("before")
	if s.click(id); bytes.Equal(before, s.shot(strings.ReplaceAll(id, "/", "-"))) {
		s.t.Errorf("a click on %s changes nothing", id)
	}
}

// A visitor of the viewer pauses, opens the card of a station, switches the measure off, goes to another hour, and has the
// scenario read anew.
func TestVisitOfTheViewer(t *testing.T) {
	chromium(t) // before anything is built
	server, site := withViewer(t)
	ctx, complaints := browser(t)
	var reads atomic.Int32
	load := site.load
	site.load = func() (*scenario.Scenario, error) {
		reads.Add(1)
		return load()
	}
	do(t, ctx, chromedp.Navigate("about:blank"))
	began := time.Now()
	do(t, ctx, chromedp.Navigate(server.URL+"/picture"), until(drawn))
	t.Logf("visible after %.1f s", time.Since(began).Seconds())
	s := &screen{t: t, ctx: ctx}
	if n := colours(t, s.shot("viewer")); n < 100 {
		t.Errorf("%d colours on the screen, want a picture", n)
	}
	type size struct{ W, H float32 }
	of := look(t, ctx, chromedp.Evaluate[size]("({ W: innerWidth, H: innerHeight })"))
	line, err := load()
	if err != nil {
		t.Fatal(err)
	}
	show, err := view.New(line, view.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer show.Close()
	if err := show.Wait(); err != nil {
		t.Fatal(err)
	}
	show.Frame(&s.list, of.W, of.H)

	if s.click("play"); !s.rests() {
		t.Error("the picture moves after a click on pause")
	}
	s.changes("before/pack")
	s.changes("timeline")
	x0, _, x1, y1, _ := s.list.Bounds("measures")
	off := s.shot("before")
	do(t, ctx, chromedp.MouseClickXY(float64(x0+x1)/2, float64(y1-5)), chromedp.Sleep(time.Second)) // its only switch
	if bytes.Equal(off, s.shot("measure")) {
		t.Error("a click on the switch of the measure changes nothing")
	}
	before := reads.Load()
	do(t, ctx, chromedp.KeyEvent("r"), chromedp.Sleep(time.Second))
	if reads.Load() != before+1 {
		t.Errorf("the scenario was read %d times more after the key r, want once", reads.Load()-before)
	}
	do(t, ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(server.URL+"/picture#s=t1.broken"), until(failed))
	if said := look(t, ctx, chromedp.Text("#said")); !strings.Contains(said, "damaged or cut off") {
		t.Errorf("%q of a malformed link", said)
	}
	for _, c := range complaints() {
		if !strings.Contains(c, "GPU stall due to ReadPixels") { // the screenshots
			t.Errorf("the console says %q", c)
		}
	}
}

// rests tells whether the picture stands still, once what runs in the background has ended.
func (s *screen) rests() bool {
	s.t.Helper()
	for range 20 {
		before := s.shot("before")
		do(s.t, s.ctx, chromedp.Sleep(time.Second))
		if bytes.Equal(before, s.shot("rests")) {
			return true
		}
	}
	return false
}

func colours(t *testing.T, shot []byte) int {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[[3]uint32]bool{}
	for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y += 2 {
		for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x += 2 {
			r, g, b, _ := img.At(x, y).RGBA()
			seen[[3]uint32{r, g, b}] = true
		}
	}
	return len(seen)
}

package main

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browser is a Chromium without a screen; what its console complains of is gathered.
func browser(t *testing.T) (ctx context.Context, complaints func() []string) {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Skip("no chromium on the path")
	}
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
func withViewer(t *testing.T) *httptest.Server {
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
	if n := len(s.viewer.wasm); n > 5<<20 {
		t.Errorf("%d bytes of viewer, want at most 5 MB", n)
	}
	again := &viewer{}
	if again.find(t.Context(), s.words); !bytes.Equal(again.wasm, s.viewer.wasm) {
		t.Error("the viewer is not found again in the cache")
	}
	return server
}

func TestVisitOfTheViewer(t *testing.T) {
	server := withViewer(t)
	ctx, complaints := browser(t)
	do(t, ctx, chromedp.Navigate("about:blank"))
	began := time.Now()
	do(t, ctx, chromedp.Navigate(server.URL+"/picture"), until(drawn))
	t.Logf("visible after %.1f s", time.Since(began).Seconds())
	if spent := time.Since(began); spent > 30*time.Second {
		t.Errorf("visible after %v", spent)
	}
	do(t, ctx, chromedp.Sleep(2*time.Second))
	shot := look(t, ctx, chromedp.CaptureScreenshot())
	if dir := os.Getenv("TWEELING_SHOTS"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, "viewer.png"), shot, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	img, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		t.Fatal(err)
	}
	if n := colours(img); n < 100 {
		t.Errorf("%d colours on the screen, want a picture", n)
	}
	do(t, ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(server.URL+"/picture#s=t1.broken"), until(failed))
	said := look(t, ctx, chromedp.Text("#said"))
	if !strings.Contains(said, "damaged or cut off") {
		t.Errorf("%q of a malformed link", said)
	}
	for _, c := range complaints() {
		if !strings.Contains(c, "GPU stall due to ReadPixels") { // the screenshot
			t.Errorf("the console says %q", c)
		}
	}
}

func colours(img image.Image) int {
	seen := map[[3]uint32]bool{}
	for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y += 2 {
		for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x += 2 {
			r, g, b, _ := img.At(x, y).RGBA()
			seen[[3]uint32{r, g, b}] = true
		}
	}
	return len(seen)
}

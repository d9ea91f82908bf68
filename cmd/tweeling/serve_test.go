package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"tweeling/scenarios"
	"tweeling/sim/scenario"
	"tweeling/sim/view"
	"tweeling/sim/words"
)

// small is a line whose replications take no time.
const small = `title = "Two stations"
[run]
horizon = "8h"
warmup = "1h"
replications = 4
[line.feeder]
kind = "source"
release = "endless"
to = ["press"]
[line.press]
kind = "machine"
cycle = "exp(10s)"
to = ["pack"]
[line.pack]
kind = "machine"
cycle = "exp(9s)"
to = ["out"]
[line.out]
kind = "sink"
[measure.faster]
title = "Faster press"
[measure.faster.line.press]
cycle = "exp(8s)"
`

// served is a site of a scenario file, which tests may write anew, with the pictures drawn by the program.
func served(t *testing.T, text string) (server *httptest.Server, s *site, file string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "small.toml")
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	w, err := words.In("en")
	if err != nil {
		t.Fatal(err)
	}
	s = &site{cli: &cli{out: io.Discard, err: io.Discard, flags: flags{lang: "en"}}, words: w, viewer: &viewer{}, streams: newStreams()}
	s.load = func() (*scenario.Scenario, error) { return scenario.Load(file) }
	s.viewer.refuse("as asked")
	server = httptest.NewUnstartedServer(nil)
	_, port, _ := strings.Cut(server.Listener.Addr().String(), ":")
	s.port, _ = strconv.Atoi(port)
	server.Config.Handler = s.handler()
	server.Start()
	t.Cleanup(func() { server.Close(); s.streams.close() })
	return server, s, file
}

func answer(t *testing.T, r *http.Request) (code int, text string, header http.Header) {
	t.Helper()
	a, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Body.Close()
	body, err := io.ReadAll(a.Body)
	if err != nil {
		t.Fatal(err)
	}
	return a.StatusCode, string(body), a.Header
}

func get(t *testing.T, address string) (code int, text string, header http.Header) {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	return answer(t, r)
}

func post(t *testing.T, address string, body any) (code int, text string, header http.Header) {
	t.Helper()
	data, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequest(http.MethodPost, address, strings.NewReader(string(data)))
	if err != nil {
		t.Fatal(err)
	}
	return answer(t, r)
}

func TestSiteAnswersOnlyItsOwnPages(t *testing.T) {
	server, _, _ := served(t, small)
	own, _ := url.Parse(server.URL)
	for name, c := range map[string]struct {
		method, path, host, origin string
		want                       int
	}{
		"by number":           {"GET", "/", own.Host, "", 200},
		"by name":             {"GET", "/", "localhost:" + own.Port(), "", 200},
		"by name, in letters": {"GET", "/", "LocalHost:" + own.Port(), "", 200},
		"rebound name":        {"GET", "/scenario", "evil.example:" + own.Port(), "", 421},
		"no port":             {"GET", "/scenario", "127.0.0.1", "", 421},
		"own script":          {"POST", "/stream", own.Host, server.URL, 200},
		"script from away":    {"POST", "/stream", own.Host, "http://evil.example", 403},
		"figures from away":   {"POST", "/figures", own.Host, "http://evil.example", 403},
		"nothing there":       {"GET", "/etc/passwd", own.Host, "", 404},
		"out of the folder":   {"GET", "/page/..%2fserve.go", own.Host, "", 404},
		"no template":         {"GET", "/page/index.html", own.Host, "", 404},
		"wrong verb":          {"GET", "/stream", own.Host, "", 405},
		"no viewer":           {"GET", "/viewer.wasm", own.Host, "", 404},
		"the font":            {"GET", "/page/inter-regular.ttf", own.Host, "", 200},
	} {
		r, err := http.NewRequest(c.method, server.URL+c.path, strings.NewReader(`{"Width":640,"Height":360}`))
		if err != nil {
			t.Fatal(err)
		}
		r.Host = c.host
		if c.origin != "" {
			r.Header.Set("Origin", c.origin)
		}
		code, _, header := answer(t, r)
		if code != c.want {
			t.Errorf("%s: %d, want %d", name, code, c.want)
		}
		if p := header.Get("Content-Security-Policy"); !strings.Contains(p, "default-src 'none'") || strings.Contains(p, "unsafe-inline") || header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: policy %q", name, p)
		}
	}
}

// No page and no script of it names another machine, or has a style or script inside the text, which the policy refuses.
func TestPagesNeedNothingFromElsewhere(t *testing.T) {
	entries, err := pageFiles.ReadDir("page")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		text, err := pageFiles.ReadFile("page/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, bad := range []string{"https:", "//cdn", "style=", "onclick=", "eval("} {
			if strings.Contains(string(text), bad) {
				t.Errorf("%s has %q", e.Name(), bad)
			}
		}
		if strings.Contains(strings.ReplaceAll(string(text), "http://www.w3.org/2000/svg", ""), "http:") {
			t.Errorf("%s names another machine", e.Name())
		}
	}
}

func TestScenarioIsReadAgainAndItsMistakesAreShown(t *testing.T) {
	server, _, file := served(t, small)
	code, link, _ := get(t, server.URL+"/scenario")
	files, err := view.UnpackLink(link)
	if code != 200 || err != nil || string(files[0].Text) != small {
		t.Fatalf("%d, %v, want the scenario", code, err)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(small, "exp(9s)", "ten", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/scenario", "/figures", "/stream"} {
		code, text, _ := post(t, server.URL+path, map[string]any{"Width": 640, "Height": 360})
		if path == "/scenario" {
			code, text, _ = get(t, server.URL+path)
		}
		if code != 422 || !strings.Contains(text, "small.toml:16:") || !strings.Contains(text, "line.pack.cycle") {
			t.Errorf("%s: %d %q, want the mistake with its place", path, code, text)
		}
	}
	if code, _, _ := get(t, server.URL); code != 200 {
		t.Errorf("%d, want a page that can show the mistakes", code)
	}
}

func TestMalformedLinksAreTold(t *testing.T) {
	server, _, _ := served(t, small)
	for _, path := range []string{"/figures", "/stream"} {
		for link, want := range map[string]string{"hello": "not one of this program", "t1.AAAA": "damaged or cut off"} {
			code, text, _ := post(t, server.URL+path, map[string]any{"Link": link})
			if code != 422 || !strings.Contains(text, want) {
				t.Errorf("%s of %q: %d %q, want %q", path, link, code, text, want)
			}
		}
	}
	r, _ := http.NewRequest(http.MethodPost, server.URL+"/stream", strings.NewReader("not JSON"))
	if code, text, _ := answer(t, r); code != 400 || !strings.Contains(text, "want JSON") {
		t.Errorf("%d %q, want JSON asked for", code, text)
	}
}

func TestFiguresAreATable(t *testing.T) {
	server, s, _ := served(t, small)
	_, table, _ := post(t, server.URL+"/figures", map[string]any{})
	for _, want := range []string{"<caption>Figures of 4 replications", `<th scope="col">as-is</th>`, `<th scope="row">Good parts</th>`, "Faster press"} {
		if !strings.Contains(table, want) {
			t.Errorf("no %q in\n%s", want, table)
		}
	}
	text, _ := scenarios.Text(scenarios.Default)
	link, err := view.PackLink([]scenario.File{{Name: "other.toml", Text: []byte(strings.Replace(small, "Faster press", "<b>Quick</b>", 1))}})
	if err != nil || len(text) == 0 {
		t.Fatal(err)
	}
	s.plan = "not in the link"
	if _, table, _ = post(t, server.URL+"/figures", map[string]any{"Link": link}); !strings.Contains(table, "&lt;b&gt;Quick") {
		t.Errorf("want the scenario of the link, and no HTML of it, in\n%s", table)
	}
}

func TestStreamShowsAndIsTold(t *testing.T) {
	server, s, _ := served(t, small)
	ask := map[string]any{"Width": 1280, "Height": 720}
	code, first, header := post(t, server.URL+"/stream", ask)
	session := header.Get("X-Session")
	if code != 200 || session == "" || !strings.HasPrefix(first, "<svg") || strings.Contains(first, "style=") {
		t.Fatalf("%d, session %q, want an image without styles", code, session)
	}
	ask["Session"] = session
	ask["Input"] = []streamInput{{Kind: "hover", X: 5, Y: 5}, {Kind: "key", Key: "space"}, {Kind: "wheel", X: 300, Y: 300, DY: 1}, {Kind: "drag", X: 9, Y: 9, DX: 1, DY: 1}, {Kind: "click", X: 1, Y: 1}, {Kind: "unheard of"}}
	if code, _, header := post(t, server.URL+"/stream", ask); code != 200 || header.Get("X-Session") != session {
		t.Errorf("%d, session %q, want the same", code, header.Get("X-Session"))
	}
	for range mostStreams {
		if code, _, _ := post(t, server.URL+"/stream", map[string]any{"Width": 640, "Height": 360}); code != 200 {
			t.Errorf("%d, want one more show", code)
		}
	}
	if n := len(s.streams.shows); n != mostStreams {
		t.Errorf("%d shows, want at most %d", n, mostStreams)
	}
	if code, text, _ := post(t, server.URL+"/stream", ask); code != 410 || !strings.Contains(text, "does not answer any more") {
		t.Errorf("%d %q for a show that was ended, want it told", code, text)
	}
}

// A page stands on this machine alone, at the port that is printed, until the program is interrupted.
func TestServeEndsWhenItIsInterrupted(t *testing.T) {
	file := filepath.Join(t.TempDir(), "small.toml")
	if err := os.WriteFile(file, []byte(small), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	printed, out := io.Pipe()
	code := make(chan int)
	go func() { code <- run(ctx, []string{"serve", file, "--stream"}, out, io.Discard) }()
	address, err := bufio.NewReader(printed).ReadString('\n')
	if err != nil || !strings.HasPrefix(address, "http://127.0.0.1:") {
		t.Fatalf("%q, %v, want an address of this machine", address, err)
	}
	address = strings.TrimSpace(address)
	if code, page, _ := get(t, address); code != 200 || !strings.Contains(page, "Two stations") {
		t.Errorf("%d, want the page of the line", code)
	}
	if code, _, _ := post(t, address+"stream", map[string]any{"Width": 640, "Height": 360}); code != 200 {
		t.Errorf("%d, want a picture", code)
	}
	_, port, _ := strings.Cut(strings.TrimSuffix(address, "/"), "127.0.0.1:")
	var said strings.Builder
	if got := run(t.Context(), []string{"serve", file, "--stream", "--port", port}, io.Discard, &said); got != exitFails || !strings.Contains(said.String(), "hint: without --port") {
		t.Errorf("a port that is taken: %d, %q", got, said.String())
	}
	interrupt()
	select {
	case got := <-code:
		if got != exitDone {
			t.Errorf("it ended with %d, want %d", got, exitDone)
		}
	case <-time.After(20 * time.Second):
		t.Error("it goes on after an interrupt")
	}
}

func TestViewerIsBuiltFromTheSourceAndFoundAgain(t *testing.T) {
	root, err := moduleRoot()
	if err != nil {
		t.Skip(err)
	}
	a, err := sourceHash(root)
	if err != nil {
		t.Fatal(err)
	}
	if b, _ := sourceHash(root); a != b || len(a) != 24 {
		t.Errorf("%s, then %s, want one name for one source", a, b)
	}
	other := t.TempDir()
	if err := os.MkdirAll(filepath.Join(other, "cmd", "viewer"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"go.mod": "module tweeling\n", "a.go": "package a\n", "cmd/viewer/build.flags": "-trimpath\n"} {
		if err := os.WriteFile(filepath.Join(other, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	before, _ := sourceHash(other)
	if err := os.WriteFile(filepath.Join(other, "a.go"), []byte("package b\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if after, _ := sourceHash(other); before == after || before == a {
		t.Errorf("%s for all, want another name for another source", after)
	}
	if err := buildViewer(t.Context(), "go", other, filepath.Join(t.TempDir(), "cache", "viewer-x")); err == nil || strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), "go build") {
		t.Errorf("%v, want in one line why it cannot be built", err)
	}
}

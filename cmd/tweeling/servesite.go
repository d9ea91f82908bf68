package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"path"
	"slices"
	"strings"

	"tweeling/assets"
	"tweeling/sim/scenario"
	"tweeling/sim/view"
	"tweeling/sim/words"
)

//go:embed page/*.html page/*.css page/*.js page/*.svg
var pageFiles embed.FS

var pages = template.Must(template.ParseFS(pageFiles, "page/*.html"))

// A site is the pages of one scenario: the picture in a frame of its own, beside it its figures as a table. It answers only
// on loopback, to pages of its own, and fetches nothing from anywhere.
type site struct {
	*cli
	words   *words.Words
	plan    string
	seed    *uint64
	port    int
	load    func() (*scenario.Scenario, error)
	viewer  *viewer
	streams *streams
}

// policy lets a page load what this site serves and nothing else.
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"

// handler answers all requests. A page from elsewhere can neither be a name for this machine (DNS rebinding) nor have a
// browser send anything here (cross-site requests).
func (s *site) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.page("index.html"))
	mux.HandleFunc("GET /picture", s.page("picture.html"))
	mux.HandleFunc("GET /about", s.about)
	mux.HandleFunc("GET /scenario", s.scenario)
	mux.HandleFunc("GET /viewer.wasm", s.wasm)
	mux.HandleFunc("GET /wasm_exec.js", s.glue)
	mux.HandleFunc("GET /page/{file}", s.file)
	mux.HandleFunc("GET /floor/{picture}", s.floor)
	mux.HandleFunc("POST /figures", s.figures)
	mux.HandleFunc("POST /stream", s.stream)
	own := []string{fmt.Sprintf("127.0.0.1:%d", s.port), fmt.Sprintf("localhost:%d", s.port)}
	protected := http.NewCrossOriginProtection().Handler(mux)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if !slices.Contains(own, strings.ToLower(r.Host)) {
			http.Error(w, "want the address that the program printed", http.StatusMisdirectedRequest)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, largestBody)
		protected.ServeHTTP(w, r)
	})
}

// largestBody is a link and some input.
const largestBody = 5 << 20

// A pageData is what the pages say.
type pageData struct {
	Title, Lang, Plan, Seed string
	Wasm                    bool
	Words                   map[string]string
}

// said are the texts of the pages and their scripts.
func (s *site) said() map[string]string {
	return map[string]string{
		"picture": s.words.Say("serve.picture"), "figures": s.words.Say("serve.figures"), "computing": s.words.Say("serve.computing"),
		"copy": s.words.Say("serve.copy"), "copied": s.words.Say("serve.copied"), "share": s.words.Say("serve.share"),
		"private": s.words.Say("serve.private"), "ready": s.words.Say("serve.ready"), "reload": s.words.Say("serve.reload"),
		"lost": s.words.Say("serve.lost"), "loading": s.words.Say("serve.loading"),
	}
}

func (s *site) page(name string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		ready, _, _ := s.viewer.now()
		data := pageData{Title: "Tweeling", Lang: s.flags.lang, Plan: s.plan, Wasm: ready, Words: s.said()}
		if s.seed != nil {
			data.Seed = fmt.Sprint(*s.seed)
		}
		if sc, err := s.load(); err == nil {
			data.Title = sc.TitleIn(s.flags.lang)
		}
		var b bytes.Buffer
		if err := pages.ExecuteTemplate(&b, name, data); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(b.Bytes())
	}
}

// about says who draws.
func (s *site) about(w http.ResponseWriter, _ *http.Request) {
	ready, busy, said := s.viewer.now()
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"wasm": ready, "busy": busy, "said": said})
}

// scenario gives the scenario as a link carries it, or its mistakes.
func (s *site) scenario(w http.ResponseWriter, _ *http.Request) {
	sc, err := s.load()
	if err != nil {
		http.Error(w, err.Error(), http.StatusUnprocessableEntity)
		return
	}
	link, err := view.PackLink(sc.Files)
	if err != nil {
		http.Error(w, err.Error(), http.StatusUnprocessableEntity)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = io.WriteString(w, link)
}

// linkedScenario is the scenario of a link, or that of the program when there is none.
func (s *site) linkedScenario(link string) (*scenario.Scenario, error) {
	if link == "" {
		return s.load()
	}
	files, err := view.UnpackLink(link)
	if err != nil {
		return nil, err
	}
	return scenario.Reread(files)
}

func (s *site) wasm(w http.ResponseWriter, r *http.Request) {
	s.viewer.mu.Lock()
	data := s.viewer.wasm
	s.viewer.mu.Unlock()
	if data == nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/wasm")
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(data)
		return
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	_, _ = io.Copy(w, z)
}

func (s *site) glue(w http.ResponseWriter, r *http.Request) {
	s.viewer.mu.Lock()
	data := s.viewer.glue
	s.viewer.mu.Unlock()
	if data == nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	_, _ = w.Write(data)
}

// file serves what pages are made of.
func (s *site) file(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("file")
	var data []byte
	kind := map[string]string{".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".ttf": "font/ttf", ".svg": "image/svg+xml"}[path.Ext(name)]
	switch name {
	case "inter-regular.ttf":
		data = assets.InterRegular
	case "inter-semibold.ttf":
		data = assets.InterSemiBold
	default:
		var err error
		if data, err = pageFiles.ReadFile("page/" + name); err != nil || kind == "" {
			http.NotFound(w, r)
			return
		}
	}
	w.Header().Set("Content-Type", kind)
	_, _ = w.Write(data)
}

// asked reads the JSON that a script of the page sends.
func asked(w http.ResponseWriter, r *http.Request, to any) bool {
	err := json.NewDecoder(r.Body).Decode(to)
	if err != nil {
		http.Error(w, "want JSON: "+err.Error(), http.StatusBadRequest)
	}
	return err == nil
}

// refused tells what is wrong with a scenario or a link.
func refused(w http.ResponseWriter, err error) {
	if errors.Is(err, context.Canceled) {
		return // nobody waits for it
	}
	http.Error(w, err.Error(), http.StatusUnprocessableEntity)
}

package main

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"net/http"
	"sync"
	"time"

	"tweeling/sim/view"
	"tweeling/sim/view/gfx"
)

// streams are the shows that this program draws for pages without a viewer: one for each page, few at once, and those that
// nobody asks for are ended.
type streams struct {
	mu       sync.Mutex
	shows    map[string]*stream
	pictures sync.Map // the floor plans that were drawn: by address their PNG
}

const (
	mostStreams = 4
	streamIdle  = time.Minute
)

func newStreams() *streams { return &streams{shows: map[string]*stream{}} }

// A stream is one show, drawn for one page.
type stream struct {
	mu    sync.Mutex
	show  view.Scene
	end   func()
	list  gfx.List
	last  time.Time // of the clock
	asked time.Time // guarded by streams
}

// A streamInput is what the user did, as the script of the page says it.
type streamInput struct {
	Kind         string
	X, Y, DX, DY float32
	Key          string
}

// A streamAsk asks for the picture after some input. Without a session it begins a show.
type streamAsk struct {
	Session, Link string
	Width, Height float32
	Dark          bool
	Input         []streamInput
}

// stream answers with the next picture of a show.
func (s *site) stream(w http.ResponseWriter, r *http.Request) {
	var ask streamAsk
	if !asked(w, r, &ask) {
		return
	}
	if ask.Session == "" {
		session, err := s.begin(&ask)
		if err != nil {
			refused(w, err)
			return
		}
		ask.Session = session
	}
	st := s.streams.get(ask.Session)
	if st == nil {
		http.Error(w, s.words.Say("serve.lost"), http.StatusGone)
		return
	}
	var b bytes.Buffer
	if err := st.draw(&b, &ask, s.streams.address); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "image/svg+xml")
	w.Header().Set("X-Session", ask.Session)
	_, _ = w.Write(b.Bytes())
}

// begin starts the show that a page asks for.
func (s *site) begin(ask *streamAsk) (string, error) {
	sc, err := s.linkedScenario(ask.Link)
	if err != nil {
		return "", err
	}
	plan := s.plan
	if plan != "" && !hasPlan(sc, plan) {
		plan = ""
	}
	options := view.Options{Plan: plan, Lang: s.flags.lang, Dark: ask.Dark, Seed: s.seed, Appraise: true}
	if ask.Link == "" {
		options.Reload = s.load
	}
	show, err := view.New(sc, options)
	if err != nil {
		return "", err
	}
	session := rand.Text()
	s.streams.put(session, &stream{show: show, end: show.Close})
	return session, nil
}

// put keeps a show, and ends those that nobody asks for and, when there are too many, the one that was asked for longest ago.
func (s *streams) put(session string, st *stream) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	st.asked = now
	for len(s.shows) > 0 {
		oldest := ""
		for name, o := range s.shows {
			if oldest == "" || o.asked.Before(s.shows[oldest].asked) {
				oldest = name
			}
		}
		if len(s.shows) < mostStreams && now.Sub(s.shows[oldest].asked) < streamIdle {
			break
		}
		go s.shows[oldest].stop()
		delete(s.shows, oldest)
	}
	s.shows[session] = st
}

func (s *streams) get(session string) *stream {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.shows[session]
	if st != nil {
		st.asked = time.Now()
	}
	return st
}

// close ends all shows.
func (s *streams) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for name, st := range s.shows {
		st.stop()
		delete(s.shows, name)
	}
}

// stop ends a show after the picture that is being drawn.
func (st *stream) stop() {
	st.mu.Lock()
	defer st.mu.Unlock()
	st.end()
}

// longestStep is how far the clock of a stream moves at most between two pictures.
const longestStep = 500 * time.Millisecond

// draw does what the user did, moves the clock by the time since the last picture, and draws the next.
func (st *stream) draw(to *bytes.Buffer, ask *streamAsk, address func(*gfx.Picture) string) error {
	st.mu.Lock()
	defer st.mu.Unlock()
	for _, in := range ask.Input {
		in.tell(st.show)
	}
	now := time.Now()
	if !st.last.IsZero() {
		st.show.Advance(min(now.Sub(st.last), longestStep))
	}
	st.last = now
	width, height := min(max(ask.Width, 320), 7680), min(max(ask.Height, 200), 4320)
	st.list.Reset()
	st.show.Frame(&st.list, width, height)
	return gfx.SVGLinked(to, &st.list, width, height, address)
}

// address is where a picture can be had, so that it is not sent with each picture of the line.
func (s *streams) address(p *gfx.Picture) string {
	address := fmt.Sprintf("/floor/%x", sha256.Sum256(p.PNG()))
	if _, ok := s.pictures.Load(address); !ok {
		s.pictures.Store(address, p.PNG())
	}
	return address
}

// floor gives a picture that lies on a floor. It never changes under its address.
func (s *site) floor(w http.ResponseWriter, r *http.Request) {
	data, ok := s.streams.pictures.Load(r.URL.Path)
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "image/png")
	w.Header().Set("Cache-Control", "private, max-age=86400, immutable")
	_, _ = w.Write(data.([]byte))
}

// tell tells a show what the user did.
func (in *streamInput) tell(show view.Scene) {
	switch in.Kind {
	case "click":
		show.Click(in.X, in.Y)
	case "drag":
		show.Drag(in.X, in.Y, in.DX, in.DY)
	case "wheel":
		show.Wheel(in.X, in.Y, in.DY)
	case "hover":
		show.Hover(in.X, in.Y)
	case "key":
		show.Key(in.Key)
	}
}

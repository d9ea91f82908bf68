package view

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"tweeling/sim/scenario"
	"tweeling/sim/view/gfx"
)

// visitTitle is that of the window which a visit opens.
const visitTitle = "tweeling visit"

// visited is set in the process that opens the window of a visit.
const visited = "TWEELING_VISIT"

// A seen is what a visitor sees: told by the process with the window, a line for each change.
type seen struct {
	Clock    time.Duration
	Paused   bool
	On       []bool
	Pick     string
	Card     bool               // whether the card of the picked station is in the picture
	PlanView bool               // seen from above
	Where    map[string]float32 // middles of what can be clicked: "pause/x", "pause/y"
}

// watched is a show that says what a visitor would see.
type watched struct {
	*Show
	last time.Time
}

func (v *watched) Frame(l *gfx.List, w, h float32) {
	v.Show.Frame(l, w, h)
	if time.Since(v.last) < 50*time.Millisecond {
		return
	}
	v.last = time.Now()
	_, card := l.Find("card")
	s := seen{Clock: v.Clock(), Paused: v.paused, On: slices.Clone(v.on), Pick: v.pick, Card: card, PlanView: v.opt.PlanView, Where: map[string]float32{}}
	names := map[action]string{actPause: "pause", actToggle: "toggle", actTimeline: "timeline", actPlanView: "plan"}
	for _, hit := range v.hits {
		name := names[hit.act]
		if hit.act == actPick {
			name = "pick " + v.sides[hit.side].stage.items[hit.arg].name
		}
		if name != "" {
			s.Where[name+"/x"], s.Where[name+"/y"] = hit.x+hit.w/2, hit.y+hit.h/2
		}
	}
	_ = json.NewEncoder(os.Stdout).Encode(s)
}

// openVisited opens the window that is visited, and is all that its process does.
func openVisited() {
	s, err := scenario.Load("shaver-heads")
	if err == nil {
		var w *Show
		if w, err = New(s, Options{At: 2 * time.Hour}); err == nil {
			err = Window(visitTitle, &watched{Show: w})
		}
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// A visitor works a window with a real pointer and real keys.
type visitor struct {
	t      *testing.T
	window string
	mu     sync.Mutex
	seen   seen
	some   bool
}

func (v *visitor) read(out *bufio.Scanner) {
	for out.Scan() {
		var s seen
		if json.Unmarshal(out.Bytes(), &s) == nil {
			v.mu.Lock()
			v.seen, v.some = s, true
			v.mu.Unlock()
		}
	}
}

// until waits until the visitor sees something.
func (v *visitor) until(what string, ok func(s seen) bool) seen {
	v.t.Helper()
	for range 600 {
		v.mu.Lock()
		s, some := v.seen, v.some
		v.mu.Unlock()
		if some && ok(s) {
			return s
		}
		time.Sleep(50 * time.Millisecond)
	}
	v.t.Fatalf("not seen: %s; last: %+v", what, v.seen)
	return seen{}
}

func (v *visitor) tool(args ...string) string {
	v.t.Helper()
	out, err := exec.Command("xdotool", args...).CombinedOutput()
	if err != nil {
		v.t.Fatalf("xdotool %v: %v: %s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

func (v *visitor) click(x, y float32) {
	v.t.Helper()
	v.tool("mousemove", "--window", v.window, strconv.Itoa(int(x)), strconv.Itoa(int(y)))
	time.Sleep(200 * time.Millisecond) // a hand does not move and press at once
	v.tool("click", "1")               // but it may press and release within one frame
}

// A visitor pauses, opens the card of a station, switches a measure off, goes to another hour and looks from above.
func TestVisitOfTheWindow(t *testing.T) {
	needDisplay(t)
	if _, err := exec.LookPath("xdotool"); err != nil {
		t.Skip("no xdotool on the path")
	}
	window := exec.Command(os.Args[0])
	window.Env = append(os.Environ(), visited+"=1")
	window.Stderr = os.Stderr
	out, err := window.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := window.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = window.Process.Kill(); _ = window.Wait() })
	v := &visitor{t: t}
	go v.read(bufio.NewScanner(out))
	began := v.until("a picture", func(s seen) bool { return s.Where["pause/x"] > 0 && len(s.On) > 0 })
	v.window, _, _ = strings.Cut(v.tool("search", "--sync", "--name", visitTitle), "\n")

	v.until("a clock that runs", func(s seen) bool { return s.Clock > began.Clock })
	v.click(began.Where["pause/x"], began.Where["pause/y"])
	v.until("a pause", func(s seen) bool { return s.Paused })

	pick := ""
	for name := range began.Where {
		if station, ok := strings.CutSuffix(name, "/x"); ok && strings.HasPrefix(station, "pick ") && station > pick && station != "pick "+began.Pick {
			pick = station
		}
	}
	if pick == "" {
		t.Fatal("no station can be clicked")
	}
	v.click(began.Where[pick+"/x"], began.Where[pick+"/y"])
	v.until("the card of "+pick, func(s seen) bool { return s.Card && "pick "+s.Pick == pick })

	v.click(began.Where["toggle/x"], began.Where["toggle/y"])
	v.until("a measure switched", func(s seen) bool { return !slices.Equal(s.On, began.On) })

	v.click(began.Where["timeline/x"], began.Where["timeline/y"])
	v.until("another hour", func(s seen) bool { return s.Clock > 8*time.Hour })

	v.tool("key", "--window", v.window, "p")
	v.until("the line from above", func(s seen) bool { return s.PlanView })
	v.tool("key", "--window", v.window, "space")
	v.until("a clock that goes on", func(s seen) bool { return !s.Paused })
}

// BenchmarkMeshed builds and meshes one frame of the shaver line twice: all that the processor has to do for a picture.
func BenchmarkMeshed(b *testing.B) {
	w := loaded(b, "shaver-heads", Options{At: 6 * time.Hour})
	var l gfx.List
	var m gfx.Mesh
	for b.Loop() {
		w.Seek(w.clock + 16*time.Millisecond)
		l.Reset()
		w.Frame(&l, 1280, 720)
		m.Build(&l, 1280, 720, 1)
	}
	b.ReportMetric(float64(len(l.Ops)), "ops")
	b.ReportMetric(float64(len(m.Runs)), "runs")
	b.ReportAllocs()
}

package view

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"tweeling/sim"
	"tweeling/sim/scenario"
	"tweeling/sim/view/gfx"
	"tweeling/sim/words"
)

func framed(t testing.TB, w *Show, width, height float32) *gfx.List {
	t.Helper()
	if err := w.Wait(); err != nil {
		t.Fatal(err)
	}
	l := &gfx.List{}
	w.Frame(l, width, height)
	return l
}

// texts are all texts of a group of a list.
func texts(t testing.TB, l *gfx.List, id string) []string {
	t.Helper()
	ops, ok := l.Find(id)
	if !ok {
		t.Errorf("nothing of %s is in the picture", id)
	}
	var list []string
	for i := range ops {
		if ops[i].Kind == gfx.Text {
			list = append(list, ops[i].Text)
		}
	}
	return list
}

func has(list []string, part string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return strings.Contains(s, part) })
}

// ids are all ids of groups with an ending.
func ids(l *gfx.List, ending string) []string {
	var list []string
	for i := range l.Ops {
		if l.Ops[i].Kind == gfx.Begin && strings.HasSuffix(l.Ops[i].ID, ending) {
			list = append(list, l.Ops[i].ID)
		}
	}
	return list
}

// One picture of the shaver line six hours after it began to work shows everything that a consultant wants to point at.
func TestOnePictureShowsItAll(t *testing.T) {
	w := loaded(t, "shaver-heads", Options{At: 6 * time.Hour, Pick: "pack"})
	l := framed(t, w, 1280, 720)
	if got := texts(t, l, "clock"); !has(got, "12:00:00") {
		t.Errorf("the clock says %v, want noon: six hours after six", got)
	}
	if got := texts(t, l, "counter/ahead"); !has(got, "parts") || !has(got, "€") {
		t.Errorf("ahead by %v, want parts and euros", got)
	}
	if got := texts(t, l, "percentile"); !has(got, "percentile") || !has(got, "ne day of 30") {
		t.Errorf("this day is %v, want a percentile among 30", got)
	}
	for _, side := range []string{"before", "after"} {
		if got := texts(t, l, side); !has(got, "percentile") {
			t.Errorf("%s does not say that it is one day", side)
		}
	}
	if got := ids(l, "/bottleneck"); len(got) != 2 {
		t.Errorf("bottlenecks outlined: %v, want one on either side", got)
	}
	if got := texts(t, l, "why"); len(got) < 4 || got[0] != "Why now?" {
		t.Errorf("the chain of causes is %v, want three links or more", got)
	}
	texts(t, l, "card")
	rows := ids(l, "/row")
	if len(rows) != 12 {
		t.Errorf("rows of the band chart: %v, want one a station", rows)
	}
	letters := texts(t, l, "gantt")
	for _, s := range []string{"W", "S", "B", "D"} {
		if !slices.Contains(letters, s) {
			t.Errorf("no state is written %s in the band chart", s)
		}
	}
	for _, id := range []string{"before/cutter/state", "after/inspect/state"} {
		ops, _ := l.Find(id)
		fills := 0
		for i := range ops {
			if ops[i].Kind == gfx.Fill {
				fills++
			}
		}
		if fills < 4 { // the pill, its shadow, the circle of the sign, and the sign
			t.Errorf("%s has %d shapes, want a sign of the state", id, fills)
		}
	}
	lifeIn(t, w, l)
	w.Seek(6 * time.Hour)
	img, err := w.Image(1456, 819, 1)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "shavers", img) // the picture of the README
}

// lifeIn looks at a picture and at the one four seconds later: both lines have moved, and the cost has ticked.
func lifeIn(t *testing.T, w *Show, a *gfx.List) {
	t.Helper()
	w.Seek(6*time.Hour + 4*time.Second)
	b := framed(t, w, 1280, 720)
	for _, side := range []string{"before", "after"} {
		if !moved(a, b, side) {
			t.Errorf("nothing of %s has moved in four seconds", side)
		}
	}
	if x, y := texts(t, a, "kpi/cost"), texts(t, b, "kpi/cost"); slices.Equal(x, y) {
		t.Errorf("the cost of a part stays at %v", x)
	}
}

func moved(a, b *gfx.List, id string) bool {
	x, _ := a.Find(id)
	y, _ := b.Find(id)
	if len(x) != len(y) {
		return true
	}
	for i := range x {
		if !slices.Equal(a.PointsOf(&x[i]), b.PointsOf(&y[i])) {
			return true
		}
	}
	return false
}

// A picture depends on its time alone, however one came there.
func TestTheSameTimeGivesTheSamePicture(t *testing.T) {
	w := loaded(t, "testdata/cell.toml", Options{At: 90 * time.Minute})
	a := framed(t, w, 1280, 720)
	for _, at := range []time.Duration{3 * time.Hour, 10 * time.Minute, 89 * time.Minute, 90 * time.Minute} {
		w.Seek(at)
		framed(t, w, 1280, 720)
	}
	other := loaded(t, "testdata/cell.toml", Options{At: 90 * time.Minute})
	for name, b := range map[string]*gfx.List{"after going to and fro": framed(t, w, 1280, 720), "in another show": framed(t, other, 1280, 720)} {
		if !reflect.DeepEqual(a, b) {
			t.Errorf("the picture is another one %s", name)
		}
	}
}

// Records that were dropped come back from the copy of the line, and give the same picture.
func TestForgottenHoursComeBack(t *testing.T) {
	w := loaded(t, "testdata/cell.toml", Options{At: 30 * time.Minute})
	a := framed(t, w, 960, 540)
	w.Seek(150 * time.Minute)
	later := framed(t, w, 960, 540)
	w.Seek(5 * time.Hour)
	framed(t, w, 960, 540)
	for _, d := range w.sides {
		d.track.mu.Lock()
		d.track.hours[0].records, d.track.hours[2].records, d.track.hours[2].line = nil, nil, nil
		d.track.every = 4
		d.track.thin()
		d.track.mu.Unlock()
	}
	w.Seek(150 * time.Minute)
	if b := framed(t, w, 960, 540); !reflect.DeepEqual(later, b) {
		t.Error("an hour whose line was forgotten looks otherwise")
	}
	w.Seek(30 * time.Minute)
	if b := framed(t, w, 960, 540); !reflect.DeepEqual(a, b) {
		t.Error("an hour that was forgotten looks otherwise")
	}
}

// What the picture believes of a line is what the line itself says.
func TestTheWorldIsTheLine(t *testing.T) {
	w := loaded(t, "testdata/cell.toml", Options{At: 3 * time.Hour})
	for _, d := range w.sides {
		for _, h := range d.track.hours {
			for id := range h.start.nodes {
				if got, want := h.start.nodes[id].state, h.line.State(sim.ID(id)); got != want && d.stage.roles[id] == sim.Station {
					t.Errorf("%s: %v at %v, the line says %v", h.line.Name(sim.ID(id)), got, h.from, want)
				}
				if d.stage.roles[id] == sim.Buffer && int(h.start.nodes[id].count) != h.line.Content(sim.ID(id)) {
					t.Errorf("%s holds %d at %v, the line says %d", h.line.Name(sim.ID(id)), h.start.nodes[id].count, h.from, h.line.Content(sim.ID(id)))
				}
			}
			if int(h.start.live) != h.line.Inside() {
				t.Errorf("%d parts inside at %v, the line says %d", h.start.live, h.from, h.line.Inside())
			}
		}
	}
}

// People walk: every walk begins where the last one ended, and not before it was over.
func TestNobodyJumps(t *testing.T) {
	s, err := scenario.Load("shaver-heads")
	if err != nil {
		t.Fatal(err)
	}
	w, err := New(s, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	for _, d := range w.sides {
		if err := d.track.settle(d.stage.opens + 6*time.Hour); err != nil {
			t.Fatal(err)
		}
		walks := 0
		for i := range d.track.told.workers {
			p := &d.track.told.workers[i]
			for k := range p.legs[1:] {
				a, b := p.legs[k], p.legs[k+1]
				if a.to != b.from || b.begin < a.end {
					t.Errorf("worker %d jumps from %v to %v", i, a, b)
				}
				walks++
			}
		}
		if walks == 0 {
			t.Errorf("%s: nobody walks", d.name)
		}
	}
}

// The arm of a robot never jumps either, and it carries parts.
func TestTheArmMovesFromPickToPlace(t *testing.T) {
	w := loaded(t, "testdata/cell.toml", Options{At: 40 * time.Minute})
	d := w.sides[1]
	framed(t, w, 1280, 720)
	sc := &d.scene
	arm := &d.stage.items[d.stage.find("arm")]
	worker := sc.arm(arm.IDs[0])
	var last place3
	carried := 0
	const step = 50 * time.Millisecond
	for at := 40 * time.Minute; at < 55*time.Minute; at += step {
		sc.t = d.stage.opens + at
		tip, holds, _, _ := sc.hand(arm, worker)
		if far := gap3(tip, last); at > 40*time.Minute && far > 0.5 {
			t.Fatalf("the gripper jumps %.2f m at %v: %v to %v", far, at, last, tip)
		}
		last = tip
		if holds {
			carried++
		}
	}
	if carried == 0 {
		t.Error("the arm never holds a part")
	}
}

func TestADeadlockShowsWhere(t *testing.T) {
	w := loaded(t, "testdata/stuck.toml", Options{At: 8 * time.Hour, Plan: scenario.AsIs})
	l := framed(t, w, 1280, 720)
	dead, ok := errors.AsType[*sim.Deadlock](w.Stuck())
	if !ok {
		t.Fatalf("%v, want a deadlock", w.Stuck())
	}
	if got := texts(t, l, "notice"); len(dead.Names) < 2 || !has(got, strings.Join(dead.Names, " ← ")) {
		t.Errorf("the notice says %v, want %v", got, dead.Names)
	}
}

func TestWhatIsClickedHappens(t *testing.T) {
	w := loaded(t, "testdata/cell.toml", Options{At: 2 * time.Hour})
	l := framed(t, w, 1280, 720)
	click := func(id string) {
		t.Helper()
		x0, y0, x1, y1, ok := l.Bounds(id)
		if !ok {
			t.Fatalf("nothing of %s", id)
		}
		w.Click((x0+x1)/2, (y0+y1)/2)
		l = framed(t, w, 1280, 720)
	}
	click("before/weld_a/state")
	if got := texts(t, l, "card"); !slices.Contains(got, "weld_a") || !slices.Contains(got, "Before") {
		t.Errorf("the card is %v, want weld_a before", got)
	}
	click("play")
	if !w.Paused() {
		t.Error("it still plays")
	}
	click("gantt")
	if w.Clock() >= 2*time.Hour || w.Clock() < 30*time.Minute {
		t.Errorf("the clock stands at %v, want about an hour", w.Clock())
	}
	click("timeline")
	if w.Clock() < 11*time.Hour || w.Clock() > 13*time.Hour {
		t.Errorf("the clock stands at %v, want the middle of the day", w.Clock())
	}
	was := slices.Clone(w.on)
	x0, y0, _, _, _ := l.Bounds("measures")
	w.Click(x0+20, y0+50)
	if w.on[0] == was[0] || !w.Switching() {
		t.Error("the first switch does nothing")
	}
	l = framed(t, w, 1280, 720)
	if w.Switching() || w.sides[1].plan != "second" {
		t.Errorf("the line shown has plan %s, want second", w.sides[1].plan)
	}
	for _, key := range []string{"l", "t", "p", "h", "b", "f", "n", "m", "-", "+", "left", "right", "pgup", "pgdn", "home", "0", "esc", "space", "q"} {
		w.Key(key)
		framed(t, w, 1280, 720)
	}
	if w.words.Lang != "nl" || !w.opt.Dark || !w.opt.PlanView {
		t.Error("keys for language, theme or plan view do nothing")
	}
}

func TestGoToATime(t *testing.T) {
	w := loaded(t, "testdata/cell.toml", Options{At: 2 * time.Hour}) // the day opens at one
	for _, c := range []struct {
		keys string
		want time.Duration
	}{{"14:30", 13*time.Hour + 30*time.Minute}, {"0930", 8*time.Hour + 30*time.Minute}, {"0:30", 23*time.Hour + 30*time.Minute}, {"6h", 6 * time.Hour}, {"25:00", 6 * time.Hour}, {"", 6 * time.Hour}} {
		w.Key("g")
		for _, k := range c.keys {
			w.Key(string(k))
		}
		if got := texts(t, framed(t, w, 1280, 720), "notice"); !has(got, c.keys) {
			t.Errorf("the notice says %v, want what is typed: %s", got, c.keys)
		}
		w.Key("enter")
		if w.Clock() != c.want {
			t.Errorf("%s: the clock stands at %v, want %v", c.keys, w.Clock(), c.want)
		}
		w.Seek(min(w.Clock(), 6*time.Hour))
	}
	w.Key("g")
	w.Key("1")
	w.Key("backspace")
	w.Key("esc")
	if w.asking {
		t.Error("it still asks")
	}
}

// The floor can be moved and made larger around the pointer.
func TestPanAndZoom(t *testing.T) {
	w := loaded(t, "testdata/cell.toml", Options{At: time.Hour})
	framed(t, w, 1280, 720)
	x, y := float32(250), float32(220)
	fx, fy := w.sides[0].scene.floorAt(x, y)
	w.Wheel(x, y, 3)
	framed(t, w, 1280, 720)
	if gx, gy := w.sides[0].scene.floorAt(x, y); hypot(gx-fx, gy-fy) > 0.05 {
		t.Errorf("the floor under the pointer moved from %v, %v to %v, %v", fx, fy, gx, gy)
	}
	w.Drag(x+30, y+10, 30, 10)
	framed(t, w, 1280, 720)
	if gx, gy := w.sides[0].scene.floorAt(x+30, y+10); hypot(gx-fx, gy-fy) > 0.05 {
		t.Errorf("the floor does not follow the pointer: %v, %v and %v, %v", fx, fy, gx, gy)
	}
}

// From the smallest window to the largest nothing that is drawn lies outside, and what matters most is there.
func TestEverySizeIsUsable(t *testing.T) {
	for _, lang := range words.Languages {
		w := loaded(t, "testdata/cell.toml", Options{At: 2 * time.Hour, Lang: lang})
		for _, size := range [][2]float32{{640, 360}, {360, 640}, {800, 600}, {1024, 768}, {1280, 720}, {1920, 1080}, {3840, 2160}} {
			l := framed(t, w, size[0], size[1])
			for _, id := range []string{"clock", "play", "before", "after", "counter/ahead", "percentile", "kpi/good"} {
				x0, y0, x1, y1, ok := l.Bounds(id)
				if !ok || x0 < -2 || y0 < -2 || x1 > size[0]+2 || y1 > size[1]+2 {
					t.Errorf("%s %v: %s lies at %v, %v to %v, %v", lang, size, id, x0, y0, x1, y1)
				}
			}
		}
	}
}

func TestAThousandElements(t *testing.T) {
	s, err := scenario.Read("thousand.toml", []byte(thousand(500)), nil)
	if err != nil {
		t.Fatal(err)
	}
	w, err := New(s, Options{At: 20 * time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	l := framed(t, w, 1280, 720)
	if len(ids(l, "/row")) == 0 {
		t.Error("no station has a row in the band chart")
	}
}

// Before anything is known there is a picture too, and one that goes on while the simulation does.
func TestTheFirstPictureWaitsForNothing(t *testing.T) {
	s, err := scenario.Load("testdata/cell.toml")
	if err != nil {
		t.Fatal(err)
	}
	w, err := New(s, Options{At: 30 * time.Hour, Appraise: true})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	var l gfx.List
	for range 30 {
		l.Reset()
		w.Advance(16 * time.Millisecond)
		w.Frame(&l, 1280, 720)
		if _, ok := l.Find("clock"); !ok {
			t.Fatal("there is no clock")
		}
		time.Sleep(2 * time.Millisecond)
	}
	w.Key("m")
	w.Seek(0)
	for w.Clock() < 8*time.Hour {
		w.Advance(16 * time.Millisecond)
		l.Reset()
		w.Frame(&l, 1280, 720)
	}
}

// On a screen with very many pixels all is larger, and clicks find it there.
func TestLargeScreens(t *testing.T) {
	w := loaded(t, "testdata/cell.toml", Options{At: time.Hour})
	l := framed(t, w, 3840, 2160)
	x0, y0, x1, y1, _ := l.Bounds("play")
	if x1-x0 < 60 {
		t.Errorf("the button is %v wide", x1-x0)
	}
	w.Click((x0+x1)/2, (y0+y1)/2)
	if !w.Paused() {
		t.Error("the click found nothing")
	}
}

func TestPercentile(t *testing.T) {
	for _, c := range []struct {
		own  int32
		want float64
	}{{1, 12.5}, {4, 87.5}, {2, 50}} {
		if got := percentile([]int32{1, 2, 2, 4}, c.own); got != c.want {
			t.Errorf("%d is at %v, want %v", c.own, got, c.want)
		}
	}
	w := &Show{}
	w.words, _ = words.In("en")
	for p, want := range map[float64]string{1: "1st", 2.2: "2nd", 43: "43rd", 11: "11th", 12: "12th", 13: "13th", 21: "21st", 50: "50th", 100: "100th"} {
		if got := w.ordinal(p); got != want {
			t.Errorf("%v is %s, want %s", p, got, want)
		}
	}
}

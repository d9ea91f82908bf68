package view

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"tweeling/sim"
	"tweeling/sim/plant"
	"tweeling/sim/scenario"
	"tweeling/sim/view/gfx"
	"tweeling/sim/words"
)

// A driver is a line that drives a show from outside, as a mirror does.
type driver struct {
	line *sim.Line
	show *Show
	live *Live
}

func drive(t *testing.T, opt Options, how Driven) *driver {
	t.Helper()
	s, err := scenario.Load("shaver-heads")
	if err != nil {
		t.Fatal(err)
	}
	model, _, err := s.Model(scenario.AsIs)
	if err != nil {
		t.Fatal(err)
	}
	p, err := plant.Build(model)
	if err != nil {
		t.Fatal(err)
	}
	l, err := p.Line(1, 0)
	if err != nil {
		t.Fatal(err)
	}
	how.Zero = time.Date(2026, time.March, 2, 0, 0, 0, 0, time.UTC)
	show, live, err := Follow(s, opt, how)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(show.Close)
	l.Watch(live, live.Wants())
	if err := l.Start(); err != nil {
		t.Fatal(err)
	}
	return &driver{l, show, live}
}

// to lets the line go on, and tells of it.
func (d *driver) to(t *testing.T, at time.Duration, n News) {
	t.Helper()
	if err := d.line.Run(at); err != nil {
		t.Fatal(err)
	}
	n.At, n.Heard, n.Signals = at, at, int64(d.line.Events())
	d.live.Tell(n, nil)
}

func textOf(l *gfx.List) string {
	var b strings.Builder
	for i := range l.Ops {
		b.WriteString(l.Ops[i].Text)
		b.WriteByte('\n')
	}
	return b.String()
}

// A line that is driven from outside is drawn as one that runs by itself.
func TestLiveIsDrawnAsALineOfItsOwn(t *testing.T) {
	d := drive(t, Options{}, Driven{End: 12 * time.Hour})
	const at = 9 * time.Hour
	d.to(t, at, News{})
	d.show.Seek(at)
	if err := d.show.Wait(); err != nil {
		t.Fatal(err)
	}
	var l gfx.List
	d.show.Frame(&l, 1280, 720)
	w := d.show.sides[0].track.cursor.world
	for id := range sim.ID(d.line.Len()) {
		if role := d.show.sides[0].stage.roles[id]; role == sim.Station && w.nodes[id].state != d.line.State(id) {
			t.Errorf("%s: want state %v, have %v", d.line.Name(id), d.line.State(id), w.nodes[id].state)
		}
		if role := d.show.sides[0].stage.roles[id]; role == sim.Buffer && int(w.nodes[id].count) != d.line.Content(id) {
			t.Errorf("%s: want %d parts, have %d", d.line.Name(id), d.line.Content(id), w.nodes[id].count)
		}
	}
	if want := d.line.Totals().Left; !slices.Equal(w.good, want) {
		t.Errorf("want %v good parts, have %v", want, w.good)
	}
	if got := d.show.facts0().inside; int(got) != d.line.Inside() {
		t.Errorf("want %d parts inside, have %d", d.line.Inside(), got)
	}
}

func (w *Show) facts0() *facts { return &w.draw.facts[0] }

// What is told late makes the picture that it would have made in time; a picture of an earlier time stays what it was.
func TestLiveGoesBack(t *testing.T) {
	plain, torn := drive(t, Options{}, Driven{End: 12 * time.Hour}), drive(t, Options{}, Driven{End: 12 * time.Hour})
	for at := time.Hour; at <= 10*time.Hour; at += 7 * time.Minute {
		plain.to(t, at, News{})
		torn.to(t, at, News{})
		if at%(5*7*time.Minute) == 0 { // something else is told, which turns out not to be true
			mark := torn.live.Mark()
			other := torn.line.Fork(7, nil)
			other.WatchOn(torn.live, torn.live.Wants())
			if err := other.Run(at + 40*time.Minute); err != nil {
				t.Fatal(err)
			}
			torn.live.Tell(News{At: at + 40*time.Minute}, nil)
			torn.live.Rewind(mark)
		}
	}
	a, b := &plain.show.sides[0].track.told, &torn.show.sides[0].track.told
	if !reflect.DeepEqual(a.cells, b.cells) || !slices.Equal(a.good, b.good) || !slices.Equal(a.necks, b.necks) || !slices.Equal(a.sums, b.sums) {
		t.Error("what was told and taken back has left traces in the charts")
	}
	for _, d := range []*driver{plain, torn} {
		d.show.Seek(9*time.Hour + 11*time.Minute)
	}
	var la, lb gfx.List
	plain.show.Frame(&la, 1280, 720)
	torn.show.Frame(&lb, 1280, 720)
	if !reflect.DeepEqual(la.Ops, lb.Ops) || !slices.Equal(la.Points, lb.Points) {
		t.Error("what was told and taken back has left traces in the picture")
	}
	torn.live.Rewind(0)
	if torn.live.reel.seen != 0 || torn.live.reel.b.world.live != 0 {
		t.Error("want nothing left of what is taken back from the beginning on")
	}
}

// What is not as the model has it is marked, in both languages, and how fresh the picture is stands on it.
func TestLiveTellsWhatIsWrong(t *testing.T) {
	for lang, want := range map[string][]string{
		"en": {"Live", "overdue, 3.2 min", "≠2", "no signal for 40 s", "model put right 2×", "repair jam overdue", "Forecast for 14:00", "8 in 10: 400 … 450", "drifts", "Last signal", "Model put right"},
		"nl": {"Live", "over tijd, 3,2 min", "≠2", "al 40 s geen signaal", "model 2× bijgesteld", "reparatie jam over tijd", "Verwacht om 14:00", "8 van 10: 400 … 450", "drifts", "Model bijgesteld"},
	} {
		d := drive(t, Options{Lang: lang, Pick: "weld"}, Driven{})
		weld, _ := d.line.Find("weld")
		test, _ := d.line.Find("test")
		d.to(t, 9*time.Hour, News{})
		d.to(t, 9*time.Hour+time.Minute, News{Silent: 40 * time.Second, Marks: []Mark{{Node: weld, Differs: 2}, {Node: test, Overdue: []Late{{"repair jam", 192 * time.Second, 30 * time.Second}}}},
			Said: func(*words.Words) []string { return []string{"weld drifts"} }, Forecast: &Outlook{Made: 9 * time.Hour, Until: 14 * time.Hour, P10: 400, P50: 425, P90: 450}})
		d.show.present()
		d.show.Advance(16 * time.Millisecond)
		var l gfx.List
		d.show.Frame(&l, 1280, 720)
		text := textOf(&l)
		for _, s := range want {
			if !strings.Contains(text, s) {
				t.Errorf("%s: want %q in the picture", lang, s)
			}
		}
		if lang == "nl" {
			d.show.opt.Dark = true
		}
		img, err := d.show.Image(960, 540, 1)
		if err != nil {
			t.Fatal(err)
		}
		golden(t, "live-"+lang, img)
		for _, size := range [][2]float32{{640, 360}, {1920, 1080}, {320, 180}} {
			l.Reset()
			d.show.Frame(&l, size[0], size[1])
		}
	}
}

// The clock follows the plant at whatever speed it goes, stays where one looks back, and comes back when asked to.
func TestLiveClock(t *testing.T) {
	d := drive(t, Options{}, Driven{})
	d.to(t, 8*time.Hour, News{})
	for k := range 100 {
		d.to(t, 8*time.Hour+time.Duration(k)*200*time.Millisecond, News{})
		for range 12 {
			d.show.Advance(time.Second / 60)
		}
	}
	last := d.show.sides[0].track.told.until
	if late := last - d.show.Clock(); late < 0 || late > 2*time.Second {
		t.Errorf("want a clock just behind the plant, have it %v behind", late)
	}
	d.show.Key("pgup")
	was := d.show.Clock()
	if d.show.atPresent() || last-was < 50*time.Minute {
		t.Errorf("want an hour back, have %v of %v", was, last)
	}
	d.show.Advance(time.Second)
	if gone := d.show.Clock() - was; gone != time.Second {
		t.Errorf("looking back: want the speed of life, have %v in a second", gone)
	}
	d.show.Key("end")
	if !d.show.atPresent() || d.show.Clock() != last {
		t.Errorf("want the present, %v, have %v", last, d.show.Clock())
	}
	d.show.Key("space")
	d.to(t, last+time.Minute, News{})
	d.show.Advance(time.Second)
	d.show.Key("space")
	d.show.Advance(time.Second)
	if late := last + time.Minute - d.show.Clock(); late < 50*time.Second {
		t.Errorf("after a pause: want it to go on where it stood, have it %v behind", late)
	}
	if d.show.Toggle(0) != nil || len(d.show.sides) != 1 {
		t.Error("a plant has no measures to switch")
	}
}

// At midnight what counts begins anew, and what there was can still be looked at.
func TestLiveBeginsEachDayAnew(t *testing.T) {
	d := drive(t, Options{}, Driven{})
	for at := 6 * time.Hour; at <= 31*time.Hour; at += time.Hour {
		d.to(t, at, News{})
	}
	d.show.present()
	var l gfx.List
	d.show.Frame(&l, 1280, 720)
	today := d.show.facts0().good
	d.show.Key("pgup")
	for range 9 {
		d.show.Key("pgup")
	}
	d.show.Frame(&l, 1280, 720)
	if all := total(d.show.sides[0].track.told.base.good); today <= 0 || all <= today || all < 3000 {
		t.Errorf("want parts of a day and an hour, have %d today and %d before", today, all)
	}
}

package view

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"tweeling/sim"
	"tweeling/sim/kpi"
	"tweeling/sim/scenario"
	"tweeling/sim/words"
)

// Options say how a show begins; the zero value is the line as it is beside its last plan, in English, light, in three
// dimensions, on the scenario's seed.
type Options struct {
	Plan        string // what the line is compared with; "": the last plan of the scenario; scenario.AsIs: nothing
	Lang        string // "en" or "nl"; "": "en"
	Dark        bool
	PlanView    bool // seen from above
	Seed        *uint64
	Replication uint64
	At          time.Duration // where the clock begins, since the line starts to work
	Speed       float64       // simulated seconds a second; 0: 60
	Appraise    bool          // work out, in the background, whether the plan is worth its money
	Pick        string        // the station whose card is open; "": one that waits

	Reload func() (*scenario.Scenario, error) // reads the scenario anew, on request; nil: it cannot be
}

// A Show is a line alive: what its picture needs, and what its user has chosen. It is used from one goroutine.
type Show struct {
	scenario *scenario.Scenario
	opt      Options
	words    *words.Words
	seed     uint64
	reps     int
	hall     *hall   // nil: nothing lies on the floor
	sides    []*side // the line as it is, and the line with a plan when there is one
	on       []bool  // which of the scenario's measures are switched on
	next     *side   // what will take the place of the second side once it can be drawn
	anew     *Show   // what will take the place of both, after the scenario was read anew
	live     *Live   // what drives the only side from outside; nil: lines of the view's own run
	driven   Driven
	behind   bool        // what is shown is not the present of that line
	over     atomic.Bool // its window is to close
	clock    sim.Time
	speed    float64
	paused   bool

	pickSide           int8
	pick               string
	picked             bool // by the user
	charted            int8 // the side that the band chart shows
	follow             sim.Number
	followSide         int8
	zoom               float32
	panX, panY         float32
	large              float32 // how much larger than life the last frame was drawn
	help               bool
	hoverX             float32
	hoverY             float32
	hoverSide          int8
	hoverItem          int32 // the item that the pointer is over, -1: none
	product            int   // 1 + the product whose route is lit; 0: none
	message            string
	messageLeft        time.Duration
	hits               []hit
	chain              []link
	asking             bool // a time to go to is being typed
	asked              string
	telling            string
	toldOf             *stage // for which, in which stretch of time and when that was chosen
	toldIn             int64
	toldAt             sim.Time
	shown              []int32
	scrubFrom, scrubTo sim.Time
	draw               drawing
}

// A side is one of the twins.
type side struct {
	name  string // "before" or "after", which the ids of its groups begin with
	plan  string
	stage *stage
	track *track
	many  *many
	worth *worth // nil: nobody asks, or it is the line as it is
	scene scene
	today []int32

	watched kpi.Watched // of the figures, kept from picture to picture
}

// Speeds are what the speed control goes through, in simulated seconds a second; the last is as fast as it can.
var Speeds = []float64{1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 14400, AsFastAsItCan}

// AsFastAsItCan is the speed at which the picture follows the simulation.
const AsFastAsItCan = 1e9

// blank is a show of nothing yet.
func blank(s *scenario.Scenario, opt Options) (*Show, error) {
	w := &Show{scenario: s, opt: opt, seed: s.Run.Seed, reps: min(max(2, s.Run.Replications), 60), speed: opt.Speed, zoom: 1, hoverItem: -1, charted: 1, pick: opt.Pick, picked: opt.Pick != ""}
	if opt.Seed != nil {
		w.seed = *opt.Seed
	}
	if w.speed <= 0 {
		w.speed = 60
	}
	lang := opt.Lang
	if lang == "" {
		lang = "en"
	}
	var err error
	if w.words, err = words.In(lang); err != nil {
		return nil, err
	}
	w.hang(s.Background)
	return w, nil
}

// New begins a show. The simulation runs in the background from here on; Close ends it.
func New(s *scenario.Scenario, opt Options) (*Show, error) {
	w, err := blank(s, opt)
	if err != nil {
		return nil, err
	}
	plan := opt.Plan
	if names := s.PlanNames(); plan == "" {
		plan = names[len(names)-1]
	} else if !slices.Contains(names, plan) {
		return nil, fmt.Errorf("want a plan that exists, have %q; there are %s", plan, strings.Join(names, ", "))
	}
	first, err := w.side("before", s, scenario.AsIs)
	if err != nil {
		return nil, err
	}
	w.sides = []*side{first}
	if plan != scenario.AsIs {
		second, err := w.side("after", s, plan)
		if err != nil {
			w.Close()
			return nil, err
		}
		w.sides = append(w.sides, second)
	}
	_, measures, err := s.Model(plan)
	if err != nil {
		return nil, err
	}
	for _, m := range s.Measures {
		w.on = append(w.on, slices.Contains(measures, m.Name))
	}
	if w.charted >= int8(len(w.sides)) {
		w.charted = 0
	}
	w.pickSide = w.charted
	if w.picked && w.sides[w.pickSide].stage.find(w.pick) < 0 {
		w.pickSide = 0 // what the plan takes away can be looked at in the line as it is
	}
	w.Seek(opt.At)
	return w, nil
}

// side makes one of the twins and lets it run.
func (w *Show) side(name string, s *scenario.Scenario, plan string) (*side, error) {
	st, err := newStage(s, name, plan)
	if err != nil {
		return nil, err
	}
	if len(w.sides) > 0 { // one clock, also where a measure changes the shifts
		st.opens, st.pace = w.sides[0].stage.opens, w.sides[0].stage.pace
	}
	st.hold(w.hall)
	d := &side{name: name, plan: plan, stage: st, track: newTrack(st, w.seed, w.opt.Replication), many: newMany(st.plant, st.opens, st.ends, w.seed)}
	d.scene.held = map[sim.Number]bool{}
	d.track.reach(st.opens + w.clock)
	if w.opt.Appraise && plan != scenario.AsIs {
		d.worth = newWorth(s, plan, w.seed)
	}
	go d.track.run()
	go func() {
		_ = d.track.settle(st.opens) // what is to be seen first goes first
		if d.worth != nil {
			go func() {
				d.many.settle(st.opens)
				d.worth.run()
			}()
		}
		d.many.run(w.reps)
	}()
	return d, nil
}

func (d *side) close() {
	d.track.close()
	if d.many != nil {
		d.many.close()
	}
	if d.worth != nil {
		d.worth.close()
	}
}

// Close ends the simulation in the background.
func (w *Show) Close() {
	for _, d := range w.sides {
		d.close()
	}
	if w.next != nil {
		w.next.close()
	}
	if w.anew != nil {
		w.anew.Close()
	}
}

// Quit asks the window of the show to close. It may be called from anywhere.
func (w *Show) Quit() { w.over.Store(true) }

// Over tells whether the window is to close.
func (w *Show) Over() bool { return w.over.Load() }

// hands is how many replications run at once: one processor is left for the picture.
func hands() int { return max(1, runtime.GOMAXPROCS(0)-1) }

// Clock is the time since the line started to work.
func (w *Show) Clock() time.Duration { return w.clock }

// Length is how long there is something to see.
func (w *Show) Length() time.Duration { return w.length() }

// Elements are the names of all that stands on either side and can be picked.
func (w *Show) Elements() []string {
	var names []string
	for _, d := range w.sides {
		for i := range d.stage.items {
			if name := d.stage.items[i].name; !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

func (w *Show) length() sim.Time { return max(0, w.sides[0].stage.ends-w.sides[0].stage.opens) }

// Advance lets the clock go on by some time of the wall, times the speed, as far as the simulation has come. It never
// waits.
func (w *Show) Advance(dt time.Duration) {
	w.swap()
	w.messageLeft = max(0, w.messageLeft-dt)
	if w.paused {
		if w.live != nil {
			w.fallBehind()
		}
		return
	}
	if w.live != nil {
		w.advance(dt)
		return
	}
	to := w.length()
	if w.speed < AsFastAsItCan {
		to = min(to, w.clock+time.Duration(float64(dt)*w.speed))
	}
	for _, d := range w.sides {
		d.track.reach(min(d.stage.opens+w.clock+w.ahead(), d.stage.ends))
		until, _ := d.track.ready()
		to = min(to, max(w.clock, until-d.stage.opens))
	}
	w.clock = to
}

// ahead is how far the simulation runs ahead of the picture: what the clock would go in a while at its speed.
func (w *Show) ahead() sim.Time {
	return sim.Time(min(max(w.speed*20*1e9, float64(time.Hour)), float64(dayLong)))
}

// Seek moves the clock to a time since the line started to work; back in time as well.
func (w *Show) Seek(t time.Duration) {
	w.clock = min(max(0, t), w.length())
	if w.live != nil {
		w.seekLive()
	}
	for _, d := range w.sides {
		d.track.reach(d.stage.opens + w.clock)
	}
}

// Wait blocks until the picture of the present time is complete: for a recording, and for tests. A line that got stuck
// before is no error; the picture says so.
func (w *Show) Wait() error {
	for _, d := range w.coming() {
		if err := d.track.settle(d.stage.opens + w.clock); err != nil {
			return err
		}
	}
	w.swap()
	w.halt()
	for _, d := range w.sides {
		t := d.stage.opens + w.clock
		if err := d.track.settle(t); err != nil {
			return err
		}
		for {
			if _, fresh := d.track.look(t); fresh {
				break
			}
			time.Sleep(time.Millisecond)
		}
		if d.many != nil {
			d.many.settle(t)
		}
		if d.worth != nil {
			d.worth.settle()
		}
	}
	return nil
}

// halt stops the clock where every line got stuck.
func (w *Show) halt() {
	last := sim.Time(0)
	for _, d := range w.sides {
		_ = d.track.settle(d.stage.opens + w.clock) // whatever is wrong is told by the picture
		d.track.mu.Lock()
		stuck, until := d.track.err != nil, d.track.told.until
		d.track.mu.Unlock()
		if !stuck {
			return
		}
		last = max(last, until-d.stage.opens)
	}
	w.clock = min(w.clock, last)
}

// Stuck says where a line got stuck, nil when none did.
func (w *Show) Stuck() error {
	for _, d := range w.sides {
		d.track.mu.Lock()
		err := d.track.err
		d.track.mu.Unlock()
		if err != nil && !errors.Is(err, errClosed) {
			return fmt.Errorf("%s: %w", d.plan, err)
		}
	}
	return nil
}

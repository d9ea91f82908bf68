package plant

import (
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"tweeling/sim"
)

const while = 6 * time.Hour // how long each line runs

// lines is how many lines the properties are tried on; with TWEELING_LONG=1 many more.
func lines() uint64 {
	if os.Getenv("TWEELING_LONG") != "" {
		return 2000
	}
	return 120
}

// A diary keeps all records.
type diary struct{ records []sim.Record }

func (d *diary) Observe(records []sim.Record) { d.records = append(d.records, records...) }

// eachLine tries a property on many lines; a failure names the number that makes the line again.
func eachLine(t *testing.T, property func(t *testing.T, p *Plant, seed uint64)) {
	t.Helper()
	for seed := range lines() {
		p, err := Build(anyLine(t, seed))
		if err != nil {
			t.Fatalf("line %d: %v", seed, err)
		}
		property(t, p, seed)
		if t.Failed() {
			t.Fatalf("line %d", seed)
		}
	}
}

func fresh(t *testing.T, p *Plant, seed uint64) *sim.Line {
	t.Helper()
	l, err := p.Line(seed, 0)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func start(t *testing.T, l *sim.Line) {
	t.Helper()
	if err := l.Start(); err != nil {
		t.Fatal(err)
	}
}

func run(t *testing.T, l *sim.Line, until time.Duration) {
	t.Helper()
	if err := l.Run(until); err != nil {
		t.Error(err)
	}
}

func same(t *testing.T, what string, a, b []sim.Record) {
	t.Helper()
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			t.Errorf("%s: record %d is %+v, want %+v", what, i, b[i], a[i])
			return
		}
	}
	if len(a) != len(b) {
		t.Errorf("%s: %d records, want %d", what, len(b), len(a))
	}
}

// books checks that what came to be has gone or is inside.
func books(t *testing.T, l *sim.Line) {
	t.Helper()
	s := l.Totals()
	came, gone := total(s.Entered)+total(s.Made), total(s.Left)+total(s.Scrapped)+total(s.Lost)+total(s.Consumed)
	if came != gone+int64(l.Inside()) {
		t.Errorf("at %v: %d came to be, %d gone, %d inside", s.Now, came, gone, l.Inside())
	}
}

// carriers are those of a plant, by number, as records tell of them: they are born, and are not parts.
func carriers(p *Plant, records []sim.Record) map[sim.Number]bool {
	found := map[sim.Number]bool{}
	for _, r := range records {
		if r.What == sim.Moved && r.Peer == sim.None && p.Layout.Carriers != nil && p.Layout.Carriers[r.Product] {
			found[r.Part] = true
		}
	}
	return found
}

func total(counts []int64) int64 {
	var n int64
	for _, c := range counts {
		n += c
	}
	return n
}

// No part is lost or doubled: what entered has left, was scrapped, was lost at the door, or is inside. Every part stands in
// one place: a move begins where the one before ended.
func TestPartsAreConserved(t *testing.T) {
	eachLine(t, func(t *testing.T, p *Plant, seed uint64) {
		l := fresh(t, p, seed)
		d := &diary{}
		l.Watch(d, sim.Moved|sim.Scrap|sim.Lost|sim.Consumed)
		start(t, l)
		for at := while / 7; at <= while; at += while / 7 {
			run(t, l, at)
			books(t, l)
		}
		at := map[sim.Number]sim.ID{}
		for _, r := range d.records {
			switch r.What {
			case sim.Moved:
				where, known := at[r.Part]
				if r.Peer == sim.None && known || r.Peer != sim.None && (!known || where != r.Peer) {
					t.Errorf("part %d moves from %d, and was at %d (%v)", r.Part, r.Peer, where, known)
				}
				at[r.Part] = r.ID
			case sim.Scrap, sim.Consumed:
				if at[r.Part] != r.ID {
					t.Errorf("part %d is gone at %d, and was at %d", r.Part, r.ID, at[r.Part])
				}
			default:
			}
		}
	})
}

// States exclude each other and sum to the time watched, to the nanosecond; a warm-up in between changes nothing of that.
func TestStatesSumToTheTimeWatched(t *testing.T) {
	eachLine(t, func(t *testing.T, p *Plant, seed uint64) {
		l := fresh(t, p, seed)
		start(t, l)
		run(t, l, while/5)
		l.ClearTallies()
		run(t, l, while)
		for id := range sim.ID(l.Len()) {
			var sum time.Duration
			n := l.Tally(id)
			for _, s := range n.States {
				sum += s
			}
			idle := sum + n.Unattended - n.States[sim.Off] - n.States[sim.PlannedStop] - n.States[sim.Down] - n.States[sim.Setup] - n.States[sim.Working]
			if n.Standby < 0 || n.SwitchedOff < 0 || n.Standby+n.SwitchedOff > idle || n.Unattended > n.States[sim.Off] {
				t.Errorf("%s: in standby for %v and switched off for %v of %v without work", l.Name(id), n.Standby, n.SwitchedOff, idle)
			}
			for state, on := range n.OnTheWay {
				if on < 0 || on > n.States[state] {
					t.Errorf("%s: walked to for %v of %v in %v", l.Name(id), on, n.States[state], sim.State(state))
				}
			}
			if n.Walking < 0 || n.Walking > n.Used+1e-9 {
				t.Errorf("%s: %v of %v in use walk", l.Name(id), n.Walking, n.Used)
			}
			if sum != while-while/5 {
				t.Errorf("%s: states sum to %v, want %v", l.Name(id), sum, while-while/5)
			}
		}
	})
}

// A clone goes on alike; so does a line that runs in pieces.
func TestCloneGoesOnAlike(t *testing.T) {
	eachLine(t, func(t *testing.T, p *Plant, seed uint64) {
		a := fresh(t, p, seed)
		start(t, a)
		run(t, a, while/3)
		b := a.Clone()
		da, db := &diary{}, &diary{}
		a.Watch(da, sim.Everything)
		b.Watch(db, sim.Everything)
		run(t, a, while)
		for at := while / 3; at <= while; at += while / 9 {
			run(t, b, at)
		}
		run(t, b, while)
		same(t, "clone", da.records, db.records)
	})
}

// A line whose timers are tripped when another's rang gives the same records: the twin is the same model.
func TestTrippedLineGivesTheSameRecords(t *testing.T) {
	eachLine(t, func(t *testing.T, p *Plant, seed uint64) {
		a, b := fresh(t, p, seed), fresh(t, p, seed)
		da, db := &diary{}, &diary{}
		a.Watch(da, sim.Everything)
		b.Watch(db, sim.Everything)
		start(t, a)
		start(t, b)
		run(t, a, while)
		for _, r := range da.records {
			if r.What != sim.TimerRang {
				continue
			}
			if err := b.Trip(r.At, r.ID, r.Timer, sim.Outcome{}); err != nil {
				t.Errorf("%v of %s: %v", r.At, b.Name(r.ID), err)
				return
			}
		}
		if err := b.Settle(); err != nil {
			t.Error(err)
		}
		same(t, "tripped", da.records, db.records)
	})
}

// A meter fed by records gives the line's own tallies.
func TestRecordsGiveTheTallies(t *testing.T) {
	eachLine(t, func(t *testing.T, p *Plant, seed uint64) {
		l := fresh(t, p, seed)
		d := &diary{}
		l.Watch(d, sim.Changed|sim.Moved|sim.Scrap|sim.Aside|sim.Gave|sim.GaveBack)
		start(t, l)
		run(t, l, while)
		states := make([]map[sim.State]time.Duration, l.Len())
		state, since := make([]sim.State, l.Len()), make([]time.Duration, l.Len())
		used, usedArea := make([]int, l.Len()), make([]float64, l.Len())
		scrapped, mended := make([]int64, l.Len()), make([]int64, l.Len())
		for i := range states {
			states[i], state[i] = map[sim.State]time.Duration{}, sim.Starved
		}
		for _, r := range d.records {
			switch r.What {
			case sim.Changed:
				states[r.ID][state[r.ID]] += r.At - since[r.ID]
				state[r.ID], since[r.ID] = r.To, r.At
			case sim.Scrap:
				scrapped[r.ID]++
			case sim.Aside:
				if strings.HasPrefix(l.Name(r.Peer), "fix") {
					mended[r.ID]++
				} else {
					scrapped[r.ID]++
				}
			case sim.Gave:
				used[r.Peer]++
				usedArea[r.Peer] -= r.At.Seconds()
			case sim.GaveBack:
				used[r.Peer]--
				usedArea[r.Peer] += r.At.Seconds()
			default:
			}
		}
		for id := range sim.ID(l.Len()) {
			states[id][state[id]] += while - since[id]
			tally := l.Tally(id)
			for s, want := range tally.States {
				if got := states[id][sim.State(s)]; got != want {
					t.Errorf("%s: %v %v by records, %v by tally", l.Name(id), sim.State(s), got, want)
				}
			}
			if scrapped[id] != total(tally.Scrapped) {
				t.Errorf("%s: scrapped %d by records, %d by tally", l.Name(id), scrapped[id], total(tally.Scrapped))
			}
			if mended[id] != total(tally.Reworked) {
				t.Errorf("%s: mended %d by records, %d by tally", l.Name(id), mended[id], total(tally.Reworked))
			}
			if got := (usedArea[id] + float64(used[id])*while.Seconds()) / while.Seconds(); math.Abs(got-tally.Used) > 1e-6 {
				t.Errorf("%s: in use %v by records, %v by tally", l.Name(id), got, tally.Used)
			}
		}
	})
}

// Little's law holds along each path: the time that parts spent inside, summed over those that have gone and those that
// are still there, is the area under the number inside.
func TestLittlesLawHoldsOnEveryPath(t *testing.T) {
	eachLine(t, func(t *testing.T, p *Plant, seed uint64) {
		l := fresh(t, p, seed)
		d := &diary{}
		l.Watch(d, sim.Moved|sim.Scrap|sim.Lost|sim.Consumed)
		start(t, l)
		run(t, l, while)
		born, inside := map[sim.Number]time.Duration{}, 0.0
		leave := func(r sim.Record) {
			inside += (r.At - born[r.Part]).Seconds()
			delete(born, r.Part)
		}
		empty := carriers(p, d.records)
		for _, r := range d.records {
			switch {
			case empty[r.Part]:
			case r.What == sim.Moved && r.Peer == sim.None:
				born[r.Part] = r.At
			case r.What == sim.Moved && l.Name(r.ID) != "out":
			default:
				leave(r)
			}
		}
		for _, at := range born {
			inside += (while - at).Seconds()
		}
		if got := l.Totals().WIP * while.Seconds(); math.Abs(got-inside) > 1e-6*max(1, inside) {
			t.Errorf("area %v, time inside %v", got, inside)
		}
	})
}

// Who is not used changes nothing: neither a pool nobody asks nor a buffer nobody leads to shifts anybody's chance.
func TestUnusedElementsChangeNothing(t *testing.T) {
	for seed := range lines() {
		m := anyLine(t, seed)
		more := *m
		more.Elements = append(slices.Clone(m.Elements),
			Spec{Name: "zz", Kind: "operators", Values: map[string]any{"count": 2}},
			Spec{Name: "zzz", Kind: "buffer", Values: map[string]any{"room": 3, "to": []string{"out"}}})
		var diaries [2]*diary
		for i, model := range []*Model{m, &more} {
			p, err := Build(model)
			if err != nil {
				t.Fatal(err)
			}
			l := fresh(t, p, seed)
			diaries[i] = &diary{}
			l.Watch(diaries[i], sim.Changed|sim.Scrap|sim.TimerRang)
			start(t, l)
			run(t, l, while)
		}
		same(t, fmt.Sprint("line ", seed), diaries[0].records, diaries[1].records)
	}
}

// Whatever is drawn, a line without circles never gets stuck, and never goes round at one instant.
func TestLinesWithoutCirclesNeverGetStuck(t *testing.T) {
	eachLine(t, func(t *testing.T, p *Plant, seed uint64) {
		l := fresh(t, p, seed)
		start(t, l)
		err := l.Run(while)
		if stuck := new(sim.Deadlock); errors.As(err, &stuck) {
			t.Errorf("stuck: %v", err)
		} else if err != nil {
			t.Error(err)
		}
	})
}

// Nothing is ever wrong inside: at the end of every instant looked at each part stands in one place, pools help as many as
// they say, and nobody waits for room that is there or for people who are free.
func TestNobodyWaitsForWhatIsThere(t *testing.T) {
	eachLine(t, func(t *testing.T, p *Plant, seed uint64) {
		l := fresh(t, p, seed)
		start(t, l)
		for at := while / 100; at <= while; at += while / 100 {
			run(t, l, at)
			if err := l.Check(); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// What went each way is what the moves say, and where a way is not counted it is the only one.
func TestWaysCountTheMoves(t *testing.T) {
	eachLine(t, func(t *testing.T, p *Plant, seed uint64) {
		l := fresh(t, p, seed)
		d := &diary{}
		l.Watch(d, sim.Moved)
		start(t, l)
		run(t, l, while)
		moved := map[[2]sim.ID]int64{}
		travel := carriers(p, d.records)
		for _, r := range d.records {
			if travel[r.Part] && !p.Layout.Carriers[r.Product] {
				continue // what it carries is counted
			}
			moved[[2]sim.ID{r.Peer, r.ID}]++
		}
		in := map[sim.ID]int{}
		for id := range sim.ID(l.Len()) {
			for _, way := range l.Ways(id) {
				in[way.To]++
			}
		}
		for id := range sim.ID(l.Len()) {
			ways := l.Ways(id)
			for _, way := range ways {
				if way.Parts == nil && (len(ways) > 1 || in[way.To] > 1) {
					t.Errorf("%s to %s is not counted, and not the only way", l.Name(id), l.Name(way.To))
				}
				if way.Parts != nil && total(way.Parts) != moved[[2]sim.ID{id, way.To}] {
					t.Errorf("%s to %s: %d by count, %d by moves", l.Name(id), l.Name(way.To), total(way.Parts), moved[[2]sim.ID{id, way.To}])
				}
			}
		}
	})
}

// A fork is a line like any other: nothing is wrong inside, parts are conserved, and the line it came from goes on as if it
// had not been.
func TestAForkIsALine(t *testing.T) {
	eachLine(t, func(t *testing.T, p *Plant, seed uint64) {
		a, b := fresh(t, p, seed), fresh(t, p, seed)
		da, db := &diary{}, &diary{}
		a.Watch(da, sim.Everything)
		b.Watch(db, sim.Everything)
		start(t, a)
		start(t, b)
		run(t, a, while/6)
		f := a.Fork(seed+1, nil)
		for at := while / 6; at <= while/2; at += while / 24 {
			run(t, f, at)
			if err := f.Check(); err != nil {
				t.Fatal(err)
			}
		}
		books(t, f)
		run(t, a, while/3)
		run(t, b, while/3)
		same(t, "forked", db.records, da.records)
	})
}

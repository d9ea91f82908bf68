package forecast

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"tweeling/sim"
)

const doubtful = `title = "Doubtful"
[line.in]
kind = "source"
release = "endless"
to = ["press"]
[line.press]
kind = "machine"
cycle = CYCLE
scrap = SCRAP
to = ["store"]
[line.store]
kind = "buffer"
room = ROOM
to = ["pack"]
[line.pack]
kind = "machine"
cycle = "10s"
to = ["out"]
[line.out]
kind = "sink"
[measure.paint]
capex = [100, 200, 300]
line.press.scrap = 0.5
`

func doubtfulWith(cycle, scrap, room string) string {
	return strings.NewReplacer("CYCLE", cycle, "SCRAP", scrap, "ROOM", room).Replace(doubtful)
}

// What the file says as [low, likely, high] comes out once in a future: 480 cycles of a minute in 8 hours, of which P10 to P90 are
// those of the share of scrap, by its own law. 2,000 futures know a quantile within 2 points of probability (sqrt(0.1 0.9/2000) =
// 0.7 %), and chance adds sqrt(480 0.2 0.8) = 9 parts to the 90 by which the band differs; 12 is beyond both.
func TestRangesAreDrawn(t *testing.T) {
	s, p := load(t, "doubtful.toml", doubtfulWith(`"60s"`, "[0.05, 0.2, 0.4]", "[5, 8, 20]"))
	g := unknown(t, s, p)
	if !slices.Equal(g.Unknowns, []string{"line.press.scrap"}) || !slices.Equal(g.Left, []string{"line.store.room"}) {
		t.Fatalf("drawn %v, left %v", g.Unknowns, g.Left)
	}
	live := liveAt(t, p, 1, time.Hour)
	f, err := Run(context.Background(), p, live, Options{Until: 9 * time.Hour, Futures: 2000, Unknown: g})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ have, p float64 }{{f.Good.P10, 0.9}, {f.Good.P50, 0.5}, {f.Good.P90, 0.1}} {
		if want := 480 * (1 - g.guesses[0].Quantile(c.p)); math.Abs(c.have-want) > 12 {
			t.Errorf("at %v: %v parts, want %.0f", 1-c.p, c.have, want)
		}
	}
	known, err := Run(context.Background(), p, live, Options{Until: 9 * time.Hour, Futures: 200})
	if err != nil {
		t.Fatal(err)
	}
	if wide, narrow := f.Good.P90-f.Good.P10, known.Good.P90-known.Good.P10; wide < 3*narrow {
		t.Errorf("the band is %v wide, and %v when all is known", wide, narrow)
	}
}

// A cycle that is not known is drawn for what is under way too: half a minute into one of [50, 60, 90] seconds the next part
// comes 20 to 60 seconds later, and each after it one whole cycle.
func TestWhatIsUnderWayTakesAsLong(t *testing.T) {
	s, p := load(t, "doubtful.toml", doubtfulWith(`["50s", "60s", "90s"]`, "0", "5"))
	g := unknown(t, s, p)
	live := liveAt(t, p, 1, time.Hour+30*time.Second)
	for i := range uint64(20) {
		l, err := g.fork(live, i, 7, i)
		if err != nil {
			t.Fatal(err)
		}
		w := &exits{}
		l.Watch(w, sim.TimerRang)
		if err := l.Run(2 * time.Hour); err != nil {
			t.Fatal(err)
		}
		at := w.of(1) // the press; the source is 0
		first, cycle := at[0]-live.Now(), at[1]-at[0]
		if first+30*time.Second != cycle || cycle < 45*time.Second || cycle > 110*time.Second {
			t.Errorf("future %d: the part in work takes %v more, and the next %v", i, first, cycle)
		}
	}
}

type exits struct{ list []sim.Record }

func (e *exits) Observe(records []sim.Record) { e.list = append(e.list, records...) }

func (e *exits) of(id sim.ID) (at []sim.Time) {
	for _, r := range e.list {
		if r.ID == id {
			at = append(at, r.At)
		}
	}
	return at
}

// The same seed gives the same forecast on any number of workers, with what is not known too.
func TestRangesAreDrawnAlike(t *testing.T) {
	s, p := load(t, "doubtful.toml", doubtfulWith(`"gamma(60s, cv 0.4)"`, "[0.05, 0.2, 0.4]", "5"))
	g := unknown(t, s, p)
	live := liveAt(t, p, 1, time.Hour)
	var first Band
	for _, workers := range []int{1, 4} {
		f, err := Run(context.Background(), p, live, Options{Until: 3 * time.Hour, Futures: 60, Unknown: g, Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		if first == (Band{}) {
			first = f.Good
		} else if f.Good != first {
			t.Errorf("have %v and %v", first, f.Good)
		}
	}
}

package plant

import (
	"math"
	"math/bits"
	"testing"
	"time"

	"tweeling/sim"
)

// The n-th order of a stock takes as long however many spares are kept, whenever it is placed, and whatever else is on order.
func TestResupplyIsKeyedByTheNumberOfTheOrder(t *testing.T) {
	lengths := func(count int) []time.Duration {
		m := replaced()
		m.Elements[len(m.Elements)-1].Values["count"] = count
		p, err := Build(m)
		if err != nil {
			t.Fatal(err)
		}
		l := fresh(t, p, 1)
		o := &ordered{plant: p}
		o.stock, _ = l.Find("modules")
		l.Watch(o, sim.TimerRang)
		start(t, l)
		run(t, l, 2000*time.Second)
		return o.lasted
	}
	few, many := lengths(1), lengths(6)
	if len(few) < 50 || len(many) < len(few) {
		t.Fatalf("want many orders, have %d and %d", len(few), len(many))
	}
	for i := range 40 {
		if few[i] != many[i] {
			t.Errorf("order %d takes %v with one spare and %v with six", i, few[i], many[i])
		}
	}
}

// ordered follows how long each order of a stock lasts, by when machines fail and what of the stock rings.
type ordered struct {
	plant  *Plant
	stock  sim.ID
	runs   uint64 // of the timers of the stock, those that run
	placed [64]int
	began  []time.Duration
	lasted []time.Duration // by number of the order
}

func (o *ordered) Observe(records []sim.Record) {
	for _, r := range records {
		if r.ID == o.stock {
			o.runs &^= 1 << r.Timer
			n := o.placed[r.Timer]
			o.lasted[n] = r.At - o.began[n]
			continue
		}
		for i := range o.plant.Elements {
			p := &o.plant.Elements[i]
			if len(p.Modes) > 0 && p.IDs[0] == r.ID && p.Modes[0].Uptime == r.Timer {
				t := bits.TrailingZeros64(^o.runs)
				o.runs |= 1 << t
				o.placed[t] = len(o.began)
				o.began, o.lasted = append(o.began, r.At), append(o.lasted, 0)
			}
		}
	}
}

// Forks of a line with several modules under way draw the rest of each by itself: with exponential times of 20 s the mean of
// 400 times the first of four to come is 5 s, within 3.3 x 5/sqrt(400) = 0.83 s.
func TestAForkDrawsTheRestOfEachResupply(t *testing.T) {
	m := serial(1, 1, true)
	for i := range m.Elements {
		if m.Elements[i].Kind == "machine" {
			m.Elements[i].Failures = []Failure{{Name: "wear", Uptime: law("1s"), Repair: law("0s"), Spare: "modules"}}
		}
	}
	m.Elements = append(m.Elements, Spec{Name: "modules", Kind: "spares", Values: map[string]any{"count": 3, "resupply": law("exp(20s)")}})
	l := lineOf(t, m, 3, 0)
	id, _ := l.Find("modules")
	for step := 1; ; step++ {
		run(t, l, l.Now()+time.Second)
		if tally := l.Tally(id); tally.Asked-total(tally.Rings) == 4 {
			break
		}
		if step > 500 {
			t.Fatal("want four modules on order at some time, have them never")
		}
	}
	sum := 0.0
	const forks = 400
	for i := range uint64(forks) {
		f := l.Fork(i, nil)
		before := total(f.Tally(id).Rings)
		for total(f.Tally(id).Rings) == before {
			run(t, f, f.Now()+time.Second/20)
		}
		sum += (f.Now() - l.Now()).Seconds() - 1.0/40
	}
	if mean := sum / forks; math.Abs(mean-5) > 0.83 {
		t.Errorf("the first of four comes after %v s, want 5", mean)
	}
}

package twin

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"tweeling/sim"
	"tweeling/sim/plant"
	"tweeling/sim/scenario"
)

// drawnPlant is a random line, by a number; false: what was drawn is no line.
func drawnPlant(t *testing.T, seed uint64) (text string, table *Table, ok bool) {
	t.Helper()
	text = anyLine(rand.New(rand.NewPCG(seed, 1)))
	s, err := scenario.Read("any.toml", []byte(text), nil)
	if err != nil {
		return text, nil, false
	}
	model, _, err := s.Model(scenario.AsIs)
	if err != nil {
		t.Fatal(err)
	}
	p, err := plant.Build(model)
	if err != nil {
		t.Fatal(err)
	}
	if table, err = NewTable(p, nil); err != nil {
		t.Fatal(err)
	}
	return text, table, true
}

// lines is how many are drawn.
func lines() uint64 {
	switch {
	case os.Getenv("TWEELING_LONG") != "":
		return 1000
	case testing.Short():
		return 10
	default:
		return 40
	}
}

// ran is a line that has run, with what it said; false: it got stuck, as lines may that are drawn.
func ran(table *Table, seed uint64, until time.Duration) (*sim.Line, []Signal, bool) {
	l, err := table.Plant.Line(seed, 0)
	if err != nil {
		return nil, nil, false
	}
	var signals []Signal
	v := NewVoice(table, "line", dawn, func(s Signal) { signals = append(signals, s) })
	v.Begin(l)
	l.Watch(v, VoiceMask)
	if l.Start() != nil || l.Run(until) != nil {
		return nil, nil, false
	}
	v.End()
	return l, signals, true
}

// The mirror of a line of whatever kinds, that says all it does, stands where the line stands.
func TestMirrorOfAnyLine(t *testing.T) {
	const while = 3 * time.Hour
	for seed := range lines() {
		text, table, ok := drawnPlant(t, seed)
		if !ok {
			continue
		}
		l, signals, ok := ran(table, seed, while)
		if !ok {
			continue
		}
		m := mirror(t, table, Options{Seed: seed})
		take(t, m, dawn.Add(while), signals...)
		have, err := m.Line(dawn.Add(while))
		if err != nil {
			t.Fatalf("%d: %v\n%s", seed, err, text)
		}
		// Parts that come to be at one instant may have each other's numbers.
		if n, d := contradictions(m), differ(table, l, have); n > 0 || d != "" {
			t.Errorf("%d: want the line and its mirror alike after %d signals; %d contradictions: %s\n%s\n%s", seed, len(signals), n, told(m), d, text)
		}
	}
}

// told are the contradictions by name.
func told(m *Mirror) string {
	var list []string
	for id, c := range m.now.counts {
		if c.Sum() > 0 {
			list = append(list, fmt.Sprintf("%s %+v", m.table.Plant.Layout.Nodes[id].Name, c))
		}
	}
	return strings.Join(list, "; ")
}

// disturbed is a log of which signals are lost, said of the wrong tag, misdated, or with values of others.
func disturbed(signals []Signal, table *Table, chance *rand.Rand) []Signal {
	lost := []int{3, 20, 200}[chance.IntN(3)]
	var left []Signal
	for _, s := range signals {
		switch {
		case chance.IntN(lost) == 0:
			continue
		case chance.IntN(60) == 0:
			s.Tag = table.Meanings[chance.IntN(len(table.Meanings))].Tag
		case chance.IntN(60) == 0:
			s.At = s.At.Add(time.Duration(chance.IntN(600)-300) * time.Second)
		case chance.IntN(200) == 0:
			s.Value = signals[chance.IntN(len(signals))].Value
		}
		left = append(left, s)
	}
	return left
}

// Whatever is lost, garbled, doubled or out of order of whatever line: the mirror of it never fails, its books know every part, it
// passes all checks of a line, and what it shows follows from the set of signals alone.
func TestReality(t *testing.T) {
	const while = 90 * time.Minute
	end, kinds, sum := dawn.Add(while), map[string]bool{}, 0
	for seed := range lines() {
		text, table, ok := drawnPlant(t, seed)
		if !ok {
			continue
		}
		_, signals, ok := ran(table, seed, while)
		if !ok {
			continue
		}
		for i := range table.Plant.Elements {
			kinds[table.Plant.Elements[i].Kind] = true
		}
		chance := rand.New(rand.NewPCG(seed, 7))
		signals = disturbed(signals, table, chance)
		whole, err := NewMirror(table, Options{Zero: dawn, Begin: dawn, Seed: 9, Every: 300})
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(signals); i += 100 {
			if err := whole.Take(signals[i:min(i+100, len(signals))]); err != nil {
				t.Fatal(err)
			}
		}
		if err := whole.Advance(end); err != nil {
			t.Fatalf("%d: %v\n%s", seed, err, text)
		}
		l, err := whole.Line(end)
		if err != nil {
			t.Fatalf("%d: %v\n%s", seed, err, text)
		}
		if err := l.Check(); err != nil {
			t.Errorf("%d: %v\n%s", seed, err, text)
		}
		if err := balanced(l); err != nil {
			t.Errorf("%d: %v\n%s", seed, err, text)
		}
		sum += contradictions(whole)
		mixed := slices.Concat(signals, signals[:len(signals)/9])
		chance.Shuffle(len(mixed), func(i, k int) { mixed[i], mixed[k] = mixed[k], mixed[i] })
		m, err := NewMirror(table, Options{Zero: dawn, Begin: dawn, Seed: 9, Every: 300, Keep: 1 << 20})
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(mixed); {
			n := min(len(mixed)-i, 1+chance.IntN(len(mixed)/3+1))
			if err := m.Take(mixed[i : i+n]); err != nil {
				t.Fatal(err)
			}
			i += n
			if err := m.Advance(dawn.Add(time.Duration(chance.Int64N(int64(while))))); err != nil {
				t.Fatal(err)
			}
		}
		if err := m.Advance(end); err != nil {
			t.Fatal(err)
		}
		if whole.Fingerprint() != m.Fingerprint() {
			t.Errorf("%d: want the same in any order, have another: %s and %s\n%s", seed, told(whole), told(m), text)
		}
	}
	if sum < 1000 {
		t.Errorf("want contradictions, have %d", sum)
	}
	for i := range plant.Kinds {
		if k := plant.Kinds[i].Name; !kinds[k] {
			t.Errorf("want a line with each kind, have none with %s", k)
		}
	}
}

// differ tells where two lines do not stand alike: what each element does, holds and has done, and how long each timer has run.
func differ(table *Table, a, b *sim.Line) string {
	var list []string
	for id := range sim.ID(a.Len()) {
		x, y := a.Tally(id), b.Tally(id)
		if a.State(id) != b.State(id) || a.Content(id) != b.Content(id) || fmt.Sprint(x) != fmt.Sprint(y) {
			list = append(list, fmt.Sprintf("%s: %v %d %+v\n  and %v %d %+v", a.Name(id), a.State(id), a.Content(id), x, b.State(id), b.Content(id), y))
		}
		for k, spec := range table.Plant.Timers(id) {
			r, runs := a.UnderWay(id, sim.Timer(k))
			q, other := b.UnderWay(id, sim.Timer(k))
			if runs != other || r.Age != q.Age || r.Due != q.Due {
				list = append(list, fmt.Sprintf("%s, %s: %v, %v", a.Name(id), spec.Name, r, q))
			}
		}
	}
	return strings.Join(list, "\n")
}

// Stations of which one round is the end of several parts are followed by the counts of their parts alone, whenever in a round these
// are told: a load of three is one round, and which of the three is scrap is as it was said.
func TestCountsOfLoads(t *testing.T) {
	_, table := build(t, `
[line.feeder]
kind = "source"
to = ["store"]
[line.store]
kind = "buffer"
room = 9
to = ["bake"]
[line.bake]
kind = "oven"
batch = 3
cycle = "2m"
to = ["out"]
[line.out]
kind = "sink"
[signal.good]
element = "bake"
means = "good"
from = 0
[signal.bad]
element = "bake"
means = "scrapped"
from = 0
`)
	say := func(seconds int, seq uint64, tag string, value float64) Signal {
		return Signal{Source: "plc", Seq: seq, At: dawn.Add(time.Duration(seconds) * time.Second), Tag: tag, Value: NumberValue(value)}
	}
	m := mirror(t, table, Options{})
	take(t, m, dawn.Add(time.Hour),
		say(130, 1, "good", 2), say(130, 2, "bad", 1), // all at once
		say(300, 3, "good", 3), say(305, 4, "good", 4), say(310, 5, "good", 5), // one by one
		say(500, 6, "good", 11)) // two loads
	l, err := m.Line(dawn.Add(10 * time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	id, _ := l.Find("bake")
	if y := l.Tally(id); y.Rings[0] != 4 || total(y.Sent) != 11 || total(y.Scrapped) != 1 {
		t.Errorf("want 4 rounds, 11 good and 1 scrap, have %d, %d and %d", y.Rings[0], total(y.Sent), total(y.Scrapped))
	}
	if err := balanced(l); err != nil {
		t.Error(err)
	}
}

// Parts that come to a source whose orders are over are put in.
func TestArrivalsBesideOrders(t *testing.T) {
	_, table := build(t, `
[product.a]
[order.first]
product = "a"
quantity = 1
[line.feeder]
kind = "source"
release = "orders"
to = ["press"]
[line.press]
kind = "machine"
cycle = "2m"
to = ["out"]
[line.out]
kind = "sink"
`)
	m := mirror(t, table, Options{Zero: dawn.Add(-6 * time.Hour), Begin: dawn})
	take(t, m, dawn.Add(time.Hour), Signal{Source: "plc", Seq: 1, At: dawn, Tag: "feeder.arrival", Value: NumberValue(0)},
		Signal{Source: "plc", Seq: 2, At: dawn.Add(time.Minute), Tag: "feeder.arrival", Value: NumberValue(2)})
	l, err := m.Line(dawn.Add(2 * time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	feeder, _ := l.Find("feeder")
	if c := m.now.counts[feeder]; l.Inside() != 2 || c.Refused != 0 {
		t.Errorf("want two parts inside, have %d, %+v", l.Inside(), c)
	}
	if err := balanced(l); err != nil {
		t.Error(err)
	}
}

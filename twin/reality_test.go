package twin

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"tweeling/scenarios"
	"tweeling/sim"
	"tweeling/sim/plant"
	"tweeling/sim/scenario"
)

// balanced tells whether the books of a mirror's line know of every part.
func balanced(l *sim.Line) error {
	t := l.Totals()
	in, out := 0, l.Inside()
	for p := range t.Entered {
		in += int(t.Entered[p] + t.Put[p])
		out += int(t.Left[p] + t.Lost[p] + t.Scrapped[p] + t.Taken[p])
		if t.Made != nil {
			in, out = in+int(t.Made[p]), out+int(t.Consumed[p])
		}
	}
	if in != out {
		return fmt.Errorf("want as many parts in as out or inside, have %d and %d", in, out)
	}
	return nil
}

// Signals that are lost, garbled, or of another line make contradictions; they never make an error, and the books know every part.
func TestLostSignals(t *testing.T) {
	const while = 6 * time.Hour
	end, sum := dawn.Add(while), 0
	for _, name := range scenarios.Names() {
		s, err := scenario.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		for k, plan := range s.PlanNames() {
			model, _, err := s.Model(plan)
			if err != nil {
				t.Fatal(err)
			}
			p, err := plant.Build(model)
			if err != nil {
				t.Fatal(err)
			}
			table, err := NewTable(p, nil)
			if err != nil {
				t.Fatal(err)
			}
			_, signals := spoken(t, p, table, 3, while)
			chance := rand.New(rand.NewPCG(uint64(k), 5))
			var left []Signal
			for _, s := range signals {
				switch {
				case chance.IntN(4) == 0:
					continue
				case chance.IntN(50) == 0:
					s.Tag = table.Meanings[chance.IntN(len(table.Meanings))].Tag
				case chance.IntN(50) == 0:
					s.At = s.At.Add(time.Duration(chance.IntN(600)-300) * time.Second)
				}
				left = append(left, s)
			}
			m := mirror(t, table, Options{Seed: 9})
			take(t, m, end, left...)
			l, err := m.Line(end)
			if err != nil {
				t.Errorf("%s, %s: %v", name, plan, err)
			} else if err := balanced(l); err != nil {
				t.Errorf("%s, %s: %v", name, plan, err)
			}
			sum += contradictions(m)
			if _, err := l.Fork(1, nil).Clone().RunSome(while+time.Hour, 1e6); err != nil && !strings.Contains(err.Error(), "deadlock") {
				t.Errorf("%s, %s: want a line that runs on, have %v", name, plan, err)
			}
		}
	}
	if sum < 300 {
		t.Errorf("want contradictions, have %d", sum)
	}
}

// A plant that tells only what it counted is followed count by count, whatever chance the mirror has of its own.
func TestCountersAlone(t *testing.T) {
	const while = 8 * time.Hour
	end := dawn.Add(while)
	for name, c := range map[string]struct {
		tags    string
		shifted time.Duration
	}{
		"good and scrap":         {"press.good good press; press.bad scrapped press; pack.good good pack", 0},
		"all and scrap":          {"press.all finished press; press.bad scrapped press; pack.all finished pack", 0},
		"scrap told later":       {"press.all finished press; press.bad scrapped press; pack.all finished pack", 300 * time.Millisecond},
		"arrivals, then at ends": {"in arrived feeder; press.good good press; press.bad scrapped press; out arrived out", 0},
	} {
		text := small
		for line := range strings.SplitSeq(c.tags, "; ") {
			f := strings.Fields(line)
			text += fmt.Sprintf("[signal.%q]\nmeans = %q\nelement = %q\nfrom = 0\n", f[0], f[1], f[2])
		}
		p, table := build(t, text)
		l, signals := spoken(t, p, table, 1, while)
		for i := range signals {
			if signals[i].Tag == "press.bad" {
				signals[i].At = signals[i].At.Add(c.shifted)
			}
		}
		m := mirror(t, table, Options{Seed: 77})
		take(t, m, end, signals...)
		have, err := m.Line(end)
		if err != nil {
			t.Fatal(err)
		}
		if err := balanced(have); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, name2 := range []string{"press", "pack"} {
			id, _ := l.Find(name2)
			a, b := l.Tally(id), have.Tally(id)
			sum := func(list []int64) (n int64) {
				for _, x := range list {
					n += x
				}
				return n
			}
			if sum(a.Sent) != sum(b.Sent) || sum(a.Scrapped) != sum(b.Scrapped) {
				t.Errorf("%s, %s: want %v sent and %v scrapped, have %v and %v; %+v", name, name2, a.Sent, a.Scrapped, b.Sent, b.Scrapped, m.now.counts)
			}
		}
		if n := contradictions(m); n > len(signals)/50 {
			t.Errorf("%s: want few contradictions, have %d of %d signals: %+v", name, n, len(signals), m.now.counts)
		}
	}
}

// What a level sensor says is put right, once it has been otherwise for long enough.
func TestLevels(t *testing.T) {
	_, table := build(t, small+`
[signal.level]
element = "store"
means = "level"
within = "5s"
`)
	at := func(second, level int) Signal {
		return Signal{Source: "s", Seq: uint64(second + 1), At: dawn.Add(time.Duration(second) * time.Second), Tag: "level", Value: NumberValue(float64(level))}
	}
	m := mirror(t, table, Options{})
	content := func(second int) int {
		if err := m.Advance(dawn.Add(time.Duration(second) * time.Second)); err != nil {
			t.Fatal(err)
		}
		l, err := m.Line(dawn.Add(time.Duration(second) * time.Second))
		if err != nil {
			t.Fatal(err)
		}
		store, _ := l.Find("store")
		return l.Content(store)
	}
	take(t, m, dawn, at(0, 0), at(10, 3), at(12, 0), at(20, 4), at(60, 4), at(70, 9), at(100, 2), at(200, 2))
	for second, want := range map[int]int{9: 0, 14: 0, 19: 0, 21: 0} {
		if have := content(second); have != want {
			t.Errorf("at %d s: want %d, have %d", second, want, have)
		}
	}
	if have := content(26); have != 4 {
		t.Errorf("want the level put right, have %d", have)
	}
	content(200)
	l, _ := m.Line(dawn.Add(200 * time.Second))
	if err := balanced(l); err != nil {
		t.Error(err)
	}
	store, _ := l.Find("store")
	if c := m.now.counts[store]; c.Levelled < 5 || l.Tally(store).Put < 4 || l.Tally(store).Taken == 0 {
		t.Errorf("want them counted, have %+v", c)
	}
}

// A twin may begin to listen to a plant that has long been at work: what is in it shows soon, and counts are right from the start.
func TestJoinsAPlantAtWork(t *testing.T) {
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
	table, err := NewTable(p, nil)
	if err != nil {
		t.Fatal(err)
	}
	const join, while = 8 * time.Hour, 3 * time.Hour
	l, err := p.Line(3, 0)
	if err != nil {
		t.Fatal(err)
	}
	midnight := dawn.Add(-6 * time.Hour)
	var signals []Signal
	v := NewVoice(table, "line", midnight, func(s Signal) { signals = append(signals, s) })
	if err := errors.Join(l.Start(), l.Run(join)); err != nil {
		t.Fatal(err)
	}
	l.ClearTallies()
	v.Begin(l)
	l.Watch(v, VoiceMask)
	if err := l.Run(join + while); err != nil {
		t.Fatal(err)
	}
	v.End()
	m := mirror(t, table, Options{Zero: midnight, Begin: midnight.Add(join), Seed: 77})
	take(t, m, midnight.Add(join+while), signals...)
	have, err := m.Line(midnight.Add(join + while))
	if err != nil {
		t.Fatal(err)
	}
	for id := range sim.ID(l.Len()) {
		a, b := l.Tally(id), have.Tally(id)
		if p.Layout.Nodes[id].Role == sim.Station && (total(a.Sent) != total(b.Sent) || total(a.Scrapped) != total(b.Scrapped)) {
			t.Errorf("%s: want %d and %d, have %d and %d", l.Name(id), total(a.Sent), total(a.Scrapped), total(b.Sent), total(b.Scrapped))
		}
		if a, b := l.State(id), have.State(id); a != b {
			t.Errorf("%s: want it %v, have %v", l.Name(id), a, b)
		}
		if a, b := l.Content(id), have.Content(id); a != b {
			t.Errorf("%s: want %d in it, have %d", l.Name(id), a, b)
		}
	}
	if n := contradictions(m); n > 100 {
		t.Errorf("want some contradictions at the beginning, have %d of %d signals: %+v", n, len(signals), m.now.counts)
	}
}

func total(counts []int64) (n int64) {
	for _, c := range counts {
		n += c
	}
	return n
}

// How full places were when a mirror began is no contradiction: it could not know.
func TestLevelsAtTheBeginning(t *testing.T) {
	_, table := build(t, small+"[signal.level]\nelement = \"store\"\nmeans = \"level\"\nwithin = \"5s\"\n")
	say := func(seq uint64, after time.Duration, level float64) Signal {
		return Signal{Source: "s", Seq: seq, At: dawn.Add(after), Tag: "level", Value: NumberValue(level)}
	}
	m := mirror(t, table, Options{Zero: dawn.Add(-24 * time.Hour), Begin: dawn})
	take(t, m, dawn.Add(time.Minute), say(1, -time.Hour, 3), say(2, 30*time.Second, 4))
	s, err := m.Stand(dawn.Add(time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	levelled := 0
	for _, e := range s.Elements {
		levelled += e.Levelled
	}
	if s.Found != 4 || levelled != 1 { // one of four went on to the machine at once
		t.Errorf("want 4 that were there and 1 put in later, have %d and %d", s.Found, levelled)
	}
}

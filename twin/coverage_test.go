package twin

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// What is missing, double, back in time or ended before it began is found, whatever the order in which it came.
func TestCoverage(t *testing.T) {
	at := func(s int) time.Time { return dawn.Add(time.Duration(s) * time.Second) }
	var list []Signal
	say := func(seq uint64, s int, tag string, v Value) { list = append(list, Signal{"plc", seq, at(s), tag, v}) }
	for i := range 10 {
		if i == 4 || i == 5 { // two that are lost
			continue
		}
		say(uint64(10+i), 10*i, "press.count", NumberValue(float64(100+i)))
	}
	say(20, 95, "press.count", NumberValue(0)) // the counter begins anew
	say(21, 96, "press.count", NumberValue(1))
	say(22, 40, "press.state", TextValue("down")) // the clock is back
	say(23, 101, "saw.start", Value{})
	say(24, 99, "saw.complete", Value{}) // before it began
	list = append(list, list[0], list[1])
	list = append(list, Signal{"bare", 1e18, at(0), "door", NumberValue(1)}, Signal{"bare", 2e18, at(1), "door", NumberValue(0)})
	want := CoverageReport{
		Silences: []Silence{},
		Sources: []SourceCoverage{
			{Source: "bare", Expected: 2, Seen: 2, Gaps: []Gap{}, First: at(0), Last: at(1)},
			{Source: "plc", Expected: 15, Seen: 13, Numbered: true, Gaps: []Gap{{14, 15}}, GapCount: 1, Doubles: 2, ClockBack: 2, FarthestS: 56, First: at(0), Last: at(101)},
		},
		Classes: []ClassCoverage{
			{Class: "door", Known: true, Expected: 2, Seen: 2, Last: at(1)},
			{Machine: "press", Class: "count", Known: true, Expected: 12, Seen: 10, Resets: 1, Last: at(96)},
			{Machine: "press", Class: "state", Known: true, Expected: 1, Seen: 1, Last: at(40)},
			{Machine: "saw", Class: "complete", Known: true, Expected: 1, Seen: 1, Negative: 1, Last: at(99)},
			{Machine: "saw", Class: "start", Known: true, Expected: 1, Seen: 1, Last: at(101)},
		},
	}
	for seed := range uint64(5) {
		rand.New(rand.NewPCG(seed, 0)).Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		c := NewCoverage(nil)
		for _, s := range list {
			c.Add(s)
		}
		if d := cmp.Diff(want, c.Report()); d != "" {
			t.Fatal(d)
		}
	}
}

// A line that says everything misses nothing; of a table, what nobody said is told.
func TestCoverageOfALine(t *testing.T) {
	p, table := build(t, small)
	l, err := p.Line(1, 0)
	if err != nil {
		t.Fatal(err)
	}
	c := NewCoverage(table)
	if n := len(c.Report().Classes); n != len(table.Meanings) {
		t.Errorf("want %d that nobody said, have %d", len(table.Meanings), n)
	}
	v := NewVoice(table, "line", dawn, func(s Signal) {
		if s.Tag != "press.good" || s.Seq%3 > 0 { // a third of one tag is lost
			c.Add(s)
		}
	})
	v.Begin(l)
	l.Watch(v, VoiceMask)
	if err := l.Start(); err != nil {
		t.Fatal(err)
	}
	if err := l.Run(8 * time.Hour); err != nil {
		t.Fatal(err)
	}
	v.End()
	c.Add(Signal{Source: "line", Seq: 1e6, At: dawn, Tag: "press.temperature", Value: NumberValue(20)})
	for _, one := range c.Report().Classes {
		switch name := one.Machine + "." + one.Class; {
		case name == "press.temperature":
			if one.Known {
				t.Error("want a tag that the table does not have told")
			}
		case name == "press.good":
			if one.Seen > one.Expected*3/4 || one.Expected < 500 {
				t.Errorf("want about two thirds seen, have %+v", one)
			}
		case one.Seen != one.Expected || one.Seen == 0 || !one.Known || one.Resets+one.Negative+one.ClockBack > 0:
			t.Errorf("%s: want all seen, have %+v", name, one)
		}
	}
}

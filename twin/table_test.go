package twin

import (
	"strings"
	"testing"
	"time"

	"tweeling/sim"
	"tweeling/sim/plant"
	"tweeling/sim/scenario"
)

const small = `
[product.classic]
share = 0.6
[product.sport]
share = 0.4
[line.feeder]
kind = "source"
every = "exp(30s)"
to = ["press"]
[line.press]
kind = "machine"
cycle = "lognormal(20s, cv 0.25)"
scrap = 0.05
failure.jam = { uptime = "exp(30m)", repair = "exp(4m)" }
to = ["store"]
[line.store]
kind = "buffer"
room = 5
to = ["pack"]
[line.pack]
kind = "machine"
cycle = "22s"
to = ["out"]
[line.out]
kind = "sink"
`

// build makes the line of a scenario, and its table of signals.
func build(t testing.TB, text string) (*plant.Plant, *Table) {
	t.Helper()
	s, err := scenario.Read("test.toml", []byte(text), nil)
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
	table, err := NewTable(p, s.Signals)
	if err != nil {
		t.Fatal(err)
	}
	return p, table
}

var dawn = time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)

func TestDefaultTable(t *testing.T) {
	_, table := build(t, small)
	var tags []string
	for _, m := range table.Meanings {
		tags = append(tags, m.Tag)
	}
	want := "feeder.arrival feeder.level feeder.product pack.good pack.product pack.scrapped pack.state pack.work " +
		"press.good press.product press.repair.jam press.scrapped press.state press.uptime.jam press.work store.level"
	if have := strings.Join(tags, " "); have != want {
		t.Errorf("want %s\nhave %s", want, have)
	}
	err := table.Strange("pres.work")
	if err == nil || !strings.Contains(err.Error(), "nearest are press.work") {
		t.Errorf("want the nearest tag named, have %v", err)
	}
}

// What each value of each sort of counter counts.
func TestRead(t *testing.T) {
	_, table := build(t, small+`
[signal.total]
element = "press"
means = "finished"
[signal.from]
element = "press"
means = "scrapped"
from = 10
wraps_at = 100
[signal.each]
element = "press"
means = "good"
counts = "each"
[signal.pulse]
element = "pack"
means = "finished"
counts = "pulse"
[signal.state]
element = "press"
means = "state"
states = { "7" = "working", RUN = "ready" }
[signal.kind]
element = "feeder"
means = "arrived"
products = { A1 = "sport" }
[signal.level]
element = "store"
means = "level"
`)
	last := map[string]*Last{}
	for i, c := range []struct {
		tag   string
		value Value
		want  Event
		wrong string
	}{
		{tag: "total", value: NumberValue(1000)},
		{tag: "total", value: NumberValue(1003), want: Event{Count: 3}},
		{tag: "total", value: TextValue(" 1004 "), want: Event{Count: 1}},
		{tag: "total", value: NumberValue(2), want: Event{Count: 2, Reset: true}},
		{tag: "total", value: NumberValue(0.5), wrong: "want a whole number"},
		{tag: "total", value: TextValue("none"), wrong: "want a number"},
		{tag: "total", value: NumberValue(3), want: Event{Count: 1}},
		{tag: "total", value: NumberValue(1e9), wrong: "rises by at most"},
		{tag: "total", value: NumberValue(1e9 + 1), want: Event{Count: 1}},
		{tag: "from", value: NumberValue(12), want: Event{Count: 2}},
		{tag: "from", value: NumberValue(99), want: Event{Count: 87}},
		{tag: "from", value: NumberValue(1), want: Event{Count: 2}},
		{tag: "each", value: NumberValue(4), want: Event{Count: 4}},
		{tag: "each", value: NumberValue(4), want: Event{Count: 4}},
		{tag: "each", value: Value{}, want: Event{Count: 1}},
		{tag: "pulse", value: TextValue("true"), want: Event{Count: 1}},
		{tag: "pulse", value: TextValue("true")},
		{tag: "pulse", value: TextValue("false")},
		{tag: "pulse", value: NumberValue(1), want: Event{Count: 1}},
		{tag: "state", value: TextValue("Execute"), want: Event{States: Of(sim.Working, sim.Setup)}},
		{tag: "state", value: NumberValue(7), want: Event{States: Of(sim.Working)}},
		{tag: "state", value: TextValue("RUN"), want: Event{States: readyStates}},
		{tag: "state", value: NumberValue(9), want: Event{States: downStates}},
		{tag: "state", value: TextValue("Fine"), wrong: "want a state"},
		{tag: "kind", value: TextValue("A1"), want: Event{Count: 1, Product: 2}},
		{tag: "kind", value: TextValue("classic"), want: Event{Count: 1, Product: 1}},
		{tag: "level", value: NumberValue(4), want: Event{Level: 4}},
		{tag: "level", value: NumberValue(-4), wrong: "at least 0"},
		{tag: "lvel", value: NumberValue(4), wrong: `have "lvel"; nearest are level`},
	} {
		if last[c.tag] == nil {
			last[c.tag] = &Last{}
		}
		ev, err := table.Read(&Signal{Source: "s", Seq: uint64(i), Tag: c.tag, Value: c.value}, last[c.tag])
		if c.wrong != "" {
			if err == nil || !strings.Contains(err.Error(), c.wrong) {
				t.Errorf("%d %s %s: want %q, have %v", i, c.tag, c.value, c.wrong, err)
			}
			continue
		}
		ev.Meaning = 0
		if err != nil || ev != c.want {
			t.Errorf("%d %s %s: want %+v, have %+v, %v", i, c.tag, c.value, c.want, ev, err)
		}
	}
}

// What a line says adds up to what it did.
func TestVoice(t *testing.T) {
	p, table := build(t, small)
	l, err := p.Line(1, 0)
	if err != nil {
		t.Fatal(err)
	}
	total, said := map[string]float64{}, map[string]string{}
	v := NewVoice(table, "line", dawn, func(s Signal) { total[s.Tag], said[s.Tag] = s.Value.Number, s.Value.Text })
	v.Begin(l)
	l.Watch(v, VoiceMask)
	if err := l.Start(); err != nil {
		t.Fatal(err)
	}
	if err := l.Run(8 * time.Hour); err != nil {
		t.Fatal(err)
	}
	v.End()
	press, _ := l.Find("press")
	store, _ := l.Find("store")
	tally := l.Tally(press)
	sent, scrapped := tally.Sent[0]+tally.Sent[1], tally.Scrapped[0]+tally.Scrapped[1]
	if total["press.good"] != float64(sent) || total["press.scrapped"] != float64(scrapped) || scrapped == 0 {
		t.Errorf("want %d good and %d scrapped, have %v and %v", sent, scrapped, total["press.good"], total["press.scrapped"])
	}
	if total["press.work"] != float64(tally.Rings[0]) || total["press.uptime.jam"] != float64(tally.Rings[1]) {
		t.Errorf("want %v rings, have %v and %v", tally.Rings, total["press.work"], total["press.uptime.jam"])
	}
	if total["store.level"] != float64(l.Content(store)) || said["press.state"] != l.State(press).String() {
		t.Errorf("want level %d and %v, have %v and %s", l.Content(store), l.State(press), total["store.level"], said["press.state"])
	}
}

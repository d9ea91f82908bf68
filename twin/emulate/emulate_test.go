package emulate

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tweeling/sim/plant"
	"tweeling/sim/scenario"
	"tweeling/twin"
	"tweeling/twin/feed/mqtt"
)

const small = `
[line.feeder]
kind = "source"
every = "exp(30s)"
to = ["press"]
[line.press]
kind = "machine"
cycle = "lognormal(20s, cv 0.25)"
failure.jam = { uptime = "exp(30m)", repair = "exp(4m)" }
to = ["out"]
[line.out]
kind = "sink"
`

// emulator makes one of a small line.
func emulator(t testing.TB, set Settings) *Emulator {
	t.Helper()
	s, err := scenario.Read("small.toml", []byte(small), nil)
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
	table, err := twin.NewTable(p, s.Signals)
	if err != nil {
		t.Fatal(err)
	}
	set.Seed, set.Hash = 7, s.Hash
	e, err := New(p, table, set)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// A message is one as the broker got it.
type message struct {
	Source            string
	Seq               uint64
	At                time.Time
	Tag               string
	Value             any
	Birth, Historical bool
	connection        int
}

// A fakeBroker has all it was said. It breaks each connection after so many messages, the last of which it does not acknowledge.
type fakeBroker struct {
	sync.Mutex
	messages    []message
	connections int
	breaks      int // 0: never
	broken      int // how many connections break
}

type fakeWire struct {
	*fakeBroker
	number, said int
	lost         chan struct{}
}

func (b *fakeBroker) dial(context.Context) (Wire, error) {
	b.Lock()
	defer b.Unlock()
	b.connections++
	return &fakeWire{fakeBroker: b, number: b.connections, lost: make(chan struct{})}, nil
}

type fakeSent struct {
	done chan struct{}
	err  error
}

func (s fakeSent) Done() <-chan struct{} { return s.done }
func (s fakeSent) Error() error          { return s.err }

func (w *fakeWire) Say(topic string, payload []byte, kept bool) mqtt.Sent {
	w.Lock()
	defer w.Unlock()
	sent := fakeSent{done: make(chan struct{})}
	close(sent.done)
	w.said++
	if w.breaks > 0 && w.number <= w.broken && w.said >= w.breaks {
		if w.said == w.breaks {
			close(w.lost)
		}
		sent.err = errors.New("lost")
		return sent
	}
	m := message{connection: w.number}
	if err := json.Unmarshal(payload, &m); err != nil || m.Birth != kept || topic != mqtt.Root+"/line/"+m.Tag {
		sent.err = fmt.Errorf("%s: %w", topic, err)
		return sent
	}
	w.messages = append(w.messages, m)
	return sent
}

func (w *fakeWire) Lost() <-chan struct{} { return w.lost }
func (w *fakeWire) Close()                {}

// spoken is what the line says, from first to last.
func spoken(t testing.TB, until time.Duration) []twin.Signal {
	t.Helper()
	e := emulator(t, Settings{Until: until})
	e.voice.Begin(e.line)
	e.line.Watch(e.voice, twin.VoiceMask)
	if err := errors.Join(e.line.Start(), e.line.Run(until)); err != nil {
		t.Fatal(err)
	}
	e.voice.End()
	return e.fresh
}

// numbers are the numbers of some messages, in their order; births left out.
func numbers(list []message) (seqs []uint64) {
	for _, m := range list {
		if !m.Birth {
			seqs = append(seqs, m.Seq)
		}
	}
	return seqs
}

func run(t testing.TB, e *Emulator) {
	t.Helper()
	ctx, end := context.WithTimeout(context.Background(), time.Minute)
	defer end()
	if err := e.Run(ctx); err != nil || ctx.Err() != nil {
		t.Fatal(err, ctx.Err())
	}
}

// Without faults each signal is said once, in order.
func TestOnce(t *testing.T) {
	b := &fakeBroker{}
	e := emulator(t, Settings{Until: 4 * time.Hour, Dial: b.dial})
	run(t, e)
	want := spoken(t, 4*time.Hour)
	have := numbers(b.messages)
	if len(want) < 1000 || len(have) != len(want) {
		t.Fatalf("want %d, have %d", len(want), len(have))
	}
	for i := range want {
		if have[i] != want[i].Seq {
			t.Fatalf("want number %d, have %d", want[i].Seq, have[i])
		}
	}
	if s := e.Status(); s.Said != uint64(len(want)) || s.Acknowledged != s.Said || s.Waiting+int(s.Lost) != 0 || !s.Ended {
		t.Errorf("want all acknowledged, have %+v", s)
	}
}

// After each loss of the connection the births come first, one for each tag that has spoken, then what was not acknowledged and a
// little before it, in order and marked, and nothing is missing.
func TestLosses(t *testing.T) {
	b := &fakeBroker{breaks: 300, broken: 4}
	e := emulator(t, Settings{Until: 4 * time.Hour, Dial: b.dial, Overlap: 50, CatchUp: 1e6})
	run(t, e)
	want := spoken(t, 4*time.Hour)
	have := numbers(b.messages)
	slices.Sort(have)
	if have = slices.Compact(have); len(have) != len(want) {
		t.Errorf("want %d, have %d", len(want), len(have))
	}
	if b.connections != 5 {
		t.Errorf("want 5 connections, have %d", b.connections)
	}
	for c := 2; c <= 5; c++ {
		of := slices.DeleteFunc(slices.Clone(b.messages), func(m message) bool { return m.connection != c })
		births := 0
		for births < len(of) && of[births].Birth {
			births++
		}
		rest := of[births:]
		if births < 5 || len(rest) == 0 || !rest[0].Historical {
			t.Errorf("connection %d: want births, then history, have %d births, then %+v", c, births, rest[0])
		}
		seqs := numbers(rest)
		if len(seqs) != len(rest) || !slices.IsSorted(seqs) {
			t.Errorf("connection %d: want what happened in its order after the births", c)
		}
		before := numbers(slices.DeleteFunc(slices.Clone(b.messages), func(m message) bool { return m.connection != c-1 }))
		if last := before[len(before)-1]; seqs[0]+49 > last+1 {
			t.Errorf("connection %d: want 50 before %d said again, have the first %d", c, last, seqs[0])
		}
	}
}

// What goes wrong is what was asked for, and the same each time.
func TestFaults(t *testing.T) {
	faults, err := ParseFaults("drop 0.05, double 0.05,late 0.1 10m, jump 0.002 -1h")
	if err != nil {
		t.Fatal(err)
	}
	said := func() (*fakeBroker, Status) {
		b := &fakeBroker{}
		e := emulator(t, Settings{Until: 8 * time.Hour, Dial: b.dial, Faults: faults})
		run(t, e)
		return b, e.Status()
	}
	b, status := said()
	again, _ := said()
	if d := cmp.Diff(b.messages, again.messages, cmp.AllowUnexported(message{})); d != "" {
		t.Fatalf("want the same faults each time:\n%s", d)
	}
	all := spoken(t, 8*time.Hour)
	truth := map[uint64]twin.Signal{}
	for _, s := range all {
		truth[s.Seq] = s
	}
	doubles, jumped, late := 0, 0, 0
	seen := map[uint64]bool{}
	var highest uint64
	for _, m := range b.messages {
		if seen[m.Seq] {
			doubles++
		} else if m.Seq < highest {
			late++
		}
		seen[m.Seq], highest = true, max(highest, m.Seq)
		switch off := m.At.Sub(truth[m.Seq].At); off {
		case 0:
		case -time.Hour:
			jumped++
		default:
			t.Errorf("want a clock that is right or an hour late, have it off by %v", off)
		}
	}
	n := float64(len(all))
	// Binomial: six standard deviations are under 30 % of the mean at these sizes.
	for name, c := range map[string]struct{ have, want float64 }{
		"dropped": {n - float64(len(seen)), 0.05 * n}, "doubled": {float64(doubles), 0.05 * n * 0.95 * 0.9}, "late": {float64(late), 0.1 * n * 0.95},
	} {
		if c.have < 0.7*c.want || c.have > 1.3*c.want {
			t.Errorf("want about %.0f %s of %.0f, have %.0f", c.want, name, n, c.have)
		}
	}
	if jumped < 15 || float64(jumped) > n/5 || status.Dropped != uint64(len(all)-len(seen)) {
		t.Errorf("want some with a wrong clock and the dropped counted, have %d and %d", jumped, status.Dropped)
	}
}

// Where nobody listens for too long the oldest are lost and counted; the rest comes.
func TestRoom(t *testing.T) {
	o := newOutbox(100, 10)
	list := spoken(t, 4*time.Hour)
	o.put(list[:130], true)
	if waiting, _, lost := o.count(); waiting != 100 || lost != 30 {
		t.Fatalf("want 100 that wait and 30 lost, have %d and %d", waiting, lost)
	}
	o.rewind()
	for want := range 100 {
		it, n, ok := o.take()
		if !ok || it.Seq != list[want+30].Seq || !it.historical {
			t.Fatalf("want number %d, have %d, %v", list[want+30].Seq, it.Seq, ok)
		}
		o.ack(n)
	}
	if waiting, acked, lost := o.count(); waiting != 0 || acked != 100 || lost != 30 {
		t.Errorf("want all acknowledged, have %d %d %d", waiting, acked, lost)
	}
}

// A plant that ends goes on where it was, says what was not acknowledged, and all in all every signal by the same name.
func TestKeep(t *testing.T) {
	keep := filepath.Join(t.TempDir(), "plant.json")
	b := &fakeBroker{}
	for _, until := range []time.Duration{time.Hour, 2 * time.Hour, 3 * time.Hour} {
		e := emulator(t, Settings{Until: until, Dial: b.dial, Keep: keep, Overlap: -1})
		run(t, e)
	}
	want := spoken(t, 3*time.Hour)
	if have := numbers(b.messages); len(have) != len(want) || !slices.IsSorted(have) {
		t.Errorf("want each of %d once and in order, have %d", len(want), len(have))
	}
	e := emulator(t, Settings{Dial: b.dial, Keep: keep, Source: "other"})
	if err := e.Run(context.Background()); err == nil || !strings.Contains(err.Error(), "have another's (source: want other, have line)") {
		t.Errorf("want another plant's memory refused, have %v", err)
	}
	if err := os.WriteFile(keep, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	e = emulator(t, Settings{Dial: b.dial, Keep: keep})
	if err := e.Run(context.Background()); err == nil || !strings.Contains(err.Error(), "have a file of another kind") {
		t.Errorf("want another file refused, have %v", err)
	}
}

func TestParseFaults(t *testing.T) {
	have, err := ParseFaults(" late 0.05 1m30s , jump 1 -2h")
	if want := (Faults{Late: 0.05, LateBy: 90 * time.Second, Jump: 1, JumpBy: -2 * time.Hour}); have != want || err != nil {
		t.Errorf("want %+v, have %+v, %v", want, have, err)
	}
	for text, want := range map[string]string{
		"explode 1": "want a fault that exists", "drop": "want 2 words for drop", "drop 2": "from 0 to 1", "drop NaN": "from 0 to 1",
		"late 0.1": "want 3 words for late", "late 0.1 -3s": "want a time such as 30s", "drop 0.1, drop 0.1": "want each fault once", "jump 0.1 9000y": "want a time",
	} {
		if _, err := ParseFaults(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: want %q, have %v", text, want, err)
		}
	}
}

// Nobody who answers is an error at once, for who is not patient.
func TestNobody(t *testing.T) {
	dial, below, err := Broker("mqtt://127.0.0.1:1/plant")
	if err != nil || below != "plant" {
		t.Fatal(below, err)
	}
	e := emulator(t, Settings{Dial: dial, Speed: 1})
	if err := e.Run(context.Background()); err == nil || !strings.Contains(err.Error(), "is it running?") {
		t.Errorf("want nobody told, have %v", err)
	}
	if _, _, err := Broker("mqtt://x/#"); err == nil || !strings.Contains(err.Error(), "want a topic to say signals below") {
		t.Errorf("want a topic wanted, have %v", err)
	}
}

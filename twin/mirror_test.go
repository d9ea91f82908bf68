package twin

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tweeling/scenarios"
	"tweeling/sim"
	"tweeling/sim/plant"
	"tweeling/sim/scenario"
)

// spoken runs a line and returns it, with what it said.
func spoken(t testing.TB, p *plant.Plant, table *Table, seed uint64, until time.Duration) (*sim.Line, []Signal) {
	t.Helper()
	l, err := p.Line(seed, 0)
	if err != nil {
		t.Fatal(err)
	}
	var signals []Signal
	v := NewVoice(table, "line", dawn, func(s Signal) { signals = append(signals, s) })
	v.Begin(l)
	l.Watch(v, VoiceMask)
	if err := l.Start(); err != nil {
		t.Fatal(err)
	}
	if err := l.Run(until); err != nil {
		t.Fatal(err)
	}
	v.End()
	return l, signals
}

func mirror(t testing.TB, table *Table, how Options) *Mirror {
	t.Helper()
	if how.Zero.IsZero() {
		how.Zero = dawn
	}
	if how.Begin.IsZero() {
		how.Begin = how.Zero
	}
	m, err := NewMirror(table, how)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func take(t testing.TB, m *Mirror, to time.Time, signals ...Signal) {
	t.Helper()
	if err := m.Take(signals); err != nil {
		t.Fatal(err)
	}
	if err := m.Advance(to); err != nil {
		t.Fatal(err)
	}
}

// contradictions are those of all elements together.
func contradictions(m *Mirror) int {
	n := 0
	for _, c := range m.now.counts {
		n += c.Sum()
	}
	return n
}

// The mirror of a line that says all it does stands where the line stands, to the last timer.
func TestMirrorStandsWhereTheLineStands(t *testing.T) {
	const while = 10 * time.Hour
	for name, text := range map[string]string{"small": small, "routed": routed, "manned": manned} {
		for seed := range uint64(4) {
			p, table := build(t, text)
			l, signals := spoken(t, p, table, seed, while)
			m := mirror(t, table, Options{Seed: seed})
			take(t, m, dawn.Add(while), signals...)
			have, err := m.Line(dawn.Add(while))
			if err != nil {
				t.Fatal(err)
			}
			if l.Fingerprint() != have.Fingerprint() {
				t.Errorf("%s, seed %d: want the line and its mirror alike after %d signals; %d contradictions, %+v", name, seed, len(signals), contradictions(m), m.now.total)
			}
			if n := contradictions(m); n > 0 {
				t.Errorf("%s, seed %d: want no contradictions, have %d: %+v", name, seed, n, m.now.counts)
			}
		}
	}
}

// So does the mirror of every shipped scenario and plan.
func TestMirrorsOfShippedScenarios(t *testing.T) {
	const while = 14 * time.Hour
	for _, name := range scenarios.Names() {
		s, err := scenario.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, plan := range s.PlanNames() {
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
			l, signals := spoken(t, p, table, 3, while)
			m := mirror(t, table, Options{Seed: 3})
			take(t, m, dawn.Add(while), signals...)
			have, err := m.Line(dawn.Add(while))
			if err != nil {
				t.Fatal(err)
			}
			if n := contradictions(m); n > 0 || l.Fingerprint() != have.Fingerprint() {
				t.Errorf("%s, %s: want the line and its mirror alike after %d signals; %d contradictions", name, plan, len(signals), n)
			}
		}
	}
}

// routed has choices, rework of nothing, several units, and blocking.
const routed = `
[product.a]
share = 0.5
[product.b]
share = 0.5
[line.feeder]
kind = "source"
to = ["cut"]
[line.cut]
kind = "machine"
count = 2
cycle = "exp(20s)"
to = ["left", "right"]
choose = "random"
shares = [0.5, 0.5]
[line.left]
kind = "machine"
cycle = "exp(18s)"
to = ["between"]
[line.right]
kind = "machine"
cycle = "exp(22s)"
scrap = 0.1
to = ["between"]
[line.between]
kind = "buffer"
room = 2
to = ["finish"]
[line.finish]
kind = "machine"
cycle = "exp(10s)"
failure.stuck = { uptime = "exp(20m)", repair = "exp(2m)" }
to = ["out"]
[line.out]
kind = "sink"
`

// manned has shifts, people who load and repair, and setups.
const manned = `
[shift.day]
works = ["Mon-Fri 01:00-05:00"]
[product.a]
share = 0.5
[product.b]
share = 0.5
[line.feeder]
kind = "source"
every = "exp(40s)"
lot = 3
to = ["press"]
[line.press]
kind = "machine"
shift = "day"
cycle = "exp(20s)"
load = "4s"
unload = "uniform(2s, 4s)"
setup = "1m"
operator = { load = "crew", setup = "crew", repair = "crew" }
failure.jam = { uptime = "exp(20m)", repair = "exp(2m)" }
failure.leak = { uptime = "exp(50m)", repair = "exp(5m)" }
maintenance.oil = { every = "2h", takes = "10m" }
scrap = 0.05
to = ["store"]
[line.store]
kind = "buffer"
room = 3
to = ["pack"]
[line.pack]
kind = "machine"
cycle = "exp(15s)"
load = "2s"
operator = { load = "crew" }
to = ["out"]
[line.crew]
kind = "operators"
count = 1
shift = "day"
[line.out]
kind = "sink"
`

// What a mirror shows is a function of the set of signals: they may come late, twice, in any order and in batches of any size,
// and the mirror may be advanced in between.
func TestMirrorIsAFunctionOfTheSet(t *testing.T) {
	p, table := build(t, small)
	_, signals := spoken(t, p, table, 1, 2*time.Hour)
	_, other := spoken(t, p, table, 2, 2*time.Hour) // a second source that contradicts the first
	for i := range other {
		other[i].Source = "other"
	}
	all := slices.Concat(signals, other[:200])
	end := dawn.Add(2 * time.Hour)
	whole := mirror(t, table, Options{Every: 100})
	take(t, whole, end, all...)
	want := whole.Fingerprint()
	if contradictions(whole) == 0 {
		t.Fatal("want the second source to contradict the first")
	}
	rapid.Check(t, func(t *rapid.T) {
		chance := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		mixed := slices.Clone(all)
		far := rapid.SampledFrom([]int{3, 50, len(all)}).Draw(t, "far")
		for i := range mixed {
			k := min(len(mixed)-1, i+chance.IntN(far))
			mixed[i], mixed[k] = mixed[k], mixed[i]
		}
		for range rapid.IntRange(0, 300).Draw(t, "doubles") {
			mixed = slices.Insert(mixed, chance.IntN(len(mixed)), mixed[chance.IntN(len(mixed))])
		}
		m, err := NewMirror(table, Options{Zero: dawn, Begin: dawn, Every: 100, Keep: 1 << 20})
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(mixed); {
			n := min(len(mixed)-i, 1+chance.IntN(rapid.SampledFrom([]int{1, 40, 2000}).Draw(t, "batch")))
			if err := m.Take(mixed[i : i+n]); err != nil {
				t.Fatal(err)
			}
			if chance.IntN(3) == 0 {
				if err := m.Advance(m.Newest().Add(-time.Duration(chance.IntN(600)) * time.Second)); err != nil {
					t.Fatal(err)
				}
			}
			i += n
		}
		if err := m.Advance(end); err != nil {
			t.Fatal(err)
		}
		if have := m.Fingerprint(); have != want {
			t.Fatalf("want the same as in order, have another: %+v and %+v", whole.now.counts, m.now.counts)
		}
	})
}

// What is older than the oldest checkpoint is read again from the store, and left out, and counted, when there is none.
func TestOlderThanTheOldestCheckpoint(t *testing.T) {
	p, table := build(t, small)
	_, signals := spoken(t, p, table, 1, 4*time.Hour)
	end := dawn.Add(4 * time.Hour)
	whole := mirror(t, table, Options{})
	take(t, whole, end, signals...)
	for _, kept := range []bool{true, false} {
		store := &memory{}
		how := Options{Every: 50, Keep: 3}
		if kept {
			how.Store = store
		}
		m := mirror(t, table, how)
		first := slices.Concat(signals[:40], signals[60:])
		_ = store.Append(first)
		take(t, m, end, first...)
		if len(m.window) > 400 {
			t.Errorf("want little kept, have %d signals", len(m.window))
		}
		_ = store.Append(signals[40:60])
		take(t, m, end, signals[40:60]...)
		if same := m.Fingerprint() == whole.Fingerprint(); same != kept {
			t.Errorf("with a store %v: want the same %v", kept, kept)
		}
		late := m.Late()
		if kept && (late.Reread != 1 || late.TooOld != 0) || !kept && late.TooOld != 20 {
			t.Errorf("with a store %v: have %+v", kept, late)
		}
	}
}

// memory is a store that forgets.
type memory struct{ list []Signal }

func (s *memory) Append(signals []Signal) error {
	s.list = append(s.list, signals...)
	return nil
}

func (s *memory) Each(from uint64, visit func(Signal, uint64) bool) error {
	for i := int(from); i < len(s.list); i++ {
		if !visit(s.list[i], uint64(i+1)) {
			return nil
		}
	}
	return nil
}

// A clock that is set back is noticed, whatever the order in which signals come.
func TestClocks(t *testing.T) {
	_, table := build(t, small)
	var signals []Signal
	for i, second := range []int{0, 10, 20, 5, 6, 7, 30, 25, 40} {
		signals = append(signals, Signal{Source: "plc", Seq: uint64(i + 1), At: dawn.Add(time.Duration(second) * time.Second), Tag: "nothing"})
	}
	signals = slices.Delete(signals, 4, 5)
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(signals), func(i, k int) { signals[i], signals[k] = signals[k], signals[i] })
	m := mirror(t, table, Options{})
	take(t, m, dawn.Add(time.Hour), signals...)
	have := fmt.Sprintf("%+v", m.Sources())
	if want := "[{Name:plc Count:8 Missing:1 SetBack:2}]"; have != want {
		t.Errorf("want %s, have %s", want, have)
	}
	if m.now.total.Unknown != 8 {
		t.Errorf("want all counted that say nothing, have %+v", m.now.total)
	}
}

package twin

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// interrupted is what a line says for two hours, of which the second comes so much later; meanwhile its counters have risen.
func interrupted(t *testing.T, table *Table, gap time.Duration, rise float64) []Signal {
	t.Helper()
	_, signals := spoken(t, table.Plant, table, 1, 2*time.Hour)
	for i := range signals {
		s := &signals[i]
		if s.At.Before(dawn.Add(time.Hour)) {
			continue
		}
		s.At = s.At.Add(gap)
		m, _ := table.Find(s.Tag)
		if means := table.Meanings[m].Means; s.Value.Kind == Number && (means == "rang" || means == "good" || means == "scrapped") {
			s.Value.Number += rise
		}
	}
	return signals
}

// goodOf is how many good parts have left for good.
func goodOf(t *testing.T, m *Mirror, at time.Time) int64 {
	t.Helper()
	l, err := m.Line(at)
	if err != nil {
		t.Fatal(err)
	}
	n := int64(0)
	for _, x := range l.Totals().Left {
		n += x
	}
	return n
}

// After a silence of months a mirror is taken up anew: what was made meanwhile is told and not counted, whatever the order in which the
// signals come; lead times know nothing of it, no cycle was that long, and what is made after it is counted as ever.
func TestSilence(t *testing.T) {
	const gap, rise = 300 * 24 * time.Hour, 90_000
	_, table := build(t, small)
	end := dawn.Add(gap + 2*time.Hour)
	unbroken := mirror(t, table, Options{})
	take(t, unbroken, dawn.Add(2*time.Hour), interrupted(t, table, 0, 0)...)
	signals := interrupted(t, table, gap, rise)
	m := mirror(t, table, Options{Every: 100})
	take(t, m, end, signals...)
	list := m.Silences()
	if len(list) != 1 || list[0].To.Sub(list[0].From) < gap || list[0].To.Sub(list[0].From) > gap+10*time.Minute {
		t.Fatalf("want one silence of %v, have %+v", gap, list)
	}
	counters := uint64(0) // that speak after it
	for i := range table.Meanings {
		if m.flows[i] && slices.ContainsFunc(signals, func(s Signal) bool { return s.Tag == table.Meanings[i].Tag && s.At.After(list[0].To.Add(-1)) }) {
			counters++
		}
	}
	if missed := list[0].Missed; missed < counters*rise || missed > (counters+4)*(rise+2) { // and up to four of failures
		t.Errorf("want %d counters to have risen by %d unseen, have %d", counters, rise, missed)
	}
	if n, want := goodOf(t, m, end), goodOf(t, unbroken, dawn.Add(2*time.Hour)); n != want {
		t.Errorf("want %d good parts, as without the silence, have %d", want, n)
	}
	if n := contradictions(m); n > 0 {
		t.Errorf("want a plant that stood still meanwhile not to contradict, have %d: %s", n, told(m))
	}
	if d := m.Drifts(); len(d) > 0 {
		t.Errorf("want no alarm of cycle times, have %+v", d)
	}
	l, _ := m.Line(end)
	for _, h := range l.Totals().Lead {
		if h.Count() > 0 && time.Duration(h.Mean()) > 2*time.Hour {
			t.Errorf("want lead times without the silence, have %v on average", time.Duration(h.Mean()))
		}
	}
	for seed := range uint64(6) {
		chance := rand.New(rand.NewPCG(seed, 1))
		mixed := slices.Concat(signals, signals[:50])
		chance.Shuffle(len(mixed), func(i, k int) { mixed[i], mixed[k] = mixed[k], mixed[i] })
		other := mirror(t, table, Options{Every: 100, Keep: 1 << 20})
		for len(mixed) > 0 {
			n := min(len(mixed), 1+chance.IntN(400))
			take(t, other, dawn.Add(time.Duration(chance.Int64N(int64(gap+2*time.Hour)))), mixed[:n]...)
			mixed = mixed[n:]
		}
		if take(t, other, end); other.Fingerprint() != m.Fingerprint() || !slices.Equal(other.Silences(), list) {
			t.Errorf("want the same in any order, have another: %+v and %+v", other.Silences(), list)
		}
	}
}

// Weeks in which nothing is made are no reason to begin anew: who goes on where he left off misses nothing.
func TestClosure(t *testing.T) {
	const gap = 14 * 24 * time.Hour
	_, table := build(t, small)
	m := mirror(t, table, Options{})
	take(t, m, dawn.Add(gap+2*time.Hour), interrupted(t, table, gap, 0)...)
	if list := m.Silences(); len(list) != 1 || list[0].Missed != 0 {
		t.Errorf("want a silence in which nothing was missed, have %+v", list)
	}
	if n := contradictions(m); n > 0 {
		t.Errorf("want no contradictions, have %d: %s", n, told(m))
	}
}

// What a counter rises by at once takes time in proportion: each part is looked at a few times, and not as often as there are others.
func TestBurst(t *testing.T) {
	_, table := build(t, small)
	const rise = 20_000
	m := mirror(t, table, Options{})
	signals := interrupted(t, table, 24*time.Hour, rise)
	take(t, m, dawn.Add(26*time.Hour), signals...)
	if len(m.Silences()) > 0 || goodOf(t, m, dawn.Add(26*time.Hour)) < rise {
		t.Errorf("want a day's work to be counted, have %d and %+v", goodOf(t, m, dawn.Add(26*time.Hour)), m.Silences())
	}
	if most := uint(20 * rise); m.asked > most {
		t.Errorf("want at most %d looks at what has rung, have %d", most, m.asked)
	}
	if d := m.Drifts(); len(d) > 0 {
		t.Errorf("want no alarm of cycle times that nobody saw, have %+v", d)
	}
}

// Whoever is asked may end the work, in the midst of an instant as well, and what is left to itself for years.
func TestAskedToStop(t *testing.T) {
	_, table := build(t, small)
	enough := errors.New("enough")
	asked := 0
	m := mirror(t, table, Options{Ask: func() error {
		if asked++; asked > 20 { // the first hour asks fewer times
			return enough
		}
		return nil
	}})
	if err := m.Take(interrupted(t, table, 24*time.Hour, 50_000)); err != nil {
		t.Fatal(err)
	}
	if err := m.Advance(dawn.Add(26 * time.Hour)); !errors.Is(err, enough) {
		t.Errorf("want it to end when it is asked to, have %v", err)
	}
	m = mirror(t, table, Options{Ask: func() error { return enough }})
	if _, err := m.Stand(dawn.Add(100 * 365 * 24 * time.Hour)); !errors.Is(err, enough) {
		t.Errorf("want it to end when it is asked to, have %v", err)
	}
}

// alone is a line of which nobody tells but of the packer: presses work endlessly by themselves.
const alone = `
[line.feeder]
kind = "source"
release = "endless"
to = ["press"]
[line.press]
kind = "machine"
cycle = "10s"
to = ["away"]
[line.away]
kind = "sink"
[line.in]
kind = "source"
every = "1m"
to = ["pack"]
[line.pack]
kind = "machine"
cycle = "22s"
to = ["out"]
[line.out]
kind = "sink"
[signal."pack.done"]
element = "pack"
means = "finished"
`

// What nobody tells of goes on for a week after the last word and then waits, and goes on once there is another.
func TestMadeUp(t *testing.T) {
	const year = 365 * 24 * time.Hour
	_, table := build(t, alone)
	m := mirror(t, table, Options{})
	word := func(at time.Duration, n float64) Signal {
		return Signal{Source: "plc", Seq: uint64(n), At: dawn.Add(at), Tag: "pack.done", Value: NumberValue(n)}
	}
	take(t, m, dawn.Add(time.Hour), word(time.Minute, 1), word(2*time.Minute, 2))
	l, err := m.Line(dawn.Add(20 * year))
	if err != nil {
		t.Fatal(err)
	}
	const week = int64(Silent / (10 * time.Second))
	if n := l.Made(); n < week || n > week+100 {
		t.Errorf("want the parts of a week, some %d, have %d", week, n)
	}
	take(t, m, dawn.Add(20*year+time.Hour), word(20*year, 3))
	if l, err = m.Line(dawn.Add(20*year + time.Hour)); err != nil {
		t.Fatal(err)
	}
	if n := l.Made(); n < week+350 || n > week+500 { // an hour of it more
		t.Errorf("want the parts of a week and an hour, some %d, have %d", week+360, n)
	}
	s, err := m.Stand(dawn.Add(21 * year))
	if err != nil || !s.Heard.Equal(dawn.Add(20*year)) {
		t.Errorf("want it heard last at %v, have %v, %v", dawn.Add(20*year), s.Heard, err)
	}
	for _, e := range s.Elements {
		for _, o := range e.Overdue {
			if strings.Contains(o.Timer, "work") && o.Age > 8*24*time.Hour {
				t.Errorf("want nothing to have taken a year, have %+v", o)
			}
		}
	}
}

package twin

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"tweeling/sim"
)

// A tape is a follower that keeps all it is told.
type tape struct{ records []sim.Record }

const tapeMask = sim.Changed | sim.Moved | sim.Scrap | sim.Lost | sim.TimerRang | sim.Gave | sim.GaveBack | sim.Awaits | sim.Consumed | sim.TakenAway

func (k *tape) Observe(r []sim.Record) { k.records = append(k.records, r...) }
func (k *tape) Wants() sim.What        { return tapeMask }
func (k *tape) Mark() int              { return len(k.records) }
func (k *tape) Rewind(to int)          { k.records = k.records[:to] }

// What a follower has seen does not depend on the order in which signals came, however often the mirror went back; with what
// goes on after the last signal it leads to the states in which the mirror stands.
func TestFollowerSeesWhatTheSetOfSignalsSays(t *testing.T) {
	for name, text := range map[string]string{"small": small, "routed": routed, "manned": manned} {
		p, table := build(t, text)
		_, signals := spoken(t, p, table, 3, 6*time.Hour)
		signals = slices.DeleteFunc(signals, func(s Signal) bool { return s.Seq%13 == 0 }) // the plant says less than it does
		end := dawn.Add(6 * time.Hour)
		how := Options{Seed: 3, Every: 40, Keep: 6, Daily: true}
		follow := func(batches [][]Signal) (*tape, *Mirror) {
			k := &tape{}
			own := how
			own.Follower, own.Store = k, storeOf(t, signals)
			m := mirror(t, table, own)
			for _, b := range batches {
				take(t, m, newestOf(b), b...)
			}
			take(t, m, end)
			return k, m
		}
		plain, m := follow([][]Signal{signals})
		r := rand.New(rand.NewPCG(1, 2))
		var mixed [][]Signal
		for batch := range slices.Chunk(slices.Clone(signals), 300) {
			r.Shuffle(len(batch), func(i, j int) { batch[i], batch[j] = batch[j], batch[i] })
			for some := range slices.Chunk(batch, 60) {
				mixed = append(mixed, some)
			}
		}
		late := append([][]Signal{}, mixed[1:]...) // the first ones come last, so that all is read again
		shuffled, other := follow(append(late, mixed[0]))
		if other.Late().Rewound == 0 || other.Late().Reread == 0 {
			t.Fatalf("%s: want a mirror that went back and read again, have %+v", name, other.Late())
		}
		if !slices.Equal(plain.records, shuffled.records) {
			t.Errorf("%s: want the same records in any order of the signals, have %d and %d", name, len(plain.records), len(shuffled.records))
		}
		rest := &tape{}
		st, err := m.StandOver(end.Add(time.Hour), rest, tapeMask)
		if err != nil {
			t.Fatal(err)
		}
		if contradictions(m) == 0 {
			t.Errorf("%s: want a mirror that was put right", name)
		}
		states := make([]sim.State, st.Line.Len())
		for i := range states {
			states[i] = sim.Starved
		}
		content := make([]int, st.Line.Len())
		for _, r := range slices.Concat(plain.records, rest.records) {
			switch r.What { //nolint:exhaustive // the others move nothing
			case sim.Moved:
				if content[r.ID]++; r.Peer != sim.None {
					content[r.Peer]--
				}
			case sim.Scrap, sim.Lost, sim.Consumed, sim.TakenAway:
				content[r.ID]--
			}
			if r.What == sim.Changed {
				if states[r.ID] != r.From {
					t.Fatalf("%s: at %v %s goes from %v, but was %v", name, r.At, st.Line.Name(r.ID), r.From, states[r.ID])
				}
				states[r.ID] = r.To
			}
		}
		for id := range sim.ID(st.Line.Len()) {
			if have := st.Line.State(id); p.Layout.Nodes[id].Role == sim.Station && have != states[id] {
				t.Errorf("%s: %s is %v, by the records %v", name, st.Line.Name(id), have, states[id])
			}
			if role := p.Layout.Nodes[id].Role; role == sim.Buffer {
				if have := st.Line.Content(id); have != content[id] {
					t.Errorf("%s: in %s are %d parts, by the records %d", name, st.Line.Name(id), have, content[id])
				}
			}
		}
	}
}

func storeOf(t *testing.T, signals []Signal) Store {
	t.Helper()
	m := &Memory{}
	if err := m.Append(signals); err != nil {
		t.Fatal(err)
	}
	return m
}

func newestOf(signals []Signal) time.Time {
	at := signals[0].At
	for _, s := range signals {
		if s.At.After(at) {
			at = s.At
		}
	}
	return at
}

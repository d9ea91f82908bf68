package twin

import (
	"time"

	"tweeling/sim"
)

// A Voice says what a line does in the signals of a table, as its plant would: an emulator is a line, a voice and a wire.
//
//	v := twin.NewVoice(table, "line", start, take)
//	v.Begin(line)                   // before line.Start: what all counters and states are
//	line.Watch(v, twin.VoiceMask)
//	line.Start(); line.Run(until)
//	v.End()                         // what is still to be said of the last instant
//
// A mirror that takes these signals stands where the line stands.
type Voice struct {
	table  *Table
	source string
	start  time.Time
	take   func(Signal)
	seq    uint64
	now    sim.Time
	lines  map[sim.ID][]saying // by whom they are about
	count  []float64           // by meaning: the total so far, or the level
	down   map[sim.ID]sim.Timer
	late   []int  // meanings whose level has changed in this instant
	dirty  []bool // by meaning
}

// A saying is one thing that a voice may say of an element.
type saying struct {
	meaning int
	what    sim.What
}

// VoiceMask is what a voice wants to observe.
const VoiceMask = sim.TimerRang | sim.Changed | sim.Moved | sim.Scrap | sim.Lost | sim.Sent

// NewVoice makes a voice that hands signals to take, under the name of a source, with time 0 of the line at start.
func NewVoice(t *Table, source string, start time.Time, take func(Signal)) *Voice {
	v := &Voice{table: t, source: source, start: start, take: take, lines: map[sim.ID][]saying{}, count: make([]float64, len(t.Meanings)),
		down: map[sim.ID]sim.Timer{}, dirty: make([]bool, len(t.Meanings))}
	for i := range t.Meanings {
		m := &t.Meanings[i]
		for _, id := range m.Nodes {
			for _, what := range heard[m.Means] {
				v.lines[id] = append(v.lines[id], saying{i, what})
			}
		}
	}
	return v
}

// heard is in which records a meaning shows.
var heard = map[string][]sim.What{
	"finished": {sim.TimerRang}, "rang": {sim.TimerRang}, "good": {sim.Sent}, "scrapped": {sim.Scrap}, "arrived": {sim.Moved},
	"down": {sim.TimerRang, sim.Changed}, "state": {sim.Changed}, "level": {sim.Moved, sim.Lost}, "product": {sim.Moved}, "branch": {sim.Moved},
}

// Begin says how all counters, levels and states stand before anything happens, so that who listens knows from where they count.
func (v *Voice) Begin(l *sim.Line) {
	v.now = l.Now()
	for i := range v.table.Meanings {
		switch m := &v.table.Meanings[i]; m.Means {
		case "product", "branch":
		case "state":
			v.say(i, TextValue(l.State(m.Nodes[0]).String()))
		case "level":
			for _, id := range m.Nodes {
				v.count[i] += float64(l.Content(id))
			}
			v.say(i, NumberValue(v.count[i]))
		default:
			if m.Counts != "each" {
				v.say(i, NumberValue(0))
			}
		}
	}
}

// End says what is still to be said of the last instant.
func (v *Voice) End() {
	for _, i := range v.late {
		v.say(i, NumberValue(v.count[i]))
		v.dirty[i] = false
	}
	v.late = v.late[:0]
}

// Observe says what records tell.
func (v *Voice) Observe(records []sim.Record) {
	for k := range records {
		r := &records[k]
		if r.At > v.now {
			v.End()
			v.now = r.At
		}
		for _, s := range v.lines[r.ID] {
			if s.what == r.What {
				v.tell(s.meaning, r)
			}
		}
		if r.What == sim.Moved && r.Peer != sim.None {
			v.left(r)
		}
	}
}

// tell says what one record means under one tag.
func (v *Voice) tell(i int, r *sim.Record) {
	switch m := &v.table.Meanings[i]; m.Means {
	case "finished", "rang":
		if r.Timer == m.Ring {
			v.one(i)
		}
	case "good", "scrapped":
		v.one(i)
	case "arrived":
		if r.Peer == sim.None {
			v.one(i)
		}
	case "down":
		v.fails(i, r)
	case "state":
		v.say(i, TextValue(m.spell(r.To)))
	case "level":
		if r.What == sim.Lost {
			v.level(i, -1)
		} else {
			v.level(i, 1)
		}
	case "product":
		if m.Element != "" && (r.Peer == sim.None || v.table.Plant.Layout.Nodes[r.ID].Role == sim.Station) && int(r.Product) < len(v.table.Plant.Model.Products) {
			v.say(i, TextValue(m.product(v.table.Plant.Model.Products[r.Product].Name)))
		}
	case "branch": // said by who is left
	}
}

// left is told of a part that goes from one place to another.
func (v *Voice) left(r *sim.Record) {
	for _, s := range v.lines[r.Peer] {
		if s.what != sim.Moved {
			continue
		}
		switch m := &v.table.Meanings[s.meaning]; m.Means {
		case "level":
			v.level(s.meaning, -1)
		case "branch":
			v.say(s.meaning, TextValue(m.branch(r.ID, v.table.Plant.Layout.Nodes[r.ID].Name)))
		}
	}
}

// one counts one.
func (v *Voice) one(i int) {
	switch v.count[i]++; v.table.Meanings[i].Counts {
	case "each":
		v.say(i, NumberValue(1))
	case "pulse":
		v.say(i, NumberValue(1))
		v.say(i, NumberValue(0))
	default:
		x := v.count[i]
		if from := v.table.Meanings[i].From; from != nil {
			x += *from
		}
		if wraps := v.table.Meanings[i].WrapsAt; wraps > 0 {
			for x >= wraps {
				x -= wraps
			}
		}
		v.say(i, NumberValue(x))
	}
}

// level is said once an instant, when all that came and went has.
func (v *Voice) level(i int, by float64) {
	v.count[i] += by
	if !v.dirty[i] {
		v.dirty[i] = true
		v.late = append(v.late, i)
	}
}

// fails says that a failure begins when the machine goes down for it, since one that was seen coming becomes a planned stop.
func (v *Voice) fails(i int, r *sim.Record) {
	m := &v.table.Meanings[i]
	switch {
	case r.What == sim.TimerRang && r.Timer == m.Ring:
		v.down[r.ID] = m.Ring
	case r.What == sim.TimerRang && r.Timer == m.Repair:
		v.say(i, NumberValue(0))
	case r.What == sim.Changed && downStates.Has(r.To) && !downStates.Has(r.From):
		if t, ok := v.down[r.ID]; ok && t == m.Ring {
			delete(v.down, r.ID)
			v.say(i, NumberValue(1))
		}
	}
}

// say hands out one signal.
func (v *Voice) say(i int, value Value) {
	v.seq++
	v.take(Signal{Source: v.source, Seq: v.seq, At: v.start.Add(v.now), Tag: v.table.Meanings[i].Tag, Value: value})
}

// spell is what the plant says for a state: by the table of the signal where it has a word for just that state, else our own.
func (m *Meaning) spell(s sim.State) string {
	best := ""
	for said, set := range m.states {
		if set == Of(s) && (best == "" || said < best) {
			best = said
		}
	}
	if best != "" {
		return best
	}
	return s.String()
}

// product is what the plant says for a product.
func (m *Meaning) product(name string) string { return saidFor(m.Products, name) }

// branch is what the plant says for where a part goes.
func (m *Meaning) branch(to sim.ID, name string) string {
	best := ""
	for said, id := range m.ways {
		if _, own := m.Ways[said]; own && id == to && (best == "" || said < best) {
			best = said
		}
	}
	if best != "" {
		return best
	}
	return name
}

// saidFor finds the word that stands for a name, the first by name when several do.
func saidFor(words map[string]string, name string) string {
	best := ""
	for said, of := range words {
		if of == name && (best == "" || said < best) {
			best = said
		}
	}
	if best != "" {
		return best
	}
	return name
}

package twin

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// An Event is what a signal says of a line, once its value is understood.
type Event struct {
	Meaning int    // in Table.Meanings
	Count   int    // of what counts: how often it has happened since the signal before
	Reset   bool   // the counter fell back, and counts from 0 on
	Down    bool   // of down
	States  States // of state
	Level   int    // of level
	Product int    // 1 + the index of a product; 0: nothing is said of it
	Branch  int    // 1 + where the part goes; 0: nothing is said of it
}

// Last is what must be known of the last signal of a tag to understand the next.
type Last struct {
	Known bool
	Value float64
}

// MostAtOnce is how much a counter may rise from one signal to the next. What rises by more was set by hand, or speaks of
// something else: it is told, and nothing is counted for it.
const MostAtOnce = 100_000

// Read understands a signal. Signals of one tag are read in the order of [Signal.Before], with one Last. The error says what was
// wanted instead; the signal then says nothing, and Last is as it was. A tag that the table does not have is [Table.Strange].
func (t *Table) Read(s *Signal, last *Last) (Event, error) {
	i, ok := t.tags[s.Tag]
	if !ok {
		return Event{}, t.Strange(s.Tag)
	}
	m := &t.Meanings[i]
	ev := Event{Meaning: i}
	switch m.Means {
	case "finished", "good", "scrapped", "arrived", "rang":
		return ev, m.count(s, &ev, last)
	case "down":
		x, err := number(s)
		ev.Down = x != 0
		return ev, wrong(s, err)
	case "state":
		return ev, wrong(s, m.state(s, &ev))
	case "level":
		x, err := number(s)
		if err == nil && (x < 0 || x > 1e9 || x != math.Trunc(x)) {
			err = fmt.Errorf("want a whole number of at least 0, have %s", s.Value)
		}
		if ev.Level = int(x); err != nil {
			ev.Level = 0
		}
		return ev, wrong(s, err)
	case "product":
		p, ok := m.products[word(s)]
		if !ok {
			return ev, wrong(s, fmt.Errorf("want a product, have %q", s.Value))
		}
		ev.Product = p + 1
	case "branch":
		to, ok := m.ways[word(s)]
		if !ok {
			return ev, wrong(s, fmt.Errorf("want where %s leads to, have %q", m.Element, s.Value))
		}
		ev.Branch = int(to) + 1
	}
	return ev, nil
}

// count understands a counter.
func (m *Meaning) count(s *Signal, ev *Event, last *Last) error {
	if s.Value.Kind == Nothing {
		ev.Count = 1
		return nil
	}
	if p, ok := m.products[s.Value.Text]; ok && s.Value.Kind == Text {
		ev.Count, ev.Product = 1, p+1
		return nil
	}
	x, err := number(s)
	if err == nil && (x < 0 || x > 1e15 || x != math.Trunc(x)) {
		err = fmt.Errorf("want a whole number of at least 0, have %s", s.Value)
	}
	if err != nil {
		return wrong(s, err)
	}
	before := last.Value
	if !last.Known {
		before = x
		if m.From != nil {
			before = *m.From
		}
	}
	rise := x - before
	switch m.Counts {
	case "each":
		rise = x
	case "pulse":
		rise = 0
		if x != 0 && (last.Known && last.Value == 0 || !last.Known) {
			rise = 1
		}
	default:
		if rise < 0 && m.WrapsAt > before {
			rise += m.WrapsAt
		} else if rise < 0 {
			ev.Reset, rise = true, x
		}
	}
	last.Known, last.Value = true, x
	if rise > MostAtOnce || rise < 0 {
		return wrong(s, fmt.Errorf("want a counter that rises by at most %d at once, have %.0f after %.0f", MostAtOnce, x, before))
	}
	ev.Count = int(rise)
	return nil
}

// state understands what a machine is said to do.
func (m *Meaning) state(s *Signal, ev *Event) error {
	said := word(s)
	set, ok := m.states[said]
	if !ok {
		set, ok = knownStates[said]
	}
	if !ok {
		return fmt.Errorf("want a state, have %q; say under states what it means", said)
	}
	ev.States = set
	return nil
}

// word is the value as a word of a dictionary; numbers as one would write them.
func word(s *Signal) string {
	if s.Value.Kind == Number {
		if n := int(s.Value.Number); n >= 0 && n < len(smallNumbers) && float64(n) == s.Value.Number {
			return smallNumbers[n]
		}
	}
	return strings.TrimSpace(s.Value.String())
}

var smallNumbers = [...]string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17"}

// number is the value as a number: also of a text that is one, and of true and false.
func number(s *Signal) (float64, error) {
	switch s.Value.Kind {
	case Number:
		if math.IsNaN(s.Value.Number) || math.IsInf(s.Value.Number, 0) {
			return 0, fmt.Errorf("want a number, have %s", s.Value)
		}
		return s.Value.Number, nil
	case Nothing:
		return 1, nil
	case Text:
	}
	text := strings.TrimSpace(s.Value.Text)
	switch strings.ToLower(text) {
	case "true", "on":
		return 1, nil
	case "false", "off":
		return 0, nil
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
		return 0, fmt.Errorf("want a number, have %q", s.Value.Text)
	}
	return x, nil
}

// wrong says of which signal something is wrong.
func wrong(s *Signal, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s %d, %s: %w", s.Source, s.Seq, s.Tag, err)
}

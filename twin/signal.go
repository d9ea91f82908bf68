package twin

import (
	"strconv"
	"time"
)

// A Signal is one thing that a plant said.
type Signal struct {
	Source string    // who said it: a controller, a topic, a file
	Seq    uint64    // its number at the source. Source and Seq are its name: what comes twice by one name is one signal
	At     time.Time // when it happened, by the clock of the source
	Tag    string    // what it speaks of, as the scenario's table of signals names it: "press.count"
	Value  Value     // what it says of it
}

// ValueKind is what sort of thing a value is.
type ValueKind uint8

// The kinds of value.
const (
	Nothing ValueKind = iota // the signal says only that something happened
	Number
	Text
)

// A Value is what a signal says: a number (true is 1 and false 0), a text, or nothing.
type Value struct {
	Kind   ValueKind
	Number float64
	Text   string
}

// NumberValue is a number as a value.
func NumberValue(x float64) Value { return Value{Kind: Number, Number: x} }

// TextValue is a text as a value.
func TextValue(s string) Value { return Value{Kind: Text, Text: s} }

// String writes a value as a person would.
func (v Value) String() string {
	switch v.Kind {
	case Number:
		return strconv.FormatFloat(v.Number, 'g', -1, 64)
	case Text:
		return v.Text
	default:
		return ""
	}
}

// Before orders signals as a mirror takes them: by time, then by source, then by number. It is the same on every machine and in
// whatever order they arrived.
func (s Signal) Before(t Signal) bool {
	if !s.At.Equal(t.At) {
		return s.At.Before(t.At)
	}
	if s.Source != t.Source {
		return s.Source < t.Source
	}
	return s.Seq < t.Seq
}

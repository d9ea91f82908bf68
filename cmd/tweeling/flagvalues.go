package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"tweeling/sim/dist"
)

// A single value is one of a flag that may be given once: of two that differ the first would else be passed over in silence.
type single struct {
	pflag.Value
	given string
	set   bool
}

// Set takes a value.
func (s *single) Set(text string) error {
	if s.set && text != s.given {
		return fmt.Errorf("want it once, have %q and %q", s.given, text)
	}
	s.given, s.set = text, true
	return s.Value.Set(text)
}

// onlyOnce lets flags that are no lists be given once.
func onlyOnce(flags *pflag.FlagSet) {
	flags.VisitAll(func(f *pflag.Flag) {
		if _, list := f.Value.(pflag.SliceValue); !list {
			f.Value = &single{Value: f.Value}
		}
	})
}

// A timeValue is a flag that is a time with its unit, as scenarios say it.
type timeValue struct {
	to          *time.Duration
	least, most time.Duration
}

// timeVar adds a flag that is a time.
func timeVar(flags *pflag.FlagSet, to *time.Duration, name string, usual, least, most time.Duration, doc string) {
	*to = usual
	flags.Var(&timeValue{to, least, most}, name, doc)
}

// Set takes a value.
func (t *timeValue) Set(text string) error {
	seconds, err := dist.Span(text)
	if err != nil {
		return err
	}
	if d := time.Duration(seconds * 1e9); d >= t.least && d <= t.most {
		*t.to = d
		return nil
	}
	return fmt.Errorf("want %s to %s, have %q", dist.FormatSpan(t.least.Seconds()), dist.FormatSpan(t.most.Seconds()), text)
}

// Type is how the help calls it.
func (t *timeValue) Type() string { return "time" }

// String is the value, as it is written.
func (t *timeValue) String() string {
	if t.to == nil {
		return ""
	}
	return dist.FormatSpan(t.to.Seconds())
}

// A momentValue is a flag that is a moment, 2026-03-02T14:00, or a time after the first signal, 6h.
type momentValue struct{ to *string }

// momentVar adds a flag that is a moment.
func momentVar(flags *pflag.FlagSet, to *string, name, doc string) {
	flags.Var(&momentValue{to}, name, doc)
}

// Set takes a value.
func (m *momentValue) Set(text string) error {
	*m.to = text
	_, _, err := momentOf(text, time.UTC)
	return err
}

// Type is how the help calls it.
func (m *momentValue) Type() string { return "moment" }

// String is the value, as it is written.
func (m *momentValue) String() string {
	if m.to == nil {
		return ""
	}
	return *m.to
}

// momentOf reads a moment by the clock of a place, or a time after the first signal; at is zero where it is that.
func momentOf(text string, place *time.Location) (at time.Time, since time.Duration, err error) {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02T15:04", time.DateOnly} {
		if at, err := time.ParseInLocation(layout, text, place); err == nil && !at.IsZero() {
			return at, 0, nil
		}
	}
	seconds, err := dist.Span(text)
	switch {
	case err == nil:
		return at, time.Duration(seconds * 1e9), nil
	case len(text) > 1 && strings.ContainsAny(text[1:], "-:"): // nearly a moment
		err = fmt.Errorf("want a moment such as 2026-03-02T14:00, or a time after the first signal such as 6h, have %q", text)
	default:
		err = fmt.Errorf("%w; that is after the first signal, or a moment such as 2026-03-02T14:00", err)
	}
	return at, 0, err
}

// wanted is what a flag of a type wants.
var wanted = map[string]string{
	"int":      "want a whole number",
	"uint64":   "want a whole number from 0 to 18446744073709551615",
	"float64":  "want a number",
	"bool":     "want true or false, or no value",
	"intSlice": "want whole numbers, such as 1,10,100",
}

// flagError says what a flag wants whose value could not be read.
func flagError(err error) error {
	wrong, ok := errors.AsType[*pflag.InvalidValueError](err)
	if !ok {
		return err
	}
	f := wrong.GetFlag()
	want, plain := wanted[f.Value.Type()]
	if s, ok := f.Value.(*single); plain && (!ok || s.given == wrong.GetValue()) {
		return fmt.Errorf("--%s: %s, have %q", f.Name, want, wrong.GetValue())
	}
	return fmt.Errorf("--%s: %w", f.Name, wrong.Unwrap())
}

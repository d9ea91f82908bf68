package logfile

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tweeling/sim/eventlog"
	"tweeling/twin"
)

// sorted hands over the signals of an event log by time.
func (r *reading) sorted(list []twin.Signal) error {
	slices.SortFunc(list, func(a, b twin.Signal) int {
		if a.Before(b) {
			return -1
		}
		return 1
	})
	for i := range list {
		if err := r.add(list[i]); err != nil {
			return err
		}
	}
	return nil
}

// event makes a signal of an event.
func (r *reading) event(activity, transition string, at time.Time, value twin.Value) (twin.Signal, error) {
	r.count++
	tag := activity
	if transition != "" {
		tag += "." + strings.ToLower(transition)
	}
	s := twin.Signal{Source: filepath.Base(r.name), Seq: r.count, At: at.UTC(), Tag: tag, Value: value}
	switch {
	case activity == "":
		return s, errors.New("want an event with an activity, have none")
	case at.IsZero():
		return s, errors.New("want an event with a time, have none")
	case len(tag) > maxText || len(value.Text) > maxText:
		return s, fmt.Errorf("want texts of at most %d bytes, have longer ones", maxText)
	case r.count > maxEvents:
		return s, errTooMany
	}
	return s, nil
}

// errTooMany is told of a log that is too long to be sorted.
var errTooMany = fmt.Errorf("want an event log of at most %d events, have more; split it", maxEvents)

// events reads an event log that is a table.
func (r *reading) events(rows *eventlog.Rows, at map[string]int) error {
	var list []twin.Signal
	column := func(what string) string { return rows.Cell(at[what]) } // "" where there is none
	// one adds what happened at the time of a column.
	one := func(when, transition string, value twin.Value) error {
		if column(when) == "" && when != "at" {
			return nil // it has not begun, or not ended
		}
		moment, err := r.moment(column(when), false)
		if err != nil {
			r.count++
			r.miss(rows.Line(), rows.Columns[at[when]], err)
			return nil
		}
		s, err := r.event(strings.Clone(column("activity")), strings.Clone(transition), moment, value)
		if errors.Is(err, errTooMany) {
			return err
		}
		if err != nil {
			r.miss(rows.Line(), rows.Columns[at["activity"]], err)
			return nil
		}
		list = append(list, s)
		return nil
	}
	for rows.Next() {
		if r.ctx.Err() != nil {
			return errStop
		}
		value := twin.Value{}
		if r.set.Value != "" {
			value = valueOf(column("value"), rows.Delimiter)
		}
		var err error
		if at["start"] >= 0 || at["end"] >= 0 {
			if at["start"] >= 0 {
				err = one("start", "start", twin.Value{})
			}
			if at["end"] >= 0 && err == nil {
				err = one("end", "complete", value)
			}
		} else {
			err = one("at", column("transition"), value)
		}
		if err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return r.sorted(list)
}

// log reads an event log in XES.
func (r *reading) log(file io.Reader) error {
	x, err := eventlog.OpenXES(filepath.Base(r.name), file)
	if err != nil {
		return err
	}
	var list []twin.Signal
	for x.Next() {
		if r.ctx.Err() != nil {
			return errStop
		}
		t := x.Trace()
		for i := range t.Events {
			e := &t.Events[i]
			at := e.At
			if e.Local && !at.IsZero() {
				at = r.local(at, false)
			}
			s, err := r.event(e.Activity, e.Transition, at, r.attribute(t, e))
			if errors.Is(err, errTooMany) {
				return err
			}
			if err != nil {
				r.miss(e.Line, "", err)
				continue
			}
			list = append(list, s)
		}
	}
	if mistakes, ok := errors.AsType[eventlog.Mistakes](x.Err()); ok {
		last := mistakes[len(mistakes)-1]
		if last.Column == "" { // it could not be read on; values that were none are counted already
			return last
		}
	}
	return r.sorted(list)
}

// attribute is the value of an event.
func (r *reading) attribute(t *eventlog.Trace, e *eventlog.LogEvent) twin.Value {
	switch name := r.set.Value; name {
	case "":
		return twin.Value{}
	case "case":
		return textOf(t.Name)
	case "resource":
		return textOf(e.Resource)
	default:
		list := append(slices.Clone(e.Attributes), t.Attributes...)
		i := slices.IndexFunc(list, func(a eventlog.Attribute) bool { return a.Key == name })
		if i < 0 {
			return twin.Value{}
		}
		if list[i].Type == "string" || list[i].Type == "id" {
			return textOf(list[i].Value)
		}
		return valueOf(list[i].Value, ',')
	}
}

func textOf(text string) twin.Value {
	if text == "" {
		return twin.Value{}
	}
	return twin.TextValue(text)
}

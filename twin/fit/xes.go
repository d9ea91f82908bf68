package fit

import (
	"slices"
	"time"

	"tweeling/sim/eventlog"
)

// xesRows hands out the events of a log in XES as rows of a table.
type xesRows struct {
	log     *eventlog.XES
	columns []string
	index   map[string]int
	sample  []eventlog.Trace // read already, to learn which attributes there are
	trace   *eventlog.Trace
	event   int
	cells   []string
}

// standard are the columns that every event has.
var standard = []string{"case:concept:name", "concept:name", "concept:instance", "org:resource", "lifecycle:transition", "time:timestamp"}

// sampledTraces is how many cases are looked at for attributes.
const sampledTraces = 200

// XESRows reads an event log in XES as a table: a row for each event, with a column for each attribute that the first cases
// have; those of a case begin with "case:".
func XESRows(log *eventlog.XES) (columns []string, rows Rows, err error) {
	x := &xesRows{log: log, columns: slices.Clone(standard), index: map[string]int{}, event: -1}
	for len(x.sample) < sampledTraces && log.Next() {
		t := *log.Trace()
		t.Attributes, t.Events = slices.Clone(t.Attributes), slices.Clone(t.Events)
		for i := range t.Events {
			t.Events[i].Attributes = slices.Clone(t.Events[i].Attributes)
			for _, a := range t.Events[i].Attributes {
				x.column(a.Key)
			}
		}
		for _, a := range t.Attributes {
			x.column("case:" + a.Key)
		}
		x.sample = append(x.sample, t)
	}
	if err := log.Err(); err != nil {
		return nil, nil, err
	}
	x.cells = make([]string, len(x.columns))
	return x.columns, x, nil
}

func (x *xesRows) column(key string) {
	if _, ok := x.index[key]; !ok && !slices.Contains(standard, key) {
		x.index[key] = len(x.columns)
		x.columns = append(x.columns, key)
	}
}

// Next goes on to the next event.
func (x *xesRows) Next() bool {
	for x.trace == nil || x.event+1 >= len(x.trace.Events) {
		switch {
		case len(x.sample) > 0:
			x.trace, x.sample = &x.sample[0], x.sample[1:]
		case x.log.Next():
			x.trace = x.log.Trace()
		default:
			return false
		}
		x.event = -1
	}
	x.event++
	e := &x.trace.Events[x.event]
	clear(x.cells)
	at := ""
	if !e.At.IsZero() {
		at = e.At.Format(time.RFC3339Nano)
	}
	copy(x.cells, []string{x.trace.Name, e.Activity, e.Instance, e.Resource, e.Transition, at})
	for _, a := range x.trace.Attributes {
		x.set("case:"+a.Key, a.Value)
	}
	for _, a := range e.Attributes {
		x.set(a.Key, a.Value)
	}
	return true
}

func (x *xesRows) set(key, value string) {
	if i, ok := x.index[key]; ok {
		x.cells[i] = value
	}
}

// Cell is one value of the event.
func (x *xesRows) Cell(column int) string {
	if column < 0 || column >= len(x.cells) {
		return ""
	}
	return x.cells[column]
}

// Line is where the event begins in the file.
func (x *xesRows) Line() int { return x.trace.Events[x.event].Line }

// Err is why reading ended before the end.
func (x *xesRows) Err() error { return x.log.Err() }

// Package logfile reads what a plant said from files: tables of signals, and event logs.
//
//	f := logfile.CSV("signals.csv", logfile.Settings{})
//	f := logfile.XES("log.xes.gz", logfile.Settings{Value: "quantity"})
//	err := f.Run(ctx, take)
//
// # Tables of signals
//
// A table (CSV, or XLSX) with a column for the tag is one of signals, a row each. Its columns, by any of these names:
//
//	tag     tag, signal, point, topic; signaal, punt
//	at      at, time, timestamp, ts, date; tijd, tijdstip, datum
//	value   value, v, waarde; empty says only that something happened
//	source  source, bron; without it the file's name
//	seq     seq, sequence, volgnummer; without it the number of the signal in the file
//
// A value that is a number is one, with a point or a decimal comma; true and false are 1 and 0; all else is a text. Signals come in
// the order of the rows.
//
// # Event logs
//
// A table with a column for the activity instead, and any XES, is an event log. Each event is a signal whose tag is the activity
// and, after a dot, the transition where it has one: "press.start", "press.complete". A row with a start and an end (start, start
// time, ...; complete, end, ...) is two. The value is that of the attribute or column that [Settings] name; without one a signal
// says that something happened. Event logs are written case by case, so their signals are sorted by time; source is the file's
// name, and the number that of the event in the file, so that a log that is read twice says the same signals.
//
// # What cannot be read
//
// A row or an event that cannot be understood is counted and told by Unread, with its line, and ends nothing. A file that cannot
// be read on is an error of Run.
package logfile

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"tweeling/sim/eventlog"
	"tweeling/twin"
)

const (
	atMost    = 500       // signals handed over together
	maxEvents = 5_000_000 // of an event log, which is sorted in memory
	maxText   = 1000      // bytes of a tag, a source or a text
)

// Settings say how a file is read.
type Settings struct {
	Format eventlog.Format // of a table
	Value  string          // the attribute or column of an event log that is the value; "": none
}

// A Feed is a file.
type Feed struct {
	name string
	set  Settings
	read func(r *reading, file io.Reader) error

	mu     sync.Mutex
	unread twin.Unread
}

var _ twin.Feed = (*Feed)(nil)

// CSV is a table of signals, or an event log as a table.
func CSV(name string, set Settings) *Feed { return &Feed{name: name, set: set, read: (*reading).table} }

// XES is an event log in XES.
func XES(name string, set Settings) *Feed { return &Feed{name: name, set: set, read: (*reading).log} }

// Unread are what could not be understood, in the last run.
func (f *Feed) Unread() twin.Unread {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.unread
}

// errStop ends a reading that nobody listens to any more.
var errStop = errors.New("stop")

// Run hands out all that is in the file.
func (f *Feed) Run(ctx context.Context, take twin.Take) error {
	file, err := os.Open(f.name)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	f.mu.Lock()
	f.unread = twin.Unread{}
	f.mu.Unlock()
	r := &reading{Feed: f, ctx: ctx, take: take}
	if err = f.read(r, file); err == nil {
		err = r.hand()
	}
	if errors.Is(err, errStop) {
		return nil
	}
	return err
}

// A reading is one run.
type reading struct {
	*Feed
	ctx   context.Context
	take  twin.Take
	batch []twin.Signal
	count uint64 // of what was read, understood or not
}

// add hands a signal on, in batches.
func (r *reading) add(s twin.Signal) error {
	r.batch = append(r.batch, s)
	if len(r.batch) < atMost {
		return nil
	}
	return r.hand()
}

func (r *reading) hand() error {
	if r.ctx.Err() != nil {
		return errStop
	}
	if len(r.batch) == 0 {
		return nil
	}
	err := r.take(r.batch)
	r.batch = r.batch[:0]
	return err
}

// miss counts what is not understood.
func (r *reading) miss(line int, column string, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.unread.Count++
	r.unread.Last = eventlog.Mistake{File: filepath.Base(r.name), Line: line, Column: column, Text: err.Error()}.Error()
}

// columnNames are those of what a table may say.
var columnNames = map[string][]string{
	"tag": {"tag", "signal", "point", "topic", "signaal", "punt"}, "at": {"at", "time", "timestamp", "ts", "date", "tijd", "tijdstip", "datum", "timetimestamp"},
	"value": {"value", "v", "waarde"}, "source": {"source", "bron"}, "seq": {"seq", "sequence", "volgnummer"},
	"activity":   {"activity", "conceptname", "task", "operation", "event", "activiteit", "bewerking"},
	"transition": {"transition", "lifecycletransition", "lifecycle", "overgang"},
	"start":      {"start", "starttime", "starttimestamp", "begin", "begintijd", "starttijd"},
	"end":        {"complete", "completetimestamp", "end", "endtime", "endtimestamp", "finish", "eind", "eindtijd"},
}

// plainName is a name without what does not count.
func plainName(name string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -_:.", r) {
			return -1
		}
		return r
	}, name))
}

// columns finds the columns of a table; -1: it has none.
func columns(rows *eventlog.Rows, value string) map[string]int {
	found := map[string]int{}
	for what, names := range columnNames {
		found[what] = -1
		for _, name := range names {
			if i := slices.IndexFunc(rows.Columns, func(c string) bool { return plainName(c) == name }); i >= 0 {
				found[what] = i
				break
			}
		}
	}
	if value != "" {
		found["value"] = slices.IndexFunc(rows.Columns, func(c string) bool { return plainName(c) == plainName(value) })
	}
	return found
}

// table reads a table.
func (r *reading) table(file io.Reader) error {
	rows, err := eventlog.Open(filepath.Base(r.name), file, r.set.Format)
	if err != nil {
		return err
	}
	at := columns(rows, r.set.Value)
	switch {
	case r.set.Value != "" && at["value"] < 0:
		return fmt.Errorf("%s: want a column %q for the value, have none; there are %s", rows.Name, r.set.Value, strings.Join(rows.Columns, ", "))
	case at["tag"] >= 0 && at["at"] >= 0:
		return r.signals(rows, at)
	case at["activity"] >= 0 && (at["at"] >= 0 || at["start"] >= 0 || at["end"] >= 0):
		return r.events(rows, at)
	}
	return fmt.Errorf("%s: want columns for tag and time, or for activity and time (or start and end), have %s", rows.Name, strings.Join(rows.Columns, ", "))
}

// signals reads a table of signals.
func (r *reading) signals(rows *eventlog.Rows, at map[string]int) error {
	base := strings.TrimSuffix(filepath.Base(r.name), filepath.Ext(r.name))
	for rows.Next() {
		r.count++
		s := twin.Signal{Source: base, Seq: r.count, Tag: strings.Clone(rows.Cell(at["tag"])), Value: valueOf(rows.Cell(at["value"]), rows.Delimiter)}
		if c := at["source"]; c >= 0 && rows.Cell(c) != "" {
			s.Source = strings.Clone(rows.Cell(c))
		}
		if s.Tag == "" || len(s.Tag) > maxText || len(s.Source) > maxText || len(s.Value.Text) > maxText {
			r.miss(rows.Line(), rows.Columns[at["tag"]], fmt.Errorf("want a tag and texts of at most %d bytes, have none or longer ones", maxText))
			continue
		}
		var err error
		if s.At, err = eventlog.Moment(rows.Cell(at["at"])); err != nil {
			r.miss(rows.Line(), rows.Columns[at["at"]], err)
			continue
		}
		s.At = s.At.UTC()
		if c := at["seq"]; c >= 0 {
			if s.Seq, err = strconv.ParseUint(rows.Cell(c), 10, 64); err != nil {
				r.miss(rows.Line(), rows.Columns[c], fmt.Errorf("want a whole number of at least 0, have %q", rows.Cell(c)))
				continue
			}
		}
		if err := r.add(s); err != nil {
			return err
		}
	}
	return rows.Err()
}

// valueOf is a cell as a value. A decimal comma is one where it cannot be what separates cells.
func valueOf(text string, delimiter rune) twin.Value {
	switch strings.ToLower(text) {
	case "":
		return twin.Value{}
	case "true", "waar":
		return twin.NumberValue(1)
	case "false", "onwaar":
		return twin.NumberValue(0)
	}
	number := text
	if delimiter != ',' && strings.Count(text, ",") == 1 && !strings.Contains(text, ".") {
		number = strings.Replace(text, ",", ".", 1)
	}
	if strings.Trim(number, "+-.0123456789eE") == "" {
		if x, err := strconv.ParseFloat(number, 64); err == nil {
			return twin.NumberValue(x)
		}
	}
	return twin.TextValue(strings.Clone(text))
}

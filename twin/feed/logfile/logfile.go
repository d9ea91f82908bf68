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
// # Files that grow
//
// With [Settings.Follow] a table of signals (not an event log) is followed while it is written: by whole lines, beyond its end, into the new file when it is
// rotated (renamed, and another one takes its name) or cut to nothing and begun anew. A file that begins anew without the row of column
// names has those of the one before. What was cut before it was looked at again (five times a second) is lost.
//
// Where the table does not number its signals, their names must hold across such files and across restarts of who listens. With
// [Settings.Grows] the source is then the source of the row, else the file's name, with the time of the first signal in the file behind
// it: "press@2026-03-02T06:00:00Z"; the number is that of the row. A last line without an end is not read yet.
//
// # Times without a zone
//
// They are those of the clock on the wall of [Settings.Place], in tables and in XES alike. In the hour that comes twice when summer time ends a time is the first,
// until the clock of the table goes back by half an hour or more; in an event log, whose rows are in no order, it is the first. In the
// hour that never comes a time is as by the clock before the change. [Feed.WallClock] counts them.
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
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

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
	Place  *time.Location  // of times without a zone; nil: UTC
	Grows  bool            // more may be written to the table
	Follow bool            // go on when it is, until the context ends
}

// A Feed is a file.
type Feed struct {
	name string
	set  Settings
	read func(r *reading, file io.Reader) error

	mu     sync.Mutex
	unread twin.Unread
	clock  twin.WallClock
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

// WallClock counts the times without a zone, in the last run.
func (f *Feed) WallClock() twin.WallClock {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.clock
}

// errStop ends a reading that nobody listens to any more.
var errStop = errors.New("stop")

// Run hands out all that is in the file, and what is added to it where it is to be followed.
func (f *Feed) Run(ctx context.Context, take twin.Take) error {
	f.mu.Lock()
	f.unread, f.clock = twin.Unread{}, twin.WallClock{}
	f.mu.Unlock()
	r := &reading{Feed: f, ctx: ctx, take: take, wall: wall{place: f.set.Place}}
	for {
		on, err := r.file()
		if errors.Is(err, errStop) {
			return nil
		}
		if err != nil || !on {
			return err
		}
	}
}

// A reading is one run.
type reading struct {
	*Feed
	ctx    context.Context
	take   twin.Take
	batch  []twin.Signal
	count  uint64 // of what was read of this file, understood or not
	wall   wall
	tail   *tail          // nil: the file is read as it is
	names  []string       // of the columns of the file before
	at     map[string]int // where they are
	first  time.Time      // when the first signal of this file happened
	failed error          // of take
}

// file reads one file; on: it was rotated or cut, and there is another.
func (r *reading) file() (on bool, err error) {
	file, err := eventlog.OpenFile(r.ctx, r.name)
	if r.ctx.Err() != nil {
		return false, errStop
	}
	if err != nil {
		return false, err
	}
	defer func() { _ = file.Close() }()
	var from io.Reader = file
	if r.set.Grows && file.Grows && !isTable(file) {
		r.tail = &tail{ctx: r.ctx, name: r.name, file: file.File, follow: r.set.Follow, idle: r.hand}
		from = r.tail
	}
	r.count, r.first = 0, time.Time{}
	err = r.read(r, from)
	if err == nil {
		err = r.hand()
	}
	switch { // whatever a reader of tables makes of it
	case r.failed != nil:
		return false, r.failed
	case r.ctx.Err() != nil:
		return false, errStop
	}
	if r.tail == nil || err != nil && r.tail.seen > 0 {
		return false, err
	}
	if err == nil && len(r.tail.rest) > 0 && !r.tail.cut {
		r.miss(int(r.count)+2, "", errors.New("want a line with an end, have one that is being written; it is read once it has one"))
	}
	return r.tail.follow && (r.tail.moved || r.tail.cut), nil
}

// isTable tells whether a file is a workbook, which is not written line by line.
func isTable(file io.ReaderAt) bool {
	head := make([]byte, 2)
	_, err := file.ReadAt(head, 0)
	return err == nil && (string(head) == "PK" || string(head) == "\xd0\xcf")
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
	r.failed = r.take(r.batch)
	r.batch = r.batch[:0]
	return r.failed
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
	if at["tag"] < 0 && r.at != nil && len(rows.Columns) == len(r.names) { // it goes on without them
		at = r.at
		if err := r.signal(rows, rows.Columns, at); err != nil {
			return err
		}
	}
	r.names, r.at = rows.Columns, at
	switch {
	case r.set.Value != "" && at["value"] < 0:
		return fmt.Errorf("%s: want a column %q for the value, have none; there are %s", rows.Name, r.set.Value, strings.Join(rows.Columns, ", "))
	case at["tag"] >= 0 && at["at"] >= 0:
		return r.signals(rows, at)
	case at["activity"] >= 0 && (at["at"] >= 0 || at["start"] >= 0 || at["end"] >= 0):
		if r.tail != nil { // it is sorted, and so read as a whole
			r.tail.follow = false
		}
		return r.events(rows, at)
	}
	return fmt.Errorf("%s: want columns for tag and time, or for activity and time (or start and end), have %s", rows.Name, strings.Join(rows.Columns, ", "))
}

// signals reads a table of signals.
func (r *reading) signals(rows *eventlog.Rows, at map[string]int) error {
	cells := make([]string, len(rows.Columns))
	for rows.Next() {
		for i := range cells {
			cells[i] = rows.Cell(i)
		}
		if err := r.signal(rows, cells, at); err != nil {
			return err
		}
	}
	return rows.Err()
}

// signal reads a row of a table of signals.
func (r *reading) signal(rows *eventlog.Rows, cells []string, at map[string]int) error {
	cell := func(what string) string {
		if i := at[what]; i >= 0 && i < len(cells) {
			return cells[i]
		}
		return ""
	}
	r.count++
	s := twin.Signal{Source: baseOf(r.name), Seq: r.count, Tag: strings.Clone(cell("tag")), Value: valueOf(cell("value"), rows.Delimiter)}
	if source := cell("source"); source != "" {
		s.Source = strings.Clone(source)
	}
	if s.Tag == "" || len(s.Tag) > maxText || len(s.Source) > maxText || len(s.Value.Text) > maxText {
		r.miss(rows.Line(), r.names[at["tag"]], fmt.Errorf("want a tag and texts of at most %d bytes, have none or longer ones", maxText))
		return nil
	}
	var err error
	if s.At, err = r.moment(cell("at"), true); err != nil {
		r.miss(rows.Line(), r.names[at["at"]], err)
		return nil
	}
	if r.first.IsZero() {
		r.first = s.At
	}
	if at["seq"] >= 0 {
		if s.Seq, err = strconv.ParseUint(cell("seq"), 10, 64); err != nil {
			r.miss(rows.Line(), r.names[at["seq"]], fmt.Errorf("want a whole number of at least 0, have %q", cell("seq")))
			return nil //nolint:nilerr // it is counted and told, and ends nothing
		}
	} else if r.set.Grows {
		s.Source += "@" + r.first.Format(time.RFC3339)
	}
	return r.add(s)
}

// moment reads a time; ordered: rows are in the order in which things happened.
func (r *reading) moment(text string, ordered bool) (time.Time, error) {
	at, local, err := eventlog.Moment(text)
	if err != nil || !local {
		return at.UTC(), err
	}
	return r.local(at, ordered), nil
}

// local is when the clock on the wall of the place shows a time.
func (r *reading) local(shown time.Time, ordered bool) time.Time {
	if !ordered {
		r.wall.last = time.Time{}
	}
	at := r.wall.at(shown).UTC()
	r.mu.Lock()
	r.clock = r.wall.WallClock
	r.mu.Unlock()
	return at
}

// baseOf is the name of a file without what tells its kind, or that it was rotated: press of press.csv and of press.csv.1.
func baseOf(name string) string {
	base := filepath.Base(name)
	for _, end := range []string{".csv", ".tsv", ".txt", ".log"} {
		if i := strings.Index(strings.ToLower(base), end); i > 0 {
			return base[:i]
		}
	}
	return strings.TrimSuffix(base, filepath.Ext(base))
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

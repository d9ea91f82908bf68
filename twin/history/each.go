package history

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"tweeling/twin"
)

// page is how many signals are read at once; between pages nothing is held, so that a slow visitor stops nobody.
const page = 1000

const columns = "signal.id, source.name, signal.seq, signal.at, tag.name, signal.value FROM signal JOIN source ON source.id = signal.source JOIN tag ON tag.id = signal.tag"

// A row is a signal with its place in the file.
type row struct {
	id int64
	twin.Signal
}

// rows reads the signals that a query finds; its columns are those above.
func (s *Store) rows(query string, args ...any) ([]row, error) {
	found, err := s.pool.QueryContext(context.Background(), "SELECT "+columns+query, args...)
	if err != nil {
		return nil, said(s.file, err)
	}
	defer func() { _ = found.Close() }()
	var list []row
	for found.Next() {
		r, err := scanned(found)
		if err != nil {
			return nil, said(s.file, err)
		}
		list = append(list, r)
	}
	return list, said(s.file, found.Err())
}

func scanned(found *sql.Rows) (row, error) {
	var r row
	var seq, at int64
	var value any
	err := found.Scan(&r.id, &r.Source, &seq, &at, &r.Tag, &value)
	r.Seq, r.At, r.Value = uint64(seq), time.Unix(0, at).UTC(), unpacked(value) //nolint:gosec // as it was stored
	return r, err
}

// Each hands out what is stored, in the order in which it was stored, from a cursor on (0: from the start), until visit returns
// false or what was stored at the time of the call has been handed out.
func (s *Store) Each(from uint64, visit func(signal twin.Signal, next uint64) bool) error {
	var last sql.NullInt64
	if err := s.pool.QueryRowContext(context.Background(), "SELECT max(id) FROM signal").Scan(&last); err != nil {
		return said(s.file, err)
	}
	for next := int64(min(from, 1<<62)); next <= last.Int64; { //nolint:gosec // it is small enough
		list, err := s.rows(" WHERE signal.id BETWEEN ? AND ? ORDER BY signal.id LIMIT ?", next, last.Int64, page)
		if err != nil || len(list) == 0 {
			return err
		}
		for i := range list {
			next = list[i].id + 1
			if !visit(list[i].Signal, uint64(next)) { //nolint:gosec // it is positive
				return nil
			}
		}
	}
	return nil
}

// Between hands out the signals of a tag from a time on until before another, in order of time, until visit returns false.
func (s *Store) Between(tag string, from, until time.Time, visit func(twin.Signal) bool) error {
	at, id := bounded(from), int64(0)
	for {
		list, err := s.rows(" WHERE tag.name = ? AND (signal.at, signal.id) >= (?, ?) AND signal.at < ? ORDER BY signal.at, signal.id LIMIT ?",
			tag, at, id, bounded(until), page)
		if err != nil || len(list) == 0 {
			return err
		}
		for i := range list {
			if !visit(list[i].Signal) {
				return nil
			}
			at, id = list[i].At.UnixNano(), list[i].id+1
		}
	}
}

// State is what was known of the plant at a time: the last signal of each tag that is not after it, by name of the tag. Where
// two are of one instant, the one that [twin.Signal.Before] puts last is it.
func (s *Store) State(at time.Time) ([]twin.Signal, error) {
	list, err := s.rows(` WHERE signal.id IN (SELECT (SELECT signal.id FROM signal JOIN source ON source.id = signal.source
			WHERE signal.tag = t.id AND signal.at <= ? ORDER BY signal.at DESC, source.name DESC, signal.seq < 0 DESC, signal.seq DESC LIMIT 1)
		FROM tag t) ORDER BY tag.name`, bounded(at))
	signals := make([]twin.Signal, len(list))
	for i := range list {
		signals[i] = list[i].Signal
	}
	return signals, err
}

// bounded is a time as the file has it; what is out of its reach is its end.
func bounded(at time.Time) int64 {
	switch {
	case at.Before(Earliest):
		return Earliest.UnixNano()
	case at.After(Latest):
		return Latest.UnixNano()
	}
	return at.UnixNano()
}

// A Source is what is known of one that sends signals.
type Source struct {
	Name      string
	Signals   int // that are stored
	Doubles   int // that came again
	Conflicts int // that came by a name that was taken, and said something else
}

// Sources are all that ever sent something, by name.
func (s *Store) Sources() ([]Source, error) {
	found, err := s.pool.QueryContext(context.Background(), `SELECT name, (SELECT count(*) FROM signal WHERE source = source.id),
		doubles, (SELECT count(*) FROM conflict WHERE source = source.id) FROM source ORDER BY name`)
	if err != nil {
		return nil, said(s.file, err)
	}
	defer func() { _ = found.Close() }()
	var list []Source
	for found.Next() {
		var one Source
		if err := found.Scan(&one.Name, &one.Signals, &one.Doubles, &one.Conflicts); err != nil {
			return nil, said(s.file, err)
		}
		list = append(list, one)
	}
	return list, said(s.file, found.Err())
}

// Last is the highest number that is stored of a source; false: there is none.
func (s *Store) Last(source string) (seq uint64, ok bool, err error) {
	var highest int64
	err = s.pool.QueryRowContext(context.Background(), `SELECT seq FROM signal WHERE source = (SELECT id FROM source WHERE name = ?)
		ORDER BY seq < 0 DESC, seq DESC LIMIT 1`, source).Scan(&highest)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	return uint64(highest), err == nil, said(s.file, err) //nolint:gosec // as it was stored
}

// Newest is the time of the last signal, by the clock of the plant; false: there is none.
func (s *Store) Newest() (at time.Time, ok bool, err error) {
	var last sql.NullInt64
	err = s.pool.QueryRowContext(context.Background(), "SELECT max((SELECT max(at) FROM signal WHERE tag = tag.id)) FROM tag").Scan(&last)
	return time.Unix(0, last.Int64).UTC(), last.Valid && err == nil, said(s.file, err)
}

// Count is how many signals are stored.
func (s *Store) Count() (n int, err error) {
	err = s.pool.QueryRowContext(context.Background(), "SELECT count(*) FROM signal").Scan(&n)
	return n, said(s.file, err)
}

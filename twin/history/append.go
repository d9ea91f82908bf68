package history

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"time"

	"tweeling/twin"
)

// Earliest and Latest are the times between which a signal can be kept, to the nanosecond.
var (
	Earliest = time.Unix(0, math.MinInt64).UTC() // in 1677
	Latest   = time.Unix(0, math.MaxInt64).UTC() // in 2262
)

// errReadOnly is told by what writes in a history that was opened to read.
var errReadOnly = errors.New("want a history that was opened to be written in, have one that was opened to be read")

// Append stores signals for good: all of them, or none where it gives an error. A signal that is there already is counted and
// passed over.
func (s *Store) Append(signals []twin.Signal) error {
	if s.write == nil {
		return fmt.Errorf("%s: %w", s.file, errReadOnly)
	}
	for i := range signals {
		if at := signals[i].At; at.Before(Earliest) || at.After(Latest) {
			return fmt.Errorf("%s: want a signal from %d to %d, have one of %s from %s in %d", s.file,
				Earliest.Year()+1, Latest.Year()-1, signals[i].Tag, signals[i].Source, at.Year())
		}
	}
	if len(signals) == 0 {
		return nil
	}
	w := s.write
	w.Lock()
	defer w.Unlock()
	return said(s.file, w.transact(func(ctx context.Context, tx *sql.Tx) error {
		b := &batch{writer: w, ctx: ctx, tx: tx, doubles: map[int64]int{}}
		return b.store(signals)
	}))
}

// transact does something wholly or not at all.
func (w *writer) transact(do func(ctx context.Context, tx *sql.Tx) error) error {
	ctx := context.Background() // what is begun is ended: it takes a moment, and half a batch is none
	tx, err := w.conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err = do(ctx, tx); err == nil {
		err = tx.Commit()
	}
	if err != nil {
		_ = tx.Rollback()                                          // what is told is what came before
		w.sources, w.tags = map[string]int64{}, map[string]int64{} // names of this batch are not in the file
	}
	return err
}

// A batch is what is stored together.
type batch struct {
	*writer
	ctx     context.Context
	tx      *sql.Tx
	doubles map[int64]int // by source
}

func (b *batch) store(signals []twin.Signal) error {
	insert, err := b.tx.PrepareContext(b.ctx, "INSERT INTO signal (source, seq, at, tag, value) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
	if err != nil {
		return err
	}
	defer func() { _ = insert.Close() }()
	forgets, err := b.forgets()
	if err != nil {
		return err
	}
	for i := range signals {
		if err := b.one(insert, &signals[i], forgets); err != nil {
			return err
		}
	}
	for source, n := range b.doubles {
		if _, err := b.tx.ExecContext(b.ctx, "UPDATE source SET doubles = doubles + ? WHERE id = ?", n, source); err != nil {
			return err
		}
	}
	return nil
}

// forgets tells whether something was ever forgotten, since only then what comes again must be looked for there.
func (b *batch) forgets() (some bool, err error) {
	err = b.tx.QueryRowContext(b.ctx, "SELECT EXISTS (SELECT 1 FROM source WHERE forgotten IS NOT NULL)").Scan(&some)
	return some, err
}

// one stores a signal, or finds out what the one is that has its name.
func (b *batch) one(insert *sql.Stmt, s *twin.Signal, forgets bool) error {
	source, err := b.number("source", b.sources, s.Source)
	if err != nil {
		return err
	}
	tag, err := b.number("tag", b.tags, s.Tag)
	if err != nil {
		return err
	}
	seq, at, value := int64(s.Seq), s.At.UnixNano(), packed(s.Value) //nolint:gosec // the bits are what counts
	if forgets {
		gone, err := b.forgotten(source, s.Seq, tag, at)
		if err != nil {
			return err
		}
		if gone {
			b.doubles[source]++
			return nil
		}
	}
	result, err := insert.ExecContext(b.ctx, source, seq, at, tag, value)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n > 0 {
		return err
	}
	return b.again(s, source, tag)
}

// again counts a signal whose name is taken, and keeps it aside where it says something else.
func (b *batch) again(s *twin.Signal, source, tag int64) error {
	var at, other int64
	var value any
	seq := int64(s.Seq) //nolint:gosec // the bits are what counts
	row := b.tx.QueryRowContext(b.ctx, "SELECT at, tag, value FROM signal WHERE source = ? AND seq = ?", source, seq)
	if err := row.Scan(&at, &other, &value); err != nil {
		return err
	}
	if at == s.At.UnixNano() && other == tag && same(unpacked(value), s.Value) {
		b.doubles[source]++
		return nil
	}
	_, err := b.tx.ExecContext(b.ctx, "INSERT INTO conflict (source, seq, at, tag, value) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
		source, seq, s.At.UnixNano(), tag, packed(s.Value))
	return err
}

// forgotten tells whether a signal was stored once and then forgotten: its number is not above those that were, it is older
// than what is kept of its tag, and it is not there.
func (b *batch) forgotten(source int64, seq uint64, tag, at int64) (bool, error) {
	var highest sql.NullInt64
	if err := b.tx.QueryRowContext(b.ctx, "SELECT forgotten FROM source WHERE id = ?", source).Scan(&highest); err != nil {
		return false, err
	}
	if !highest.Valid || seq > uint64(highest.Int64) { //nolint:gosec // as it was stored
		return false, nil
	}
	var newer bool
	err := b.tx.QueryRowContext(b.ctx, `SELECT NOT EXISTS (SELECT 1 FROM signal WHERE source = ?1 AND seq = ?2)
		AND NOT EXISTS (SELECT 1 FROM signal WHERE tag = ?3 AND at < ?4)`, source, int64(seq), tag, at).Scan(&newer) //nolint:gosec // the bits are what counts
	return newer, err
}

// number is the number of a name in the file, which it gets where it has none.
func (b *batch) number(table string, known map[string]int64, name string) (int64, error) {
	if id, ok := known[name]; ok {
		return id, nil
	}
	var id int64
	err := b.tx.QueryRowContext(b.ctx, "SELECT id FROM "+table+" WHERE name = ?", name).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		err = b.tx.QueryRowContext(b.ctx, "INSERT INTO "+table+" (name) VALUES (?) RETURNING id", name).Scan(&id)
	}
	if err == nil {
		known[name] = id
	}
	return id, err
}

// packed is a value as the file keeps it.
func packed(v twin.Value) any {
	switch {
	case v.Kind == twin.Number && math.IsNaN(v.Number):
		return []byte("NaN") // which a database takes for nothing
	case v.Kind == twin.Number:
		return v.Number
	case v.Kind == twin.Text:
		return v.Text
	}
	return nil
}

func unpacked(v any) twin.Value {
	switch v := v.(type) {
	case float64:
		return twin.NumberValue(v)
	case int64: // another program wrote it
		return twin.NumberValue(float64(v))
	case string:
		return twin.TextValue(v)
	case []byte:
		return twin.NumberValue(math.NaN())
	}
	return twin.Value{}
}

func same(v, w twin.Value) bool {
	return v == w || v.Kind == twin.Number && w.Kind == twin.Number && math.IsNaN(v.Number) && math.IsNaN(w.Number)
}

package history

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"tweeling/twin"
)

var _ twin.Notebook = (*Store)(nil)

// Note keeps notes beside the signals; they are not forgotten.
func (s *Store) Note(list []twin.Note) error {
	if s.write == nil {
		return said(s.file, errReadOnly)
	}
	if len(list) == 0 {
		return nil
	}
	s.write.Lock()
	defer s.write.Unlock()
	return said(s.file, s.write.transact(func(ctx context.Context, tx *sql.Tx) error {
		for i := range list {
			n := &list[i]
			if _, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO note (kind, name, at, text) VALUES (?, ?, ?, ?)", n.Kind, n.Name, bounded(n.At), string(n.Text)); err != nil {
				return err
			}
		}
		return nil
	}))
}

// Notes are those that are kept, by time.
func (s *Store) Notes() ([]twin.Note, error) {
	if s.version < 2 {
		return nil, nil
	}
	found, err := s.pool.QueryContext(context.Background(), "SELECT kind, name, at, text FROM note ORDER BY at, kind, name")
	if err != nil {
		return nil, said(s.file, err)
	}
	defer func() { _ = found.Close() }()
	var list []twin.Note
	for found.Next() {
		var n twin.Note
		var at int64
		var text string
		if err := found.Scan(&n.Kind, &n.Name, &at, &text); err != nil {
			return nil, said(s.file, err)
		}
		n.At, n.Text = time.Unix(0, at).UTC(), json.RawMessage(text)
		list = append(list, n)
	}
	return list, said(s.file, found.Err())
}

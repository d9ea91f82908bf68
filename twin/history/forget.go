package history

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

const (
	forgetStep = 2000 // signals that go in one transaction
	freeStep   = 256  // pages that are given back in one
)

// Forget takes away what is older than a time, in small steps between which signals are taken in. The last signal of each tag
// before it stays, so that the state at every later time is known. After each step tell, where it is not nil, is told how many
// are gone so far. A context that ends ends it after the step it is in; what is gone then is gone.
func (s *Store) Forget(ctx context.Context, before time.Time, tell func(gone int)) (gone int, err error) {
	if s.write == nil {
		return 0, fmt.Errorf("%s: %w", s.file, errReadOnly)
	}
	tags, err := s.tagNumbers()
	if err != nil {
		return 0, err
	}
	for _, tag := range tags {
		for {
			if err := ctx.Err(); err != nil {
				return gone, err
			}
			n, err := s.forgetSome(tag, bounded(before))
			if err != nil {
				return gone, err
			}
			gone += n
			if n > 0 && tell != nil {
				tell(gone)
			}
			if n < forgetStep {
				break
			}
		}
	}
	return gone, s.giveBack(ctx)
}

func (s *Store) tagNumbers() ([]int64, error) {
	found, err := s.pool.QueryContext(context.Background(), "SELECT id FROM tag ORDER BY id")
	if err != nil {
		return nil, said(s.file, err)
	}
	defer func() { _ = found.Close() }()
	var list []int64
	for found.Next() {
		var id int64
		if err := found.Scan(&id); err != nil {
			return nil, said(s.file, err)
		}
		list = append(list, id)
	}
	return list, said(s.file, found.Err())
}

// forgetSome takes away some of the oldest signals of a tag.
func (s *Store) forgetSome(tag, before int64) (gone int, err error) {
	s.write.Lock()
	defer s.write.Unlock()
	err = s.write.transact(func(ctx context.Context, tx *sql.Tx) error {
		// The one that stays is the one that State gives at that time.
		found, err := tx.QueryContext(ctx, `DELETE FROM signal WHERE id IN (SELECT id FROM signal WHERE tag = ?1 AND at < ?2 AND id IS NOT
				(SELECT signal.id FROM signal JOIN source ON source.id = signal.source WHERE signal.tag = ?1 AND signal.at < ?2
				ORDER BY signal.at DESC, source.name DESC, signal.seq < 0 DESC, signal.seq DESC LIMIT 1)
			ORDER BY at LIMIT ?3) RETURNING source, seq`, tag, before, forgetStep)
		if err != nil {
			return err
		}
		highest := map[int64]uint64{}
		for found.Next() {
			var source, seq int64
			if err := found.Scan(&source, &seq); err != nil {
				return err
			}
			highest[source] = max(highest[source], uint64(seq)) //nolint:gosec // as it was stored
			gone++
		}
		if err := found.Close(); err != nil {
			return err
		}
		for source, seq := range highest {
			var old sql.NullInt64
			if err := tx.QueryRowContext(ctx, "SELECT forgotten FROM source WHERE id = ?", source).Scan(&old); err != nil {
				return err
			}
			if old.Valid && uint64(old.Int64) >= seq { //nolint:gosec // as it was stored
				continue
			}
			if _, err := tx.ExecContext(ctx, "UPDATE source SET forgotten = ? WHERE id = ?", int64(seq), source); err != nil { //nolint:gosec // the bits are what counts
				return err
			}
		}
		return found.Err()
	})
	if err != nil {
		gone = 0
	}
	return gone, said(s.file, err)
}

// giveBack returns the room of what is gone to the disk.
func (s *Store) giveBack(ctx context.Context) error {
	for free, before := 0, -1; free != before && ctx.Err() == nil; {
		before = free
		s.write.Lock()
		_, err := s.write.conn.ExecContext(context.Background(), fmt.Sprintf("PRAGMA incremental_vacuum(%d)", freeStep))
		if err == nil {
			err = s.write.conn.QueryRowContext(context.Background(), "PRAGMA freelist_count").Scan(&free)
		}
		s.write.Unlock()
		if err != nil {
			return said(s.file, err)
		}
		if free == 0 {
			break
		}
	}
	return ctx.Err()
}

package history

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tweeling/twin"
	"tweeling/twin/storetest"
)

func some(from, n int) []twin.Signal {
	list := make([]twin.Signal, n)
	for i := range list {
		list[i] = twin.Signal{Source: "plc", Seq: uint64(from + i), At: time.Unix(int64(from+i), 0), Tag: "press.count", Value: twin.TextValue(strings.Repeat("x", 100))}
	}
	return list
}

// A disk that is full (here: a file that may not grow) loses nothing that was stored, stores nothing of the batch that does not
// fit, and the same batch is stored once there is room.
func TestFull(t *testing.T) {
	s, err := Open(filepath.Join(t.TempDir(), "h.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	limit := func(pages string) {
		if _, err := s.write.conn.ExecContext(context.Background(), "PRAGMA max_page_count="+pages); err != nil {
			t.Fatal(err)
		}
	}
	limit("40")
	kept, full := 0, error(nil)
	for full == nil && kept < 10_000 {
		if full = s.Append(some(kept, 100)); full == nil {
			kept += 100
		}
	}
	if _, ok := errors.AsType[*Trouble](full); !ok || !strings.Contains(full.Error(), "want room on the disk, have none") {
		t.Fatalf("want a full disk told, have %v", full)
	}
	if n, err := s.Count(); n != kept || err != nil {
		t.Errorf("want the %d that were stored, have %d, %v", kept, n, err)
	}
	limit("100000")
	if err := s.Append(some(kept, 100)); err != nil {
		t.Error(err)
	}
	if n, err := s.Count(); n != kept+100 || err != nil {
		t.Errorf("want %d, have %d, %v", kept+100, n, err)
	}
}

// An older file is brought up to date with all that is in it; where that fails it stays as it was; an older program refuses the
// newer file.
func TestOlder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "h.db")
	s, err := open(file, steps[:1:1])
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Append(some(0, 10)); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if s, err = Read(file); err != nil { // as it is
		t.Fatal(err)
	}
	notes, err := s.Notes()
	if n, failed := s.Count(); n != 10 || len(notes) > 0 || err != nil || failed != nil || s.Close() != nil {
		t.Errorf("want an older file read, have %d signals, %v", n, err)
	}
	if _, err := open(file, append(steps[:1:1], "ALTER TABLE signal ADD COLUMN note TEXT; INSERT INTO nowhere VALUES (1)")); err == nil || !strings.Contains(err.Error(), "version 1 of the schema could not be brought to 2") {
		t.Errorf("want a step that fails told, have %v", err)
	}
	newer := append(slices.Clip(slices.Clone(steps)), "ALTER TABLE signal ADD COLUMN note TEXT DEFAULT 'old'")
	for range 2 {
		s, err = open(file, newer)
		if err != nil {
			t.Fatal(err)
		}
		var n int
		if err := s.pool.QueryRow("SELECT count(*) FROM signal WHERE note = 'old'").Scan(&n); n != 10 || err != nil {
			t.Errorf("want 10 brought up to date, have %d, %v", n, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Open(file); err == nil || !strings.Contains(err.Error(), "which a newer program wrote") {
		t.Errorf("want a newer file refused, have %v", err)
	}
}

// Notes are kept once each, beside signals that are forgotten.
func TestNotes(t *testing.T) {
	s, err := Open(filepath.Join(t.TempDir(), "h.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	storetest.Notes(t, s)
	if err := s.Append(some(0, 10)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Forget(context.Background(), Latest, nil); err != nil {
		t.Fatal(err)
	}
	if list, err := s.Notes(); len(list) != 2 || err != nil {
		t.Errorf("want two notes, have %v, %v", list, err)
	}
}

// While another program holds the file nothing is stored and that is told; afterwards the same batch is.
func TestLocked(t *testing.T) {
	file := filepath.Join(t.TempDir(), "h.db")
	s, err := Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx := context.Background()
	if _, err := s.write.conn.ExecContext(ctx, "PRAGMA busy_timeout=20"); err != nil { // not to wait as long as users do
		t.Fatal(err)
	}
	other, err := Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	tx, err := other.write.conn.BeginTx(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = s.Append(some(0, 10))
	if _, ok := errors.AsType[*Trouble](err); !ok || !strings.Contains(err.Error(), "another program is writing in") {
		t.Errorf("want trouble that may pass, have %v", err)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := s.Append(some(0, 10)); err != nil {
		t.Error(err)
	}
	if n, err := s.Count(); n != 10 || err != nil {
		t.Errorf("want 10, have %d, %v", n, err)
	}
}

func BenchmarkAppend(b *testing.B) {
	for _, size := range []int{1, 20, 100, 1000} {
		b.Run(fmt.Sprint("batch of ", size), func(b *testing.B) {
			s, err := Open(filepath.Join(b.TempDir(), "h.db"))
			if err != nil {
				b.Fatal(err)
			}
			defer s.Close()
			n := 0
			for b.Loop() {
				if err := s.Append(some(n, size)); err != nil {
					b.Fatal(err)
				}
				n += size
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "signals/s")
		})
	}
}

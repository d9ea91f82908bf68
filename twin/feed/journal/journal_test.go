package journal_test

import (
	"path/filepath"
	"testing"

	"tweeling/twin"
	"tweeling/twin/feed/feedtest"
	"tweeling/twin/feed/journal"
	"tweeling/twin/history"
)

// A store is what is said to it.
func source(t *testing.T, store twin.Store) feedtest.Source {
	return feedtest.Source{
		Say: func(t *testing.T, signals []twin.Signal) {
			if err := store.Append(signals); err != nil {
				t.Fatal(err)
			}
		},
		Open: func(*testing.T) (twin.Feed, <-chan struct{}) { return journal.New(store), nil },
	}
}

func TestJournal(t *testing.T) {
	feedtest.Run(t, func(t *testing.T) feedtest.Source {
		j, err := twin.OpenJournal(filepath.Join(t.TempDir(), "a.journal"), twin.JournalOptions{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = j.Close() })
		return source(t, j)
	})
}

func TestHistory(t *testing.T) {
	feedtest.Run(t, func(t *testing.T) feedtest.Source {
		h, err := history.Open(filepath.Join(t.TempDir(), "a.db"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = h.Close() })
		return source(t, h)
	})
}

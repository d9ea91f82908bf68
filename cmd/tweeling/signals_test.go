package main

import (
	"path/filepath"
	"testing"
	"time"

	"tweeling/twin"
	"tweeling/twin/history"
)

// A journal and a history are opened alike, by what they are and not by their names.
func TestOpenSignals(t *testing.T) {
	said := []twin.Signal{{Source: "plc", Seq: 1, At: time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC), Tag: "press.work", Value: twin.NumberValue(1)}}
	dir := t.TempDir()
	h, err := history.Open(filepath.Join(dir, "a"))
	if err != nil {
		t.Fatal(err)
	}
	j, err := twin.OpenJournal(filepath.Join(dir, "b"), twin.JournalOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []interface {
		twin.Store
		Close() error
	}{h, j} {
		if err := s.Append(said); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"a", "b"} {
		from, done, err := openKept(filepath.Join(dir, name))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if first, _, n, err := twin.Begins(from, 1); n != 1 || err != nil || !first.Equal(said[0].At) {
			t.Errorf("%s: %d signals from %v, %v", name, n, first, err)
		}
		done()
	}
	if _, _, err := openKept(filepath.Join(dir, "none")); err == nil {
		t.Error("a file that is not there is opened")
	}
}

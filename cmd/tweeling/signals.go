package main

import (
	"fmt"
	"io"
	"os"

	"tweeling/sim/aside"
	"tweeling/twin"
	"tweeling/twin/feed"
	"tweeling/twin/history"
)

// isHistory tells whether a file is a history in SQLite.
func isHistory(path string) bool {
	const begins = "SQLite format 3\x00"
	return beginsWith(path, begins)
}

// isJournal tells whether a file is a journal.
func isJournal(path string) bool { return beginsWith(path, "tweeling journal ") }

// beginsWith tells how a file begins. Of a device or a pipe nothing is read: what was read of a pipe would be gone.
func beginsWith(path, begins string) bool {
	head := make([]byte, len(begins))
	n := headOf(path, head)
	return n == len(begins) && string(head) == begins
}

// headOf reads the beginning of a file; 0 where there is none.
func headOf(path string, head []byte) int {
	if aside.Regular(path) != nil {
		return 0
	}
	file, err := os.Open(path)
	if err != nil {
		return 0
	}
	defer func() { _ = file.Close() }()
	n, _ := io.ReadFull(file, head)
	return n
}

// openSignals opens what a plant has said: a journal, or a history, whichever the file is. Whoever reads one comes by here: what there is
// to tell of it before it is used is told once.
func (c *cli) openSignals(line *followed, path string) (from twin.Store, done func(), err error) {
	store, done, err := openKept(path)
	if err != nil {
		return nil, nil, err
	}
	if j, ok := store.(*twin.Journal); ok {
		c.tellJournal(line, path, j)
	}
	return heeding{store, line}, done, nil
}

// openKept opens a journal, or a history.
func openKept(path string) (store twin.Store, done func(), err error) {
	if err := aside.Regular(path); err != nil {
		return nil, nil, &hintError{err, "a journal or a history is written by `tweeling watch --keep FILE`"}
	}
	if isHistory(path) {
		h, err := history.Read(path)
		if err != nil {
			return nil, nil, err
		}
		return h, func() { _ = h.Close() }, nil
	}
	var head [16]byte
	if n := headOf(path, head[:]); n > 0 && !isJournal(path) && string(head[:n]) != "tweeling journal "[:n] {
		return nil, nil, &hintError{fmt.Errorf("%s: want a journal, which begins with \"tweeling journal\", or a history, which is a file of SQLite; have neither, since it begins with %q", path, head[:n]),
			"`tweeling watch --keep FILE` writes a journal, or a history when FILE ends in .db; `tweeling replay` and `tweeling fit` read logs as well"}
	}
	j, err := twin.ReadJournal(path)
	if err != nil {
		return nil, nil, err
	}
	return j, func() {}, nil
}

// tellJournal tells of a journal what one has to know of it: that it is one of another scenario, and that its end was torn off.
func (c *cli) tellJournal(line *followed, path string, j *twin.Journal) {
	if n := j.Torn(); n > 0 {
		fmt.Fprintf(c.err, "tweeling: %s: its last %d bytes are no whole record, and are left out; `tweeling watch --keep` cuts them off and keeps them beside it\n", path, n)
	}
	if n, file := j.Cut(); n > 0 {
		fmt.Fprintf(c.err, "tweeling: %s: its last %d bytes were no whole record; they are kept in %s\n", path, n, file)
	}
	if line == nil || line.scenario == nil {
		return
	}
	switch m := j.Meta(); {
	case m.Hash == "" || m.Hash == line.scenario.Hash:
	case m.Scenario != line.scenario.Name:
		fmt.Fprintf(c.err, "tweeling: %s is of another scenario: it was begun with %s (%s), and this is %s (%s); tags that this one does not have mean nothing in it\n",
			path, m.Scenario, m.Hash, line.scenario.Name, line.scenario.Hash)
	default:
		fmt.Fprintf(c.err, "tweeling: %s was begun with another text of the scenario (%s %s); tags and elements may differ\n", path, m.Scenario, m.Hash)
	}
}

// tellFeed tells the same of a journal that is heard.
func (c *cli) tellFeed(line *followed, feed *plantFeed) {
	var store twin.Store
	switch g, ok := feed.Feed.(*growing); {
	case ok:
		store = g.store
	case isJournal(feed.from):
		store, _ = twin.ReadJournal(feed.from)
	}
	if j, ok := store.(*twin.Journal); ok && j != nil {
		c.tellJournal(line, feed.from, j)
	}
}

// recording opens what a plant said, in a journal, a history or a log: all of it, as a store.
func (c *cli) recording(line *followed, path string) (store twin.Store, unread twin.Unread, done func(), err error) {
	if isJournal(path) || isHistory(path) {
		store, done, err = c.openSignals(line, path)
		return store, unread, done, err
	}
	if _, err := os.Stat(path); err != nil {
		return nil, unread, nil, err
	}
	f, err := feed.Open(path, feed.Settings{Place: line.place})
	if err != nil {
		return nil, unread, nil, err
	}
	defer func() { _ = f.Close() }()
	m := &twin.Memory{}
	if err = f.Run(line.ctx, m.Append); err == nil {
		err = line.ctx.Err() // what was read is not all
	}
	return heeding{m, line}, f.Unread(), func() {}, err
}

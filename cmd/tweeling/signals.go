package main

import (
	"io"
	"os"

	"tweeling/twin"
	"tweeling/twin/history"
)

// isHistory tells whether a file is a history in SQLite.
func isHistory(path string) bool {
	const begins = "SQLite format 3\x00"
	return beginsWith(path, begins)
}

// beginsWith tells how a file begins.
func beginsWith(path, begins string) bool {
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer func() { _ = file.Close() }()
	head := make([]byte, len(begins))
	_, err = io.ReadFull(file, head)
	return err == nil && string(head) == begins
}

// openSignals opens what a plant has said: a journal, or a history, whichever the file is.
func openSignals(path string) (from twin.Store, done func(), err error) {
	if isHistory(path) {
		h, err := history.Read(path)
		if err != nil {
			return nil, nil, err
		}
		return h, func() { _ = h.Close() }, nil
	}
	j, err := twin.ReadJournal(path)
	if err != nil {
		return nil, nil, err
	}
	return j, func() {}, nil
}

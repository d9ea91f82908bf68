package main

import (
	"bytes"
	"io"
	"os"

	"tweeling/twin"
	"tweeling/twin/history"
)

// openSignals opens what a plant has said: a journal, or a history in SQLite, whichever the file is.
func openSignals(path string) (from twin.Store, done func(), err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	head := make([]byte, 16)
	_, err = io.ReadFull(file, head)
	_ = file.Close()
	if err == nil && bytes.Equal(head, []byte("SQLite format 3\x00")) {
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

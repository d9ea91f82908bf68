package history

import (
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// A Trouble is a file that cannot be used now. Nothing of what was asked was done, and it may be asked again.
type Trouble struct {
	File string
	What string // what is wrong, and what to do about it
	err  error
}

// Error is what is wrong, with the file.
func (t *Trouble) Error() string { return t.File + ": " + t.What }

// Unwrap gives what the database said.
func (t *Trouble) Unwrap() error { return t.err }

// busy tells whether somebody else holds the file.
func (t *Trouble) busy() bool {
	wrong, ok := errors.AsType[*sqlite.Error](t.err)
	return ok && (wrong.Code()&0xff == sqlite3.SQLITE_BUSY || wrong.Code()&0xff == sqlite3.SQLITE_LOCKED)
}

// said turns what the database says into what a person can act on.
func said(file string, err error) error {
	wrong, ok := errors.AsType[*sqlite.Error](err)
	if !ok {
		if err == nil {
			return nil
		}
		return fmt.Errorf("%s: %w", file, err)
	}
	what := err.Error()
	switch wrong.Code() & 0xff { // what comes above says more than a person needs
	case sqlite3.SQLITE_FULL:
		what = "want room on the disk, have none: nothing of this batch was stored; make room, it is tried again"
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		what = "want a file that nobody else holds, have one that another program is writing in; end that one, or wait for it"
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH:
		what = "want a file and a folder that may be written in, have one of them read-only; change its rights, or name another place"
	case sqlite3.SQLITE_CANTOPEN:
		what = "want a folder in which files can be made and opened, have one where that is refused; change its rights, or name another place"
	case sqlite3.SQLITE_IOERR:
		what = "want a disk that reads and writes, have an error of it: nothing of this batch was stored (" + wrong.Error() + ")"
	case sqlite3.SQLITE_NOTADB:
		what = "want a history of signals, have a file of another kind"
	case sqlite3.SQLITE_CORRUPT:
		what = "want a whole file, have a damaged one; put a copy back, or begin a new one beside it (" + wrong.Error() + ")"
	}
	return &Trouble{File: file, What: what, err: err}
}

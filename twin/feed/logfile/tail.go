package logfile

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"time"
)

// lookAgain is how often a file that grows is looked at.
const lookAgain = 200 * time.Millisecond

// maxLine is how long a line may be that is waited for.
const maxLine = 2 << 20

// A tail reads a file that grows, by whole lines. At its end it waits for more, until another file has its name (it was rotated), it is
// shorter than it was (it was cut), or the context ends.
type tail struct {
	ctx    context.Context
	name   string
	file   *os.File
	follow bool         // it waits; else it ends where the file does
	idle   func() error // called before it waits
	seen   int64        // bytes read
	lines  []byte       // whole lines that were read and not handed out
	rest   []byte       // the beginning of a line whose end has not come
	moved  bool         // another file has the name; what is left of this one is read
	cut    bool
}

// Read hands out what there is, up to the end of a line.
func (t *tail) Read(p []byte) (int, error) {
	for len(t.lines) == 0 {
		if err := t.more(); err != nil {
			return 0, err
		}
	}
	n := copy(p, t.lines)
	t.lines = t.lines[n:]
	return n, nil
}

// more reads on, and waits where there is nothing.
func (t *tail) more() error {
	if t.ctx.Err() != nil {
		return errStop
	}
	buf := make([]byte, 1<<16)
	n, err := t.file.Read(buf)
	if n > 0 {
		t.seen += int64(n)
		t.rest = append(t.rest, buf[:n]...)
		if i := bytes.LastIndexByte(t.rest, '\n'); i >= 0 {
			t.lines, t.rest = t.rest[:i+1:i+1], bytes.Clone(t.rest[i+1:])
		}
		if len(t.rest) > maxLine {
			t.lines, t.rest = t.rest, nil // the reader of the table tells that it is too long
		}
		return nil
	}
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return err
	case t.moved && len(t.rest) > 0: // nobody writes its end any more
		t.lines, t.rest = append(t.rest, '\n'), nil
		return nil
	case t.moved || !t.follow:
		return io.EOF
	}
	if err := t.look(); err != nil || t.moved {
		return err
	}
	if err := t.idle(); err != nil {
		return err
	}
	select {
	case <-t.ctx.Done():
		return errStop
	case <-time.After(lookAgain):
		return nil
	}
}

// look finds out whether the file is still the one of its name, and as long as it was.
func (t *tail) look() error {
	own, err := t.file.Stat()
	if err != nil {
		return err
	}
	if own.Size() < t.seen {
		t.cut, t.rest = true, nil
		return io.EOF
	}
	named, err := os.Stat(t.name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // it was moved away, and nothing has taken its place yet
	}
	t.moved = err == nil && !os.SameFile(own, named)
	return err
}

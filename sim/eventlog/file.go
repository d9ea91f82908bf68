//go:build !js

package eventlog

import (
	"context"
	"fmt"
	"io/fs"
	"os"

	"tweeling/sim/aside"
)

// A File is a log that is read until its end, or until a context ends: then reading it is the error of the context.
type File struct {
	*os.File
	Grows bool // it is a plain file, to which more may be written
	ctx   context.Context
	stop  func() bool
}

// OpenFile opens a log: a plain file, or a pipe, as a shell makes one of what another program writes. A device has no end and is refused,
// as a folder is. A pipe that nobody writes to is waited for until the context ends.
func OpenFile(ctx context.Context, name string) (*File, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() && info.Mode()&fs.ModeNamedPipe == 0 {
		return nil, fmt.Errorf("%s: want a file or a pipe, have %s", name, aside.Sort(info.Mode()))
	}
	type opened struct {
		file *os.File
		err  error
	}
	done := make(chan opened, 1)
	go func() { // opening a pipe waits for who writes to it
		file, err := os.Open(name)
		done <- opened{file, err}
	}()
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case o := <-done:
		if o.err != nil {
			return nil, o.err
		}
		f := &File{File: o.file, Grows: info.Mode().IsRegular(), ctx: ctx}
		f.stop = context.AfterFunc(ctx, func() { _ = o.file.Close() }) // who waits for a pipe is woken
		return f, nil
	}
}

// Read reads on.
func (f *File) Read(p []byte) (int, error) {
	n, err := f.File.Read(p)
	if f.ctx.Err() != nil {
		return 0, f.ctx.Err()
	}
	return n, err
}

// Close ends the use of the file.
func (f *File) Close() error {
	f.stop()
	return f.File.Close()
}

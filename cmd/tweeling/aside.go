package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// An aside is a file in the making: it gets its name only when it is whole, so that nobody ever finds half of one.
type aside struct {
	*os.File
	target string
	mode   fs.FileMode
}

// newAside begins a file beside where it is to stand. A link stays a link, and what it leads to is written. What is there
// and is no plain file is refused: a device would be lost.
func newAside(name string) (*aside, error) {
	target, mode := name, fs.FileMode(0o644)
	if end, err := filepath.EvalSymlinks(name); err == nil {
		target = end
	}
	switch info, err := os.Stat(target); {
	case err == nil && !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s: want a file, have what is none", name)
	case err == nil:
		mode = info.Mode().Perm()
	case !errors.Is(err, fs.ErrNotExist):
		return nil, err
	}
	file, err := os.CreateTemp(filepath.Dir(target), ".tweeling-*")
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &aside{file, target, mode}, nil
}

// finish gives the file its name.
func (a *aside) finish() error {
	if err := errors.Join(a.Chmod(a.mode), a.Close()); err != nil {
		return err
	}
	return os.Rename(a.Name(), a.target)
}

// drop takes away what was not finished; after finish there is nothing left to take away.
func (a *aside) drop() {
	_ = a.Close()
	_ = os.Remove(a.Name())
}

// A careful writer remembers the first failure, so that output that did not arrive is told although prints do not look.
type careful struct {
	io.Writer
	err error
}

// Write writes, and keeps the first error.
func (c *careful) Write(p []byte) (int, error) {
	n, err := c.Writer.Write(p)
	if err != nil && c.err == nil {
		c.err = err
	}
	return n, err
}

// Package aside writes files that are there whole or not at all: under another name first, beside where they are to stand,
// and renamed when all of it is written.
//
//	err := aside.Write("line.toml", text)
//
// What is written piece by piece goes through a [File]:
//
//	f, err := aside.Create("log.csv")
//	if err != nil { ... }
//	defer f.Drop()
//	... write to f ...
//	err = f.Finish()
//
// A link stays a link, and what it leads to is written. What is there and is no plain file is refused: a device would be
// lost. A file keeps the rights it had; a new one may be read by all. Errors name the file that was asked for, and not the
// one aside, of which nobody knows.
package aside

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// pattern is what files aside are called, so that what a killed program leaves behind is known for what it is.
const pattern = ".tweeling-*"

// A File is a file in the making.
type File struct {
	*os.File
	name, target string
	mode         fs.FileMode
}

// Create begins a file; a place where none can be written is told now, before anybody works for it.
func Create(name string) (*File, error) {
	target, mode := name, fs.FileMode(0o644)
	if end, err := filepath.EvalSymlinks(name); err == nil {
		target = end
	}
	switch info, err := os.Stat(target); {
	case err == nil && !info.Mode().IsRegular():
		return nil, Regular(target)
	case err == nil:
		mode = info.Mode().Perm()
	case !errors.Is(err, fs.ErrNotExist):
		return nil, unwritable(name, err)
	}
	file, err := os.CreateTemp(filepath.Dir(target), pattern)
	if err != nil {
		return nil, unwritable(name, err)
	}
	return &File{file, name, target, mode}, nil
}

// Finish gives the file its name, once it is on the disk: a name that stands there without its bytes after a power cut would
// be half a file.
func (f *File) Finish() error {
	if err := errors.Join(f.Chmod(f.mode), f.Sync(), f.Close()); err != nil {
		return unwritable(f.name, err)
	}
	return unwritable(f.name, os.Rename(f.Name(), f.target))
}

// Drop takes away what was not finished; after Finish there is nothing left to take away.
func (f *File) Drop() {
	_ = f.Close()
	_ = os.Remove(f.Name())
}

// Write writes a file whose text is there already.
func Write(name string, text []byte) error {
	return Fill(name, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
}

// Read reads a file that was written so. What is no plain file is refused: a device has no end, and a pipe may never begin.
func Read(name string) ([]byte, error) {
	if err := Regular(name); err != nil {
		return nil, err
	}
	return os.ReadFile(name)
}

// Regular refuses what is no plain file, and says what it is; nothing is opened for that, since a pipe may never begin.
func Regular(name string) error {
	info, err := os.Stat(name)
	if err != nil || info.Mode().IsRegular() {
		return err
	}
	return fmt.Errorf("%s: want a file, have %s", name, Sort(info.Mode()))
}

// Sort says what a file is that is none.
func Sort(mode fs.FileMode) string {
	switch {
	case mode.IsDir():
		return "a folder"
	case mode&fs.ModeNamedPipe != 0:
		return "a pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	case mode&fs.ModeDevice != 0:
		return "a device"
	}
	return "something else"
}

// Fill begins a file, lets it be written, and finishes it, unless that failed.
func Fill(name string, write func(io.Writer) error) error {
	f, err := Create(name)
	if err != nil {
		return err
	}
	defer f.Drop()
	if err := write(f); err != nil {
		return unwritable(name, err)
	}
	return f.Finish()
}

// Fills lets several files be written into a folder aside, and moves them to where name stands once all are whole.
func Fills(name string, write func(dir string) error) error {
	dir, err := os.MkdirTemp(filepath.Dir(name), pattern)
	if err != nil {
		return unwritable(name, err)
	}
	defer func() { _ = os.RemoveAll(dir) }() // nobody asked for what is left in it
	if err := write(dir); err != nil {
		return unwritable(name, err)
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		return unwritable(name, err)
	}
	for _, f := range files {
		to := filepath.Join(filepath.Dir(name), f.Name())
		if err := os.Rename(filepath.Join(dir, f.Name()), to); err != nil {
			return unwritable(to, err)
		}
	}
	return nil
}

// Folder makes a folder where there is none, and tries whether files can be written into it.
func Folder(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, pattern)
	if err != nil {
		return unwritable(dir, err)
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// unwritable names the file that was asked for in an error of the file system.
func unwritable(name string, err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		err = e.Err
	} else if e, ok := errors.AsType[*os.LinkError](err); ok {
		err = e.Err
	} else {
		return err
	}
	return fmt.Errorf("%s cannot be written: %w", name, err)
}

package scenario

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"tweeling/scenarios"
	"tweeling/sim/picture"
)

// A library gathers the files that one scenario is made of.
type library struct {
	open  func(name string) ([]byte, error)
	files []*file
	texts []File // in the order in which they were read
}

// read decodes a file and lays it over those it extends.
func (l *library) read(name string, text []byte, above []string) (*node, *Mistake) {
	tree, wrong := decode(name, text)
	if wrong != nil {
		return nil, wrong
	}
	l.files = append(l.files, tree.file)
	l.texts = append(l.texts, File{name, text})
	base := tree.get("extends")
	if base == nil {
		return tree, nil
	}
	above = append(slices.Clone(above), name)
	mistake := func(format string, args ...any) *Mistake {
		line, col := base.place()
		return &Mistake{File: name, Line: line, Col: col, Key: "extends", Text: fmt.Sprintf(format, args...)}
	}
	relative, ok := base.value.(string)
	if !ok {
		return nil, mistake("want the name of a file, have %s", said(base))
	}
	below := beside(name, relative)
	switch {
	case slices.Contains(above, below):
		return nil, mistake("want files that do not extend each other in a circle, have %s", strings.Join(append(above, below), " > "))
	case len(above) > maxExtends:
		return nil, mistake("want at most %d files that extend each other, have more", maxExtends)
	case l.open == nil:
		return nil, mistake("want a scenario that is one file, have one that extends %q", relative)
	}
	more, err := l.open(below)
	if err != nil {
		return nil, mistake("want a file that can be read: %v", plainly(below, err))
	}
	lower, wrong := l.read(below, more, above)
	if wrong != nil {
		return nil, wrong
	}
	tree.drop("extends")
	m := merger{leaf: over}
	return m.merge("", lower, tree, whole), nil
}

// beside is a file named relative to the file that names it.
func beside(name, relative string) string {
	if path.IsAbs(relative) || filepath.IsAbs(relative) {
		return relative
	}
	return path.Join(path.Dir(filepath.ToSlash(name)), filepath.ToSlash(relative))
}

// readFile reads a scenario, or a table file or a picture that is named so, of at most the size that such a file may have.
func readFile(name string) ([]byte, error) {
	most, what := int64(maxFile), "a scenario file"
	if ext := strings.ToLower(path.Ext(name)); ext == ".csv" || ext == ".xlsx" || ext == ".txt" || ext == ".tsv" {
		most, what = maxTable, "a table file"
	} else if picture.Named(name) {
		most, what = picture.MostBytes, "a picture"
	}
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, plainly(name, err)
	case info.IsDir():
		return nil, fmt.Errorf("want %s, have the folder %s", what, name)
	case info.Size() > most:
		return nil, fmt.Errorf("%s: want a file of at most %d MB, have %d bytes", name, most>>20, info.Size())
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("want %s, have %s, which is none", what, name)
	}
	text, err := os.ReadFile(name)
	return text, plainly(name, err)
}

// plainly says in few words why a file cannot be read.
func plainly(name string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("there is no file %s", name)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("the file %s may not be read", name)
	}
	return err
}

// Load reads a scenario from a file, or the built-in scenario of that name. The error is [Mistakes] when the scenario is
// wrong, and says in one line what is the matter when there is nothing to read.
func Load(name string) (*Scenario, error) {
	if text, ok := scenarios.Text(name); ok {
		return Read(name, text, nil)
	}
	text, err := readFile(name)
	if err != nil {
		if !strings.ContainsAny(name, `./\`) {
			return nil, fmt.Errorf("%w, and the built-in scenarios are %s", err, nearest(name, scenarios.Names()))
		}
		return nil, err
	}
	return Read(name, text, readFile)
}

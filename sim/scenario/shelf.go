package scenario

import (
	"fmt"
	"path"
	"strings"

	"tweeling/assets"
)

// A shelf is the files of the catalogue that one scenario uses.
type shelf struct {
	lib     *library
	carried bool // the scenario has its files with it, those of the catalogue too
	taken   map[string]*CatalogueMeasure
}

// take reads a measure of the catalogue: a built-in one by its name, or a file by its name relative to the one that says so.
func (s *shelf) take(r *reader, name string, at *node) *CatalogueMeasure {
	file, text, err := s.find(name, at)
	if err != nil {
		r.tell(at, "%v", err)
		return nil
	}
	if c, ok := s.taken[file]; ok {
		return c
	}
	if s.taken == nil {
		s.taken = map[string]*CatalogueMeasure{}
	}
	tree, wrong := decode(file, text)
	if wrong != nil {
		r.found.addIn(at, *wrong)
		s.taken[file] = nil
		return nil
	}
	s.lib.files = append(s.lib.files, tree.file)
	s.lib.texts = append(s.lib.texts, File{file, text})
	before := r.found.hits
	apart := *r
	apart.unknown = nil // what it does not know it does not know of a line, but where it is used
	c := apart.catalogueMeasure(strings.TrimSuffix(path.Base(file), ".toml"), tree)
	if r.found.hits > before {
		c = nil
	}
	s.taken[file] = c
	return c
}

// find finds the file of a measure of the catalogue.
func (s *shelf) find(name string, at *node) (file string, text []byte, err error) {
	if !strings.HasSuffix(name, ".toml") {
		text, ok := assets.Measure(name)
		if !ok {
			return "", nil, fmt.Errorf(`want a measure of the catalogue, or a file such as "mine.toml", have %q%s`, name, meantOr(name, assets.Measures()))
		}
		file = assets.MeasureFile(name)
		if s.carried {
			if own, err := s.lib.open(file); err == nil {
				text = own
			}
		}
		return file, text, nil
	}
	if s.lib.open == nil {
		return "", nil, fmt.Errorf("want a scenario that is one file, have one that uses %q", name)
	}
	file = beside(at.file.name, name)
	if text, err = s.lib.open(file); err != nil {
		return "", nil, fmt.Errorf("want a file that can be read: %w", plainly(file, err))
	}
	return file, text, nil
}

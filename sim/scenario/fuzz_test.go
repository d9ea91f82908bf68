package scenario

import (
	"cmp"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"tweeling/assets"
	"tweeling/sim/plant"
)

// Whatever the text: no panic, the same each time, mistakes inside the file and sorted, or models that can be built.
func FuzzRead(f *testing.F) {
	names, _ := filepath.Glob("testdata/*.t*")
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		if strings.HasSuffix(name, ".txtar") {
			for _, file := range parseArchive(string(text)).files {
				f.Add([]byte(file.text))
			}
			continue
		}
		f.Add(text)
	}
	f.Add([]byte(small))
	f.Add([]byte("[measure.a]\nexcludes = [\"\"]"))
	f.Fuzz(func(t *testing.T, text []byte) {
		open := func(string) ([]byte, error) { return []byte(small), nil }
		s, err := Read("fuzz.toml", text, open)
		if again, err2 := Read("fuzz.toml", text, open); outcome(s, err) != outcome(again, err2) {
			t.Fatalf("want the same told each time:\n%s", gocmp.Diff(outcome(s, err), outcome(again, err2)))
		}
		if mistakes, ok := errors.AsType[Mistakes](err); ok {
			lines := 1 + strings.Count(string(text), "\n")
			for _, m := range mistakes {
				if m.Text == "" || m.File == "fuzz.toml" && (m.Line > lines || m.Line > 0 && m.Col < 1) {
					t.Errorf("want a place in the file, have %v", m)
				}
			}
			if !slices.IsSortedFunc(mistakes[:min(len(mistakes), maxTold)], func(a, b Mistake) int {
				if a.File != b.File {
					return 0
				}
				return cmp.Compare(a.Line, b.Line)
			}) {
				t.Errorf("want mistakes sorted by place, have\n%v", mistakes)
			}
			return
		}
		if err != nil {
			t.Fatalf("want mistakes or none, have %v", err)
		}
		for _, plan := range s.PlanNames() {
			m, _, err := s.Model(plan)
			if err != nil {
				t.Fatal(err)
			}
			p, err := plant.Build(m)
			if err != nil {
				t.Fatalf("plan %s was read but cannot be built: %v", plan, err)
			}
			if _, err := p.Line(s.Run.Seed, 1); err != nil {
				t.Errorf("plan %s was read but cannot be run: %v", plan, err)
			}
		}
	})
}

// Whatever a file of the catalogue says: no panic, and what is told has a place in one of the files.
func FuzzCatalogue(f *testing.F) {
	for _, name := range assets.Measures() {
		text, _ := assets.Measure(name)
		f.Add(text)
	}
	for _, file := range parseArchive(catalogueSeeds(f)).files {
		f.Add([]byte(file.text))
	}
	line := catalogueLine(f) + `
[measure.m]
use = "own.toml"
on = { station = "press" }
[measure.n]
use = "own.toml"
on = { failure = ["press.jam"] }
`
	f.Fuzz(func(t *testing.T, text []byte) {
		_, err := Read("fuzz.toml", []byte(line), func(string) ([]byte, error) { return text, nil })
		if mistakes, ok := errors.AsType[Mistakes](err); ok {
			for _, m := range mistakes {
				if m.Text == "" || m.File != "fuzz.toml" && m.File != "own.toml" {
					t.Errorf("want a place in one of the files, have %v", m)
				}
			}
		}
	})
}

func catalogueSeeds(f *testing.F) string {
	f.Helper()
	text, err := os.ReadFile("testdata/rule19-file.txtar")
	if err != nil {
		f.Fatal(err)
	}
	return string(text)
}

func outcome(s *Scenario, err error) string {
	if err != nil {
		return err.Error()
	}
	return s.Hash + told(s, nil)
}

// Package cmd_test keeps the rules of the house: which package may import which, and how code is written.
package cmd_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// floors says on which floor each package stands. Production files import only from floors below their own. A package
// that is not named fails: adding one is a decision.
var floors = map[string]int{
	"assets": 0, "scenarios": 0,
	"sim/dist": 1, "sim/finance": 1, "sim/stat": 1, "sim/verify/theory": 1,
	"sim/calendar": 1,
	"sim":          2, "sim/words": 2, "sim/eventlog": 2,
	"sim/plant": 3, "sim/kpi": 3, "sim/cost": 3, "sim/maxplus": 3,
	"sim/scenario":   4,
	"sim/experiment": 5,
	"sim/chart":      6, "sim/verify": 6,
	"cmd/tweeling": 9,
}

// only says who alone may import a library.
var only = map[string][]string{
	"gonum.org/v1/plot":          {"sim/chart"},
	"github.com/BurntSushi/toml": {"sim/scenario", "sim/words"},
	"github.com/spf13/cobra":     {"cmd/tweeling"},
}

func TestFloors(t *testing.T) {
	imports := importsOf(t, "..")
	for _, mistake := range misplaced(imports) {
		t.Error(mistake)
	}
	if len(imports) < 10 {
		t.Errorf("%d packages read, want all", len(imports))
	}
}

// misplaced finds imports that run up, packages without a floor, and libraries in the wrong room.
func misplaced(imports map[string][]string) []string {
	var mistakes []string
	for pkg, list := range imports {
		floor, ok := floors[pkg]
		if !ok {
			mistakes = append(mistakes, pkg+" has no floor")
			continue
		}
		for _, imp := range list {
			for library, rooms := range only {
				if strings.HasPrefix(imp, library) && !slices.Contains(rooms, pkg) {
					mistakes = append(mistakes, fmt.Sprintf("%s imports %s; only %v may", pkg, library, rooms))
				}
			}
			own, isOwn := strings.CutPrefix(imp, "tweeling/")
			if !isOwn {
				continue
			}
			if strings.HasPrefix(pkg, "sim") && strings.HasPrefix(own, "twin") {
				mistakes = append(mistakes, fmt.Sprintf("%s imports %s: the simulation knows no twin", pkg, own))
			}
			if below, ok := floors[own]; ok && below >= floor {
				mistakes = append(mistakes, fmt.Sprintf("floor %d imports floor %d: %s imports %s", floor, below, pkg, own))
			}
		}
	}
	slices.Sort(mistakes)
	return mistakes
}

func TestMisplacedFindsWhatItShould(t *testing.T) {
	for name, c := range map[string]struct {
		pkg, imp string
		wrong    bool
	}{
		"down":             {"sim/scenario", "tweeling/sim/plant", false},
		"up":               {"sim/plant", "tweeling/sim/scenario", true},
		"sideways":         {"sim/kpi", "tweeling/sim/plant", true},
		"theory to sim":    {"sim/verify/theory", "tweeling/sim", true},
		"plot elsewhere":   {"sim/kpi", "gonum.org/v1/plot/plotter", true},
		"unknown package":  {"sim/misc", "fmt", true},
		"simulation, twin": {"sim/experiment", "tweeling/twin", true},
	} {
		got := misplaced(map[string][]string{c.pkg: {c.imp}})
		if (len(got) > 0) != c.wrong {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// importsOf reads the imports of all production files below a folder, by package.
func importsOf(t *testing.T, root string) map[string][]string {
	t.Helper()
	imports := map[string][]string{}
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && p != root) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), p, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		pkg := path.Dir(filepath.ToSlash(rel))
		imports[pkg] = append(imports[pkg], names(f.Imports)...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return imports
}

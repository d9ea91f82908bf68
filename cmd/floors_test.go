// Package cmd_test keeps the rules of the house: which package may import which, and how code is written.
package cmd_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// floors says on which floor each package stands. Production files import only from floors below their own, so that
// those on one floor never see each other. A package that is not named fails: adding one is a decision.
var floors = map[string]int{
	"assets": 0, "scenarios": 0, "sim/aside": 0,
	"sim/calendar": 1, "sim/dist": 1, "sim/finance": 1, "sim/picture": 1, "sim/stat": 1, "sim/verify/theory": 1,
	"sim": 2, "sim/words": 2, "sim/eventlog": 2,
	"sim/plant": 3, "sim/kpi": 3, "sim/cost": 3, "sim/maxplus": 3, "sim/pen": 3, "sim/trace": 3,
	"sim/scenario": 4, "sim/sketch": 4,
	"sim/experiment": 5, "sim/diff": 5, "sim/view/gfx": 5, "twin": 5,
	"sim/chart": 6, "sim/view": 6, "sim/invest": 6, "sim/verify": 6, "sim/verify/rules": 6,
	"twin/fit": 6, "twin/feed/*": 6, "twin/history": 6, "twin/storetest": 6,
	"sim/report": 7, "twin/forecast": 7, "twin/emulate": 7, "twin/feed": 7,
	"twin/hub":     8,
	"cmd/tweeling": 9, "cmd/viewer": 9,
}

// only says who alone may import a library.
var only = map[string][]string{
	"gonum.org/v1/plot":                   {"sim/chart"},
	"github.com/BurntSushi/toml":          {"sim/scenario", "sim/words"},
	"github.com/spf13/cobra":              {"cmd/tweeling"},
	"github.com/schollz/progressbar":      {"cmd/tweeling"},
	"github.com/hajimehoshi/ebiten/v2":    {"sim/view"},
	"github.com/srwiley/oksvg":            {"sim/picture"},
	"github.com/srwiley/rasterx":          {"sim/picture"},
	"github.com/xuri/excelize/v2":         {"sim/eventlog", "sim/report"},
	"modernc.org/sqlite":                  {"twin/history"},
	"github.com/eclipse/paho.mqtt.golang": {"twin/feed/mqtt"},
	"github.com/nats-io/nats-server/v2":   {"twin/feed/broker"},
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

// The README shows newcomers the same floors, every package that there is among them.
func TestREADMEShowsTheFloors(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]int{}
	for _, row := range regexp.MustCompile(`(?m)^\| ([0-9]) \| ([^|]*) \|`).FindAllStringSubmatch(string(text), -1) {
		for _, pkg := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(row[2], -1) {
			shown[pkg[1]] = int(row[1][0] - '0')
		}
	}
	there := importsOf(t, "..")
	for pkg := range there {
		floor, ok := floorOf(pkg)
		if have, is := shown[pkg]; ok && (!is || have != floor) {
			t.Errorf("README.md: want %s on floor %d, have it on %d (shown: %v)", pkg, floor, have, is)
		}
	}
	for pkg := range shown {
		if _, ok := there[pkg]; !ok {
			t.Errorf("README.md shows %s, which is not there", pkg)
		}
	}
}

// floorOf is the floor of a package of the module. Protocols stand on one floor, each in a folder of its own, below the table
// that lists them.
func floorOf(pkg string) (int, bool) {
	if path.Dir(pkg) == "twin/feed" {
		pkg = "twin/feed/*"
	}
	floor, ok := floors[pkg]
	return floor, ok
}

// misplaced finds imports that run up or sideways, packages without a floor, and libraries in the wrong room.
func misplaced(imports map[string][]string) []string {
	var mistakes []string
	for pkg, list := range imports {
		floor, ok := floorOf(pkg)
		if !ok {
			mistakes = append(mistakes, pkg+" has no floor")
			continue
		}
		for _, imp := range list {
			if own, ok := strings.CutPrefix(imp, "tweeling/"); ok {
				mistakes = append(mistakes, stairs(pkg, floor, own)...)
			}
			for library, rooms := range only {
				if within(imp, library) && !slices.Contains(rooms, pkg) {
					mistakes = append(mistakes, fmt.Sprintf("%s imports %s; only %s may", pkg, imp, strings.Join(rooms, ", ")))
				}
			}
		}
	}
	slices.Sort(mistakes)
	return slices.Compact(mistakes)
}

// stairs says what is wrong with a package on a floor that imports another of the module.
func stairs(pkg string, floor int, own string) []string {
	below, ok := floorOf(own)
	switch {
	case !ok:
		return []string{fmt.Sprintf("%s imports %s, which has no floor", pkg, own)}
	case within(pkg, "sim") && within(own, "twin"):
		return []string{fmt.Sprintf("%s imports %s: the simulation knows no twin", pkg, own)}
	case below >= floor:
		return []string{fmt.Sprintf("floor %d imports floor %d: %s imports %s", floor, below, pkg, own)}
	}
	return nil
}

// within tells whether a package is another, or stands in a folder below it.
func within(pkg, root string) bool { return pkg == root || strings.HasPrefix(pkg, root+"/") }

func TestMisplacedFindsWhatItShould(t *testing.T) {
	for name, c := range map[string]struct{ pkg, imp, want string }{
		"down":               {"sim/scenario", "tweeling/sim/plant", ""},
		"far down":           {"cmd/tweeling", "tweeling/sim/words", ""},
		"outside":            {"sim", "fmt", ""},
		"up":                 {"sim/plant", "tweeling/sim/scenario", "floor 3 imports floor 4"},
		"sideways":           {"sim/kpi", "tweeling/sim/plant", "floor 3 imports floor 3"},
		"sideways, back":     {"sim/plant", "tweeling/sim/kpi", "floor 3 imports floor 3"},
		"theory to kernel":   {"sim/verify/theory", "tweeling/sim", "floor 1 imports floor 2"},
		"theory to kinds":    {"sim/verify/theory", "tweeling/sim/plant", "floor 1 imports floor 3"},
		"unknown package":    {"sim/misc", "fmt", "sim/misc has no floor"},
		"imports an unknown": {"cmd/tweeling", "tweeling/sim/misc", "sim/misc, which has no floor"},
		"simulation, twin":   {"sim/report", "tweeling/twin", "knows no twin"},
		"twin, simulation":   {"twin", "tweeling/sim/scenario", ""},
		"a feed":             {"twin/feed/mqtt", "tweeling/twin", ""},
		"feeds apart":        {"twin/feed/mqtt", "tweeling/twin/feed/opcua", "floor 6 imports floor 6"},
		"feeds below":        {"twin/feed", "tweeling/twin/feed/mqtt", ""},
		"pictures":           {"sim/chart", "gonum.org/v1/plot/plotter", ""},
		"pictures elsewhere": {"sim/kpi", "gonum.org/v1/plot/plotter", "only sim/chart may"},
		"files":              {"sim/words", "github.com/BurntSushi/toml", ""},
		"files elsewhere":    {"sim/experiment", "github.com/BurntSushi/toml", "only sim/scenario, sim/words may"},
		"window elsewhere":   {"sim/view/gfx", "github.com/hajimehoshi/ebiten/v2/vector", "only sim/view may"},
		"a like name":        {"sim/kpi", "gonum.org/v1/plotless", ""},
	} {
		got := strings.Join(misplaced(map[string][]string{c.pkg: {c.imp}}), "; ")
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
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

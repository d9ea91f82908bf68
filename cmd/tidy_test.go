package cmd_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func names(specs []*ast.ImportSpec) []string {
	var list []string
	for _, s := range specs {
		if name, err := strconv.Unquote(s.Path.Value); err == nil {
			list = append(list, name)
		}
	}
	return list
}

// A rule looks at one file and says what is wrong in it.
type rule struct {
	name  string
	tests bool // whether it holds for tests too
	find  func(path string, text string, f *ast.File, set *token.FileSet) []string
}

const (
	longestFile     = 500
	longestFunction = 70
)

var rules = []rule{
	{"no init", true, func(_, _ string, f *ast.File, _ *token.FileSet) []string {
		return functions(f, func(fn *ast.FuncDecl) string {
			if fn.Name.Name == "init" && fn.Recv == nil {
				return "tables are explicit, not filled by init"
			}
			return ""
		})
	}},
	{"no panic on what users write", false, func(path, text string, _ *ast.File, _ *token.FileSet) []string {
		invariants := strings.Count(text, `panic("scenario: `) // impossible, and named
		if strings.HasPrefix(path, "sim/scenario/") && strings.Count(text, "panic(") > invariants {
			return []string{"panics"}
		}
		return nil
	}},
	{"no wall clock and no global chance", false, func(path, text string, f *ast.File, _ *token.FileSet) []string {
		if !strings.HasPrefix(path, "sim/") || strings.HasPrefix(path, "sim/view/") {
			return nil
		}
		var found []string
		if strings.Contains(text, "time.Now(") {
			found = append(found, "asks the wall clock")
		}
		for _, imp := range names(f.Imports) {
			if strings.HasPrefix(imp, "math/rand") {
				found = append(found, "imports "+imp)
			}
		}
		return found
	}},
	{"one noun a file", false, func(_, text string, _ *ast.File, _ *token.FileSet) []string {
		if n := strings.Count(text, "\n"); n > longestFile {
			return []string{fmt.Sprintf("has %d lines, want at most %d", n, longestFile)}
		}
		return nil
	}},
	{"one thought a function", false, func(_, _ string, f *ast.File, set *token.FileSet) []string {
		return functions(f, func(fn *ast.FuncDecl) string {
			if n := set.Position(fn.End()).Line - set.Position(fn.Pos()).Line + 1; n > longestFunction {
				return fmt.Sprintf("%s has %d lines, want at most %d", fn.Name.Name, n, longestFunction)
			}
			return ""
		})
	}},
	{"nothing left to do", true, func(path, text string, _ *ast.File, _ *token.FileSet) []string {
		if path != "cmd/tidy_test.go" && unfinished.MatchString(text) {
			return []string{"promises work that is not done"}
		}
		return nil
	}},
	{"no cgo", true, func(_, _ string, f *ast.File, _ *token.FileSet) []string {
		if slices.Contains(names(f.Imports), "C") {
			return []string{"imports C"}
		}
		return nil
	}},
}

var unfinished = regexp.MustCompile(`\b(TODO|FIXME|XXX)\b`)

func functions(f *ast.File, wrong func(*ast.FuncDecl) string) []string {
	var found []string
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok {
			if w := wrong(fn); w != "" {
				found = append(found, w)
			}
		}
	}
	return found
}

func TestHouseRules(t *testing.T) {
	documented := map[string]bool{}
	err := filepath.WalkDir("..", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && p != "..") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(p, ".go") {
			return nil
		}
		text, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel("..", p)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		found, hasDoc := judge(t, rel, string(text))
		for _, f := range found {
			t.Errorf("%s %s", rel, f)
		}
		dir := filepath.Dir(rel)
		documented[dir] = documented[dir] || hasDoc
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for dir, ok := range documented {
		if !ok {
			t.Errorf("%s: the package has no comment", dir)
		}
	}
}

func judge(t *testing.T, path, text string) (found []string, documented bool) {
	t.Helper()
	set := token.NewFileSet()
	f, err := parser.ParseFile(set, path, text, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rules {
		if r.tests || !strings.HasSuffix(path, "_test.go") {
			found = append(found, r.find(path, text, f, set)...)
		}
	}
	return found, f.Doc != nil
}

func TestRulesFindWhatTheyShould(t *testing.T) {
	for name, c := range map[string]struct{ path, text string }{
		"init":          {"sim/a.go", "package sim\nfunc init() {}\n"},
		"panic":         {"sim/scenario/a.go", "package scenario\nfunc f() { panic(1) }\n"},
		"clock":         {"sim/a.go", "package sim\nimport \"time\"\nvar t = time.Now()\n"},
		"chance":        {"sim/a.go", "package sim\nimport _ \"math/rand/v2\"\n"},
		"long file":     {"sim/a.go", "package sim\n" + strings.Repeat("// x\n", longestFile)},
		"long function": {"sim/a.go", "package sim\nfunc f() {\n" + strings.Repeat("\tg()\n", longestFunction) + "}\n"},
		"unfinished":    {"sim/a.go", "package sim\n// TODO later\n"},
		"cgo":           {"sim/a.go", "package sim\nimport \"C\"\n"},
	} {
		if found, _ := judge(t, c.path, c.text); len(found) == 0 {
			t.Errorf("%s: nothing found", name)
		}
	}
	if found, _ := judge(t, "cmd/a.go", "package main\nimport \"time\"\nvar t = time.Now()\n"); len(found) > 0 {
		t.Errorf("outside the simulation the clock may be asked: %v", found)
	}
}

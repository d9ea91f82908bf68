package cmd_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
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
	thisFile        = "cmd/tidy_test.go" // it names what it forbids
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
	{"one dialect of tests", true, func(_, _ string, f *ast.File, _ *token.FileSet) []string {
		for _, imp := range names(f.Imports) {
			if strings.HasPrefix(imp, "github.com/stretchr/testify") || strings.HasPrefix(imp, "gotest.tools") {
				return []string{"imports " + imp + "; tests are plain"}
			}
		}
		return nil
	}},
	{"nothing left to do", true, func(path, text string, _ *ast.File, _ *token.FileSet) []string {
		if path != thisFile && unfinished.MatchString(text) {
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
	files := map[string]string{}
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
		files[filepath.ToSlash(rel)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for p, text := range files {
		for _, f := range judge(t, p, text) {
			t.Errorf("%s: %s", p, f)
		}
	}
	for _, dir := range undocumented(t, files) {
		t.Errorf("%s: the package has no comment", dir)
	}
}

// undocumented lists the folders whose package has no comment. Comments of tests count only where there is nothing else.
func undocumented(t *testing.T, files map[string]string) []string {
	t.Helper()
	code, comments := map[string]bool{}, map[string]bool{}
	for p := range files {
		if !strings.HasSuffix(p, "_test.go") {
			code[path.Dir(p)] = true
		}
	}
	for p, text := range files {
		if strings.HasSuffix(p, "_test.go") && code[path.Dir(p)] {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), p, text, parser.PackageClauseOnly|parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		comments[path.Dir(p)] = comments[path.Dir(p)] || f.Doc != nil
	}
	maps.DeleteFunc(comments, func(_ string, has bool) bool { return has })
	return slices.Sorted(maps.Keys(comments))
}

func judge(t *testing.T, path, text string) []string {
	t.Helper()
	set := token.NewFileSet()
	f, err := parser.ParseFile(set, path, text, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, r := range rules {
		if r.tests || !strings.HasSuffix(path, "_test.go") {
			for _, what := range r.find(path, text, f, set) {
				found = append(found, r.name+": "+what)
			}
		}
	}
	return found
}

func TestRulesFindWhatTheyShould(t *testing.T) {
	caught := map[string]bool{}
	for name, c := range map[string]struct{ path, text, rule string }{
		"init":                    {"sim/a.go", "package sim\nfunc init() {}\n", "no init"},
		"init of a test":          {"sim/a_test.go", "package sim\nfunc init() {}\n", "no init"},
		"method init":             {"sim/a.go", "package sim\nfunc (t T) init() {}\n", ""},
		"panic":                   {"sim/scenario/a.go", "package scenario\nfunc f() { panic(1) }\n", "no panic on what users write"},
		"named invariant":         {"sim/scenario/a.go", "package scenario\nfunc f() { panic(\"scenario: names are unique\") }\n", ""},
		"panic elsewhere":         {"sim/a.go", "package sim\nfunc f() { panic(1) }\n", ""},
		"clock":                   {"sim/a.go", "package sim\nimport \"time\"\nvar t = time.Now()\n", "no wall clock and no global chance"},
		"clock of the kernel":     {"sim/plant/a.go", "package plant\nimport \"time\"\nvar t = time.Now()\n", "no wall clock and no global chance"},
		"clock of the view":       {"sim/view/a.go", "package view\nimport \"time\"\nvar t = time.Now()\n", ""},
		"clock of the program":    {"cmd/a.go", "package main\nimport \"time\"\nvar t = time.Now()\n", ""},
		"chance":                  {"sim/a.go", "package sim\nimport _ \"math/rand/v2\"\n", "no wall clock and no global chance"},
		"chance in a test":        {"sim/a_test.go", "package sim\nimport _ \"math/rand/v2\"\n", ""},
		"long file":               {"sim/a.go", "package sim\n" + strings.Repeat("// x\n", longestFile), "one noun a file"},
		"file of full length":     {"sim/a.go", "package sim\n" + strings.Repeat("// x\n", longestFile-1), ""},
		"long function":           {"sim/a.go", "package sim\nfunc f() {\n" + strings.Repeat("\tg()\n", longestFunction-1) + "}\n", "one thought a function"},
		"function of full length": {"sim/a.go", "package sim\nfunc f() {\n" + strings.Repeat("\tg()\n", longestFunction-2) + "}\n", ""},
		"unfinished":              {"sim/a.go", "package sim\n// TODO later\n", "nothing left to do"},
		"unfinished test":         {"sim/a_test.go", "package sim\n// FIXME\n", "nothing left to do"},
		"assertions":              {"sim/a_test.go", "package sim\nimport _ \"github.com/stretchr/testify/assert\"\n", "one dialect of tests"},
		"cgo":                     {"sim/a.go", "package sim\nimport \"C\"\n", "no cgo"},
	} {
		found := judge(t, c.path, c.text)
		switch {
		case c.rule == "" && len(found) > 0:
			t.Errorf("%s: %v, want nothing", name, found)
		case c.rule != "" && (len(found) != 1 || !strings.HasPrefix(found[0], c.rule+": ")):
			t.Errorf("%s: %v, want %q", name, found, c.rule)
		}
		caught[c.rule] = true
	}
	for _, r := range rules {
		if !caught[r.name] {
			t.Errorf("%s: nothing shows that it finds anything", r.name)
		}
	}
}

func TestUndocumentedFindsWhatItShould(t *testing.T) {
	got := undocumented(t, map[string]string{
		"a/a.go": "// Package a is documented.\npackage a\n", "a/b.go": "package a\n",
		"b/b.go": "package b\n", "b/b_test.go": "// Package b_test does not count.\npackage b_test\n",
		"c/c_test.go": "// Package c_test is all there is.\npackage c_test\n",
	})
	if !slices.Equal(got, []string{"b"}) {
		t.Errorf("%v, want b", got)
	}
}

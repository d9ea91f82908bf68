package words_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tweeling/sim"
	"tweeling/sim/cost"
	"tweeling/sim/diff"
	"tweeling/sim/kpi"
	"tweeling/sim/plant"
	"tweeling/sim/words"
)

// named are the sections that name the rows of a table: each row has its words, and no words are left over.
func named() map[string][]string {
	names := map[string][]string{"verdict": {"higher", "lower", "not_distinguishable"}}
	names["baseline"] = cost.BaselineNames
	names["diff.group"] = diff.Groups
	for s := range sim.NumStates {
		names["state"] = append(names["state"], s.String())
	}
	for i := range kpi.Table {
		names["kpi"] = append(names["kpi"], kpi.Table[i].Name)
	}
	for i := range kpi.ElementTable {
		names["element"] = append(names["element"], kpi.ElementTable[i].Name)
	}
	for _, item := range cost.Items {
		names["cost"] = append(names["cost"], item.Name)
	}
	for i := range plant.Kinds {
		names["kind"] = append(names["kind"], plant.Kinds[i].Name)
	}
	return names
}

func english(t *testing.T) *words.Words {
	t.Helper()
	w, err := words.In("en")
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestEveryNameHasItsWords(t *testing.T) {
	keys := english(t).Keys()
	for section, list := range named() {
		for _, name := range list {
			if !slices.Contains(keys, section+"."+name) {
				t.Errorf("no text %q", section+"."+name)
			}
		}
		if section == "verdict" {
			continue // it holds sentences as well
		}
		for _, key := range keys {
			if name, ok := strings.CutPrefix(key, section+"."); ok && !slices.Contains(list, name) {
				t.Errorf("text %q names nothing", key)
			}
		}
	}
}

// A text asked for exists, with as many things to fill in as it is given; and a text that is there is asked for.
func TestEveryTextAskedForExists(t *testing.T) {
	w := english(t)
	r := &reader{words: w, keys: w.Keys(), used: map[string]bool{}}
	for _, dir := range []string{"cmd", "sim", "twin"} {
		r.walk(t, filepath.Join("..", "..", dir))
	}
	for _, mistake := range r.mistakes {
		t.Error(mistake)
	}
	sections := named()
	for _, key := range r.keys {
		section, name, _ := strings.Cut(key, ".")
		if !r.used[key] && !slices.Contains(sections[section], name) {
			t.Errorf("nobody asks for text %q", key)
		}
	}
}

// A reader goes through source for keys of texts.
type reader struct {
	words    *words.Words
	keys     []string
	used     map[string]bool
	mistakes []string
}

func (r *reader) walk(t *testing.T, root string) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err == nil {
			r.read(filepath.ToSlash(path), f)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (r *reader) read(path string, f *ast.File) {
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			r.literal(path, n)
		case *ast.CallExpr:
			r.call(path, n)
		case *ast.CompositeLit:
			r.sentence(path, n)
		}
		return true
	})
}

// call looks at w.Say("key", a, b).
func (r *reader) call(path string, call *ast.CallExpr) {
	if fn, ok := call.Fun.(*ast.SelectorExpr); !ok || fn.Sel.Name != "Say" || len(call.Args) == 0 {
		return
	}
	key, ok := text(call.Args[0])
	switch {
	case !ok:
	case !slices.Contains(r.keys, key):
		r.mistakes = append(r.mistakes, path+": no text \""+key+"\"")
	case !call.Ellipsis.IsValid():
		r.count(path, key, len(call.Args)-1)
	}
}

// sentence looks at {Key: "key", Args: []any{a, b}} and {"key", []any{a, b}}.
func (r *reader) sentence(path string, lit *ast.CompositeLit) {
	key, given := "", -1
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if name, isIdent := kv.Key.(*ast.Ident); isIdent && name.Name == "Key" {
				given = max(given, 0)
			}
			e = kv.Value
		}
		if s, ok := text(e); ok && slices.Contains(r.keys, s) {
			key = s
		}
		if id, ok := e.(*ast.Ident); ok && id.Name == "nil" {
			given = 0
		}
		if args, ok := e.(*ast.CompositeLit); ok && isAnys(args.Type) {
			given = len(args.Elts)
		}
	}
	if key != "" && given >= 0 {
		r.count(path, key, given)
	}
}

func isAnys(t ast.Expr) bool {
	list, ok := t.(*ast.ArrayType)
	if !ok {
		return false
	}
	id, ok := list.Elt.(*ast.Ident)
	return ok && id.Name == "any"
}

var blank = regexp.MustCompile(`%(\[\d+\])?[sdv]`)

func (r *reader) count(path, key string, given int) {
	if want := len(blank.FindAllString(strings.ReplaceAll(r.words.Say(key), "%%", ""), -1)); given != want {
		r.mistakes = append(r.mistakes, path+": text \""+key+"\" wants "+strconv.Itoa(want)+" things to fill in, is given "+strconv.Itoa(given))
	}
}

var keyShape = regexp.MustCompile(`^[a-z_]+\.[a-z0-9_./-]*$`)

// literal looks at any text that has the shape of a key in a section of the catalogue, or of the beginning of keys.
func (r *reader) literal(path string, lit *ast.BasicLit) {
	key, ok := text(lit)
	if !ok {
		return
	}
	if slices.Contains(r.keys, key) {
		r.used[key] = true
		return
	}
	section, rest, _ := strings.Cut(key, ".")
	if !keyShape.MatchString(key) || !slices.ContainsFunc(r.keys, func(k string) bool { return strings.HasPrefix(k, section+".") }) {
		return
	}
	if strings.Contains(path, "sim/scenario/") && section != "semantics" {
		return // "run.start" is a key of the file there
	}
	found := false
	for _, k := range r.keys {
		if strings.HasSuffix(key, ".") && strings.HasPrefix(k, key) {
			r.used[k], found = true, true
		}
	}
	if !found && rest != "" {
		r.mistakes = append(r.mistakes, path+": no text \""+key+"\"")
	}
}

func text(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

func TestTheReaderFindsWhatItShould(t *testing.T) {
	w := english(t)
	for name, c := range map[string]struct{ path, code, want string }{
		"right":                  {"cmd/a.go", `w.Say("span.weeks", n)`, ""},
		"unknown":                {"cmd/a.go", `w.Say("misspelt")`, "no text"},
		"unknown in a section":   {"cmd/a.go", `key("verdict.perhaps")`, "no text"},
		"beginning of none":      {"cmd/a.go", `w.Say("closing.sub." + x)`, "no text"},
		"beginning of some":      {"cmd/a.go", `w.Say("kpi." + x)`, ""},
		"too few":                {"cmd/a.go", `w.Say("span.weeks")`, "wants 1"},
		"too many":               {"cmd/a.go", `w.Say("span.week", 1)`, "wants 0"},
		"a list":                 {"cmd/a.go", `w.Say("span.weeks", args...)`, ""},
		"sentence":               {"sim/a.go", `Sentence{Key: "closing.bottleneck", Args: []any{a, b}}`, ""},
		"sentence, too few":      {"sim/a.go", `Sentence{Key: "closing.bottleneck", Args: []any{a}}`, "wants 2"},
		"sentence without":       {"sim/a.go", `Sentence{Key: "closing.bottleneck"}`, "wants 2"},
		"row of a table":         {"sim/a.go", `row{"semantics.start", []any{"day"}}`, ""},
		"row without":            {"sim/a.go", `row{"semantics.start", nil}`, "wants 1"},
		"column of a table":      {"cmd/a.go", `column{"state.setup", []sim.State{sim.Setup}}`, ""},
		"key of a scenario file": {"sim/scenario/a.go", `at("run.seed")`, ""},
		"semantics are no such":  {"sim/scenario/a.go", `say("semantics.seed")`, "no text"},
	} {
		f, err := parser.ParseFile(token.NewFileSet(), c.path, "package p\nvar _ = "+c.code, 0)
		if err != nil {
			t.Fatal(err)
		}
		r := &reader{words: w, keys: w.Keys(), used: map[string]bool{}}
		r.read(c.path, f)
		got := strings.Join(r.mistakes, "; ")
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

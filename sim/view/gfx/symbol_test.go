package gfx

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// used lists the runes beyond ASCII that pictures may say, with a place where each is used: those in the string literals of
// the view, and those in the catalogues of words.
func used(t *testing.T) map[rune]string {
	t.Helper()
	runes := map[rune]string{}
	note := func(text, where string) {
		for _, r := range text {
			if r > '~' {
				runes[r] = where
			}
		}
	}
	sources, _ := filepath.Glob("../*.go")
	for _, path := range sources {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && (lit.Kind == token.STRING || lit.Kind == token.CHAR) {
				if text, err := strconv.Unquote(lit.Value); err == nil {
					note(text, path)
				}
			}
			return true
		})
	}
	catalogues, _ := filepath.Glob("../../words/*.toml")
	if len(catalogues) == 0 {
		t.Fatal("no catalogues of words")
	}
	for _, path := range catalogues {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		note(string(data), path)
	}
	return runes
}

func TestTypefaceHasEverySymbolUsed(t *testing.T) {
	for r, where := range used(t) {
		for _, f := range []Font{Regular, SemiBold} {
			if !Has(f, r) {
				t.Errorf("%s: font %d has no %q (%U)", where, f, r, r)
			}
		}
	}
	for _, r := range "−×·…±≈€°²³µ\u2009\u202F\u00A0éëïüóΔ→←" { // numbers, units and names of plants
		if !Has(Regular, r) || !Has(SemiBold, r) {
			t.Errorf("no %q (%U)", r, r)
		}
	}
	if Has(Regular, '漢') {
		t.Error("the font has a letter that it does not have")
	}
}

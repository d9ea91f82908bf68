package words

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func catalogue(t *testing.T, lang string) *Words {
	t.Helper()
	w, err := In(lang)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

var verb = regexp.MustCompile(`%[sdv]|%\[\d+\][sdv]`)

// same are texts that are alike in both languages.
var same = []string{"OEE", "%", "min", "s", "kWh", "Wh", "Stations, %", "%s %s %% (%s)"}

func TestCataloguesSayTheSameThings(t *testing.T) {
	en, nl := catalogue(t, "en"), catalogue(t, "nl")
	if !slices.Equal(en.Keys(), nl.Keys()) {
		for _, k := range en.Keys() {
			if _, ok := nl.texts[k]; !ok {
				t.Errorf("%s: not in Dutch", k)
			}
		}
		for _, k := range nl.Keys() {
			if _, ok := en.texts[k]; !ok {
				t.Errorf("%s: not in English", k)
			}
		}
	}
	for _, k := range en.Keys() {
		a, b := en.texts[k], nl.texts[k]
		if len(verb.FindAllString(a, -1)) != len(verb.FindAllString(b, -1)) {
			t.Errorf("%s: %q and %q fill in different numbers of things", k, a, b)
		}
		if a == "" || b == "" {
			t.Errorf("%s: empty", k)
		}
		if a == b && !slices.Contains(same, a) && len(strings.Fields(a)) > 1 && k != "span.week" {
			t.Errorf("%s: not translated: %q", k, a)
		}
	}
}

// Texts that are filled in have %% for a per cent sign, the others %.
func TestPerCentSignsAreWrittenRight(t *testing.T) {
	for _, lang := range Languages {
		w := catalogue(t, lang)
		for _, k := range w.Keys() {
			text := w.texts[k]
			bare := strings.Contains(strings.ReplaceAll(verb.ReplaceAllString(text, ""), "%%", ""), "%")
			if strings.Contains(text, "%%") && !verb.MatchString(text) {
				t.Errorf("%s %s: %%%% in a text that is not filled in: %q", lang, k, text)
			}
			if bare && verb.MatchString(text) {
				t.Errorf("%s %s: a bare %% in a text that is filled in: %q", lang, k, text)
			}
		}
	}
}

var said = regexp.MustCompile(`(?:Say\(|Key: |\.say\(|\.list\()"([a-z0-9_./%-]+)"`)

func TestEveryTextAskedForExists(t *testing.T) {
	w := catalogue(t, "en")
	root := filepath.Join("..", "..")
	for _, dir := range []string{"cmd", "sim"} {
		err := filepath.WalkDir(filepath.Join(root, dir), func(path string, _ os.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			text, err := os.ReadFile(path)
			for _, m := range said.FindAllStringSubmatch(string(text), -1) {
				key := m[1]
				if _, ok := w.texts[key]; !ok && !strings.HasSuffix(key, ".") && strings.Contains(key, ".") {
					t.Errorf("%s: no text %q", path, key)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestNumbers(t *testing.T) {
	en, nl := catalogue(t, "en"), catalogue(t, "nl")
	for _, c := range []struct {
		x        float64
		decimals int
		en, nl   string
	}{
		{0, 0, "0", "0"}, {-0.001, 1, "0.0", "0,0"}, {1234.5, 1, "1,234.5", "1.234,5"}, {-1234567, 0, "−1,234,567", "−1.234.567"}, {999.5, 0, "1,000", "1.000"},
	} {
		if got := en.Number(c.x, c.decimals); got != c.en {
			t.Errorf("%v in English: %q, want %q", c.x, got, c.en)
		}
		if got := nl.Number(c.x, c.decimals); got != c.nl {
			t.Errorf("%v in Dutch: %q, want %q", c.x, got, c.nl)
		}
	}
	if got := nl.Money(-1234567, "EUR"); got != "−€ 1.234.567" {
		t.Errorf("money in Dutch: %q", got)
	}
	if got := en.Money(1234567, "EUR"); got != "€1,234,567" {
		t.Errorf("money in English: %q", got)
	}
	if got := nl.Span(4 * 604800); got != "4 weken" {
		t.Errorf("span in Dutch: %q", got)
	}
	if _, err := In("de"); err == nil || !strings.Contains(err.Error(), "en, nl") {
		t.Errorf("a language that is not there: %v", err)
	}
}

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

// alike are the texts that read the same in both languages.
var alike = []string{
	"%", "s", "min", "kWh", "Wh", "/week", // units
	"OEE", "machine", "station", "buffer", "oven", "robot", "operators", "orders", "1 week", "model", "product", "plan", // borrowed words
	"Live", // of what goes on as one looks
	"april", "september", "november", "december",
	"–", "A", "P", "R", "V", "W", // letters of states
	"Stations, %", "%s %% (%s)", "%s · seed %s · %s · %s", "%s: %s → %s",
}

func TestCataloguesSayTheSameThings(t *testing.T) {
	en, nl := catalogue(t, "en"), catalogue(t, "nl")
	for _, mistake := range differences(en.texts, nl.texts, alike) {
		t.Error(mistake)
	}
	for _, text := range alike {
		if !slices.ContainsFunc(en.Keys(), func(k string) bool {
			return strings.EqualFold(en.texts[k], text) && strings.EqualFold(nl.texts[k], text)
		}) {
			t.Errorf("%q is allowed to be alike, and is not", text)
		}
	}
}

// differences finds keys that one catalogue lacks, empty texts, texts that fill in other things, and texts that nobody
// translated.
func differences(en, nl map[string]string, alike []string) []string {
	var mistakes []string
	for k := range nl {
		if _, ok := en[k]; !ok {
			mistakes = append(mistakes, k+": not in English")
		}
	}
	for k, a := range en {
		b, ok := nl[k]
		switch {
		case !ok:
			mistakes = append(mistakes, k+": not in Dutch")
		case a == "" || b == "":
			mistakes = append(mistakes, k+": empty")
		case !slices.Equal(blanks(a), blanks(b)):
			mistakes = append(mistakes, k+": fills in other things: "+a+" | "+b)
		case a == b && !slices.Contains(alike, a):
			mistakes = append(mistakes, k+": not translated: "+a)
		}
	}
	slices.Sort(mistakes)
	return mistakes
}

var blank = regexp.MustCompile(`%(?:\[(\d+)\])?([sdv])`)

// blanks lists what a text fills in, in the order of the arguments: "s", "d".
func blanks(text string) []string {
	var list []string
	for _, m := range blank.FindAllStringSubmatch(strings.ReplaceAll(text, "%%", ""), -1) {
		at := len(list)
		if m[1] != "" {
			at = int(m[1][0] - '1')
		}
		for len(list) <= at {
			list = append(list, "")
		}
		list[at] = m[2]
	}
	return list
}

func TestDifferencesFindsWhatItShould(t *testing.T) {
	for name, c := range map[string]struct {
		en, nl string
		want   string
	}{
		"translated":       {"%s of %d", "%s van %d", ""},
		"another order":    {"%s of %d", "%[2]d van %[1]s", ""},
		"per cent is none": {"%s %%", "voor %s %%", ""},
		"one missing":      {"%s of %s", "%s", "fills in other things"},
		"another sort":     {"%d", "%s!", "fills in other things"},
		"empty":            {"text", "", "empty"},
		"not translated":   {"text", "text", "not translated"},
		"alike":            {"OEE", "OEE", ""},
	} {
		got := strings.Join(differences(map[string]string{"k": c.en}, map[string]string{"k": c.nl}, []string{"OEE"}), "; ")
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	for _, c := range []struct{ en, nl map[string]string }{{map[string]string{"k": "text"}, nil}, {nil, map[string]string{"k": "tekst"}}} {
		if len(differences(c.en, c.nl, nil)) != 1 {
			t.Errorf("%v and %v: a missing key is not seen", c.en, c.nl)
		}
	}
}

// Texts that are filled in have %% for a per cent sign, the others %.
func TestPerCentSignsAreWrittenRight(t *testing.T) {
	for _, lang := range Languages {
		w := catalogue(t, lang)
		for _, k := range w.Keys() {
			text := w.texts[k]
			filled := len(blanks(text)) > 0
			if strings.Contains(text, "%%") && !filled {
				t.Errorf("%s %s: %%%% in a text that is not filled in: %q", lang, k, text)
			}
			if rest := blank.ReplaceAllString(strings.ReplaceAll(text, "%%", ""), ""); filled && strings.Contains(rest, "%") {
				t.Errorf("%s %s: a bare %% in a text that is filled in: %q", lang, k, text)
			}
		}
	}
}

func TestSay(t *testing.T) {
	w := catalogue(t, "nl")
	for _, c := range []struct {
		name, key string
		args      []any
		want      string
	}{
		{"a word", "verdict.not_distinguishable", nil, "niet te onderscheiden"},
		{"filled in", "span.weeks", []any{"4"}, "4 weken"},
		{"a per cent sign", "verdict.is", []any{"+2", "hoger"}, "+2 % (hoger)"},
		{"unknown", "no.such.text", nil, "[no.such.text]"},
		{"unknown, filled in", "no.such.text", []any{1}, "[no.such.text]"},
	} {
		if got := w.Say(c.key, c.args...); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if _, err := In("de"); err == nil || !strings.Contains(err.Error(), "en, nl") {
		t.Errorf("a language that is not there: %v", err)
	}
}

// What the view says is not among what only the verbs say: a browser has none of that.
func TestViewsSayNothingOfVerbs(t *testing.T) {
	own := map[string]bool{}
	text, err := files.ReadFile("verbs/en.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^\[(\w+)`).FindAllStringSubmatch(string(text), -1) {
		own[m[1]] = true
	}
	if len(own) == 0 {
		t.Fatal("want sections of what only the verbs say")
	}
	key := regexp.MustCompile(`"(\w+)\.[a-z_.]*"`)
	for _, folder := range []string{"../view", "../view/gfx", "../../cmd/viewer"} {
		sources, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil || len(sources) == 0 {
			t.Fatal(folder, err)
		}
		for _, name := range sources {
			source, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range key.FindAllStringSubmatch(string(source), -1) {
				if own[m[1]] && !strings.HasSuffix(name, "_test.go") {
					t.Errorf("%s says %s, which stands in verbs/en.toml; move its section", name, m[0])
				}
			}
		}
	}
}

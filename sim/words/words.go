// Package words holds what a person reads, in Dutch and in English, and how each language writes numbers.
//
//	w, err := words.In("nl")
//	w.Say("verdict.higher")            // hoger
//	w.Say("run.bottleneck", "press")   // texts with %s, or %[2]s where the order differs
//	w.Number(1234.5, 1)                // 1.234,5
//	w.Date(day)                        // 5 januari 2026
//
// A catalogue is two TOML files a language, embedded: en.toml, and verbs/en.toml of what no view says, which a browser does
// without. Both languages have the same keys with the same number of things to fill in; a test sees to it. Adding a text is one
// line in each; adding a language is its files and one line in [Languages].
package words

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
)

// Languages lists the languages there are.
var Languages = []string{"en", "nl"}

// Words is the catalogue of one language, and the way that language writes numbers, money, times and days.
type Words struct {
	Lang  string
	texts map[string]string
}

// all reads every catalogue, once.
var all = sync.OnceValues(func() (map[string]*Words, error) {
	catalogues := map[string]*Words{}
	for _, lang := range Languages {
		w := &Words{Lang: lang, texts: map[string]string{}}
		for _, folder := range folders {
			name := path.Join(folder, lang+".toml")
			text, err := files.ReadFile(name)
			if err != nil {
				return nil, fmt.Errorf("catalogue %s: %w", name, err)
			}
			var tree map[string]any
			if err := toml.Unmarshal(text, &tree); err != nil {
				return nil, fmt.Errorf("catalogue %s: %w", name, err)
			}
			if twice := w.flatten("", tree); twice != "" {
				return nil, fmt.Errorf("catalogue %s: want each text in one file, have %s in several", name, twice)
			}
		}
		catalogues[lang] = w
	}
	return catalogues, nil
})

// In returns the catalogue of a language, the same for all who ask; it never changes, so that many may read it at once.
func In(lang string) (*Words, error) {
	catalogues, err := all()
	if err != nil {
		return nil, err
	}
	w, ok := catalogues[lang]
	if !ok {
		return nil, fmt.Errorf("want one of %s, have %q", strings.Join(Languages, ", "), lang)
	}
	return w, nil
}

// flatten takes the texts of a tree over, and returns the key of one that was there already.
func (w *Words) flatten(prefix string, tree map[string]any) (twice string) {
	for k, v := range tree {
		switch x := v.(type) {
		case string:
			if _, ok := w.texts[prefix+k]; ok {
				twice = prefix + k
			}
			w.texts[prefix+k] = x
		case map[string]any:
			twice = cmp.Or(twice, w.flatten(prefix+k+".", x))
		}
	}
	return twice
}

// Keys lists all keys in alphabetical order.
func (w *Words) Keys() []string { return slices.Sorted(maps.Keys(w.texts)) }

// Say returns a text with its arguments filled in; of a key that does not exist, the key in brackets.
func (w *Words) Say(key string, args ...any) string {
	text, ok := w.texts[key]
	if !ok {
		return "[" + key + "]"
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// Package words holds what a person reads, in Dutch and in English, and how each language writes numbers.
//
//	w, err := words.In("nl")
//	w.Say("verdict.higher")            // hoger
//	w.Say("run.bottleneck", "press")   // texts with %s, or %[2]s where the order differs
//	w.Number(1234.5, 1)                // 1.234,5
//
// A catalogue is one TOML file a language, embedded. Both have the same keys with the same number of things to fill in;
// a test sees to it. Adding a text is one line in each; adding a language is one file and one line in [Languages].
package words

import (
	"embed"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"
)

//go:embed *.toml
var files embed.FS

// Languages lists the languages there are.
var Languages = []string{"en", "nl"}

// Words is the catalogue of one language.
type Words struct {
	Lang  string
	texts map[string]string
}

// In returns the catalogue of a language.
func In(lang string) (*Words, error) {
	if !slices.Contains(Languages, lang) {
		return nil, fmt.Errorf("want one of %s, have %q", strings.Join(Languages, ", "), lang)
	}
	text, err := files.ReadFile(lang + ".toml")
	if err != nil {
		return nil, fmt.Errorf("catalogue %s: %w", lang, err)
	}
	var tree map[string]any
	if err := toml.Unmarshal(text, &tree); err != nil {
		return nil, fmt.Errorf("catalogue %s: %w", lang, err)
	}
	w := &Words{Lang: lang, texts: map[string]string{}}
	w.flatten("", tree)
	return w, nil
}

func (w *Words) flatten(prefix string, tree map[string]any) {
	for k, v := range tree {
		switch x := v.(type) {
		case string:
			w.texts[prefix+k] = x
		case map[string]any:
			w.flatten(prefix+k+".", x)
		}
	}
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

const (
	minus    = "−"
	thin     = " " // no-break: a number is not torn apart at the end of a line
	currency = "EUR"
)

// Number writes a number with so many decimals: 1,234.5 in English, 1.234,5 in Dutch, with a true minus sign.
func (w *Words) Number(x float64, decimals int) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "–"
	}
	text := strconv.FormatFloat(math.Abs(x), 'f', max(0, decimals), 64)
	whole, fraction, _ := strings.Cut(text, ".")
	group, point := ",", "."
	if w.Lang == "nl" {
		group, point = ".", ","
	}
	var b strings.Builder
	if x < 0 && strings.Trim(text, "0.") != "" {
		b.WriteString(minus)
	}
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(group)
		}
		b.WriteRune(digit)
	}
	if fraction != "" {
		b.WriteString(point + fraction)
	}
	return b.String()
}

// Signed writes a number with its sign, plus included; nothing before 0.
func (w *Words) Signed(x float64, decimals int) string {
	text := w.Number(x, decimals)
	if x > 0 && strings.Trim(text, "0.,") != "" {
		return "+" + text
	}
	return text
}

// Money writes an amount in whole units of its currency.
func (w *Words) Money(x float64, code string) string {
	sign := code + thin
	if code == currency {
		sign = "€"
		if w.Lang == "nl" {
			sign += thin
		}
	}
	if x < 0 {
		return minus + sign + w.Number(-x, 0)
	}
	return sign + w.Number(x, 0)
}

// Percent writes a share as a percentage.
func (w *Words) Percent(share float64, decimals int) string {
	return w.Number(100*share, decimals) + thin + "%"
}

// Span writes a time in seconds in the largest whole units that fit: 4 weeks, 2 days, 36 h, 12 min, 30 s.
func (w *Words) Span(seconds float64) string {
	units := []struct {
		one, many string
		size      float64
	}{{"span.week", "span.weeks", 604800}, {"span.day", "span.days", 86400}, {"span.hour", "span.hours", 3600}, {"span.minute", "span.minutes", 60}}
	for _, u := range units {
		n := seconds / u.size
		if n >= 1 && n == math.Trunc(n) {
			if n == 1 {
				return w.Say(u.one)
			}
			return w.Say(u.many, w.Number(n, 0))
		}
	}
	return w.Say("span.seconds", w.Number(seconds, 0))
}

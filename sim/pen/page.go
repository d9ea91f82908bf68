// Package pen writes scenarios: lines of TOML with comments out of the catalogue of words.
//
//	p := pen.NewPage(w)
//	p.Comment("sketch.head", name)
//	p.Put("title = %s", pen.Quote(name))
//	text := p.Bytes()
package pen

import (
	"fmt"
	"strings"

	"tweeling/sim/words"
)

// Reserved are words that mean something where a name of a scenario may stand, and are no names.
var Reserved = []string{"none", "all", "any", "as-is", "csv", "xlsx", "column", "times", "plus", "low", "likely", "high"}

// A Page is the text of a scenario in the making.
type Page struct {
	Words *words.Words
	b     strings.Builder
	told  map[string]bool // remarks that were made once
}

// NewPage is an empty page with comments in the language of a catalogue.
func NewPage(w *words.Words) *Page { return &Page{Words: w, told: map[string]bool{}} }

// Bytes is what has been written.
func (p *Page) Bytes() []byte { return []byte(p.b.String()) }

// Put writes a line.
func (p *Page) Put(format string, args ...any) {
	fmt.Fprintf(&p.b, format, args...)
	p.b.WriteByte('\n')
}

// Comment writes a text of the catalogue as comments of at most 100 columns.
func (p *Page) Comment(key string, args ...any) {
	line := "#"
	for word := range strings.FieldsSeq(p.Words.Say(key, args...)) {
		if len([]rune(line))+1+len([]rune(word)) > 100 {
			p.Put("%s", line)
			line = "#"
		}
		line += " " + word
	}
	p.Put("%s", line)
}

// Remark is a comment behind a value, the first time only.
func (p *Page) Remark(key string) string {
	if p.told[key] {
		return ""
	}
	p.told[key] = true
	return " # " + p.Words.Say(key)
}

// Quote writes a text as TOML does.
func Quote(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// QuoteAll writes a list of texts as TOML does.
func QuoteAll(texts []string) string {
	all := make([]string, len(texts))
	for i := range texts {
		all[i] = Quote(texts[i])
	}
	return "[" + strings.Join(all, ", ") + "]"
}

package scenario

import (
	"slices"
	"unicode"
)

// Languages are those in which a title may be given.
var Languages = []string{"en", "nl"}

// A Title is what people call a thing, by language; one that is the same in all of them stands under "".
type Title map[string]string

// In returns the title in a language: its own, else the common one, else any, in the order of Languages.
func (t Title) In(language string) string {
	for _, l := range slices.Concat([]string{language, ""}, Languages) {
		if text := t[l]; text != "" {
			return text
		}
	}
	return ""
}

// title reads a text, or a table of texts by language.
func (r *reader) title(n *node) Title {
	if n == nil {
		return nil
	}
	if n.table == nil {
		return Title{"": r.shown(n)}
	}
	t := Title{}
	for _, language := range n.keys {
		child := n.table[language]
		if !slices.Contains(Languages, language) {
			r.tell(child, "want a title in one of %s, have %q", quoted(Languages), language)
			continue
		}
		t[language] = r.shown(child)
	}
	return t
}

// shown reads a text that people get to see as it is. It may hold nothing that would move their cursor or turn the
// direction in which they read.
func (r *reader) shown(n *node) string {
	text, _ := r.text(n)
	for _, c := range text {
		if moves(c) {
			r.tell(n, "want a text of one line without control characters, have %s", said(n))
			return ""
		}
	}
	return text
}

// moves tells whether a letter is none, but a command to a terminal or to who sets the text.
func moves(c rune) bool {
	return unicode.IsControl(c) || unicode.In(c, unicode.Zl, unicode.Zp, unicode.Bidi_Control)
}

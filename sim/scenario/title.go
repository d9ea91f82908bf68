package scenario

import "slices"

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
		text, _ := r.text(n)
		return Title{"": text}
	}
	t := Title{}
	for _, language := range n.keys {
		child := n.table[language]
		if !slices.Contains(Languages, language) {
			r.tell(child, "want a title in one of %s, have %q", quoted(Languages), language)
			continue
		}
		t[language], _ = r.text(child)
	}
	return t
}

package pen

import (
	"strings"
	"testing"

	"tweeling/sim/words"
)

func TestPage(t *testing.T) {
	w, err := words.In("en")
	if err != nil {
		t.Fatal(err)
	}
	p := NewPage(w)
	p.Comment("sketch.head", "a line")
	p.Put("title = %s", Quote("a \"line\"\n\\ 3"))
	p.Put("to = %s%s", QuoteAll([]string{"a", "b"}), p.Remark("sketch.guess"))
	if again := p.Remark("sketch.guess"); again != "" {
		t.Errorf("want a remark once, have %q again", again)
	}
	text := string(p.Bytes())
	for _, want := range []string{"# ", "title = \"a \\\"line\\\"\\u000A\\\\ 3\"\n", "to = [\"a\", \"b\"] # "} {
		if !strings.Contains(text, want) {
			t.Errorf("want %q in\n%s", want, text)
		}
	}
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#") && len([]rune(line)) > 101 {
			t.Errorf("want comments of at most 100 columns, have %q", line)
		}
	}
}

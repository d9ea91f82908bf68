package scenario

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// A large file in which everything is wrong is told as fast as it is read, and too many things by themselves.
func TestLargeAndWrong(t *testing.T) {
	many := func(format string) string {
		var b strings.Builder
		for i := range 30_000 {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	for _, c := range []struct{ name, text, want string }{
		{"elements", many("[line.k%d]\n"), "line: want at most 5000, have 30000"},
		{"products", many("[product.k%d]\nshare = 1\n"), "product: want at most 200, have 30000"},
		{"evidence", "[evidence]\n" + many("\"line.k%d\" = 1\n"), "evidence: want at most 10000, have 30000"},
		{"keys", small + many("k%d = 1\n"), "there is more; these are the first 20"},
		{"keys at the top", many("k%d = 1\n") + small, "there is more; these are the first 20"},
	} {
		t.Run(c.name, func(t *testing.T) {
			begun := time.Now()
			_, err := Read("test.toml", []byte(c.text), nil)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("want %s, have %.500v", c.want, err)
			}
			if lines := strings.Count(err.Error(), "\n"); lines > 20 {
				t.Errorf("want few mistakes, have %d", lines)
			}
			if took := time.Since(begun); took > 10*time.Second { // a tenth of a second where nobody else is at work
				t.Errorf("want it told soon, took %v", took)
			}
		})
	}
}

package plant

import (
	"os"
	"regexp"
	"slices"
	"testing"
)

// Keys that the manual names, as KIND.KEY, are there.
func TestTheManualNamesKeysThatAreThere(t *testing.T) {
	text, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	for _, m := range regexp.MustCompile(`\b([a-z]+)\.([a-z_]+)\b`).FindAllStringSubmatch(string(text), -1) {
		k, ok := Find(m[1])
		if !ok || m[2] == "go" { // the name of a file
			continue
		}
		named++
		if !slices.ContainsFunc(k.Keys, func(key Key) bool { return key.Name == m[2] }) {
			t.Errorf("%s.%s: want a key that is there", m[1], m[2])
		}
	}
	if named < 10 {
		t.Errorf("want the keys of the manual, have found %d", named)
	}
}

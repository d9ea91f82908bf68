package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tweeling/scenarios"
	"tweeling/sim/verify"
)

// The README lists every verb and every built-in scenario, and counts the results of theory as they are.
func TestReadmeIsTrue(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	readme := string(text)
	wants := []string{fmt.Sprintf("| `verify` | %d results ", len(verify.Cases))}
	for _, verb := range verbs {
		name := verb(&cli{}).Name()
		if !strings.Contains(readme, "| `"+name+"`") && !strings.Contains(readme, "| `"+name+" ") {
			t.Errorf("want a row that begins with | `%s in the README, have none", name)
		}
	}
	for _, name := range scenarios.Names() {
		wants = append(wants, "`"+name+"`")
	}
	for _, want := range wants {
		if !strings.Contains(readme, want) {
			t.Errorf("want %q in the README, have none", want)
		}
	}
}

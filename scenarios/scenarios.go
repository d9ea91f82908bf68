// Package scenarios holds the built-in scenarios: one file each, complete in itself. The header of each tells its story
// and where its numbers come from.
//
//	text, ok := scenarios.Text("shaver-heads")
package scenarios

import (
	"embed"
	"strings"
)

//go:embed *.toml
var files embed.FS

// Default is the scenario that commands use when none is named.
const Default = "shaver-heads"

// Names lists the built-in scenarios in alphabetical order.
func Names() []string {
	entries, err := files.ReadDir(".")
	if err != nil {
		panic("scenarios: the embedded folder can always be read")
	}
	var names []string
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".toml"))
	}
	return names
}

// Text returns the file of a built-in scenario.
func Text(name string) ([]byte, bool) {
	text, err := files.ReadFile(name + ".toml")
	return text, err == nil
}

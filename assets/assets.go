// Package assets holds the files that go into the program: the typeface of charts and views, Inter by Rasmus Andersson,
// under the SIL Open Font License that stands beside it in fonts/OFL.txt; the rules of taxes, one file a country and
// year, as tax/nl-2026.toml, where a year or a country more is a file more; and the catalogue of measures, one file each
// in measures, which package scenario explains and reads.
package assets

import (
	"embed"
	"strings"
)

// Taxes holds the rules of taxes.
//
//go:embed tax/*.toml
var Taxes embed.FS

//go:embed measures/*.toml
var measures embed.FS

// Measures lists the measures of the catalogue in alphabetical order.
func Measures() []string {
	entries, err := measures.ReadDir("measures")
	if err != nil {
		panic("assets: the embedded folder can always be read")
	}
	var names []string
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".toml"))
	}
	return names
}

// Measure returns the file of a measure of the catalogue.
func Measure(name string) ([]byte, bool) {
	text, err := measures.ReadFile("measures/" + name + ".toml")
	return text, err == nil
}

// MeasureFile is what the file of a measure of the catalogue is called.
func MeasureFile(name string) string { return "assets/measures/" + name + ".toml" }

// Package assets holds the files that go into the program: the typeface of charts and views, Inter by Rasmus Andersson,
// under the SIL Open Font License that stands beside it in fonts/OFL.txt; and the rules of taxes, one file a country and
// year, as tax/nl-2026.toml. A year or a country more is a file more.
package assets

import "embed"

// Taxes holds the rules of taxes.
//
//go:embed tax/*.toml
var Taxes embed.FS

// InterRegular is the typeface for labels, as a TrueType file.
//
//go:embed fonts/Inter-Regular.ttf
var InterRegular []byte

// InterSemiBold is the typeface for titles, as a TrueType file.
//
//go:embed fonts/Inter-SemiBold.ttf
var InterSemiBold []byte

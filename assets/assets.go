// Package assets holds the files that go into the program: the typeface of charts and views, Inter by Rasmus Andersson,
// under the SIL Open Font License that stands beside it in fonts/OFL.txt.
package assets

import _ "embed"

// InterRegular is the typeface for labels, as a TrueType file.
//
//go:embed fonts/Inter-Regular.ttf
var InterRegular []byte

// InterSemiBold is the typeface for titles, as a TrueType file.
//
//go:embed fonts/Inter-SemiBold.ttf
var InterSemiBold []byte

package assets

import _ "embed" // the fonts

// In a browser, where all has to come over a network, the typefaces have the same glyphs, and no tables of how these are set
// together, which views do not use.

// InterRegular is the typeface for labels, as a TrueType file.
//
//go:embed fonts/web/Inter-Regular.ttf
var InterRegular []byte

// InterSemiBold is the typeface for titles, as a TrueType file.
//
//go:embed fonts/web/Inter-SemiBold.ttf
var InterSemiBold []byte

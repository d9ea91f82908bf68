//go:build !js

package assets

import _ "embed" // the fonts

// InterRegular is the typeface for labels, as a TrueType file.
//
//go:embed fonts/Inter-Regular.ttf
var InterRegular []byte

// InterSemiBold is the typeface for titles, as a TrueType file.
//
//go:embed fonts/Inter-SemiBold.ttf
var InterSemiBold []byte

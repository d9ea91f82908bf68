//go:build !js

package words

import "embed"

//go:embed *.toml verbs/*.toml
var files embed.FS

// folders are where the texts of a language stand.
var folders = []string{".", "verbs"}

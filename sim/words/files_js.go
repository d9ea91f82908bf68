package words

import "embed"

// In a browser, where all has to come over a network, there are no verbs.

//go:embed *.toml
var files embed.FS

var folders = []string{"."}

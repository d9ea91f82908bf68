//go:build viewer

package main

import _ "embed"

// The release recipe builds these two files before the program.
var (
	//go:embed embedded/viewer.wasm.gz
	viewerWasm []byte
	//go:embed embedded/wasm_exec.js
	viewerGlue []byte
)

// embeddedViewer is the viewer that came with the program.
func embeddedViewer() (wasm, glue []byte) { return viewerWasm, viewerGlue }

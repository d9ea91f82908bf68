//go:build !viewer

package main

// embeddedViewer is nothing: this program was built without a viewer.
func embeddedViewer() (wasm, glue []byte) { return nil, nil }

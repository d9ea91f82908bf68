package main

import (
	"io"
)

// A careful writer remembers the first failure, so that output that did not arrive is told although prints do not look.
type careful struct {
	io.Writer
	err error
}

// Write writes, and keeps the first error.
func (c *careful) Write(p []byte) (int, error) {
	n, err := c.Writer.Write(p)
	if err != nil && c.err == nil {
		c.err = err
	}
	return n, err
}

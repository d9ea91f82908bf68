package main

import (
	"fmt"
	"strings"
	"testing"
)

// A page lets through what it has room for, however it is written, and counts the rest.
func TestPage(t *testing.T) {
	var b strings.Builder
	p := &page{Writer: &b, left: 2}
	fmt.Fprint(p, "on")
	fmt.Fprint(p, "e\ntwo\nthree\nfo")
	fmt.Fprint(p, "ur\n")
	if b.String() != "one\ntwo\n" || p.over != 2 {
		t.Errorf("want two lines and two more, have %q and %d", b.String(), p.over)
	}
}

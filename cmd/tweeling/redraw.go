package main

import (
	"bytes"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"
)

// redraw draws the look over what is on the terminal, as much of it as it has room for; heard: with what could not be understood, where
// it is listened to.
func (c *cli) redraw(l *snapshot, h *heard) {
	out := c.out
	p := &page{Writer: out, left: rowsOf(out) - 2} // one to tell of the rest, one for the cursor
	fmt.Fprint(out, "\x1b[H\x1b[2J")
	c.out = p
	c.printLook(l)
	if h != nil {
		c.tellUnread(h)
	}
	c.out = out
	if p.over > 0 {
		fmt.Fprintln(out, cut("  "+l.words.Say("watch.more", p.over), widthOf(out)))
	}
}

// A page lets through as many lines as it has room for, and counts the rest.
type page struct {
	io.Writer
	left, over int
}

// Write writes lines as far as there is room.
func (p *page) Write(text []byte) (int, error) {
	n := len(text)
	for len(text) > 0 {
		end := bytes.IndexByte(text, '\n') + 1
		if end == 0 {
			end = len(text)
		}
		if p.left > 0 {
			if _, err := p.Writer.Write(text[:end]); err != nil {
				return 0, err
			}
		}
		if text[end-1] == '\n' {
			if p.left--; p.left < 0 {
				p.over++
			}
		}
		text = text[end:]
	}
	return n, nil
}

// rowsOf is how many rows a terminal has; many, where nobody knows.
func rowsOf(out io.Writer) int {
	const many = 1 << 20
	if f, ok := fileOf(out); ok {
		if _, rows, err := term.GetSize(int(f.Fd())); err == nil && rows > 2 {
			return rows
		}
	}
	return many
}

// fileOf is the file that is written to in the end.
func fileOf(w io.Writer) (*os.File, bool) {
	for {
		switch of := w.(type) {
		case *careful:
			w = of.Writer
		case *page:
			w = of.Writer
		default:
			f, ok := w.(*os.File)
			return f, ok
		}
	}
}

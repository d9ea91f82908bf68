package eventlog

import (
	"fmt"
	"slices"
	"strings"
)

const maxMistakes = 100 // of one reading, told one by one

// A Mistake is one thing that is wrong in a file. Line is the row as an editor or a spreadsheet counts it, from 1; 0 means
// the file as a whole. Column is the column's name in the file; "" means the row as a whole.
type Mistake struct {
	File   string
	Line   int
	Column string
	Text   string
}

// Error is the mistake on one line: "orders.csv:7: due: want ..., have ...".
func (m Mistake) Error() string {
	var b strings.Builder
	b.WriteString(m.File)
	if m.Line > 0 {
		fmt.Fprintf(&b, ":%d", m.Line)
	}
	if m.Column != "" {
		b.WriteString(": " + m.Column)
	}
	return b.String() + ": " + m.Text
}

// Mistakes are all that is wrong in a file, sorted by row.
type Mistakes []Mistake

// Error is all mistakes, one on a line.
func (m Mistakes) Error() string {
	lines := make([]string, len(m))
	for i := range m {
		lines[i] = m[i].Error()
	}
	return strings.Join(lines, "\n")
}

// findings gathers mistakes while a table is read.
type findings struct {
	file string
	list Mistakes
	more bool
}

// add tells of something wrong.
func (f *findings) add(line int, column, format string, args ...any) {
	if len(f.list) >= maxMistakes {
		f.more = true
		return
	}
	f.list = append(f.list, Mistake{f.file, line, column, fmt.Sprintf(format, args...)})
}

// err is what was found as an error; nil when that is nothing.
func (f *findings) err() error {
	if len(f.list) == 0 {
		return nil
	}
	slices.SortStableFunc(f.list, func(a, b Mistake) int { return a.Line - b.Line })
	if f.more {
		f.list = append(f.list, Mistake{File: f.file, Text: fmt.Sprintf("there is more; these are the first %d", maxMistakes)})
	}
	return f.list
}

// told is one mistake about a file as a whole.
func told(file, format string, args ...any) error {
	return Mistakes{{File: file, Text: fmt.Sprintf(format, args...)}}
}

package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A Mistake is one thing that is wrong in a scenario (or, among warnings, that may be), with its place. Line and Col
// count from 1; Line 0 means the file as a whole. Key is the path of what it is about, such as "line.press.cycle". In a
// table file Line is the row, Col is 0, and Key is the name of the column.
type Mistake struct {
	File      string
	Line, Col int
	Key, Text string
}

// Error is the mistake on one line: "file:line:col: key: want ..., have ...".
func (m Mistake) Error() string {
	var b strings.Builder
	b.WriteString(m.File)
	if m.Line > 0 {
		fmt.Fprintf(&b, ":%d", m.Line)
		if m.Col > 0 {
			fmt.Fprintf(&b, ":%d", m.Col)
		}
	}
	switch {
	case strings.ContainsFunc(m.Key, moves):
		b.WriteString(": " + strconv.Quote(m.Key))
	case m.Key != "":
		b.WriteString(": " + m.Key)
	}
	b.WriteString(": " + m.Text)
	return b.String()
}

// Mistakes are all that is wrong in a scenario, sorted by place.
type Mistakes []Mistake

// Error is all mistakes, one on a line.
func (m Mistakes) Error() string {
	lines := make([]string, len(m))
	for i := range m {
		lines[i] = m[i].Error()
	}
	return strings.Join(lines, "\n")
}

// findings gathers mistakes. The place of each is looked up at the end; what is told twice, as the same mistake is in
// several plans, is kept once.
type findings struct {
	list []finding
	seen map[[4]string]bool
	plan string // what is read now; "" for the line as it is
	more bool   // there were more than are told
	most int    // mistakes told one by one
	hits int    // how often something was found, the same again too
}

type finding struct {
	at        *node
	key, text string
	in        *Mistake // its place, where that is in a table file which the node names
	plan      string   // where it was seen first, when it is not of the line as it is
}

func newFindings() *findings { return &findings{seen: map[[4]string]bool{}, most: maxTold} }

// full tells that nothing more is told. Who has more to tell asks with more = true.
func (f *findings) full(more bool) bool {
	full := len(f.list) >= f.most
	if more {
		f.hits++
	}
	f.more = f.more || full && more
	return full
}

func (f *findings) add(at *node, key, text string) {
	f.keep(finding{at: at, key: key, text: text}, [4]string{at.file.name, at.key(), key, text})
}

// addIn adds what is wrong in a table file that a node names.
func (f *findings) addIn(at *node, in Mistake) {
	f.keep(finding{at: at, key: in.Key, text: in.Text, in: &in}, [4]string{in.File, strconv.Itoa(in.Line), in.Key, in.Text})
}

func (f *findings) keep(one finding, id [4]string) {
	if f.seen[id] {
		return
	}
	f.seen[id] = true
	at := one.at
	if len(at.path) == 0 || at.path[0] != "measure" && at.path[0] != "plan" {
		one.plan = f.plan
	}
	f.list = append(f.list, one)
}

// all looks up where everything stands and sorts it by place, the files in the order in which they were read.
func (f *findings) all(files []*file) []Mistake {
	rank := func(m Mistake) int { // table files come last, by name
		i := slices.IndexFunc(files, func(f *file) bool { return f.name == m.File })
		if i < 0 {
			return len(files)
		}
		return i
	}
	var list []Mistake
	for _, one := range f.list {
		m := Mistake{File: one.at.file.name, Key: one.key, Text: one.text}
		switch use := one.at.file.use; {
		case one.in != nil:
			m = *one.in
		case use != nil: // what is right in the catalogue is wrong for this line
			line, col := one.at.place()
			m.Text += fmt.Sprintf(" (it comes from %s:%d:%d)", m.File, line, col)
			m.File = use.file.name
			m.Line, m.Col = use.place()
		default:
			m.Line, m.Col = one.at.place()
		}
		if one.plan != "" {
			m.Text += " (in plan " + one.plan + ")"
		}
		list = append(list, m)
	}
	slices.SortStableFunc(list, func(a, b Mistake) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col),
			cmp.Compare(a.Key, b.Key), cmp.Compare(a.Text, b.Text))
	})
	if f.more {
		list = append(list, Mistake{File: files[0].name, Text: fmt.Sprintf("there is more; these are the first %d", f.most)})
	}
	return list
}

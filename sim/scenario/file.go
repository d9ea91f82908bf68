package scenario

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// A file is one decoded file. It keeps what is needed to find the place of any value in it.
type file struct {
	name  string
	use   *node // of a file of the catalogue: where the scenario says what it is put on
	lines [][]byte
	meta  toml.MetaData
	top   map[string]toml.Primitive
	turns map[string]int                       // of each key in order of the file
	parts map[string]map[string]toml.Primitive // of tables in which places were looked up
}

// decode turns a text into a tree. What is no TOML is one mistake, since nothing can be read after it.
func decode(name string, text []byte) (tree *node, err *Mistake) {
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	if wrong := acceptable(text); wrong != nil {
		return nil, &Mistake{File: name, Text: wrong.Error()}
	}
	defer func() {
		if p := recover(); p != nil { // the decoder tells its own faults so
			tree, err = nil, &Mistake{File: name, Text: fmt.Sprintf("want TOML, have what the decoder cannot read: %v", p)}
		}
	}()
	f := &file{name: name, lines: bytes.Split(text, []byte("\n")), turns: map[string]int{}, parts: map[string]map[string]toml.Primitive{}}
	meta, wrong := toml.Decode(string(text), &f.top)
	if wrong != nil {
		return nil, syntaxMistake(name, wrong)
	}
	f.meta = meta
	for i, key := range meta.Keys() {
		if k := key.String(); f.turns[k] == 0 {
			f.turns[k] = i + 1
		}
	}
	root := map[string]any{}
	for name, p := range f.top {
		var v any
		if err := f.meta.PrimitiveDecode(p, &v); err != nil {
			return nil, &Mistake{File: name, Text: "want TOML, have what the decoder cannot read: " + err.Error()}
		}
		root[name] = v
	}
	tree, _ = f.tree(nil, root)
	return tree, nil
}

func syntaxMistake(name string, err error) *Mistake {
	m := &Mistake{File: name, Text: "want TOML, have what is none: " + strings.TrimPrefix(err.Error(), "toml: ")}
	if p, ok := errors.AsType[toml.ParseError](err); ok {
		m.Line, m.Col = p.Position.Line, max(1, p.Position.Col)
		if strings.Contains(p.Message, "table") && strings.Contains(p.Message, `name`) && strings.Contains(p.Message, `got '\n'`) && m.Line > 1 {
			m.Line-- // the decoder has passed the end of the line of a header that is not closed
		}
		m.Text = "want TOML, have what is none: " + strings.TrimSuffix(p.Message, ".")
	}
	return m
}

// tree makes nodes of decoded values, and tells the turn of the first key in it.
func (f *file) tree(path []string, value any) (*node, int) {
	n := &node{file: f, path: path}
	turn := f.turns[toml.Key(path).String()]
	table, ok := value.(map[string]any)
	if !ok {
		n.value = value
		return n, turn
	}
	n.table = make(map[string]*node, len(table))
	turns := make(map[string]int, len(table))
	for name, v := range table {
		child, t := f.tree(append(slices.Clone(path), name), v)
		n.table[name], turns[name] = child, t
		n.keys = append(n.keys, name)
		if turn == 0 || t < turn {
			turn = t
		}
	}
	slices.SortFunc(n.keys, func(a, b string) int {
		return cmp.Or(cmp.Compare(turns[a], turns[b]), cmp.Compare(a, b))
	})
	return n, turn
}

// A refusal cannot be decoded, so that the decoder has to say where it stands.
type refusal struct{}

// UnmarshalTOML refuses.
func (*refusal) UnmarshalTOML(any) error { return errors.New("refused") }

// place asks the decoder where a value stands; line 0 when it does not know, as of tables that are never written by
// themselves. It knows the column of a table's header wrongly, so that is said to be 1.
func (f *file) place(path []string, table bool) (line, col int) {
	if len(path) == 0 {
		return 1, 1
	}
	level := f.top
	for i, name := range path[:len(path)-1] {
		key := toml.Key(path[:i+1]).String()
		next, known := f.parts[key]
		if !known {
			if err := f.meta.PrimitiveDecode(level[name], &next); err != nil {
				return 0, 0
			}
			f.parts[key] = next
		}
		level = next
	}
	var p toml.ParseError
	if !errors.As(f.meta.PrimitiveDecode(level[path[len(path)-1]], &refusal{}), &p) {
		return 0, 0
	}
	line, col = p.Position.Line, p.Position.Col
	if table && line > 0 && line <= len(f.lines) && bytes.HasPrefix(bytes.TrimSpace(f.lines[line-1]), []byte("[")) {
		col = 1
	}
	return line, col
}

package scenario

import (
	"errors"
	"maps"
	"slices"
	"sync"

	"tweeling/sim/eventlog"
	"tweeling/sim/plant"
)

// tables keeps the table files that a scenario names and what was read from them, so that each is read once whatever the
// number of plans, and the scenario can carry their texts along.
type tables struct {
	mu    sync.Mutex
	open  func(name string) ([]byte, error)
	texts []File // in the order in which they were read
	read  map[tableKey]*opened
}

// A tableKey is one way of reading a file.
type tableKey struct {
	name string
	eventlog.Format
}

type opened struct {
	table   *eventlog.Table
	err     error // of reading it as a table: eventlog.Mistakes; of opening it: others
	columns map[columnKey]values
	orders  *eventlog.OrderList
	wrong   error // of reading orders
}

// A columnKey is one way of reading a column.
type columnKey struct {
	key, column, unit, where string
	times                    bool
}

type values struct {
	list []eventlog.Value
	err  error
}

func newTables(open func(name string) ([]byte, error)) *tables {
	return &tables{open: open, read: map[tableKey]*opened{}}
}

func (t *tables) table(key tableKey) (*eventlog.Table, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if o := t.read[key]; o != nil {
		return o.table, o.err
	}
	o := &opened{columns: map[columnKey]values{}}
	t.read[key] = o
	text, err := t.text(key.name)
	if err != nil {
		o.err = err
		return nil, err
	}
	o.table, o.err = eventlog.Read(key.name, text, key.Format)
	return o.table, o.err
}

// values reads a column of a table that was opened.
func (t *tables) values(c column, times bool) ([]eventlog.Value, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	key := columnKey{c.key, c.column, c.unit, c.where, times}
	v, ok := t.read[c.file].columns[key]
	if !ok {
		if times {
			v.list, v.err = c.table.Times(c.key, c.column, c.unit)
		} else {
			v.list, v.err = c.table.Numbers(c.key, c.column)
		}
		t.read[c.file].columns[key] = v
	}
	return v.list, v.err
}

// orders reads a table that was opened as orders.
func (t *tables) orders(key tableKey) (*eventlog.OrderList, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	o := t.read[key]
	if o.orders == nil && o.wrong == nil {
		o.orders, o.wrong = o.table.Orders()
	}
	return o.orders, o.wrong
}

func (t *tables) text(name string) ([]byte, error) {
	if i := slices.IndexFunc(t.texts, func(f File) bool { return f.Name == name }); i >= 0 {
		return t.texts[i].Text, nil
	}
	switch {
	case t.open == nil:
		return nil, errors.New("want a scenario that is one file, have one that names another")
	case len(t.texts) == maxTables:
		return nil, errors.New("want fewer table files, have too many")
	}
	text, err := t.open(name)
	if err != nil {
		return nil, plainly(name, err)
	}
	t.texts = append(t.texts, File{name, text})
	return text, nil
}

// isTableFile tells whether a value is said to stand in a table file.
func isTableFile(n *node) bool { return n.get("csv") != nil || n.get("xlsx") != nil }

// separators are the names of delimiters and decimal signs.
var (
	delimiters = map[string]rune{"comma": ',', "semicolon": ';', "tab": '\t', "bar": '|'}
	decimals   = map[string]rune{"point": '.', "comma": ','}
)

// textAnd reads a text and notes when it is none.
func (r *reader) textAnd(to *string, ok *bool) fill {
	return func(n *node, _ *plant.Key) {
		text, isText := r.text(n)
		*to, *ok = text, *ok && isText
	}
}

// tableFile reads { csv = "times.csv" } or { xlsx = "times.xlsx", sheet = "Times" }, and more keys of the same table.
func (r *reader) tableFile(n *node, keys []plant.Key, to fills) (table *eventlog.Table, key tableKey, ok bool) {
	named, fine := (*node)(nil), true
	name := func(n *node, _ *plant.Key) {
		text, isText := r.text(n)
		if fine = fine && isText; !isText {
			return
		}
		if named != nil {
			r.tell(n, "want either csv or xlsx, have both")
			fine = false
		}
		named = n
		key.name = beside(n.file.name, text)
	}
	choice := func(to *rune, options map[string]rune) fill {
		return func(n *node, k *plant.Key) {
			text, known := r.option(n, k.Options, nil)
			*to, fine = options[text], fine && known
		}
	}
	all := fills{
		"csv": name, "xlsx": name,
		"sheet": func(at *node, k *plant.Key) {
			if n.get("xlsx") == nil {
				r.tell(at, "want a sheet only with xlsx")
			}
			r.textAnd(&key.Sheet, &fine)(at, k)
		},
		"delimiter": choice(&key.Delimiter, delimiters), "decimal": choice(&key.Decimal, decimals),
	}
	maps.Copy(all, to)
	r.table(n, keys, all)
	if !fine || named == nil {
		return nil, key, false
	}
	table, err := r.tables.table(key)
	if err != nil {
		r.tellTable(named, err)
		return nil, key, false
	}
	return table, key, true
}

// tellTable tells what is wrong with a table: its mistakes with their own places, or at the node that names it what else
// is the matter.
func (r *reader) tellTable(at *node, err error) {
	mistakes, ok := errors.AsType[eventlog.Mistakes](err)
	if !ok {
		r.tell(at, "%v", err)
		return
	}
	for _, m := range mistakes {
		if !r.found.full(true) {
			r.found.addIn(at, Mistake{File: m.File, Line: m.Line, Key: m.Column, Text: m.Text})
		}
	}
}

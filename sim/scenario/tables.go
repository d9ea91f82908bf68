package scenario

import (
	"errors"
	"slices"
	"strings"
	"sync"

	"tweeling/sim/dist"
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
	key, column, unit string
	times             bool
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
	key := columnKey{c.key, c.column, c.unit, times}
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

// tableFile reads { csv = "times.csv" } or { xlsx = "times.xlsx", sheet = "Times" }, and more fields of the same table.
func (r *reader) tableFile(n *node, more ...field) (table *eventlog.Table, key tableKey, ok bool) {
	named, fine := (*node)(nil), true
	name := func(n *node) {
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
	choice := func(to *rune, options map[string]rune) func(*node) {
		return func(n *node) {
			text, known := r.option(n, sortedKeys(options), nil)
			*to, fine = options[text], fine && known
		}
	}
	r.table(n, append([]field{
		{name: "csv", read: name}, {name: "xlsx", read: name},
		{name: "sheet", read: func(at *node) {
			if n.get("xlsx") == nil {
				r.tell(at, "want a sheet only with xlsx")
			}
			text, isText := r.text(at)
			key.Sheet, fine = text, fine && isText
		}},
		{name: "delimiter", read: choice(&key.Delimiter, delimiters)},
		{name: "decimal", read: choice(&key.Decimal, decimals)},
	}, more...))
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

// A column is what { csv = ..., key = ..., column = ..., unit = ... } says.
type column struct {
	table             *eventlog.Table
	file              tableKey
	key, column, unit string
}

// columnOf reads which column of which file holds a value; keyed says that a column has to say of which product.
func (r *reader) columnOf(n *node, keyed bool) (c column, ok bool) {
	ok = true
	into := func(to *string) func(*node) {
		return func(n *node) {
			text, isText := r.text(n)
			*to, ok = text, ok && isText
		}
	}
	fields := []field{{name: "column", read: into(&c.column)}, {name: "unit", read: into(&c.unit)}}
	if keyed {
		fields = append(fields, field{name: "key", read: into(&c.key)})
	}
	table, file, fine := r.tableFile(n, fields...)
	c.table, c.file = table, file
	if n.get("column") == nil {
		r.tellOf(n, "column", `want the name of a column, such as column = "press_s", have nothing`)
		ok = false
	}
	if keyed && n.get("key") == nil {
		r.tellOf(n, "key", `want the column that says the product, such as key = "part", have nothing`)
		ok = false
	}
	return c, ok && fine
}

// law makes a law of times that were measured: a fixed time of one, the empirical law of several. The same of the same
// file is made once.
func (r *reader) law(n *node, c column, of string, values []eventlog.Value) (*dist.Dist, bool) {
	id := strings.Join([]string{"\x00", c.file.name, c.file.Sheet, string(c.file.Delimiter), string(c.file.Decimal), c.key, c.column, c.unit, of}, "\x00")
	d, err := r.laws.keep(id, func() (*dist.Dist, error) {
		times := make([]float64, len(values))
		for i, v := range values {
			times[i] = v.X
		}
		if len(times) == 1 {
			return dist.Constant(times[0]), nil
		}
		return dist.Empirical(times)
	})
	if err != nil {
		r.tell(n, "%v", err)
		return nil, false
	}
	return d, true
}

// measuredTimes reads a law from a column of times, with what measures do to it.
func (r *reader) measuredTimes(n *node) (*dist.Dist, bool) {
	c, ok := r.columnOf(n, false)
	if !ok {
		return nil, false
	}
	values, err := r.tables.values(c, true)
	if err != nil {
		r.tellTable(n, err)
		return nil, false
	}
	d, ok := r.law(n, c, "", values)
	if !ok {
		return nil, false
	}
	return r.adjusted(n, d)
}

// byProductTable reads KEY_by_product from the rows of a table: times as laws, of which a product may have many rows;
// numbers, of which it has one.
func (d *draft) byProductTable(n *node, k *plant.Key) (any, bool) {
	c, ok := d.columnOf(n, true)
	if !ok {
		return nil, false
	}
	if c.unit != "" && k.Type != plant.Chance {
		d.tell(n.get("unit"), "want a unit only for times")
	}
	values, err := d.tables.values(c, k.Type == plant.Chance)
	if err != nil {
		d.tellTable(n, err)
		return nil, false
	}
	rows := d.rowsByProduct(n, values)
	times, numbers := map[string]*dist.Dist{}, map[string]float64{}
	for _, name := range sortedKeys(rows) {
		if k.Type == plant.Chance {
			if law, ok := d.law(n, c, name, rows[name]); ok {
				if law, ok = d.adjusted(n, law); ok {
					times[name] = law
				}
			}
			continue
		}
		if x, ok := d.oneOfTable(n, c, k, rows[name]); ok {
			numbers[name] = x
		}
	}
	if k.Type == plant.Chance {
		return times, true
	}
	return numbers, true
}

// rowsByProduct sorts rows by the products they are about, and says what is left over.
func (d *draft) rowsByProduct(n *node, values []eventlog.Value) map[string][]eventlog.Value {
	rows, others := map[string][]eventlog.Value{}, []string(nil)
	for _, v := range values {
		if i := d.productNamed(v.Key); i >= 0 {
			name := d.products[i].model.Name
			rows[name] = append(rows[name], v)
		} else if !slices.Contains(others, v.Key) && len(others) < 20 {
			others = append(others, v.Key)
		}
	}
	switch {
	case len(rows) == 0:
		d.tell(n, "want rows of some product, have only %s", strings.Join(others, ", "))
	case len(others) > 0:
		d.note(n, "has rows of what is no product here: %s", strings.Join(others, ", "))
	}
	return rows
}

// productNamed finds a product by the name that another system gives it, without regard to capitals; -1 when there is
// none.
func (d *draft) productNamed(name string) int {
	return slices.IndexFunc(d.products, func(p product) bool { return strings.EqualFold(p.model.Name, name) })
}

// oneOfTable is the number that a table has of one product, with what measures do to it.
func (d *draft) oneOfTable(n *node, c column, k *plant.Key, rows []eventlog.Value) (float64, bool) {
	low, high := k.Min, upper(k)
	if k.Type == plant.Share {
		low, high = 0, 1
	}
	in := Mistake{File: c.table.Name, Line: rows[len(rows)-1].Line, Key: c.column}
	switch x := rows[0].X; {
	case len(rows) > 1:
		in.Text = "want one row of each product, have several of " + rows[0].Key
	case !(x >= low && x <= high):
		in.Text = "want " + bounds("a number", low, high) + ", have " + said(n.withNumber(x))
	default:
		return d.number(n.withNumber(x), low, high)
	}
	d.found.addIn(n, in)
	return 0, false
}

// withNumber is a node that says a number, with what measures do to it.
func (n *node) withNumber(x float64) *node {
	c := *n
	c.value, c.table, c.keys = x, nil, nil
	return &c
}

package scenario

import (
	"slices"
	"strings"

	"tweeling/sim/dist"
	"tweeling/sim/eventlog"
	"tweeling/sim/plant"
)

// A column is what { csv = ..., key = ..., column = ..., unit = ... } says.
type column struct {
	table             *eventlog.Table
	file              tableKey
	key, column, unit string
	where             string // which rows, as written
}

// columnOf reads which column of which file holds a value; keyed says that a column has to say of which product.
func (r *reader) columnOf(n *node, keyed bool) (c column, ok bool) {
	ok = true
	var where map[string]string
	to := fills{"column": r.textAnd(&c.column, &ok), "unit": r.textAnd(&c.unit, &ok), "where": func(n *node, _ *plant.Key) {
		says, fine := r.rowsThatSay(n)
		where, ok = says, ok && fine
	}}
	keys := columnKeys
	if keyed {
		keys, to["key"] = keyedKeys, r.textAnd(&c.key, &ok)
	}
	table, file, fine := r.tableFile(n, keys, to)
	c.table, c.file = table, file
	if table != nil && where != nil {
		some, err := table.Where(where)
		if err != nil {
			r.tellTable(n.get("where"), err)
			return c, false
		}
		c.table = some
		for _, name := range sortedKeys(where) {
			c.where += name + "\x00" + where[name] + "\x00"
		}
	}
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

// rowsThatSay reads where = { machine = "press" }: only rows that say so count.
func (r *reader) rowsThatSay(n *node) (map[string]string, bool) {
	if !r.isTable(n) {
		return nil, false
	}
	says, fine := map[string]string{}, true
	for _, name := range n.keys {
		text, ok := r.text(n.table[name])
		says[name], fine = text, fine && ok
	}
	return says, fine
}

// law makes a law of times that were measured: a fixed time of one, the empirical law of several. The same of the same
// file is made once.
func (r *reader) law(n *node, c column, of string, values []eventlog.Value) (*dist.Dist, bool) {
	id := strings.Join([]string{"\x00", c.file.name, c.file.Sheet, string(c.file.Delimiter), string(c.file.Decimal), c.key, c.column, c.unit, c.where, of}, "\x00")
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

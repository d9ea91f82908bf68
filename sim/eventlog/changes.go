package eventlog

import (
	"maps"
	"slices"
	"strings"
)

// A Change is a time to change over from one thing to another, in seconds.
type Change struct {
	Line     int // in the file
	From, To string
	X        float64
}

// Changes reads a list of times to change over: two columns that say from what and to what, and one of times. Unit is as in
// Times. The error is [Mistakes].
func (t *Table) Changes(from, to, column, unit string) ([]Change, error) {
	f := &findings{file: t.Name}
	at, ok := t.column(f, to)
	values, err := t.Times(from, column, unit)
	switch {
	case !ok:
		return nil, f.err()
	case err != nil:
		return nil, err
	}
	rows := map[int]int{}
	for i := range t.rows {
		rows[t.Line(i)] = i
	}
	var list []Change
	for _, v := range values {
		c := Change{v.Line, v.Key, t.Cell(rows[v.Line], at), v.X}
		if c.To == "" {
			f.add(v.Line, t.Columns[at], "want to what the change is, have nothing")
		}
		list = append(list, c)
	}
	return list, f.err()
}

// ChangeMatrix reads times to change over from a square: a row for each thing before, named in the first column, and a column
// for each thing after. Unit is that of bare numbers; cells on the diagonal are passed over, and so are empty ones. The error
// is [Mistakes].
func (t *Table) ChangeMatrix(unit string) ([]Change, error) {
	f := &findings{file: t.Name}
	if len(t.Columns) < 2 {
		f.add(t.header, "", "want a first column of what is before, and a column for each thing after, have %d columns", len(t.Columns))
		return nil, f.err()
	}
	if a, ok := aliases[unit]; ok {
		unit = a
	}
	if unit != "" && !slices.Contains(Units, unit) {
		f.add(0, "", "want one of the units %s, have %q", strings.Join(Units, " "), unit)
		return nil, f.err()
	}
	var list []Change
	for c, to := range t.Columns[1:] {
		if to = strings.TrimSpace(to); to == "" {
			continue
		}
		decimal, ok := t.decimalOff(f, c+1)
		if !ok {
			continue
		}
		for i := range t.rows {
			from := t.Cell(i, 0)
			if t.Cell(i, c+1) == "" || strings.EqualFold(from, to) {
				continue
			}
			if from == "" {
				f.add(t.Line(i), t.Columns[0], "want what is before the change, have nothing")
				continue
			}
			x, err := t.oneTime(i, c+1, decimal, unit)
			if err != nil {
				f.add(t.Line(i), to, "%v", err)
				continue
			}
			list = append(list, Change{t.Line(i), from, to, x})
		}
	}
	if len(list) == 0 && len(f.list) == 0 {
		f.add(t.header, "", "want at least one time to change over, have none")
	}
	return list, f.err()
}

// decimalOff is the decimal sign of a column of a square, where what stands on the diagonal may be anything.
func (t *Table) decimalOff(f *findings, column int) (rune, bool) {
	off := *t
	off.rows = slices.DeleteFunc(slices.Clone(t.rows), func(r row) bool {
		return len(r.cells) > 0 && strings.EqualFold(r.cells[0].text, t.Columns[column])
	})
	return off.decimal(f, column)
}

// Where is the table of those rows in which each of some columns says a thing, without regard to capitals. Lines stay those of
// the file. The error is [Mistakes]; rows that do not exist are one.
func (t *Table) Where(says map[string]string) (*Table, error) {
	f := &findings{file: t.Name}
	some := *t
	for _, name := range slices.Sorted(maps.Keys(says)) {
		c, ok := t.column(f, name)
		if !ok {
			continue
		}
		var others []string
		kept := make([]row, 0, len(some.rows))
		for i := range some.rows {
			switch text := some.Cell(i, c); {
			case strings.EqualFold(text, says[name]):
				kept = append(kept, some.rows[i])
			case text != "" && len(others) < 20 && !slices.Contains(others, text):
				others = append(others, text)
			}
		}
		if some.rows = kept; len(kept) == 0 {
			f.add(t.header, t.Columns[c], "want rows that say %q, have none; there are %s", says[name], strings.Join(others, ", "))
			break
		}
	}
	return &some, f.err()
}

package eventlog

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"tweeling/sim/dist"
)

const longest = 200 * 365 * 86_400 // seconds, as sim/dist has it

// A Value is one cell of a column: a number, or a time in seconds.
type Value struct {
	Line int    // in the file
	Key  string // what the key column says in the same row; "" without a key
	X    float64
}

// Units lists the units that a column's name may end in, or that may be given, in the order in which people are told.
var Units = []string{"ms", "s", "m", "h", "d"}

// aliases are other ways of writing them.
var aliases = map[string]string{"sec": "s", "min": "m", "hr": "h"}

var (
	unitAtEnd = regexp.MustCompile(`(?i)(?:[_ ]|\[|\()\s*(ms|s|sec|m|min|h|hr|d)\s*[\])]?$`)
	asClock   = regexp.MustCompile(`^(\d{1,4}):([0-5]\d):([0-5]\d(?:[.,]\d{1,9})?)$`)
)

// UnitOf is the unit in which a column's name ends, such as "s" of "press_s" or "m" of "Press (min)"; "" when it ends in
// none.
func UnitOf(column string) string {
	p := unitAtEnd.FindStringSubmatch(column)
	if p == nil {
		return ""
	}
	unit := strings.ToLower(p[1])
	if a, ok := aliases[unit]; ok {
		return a
	}
	return unit
}

// Numbers reads a column of numbers, with the key of each row when a key column is named. Empty cells are passed over.
// The error is [Mistakes].
func (t *Table) Numbers(key, column string) ([]Value, error) {
	return t.values(key, column, func(f *findings, c int) func(row int) (float64, error) {
		decimal, ok := t.decimal(f, c)
		if !ok {
			return nil
		}
		return func(row int) (float64, error) { return t.oneNumber(row, c, decimal) }
	})
}

// Times reads a column of times, in seconds, with the key of each row when a key column is named. Unit is that of bare
// numbers; "" means the one in the column's name, if any. Empty cells are passed over. The error is [Mistakes].
func (t *Table) Times(key, column, unit string) ([]Value, error) {
	return t.values(key, column, func(f *findings, c int) func(row int) (float64, error) {
		unit, ok := t.unit(f, c, unit)
		if !ok {
			return nil
		}
		decimal, ok := t.decimal(f, c)
		if !ok {
			return nil
		}
		return func(row int) (float64, error) { return t.oneTime(row, c, decimal, unit) }
	})
}

// unit settles the unit of a column of times.
func (t *Table) unit(f *findings, column int, unit string) (string, bool) {
	name := t.Columns[column]
	own := UnitOf(name)
	if a, ok := aliases[unit]; ok {
		unit = a
	}
	switch {
	case unit == "":
		return own, true
	case !slices.Contains(Units, unit):
		f.add(0, "", "want one of the units %s, have %q", strings.Join(Units, " "), unit)
	case own != "" && own != unit:
		f.add(t.header, name, "want the unit %q that is given, have %q in the column's name", unit, own)
	default:
		return unit, true
	}
	return "", false
}

// values reads a column with its key; settle finds out how the column is read.
func (t *Table) values(key, column string, settle func(f *findings, column int) func(row int) (float64, error)) ([]Value, error) {
	f := &findings{file: t.Name}
	keyed, fine := -1, true
	if key != "" {
		keyed, fine = t.column(f, key)
	}
	c, ok := t.column(f, column)
	if !ok || !fine {
		return nil, f.err()
	}
	read := settle(f, c)
	if read == nil {
		return nil, f.err()
	}
	var list []Value
	for i := range t.rows {
		if t.Cell(i, c) == "" {
			continue
		}
		v := Value{Line: t.Line(i)}
		if keyed >= 0 {
			if v.Key = t.Cell(i, keyed); v.Key == "" {
				f.add(v.Line, t.Columns[keyed], "want what the row is about, have nothing")
				continue
			}
		}
		x, err := read(i)
		if err != nil {
			f.add(v.Line, t.Columns[c], "%v", err)
			continue
		}
		v.X = x
		list = append(list, v)
	}
	if len(list) == 0 && len(f.list) == 0 {
		f.add(t.header, t.Columns[c], "want at least one value in the column, have none")
	}
	return list, f.err()
}

// oneTime reads a cell that is a time.
func (t *Table) oneTime(row, column int, decimal rune, unit string) (float64, error) {
	c := t.at(row, column)
	x, ok := t.clock(c)
	switch {
	case ok:
	case strings.ContainsFunc(c.text, isLetter) && !exponential(c.text):
		seconds, err := dist.Span(strings.ReplaceAll(c.text, ",", "."))
		if err != nil {
			_, err = dist.Span(c.text) // which tells of it as it is written
		}
		return seconds, err
	case unit == "":
		return 0, fmt.Errorf(`want a time with its unit, such as "12s", or a unit in the column's name, such as %s_s, or in unit; have %q`, t.Columns[column], c.text)
	default:
		n, err := t.oneNumber(row, column, decimal)
		if err != nil {
			return 0, err
		}
		if x = n; unit == "ms" {
			x /= 1000
		} else if scale, err := dist.Span("1" + unit); err == nil {
			x *= scale
		}
	}
	if !(x >= 0 && x <= longest) {
		return 0, fmt.Errorf("want a time from 0s to 200y, have %q", c.text)
	}
	return x, nil
}

// clock reads h:mm:ss in text, or a cell that a spreadsheet shows as a time, to the nearest microsecond.
func (t *Table) clock(c cell) (seconds float64, ok bool) {
	if c.clock {
		x, ok := spreadsheetNumber(c.text)
		return math.Round(x*86_400e6) / 1e6, ok
	}
	p := asClock.FindStringSubmatch(c.text)
	if p == nil {
		return 0, false
	}
	rest, ok := number(strings.ReplaceAll(p[3], ",", "."), '.')
	return float64(atoi(p[1])*3600+atoi(p[2])*60) + rest, ok
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// exponential tells whether the only letter of a text is the e of a number.
func exponential(text string) bool {
	return strings.Trim(text, "+-.,0123456789eE") == "" && strings.Count(strings.ToLower(text), "e") == 1
}

package eventlog

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// spaces are what may stand between groups of three figures, besides the sign that is not the decimal one.
const spaces = " \u00a0\u202f'\u2019"

// A sign says how a text can be read as a number: any of these bits that are set is possible.
type sign uint8

const (
	point sign = 1 << iota // with the point as its decimal sign
	comma
	either = point | comma
)

// signOf tells how a text can be read; 0 when it is no number, which is told when it is read.
func signOf(text string) (s sign) {
	if _, ok := number(text, '.'); ok {
		s |= point
	}
	if _, ok := number(text, ','); ok {
		s |= comma
	}
	return s
}

// number reads a number with a known decimal sign: figures, perhaps in groups of three, perhaps with an exponent.
func number(text string, decimal rune) (float64, bool) {
	group := "."
	if decimal == '.' {
		group = ","
	}
	mantissa, exponent := text, ""
	if i := strings.IndexAny(text, "eE"); i >= 0 {
		mantissa, exponent = text[:i], text[i:]
	}
	minus := ""
	if mantissa != "" && strings.Contains("+-", mantissa[:1]) {
		minus, mantissa = mantissa[:1], mantissa[1:]
	}
	whole, fraction, fractional := strings.Cut(mantissa, string(decimal))
	groups := strings.FieldsFunc(whole, func(r rune) bool { return strings.ContainsRune(spaces+group, r) })
	for i, g := range groups {
		if !figures(g) || len(groups) > 1 && (i > 0 && len(g) != 3 || i == 0 && (len(g) > 3 || g[0] == '0')) {
			return 0, false
		}
	}
	whole = strings.Join(groups, "")
	if !figures(fraction) || whole+fraction == "" || fractional && fraction == "" {
		return 0, false
	}
	x, err := strconv.ParseFloat(minus+whole+"."+fraction+exponent, 64)
	return x, err == nil && !math.IsInf(x, 0)
}

func figures(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// decimal finds the decimal sign of a column of numbers; told false when it cannot be known, which is told.
func (t *Table) decimal(f *findings, column int) (rune, bool) {
	if d := t.format.Decimal; d == '.' || d == ',' {
		return d, true
	}
	var first [either + 1]*row // that allows this
	for i := range t.rows {
		text := t.at(i, column).text
		if !strings.ContainsAny(text, ".,") {
			continue
		}
		s := signOf(text)
		if _, ok := spreadsheetNumber(text); t.sheet && ok && s != either {
			continue // kept as a number
		}
		if first[s] == nil {
			first[s] = &t.rows[i]
		}
	}
	pointed, comma, unclear, name := first[point], first[comma], first[either], t.Columns[column]
	switch {
	case pointed != nil && comma != nil:
		if pointed.line < comma.line {
			pointed, comma = comma, pointed
		}
		f.add(pointed.line, name, "want one decimal sign in a column, have both: %q here and %q in row %d; say which with decimal",
			pointed.cells[column].text, comma.cells[column].text, comma.line)
		return 0, false
	case comma != nil:
		return ',', true
	case pointed != nil, unclear == nil, t.Delimiter == ',', t.sheet && strings.Contains(unclear.cells[column].text, "."): // which is kept as a number
		return '.', true
	}
	f.add(unclear.line, name, "want numbers that can be read one way only, have %q, which may have a decimal sign or groups of three; say which with decimal",
		unclear.cells[column].text)
	return 0, false
}

// oneNumber reads a cell that is a number.
func (t *Table) oneNumber(row, column int, decimal rune) (float64, error) {
	text := t.at(row, column).text
	if t.sheet {
		if x, ok := spreadsheetNumber(text); ok {
			if decimal == ',' && signOf(text) == either && strings.Contains(text, ".") {
				return 0, fmt.Errorf("want a number that can be read one way only, have %q among others with a decimal comma", text)
			}
			return x, nil
		}
	}
	x, ok := number(text, decimal)
	if !ok {
		example := "12.5"
		if decimal == ',' {
			example = "12,5"
		}
		return 0, fmt.Errorf("want a number such as %s, have %q", example, text)
	}
	return x, nil
}

// spreadsheetNumber is a number as a spreadsheet keeps it: with a point, whatever the country.
func spreadsheetNumber(text string) (float64, bool) {
	x, err := strconv.ParseFloat(text, 64)
	return x, err == nil && strings.Trim(text, "+-.0123456789eE") == ""
}

package eventlog

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"unicode"
)

// Limits on a table; the package comment tells them.
const (
	maxFile     = 16 << 20
	maxUnzipped = 48 << 20
	maxRows     = 200_000
	maxColumns  = 200
	maxCells    = 2_000_000
	maxCell     = 1000
)

// A Format is how a file is written, as far as that is not to be found out.
type Format struct {
	Delimiter rune   // between the cells of a CSV: ',', ';', '\t' or '|'; 0: found out
	Decimal   rune   // '.' or ','; 0: found out, and the point when writing
	Sheet     string // of an XLSX; "": its first

	// Titled says that lines may stand above the row that names the columns, as the title of an export: they are passed over. Else the
	// first row that is not empty names them.
	Titled bool
}

// A Table is one table, as text. It never changes after it was read.
type Table struct {
	Name      string   // what mistakes call it: its file, and of an XLSX with several sheets the sheet
	Columns   []string // the names in its first row
	Delimiter rune     // of a CSV, as found; 0 for XLSX
	Above     int      // lines that were passed over as titles
	header    int      // the line of the first row
	rows      []row
	format    Format
	sheet     bool // of a spreadsheet: numbers are numbers, dates are days
	late      bool // the spreadsheet counts days from 1904
}

type row struct {
	line  int
	cells []cell
}

// A cell is its text. Clock tells that a spreadsheet keeps a number there and shows it as a time or a date.
type cell struct {
	text  string
	clock bool
}

// Read reads a table from a file: an XLSX when it is one, else a CSV. Name is what mistakes call it. The error is
// [Mistakes].
func Read(name string, data []byte, f Format) (*Table, error) {
	if len(data) > maxFile {
		return nil, told(name, "want a file of at most %d MB, have %d bytes", maxFile>>20, len(data))
	}
	zipped := bytes.HasPrefix(data, []byte("PK\x03\x04"))
	switch {
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return nil, told(name, "want CSV or XLSX, have an old or an encrypted Excel file; save it as .xlsx without a password")
	case zipped:
		return readXLSX(name, data, f)
	case strings.EqualFold(path.Ext(name), ".xlsx"):
		return nil, told(name, "want an XLSX file, have what is none")
	}
	return readCSV(name, data, f)
}

// Len is the number of rows below the first.
func (t *Table) Len() int { return len(t.rows) }

// Line is the line of a row in its file, as an editor or a spreadsheet counts it.
func (t *Table) Line(row int) int { return t.rows[row].line }

// Cell is the text of a cell, without blanks around it; "" where a row is too short.
func (t *Table) Cell(row, column int) string { return t.at(row, column).text }

func (t *Table) at(row, column int) cell {
	if cells := t.rows[row].cells; column < len(cells) {
		return cells[column]
	}
	return cell{}
}

// same is a column's name as it is compared: in lower case, without blanks, hyphens, underscores and points.
func same(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), r == '_', r == '-', r == '.':
			return -1
		}
		return unicode.ToLower(r)
	}, name)
}

// find looks for a column by name: one that is written just so, else one that is the same. It is -1 when there is none;
// twice says that there are several.
func (t *Table) find(name string) (column int, twice bool) {
	for _, equal := range []func(other string) bool{
		func(other string) bool { return other == name },
		func(other string) bool { return same(other) == same(name) },
	} {
		if i := slices.IndexFunc(t.Columns, equal); i >= 0 {
			return i, slices.ContainsFunc(t.Columns[i+1:], equal)
		}
	}
	return -1, false
}

// column looks for a column that has to be there.
func (t *Table) column(f *findings, name string) (int, bool) {
	i, twice := t.find(name)
	switch {
	case i < 0:
		f.add(t.header, "", "want a column %q, have none; there are %s", name, t.named())
	case twice:
		f.add(t.header, "", "want one column %q, have several", name)
	}
	return i, i >= 0 && !twice
}

// named lists the columns for a message.
func (t *Table) named() string {
	names := slices.DeleteFunc(slices.Clone(t.Columns), func(name string) bool { return name == "" })
	if len(names) > 30 {
		names = append(names[:30], "...")
	}
	return strings.Join(names, ", ")
}

// A builder takes the rows of a file one by one.
type builder struct {
	*Table
	findings
	cells int
}

// add takes one row; it says false when no more can be taken.
func (b *builder) add(line int, cells []cell) bool {
	for i := range cells {
		if len(cells[i].text) > maxCell {
			b.findings.add(line, b.nameOf(i), "want a cell of at most %d bytes, have %d", maxCell, len(cells[i].text))
			cells[i].text = ""
		}
		cells[i].text = strings.TrimFunc(cells[i].text, blank)
	}
	for len(cells) > 0 && cells[len(cells)-1].text == "" {
		cells = cells[:len(cells)-1]
	}
	b.cells += len(cells)
	switch {
	case len(cells) == 0:
		return true
	case len(cells) > maxColumns:
		b.findings.add(line, "", "want at most %d columns, have %d", maxColumns, len(cells))
		return false
	case b.cells > maxCells:
		b.findings.add(line, "", "want at most %d cells, have more", maxCells)
		return false
	case b.Columns == nil && b.format.Titled && filled(cells) < 2 && b.Above < mostTitles:
		b.Above++
		return true
	case b.Columns == nil:
		b.header = line
		for _, c := range cells {
			b.Columns = append(b.Columns, c.text)
		}
		return true
	case len(b.rows) == maxRows:
		b.findings.add(line, "", "want at most %d rows, have more", maxRows)
		return false
	case len(cells) > len(b.Columns):
		b.findings.add(line, "", "want at most %d cells, as many as there are columns, have %d", len(b.Columns), len(cells))
		return true
	}
	b.rows = append(b.rows, row{line, slices.Clip(slices.Clone(cells))})
	return true
}

func filled(cells []cell) int {
	n := 0
	for _, c := range cells {
		if c.text != "" {
			n++
		}
	}
	return n
}

// blank tells what is taken off around a cell; byte order marks get into texts where files are put together.
func blank(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' }

// nameOf is the name of a column, or its number where it has none.
func (b *builder) nameOf(i int) string {
	if i < len(b.Columns) {
		return b.Columns[i]
	}
	return ""
}

// table is what came out.
func (b *builder) table() (*Table, error) {
	if b.Columns == nil && len(b.list) == 0 {
		b.findings.add(0, "", "want a table whose first row names its columns, have nothing")
	}
	if err := b.err(); err != nil {
		return nil, err
	}
	return b.Table, nil
}

package eventlog

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Rows hands out a table row by row, so that a log of any length can be read in little memory. A CSV is read as it comes;
// an XLSX is a [Table] with its limits.
//
//	rows, err := eventlog.Open("log.csv", file, eventlog.Format{})
//	for rows.Next() { rows.Cell(2) ... rows.Line() }
//	err = rows.Err()
type Rows struct {
	Name      string
	Columns   []string // the names in the first row
	Delimiter rune     // of a CSV, as found; 0 for XLSX
	Above     int      // lines above it that were passed over as titles
	csv       *csv.Reader
	meter     rowMeter
	before    int // lines before those that the reader sees
	cells     []string
	line      int
	table     *Table
	at        int
	err       error
}

// Open begins to read a table. Name is what mistakes call it. The error is [Mistakes].
func Open(name string, r io.Reader, f Format) (*Rows, error) {
	b := bufio.NewReaderSize(r, 1<<16)
	head, err := b.Peek(4)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, told(name, "want a file that can be read, have %v", err)
	}
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")) {
		return openTable(name, b, f)
	}
	return openCSV(name, b, f)
}

func openTable(name string, r io.Reader, f Format) (*Rows, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return nil, told(name, "want a file that can be read, have %v", err)
	}
	t, err := Read(name, data, f)
	if err != nil {
		return nil, err
	}
	return &Rows{Name: t.Name, Columns: t.Columns, Above: t.Above, table: t, at: -1}, nil
}

// openCSV reads the first row, in which the delimiter is found.
func openCSV(name string, b *bufio.Reader, f Format) (*Rows, error) {
	rows := &Rows{Name: name}
	rows.meter.left = maxRow
	text := decodedReader(b, &rows.meter)
	if f.Titled {
		lines := titles(text)
		rows.Above, rows.before = lines, lines
	}
	first, skipped, err := rows.meter.firstLine(text)
	if rows.meter.over {
		return nil, rows.tooLong(rows.before + skipped + 1)
	}
	if err != nil {
		return nil, told(name, "want a table whose first row names its columns, have nothing")
	}
	if strings.ContainsFunc(first, unprintable) {
		return nil, told(name, "want a table as text (CSV) or as a spreadsheet (XLSX), have what is neither")
	}
	rows.before += skipped
	if line := strings.TrimRight(first, "\r\n"); separates(line) {
		if f.Delimiter == 0 {
			f.Delimiter = rune(line[4])
		}
		rows.before++
		first = ""
	}
	if f.Delimiter == 0 {
		f.Delimiter = delimiterOf(first)
	}
	if !strings.ContainsRune(delimiters, f.Delimiter) {
		return nil, told(name, "want a delimiter that is a comma, a semicolon, a tab or a bar, have %q", f.Delimiter)
	}
	rows.Delimiter = f.Delimiter
	rows.csv = csv.NewReader(io.MultiReader(strings.NewReader(first), text))
	rows.csv.Comma, rows.csv.FieldsPerRecord, rows.csv.ReuseRecord = f.Delimiter, -1, true
	if !rows.Next() {
		if rows.err != nil {
			return nil, rows.err
		}
		return nil, told(name, "want a table whose first row names its columns, have nothing")
	}
	for i := range rows.cells {
		rows.Columns = append(rows.Columns, strings.Clone(rows.Cell(i)))
	}
	for n := len(rows.Columns); n > 0 && rows.Columns[n-1] == ""; n-- {
		rows.Columns = rows.Columns[:n-1]
	}
	if len(rows.Columns) > maxColumns {
		return nil, told(name, "want at most %d columns, have %d", maxColumns, len(rows.Columns))
	}
	return rows, nil
}

// firstLine is the first line that is not empty, and how many were before it.
func (m *rowMeter) firstLine(r *bufio.Reader) (line string, skipped int, err error) {
	for {
		m.left = maxRow
		part, err := r.ReadString('\n')
		if m.over {
			return "", skipped, err
		}
		if strings.TrimFunc(part, blank) != "" {
			return part, skipped, nil
		}
		if err != nil {
			return "", skipped, err
		}
		skipped++
	}
}

// Next goes on to the next row that is not empty; false at the end, or when the rest cannot be read.
func (r *Rows) Next() bool {
	if r.table != nil {
		r.at++
		return r.at < r.table.Len()
	}
	for r.err == nil {
		r.meter.left = maxRow
		record, err := r.csv.Read()
		if r.meter.over {
			r.err = r.tooLong(max(r.line, r.before) + 1)
			return false
		}
		if err == io.EOF {
			return false
		}
		if wrong, ok := errors.AsType[*csv.ParseError](err); ok {
			r.err = Mistakes{{File: r.Name, Line: r.before + wrong.Line, Text: "want quotes around whole cells, and two of them for one inside, have others"}}
			return false
		}
		if err != nil {
			r.err = told(r.Name, "want a file that can be read to its end, have %v", err)
			return false
		}
		line, _ := r.csv.FieldPos(0)
		r.line, r.cells = r.before+line, record
		for _, c := range record {
			if strings.TrimFunc(c, blank) != "" {
				return true
			}
		}
	}
	return false
}

// Err is why reading ended before the end; nil when it did not. It is [Mistakes].
func (r *Rows) Err() error { return r.err }

// Line is the line of the row in its file, as an editor or a spreadsheet counts it.
func (r *Rows) Line() int {
	if r.table != nil {
		return r.table.Line(r.at)
	}
	return r.line
}

// Cell is the text of a cell, without blanks around it; "" where the row is too short. It is good until the next row.
func (r *Rows) Cell(column int) string {
	if r.table != nil {
		return r.table.shown(r.at, column)
	}
	if column < 0 || column >= len(r.cells) {
		return ""
	}
	return unguarded(strings.TrimFunc(r.cells[column], blank))
}

// shown is a cell as text, a moment that a spreadsheet keeps as a number written as one.
func (t *Table) shown(row, column int) string {
	if column < 0 {
		return ""
	}
	c := t.at(row, column)
	if x, ok := spreadsheetNumber(c.text); ok && c.clock && x >= 1 {
		at, _ := t.serial(x)
		return at.Format("2006-01-02T15:04:05.000")
	}
	return c.text
}

// maxRow is how many bytes of text a row may have, its line ends and those of the lines in its quotes included.
const maxRow = 1 << 20

// A rowMeter hands out at most so much for one row, so that a line without an end, or a quote that is never closed, does not fill the memory.
type rowMeter struct {
	r    io.Reader
	left int
	over bool
}

// Read reads on within the limit.
func (m *rowMeter) Read(p []byte) (int, error) {
	if m.over = m.over || m.left <= 0; m.over {
		return 0, io.ErrUnexpectedEOF
	}
	n, err := m.r.Read(p)
	m.left -= n
	return n, err
}

// tooLong is told of a row that has no end.
func (r *Rows) tooLong(line int) error {
	return Mistakes{{File: r.Name, Line: line, Text: fmt.Sprintf("want rows of at most %d KB, have a longer one from here on; is this a table, and is every quote closed?", maxRow>>10)}}
}

// decodedReader turns UTF-16 into UTF-8, takes off a byte order mark, and old 8-bit texts for Latin 1.
func decodedReader(b *bufio.Reader, m *rowMeter) *bufio.Reader {
	head, _ := b.Peek(4)
	order, mark := wideOrder(head)
	if order != nil {
		_, _ = b.Discard(mark)
		m.r = &wide{r: b, order: order}
		return bufio.NewReader(m)
	}
	if bytes.HasPrefix(head, []byte("\xef\xbb\xbf")) {
		_, _ = b.Discard(3)
	}
	m.r = &narrow{r: b}
	return bufio.NewReaderSize(m, 1<<16)
}

// wide reads UTF-16.
type wide struct {
	r     *bufio.Reader
	order binary.ByteOrder
	rest  []byte
}

// Read hands out the text in UTF-8.
func (w *wide) Read(p []byte) (int, error) {
	for len(w.rest) == 0 {
		units := make([]uint16, 0, 2048)
		var pair [2]byte
		for len(units) < 2047 {
			if _, err := io.ReadFull(w.r, pair[:]); err != nil {
				if len(units) == 0 {
					return 0, io.EOF
				}
				break
			}
			units = append(units, w.order.Uint16(pair[:]))
			if u := units[len(units)-1]; len(units) > 2000 && (u < 0xd800 || u > 0xdbff) { // not within a pair
				break
			}
		}
		w.rest = []byte(string(utf16.Decode(units)))
	}
	n := copy(p, w.rest)
	w.rest = w.rest[n:]
	return n, nil
}

// narrow reads UTF-8, and takes a byte that is none for Latin 1, as old programs write.
type narrow struct {
	r    *bufio.Reader
	rest []byte
}

// Read hands out the text in UTF-8.
func (n *narrow) Read(p []byte) (int, error) {
	if len(n.rest) > 0 {
		k := copy(p, n.rest)
		n.rest = n.rest[k:]
		return k, nil
	}
	if _, err := n.r.Peek(1); err != nil {
		return 0, err
	}
	want := min(n.r.Buffered(), len(p))
	if want < utf8.UTFMax {
		want = min(utf8.UTFMax, n.r.Size())
	}
	buf, _ := n.r.Peek(want)
	if utf8.Valid(buf) && len(buf) <= len(p) {
		k := copy(p, buf)
		_, _ = n.r.Discard(k)
		return k, nil
	}
	var out []byte
	used := 0
	for used < len(buf) {
		r, size := utf8.DecodeRune(buf[used:])
		if r == utf8.RuneError && size <= 1 {
			if !utf8.FullRune(buf[used:]) && used > 0 && len(buf)-used < utf8.UTFMax {
				break // the rest of a rune comes with the next read
			}
			r = rune(buf[used])
		}
		out = utf8.AppendRune(out, r)
		used += max(1, size)
	}
	_, _ = n.r.Discard(used)
	k := copy(p, out)
	n.rest = out[k:]
	return k, nil
}

package eventlog

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// delimiters are those that are looked for.
const delimiters = ",;\t|"

// readCSV reads a table of text.
func readCSV(name string, data []byte, f Format) (*Table, error) {
	text, err := decoded(name, data)
	if err != nil {
		return nil, err
	}
	first := 0 // lines before those that are read
	if line, rest, _ := strings.Cut(text, "\n"); separates(strings.TrimSuffix(line, "\r")) {
		if f.Delimiter == 0 {
			f.Delimiter = rune(line[4])
		}
		text, first = rest, 1
	}
	if f.Delimiter == 0 {
		f.Delimiter = delimiterOf(text)
	}
	b := &builder{Table: &Table{Name: name, Delimiter: f.Delimiter, format: f}, findings: findings{file: name}}
	if !strings.ContainsRune(delimiters, f.Delimiter) {
		b.findings.add(0, "", "want a delimiter that is a comma, a semicolon, a tab or a bar, have %q", f.Delimiter)
		return b.table()
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = f.Delimiter, -1, true
	for {
		record, err := r.Read()
		if err == io.EOF {
			break
		}
		if wrong, ok := errors.AsType[*csv.ParseError](err); ok {
			b.findings.add(first+wrong.Line, "", "want quotes around whole cells, and two of them for one inside, have others")
			break
		}
		line, _ := r.FieldPos(0)
		cells := make([]cell, len(record))
		for i, text := range record {
			cells[i].text = unguarded(text)
		}
		if !b.add(first+line, cells) {
			break
		}
	}
	return b.table()
}

// separates tells whether a line says the delimiter, as Excel has it.
func separates(line string) bool {
	return len(line) == 5 && strings.EqualFold(line[:4], "sep=") && strings.IndexByte(delimiters, line[4]) >= 0
}

// decoded is a file as text in UTF-8, without its byte order mark.
func decoded(name string, data []byte) (string, error) {
	if order, mark := wideOrder(data); order != nil {
		data = fromUTF16(data[mark:], order)
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if bytes.IndexByte(data, 0) >= 0 {
		return "", told(name, "want a text, have what is none")
	}
	line := 1
	for rest := data; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		if r == utf8.RuneError && size <= 1 {
			return "", Mistakes{{File: name, Line: line, Text: "want a text in UTF-8, have another (in Excel: save as CSV UTF-8)"}}
		}
		if r == '\n' {
			line++
		}
		rest = rest[size:]
	}
	return string(data), nil
}

// wideOrder is the order of the bytes of a text in UTF-16, from its first four: by its mark of so many bytes or, where there is none, by
// the zeros that every other one is in the name of a column; nil: it is in another code.
func wideOrder(head []byte) (order binary.ByteOrder, mark int) {
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return binary.LittleEndian, 2
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return binary.BigEndian, 2
	}
	if len(head) < 4 {
		return nil, 0
	}
	switch zero := [4]bool{head[0] == 0, head[1] == 0, head[2] == 0, head[3] == 0}; zero {
	case [4]bool{true, false, true, false}:
		return binary.BigEndian, 0
	case [4]bool{false, true, false, true}:
		return binary.LittleEndian, 0
	}
	return nil, 0
}

// unprintable tells of a sign that no text has.
func unprintable(r rune) bool {
	return r < ' ' && !strings.ContainsRune("\t\n\v\f\r", r) || r == 0x7f
}

// fromUTF16 turns pairs of bytes in some order into UTF-8.
func fromUTF16(data []byte, order binary.ByteOrder) []byte {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return []byte(string(utf16.Decode(units)))
}

// delimiterOf is the delimiter that gives the first row that is not empty the most cells. Where none gives it several it
// is the semicolon, which leaves commas to the numbers.
func delimiterOf(text string) rune {
	var counts [len(delimiters)]int
	quoted, begun := false, false
	for _, r := range text {
		if r == '"' {
			quoted = !quoted
		}
		if quoted {
			continue
		}
		begun = begun || !blank(r)
		if r == '\n' && begun {
			break
		}
		if i := strings.IndexRune(delimiters, r); i >= 0 {
			counts[i]++
		}
	}
	best := strings.IndexByte(delimiters, ';')
	for i, n := range counts {
		if n > counts[best] {
			best = i
		}
	}
	return rune(delimiters[best])
}

// guarded is a text as a cell of a CSV, so that no spreadsheet takes it for a formula: what begins like one has an
// apostrophe before it, which reading takes off again. So has what would be taken for such a text.
func guarded(text string) string {
	if formula(text) {
		return "'" + text
	}
	return text
}

func unguarded(text string) string {
	if bare, ok := strings.CutPrefix(text, "'"); ok && formula(bare) {
		return bare
	}
	return text
}

// formula tells whether a text, apostrophes before it left out, begins like a formula, or would say the delimiter.
func formula(text string) bool {
	text = strings.TrimLeft(text, "'")
	return text != "" && strings.IndexByte("=+-@", text[0]) >= 0 || separates(text)
}

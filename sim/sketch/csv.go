package sketch

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Mistake is one thing that is wrong in a table, with its row and column, from 1. Column 0 is the whole row, row 0 the
// whole table.
type Mistake struct {
	File        string
	Row, Column int
	Heading     string
	Text        string
}

// Error is the mistake on one line: "file:row:column: heading: want ..., have ...".
func (m Mistake) Error() string {
	at := m.File
	if m.Row > 0 {
		at += fmt.Sprintf(":%d", m.Row)
	}
	if m.Column > 0 {
		at += fmt.Sprintf(":%d", m.Column)
	}
	if m.Heading != "" {
		at += ": " + m.Heading
	}
	return at + ": " + m.Text
}

// A heading is one column that is understood.
type heading struct {
	name     string
	also     []string // other words for it, in English and Dutch
	required bool
	set      func(p *Station, text, unit string) error // of a cell that is not empty
}

var headings = []heading{
	{name: "station", also: []string{"name", "naam", "machine"}, required: true},
	{name: "cycle", also: []string{"cycle time", "cycletime", "cyclus", "cyclustijd"}, required: true, set: setTime(func(p *Station) *float64 { return &p.Cycle })},
	{name: "operators", also: []string{"operator", "people", "mensen", "personen"}, set: func(p *Station, text, _ string) error {
		x, err := number(text)
		if err == nil && (x > mostPeople || x > 1 && x != float64(int(x))) {
			err = fmt.Errorf("want a whole number of people, or below 1 the share of each cycle that one is needed, have %q", text)
		}
		p.Operators = x
		return err
	}},
	{name: "buffer", also: []string{"buffer after", "places", "plaatsen"}, set: func(p *Station, text, _ string) (err error) {
		p.Buffer, err = whole(text, mostPlaces)
		return err
	}},
	{name: "mtbf", also: []string{"uptime"}, set: setTime(func(p *Station) *float64 { return &p.MTBF })},
	{name: "mttr", also: []string{"repair", "reparatie"}, set: setTime(func(p *Station) *float64 { return &p.MTTR })},
	{name: "scrap", also: []string{"uitval"}, set: func(p *Station, text, unit string) (err error) {
		p.Scrap, err = share(text, unit == "%")
		return err
	}},
}

func setTime(field func(*Station) *float64) func(*Station, string, string) error {
	return func(p *Station, text, unit string) (err error) {
		*field(p), err = above(text, unit)
		return err
	}
}

// A columnOf is a column of a table that is understood, and the unit its heading names.
type columnOf struct {
	*heading
	at      int
	written string // the heading as it stands in the file
	unit    string
}

// withUnit is a heading with its unit: "cycle (s)", "cycle_s", "mtbf [h]", "scrap %".
var withUnit = regexp.MustCompile(`^(.*?)(?:[\s_]+|\s*[\[(]\s*)(%|[\pL]+)\s*[\])]?$`)

const mostBytes = 4 << 20

// A table is one that is being read.
type table struct {
	file    string
	columns []columnOf
	wrong   []error
}

func (t *table) tell(row, column int, heading, format string, args ...any) {
	t.wrong = append(t.wrong, Mistake{t.file, row, column, heading, fmt.Sprintf(format, args...)})
}

// ReadCSV takes the stations of a line from a table: a row for each, in order of work, under the headings station, cycle,
// operators, buffer (places between it and the next), and if they are known mtbf, mttr and scrap. Numbers may have a
// decimal comma, columns a semicolon or a tab between them; units stand in the heading or with the value. All that is
// wrong is told at once, each a [Mistake]. Columns that are not understood are returned.
func (s *Sketch) ReadCSV(file string, r io.Reader) (unused []string, err error) {
	text, err := io.ReadAll(io.LimitReader(r, mostBytes+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	t := &table{file: file}
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	switch {
	case len(text) > mostBytes:
		return nil, Mistake{File: file, Text: "want a table of at most 4 MB"}
	case !utf8.Valid(text):
		return nil, Mistake{File: file, Text: "want a text in UTF-8; save the table as \"CSV UTF-8\""}
	}
	rows := t.rows(text)
	if len(rows) == 0 {
		return nil, errors.Join(append(t.wrong, Mistake{File: file, Text: "want a row of headings, such as station;cycle;operators;buffer, have nothing"})...)
	}
	unused = t.head(rows[0])
	if len(t.wrong) > 0 {
		return nil, errors.Join(t.wrong...)
	}
	s.Source, s.Stations = file, nil
	for _, row := range rows[1:] {
		t.station(s, row)
	}
	if n := len(s.Stations); len(t.wrong) == 0 && (n == 0 || n > mostStations) {
		t.tell(0, 0, "", "want 1 to %d stations, have %d", mostStations, n)
	}
	if len(t.wrong) > 0 {
		return nil, errors.Join(t.wrong...)
	}
	return unused, s.fillIn(t)
}

// A row is the cells of one line of the file.
type row struct {
	at    int
	cells []string
}

// rows takes a text apart at whichever of semicolon, tab and comma its first line has most; rows without anything in them
// are left out.
func (t *table) rows(text []byte) []row {
	first, _, _ := bytes.Cut(text, []byte("\n"))
	separator := slices.MaxFunc([]rune{';', '\t', ','}, func(a, b rune) int {
		return cmp.Compare(bytes.Count(first, []byte(string(a))), bytes.Count(first, []byte(string(b))))
	})
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.TrimLeadingSpace = separator, -1, true
	var rows []row
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows
		}
		if wrong, ok := errors.AsType[*csv.ParseError](err); ok {
			t.tell(wrong.Line, 0, "", "want cells with quotes in pairs around them, have %v", wrong.Err)
			return rows
		}
		if err != nil {
			t.tell(0, 0, "", "%v", err)
			return rows
		}
		line, _ := r.FieldPos(0)
		if slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" }) {
			rows = append(rows, row{line, cells})
		}
	}
}

// head reads the headings, and returns those that are not understood.
func (t *table) head(first row) (unused []string) {
	for i, written := range first.cells {
		h, unit := find(written)
		switch {
		case h == nil && strings.TrimSpace(written) == "":
		case h == nil:
			unused = append(unused, strings.TrimSpace(written))
		case slices.ContainsFunc(t.columns, func(c columnOf) bool { return c.heading == h }):
			t.tell(first.at, i+1, "", "want each column once, have %s twice", h.name)
		default:
			t.columns = append(t.columns, columnOf{h, i, strings.TrimSpace(written), unit})
		}
	}
	for i := range headings {
		if h := &headings[i]; h.required && !t.has(h.name) {
			t.tell(first.at, 0, "", "want a column %s, have %s", h.name, strings.Join(first.cells, ", "))
		}
	}
	if t.has("mtbf") != t.has("mttr") {
		t.tell(first.at, 0, "", "want mtbf and mttr, or neither, have one of them")
	}
	return unused
}

func (t *table) has(name string) bool {
	return slices.ContainsFunc(t.columns, func(c columnOf) bool { return c.name == name })
}

// find looks a heading up, with and without a unit behind it.
func find(written string) (*heading, string) {
	text := strings.ToLower(strings.TrimSpace(written))
	for i := range headings {
		h := &headings[i]
		if text == h.name || slices.Contains(h.also, text) {
			return h, ""
		}
		if m := withUnit.FindStringSubmatch(text); m != nil && (strings.TrimSpace(m[1]) == h.name || slices.Contains(h.also, strings.TrimSpace(m[1]))) {
			if unit, ok := units[m[2]]; ok {
				return h, unit
			}
			if m[2] == "%" {
				return h, "%"
			}
		}
	}
	return nil, ""
}

// station reads one row.
func (t *table) station(s *Sketch, r row) {
	var p Station
	before := len(t.wrong)
	for _, c := range t.columns {
		text := ""
		if c.at < len(r.cells) {
			text = strings.TrimSpace(r.cells[c.at])
		}
		switch {
		case c.name == "station":
			p.Title, p.Name = text, Name(text)
		case text == "" && c.required:
			t.tell(r.at, c.at+1, c.written, "want a value, have nothing")
		case text == "":
		default:
			if err := c.set(&p, text, c.unit); err != nil {
				t.tell(r.at, c.at+1, c.written, "%v", err)
			}
		}
	}
	if (p.MTBF == 0) != (p.MTTR == 0) && len(t.wrong) == before {
		t.tell(r.at, 0, p.Title, "want both mtbf and mttr, or neither, have one of them")
	}
	if err := s.add(p); err != nil {
		t.tell(r.at, 1+t.columns[slices.IndexFunc(t.columns, func(c columnOf) bool { return c.name == "station" })].at, "station", "%v", err)
	}
}

// fillIn answers what the table does not say: columns that are missing are guessed, and people are counted.
func (s *Sketch) fillIn(t *table) error {
	for i := range Questions {
		q := &Questions[i]
		missing := map[string]string{"operators": "operators", "buffers": "buffer", "failures": "mtbf"}[q.Key]
		if missing != "" && !t.has(missing) {
			if q.Key == "operators" {
				for i := range s.Stations {
					s.Stations[i].Operators = 1
				}
			}
			if err := q.TakeGuess(s); err != nil {
				return err
			}
		}
	}
	if t.has("operators") {
		s.Crew = s.sumOfHands()
		s.guess("crew")
	}
	return nil
}

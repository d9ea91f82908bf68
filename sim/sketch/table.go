package sketch

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"tweeling/sim/eventlog"
)

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

// A table is one that is being read.
type table struct {
	*eventlog.Table
	columns []columnOf
	wrong   eventlog.Mistakes
}

func (t *table) tell(line int, heading, format string, args ...any) {
	t.wrong = append(t.wrong, eventlog.Mistake{File: t.Name, Line: line, Column: heading, Text: fmt.Sprintf(format, args...)})
}

// ReadTable takes the stations of a line from a table, CSV or XLSX: a row for each, in order of work, under the headings
// station, cycle, operators, buffer (places between it and the next), and if they are known mtbf, mttr and scrap. Numbers
// may have a decimal comma; units stand in the heading or with the value. All that is wrong is told at once, as
// [eventlog.Mistakes]. Columns that are not understood are returned.
func (s *Sketch) ReadTable(file string, data []byte) (unused []string, err error) {
	read, err := eventlog.Read(file, data, eventlog.Format{})
	if err != nil {
		return nil, err
	}
	t := &table{Table: read}
	unused = t.head()
	if len(t.wrong) > 0 {
		return nil, t.wrong
	}
	s.Source, s.Stations = file, nil
	for row := range t.Len() {
		t.station(s, row)
	}
	if n := len(s.Stations); len(t.wrong) == 0 && (n == 0 || n > mostStations) {
		t.tell(0, "", "want 1 to %d stations, have %d", mostStations, n)
	}
	if len(t.wrong) > 0 {
		return nil, t.wrong
	}
	return unused, s.fillIn(t)
}

// head reads the headings, and returns those that are not understood.
func (t *table) head() (unused []string) {
	for i, written := range t.Columns {
		h, unit := find(written)
		switch {
		case h == nil && strings.TrimSpace(written) == "":
		case h == nil:
			unused = append(unused, strings.TrimSpace(written))
		case slices.ContainsFunc(t.columns, func(c columnOf) bool { return c.heading == h }):
			t.tell(0, written, "want each column once, have %s twice", h.name)
		default:
			t.columns = append(t.columns, columnOf{h, i, strings.TrimSpace(written), unit})
		}
	}
	for i := range headings {
		if h := &headings[i]; h.required && !t.has(h.name) {
			t.tell(0, "", "want a column %s, have %s", h.name, strings.Join(t.Columns, ", "))
		}
	}
	if t.has("mtbf") != t.has("mttr") {
		t.tell(0, "", "want mtbf and mttr, or neither, have one of them")
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
func (t *table) station(s *Sketch, row int) {
	var p Station
	before, line := len(t.wrong), t.Line(row)
	for _, c := range t.columns {
		text := t.cell(row, c.at)
		switch {
		case c.name == "station":
			p.Title, p.Name = text, Name(text)
		case text == "" && c.required:
			t.tell(line, c.written, "want a value, have nothing")
		case text == "":
		default:
			if err := c.set(&p, text, c.unit); err != nil {
				t.tell(line, c.written, "%v", err)
			}
		}
	}
	if (p.MTBF == 0) != (p.MTTR == 0) && len(t.wrong) == before {
		t.tell(line, "", "want both mtbf and mttr of %s, or neither, have one of them", p.Title)
	}
	if err := s.add(p); err != nil {
		t.tell(line, t.columns[slices.IndexFunc(t.columns, func(c columnOf) bool { return c.name == "station" })].written, "%v", err)
	}
}

// cell is the text of a cell. A spreadsheet keeps numbers with a point, of which none is between thousands; one decimal
// more says so.
func (t *table) cell(row, column int) string {
	text := strings.TrimSpace(t.Cell(row, column))
	if t.Delimiter == 0 && decimal.MatchString(text) && strings.Contains(text, ".") {
		text += "0"
	}
	return text
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

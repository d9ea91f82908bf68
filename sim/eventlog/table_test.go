package eventlog_test

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"tweeling/sim/eventlog"
)

func read(t *testing.T, text string, f eventlog.Format) *eventlog.Table {
	t.Helper()
	table, err := eventlog.Read("times.csv", []byte(text), f)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// seconds is a column of times as text: "key value@line" for each.
func seconds(values []eventlog.Value) string {
	var list []string
	for _, v := range values {
		list = append(list, strings.TrimSpace(fmt.Sprintf("%s %v@%d", v.Key, v.X, v.Line)))
	}
	return strings.Join(list, ", ")
}

func TestTimes(t *testing.T) {
	utf16le := []byte("\xff\xfe")
	for _, u := range utf16.Encode([]rune("part;press_s\na;12,5\n")) {
		utf16le = append(utf16le, byte(u), byte(u>>8))
	}
	for _, c := range []struct {
		name, text        string
		key, column, unit string
		format            eventlog.Format
		want              string
	}{
		{"plain", "part,press_s\na,12.5\nb,9\n", "part", "press_s", "", eventlog.Format{}, "a 12.5@2, b 9@3"},
		{"without a key", "part,press_s\na,12.5\nb,9\n", "", "press_s", "", eventlog.Format{}, "12.5@2, 9@3"},
		{"mark, Windows lines, semicolons, commas", "\xef\xbb\xbfPart;Press_s\r\na;12,5\r\nb;1.234,5\r\n", "part", "press_s", "", eventlog.Format{}, "a 12.5@2, b 1234.5@3"},
		{"UTF-16", string(utf16le), "part", "press_s", "", eventlog.Format{}, "a 12.5@2"},
		{"UTF-16 without its mark", string(utf16le[2:]), "part", "press_s", "", eventlog.Format{}, "a 12.5@2"},
		{"sep= of Excel", "sep=|\npart|press_s\na|7\n", "part", "press_s", "", eventlog.Format{}, "a 7@3"},
		{"tabs", "part\tpress_ms\na\t1500\n", "part", "press_ms", "", eventlog.Format{}, "a 1.5@2"},
		{"minutes", "part,Press (min)\na,1.5\n", "part", "press (min)", "", eventlog.Format{}, "a 90@2"},
		{"hours by unit", "part,uptime\na,2\n", "part", "uptime", "h", eventlog.Format{}, "a 7200@2"},
		{"unit given and in the name", "part,uptime_h\na,2\n", "part", "uptime_h", "h", eventlog.Format{}, "a 7200@2"},
		{"cells with units", "part,press\na,1m30s\nb,500ms\n", "part", "press", "", eventlog.Format{}, "a 90@2, b 0.5@3"},
		{"clock", "part,press\na,0:01:30\nb,100:00:00.5\n", "part", "press", "", eventlog.Format{}, "a 90@2, b 360000.5@3"},
		{"exponent", "press_s\n1.5E2\n", "", "press_s", "", eventlog.Format{}, "150@2"},
		{"one column with commas", "press_s\n12,5\n3\n", "", "press_s", "", eventlog.Format{}, "12.5@2, 3@3"},
		{"empty rows and cells", "\n\npart,press_s,x\n,,\na,1\n\nb,,2\nc,3,\n", "part", "press_s", "", eventlog.Format{}, "a 1@5, c 3@8"},
		{"quotes and line breaks", "part,press_s\n\"a, \"\"b\"\"\nc\",1\nd,2\n", "part", "press_s", "", eventlog.Format{}, "a, \"b\"\nc 1@2, d 2@4"},
		{"three figures after a comma delimiter", "press_s,part\n1.234,a\n", "part", "press_s", "", eventlog.Format{}, "a 1.234@2"},
		{"three figures after no whole", "press_s;part\n0,250;a\n1,234;b\n", "part", "press_s", "", eventlog.Format{}, "a 0.25@2, b 1.234@3"},
		{"three figures, told", "press_s;part\n1,234;b\n", "part", "press_s", "", eventlog.Format{Decimal: ','}, "b 1.234@2"},
		{"three figures, told otherwise", "press_s;part\n1,234;b\n", "part", "press_s", "", eventlog.Format{Decimal: '.'}, "b 1234@2"},
		{"groups by blanks and apostrophes", "press_s;x\n1 234,5;\n1'234,5;\n1\u202f234\u00a0567,5;\n", "", "press_s", "", eventlog.Format{}, "1234.5@2, 1234.5@3, 1.2345675e+06@4"},
		{"a column named twice, asked for as written", "Press_s,press_s\n1,2\n", "", "press_s", "", eventlog.Format{}, "2@2"},
		{"apostrophe before what looks like a formula", "part,press_s\n'=a,1\n'a,2\n", "part", "press_s", "", eventlog.Format{}, "=a 1@2, 'a 2@3"},
		{"delimiter told", "part;a,b\n\"x\";1,2\n", "part;a", "b", "s", eventlog.Format{Delimiter: ','}, "x;1 2@2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.name == "delimiter told" {
				c.text = "part;a,b\nx;1,2\n"
			}
			values, err := read(t, c.text, c.format).Times(c.key, c.column, c.unit)
			if err != nil {
				t.Fatal(err)
			}
			if have := seconds(values); have != c.want {
				t.Errorf("want %s, have %s", c.want, have)
			}
		})
	}
}

func TestMistakes(t *testing.T) {
	for _, c := range []struct {
		name, text        string
		key, column, unit string
		want              []string
	}{
		{"nothing", "", "", "a", "", []string{"times.csv: want a table whose first row names its columns, have nothing"}},
		{"blank", "\n , \n", "", "a", "", []string{"times.csv: want a table whose first row names its columns, have nothing"}},
		{"no such column", "part,press_s\na,1\n", "partt", "cycle_s", "",
			[]string{`times.csv:1: want a column "partt", have none; there are part, press_s`, `times.csv:1: want a column "cycle_s", have none; there are part, press_s`}},
		{"column twice", "press_s,press_s\n1,2\n", "", "press_s", "", []string{`times.csv:1: want one column "press_s", have several`}},
		{"all cells at once", "part,press_s\na,x1\nb,12.5.1\n,3\nc,-1\nd,1e300\n", "part", "press_s", "", []string{
			`times.csv:2: press_s: want a time with its unit (ms s m h d w mo y), such as "12s" or "1h30m", have "x1"`,
			`times.csv:3: press_s: want a number such as 12.5, have "12.5.1"`,
			`times.csv:4: part: want what the row is about, have nothing`,
			`times.csv:5: press_s: want a time from 0s to 200y, have "-1"`,
			`times.csv:6: press_s: want a time from 0s to 200y, have "1e300"`}},
		{"no unit", "press\n12\n", "", "press", "", []string{`times.csv:2: press: want a time with its unit, such as "12s", or a unit in the column's name, such as press_s, or in unit; have "12"`}},
		{"strange unit", "press\n12\n", "", "press", "week", []string{`times.csv: want one of the units ms s m h d, have "week"`}},
		{"other unit", "press_s\n12\n", "", "press_s", "h", []string{`times.csv:1: press_s: want the unit "h" that is given, have "s" in the column's name`}},
		{"both signs", "a;press_s\n;12,5\n;12.5\n", "", "press_s", "", []string{`times.csv:3: press_s: want one decimal sign in a column, have both: "12.5" here and "12,5" in row 2; say which with decimal`}},
		{"either sign", "a;press_s\n;7\n;1.234\n", "", "press_s", "", []string{`times.csv:3: press_s: want numbers that can be read one way only, have "1.234", which may have a decimal sign or groups of three; say which with decimal`}},
		{"empty column", "part,press_s\na,\n", "part", "press_s", "", []string{`times.csv:1: press_s: want at least one value in the column, have none`}},
		{"too many cells", "a,press_s\n1,2,3\n", "", "press_s", "", []string{`times.csv:2: want at most 2 cells, as many as there are columns, have 3`}},
		{"quotes", "a,b\n1,\"2\"x\n", "", "a", "s", []string{`times.csv:2: want quotes around whole cells, and two of them for one inside, have others`}},
		{"not UTF-8", "a,b\n1,2\ncaf\xe9,3\n", "", "b", "s", []string{`times.csv:3: want a text in UTF-8, have another (in Excel: save as CSV UTF-8)`}},
		{"no text", "a,b\n1,\x002\n", "", "b", "s", []string{`times.csv: want a text, have what is none`}},
		{"old Excel", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "", "b", "s", []string{`times.csv: want CSV or XLSX, have an old or an encrypted Excel file; save it as .xlsx without a password`}},
		{"a zip of something else", "PK\x03\x04 and so on", "", "b", "s", []string{`times.csv: want an XLSX file, have one that cannot be read: zip: not a valid zip file`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			table, err := eventlog.Read("times.csv", []byte(c.text), eventlog.Format{})
			if err == nil {
				_, err = table.Times(c.key, c.column, c.unit)
			}
			if err == nil {
				t.Fatal("want mistakes, have none")
			}
			if d := cmp.Diff(c.want, strings.Split(err.Error(), "\n")); d != "" {
				t.Error(d)
			}
		})
	}
}

// What is too large is refused as soon as it is seen to be.
func TestLimits(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"file", strings.Repeat("a", 16<<20+1), "want a file of at most 16 MB"},
		{"columns", strings.Repeat("a,", 200) + "a\n", "t.csv:1: want at most 200 columns, have 201"},
		{"rows", "a\n" + strings.Repeat("1\n", 200_001), "t.csv:200002: want at most 200000 rows, have more"},
		{"cells", strings.Repeat("a,", 199) + "a\n" + strings.Repeat(strings.Repeat("1,", 199)+"1\n", 10_000), "want at most 2000000 cells, have more"},
		{"cell", "a,b\n1," + strings.Repeat("x", 1001) + "\n", "t.csv:2: b: want a cell of at most 1000 bytes, have 1001"},
		{"mistakes", "press_s\n" + strings.Repeat("x\n", 1000), "there is more; these are the first 100"},
	} {
		t.Run(c.name, func(t *testing.T) {
			table, err := eventlog.Read("t.csv", []byte(c.text), eventlog.Format{})
			if err == nil {
				_, err = table.Times("", "press_s", "")
			}
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("want %q, have %.300v", c.want, err)
			}
			if mistakes, ok := err.(eventlog.Mistakes); !ok || len(mistakes) > 101 { //nolint:errorlint // it is never wrapped
				t.Errorf("want at most 101 mistakes, have %T of %d", err, len(mistakes))
			}
		})
	}
}

func TestNumbers(t *testing.T) {
	values, err := read(t, "part;scrap\na;0,02\nb;1.000,5\n", eventlog.Format{}).Numbers("part", "scrap")
	if have := seconds(values); err != nil || have != "a 0.02@2, b 1000.5@3" {
		t.Errorf("have %s, %v", have, err)
	}
}

func TestUnitOf(t *testing.T) {
	for column, want := range map[string]string{
		"press_s": "s", "press_ms": "ms", "press_m": "m", "press_h": "h", "Press (min)": "m", "press [sec]": "s", "takt_d": "d", "PRESS_S": "s",
		"press": "", "pressms": "", "s": "", "dress": "", "press_kg": "",
	} {
		if have := eventlog.UnitOf(column); have != want {
			t.Errorf("%s: want %q, have %q", column, want, have)
		}
	}
}

// What is written is read as it was, in every format.
func TestRoundTrip(t *testing.T) {
	sheet := ordersSheet()
	for name, f := range map[string]eventlog.Format{"point": {}, "comma": {Decimal: ','}, "tabs": {Delimiter: '\t'}, "xlsx": {Sheet: "Orders"}} {
		var b bytes.Buffer
		var err error
		if name == "xlsx" {
			err = eventlog.WriteXLSX(&b, eventlog.Sheet{Name: "First", Columns: []string{"a"}}, sheet)
		} else {
			err = eventlog.WriteCSV(&b, sheet, f)
		}
		if err != nil {
			t.Fatal(err)
		}
		table, err := eventlog.Read("back."+name, b.Bytes(), eventlog.Format{Sheet: f.Sheet})
		if err != nil {
			t.Fatal(err)
		}
		orders, err := table.Orders()
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(wantOrders(), orders.Orders); d != "" {
			t.Errorf("%s: %s", name, d)
		}
		if d := cmp.Diff([]string{"Cycle_s", "note"}, orders.Unused); d != "" {
			t.Errorf("%s: unused: %s", name, d)
		}
		times, err := table.Times("number", "cycle_s", "")
		if have := seconds(times); err != nil || have != "=1+1 90.25@2, W-2 1234.5@3" {
			t.Errorf("%s: have %s, %v", name, have, err)
		}
	}
}

// The same tables give the same bytes.
func TestXLSXIsTheSameEachTime(t *testing.T) {
	var first []byte
	for range 5 {
		var b bytes.Buffer
		if err := eventlog.WriteXLSX(&b, ordersSheet(), eventlog.Sheet{Name: "Second", Columns: []string{"a"}, Rows: [][]any{{1.5}}}); err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = b.Bytes()
		}
		if !bytes.Equal(first, b.Bytes()) {
			t.Fatal("want the same bytes")
		}
	}
}

func TestWhatCannotBeWritten(t *testing.T) {
	one := []string{"a"}
	for name, c := range map[string]struct {
		sheet eventlog.Sheet
		want  string
	}{
		"no columns":    {eventlog.Sheet{Name: "x"}, "want 1 to 200 columns"},
		"a longer row":  {eventlog.Sheet{Name: "x", Columns: one, Rows: [][]any{{1, 2}}}, "want at most 1 cells, have 2 in row 2"},
		"a long cell":   {eventlog.Sheet{Name: "x", Columns: one, Rows: [][]any{{strings.Repeat("x", 1001)}}}, "in row 2, column a"},
		"another thing": {eventlog.Sheet{Name: "x", Columns: one, Rows: [][]any{{[]int{1}}}}, "want a text, a number, a time or nothing in a cell, have []int"},
	} {
		for way, write := range map[string]func(*bytes.Buffer) error{
			"CSV": func(b *bytes.Buffer) error { return eventlog.WriteCSV(b, c.sheet, eventlog.Format{}) }, "XLSX": func(b *bytes.Buffer) error { return eventlog.WriteXLSX(b, c.sheet) },
		} {
			if err := write(new(bytes.Buffer)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s as %s: want %q, have %v", name, way, c.want, err)
			}
		}
	}
	for name, sheets := range map[string][]eventlog.Sheet{
		"none": nil, "twice": {{Name: "x", Columns: one}, {Name: "x", Columns: one}}, "name": {{Name: "a/b", Columns: one}},
	} {
		if err := eventlog.WriteXLSX(new(bytes.Buffer), sheets...); err == nil {
			t.Errorf("%s: want a mistake, have none", name)
		}
	}
	var b bytes.Buffer
	cells := []any{math.NaN(), math.Inf(1), nil, true, int64(-3), 1e-9, at("2026-03-01 06:00:00.250")}
	if err := eventlog.WriteCSV(&b, eventlog.Sheet{Columns: []string{"a", "b", "c", "d", "e", "f", "g"}, Rows: [][]any{cells}}, eventlog.Format{Decimal: ','}); err != nil {
		t.Fatal(err)
	}
	if want := "a;b;c;d;e;f;g\n;;;true;-3;0,000000001;2026-03-01 06:00:00.25\n"; b.String() != want {
		t.Errorf("want %q, have %q", want, b.String())
	}
}

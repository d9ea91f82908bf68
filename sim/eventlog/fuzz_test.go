package eventlog_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tweeling/sim/eventlog"
)

// judge reads whatever it is given and says what must hold: mistakes with their place, or a table; the same each time;
// and what was read can be written and read again.
func judge(t *testing.T, name string, data []byte, f eventlog.Format) {
	t.Helper()
	table, err := eventlog.Read(name, data, f)
	again, err2 := eventlog.Read(name, data, f)
	if d := cmp.Diff(outcome(table, err), outcome(again, err2)); d != "" {
		t.Fatalf("want the same each time:\n%s", d)
	}
	if !fine(t, err) {
		return
	}
	for _, column := range table.Columns {
		_, err := table.Times("", column, "")
		fine(t, err)
		_, err = table.Numbers(table.Columns[0], column)
		fine(t, err)
	}
	_, err = table.Orders()
	fine(t, err)
	_, err = table.ChangeMatrix("m")
	fine(t, err)
	_, err = table.Operations("")
	fine(t, err)
	_, err = table.Changes(table.Columns[0], table.Columns[len(table.Columns)-1], table.Columns[0], "")
	fine(t, err)
	if table.Len() > 0 {
		_, err = table.Where(map[string]string{table.Columns[0]: table.Cell(0, 0)})
		fine(t, err)
	}
	sheet := eventlog.Sheet{Columns: table.Columns}
	for i := range table.Len() {
		cells := make([]any, len(table.Columns))
		for k := range cells {
			cells[k] = table.Cell(i, k)
		}
		sheet.Rows = append(sheet.Rows, cells)
	}
	var b bytes.Buffer
	if err := eventlog.WriteCSV(&b, sheet, eventlog.Format{Delimiter: ';'}); err != nil {
		t.Fatal(err)
	}
	written, err := eventlog.Read("again.csv", b.Bytes(), eventlog.Format{Delimiter: ';'})
	if err != nil {
		t.Fatalf("want what was written to be read, have %v in\n%q", err, b.String())
	}
	if d := cmp.Diff(texts(table), texts(written)); d != "" {
		t.Fatalf("want the same written and read again:\n%s", d)
	}
}

// fine tells whether there was no error, and sees to it that one has what it promises.
func fine(t *testing.T, err error) bool {
	t.Helper()
	if err == nil {
		return true
	}
	mistakes, ok := errors.AsType[eventlog.Mistakes](err)
	if !ok || len(mistakes) == 0 || len(mistakes) > 101 {
		t.Fatalf("want 1 to 101 mistakes, have %T of %d", err, len(mistakes))
	}
	for _, m := range mistakes {
		if m.File == "" || m.Line < 0 || m.Text == "" {
			t.Fatalf("want a place and a text, have %+v", m)
		}
	}
	return false
}

func outcome(t *eventlog.Table, err error) []string {
	if err != nil {
		return []string{err.Error()}
	}
	return texts(t)
}

// texts is a table as texts. Line ends within cells are as CSV keeps them.
func texts(t *eventlog.Table) []string {
	list := []string{strings.Join(t.Columns, "\x1f")}
	for i := range t.Len() {
		var cells []string
		for k := range t.Columns {
			cells = append(cells, t.Cell(i, k))
		}
		list = append(list, strings.Join(cells, "\x1f"))
	}
	for i := range list {
		list[i] = strings.ReplaceAll(list[i], "\r\n", "\n")
	}
	return list
}

func FuzzCSV(f *testing.F) {
	for _, text := range []string{
		"part,press_s\na,12.5\nb,9\n", "\xef\xbb\xbfPart;Press_s\r\na;12,5\r\nb;1.234,5\r\n", "sep=|\npart|press_s\na|7\n",
		"number,product,quantity,release,due\n1,a,10,2026-03-01,2-3-2026\n2,a,1,,20260304 06:30\n", "\xff\xfea\x00;\x00", "a,b\n\"x\"\"y\n\",0:01:30\n",
		"Ordernummer\tArtikel\tAantal\n1\tx\t1.000\n", "press_s\n1e400\n12s\n-\n1 234,5\n'=1\n",
	} {
		f.Add([]byte(text), uint8(0))
	}
	f.Fuzz(func(t *testing.T, data []byte, how uint8) {
		f := eventlog.Format{Delimiter: []rune{0, ',', ';', '\t', '|', 'x', 0, 0}[how&7], Decimal: []rune{0, '.', ',', 'x'}[how>>3&3]}
		judge(t, "fuzz.csv", data, f)
	})
}

// FuzzXLSX is given the parts of a spreadsheet that hold what people write, since a changed zip is hardly ever one.
func FuzzXLSX(f *testing.F) {
	var b bytes.Buffer
	if err := eventlog.WriteXLSX(&b, ordersSheet()); err != nil {
		f.Fatal(err)
	}
	parts := unzip(f, b.Bytes())
	const sheet, strs, styles, book = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
	f.Add(parts[sheet], parts[strs], parts[styles], parts[book])
	f.Add([]byte(`<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>press_s</t></is></c></row><row r="3"><c r="A3"><v>1.5</v></c><c r="C3"/></row></sheetData></worksheet>`),
		parts[strs], parts[styles], parts[book])
	f.Fuzz(func(t *testing.T, a, b, c, d []byte) {
		changed := maps.Clone(parts)
		changed[sheet], changed[strs], changed[styles], changed[book] = a, b, c, d
		judge(t, "fuzz.xlsx", zipped(t, changed), eventlog.Format{})
	})
}

func FuzzZip(f *testing.F) {
	var b bytes.Buffer
	if err := eventlog.WriteXLSX(&b, ordersSheet()); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) { judge(t, "fuzz.xlsx", data, eventlog.Format{}) })
}

func unzip(t testing.TB, data []byte) map[string][]byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string][]byte{}
	for _, file := range r.File {
		part, err := r.Open(file.Name)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if _, err := b.ReadFrom(part); err != nil {
			t.Fatal(err)
		}
		parts[file.Name] = b.Bytes()
	}
	return parts
}

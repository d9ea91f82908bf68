package eventlog_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"os"
	"strings"
	"testing"

	"tweeling/sim/eventlog"
)

// changed is a spreadsheet with one part replaced.
func changed(t *testing.T, name string, change func([]byte) []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := eventlog.WriteXLSX(&b, ordersSheet()); err != nil {
		t.Fatal(err)
	}
	parts := unzip(t, b.Bytes())
	if parts[name] == nil {
		t.Fatalf("want a part %s", name)
	}
	parts[name] = change(parts[name])
	return zipped(t, parts)
}

// lying is a zip whose directory says another size of every part.
func lying(data []byte, size uint32) []byte {
	directory := []byte("PK\x01\x02")
	for i := bytes.Index(data, directory); i >= 0 && i+46 < len(data); {
		binary.LittleEndian.PutUint32(data[i+24:], size)
		next := bytes.Index(data[i+4:], directory)
		if next < 0 {
			break
		}
		i += 4 + next
	}
	return data
}

// A file that would become far larger than it is, says so falsely, or has its cells far apart is refused before it does
// harm, and nothing is left on the disk.
func TestBombs(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	const sheet = "xl/worksheets/sheet1.xml"
	spaces := func(n int) func([]byte) []byte {
		return func(text []byte) []byte { return append(text, bytes.Repeat([]byte(" "), n)...) }
	}
	cells := func(text string) func([]byte) []byte {
		return func([]byte) []byte {
			return []byte(`<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row>` + text + `</sheetData></worksheet>`)
		}
	}
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"large":      {changed(t, sheet, spaces(60<<20)), "want an XLSX file of at most 48 MB unzipped, have more"},
		"says small": {lying(changed(t, sheet, spaces(60<<20)), 1000), "want an XLSX file, have one that cannot be read"},
		"says large": {lying(changed(t, sheet, spaces(10)), 1<<31), "want an XLSX file of at most 48 MB unzipped, have more"},
		"far row":    {changed(t, sheet, cells(`<row r="900000000"><c r="A900000000"><v>1</v></c></row>`)), "want at most 200000 rows, have more"},
		"far column": {changed(t, sheet, cells(`<row r="3"><c r="XFD3"><v>1</v></c></row>`)), "orders.xlsx:3: want at most 200 columns, have 16384"},
		"many texts": {changed(t, "xl/sharedStrings.xml", func([]byte) []byte { return bytes.Repeat([]byte("<si/>"), 9_000_000) }), "want an XLSX file of at most 2000000 tags"},
		"long text":  {changed(t, sheet, cells(`<row r="2"><c r="A2" t="str"><v>`+strings.Repeat("x", 1001)+`</v></c></row>`)), "orders.xlsx:2: 1: want a cell of at most 1000 bytes"},
		"not closed": {changed(t, sheet, cells(`<row r="2"><c r="A2"`)), ""},
		"no sheet": {changed(t, "xl/workbook.xml", func([]byte) []byte {
			return []byte(`<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>`)
		}), "want an XLSX file with a sheet, have none"},
		"another zip": {zipped(t, map[string][]byte{"a.txt": []byte("a")}), "want an XLSX file, have another that is zipped"},
	} {
		_, err := eventlog.Read("orders.xlsx", c.data, eventlog.Format{})
		if c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: want %q, have %v", name, c.want, err)
		}
	}
	if files, err := os.ReadDir(os.TempDir()); err != nil || len(files) > 0 {
		t.Errorf("want nothing left on the disk, have %v, %v", files, err)
	}
}

func zipped(t testing.TB, parts map[string][]byte) []byte {
	t.Helper()
	var data bytes.Buffer
	w := zip.NewWriter(&data)
	for name, text := range parts {
		part, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return data.Bytes()
}

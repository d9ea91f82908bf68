//go:build !js

package eventlog

import (
	"archive/zip"
	"bytes"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

const (
	maxParts = 2000      // files in an XLSX
	maxTags  = 2_000_000 // in those that are held in memory as a tree, all but the sheets
)

// readXLSX reads a sheet of a spreadsheet. It goes over the rows twice: as they are kept, and as they are shown, which
// tells times and dates from other numbers.
func readXLSX(name string, data []byte, f Format) (t *Table, err error) {
	defer func() {
		if p := recover(); p != nil { // the library expects that files are whole
			t, err = nil, told(name, "want an XLSX file, have one that cannot be read: %v", p)
		}
	}()
	if err := unzips(name, data); err != nil {
		return nil, err
	}
	file, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxUnzipped})
	if err != nil {
		return nil, told(name, "want an XLSX file, have one that cannot be read: %v", err)
	}
	defer file.Close() //nolint:errcheck // nothing was written
	sheets := file.GetSheetList()
	switch {
	case len(sheets) == 0:
		return nil, told(name, "want an XLSX file with a sheet, have none")
	case f.Sheet == "":
		f.Sheet = sheets[0]
	case !slices.Contains(sheets, f.Sheet):
		return nil, told(name, "want a sheet that exists, have %q; there are %s", f.Sheet, strings.Join(sheets, ", "))
	}
	if len(sheets) > 1 {
		name += ":" + f.Sheet
	}
	b := &builder{Table: &Table{Name: name, format: f, sheet: true}, findings: findings{file: name}}
	if props, err := file.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		b.late = *props.Date1904
	}
	if err := b.rowsOf(file, f.Sheet); err != nil {
		return nil, told(name, "want a sheet of cells, have one that cannot be read: %v", err)
	}
	return b.table()
}

// rowsOf takes the rows of a sheet.
func (b *builder) rowsOf(file *excelize.File, sheet string) error {
	kept, err := file.Rows(sheet)
	if err != nil {
		return err
	}
	defer kept.Close() //nolint:errcheck // reads from memory
	shown, err := file.Rows(sheet)
	if err != nil {
		return err
	}
	defer shown.Close() //nolint:errcheck // reads from memory
	for line := 1; kept.Next() && shown.Next(); line++ {
		raw, err := kept.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return err
		}
		seen, err := shown.Columns()
		if err != nil {
			return err
		}
		if line > 2*maxRows { // rows far apart
			b.findings.add(line, "", "want at most %d rows, have more", maxRows)
			return nil
		}
		if !b.add(line, cellsOf(raw, seen)) {
			return nil
		}
	}
	return kept.Error()
}

// cellsOf puts together what is kept and what is shown.
func cellsOf(raw, seen []string) []cell {
	cells := make([]cell, len(raw))
	for i, text := range raw {
		cells[i].text = text
		if i < len(seen) && seen[i] != text && strings.ContainsAny(seen[i], ":-/") {
			_, number := spreadsheetNumber(text)
			_, same := spreadsheetNumber(seen[i]) // shown with another exponent
			cells[i].clock = number && !same
		}
	}
	return cells
}

// tagsOf counts the tags in a part, as what begins one.
func tagsOf(f *zip.File) (int, error) {
	part, err := f.Open()
	if err != nil {
		return 0, err
	}
	defer part.Close() //nolint:errcheck // it is only read
	text, err := io.ReadAll(part)
	return bytes.Count(text, []byte("<")), err
}

// unzips refuses what would become too large.
func unzips(name string, data []byte) error {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return told(name, "want an XLSX file, have one that cannot be read: %v", err)
	}
	if len(r.File) > maxParts {
		return told(name, "want an XLSX file of at most %d parts, have %d", maxParts, len(r.File))
	}
	size, tags := uint64(0), 0
	for _, f := range r.File { // what a part says of its size is kept to when it is unzipped
		if size += f.UncompressedSize64; f.UncompressedSize64 > maxUnzipped || size > maxUnzipped {
			return told(name, "want an XLSX file of at most %d MB unzipped, have more", maxUnzipped>>20)
		}
	}
	for _, f := range r.File {
		if strings.HasPrefix(f.Name, "xl/worksheets/") {
			continue
		}
		n, err := tagsOf(f)
		if err != nil {
			return told(name, "want an XLSX file, have one that cannot be read: %v", err)
		}
		if tags += n; tags > maxTags {
			return told(name, "want an XLSX file of at most %d tags, have more", maxTags)
		}
	}
	if !slices.ContainsFunc(r.File, func(f *zip.File) bool { return strings.HasPrefix(f.Name, "xl/") }) {
		return told(name, "want an XLSX file, have another that is zipped")
	}
	return nil
}

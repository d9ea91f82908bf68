//go:build !js

package eventlog

import (
	"fmt"
	"io"
	"time"

	"github.com/xuri/excelize/v2"
)

// WriteXLSX writes tables as the sheets of one spreadsheet: the names of the columns bold and staying where they are,
// numbers as numbers, dates as dates. The same tables give the same bytes.
func WriteXLSX(w io.Writer, sheets ...Sheet) error {
	if len(sheets) == 0 {
		return fmt.Errorf("eventlog: want at least one sheet, have none")
	}
	file := excelize.NewFile()
	defer file.Close() //nolint:errcheck // it is in memory
	styles, err := newStyles(file)
	if err != nil {
		return fmt.Errorf("eventlog: %w", err)
	}
	for i, s := range sheets {
		if err := s.check(); err != nil {
			return err
		}
		if i == 0 {
			err = file.SetSheetName(file.GetSheetName(0), s.Name)
		} else if n, _ := file.GetSheetIndex(s.Name); n >= 0 {
			err = fmt.Errorf("want each sheet once, have %q twice", s.Name)
		} else {
			_, err = file.NewSheet(s.Name)
		}
		if err == nil {
			err = styles.fill(file, s)
		}
		if err != nil {
			return fmt.Errorf("eventlog: sheet %q: %w", s.Name, err)
		}
	}
	if err := file.Write(w); err != nil {
		return fmt.Errorf("eventlog: %w", err)
	}
	return nil
}

// styles are the ways in which cells are shown.
type styles struct{ bold, day, moment int }

func newStyles(file *excelize.File) (s styles, err error) {
	dayFormat, momentFormat := "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
	for _, one := range []struct {
		to *int
		is excelize.Style
	}{
		{&s.bold, excelize.Style{Font: &excelize.Font{Bold: true}}},
		{&s.day, excelize.Style{CustomNumFmt: &dayFormat}},
		{&s.moment, excelize.Style{CustomNumFmt: &momentFormat}},
	} {
		if *one.to, err = file.NewStyle(&one.is); err != nil {
			return s, err
		}
	}
	return s, nil
}

// fill writes one table into its sheet.
func (st styles) fill(file *excelize.File, s Sheet) error {
	for k, name := range s.Columns {
		if err := st.set(file, s.Name, k, 0, name, st.bold); err != nil {
			return err
		}
	}
	for i, row := range s.Rows {
		for k, c := range row {
			c, style := plain(c), 0
			if t, ok := c.(time.Time); ok {
				style = st.moment
				if midnight(t) {
					style = st.day
				}
				c = t.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24
			}
			if err := st.set(file, s.Name, k, i+1, c, style); err != nil {
				return err
			}
		}
	}
	return file.SetPanes(s.Name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}

// set writes one cell.
func (styles) set(file *excelize.File, sheet string, column, row int, c any, style int) error {
	name, err := excelize.CoordinatesToCellName(column+1, row+1)
	if err != nil {
		return err
	}
	switch v := c.(type) {
	case nil:
		return nil
	case string:
		err = file.SetCellStr(sheet, name, v)
	case int64, float64, bool:
		err = file.SetCellValue(sheet, name, v)
	default:
		err = fmt.Errorf("want a text, a number, a time or nothing in a cell, have %T", c)
	}
	if err == nil && style != 0 {
		err = file.SetCellStyle(sheet, name, name, style)
	}
	return err
}

package eventlog

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// A Sheet is a table to be written. A cell is a string, an int, an int64, a float64, a bool, a time.Time in local time
// (a date alone where it is midnight), a time.Duration, which is written in seconds, or nil. What is no finite number is
// written as an empty cell, as nil is.
type Sheet struct {
	Name    string // of an XLSX's sheet: at most 31 letters, none of :\/?*[]
	Columns []string
	Rows    [][]any
}

// check refuses what no reader would take again.
func (s Sheet) check() error {
	if len(s.Columns) == 0 || len(s.Columns) > maxColumns || len(s.Rows) > maxRows {
		return fmt.Errorf("eventlog: want 1 to %d columns and at most %d rows, have %d and %d", maxColumns, maxRows, len(s.Columns), len(s.Rows))
	}
	for i, row := range s.Rows {
		if len(row) > len(s.Columns) {
			return fmt.Errorf("eventlog: want at most %d cells, have %d in row %d", len(s.Columns), len(row), i+2)
		}
		for k, c := range row {
			if text, ok := c.(string); ok && (len(text) > maxCell || !utf8.ValidString(text)) {
				return fmt.Errorf("eventlog: want at most %d bytes of UTF-8 in a cell, have others in row %d, column %s", maxCell, i+2, s.Columns[k])
			}
		}
	}
	return nil
}

// WriteCSV writes a table as text in UTF-8. Without a delimiter in the format it is the comma, or the semicolon where the
// decimal sign is a comma. Dates are ISO. A text that a spreadsheet would take for a formula has an apostrophe before it.
func WriteCSV(w io.Writer, s Sheet, f Format) error {
	if err := s.check(); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	switch {
	case f.Delimiter != 0:
		out.Comma = f.Delimiter
	case f.Decimal == ',':
		out.Comma = ';'
	}
	record := make([]string, len(s.Columns))
	for k, name := range s.Columns {
		record[k] = guarded(name)
	}
	if err := out.Write(record); err != nil {
		return fmt.Errorf("eventlog: %w", err)
	}
	for _, row := range s.Rows {
		clear(record)
		for k, c := range row {
			text, err := textOf(c, f.Decimal)
			if err != nil {
				return err
			}
			record[k] = text
		}
		if err := out.Write(record); err != nil {
			return fmt.Errorf("eventlog: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("eventlog: %w", err)
	}
	return nil
}

// textOf is a cell as text.
func textOf(c any, decimal rune) (string, error) {
	switch c := plain(c).(type) {
	case nil:
		return "", nil
	case string:
		return guarded(c), nil
	case int64:
		return strconv.FormatInt(c, 10), nil
	case float64:
		text := strconv.FormatFloat(c, 'f', -1, 64)
		if decimal == ',' {
			text = strings.Replace(text, ".", ",", 1)
		}
		return text, nil
	case bool:
		return strconv.FormatBool(c), nil
	case time.Time:
		switch {
		case midnight(c):
			return c.Format(time.DateOnly), nil
		case c.Nanosecond() == 0:
			return c.Format(time.DateTime), nil
		}
		return c.Format("2006-01-02 15:04:05.999999999"), nil
	}
	return "", fmt.Errorf("eventlog: want a text, a number, a time or nothing in a cell, have %T", c)
}

// plain reduces a cell to nil, string, int64, float64, bool or time.Time; others stay as they are.
func plain(c any) any {
	switch v := c.(type) {
	case int:
		return int64(v)
	case time.Duration:
		return v.Seconds()
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil
		}
	}
	return c
}

func midnight(t time.Time) bool { return t.Equal(t.Truncate(24 * time.Hour)) }

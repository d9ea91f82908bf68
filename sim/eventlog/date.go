package eventlog

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"time"
)

// clocked is what may follow a day: a time, with seconds or without.
const clocked = `(?:[ T]+(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?$`

var (
	isoDate   = regexp.MustCompile(`^(\d{4})-(\d\d?)-(\d\d?)` + clocked)
	basicDate = regexp.MustCompile(`^(\d{4})(\d\d)(\d\d)` + clocked)
	dayFirst  = regexp.MustCompile(`^(\d\d?)[-/.](\d\d?)[-/.](\d{4})` + clocked)
	withZone  = regexp.MustCompile(`\d:\d\d(:\d\d([.,]\d+)?)?\s*(Z|[+-]\d\d:?\d\d)$`)
)

const (
	firstYear = 1970
	lastYear  = 2199
)

// moment reads a date, with a time or without; day says that it is without. Time is local and has no zone; it is kept as
// UTC.
func (t *Table) moment(row, column int) (at time.Time, day bool, err error) {
	c := t.at(row, column)
	if x, ok := spreadsheetNumber(c.text); ok && t.sheet && x > 0 && x < 200_000 {
		at, day := t.serial(x)
		if at.Year() < firstYear || at.Year() > lastYear {
			return at, day, fmt.Errorf("want a date such as 2026-03-01, have the number %s", c.text)
		}
		return at, day, nil
	}
	return date(c.text)
}

// serial is a spreadsheet's number of days as a moment, to the nearest millisecond.
func (t *Table) serial(x float64) (at time.Time, day bool) {
	zero := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if t.late {
		zero = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	whole, part := math.Modf(x)
	at = zero.AddDate(0, 0, int(whole)).Add(time.Duration(math.Round(part*86_400_000)) * time.Millisecond)
	return at, part == 0
}

// date reads a date in text.
func date(text string) (at time.Time, day bool, err error) {
	wrong := fmt.Errorf("want a date such as 2026-03-01, have %q", text)
	var y, m, d int
	var rest []string
	if p := isoDate.FindStringSubmatch(text); p != nil {
		y, m, d, rest = atoi(p[1]), atoi(p[2]), atoi(p[3]), p[4:]
	} else if p := basicDate.FindStringSubmatch(text); p != nil {
		y, m, d, rest = atoi(p[1]), atoi(p[2]), atoi(p[3]), p[4:]
	} else if p := dayFirst.FindStringSubmatch(text); p != nil {
		y, m, d, rest = atoi(p[3]), atoi(p[2]), atoi(p[1]), p[4:]
		if m > 12 && d <= 12 {
			return at, false, fmt.Errorf("%w; the day comes before the month", wrong)
		}
	} else if withZone.MatchString(text) {
		return at, false, fmt.Errorf("want a date in local time without a zone, such as 2026-03-01 06:30, have %q", text)
	} else {
		return at, false, wrong
	}
	hour, minute, second := atoi(rest[0]), atoi(rest[1]), atoi(rest[2])
	nano := atoi((rest[3] + "000000000")[:9])
	at = time.Date(y, time.Month(m), d, hour, minute, second, nano, time.UTC)
	if at.Day() != d || at.Month() != time.Month(m) || hour > 23 || minute > 59 || second > 59 {
		return at, false, wrong
	}
	if y < firstYear || y > lastYear {
		return at, false, fmt.Errorf("want a date from the year %d to %d, have %q", firstYear, lastYear, text)
	}
	return at, rest[0] == "", nil
}

// atoi reads figures that a pattern has found; nothing is 0.
func atoi(text string) int {
	n, _ := strconv.Atoi(text)
	return n
}

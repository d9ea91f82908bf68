package fit

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// DayOrder is how days are written with figures where that can be read in two ways.
type DayOrder uint8

// The orders.
const (
	Unknown DayOrder = iota
	DayFirst
	MonthFirst
)

// A stamp is a moment as it is written, before it is known which of two figures is the day.
type stamp struct {
	year, a, b int  // a and b: month and day when iso, else as they stand
	iso        bool // the year comes first
	rest       time.Duration
	at         Moment // of what is no date in figures: seconds since 1970
	whole      bool
	local      bool // it is that of the clock on the wall
	zoned      bool
	zone       time.Duration
}

// fields takes figures and the signs between them apart.
func readStamp(text string) (s stamp, ok bool) {
	text = strings.TrimSpace(text)
	if len(text) < 5 || len(text) > 48 {
		return s, false
	}
	if x, ok := epoch(text); ok {
		return stamp{at: x, whole: true}, true
	}
	if x, _, ok := serial(text); ok {
		return stamp{at: x, whole: true, local: true}, true
	}
	date, clock, cut := cutDate(text)
	if !s.day(date) {
		return s, false
	}
	if !cut {
		return s, true
	}
	return s, s.clock(clock)
}

// epoch reads seconds, milliseconds, microseconds or nanoseconds since 1970, of the years 1980 to 2100.
func epoch(text string) (Moment, bool) {
	if len(text) < 9 || text[0] < '0' || text[0] > '9' || strings.ContainsAny(text, "-/: T") {
		return 0, false
	}
	whole, _, _ := strings.Cut(text, ".")
	if n := len(whole); n == 8 || n == 14 { // a day, as 20120131 or 20120131063000
		return 0, false
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0, false
	}
	for _, scale := range []float64{1, 1e3, 1e6, 1e9} {
		if seconds := x / scale; seconds > 3.1e8 && seconds < 4.2e9 {
			if n, err := strconv.ParseInt(text, 10, 64); err == nil {
				return Moment(n * int64(1e9/scale)), true
			}
			return Moment(seconds * 1e9), true
		}
	}
	return 0, false
}

// cutDate parts the day from the time of day.
func cutDate(text string) (date, clock string, cut bool) {
	if i := strings.IndexAny(text, "T"); i >= 8 && i+1 < len(text) && text[i-1] >= '0' && text[i-1] <= '9' {
		return text[:i], text[i+1:], true
	}
	if len(text) == 14 && strings.Trim(text, "0123456789") == "" {
		return text[:8], text[8:10] + ":" + text[10:12] + ":" + text[12:], true
	}
	if i := strings.IndexByte(text, ':'); i > 0 {
		if j := strings.LastIndexAny(text[:i], " _"); j > 0 {
			return strings.TrimSpace(text[:j]), text[j+1:], true
		}
		return "", "", false
	}
	if i := strings.LastIndexByte(text, ' '); i > 0 {
		if clock := plainClock(text[i+1:]); strings.Contains(clock, ":") {
			return strings.TrimSpace(text[:i]), clock, true
		}
		if j := strings.LastIndexByte(text[:i], ' '); j > 0 { // 7.20 uur
			if clock := plainClock(text[j+1:]); strings.Contains(clock, ":") {
				return strings.TrimSpace(text[:j]), clock, true
			}
		}
	}
	return text, "", false
}

var months = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

// also are months that begin otherwise in Dutch and German.
var alsoMonths = map[string]int{"mrt": 3, "maa": 3, "mär": 3, "mei": 5, "mai": 5, "okt": 10, "dez": 12}

// day reads a day.
func (s *stamp) day(text string) bool {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '-' || r == '/' || r == '.' || r == ' ' || r == ',' })
	if len(parts) == 1 && len(parts[0]) == 8 {
		parts = []string{text[:4], text[4:6], text[6:]}
	}
	if len(parts) == 4 { // with the name of the day before it
		parts = parts[1:]
	}
	if len(parts) != 3 {
		return false
	}
	var n [3]int
	named := -1
	for i, p := range parts {
		x, err := strconv.Atoi(p)
		if err != nil {
			m := monthOf(p)
			if m == 0 || named >= 0 {
				return false
			}
			named, x = i, m
		}
		n[i] = x
	}
	switch {
	case len(parts[0]) == 4 && named != 0:
		s.year, s.a, s.b, s.iso = n[0], n[1], n[2], true
	case named == 1:
		s.year, s.a, s.b, s.iso = n[2], n[1], n[0], true
	case named == 0:
		s.year, s.a, s.b, s.iso = n[2], n[0], n[1], true
	default:
		s.year, s.a, s.b = n[2], n[0], n[1]
	}
	if s.year < 100 {
		s.year += 2000
	}
	if s.iso {
		return s.year >= 1970 && s.year < 2200 && s.a >= 1 && s.a <= 12 && s.b >= 1 && s.b <= 31
	}
	return s.year >= 1970 && s.year < 2200 && s.a >= 1 && s.b >= 1 && s.a <= 31 && s.b <= 31 && min(s.a, s.b) <= 12
}

func monthOf(text string) int {
	text = strings.ToLower(text)
	if len([]rune(text)) < 3 {
		return 0
	}
	begin := string([]rune(text)[:3])
	for i, m := range months {
		if m == begin {
			return i + 1
		}
	}
	return alsoMonths[begin]
}

// clock reads a time of day, perhaps with AM or PM, perhaps with a zone.
func (s *stamp) clock(text string) bool {
	text = plainClock(text)
	afternoon, halves := false, false
	upper := strings.ToUpper(text)
	for _, half := range []string{"AM", "PM"} {
		if i := strings.Index(upper, half); i > 0 {
			halves, afternoon = true, half == "PM"
			text = strings.TrimSpace(text[:i])
			break
		}
	}
	if i := strings.IndexAny(text, "Zz+-"); i > 0 {
		var ok bool
		if s.zone, ok = zoneOf(text[i:]); !ok {
			return false
		}
		s.zoned, text = true, strings.TrimSpace(text[:i])
	}
	parts := strings.Split(text, ":")
	if len(parts) < 2 || len(parts) > 3 {
		return false
	}
	hour, errH := strconv.Atoi(parts[0])
	minute, errM := strconv.Atoi(parts[1])
	second, nano := 0, 0
	if len(parts) == 3 {
		whole, fraction, _ := strings.Cut(strings.ReplaceAll(parts[2], ",", "."), ".")
		var err error
		if second, err = strconv.Atoi(whole); err != nil {
			return false
		}
		if fraction != "" {
			if nano, err = strconv.Atoi((fraction + "000000000")[:9]); err != nil {
				return false
			}
		}
	}
	if halves {
		hour = hour%12 + map[bool]int{true: 12}[afternoon]
	}
	if errH != nil || errM != nil || hour < 0 || hour > 24 || minute < 0 || minute > 59 || second < 0 || second > 60 {
		return false
	}
	s.rest = time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute + time.Duration(second)*time.Second + time.Duration(nano)
	return true
}

func zoneOf(text string) (time.Duration, bool) {
	if strings.EqualFold(text, "z") {
		return 0, true
	}
	figures := strings.ReplaceAll(text[1:], ":", "")
	n, err := strconv.Atoi(figures)
	if err != nil || len(figures) != 4 && len(figures) != 2 {
		return 0, false
	}
	if len(figures) == 2 {
		n *= 100
	}
	offset := time.Duration(n/100)*time.Hour + time.Duration(n%100)*time.Minute
	if text[0] == '-' {
		offset = -offset
	}
	return offset, offset < 15*time.Hour && offset > -15*time.Hour
}

// looksLikeMoment tells whether a text may be one.
func looksLikeMoment(text string) bool {
	if _, fraction, ok := serial(text); ok {
		return fraction // a whole number may be of anything
	}
	_, ok := readStamp(text)
	return ok
}

// moment is what was written, by the clock on the wall.
func (s *stamp) moment(order DayOrder, zone *time.Location) (Moment, error) {
	if s.whole {
		if zone == nil || s.local {
			return s.at, nil
		}
		return wall(time.Unix(0, int64(s.at)).In(zone)), nil
	}
	month, day := s.a, s.b
	if !s.iso && order != MonthFirst {
		month, day = s.b, s.a
	}
	t := time.Date(s.year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if month > 12 || t.Day() != day {
		return 0, errors.New("no such day")
	}
	t = t.Add(s.rest)
	if zone != nil && s.zoned {
		return wall(t.Add(-s.zone).In(zone)), nil
	}
	return Moment(t.UnixNano()), nil
}

// MomentOf is what the clock on the wall says at a time, in the zone of the time.
func MomentOf(t time.Time) Moment { return wall(t) }

// wall is what the clock on the wall says.
func wall(t time.Time) Moment {
	_, offset := t.Zone()
	return Moment(t.UnixNano() + int64(offset)*1e9)
}

// orderOf finds whether days or months come first, by what cannot be read otherwise.
func orderOf(texts []string) (o DayOrder, err error) {
	var day, month string
	figures := false
	for _, text := range texts {
		s, ok := readStamp(text)
		if !ok || s.whole || s.iso {
			continue
		}
		figures = true
		if s.a > 12 && day == "" {
			day = text
		}
		if s.b > 12 && month == "" {
			month = text
		}
	}
	switch {
	case day != "" && month != "":
		return Unknown, fmt.Errorf("want days written in one way, have %q and %q", day, month)
	case month != "":
		return MonthFirst, nil
	case day != "" || !figures:
		return DayFirst, nil
	}
	return Unknown, nil
}

// numberIn reads a number, whose decimal sign is the last of point and comma that stands in it.
func numberIn(text string) (float64, bool) {
	text = strings.TrimSpace(text)
	if text == "" || len(text) > 40 {
		return 0, false
	}
	if c := text[0]; c != '-' && c != '+' && c != '.' && (c < '0' || c > '9') {
		return 0, false
	}
	if i := strings.LastIndexAny(text, ".,"); i >= 0 {
		group := map[byte]string{'.': ",", ',': "."}[text[i]]
		text = strings.ReplaceAll(text, group, "")
		text = strings.ReplaceAll(text, ",", ".")
	}
	x, err := strconv.ParseFloat(strings.ReplaceAll(text, " ", ""), 64)
	return x, err == nil
}

package fit

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Day and time of day may stand in columns of their own, and times of day are written in more ways than with colons.

// otherClock is a time of day as Dutch and French write it: 7.20, 07.20.30, 7u20, 7h20, with uur or u behind it or not.
var otherClock = regexp.MustCompile(`(?i)^(\d{1,2})[.uh](\d{2})(?:[.:](\d{2}))?\s*(?:u|uur|uhr|h)?$`)

// colonClock is one with colons and a word behind it.
var colonClock = regexp.MustCompile(`(?i)^(\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)\s*(?:u|uur|uhr|h)$`)

// plainClock writes a time of day with colons alone.
func plainClock(text string) string {
	text = strings.TrimSpace(text)
	if m := otherClock.FindStringSubmatch(text); m != nil {
		if m[3] != "" {
			return m[1] + ":" + m[2] + ":" + m[3]
		}
		return m[1] + ":" + m[2]
	}
	if m := colonClock.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return text
}

// isClock tells whether a text is a time of day alone; a share of a day, as a spreadsheet keeps it, is one.
func isClock(text string) bool {
	var s stamp
	return s.clockOf(text)
}

// clockOf reads a time of day that stands alone.
func (s *stamp) clockOf(text string) bool {
	if text = strings.TrimSpace(text); text == "" || len(text) > 20 {
		return false
	}
	if strings.HasPrefix(text, "0.") || strings.HasPrefix(text, "0,") {
		if x, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64); err == nil {
			s.rest = time.Duration(x * 86400e9).Round(time.Millisecond)
			return true
		}
	}
	text = plainClock(text)
	return strings.Contains(text, ":") && s.clock(text)
}

// isDay tells whether a text is a day without a time of it, or with that of midnight.
func isDay(text string) bool {
	s, ok := readStamp(text)
	return ok && !s.whole && s.rest == 0
}

// serials of days that a spreadsheet counts, of the years 1990 to 2099.
const firstSerial, lastSerial = 32874, 73050

// serial reads a moment as a spreadsheet counts it: days since the end of 1899, with their share of a day.
func serial(text string) (at Moment, fraction, ok bool) {
	if len(text) < 5 || text[0] < '3' || text[0] > '7' {
		return 0, false, false
	}
	whole, rest, fraction := strings.Cut(strings.Replace(text, ",", ".", 1), ".")
	if len(whole) != 5 {
		return 0, false, false
	}
	x, err := strconv.ParseFloat(whole+"."+rest, 64)
	if err != nil || x < firstSerial || x > lastSerial {
		return 0, false, false
	}
	const unix = 25569 // 1 January 1970
	return Moment(math.Round((x-unix)*86400*1e3)) * Moment(time.Millisecond), fraction, true
}

// findDays finds the columns of days of times that say no day.
func (f *finder) findDays() {
	f.days = [2]int{-1, -1}
	f.pairClocks()
	for i, role := range []Role{Start, Complete} {
		c := f.found[role]
		if c < 0 || f.share(c, isClock) < 0.8 {
			continue
		}
		f.days[i] = f.dayFor(i)
		if f.days[i] < 0 && i == 1 {
			f.days[1] = f.days[0]
		}
	}
	if f.days[0] < 0 && f.found[Start] >= 0 && f.share(f.found[Start], isClock) >= 0.8 {
		f.days[0] = f.days[1]
	}
}

// endWords are what names of columns of starts and of ends have in them.
var endWords = [2][]string{{"start", "begin", "van", "von", "from", "aanvang"}, {"end", "eind", "einde", "complete", "finish", "gereed", "klaar", "stop", "tot", "bis", "until"}}

func namedFor(column string, of int) bool {
	for _, word := range endWords[of] {
		if strings.Contains(flat(column), word) {
			return true
		}
	}
	return false
}

// pairClocks puts the time of day in the place of a day that was taken for the whole moment.
func (f *finder) pairClocks() {
	for i, role := range []Role{Start, Complete} {
		c := f.found[role]
		if c < 0 || f.share(c, isDay) < 0.95 {
			continue
		}
		for k := range f.names {
			if !f.taken(k) && f.share(k, isClock) > 0.8 && (namedFor(f.names[k], i) || !namedFor(f.names[k], 1-i)) {
				f.found[role] = k
				break
			}
		}
	}
}

// dayFor is the column of days of starts or of ends: one that is named so, else one that is not named for the other; -1: none.
func (f *finder) dayFor(i int) int {
	other := -1
	for k := range f.names {
		if f.taken(k) || f.share(k, looksLikeMoment) < 0.8 || f.share(k, isClock) > 0.2 {
			continue
		}
		if namedFor(f.names[k], i) {
			return k
		}
		if other < 0 && !namedFor(f.names[k], 1-i) {
			other = k
		}
	}
	return other
}

// momentOn is a moment whose day stands in a column of its own.
func momentOn(day, clock string) (s stamp, ok bool) {
	if s, ok = readStamp(day); !ok || s.whole {
		return s, false
	}
	return s, s.clockOf(clock)
}

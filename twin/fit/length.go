package fit

import (
	"regexp"
	"slices"
	"strings"
)

// lengthUnits are the words for units of time that stand behind a number, and their seconds.
var lengthWords = []struct {
	seconds float64
	words   []string
}{
	{0.001, []string{"ms", "msec"}},
	{1, []string{"s", "sec", "secs", "second", "seconds", "seconde", "seconden", "sek", "sekunde", "sekunden"}},
	{60, []string{"m", "min", "mins", "minute", "minutes", "minuut", "minuten"}},
	{3600, []string{"h", "hr", "hrs", "hour", "hours", "u", "uur", "uren", "std", "stunde", "stunden"}},
	{86400, []string{"d", "day", "days", "dag", "dagen", "tag", "tage"}},
}

// wordSeconds are those of a unit; 0: it is none.
func wordSeconds(word string) float64 {
	word = strings.ToLower(strings.TrimSuffix(word, "."))
	for _, u := range lengthWords {
		if slices.Contains(u.words, word) {
			return u.seconds
		}
	}
	return 0
}

// lengthPart is a number and its unit: 6.4 min, 1h, 2 uur.
var lengthPart = regexp.MustCompile(`^\s*([0-9]+(?:[.,][0-9]+)?)\s*([\pL]+\.?)\s*`)

// clockBehind is how clocks are written, at the end of a column's name: "Duur (uu:mm:ss)".
var clockBehind = regexp.MustCompile(`(?i)[\s_\[(]+((?:[hu]{1,2}:)?m{1,2}(?::s{1,2})?)[\])]?\s*$`)

// A length is how long something took: in seconds, or in a unit that its column has.
type length struct {
	x       float64
	seconds bool
}

// in is a length in seconds, in a unit of so many where it has none of its own.
func (l length) in(unit float64) float64 {
	if l.seconds {
		return l.x
	}
	return l.x * unit
}

// lengthIn reads how long something took: a clock (h:mm:ss, or h:mm; of a column that says so, mm:ss), numbers with their units
// (1 h 5 min), or a number alone.
func lengthIn(text, column string) (l length, ok bool) {
	if parts := strings.Split(text, ":"); len(parts) == 2 || len(parts) == 3 {
		total := 0.0
		for _, p := range parts {
			x, ok := numberIn(p)
			if !ok {
				return l, false
			}
			total = total*60 + x
		}
		m := clockBehind.FindStringSubmatch(column)
		if minutes := m != nil && strings.EqualFold(strings.ReplaceAll(m[1], "mm", "m"), "m:ss"); len(parts) == 2 && !minutes {
			total *= 60
		}
		return length{total, true}, true
	}
	if x, ok := numberIn(text); ok {
		return length{x: x}, true
	}
	for rest := text; rest != ""; {
		m := lengthPart.FindStringSubmatch(rest)
		if m == nil {
			x, ok := numberIn(rest) // 1h30
			if !ok || l.x == 0 || !l.seconds {
				return l, false
			}
			return length{l.x + 60*x, true}, strings.ContainsAny(strings.ToLower(text), "hu")
		}
		x, _ := numberIn(m[1])
		unit := wordSeconds(m[2])
		if unit == 0 {
			return l, false
		}
		l = length{l.x + x*unit, true}
		rest = rest[len(m[0]):]
	}
	return l, l.seconds
}

// looksLikeLength tells whether most of a column are lengths that say themselves that they are: clocks, or numbers with units.
func looksLikeLength(sample [][]string, column int, name string) bool {
	n, yes := 0, 0
	for _, row := range sample {
		if text := cellOf(row, column); text != "" {
			n++
			if l, ok := lengthIn(text, name); ok && l.seconds {
				yes++
			}
		}
	}
	return n > 0 && yes*10 >= n*8
}

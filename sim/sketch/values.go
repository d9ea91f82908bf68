package sketch

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"tweeling/sim/dist"
)

var (
	decimal   = regexp.MustCompile(`^\d+([.,]\d+)?$`)
	thousands = regexp.MustCompile(`^\d{1,3}([.,_' ]\d{3})+$`)
	timed     = regexp.MustCompile(`^(\d+(?:[.,]\d+)?)\s*([\pL]+)\.?$`)
)

// number reads a number with a decimal point or a decimal comma. One that may be a thousand or a fraction, such as 1.250,
// is a mistake.
func number(text string) (float64, error) {
	text = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(text), "€"))
	switch {
	case !decimal.MatchString(text):
		return 0, fmt.Errorf("want a number, such as 12 or 12,5, have %q", text)
	case thousands.MatchString(text) && text[0] != '0':
		return 0, fmt.Errorf("want a number that can be read in one way, have %q: is it %s or %s?", text,
			strings.NewReplacer(",", "", ".", "").Replace(text), strings.TrimRight(strings.Replace(text, ",", ".", 1), "0"))
	}
	return strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
}

// whole reads a whole number, which may have its thousands apart: 480 000, 480.000, 480_000.
func whole(text string, most int) (int, error) {
	text = strings.TrimSpace(text)
	digits := text
	if thousands.MatchString(text) {
		digits = strings.NewReplacer(",", "", ".", "", "_", "", "'", "", " ", "").Replace(text)
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < 0 || n > most {
		return 0, fmt.Errorf("want a whole number from 0 to %d, have %q", most, text)
	}
	return n, nil
}

// units are what people write for the units of a scenario.
var units = map[string]string{
	"ms": "ms", "s": "s", "sec": "s", "secs": "s", "second": "s", "seconds": "s", "sek": "s", "seconde": "s", "seconden": "s",
	"m": "m", "min": "m", "mins": "m", "minute": "m", "minutes": "m", "minuut": "m", "minuten": "m",
	"h": "h", "hr": "h", "hrs": "h", "hour": "h", "hours": "h", "u": "h", "uur": "h", "uren": "h",
	"d": "d", "day": "d", "days": "d", "dag": "d", "dagen": "d", "w": "w", "week": "w", "weeks": "w", "weken": "w",
}

// span reads a time in seconds. Unit is that of a bare number, "" when there is none.
func span(text, unit string) (float64, error) {
	text = strings.TrimSpace(text)
	if decimal.MatchString(text) {
		if unit == "" {
			return 0, fmt.Errorf("want a time with its unit, such as 12s or 1,5 min, have %q", text)
		}
		x, err := number(text)
		if err != nil {
			return 0, err
		}
		one, err := dist.Span("1" + unit)
		return x * one, err
	}
	if m := timed.FindStringSubmatch(text); m != nil {
		if u, ok := units[strings.ToLower(m[2])]; ok {
			return span(m[1], u)
		}
	}
	seconds, err := dist.Span(strings.ReplaceAll(text, " ", ""))
	if err != nil {
		return 0, fmt.Errorf("want a time with its unit, such as 12s or 1,5 min, have %q", text)
	}
	return seconds, nil
}

const longestTime = 10 * 365 * 86400

// above reads a time that is longer than nothing.
func above(text, unit string) (float64, error) {
	seconds, err := span(text, unit)
	if err == nil && (seconds < 1e-3 || seconds > longestTime) {
		return 0, fmt.Errorf("want a time from 1ms to 10y, have %q", text)
	}
	return seconds, err
}

// share reads a share from 0 to 1, or a percentage. Percent is what a bare number is.
func share(text string, percent bool) (float64, error) {
	body, signed := strings.CutSuffix(strings.TrimSpace(text), "%")
	x, err := number(body)
	if err != nil {
		return 0, fmt.Errorf("want a share, such as 0,02 or 2 %%, have %q", text)
	}
	if signed || percent {
		x /= 100
	}
	if x >= 1 {
		return 0, fmt.Errorf("want a share below 1, or a percentage such as 2 %%, have %q", text)
	}
	return x, nil
}

// split takes a list apart, at semicolons and at commas that are no decimal ones.
func split(text string) []string {
	digit := func(i int) bool { return i >= 0 && i < len(text) && text[i] >= '0' && text[i] <= '9' }
	var list []string
	from := 0
	cut := func(to int) {
		if item := strings.TrimSpace(text[from:to]); item != "" {
			list = append(list, item)
		}
		from = to + 1
	}
	for i := range len(text) {
		if text[i] == ';' || text[i] == ',' && (!digit(i-1) || !digit(i+1)) {
			cut(i)
		}
	}
	cut(len(text))
	return list
}

// spanText writes a time as a scenario does, to three figures where it is no round one.
func spanText(seconds float64) string {
	if seconds < 100 {
		return dist.FormatSpan(rounded(seconds, 4))
	}
	return dist.FormatSpan(math.Round(seconds))
}

// rounded is a number to so many figures.
func rounded(x float64, figures int) float64 {
	if x == 0 {
		return 0
	}
	text := strconv.FormatFloat(x, 'e', figures-1, 64)
	y, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return x
	}
	return y
}

func plainNumber(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

package dist

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Units of time in seconds. A year has 365 days and a month is a twelfth of it, so that twelve months are a year.
const (
	second = 1.0
	minute = 60 * second
	hour   = 60 * minute
	day    = 24 * hour
	week   = 7 * day
	year   = 365 * day
	month  = year / 12

	longest = 200 * year // fits in int64 nanoseconds
)

// units in falling order, the order in which a compound names them.
var units = []struct {
	name    string
	seconds float64
}{{"y", year}, {"mo", month}, {"w", week}, {"d", day}, {"h", hour}, {"m", minute}, {"s", second}, {"ms", 1e-3}}

const wantSpan = `want a time with its unit (ms s m h d w mo y), such as "12s" or "1h30m"`

// Span reads a time, in seconds: a number and its unit, "12s", "1.5h", or several from large to small, "1h30m", of which
// only the last may have a fraction. The units are ms, s, m (minute), h, d (24 h), w, mo (y/12) and y (365 d). A bare
// number, a negative time and one of more than 200 years are mistakes.
func Span(text string) (seconds float64, err error) {
	rest := strings.TrimSpace(text)
	if rest == "" {
		return 0, fmt.Errorf("%s, have %q", wantSpan, text)
	}
	if strings.HasPrefix(rest, "-") {
		return 0, fmt.Errorf("want a time of at least 0s, have %q", text)
	}
	from, fraction := 0, false
	for rest != "" {
		n := strings.IndexFunc(rest, func(r rune) bool { return r != '.' && (r < '0' || r > '9') })
		if n <= 0 { // no unit, or no number
			return 0, fmt.Errorf("%s, have %q", wantSpan, text)
		}
		if fraction {
			return 0, fmt.Errorf("want a fraction in the last part of a time only, have %q", text)
		}
		number := rest[:n]
		fraction = strings.Contains(number, ".")
		x, err := strconv.ParseFloat(number, 64)
		if err != nil {
			return 0, fmt.Errorf("%s, have %q", wantSpan, text)
		}
		rest = rest[n:]
		n = strings.IndexFunc(rest, func(r rune) bool { return r == '.' || r >= '0' && r <= '9' })
		if n < 0 {
			n = len(rest)
		}
		unit, i := rest[:n], from
		rest = rest[n:]
		for i < len(units) && units[i].name != unit {
			i++
		}
		if i == len(units) {
			return 0, unitError(unit, text)
		}
		from = i + 1
		if unit == "ms" {
			seconds += x / 1000 // a thousandth is not a float, but the quotient is rounded right
		} else {
			seconds += float64(x * units[i].seconds)
		}
	}
	if seconds > longest {
		return 0, fmt.Errorf("want a time of at most 200y, have %q", text)
	}
	return seconds, nil
}

func unitError(unit, text string) error {
	for _, u := range units {
		if u.name == unit {
			return fmt.Errorf(`want units once each and from large to small, such as "1h30m", have %q`, text)
		}
	}
	return fmt.Errorf("want one of the units ms s m h d w mo y, have %q in %q", unit, text)
}

// FormatSpan writes a time in seconds as Span reads it, and Span of it gives the same bits: whole seconds in the units
// people use ("3h", "1h30m", "5d", "2w", "1y"), anything else as seconds or milliseconds ("1.25s", "500ms"). A negative
// time, which Span refuses, is written with its sign.
func FormatSpan(seconds float64) string {
	if math.IsNaN(seconds) || math.IsInf(seconds, 0) {
		return fmt.Sprint(seconds)
	}
	if seconds < 0 {
		return "-" + FormatSpan(-seconds)
	}
	if seconds != math.Trunc(seconds) || seconds > longest {
		if ms := strconv.FormatFloat(seconds*1000, 'f', -1, 64); seconds < 1 && !strings.Contains(ms, ".") {
			if x, err := strconv.ParseFloat(ms, 64); err == nil && x/1000 == seconds {
				return ms + "ms"
			}
		}
		return strconv.FormatFloat(seconds, 'f', -1, 64) + "s"
	}
	n := int64(seconds)
	for _, u := range []struct {
		name string
		size int64
	}{{"y", year}, {"w", week}, {"d", day}} {
		if n > 0 && n%u.size == 0 {
			return strconv.FormatInt(n/u.size, 10) + u.name
		}
	}
	var b strings.Builder
	for _, u := range []struct {
		name string
		size int64
	}{{"h", hour}, {"m", minute}, {"s", second}} {
		if k := n / u.size; k > 0 || (u.size == 1 && b.Len() == 0) {
			b.WriteString(strconv.FormatInt(k, 10) + u.name)
		}
		n %= u.size
	}
	return b.String()
}

package words

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// What holds a number and its unit together on one line: a space that does not break, in a terminal as wide as any other.
const (
	minus = "−"
	joint = "\u00a0"
	none  = "–" // a number that does not exist
)

// Number writes a number with so many decimals: 1,234.5 in English, 1.234,5 in Dutch, with a true minus sign. What
// rounds to 0 has no sign; NaN and infinities are a dash.
func (w *Words) Number(x float64, decimals int) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return none
	}
	text := strconv.FormatFloat(math.Abs(x), 'f', max(0, decimals), 64)
	whole, fraction, _ := strings.Cut(text, ".")
	group, point := w.texts["format.group"], w.texts["format.point"]
	var b strings.Builder
	if x < 0 && !isZero(text) {
		b.WriteString(minus)
	}
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(group)
		}
		b.WriteRune(digit)
	}
	if fraction != "" {
		b.WriteString(point + fraction)
	}
	return b.String()
}

func isZero(text string) bool { return strings.Trim(text, "0.,") == "" }

// Signed writes a number with its sign, plus included; what rounds to 0 has none.
func (w *Words) Signed(x float64, decimals int) string {
	text := w.Number(x, decimals)
	if x > 0 && text != none && !isZero(text) {
		return "+" + text
	}
	return text
}

// Money writes an amount in whole units of its currency, a code such as "EUR": €1,234,567 in English, € 1.234.567 in
// Dutch. Other currencies than the euro stand as their code.
func (w *Words) Money(x float64, code string) string {
	number := w.Number(x, 0)
	if number == none {
		return none
	}
	unsigned, negative := strings.CutPrefix(number, minus)
	sign := ""
	if negative {
		sign = minus
	}
	if code == "EUR" {
		return sign + w.texts["format.euro"] + unsigned
	}
	return sign + code + joint + unsigned
}

// Percent writes a share as a percentage: 0.125 as 12.5 %.
func (w *Words) Percent(share float64, decimals int) string {
	return w.Number(100*share, decimals) + joint + "%"
}

// PlusMinus writes an estimate as its mean and its half-width with so many decimals: 17,046 ± 49. [Decimals] says how
// many are worth reading.
func (w *Words) PlusMinus(mean, half float64, decimals int) string {
	return w.Number(mean, decimals) + joint + "±" + joint + w.Number(half, decimals)
}

// Decimals says with how many decimals to write an estimate: so many that two figures of its half-width show. Without a
// half-width, four figures of the mean itself; whole numbers then have none.
func Decimals(mean, half float64) int {
	size, figures := math.Abs(half), 2
	if half == 0 || math.IsNaN(half) || math.IsInf(half, 0) {
		if mean == math.Trunc(mean) || math.IsNaN(mean) || math.IsInf(mean, 0) {
			return 0
		}
		size, figures = math.Abs(mean), 4
	}
	places := figures - 1 - int(math.Floor(math.Log10(size)))
	if math.Round(size*math.Pow10(places)) >= math.Pow10(figures) {
		places-- // 0.0996 becomes 0.10, not 0.100
	}
	return min(max(places, 0), 9)
}

// Span writes a time in seconds in the largest whole unit that fits: 4 weeks, 2 days, 36 hours, 12 minutes, 30 seconds.
func (w *Words) Span(seconds float64) string {
	units := []struct {
		one, many string
		size      float64
	}{{"span.week", "span.weeks", 604800}, {"span.day", "span.days", 86400}, {"span.hour", "span.hours", 3600}, {"span.minute", "span.minutes", 60}}
	for _, u := range units {
		n := seconds / u.size
		if n >= 1 && n == math.Trunc(n) {
			if n == 1 {
				return w.Say(u.one)
			}
			return w.Say(u.many, w.Number(n, 0))
		}
	}
	return w.Say("span.seconds", w.Number(seconds, 0))
}

// Hours writes a time in seconds as a clock on the wall would tell it, to the minute: 3 h 12 min. Below ten minutes it
// is told to the second: 4 min 5 s.
func (w *Words) Hours(seconds float64) string {
	if math.IsNaN(seconds) || math.IsInf(seconds, 0) {
		return none
	}
	sign := ""
	if math.Round(seconds) < 0 {
		sign = minus
	}
	left := math.Round(math.Abs(seconds))
	large, small, per := "unit.minutes", "unit.seconds", 60.0
	if left >= 600 {
		left = math.Round(left / 60)
		large, small = "unit.hours", "unit.minutes"
	}
	var parts []string
	if n := math.Floor(left / per); n > 0 {
		parts = append(parts, w.Number(n, 0)+joint+w.Say(large))
	}
	if n := math.Mod(left, per); n > 0 || len(parts) == 0 {
		parts = append(parts, w.Number(n, 0)+joint+w.Say(small))
	}
	return sign + strings.Join(parts, joint)
}

// Date writes a day: 5 January 2026, 5 januari 2026.
func (w *Words) Date(day time.Time) string {
	month := w.Say("month." + strconv.Itoa(int(day.Month())))
	return strconv.Itoa(day.Day()) + joint + month + joint + strconv.Itoa(day.Year())
}

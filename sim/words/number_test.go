package words

import (
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// plain replaces the spaces that do not break, which no reader of a test sees.
func plain(text string) string { return strings.ReplaceAll(text, joint, " ") }

func TestNumbers(t *testing.T) {
	en, nl := catalogue(t, "en"), catalogue(t, "nl")
	of := func(say func(w *Words) string) [2]string { return [2]string{plain(say(en)), plain(say(nl))} }
	number := func(x float64, decimals int) [2]string {
		return of(func(w *Words) string { return w.Number(x, decimals) })
	}
	signed := func(x float64, decimals int) [2]string {
		return of(func(w *Words) string { return w.Signed(x, decimals) })
	}
	money := func(x float64, code string) [2]string {
		return of(func(w *Words) string { return w.Money(x, code) })
	}
	hours := func(s float64) [2]string { return of(func(w *Words) string { return w.Hours(s) }) }
	span := func(s float64) [2]string { return of(func(w *Words) string { return w.Span(s) }) }
	for _, c := range []struct {
		name   string
		got    [2]string
		en, nl string
	}{
		{"nothing", number(0, 0), "0", "0"},
		{"rounds to nothing", number(-0.001, 1), "0.0", "0,0"},
		{"thousands", number(1234.5, 1), "1,234.5", "1.234,5"},
		{"below zero", number(-1234567, 0), "−1,234,567", "−1.234.567"},
		{"rounds up to a group", number(999.5, 0), "1,000", "1.000"},
		{"no negative decimals", number(1234, -2), "1,234", "1.234"},
		{"not a number", number(math.NaN(), 2), "–", "–"},
		{"without end", number(math.Inf(-1), 2), "–", "–"},
		{"plus", signed(0.5, 1), "+0.5", "+0,5"},
		{"minus", signed(-1234.5, 1), "−1,234.5", "−1.234,5"},
		{"plus nothing", signed(0.04, 1), "0.0", "0,0"},
		{"plus without end", signed(math.Inf(1), 0), "–", "–"},
		{"euro", money(1234567, "EUR"), "€1,234,567", "€ 1.234.567"},
		{"debt", money(-1234567, "EUR"), "−€1,234,567", "−€ 1.234.567"},
		{"no cents of debt", money(-0.3, "EUR"), "€0", "€ 0"},
		{"another currency", money(-1500, "SEK"), "−SEK 1,500", "−SEK 1.500"},
		{"no amount", money(math.NaN(), "EUR"), "–", "–"},
		{"share", of(func(w *Words) string { return w.Percent(0.125, 1) }), "12.5 %", "12,5 %"},
		{"estimate", of(func(w *Words) string { return w.PlusMinus(17046.3, 49.1, 0) }), "17,046 ± 49", "17.046 ± 49"},
		{"weeks", span(4 * 604800), "4 weeks", "4 weken"},
		{"a week", span(604800), "1 week", "1 week"},
		{"hours, not whole days", span(36 * 3600), "36 hours", "36 uur"},
		{"seconds", span(90), "90 seconds", "90 seconden"},
		{"h and min", hours(3*3600 + 12*60 + 20), "3 h 12 min", "3 uur 12 min"},
		{"whole hours", hours(7200), "2 h", "2 uur"},
		{"rounds up to an hour", hours(3599), "1 h", "1 uur"},
		{"min and s", hours(245), "4 min 5 s", "4 min 5 s"},
		{"rounds up to a minute", hours(59.7), "1 min", "1 min"},
		{"no time", hours(0), "0 s", "0 s"},
		{"earlier", hours(-95), "−1 min 35 s", "−1 min 35 s"},
		{"never", hours(math.Inf(1)), "–", "–"},
		{"day", of(func(w *Words) string { return w.Date(time.Date(2026, 1, 5, 23, 0, 0, 0, time.UTC)) }), "5 January 2026", "5 januari 2026"},
	} {
		if c.got != [2]string{c.en, c.nl} {
			t.Errorf("%s: %q, want %q and %q", c.name, c.got, c.en, c.nl)
		}
	}
}

func TestDecimals(t *testing.T) {
	for _, c := range []struct {
		name       string
		mean, half float64
		want       int
	}{
		{"hundreds", 17046, 490, 0},
		{"tens", 17046, 49, 0},
		{"units", 94.8, 1.2, 1},
		{"tenths", 94.8, 0.31, 2},
		{"rounds up to a tenth", 94.8, 0.0996, 2},
		{"just does not", 94.8, 0.0994, 3},
		{"tiny", 1, 1e-20, 9},
		{"exact", 7.8125, 0, 3},
		{"exact and whole", 42, 0, 0},
		{"of a single replication", 7.8125, math.Inf(1), 3},
		{"nothing at all", math.NaN(), math.NaN(), 0},
	} {
		if got := Decimals(c.mean, c.half); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

// Whatever is written can be read back, and is within half a unit of its last decimal; a number is never torn apart.
func TestNumbersCanBeReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64Range(-1e12, 1e12).Draw(t, "x")
		decimals := rapid.IntRange(0, 6).Draw(t, "decimals")
		lang := rapid.SampledFrom(Languages).Draw(t, "lang")
		w, err := In(lang)
		if err != nil {
			t.Fatal(err)
		}
		text := w.Number(x, decimals)
		read := strings.NewReplacer(w.Say("format.group"), "", w.Say("format.point"), ".", minus, "-").Replace(text)
		back, err := strconv.ParseFloat(read, 64)
		if err != nil {
			t.Fatalf("%v is written as %q: %v", x, text, err)
		}
		if tolerance := 0.5*math.Pow10(-decimals) + math.Abs(x)*1e-15; math.Abs(back-x) > tolerance {
			t.Fatalf("%v is written as %q, %v away", x, text, math.Abs(back-x))
		}
		if all := text + w.Money(x, "EUR") + w.Percent(x, decimals) + w.PlusMinus(x, x, decimals); strings.Contains(all, " ") {
			t.Fatalf("%q breaks at the end of a line", all)
		}
	})
}

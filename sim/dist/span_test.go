package dist_test

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tweeling/sim/dist"
)

func TestSpan(t *testing.T) {
	for _, c := range []struct {
		text string
		want float64
	}{
		{"12s", 12}, {"0s", 0}, {"500ms", 0.5}, {"0.1ms", 0.0001}, {"12m", 720}, {"1.5h", 5400}, {"1h30m", 5400}, {"1d", 86400},
		{"2w", 1209600}, {"1mo", 365 * 86400 / 12}, {"12mo", 365 * 86400}, {"8y", 8 * 365 * 86400}, {"1m500ms", 60.5}, {"1m30.5s", 90.5},
		{"1y6mo2w1d1h1m1s1ms", 365*86400*1.5 + 15*86400 + 3661.001}, {" 12s ", 12}, {"200y", 200 * 365 * 86400}, {"007s", 7}, {".5s", 0.5},
	} {
		have, err := dist.Span(c.text)
		if err != nil || have != c.want {
			t.Errorf("%q: want %v, have %v, %v", c.text, c.want, have, err)
		}
	}
}

func TestSpanMistakes(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", `want a time with its unit`}, {"12", `have "12"`}, {"0", `such as "12s" or "1h30m", have "0"`}, {"1.5", "ms s m h d w mo y"},
		{"-2s", `want a time of at least 0s, have "-2s"`}, {"12min", `want one of the units ms s m h d w mo y, have "min" in "12min"`},
		{"1H", `have "H"`}, {"30m1h", "from large to small"}, {"1h1h", "once each"}, {"1.5h30m", "want a fraction in the last part"},
		{"1h 30m", `have "h "`}, {"h", `have "h"`}, {"1.2.3s", `have "1.2.3s"`}, {".s", `have ".s"`}, {"201y", "at most 200y"},
		{"1e3s", `have "e"`}, {"1_000s", `have "_"`}, {"12s!", `have "s!"`}, {"∞s", "want a time"}, {strings.Repeat("9", 400) + "s", "want a time"},
	} {
		if x, err := dist.Span(c.text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: want %q, have %v, %v", c.text, c.want, x, err)
		}
	}
}

func TestFormatSpan(t *testing.T) {
	for _, c := range []struct {
		seconds float64
		want    string
	}{
		{0, "0s"}, {12, "12s"}, {0.5, "500ms"}, {0.012, "12ms"}, {1.25, "1.25s"}, {0.0001, "0.0001s"}, {60, "1m"}, {90, "1m30s"},
		{5400, "1h30m"}, {144000, "40h"}, {86400, "1d"}, {5 * 86400, "5d"}, {28 * 86400, "4w"}, {365 * 86400, "1y"}, {3601, "1h1s"}, {-2, "-2s"},
	} {
		if have := dist.FormatSpan(c.seconds); have != c.want {
			t.Errorf("%v: want %q, have %q", c.seconds, c.want, have)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		x := seconds().Draw(t, "seconds")
		if have, err := dist.Span(dist.FormatSpan(x)); err != nil || have != x {
			t.Fatalf("%v is written %q and read %v, %v", x, dist.FormatSpan(x), have, err)
		}
	})
}

// seconds are times as people write them and as machines compute them.
func seconds() *rapid.Generator[float64] {
	whole := rapid.Map(rapid.IntRange(1, 1e9), func(n int) float64 { return float64(n) })
	return rapid.OneOf(whole, rapid.Map(whole, func(x float64) float64 { return x / 1000 }),
		rapid.Map(whole, func(x float64) float64 { return (math.Mod(x, 1000) + 1) * 86400 }), rapid.Float64Range(1e-9, 6e9))
}

func FuzzSpan(f *testing.F) {
	for _, s := range []string{"12s", "1h30m", "1.5y", "12mo3w", "-1s", "12", "1ms", "m", "9999999y", "0.0000001s", "1h\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		x, err := dist.Span(text)
		if err != nil {
			return
		}
		if !(x >= 0 && x <= 200*365*86400) {
			t.Fatalf("%q: have %v", text, x)
		}
		if again, err := dist.Span(dist.FormatSpan(x)); err != nil || again != x {
			t.Fatalf("%q is %v, written %q and read %v, %v", text, x, dist.FormatSpan(x), again, err)
		}
	})
}

package main

import (
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/term"

	"tweeling/sim/experiment"
	"tweeling/sim/words"
)

// A display says how a unit is shown to people: the figure times scale, with a unit behind it.
type display struct {
	scale float64
	unit  string // key of the catalogue under "unit.", "" for none
}

// shown chooses a display by the unit of a figure and its size: seconds become minutes, hours or days.
func shown(unit string, size float64) display {
	switch unit {
	case "":
		return display{100, "percent"}
	case "s":
		switch {
		case size >= 2*86400:
			return display{1.0 / 86400, "days"}
		case size >= 2*3600:
			return display{1.0 / 3600, "hours"}
		case size >= 120:
			return display{1.0 / 60, "minutes"}
		}
		return display{1, "seconds"}
	}
	if unit == "kWh" && size < 1 {
		return display{1000, "Wh"}
	}
	return display{1, ""}
}

// decimals shows one figure of the half-width, two when the first is a 1, so that nobody reads more than was
// found; and never more than six of the value itself. Without chance, four of the value.
func decimals(mean, half float64) int {
	if half > 0 {
		if size := max(math.Abs(mean), half); half < size*1e-5 {
			return clamp(4-int(math.Floor(math.Log10(size))), 0, 6)
		}
		places := -int(math.Floor(math.Log10(half)))
		if half*math.Pow(10, float64(places)) < 2 {
			places++
		}
		return clamp(places, 0, 6)
	}
	if mean == 0 || mean == math.Trunc(mean) {
		return 0
	}
	places := clamp(3-int(math.Floor(math.Log10(math.Abs(mean)))), 0, 6)
	for ; places > 0; places-- { // no zeros at the end
		if scale := math.Pow(10, float64(places-1)); math.Abs(mean*scale-math.Round(mean*scale)) > 1e-6*scale {
			break
		}
	}
	return places
}

func clamp(x, low, high int) int { return max(low, min(high, x)) }

// estimate shows a mean and its half-width as two cells.
func estimate(w *words.Words, e experiment.Estimate, d display) (mean, half string) {
	if e.Why != "" {
		return "–", ""
	}
	places := decimals(e.Mean*d.scale, e.HalfWidth*d.scale)
	return w.Number(e.Mean*d.scale, places), "± " + w.Number(e.HalfWidth*d.scale, places)
}

// change shows a difference as one cell: signed mean, half-width and the sign of its verdict.
func change(w *words.Words, e experiment.Difference, d display) string {
	if e.Why != "" {
		return "–"
	}
	if e.Mean == 0 && e.HalfWidth == 0 {
		return "0 ="
	}
	places := decimals(e.Mean*d.scale, e.HalfWidth*d.scale)
	return fmt.Sprintf("%s ±%s %s", w.Signed(e.Mean*d.scale, places), w.Number(e.HalfWidth*d.scale, places), sign(e.Verdict))
}

func sign(v experiment.Verdict) string {
	switch v {
	case experiment.Higher:
		return "▲"
	case experiment.Lower:
		return "▼"
	case experiment.NotDistinguishable:
	}
	return "≈"
}

// lowered is a name in the middle of a sentence; abbreviations stay as they are.
func lowered(name string) string {
	r := []rune(name)
	if len(r) > 1 && unicode.IsUpper(r[0]) && unicode.IsLower(r[1]) {
		r[0] = unicode.ToLower(r[0])
	}
	return string(r)
}

// A line is as wide as whoever reads it sees, but no wider than is read well, and no narrower than tables of numbers can be.
const (
	lineWidth    = 80
	leastOfWidth = 40
)

// widthOf is how wide lines are that are written somewhere: COLUMNS where that is set, as wide as a terminal, else 80.
func widthOf(out io.Writer) int {
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return clamp(n, leastOfWidth, lineWidth)
	}
	if f, ok := fileOf(out); ok {
		if columns, _, err := term.GetSize(int(f.Fd())); err == nil && columns > 0 {
			return clamp(columns, leastOfWidth, lineWidth)
		}
	}
	return lineWidth
}

// printWrapped prints text in lines that are not too wide; those after the first are indented like the first's text.
func printWrapped(out io.Writer, prefix, text string) {
	for _, line := range wrap(printable(text), widthOf(out)-runes(prefix)) {
		fmt.Fprintln(out, prefix+line)
		prefix = strings.Repeat(" ", runes(prefix))
	}
}

func runes(s string) int { return len([]rune(s)) }

// stampLine is the last line of every result: how to get it again.
func stampLine(w *words.Words, s experiment.Stamp) string {
	return w.Say("stamp", s.Hash, fmt.Sprint(s.Seed), s.Version, s.Command)
}

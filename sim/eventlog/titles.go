package eventlog

import (
	"bufio"
	"slices"
	"strings"
)

const (
	mostTitles = 20 // lines that may stand above a table
	looked     = 60 // lines that are looked at to see how wide it is
)

// titles reads what stands above a table: lines with clearly fewer cells than most lines have, as the title of an export, its date,
// who made it. It is how many lines that are.
func titles(r *bufio.Reader) (lines int) {
	_, _ = r.Peek(1) // fills the buffer
	head, _ := r.Peek(r.Buffered())
	list := strings.SplitAfter(string(head), "\n")
	if len(list) > 1 {
		list = list[:len(list)-1] // the last may be cut off
	}
	list = list[:min(len(list), looked)]
	widest, in := 0, rune(0)
	for _, d := range delimiters {
		var widths []int
		for _, line := range list {
			if n := cellsIn(line, d); n > 0 {
				widths = append(widths, n)
			}
		}
		if len(widths) == 0 {
			return 0
		}
		slices.Sort(widths)
		if usual := widths[len(widths)/2]; usual > widest {
			widest, in = usual, d
		}
	}
	if widest < 3 {
		return 0
	}
	for lines < min(mostTitles, len(list)) && cellsIn(list[lines], in)*2 <= widest && !separates(strings.TrimSpace(list[lines])) {
		lines++
	}
	if lines == min(mostTitles, len(list)) {
		return 0
	}
	for _, line := range list[:lines] {
		_, _ = r.Discard(len(line))
	}
	return lines
}

// cellsIn is how many cells of a line hold something.
func cellsIn(line string, delimiter rune) int {
	n, quoted, some := 0, false, false
	for _, c := range line {
		switch {
		case c == '"':
			quoted = !quoted
			some = true
		case c == delimiter && !quoted:
			if some {
				n++
			}
			some = false
		case !blank(c):
			some = true
		}
	}
	if some {
		n++
	}
	return n
}

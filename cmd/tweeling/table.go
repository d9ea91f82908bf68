package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

// A table prints rows in columns as wide as their widest cell, within 80 columns: the widest column of texts gives way
// when the line would be longer.
type table struct {
	out   io.Writer
	bold  bool
	gap   int
	rows  [][]cell
	heads []bool
}

type cell struct {
	text  string
	right bool
}

// right is a cell whose text ends at the column's edge, for numbers.
func right(text string) cell { return cell{text: text, right: true} }

func newTable(out io.Writer, bold bool) *table { return &table{out: out, bold: bold, gap: 2} }

// row adds a row of texts and cells.
func (t *table) row(cells ...any) { t.add(false, cells) }

// head adds a row that stands out on a terminal.
func (t *table) head(cells ...any) { t.add(true, cells) }

func (t *table) add(head bool, cells []any) {
	row := make([]cell, len(cells))
	for i, c := range cells {
		switch v := c.(type) {
		case cell:
			row[i] = v
		default:
			row[i] = cell{text: fmt.Sprint(v)}
		}
	}
	t.rows = append(t.rows, row)
	t.heads = append(t.heads, head)
}

func (t *table) widths() []int {
	var widths []int
	for _, row := range t.rows {
		for i, c := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], runes(c.text))
		}
	}
	total := 0
	for _, w := range widths {
		total += w + t.gap
	}
	if over := total - t.gap - lineWidth; over > 0 && len(widths) > 0 {
		i := t.widestText(widths)
		widths[i] = max(8, widths[i]-over)
	}
	return widths
}

// widestText is the column that can best give way: the widest of those that hold no numbers.
func (t *table) widestText(widths []int) int {
	numbers := make([]bool, len(widths))
	for _, row := range t.rows {
		for i, c := range row {
			numbers[i] = numbers[i] || c.right
		}
	}
	widest := 0
	for i, w := range widths {
		if !numbers[i] && w > widths[widest] {
			widest = i
		}
	}
	return widest
}

// print writes the table.
func (t *table) print() {
	widths := t.widths()
	for r, row := range t.rows {
		var b strings.Builder
		for i, c := range row {
			if i > 0 {
				b.WriteString(strings.Repeat(" ", t.gap))
			}
			text := cut(c.text, widths[i])
			pad := strings.Repeat(" ", widths[i]-runes(text))
			if c.right {
				b.WriteString(pad + text)
			} else {
				b.WriteString(text + pad)
			}
		}
		line := strings.TrimRight(b.String(), " ")
		if t.heads[r] && t.bold {
			line = "\x1b[1m" + line + "\x1b[0m"
		}
		fmt.Fprintln(t.out, line)
	}
}

// cut shortens a text that is too long for its column.
func cut(text string, width int) string {
	if runes(text) <= width {
		return text
	}
	return string([]rune(text)[:width-1]) + "…"
}

// isTerminal tells whether somebody looks at what is written, and has not asked for plain text.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && os.Getenv("NO_COLOR") == "" && term.IsTerminal(int(f.Fd()))
}

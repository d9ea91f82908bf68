package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"

	"golang.org/x/term"
)

// A table prints rows in columns as wide as their widest cell, within the width of a line. When a line would be longer, headings
// of several words go on several lines first; then the widest columns of texts give way, and their texts go on several
// lines; then columns go on in a table below. Nothing is cut.
type table struct {
	out   io.Writer
	bold  bool
	gap   int
	width int
	rows  [][]cell
	heads []bool
}

type cell struct {
	text  string
	right bool
}

// right is a cell whose text ends at the column's edge, for numbers.
func right(text string) cell { return cell{text: text, right: true} }

func newTable(out io.Writer, bold bool) *table {
	return &table{out: out, bold: bold, gap: 2, width: widthOf(out)}
}

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
		row[i].text = printable(row[i].text)
	}
	t.rows = append(t.rows, row)
	t.heads = append(t.heads, head)
}

// printable keeps what a scenario file says from moving the cursor.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
}

// A column is how wide its cells are.
type column struct {
	width  int
	least  int  // as narrow as it can get when headings go on several lines
	number bool // it holds numbers
}

// columns measures them. In a roomy table a heading is not broken into more than two lines or so: its texts are long enough to
// give way instead.
func (t *table) columns(roomy bool) []column {
	var columns []column
	for r, row := range t.rows {
		for i, c := range row {
			if i == len(columns) {
				columns = append(columns, column{})
			}
			least := runes(c.text)
			if t.heads[r] {
				if least = longestWord(c.text); roomy {
					least = max(least, min(runes(c.text), (runes(c.text)+3)/2))
				}
			}
			columns[i].width = max(columns[i].width, runes(c.text))
			columns[i].least = max(columns[i].least, least)
			columns[i].number = columns[i].number || c.right
		}
	}
	return columns
}

// longText tells whether some text that is no heading is so long that it may well go on several lines.
func (t *table) longText() bool {
	for r, row := range t.rows {
		for _, c := range row {
			if !t.heads[r] && !c.right && runes(c.text) > t.width/2 {
				return true
			}
		}
	}
	return false
}

// narrowest is what is left of a column of texts when the line is too long.
const narrowest = 8

func (t *table) widths() (widths []int, fits bool) {
	if widths, fits = t.fit(t.columns(t.longText())); !fits {
		widths, fits = t.fit(t.columns(false))
	}
	return widths, fits
}

// fit makes columns as wide as they can be within a line.
func (t *table) fit(columns []column) (widths []int, fits bool) {
	widths = make([]int, len(columns))
	over := -t.gap - t.width
	for i, c := range columns {
		widths[i] = c.width
		over += c.width + t.gap
	}
	for ; over > 0; over-- {
		i := loosest(columns, widths)
		if widths[i] == columns[i].least {
			break
		}
		widths[i]--
	}
	for ; over > 0; over-- {
		i := widestText(columns, widths)
		if widths[i] <= narrowest {
			break
		}
		widths[i]--
	}
	return widths, over <= 0
}

// loosest is the column that its headings keep widest beyond need.
func loosest(columns []column, widths []int) int {
	best := 0
	for i, w := range widths {
		if w-columns[i].least > widths[best]-columns[best].least {
			best = i
		}
	}
	return best
}

// widestText is the widest of the columns that hold no numbers; the first when all do.
func widestText(columns []column, widths []int) int {
	best := -1
	for i, w := range widths {
		if !columns[i].number && (best < 0 || w > widths[best]) {
			best = i
		}
	}
	return max(best, 0)
}

// print writes the table; one that is too wide in several, each with the first column.
func (t *table) print() {
	widths, fits := t.widths()
	if columns := len(widths); !fits && columns > 2 {
		head := t.of(1, 2)
		n := 2
		for ; n < columns-1; n++ {
			more := t.of(1, n+1)
			if _, fits := more.widths(); !fits {
				break
			}
			head = more
		}
		head.print()
		fmt.Fprintln(t.out)
		t.of(n, columns).print()
		return
	}
	t.printAs(widths)
}

// of is the first column with those from one up to another.
func (t *table) of(from, to int) *table {
	part := *t
	part.rows, part.heads = nil, nil
	for r, row := range t.rows {
		if len(row) > 1 && len(row) <= from {
			continue // all of it stands in the part before
		}
		cells := []cell{row[0]}
		if len(row) > 1 {
			cells = append(cells, row[from:min(to, len(row))]...)
		}
		part.rows, part.heads = append(part.rows, cells), append(part.heads, t.heads[r])
	}
	return &part
}

// printAs writes it with columns of some widths.
func (t *table) printAs(widths []int) {
	for r, row := range t.rows {
		cells := make([][]string, len(row))
		height := 1
		for i, c := range row {
			cells[i] = broken(wrap(c.text, widths[i]), widths[i])
			height = max(height, len(cells[i]))
		}
		for n := range height {
			line := t.line(row, cells, widths, func(i int) int {
				if t.heads[r] {
					return n - height + len(cells[i]) // headings stand on their columns
				}
				return n
			})
			if t.heads[r] && t.bold {
				line = "\x1b[1m" + line + "\x1b[0m"
			}
			fmt.Fprintln(t.out, line)
		}
	}
}

// line puts one line of each cell of a row together; which says for a column which of its lines.
func (t *table) line(row []cell, cells [][]string, widths []int, which func(column int) int) string {
	var b strings.Builder
	for i, c := range row {
		if i > 0 {
			b.WriteString(strings.Repeat(" ", t.gap))
		}
		text := ""
		if n := which(i); n >= 0 && n < len(cells[i]) {
			text = cells[i][n]
		}
		pad := strings.Repeat(" ", widths[i]-runes(text))
		if c.right {
			b.WriteString(pad + text)
		} else {
			b.WriteString(text + pad)
		}
	}
	return strings.TrimRight(b.String(), " ")
}

// broken lets words that are longer than a line go on in the next.
func broken(lines []string, width int) []string {
	var list []string
	for _, line := range lines {
		r := []rune(line)
		for ; len(r) > width && width > 0; r = r[width:] {
			list = append(list, string(r[:width]))
		}
		list = append(list, string(r))
	}
	return list
}

// wrapAll fits a text into the width of a line, paragraph by paragraph; lines that begin with a space stay as they are.
func wrapAll(text string, width int) string {
	var lines []string
	open := false // the last line may be gone on with
	for line := range strings.SplitSeq(text, "\n") {
		runs := line != "" && line[0] != ' '
		if runs && open {
			lines[len(lines)-1] += " " + line
		} else {
			lines = append(lines, line)
		}
		open = runs
	}
	for i, line := range lines {
		lines[i] = strings.Join(wrap(line, width), "\n")
	}
	return strings.Join(lines, "\n")
}

// wrap breaks text into lines of at most so many columns, at spaces that may break; all begin with the spaces that the
// text begins with. A word that is longer stands alone.
func wrap(text string, width int) []string {
	body := strings.TrimLeft(text, " ")
	indent := text[:len(text)-len(body)]
	var lines []string
	line := ""
	for _, word := range unbroken(body) {
		switch {
		case line == "":
			line = indent + word
		case runes(line)+1+runes(word) <= width:
			line += " " + word
		default:
			lines = append(lines, line)
			line = indent + word
		}
	}
	return append(lines, line)
}

// unbroken splits text at spaces, save where a sign would lose its number: "95 %", "± 3".
func unbroken(text string) []string {
	var words []string
	for word := range strings.SplitSeq(text, " ") {
		last := len(words) - 1
		switch {
		case word == "":
		case last >= 0 && (strings.HasPrefix(word, "%") || words[last] == "±"):
			words[last] += " " + word
		default:
			words = append(words, word)
		}
	}
	return words
}

func longestWord(text string) int {
	longest := 0
	for _, word := range unbroken(text) {
		longest = max(longest, runes(word))
	}
	return longest
}

// cut shortens a text that is too long for its column.
func cut(text string, width int) string {
	if runes(text) <= width {
		return text
	}
	return string([]rune(text)[:max(0, width-1)]) + "…"
}

// isTerminal tells whether somebody looks at what is written, and has not asked for plain text.
func isTerminal(w io.Writer) bool {
	f, ok := fileOf(w)
	return ok && os.Getenv("NO_COLOR") == "" && term.IsTerminal(int(f.Fd()))
}

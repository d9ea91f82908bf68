package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "write the golden tables anew")

func TestTables(t *testing.T) {
	for _, c := range []struct {
		name string
		bold bool
		fill func(*table)
	}{
		{"aligned", false, func(t *table) {
			t.head("station", right("working"), right("OEE"))
			t.row("press", right("43.7"), right("94.8"))
			t.row("inspection", right("100.0"), right("–"))
		}},
		{"bold-head", true, func(t *table) {
			t.head("case", right("expected"))
			t.row("M/M/1", right("3.2000"))
		}},
		{"heads-on-two-lines", false, func(t *table) {
			t.head("Stations, %", right("werkt"), right("omstellen"), right("storing"), right("wacht op operator"), right("geblokkeerd"), right("wacht op werk"), right("OEE"))
			t.row("  load", right("36,5"), right("0,0"), right("0,0"), right("0,0"), right("9,6"), right("0,0"), right("79,2"))
			t.row("  inspect", right("37,1"), right("0,0"), right("0,0"), right("0,0"), right("0,0"), right("9,1"), right("79,4"))
		}},
		{"texts-on-two-lines", false, func(t *table) {
			t.head("kind", "what it is")
			t.row("sink", "Good parts leave the line here.")
			t.row("robot", "A robot that loads and unloads the machines that say so, one at a time, and waits when it is down.")
		}},
		{"labels-give-way-to-numbers", false, func(t *table) {
			t.gap = 1
			t.head("", right("nu"), right("hands"), right("sensors"), right("automated"))
			t.row("Goede stuks/week", right("17.046 ±49"), right("−89 ±12 ▼"), right("+221 ±24 ▲"), right("−159 ±32 ▼"))
			t.row("Kostprijs, EUR", right("7,812 ±0,004"), right("−0,1159 ±0,0010 ▼"), right("+0,0306 ±0,0015 ▲"), right("−0,1370 ±0,0020 ▼"))
			t.row("Doorlooptijd, min", right("21,4 ±0,3"), right("−0,5 ±0,4 ▼"), right("+0,2 ±0,4 ≈"), right("−1,2 ±0,4 ▼"))
		}},
		{"a-word-too-long", false, func(t *table) {
			t.row("scenario", strings.Repeat("long", 30))
		}},
		{"rows-of-unequal-length", false, func(t *table) {
			t.head("People and robots")
			t.row("crew", right("1.85"), "waiting")
			t.row("arm", right("0.46"))
		}},
		{"no-cursor-moves", false, func(t *table) {
			t.row("name", "a title\x1b[2J with\nbreaks")
		}},
		{"nothing", false, func(*table) {}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			tab := newTable(&out, c.bold)
			c.fill(tab)
			tab.print()
			golden(t, filepath.Join("testdata", "tables", c.name+".txt"), out.String())
			for line := range strings.Lines(out.String()) {
				if n := runes(strings.TrimRight(line, "\n")); n > lineWidth && !c.bold {
					t.Errorf("%d columns: %s", n, line)
				}
			}
		})
	}
}

// Below 80 columns a table is as narrow as what is read on, and whatever was in it is still there.
func TestNarrowTables(t *testing.T) {
	for _, width := range []int{40, 50, 60, 79} {
		t.Setenv("COLUMNS", strconv.Itoa(width))
		var out bytes.Buffer
		tab := newTable(&out, false)
		tab.head("station", "state", right("good"), right("OEE, %"), right("contradictions"), right("last signal"))
		tab.row("  a_station_whose_name_is_long", "waits for people", right("12,345"), right("100.0"), right("17"), right("10:59:54"))
		tab.row("all of them")
		tab.print()
		text := strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) {
				return -1
			}
			return r
		}, out.String())
		for _, want := range []string{"12,345", "100.0", "17", "10:59:54", "people"} {
			if !strings.Contains(text, want) {
				t.Errorf("%d: want %q in it, have\n%s", width, want, out.String())
			}
		}
		for line := range strings.Lines(out.String()) {
			if n := runes(strings.TrimRight(line, "\n")); n > width {
				t.Errorf("%d: %d columns: %s", width, n, line)
			}
		}
	}
}

// golden compares with a file, or writes it with -update.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

// Whatever is in the cells, numbers stand in full, and the table fits where it can.
func TestNoTableLosesANumber(t *testing.T) {
	word := rapid.StringMatching(`[a-zé]{1,14}`)
	label := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(word, 1, 6).Draw(t, "words"), " ")
	})
	number := rapid.StringMatching(`[+−]?[0-9]{1,4}(\.[0-9]{1,3})?`)
	rapid.Check(t, func(t *rapid.T) {
		var out bytes.Buffer
		tab := newTable(&out, false)
		columns := rapid.IntRange(1, 6).Draw(t, "columns")
		tab.head(cells(t, label, label, columns)...)
		var numbers []string
		for range rapid.IntRange(1, 4).Draw(t, "rows") {
			row := cells(t, label, number, columns)
			tab.row(row...)
			for _, c := range row[1:] {
				numbers = append(numbers, c.(cell).text)
			}
		}
		tab.print()
		fields := map[string]int{}
		for field := range strings.FieldsSeq(out.String()) {
			fields[field]++
		}
		for _, n := range numbers {
			if fields[n]--; fields[n] < 0 {
				t.Fatalf("%s is not there in full:\n%s", n, out.String())
			}
		}
		// 8 for the label, at most 14 for the longest word of each heading, 2 between: six columns may need more than 80.
		for line := range strings.Lines(out.String()) {
			if n := runes(line) - 1; n > lineWidth && columns <= 5 {
				t.Fatalf("%d columns:\n%s", n, out.String())
			}
		}
	})
}

func cells(t *rapid.T, first, others *rapid.Generator[string], columns int) []any {
	row := []any{first.Draw(t, "label")}
	for range columns - 1 {
		row = append(row, right(others.Draw(t, "cell")))
	}
	return row
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		name, text string
		width      int
		want       []string
	}{
		{"short", "as it is", 20, []string{"as it is"}},
		{"exactly", "as it is", 8, []string{"as it is"}},
		{"at spaces", "one two three", 7, []string{"one two", "three"}},
		{"indented", "  one two", 6, []string{"  one", "  two"}},
		{"a long word alone", "a extraordinary b", 5, []string{"a", "extraordinary", "b"}},
		{"not before a per cent sign", "within 95 %-interval", 10, []string{"within", "95 %-interval"}},
		{"not after plus or minus", "17 ± 49 parts", 5, []string{"17", "± 49", "parts"}},
		{"not at a space that does not break", "over €\u00a0420 now", 7, []string{"over", "€\u00a0420", "now"}},
		{"nothing", "", 5, []string{""}},
	} {
		if diff := cmp.Diff(c.want, wrap(c.text, c.width)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestNobodyLooksAtAFile(t *testing.T) {
	f, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if isTerminal(f) || isTerminal(&bytes.Buffer{}) {
		t.Error("a file and a buffer are no terminals")
	}
}

// Help fits a terminal.
func TestHelpFits(t *testing.T) {
	for _, verb := range verbs {
		cmd := verb(&cli{})
		for line := range strings.Lines("  " + fmt.Sprintf("%-12s", cmd.Name()) + cmd.Short + "\n" + wrapAll(cmd.Long, lineWidth)) {
			if line = strings.TrimSuffix(line, "\n"); len([]rune(line)) > lineWidth {
				t.Errorf("%s: %d columns: %s", cmd.Name(), len([]rune(line)), line)
			}
		}
	}
}

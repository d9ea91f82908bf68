package eventlog

import (
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"
)

func wideText(text string) string {
	var b strings.Builder
	b.WriteString("\xff\xfe")
	for _, u := range utf16.Encode([]rune(text)) {
		b.WriteByte(byte(u))
		b.WriteByte(byte(u >> 8))
	}
	return b.String()
}

// swapped are pairs of bytes in the other order.
func swapped(text string) string {
	b := []byte(text)
	for i := 0; i+1 < len(b); i += 2 {
		b[i], b[i+1] = b[i+1], b[i]
	}
	return string(b)
}

// A table is the same row by row, however it is written and in whatever pieces it comes.
func TestRows(t *testing.T) {
	const plain = "naam;tijd\nzaag;1\n\nfrees é;2\n"
	for name, text := range map[string]string{
		"utf-8": plain, "mark": "\xef\xbb\xbf" + plain, "excel": "sep=;\r\n" + strings.ReplaceAll(plain, "\n", "\r\n"), "utf-16": wideText(plain), "utf-16 without its mark": wideText(plain)[2:], "the other way round": swapped(wideText(plain)[2:]),
		"latin 1": strings.ReplaceAll(plain, "é", "\xe9"), "quotes": strings.ReplaceAll(plain, "zaag", `"zaag"`),
	} {
		for _, slow := range []bool{false, true} {
			in := strings.NewReader(text)
			rows, err := Open("t.csv", in, Format{})
			if slow {
				rows, err = Open("t.csv", iotest.OneByteReader(strings.NewReader(text)), Format{})
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			got := strings.Join(rows.Columns, "|")
			for rows.Next() {
				got += "\n" + rows.Cell(0) + "|" + rows.Cell(1) + "|" + rows.Cell(2)
			}
			if rows.Err() != nil || got != "naam|tijd\nzaag|1|\nfrees é|2|" {
				t.Errorf("%s, slow %v: have %q, %v", name, slow, got, rows.Err())
			}
		}
	}
}

// Lines are told as an editor counts them.
func TestRowsLines(t *testing.T) {
	rows, err := Open("t.csv", strings.NewReader("sep=;\na;b\n1;2\n\n3;\"4\n5\"\n6;7\n"), Format{})
	if err != nil {
		t.Fatal(err)
	}
	var lines []int
	for rows.Next() {
		lines = append(lines, rows.Line())
	}
	if len(lines) != 3 || lines[0] != 3 || lines[1] != 5 || lines[2] != 7 {
		t.Errorf("have %v, want 3 5 7", lines)
	}
}

// Lines above a table that are none of it are passed over where they may stand there, and counted in the places of mistakes.
func TestTitlesAboveATable(t *testing.T) {
	for _, text := range []string{
		"Export MES;;\n\"Datum\";02-03-2026;\n\nOrder;Machine;Start;End\n1;saw;a;b\n2;mill;c;d\n",
		"Export of all that was made, by the week\nmade by J. Smith\n\nOrder;Machine;Start;End\n1;saw;a;b\n2;mill;c;d\n",
	} {
		rows, err := Open("export.csv", strings.NewReader(text), Format{Titled: true})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(rows.Columns, ","); got != "Order,Machine,Start,End" || rows.Above != 3 {
			t.Errorf("%q: columns %s below %d lines", text, got, rows.Above)
		}
		if !rows.Next() || rows.Cell(1) != "saw" || rows.Line() != 5 {
			t.Errorf("%q: %q on line %d, want saw on line 5", text, rows.Cell(1), rows.Line())
		}
	}
	plain, err := Open("plain.csv", strings.NewReader("a;b\n1;2\n"), Format{Titled: true})
	if err != nil || plain.Above != 0 || len(plain.Columns) != 2 {
		t.Errorf("a table without titles: %v, %+v", err, plain)
	}
}

package view

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"tweeling/sim/aside"
	"tweeling/sim/scenario"
)

// WriteLayout writes where everything stands into a scenario file: at = [x, y] in the table of each element, in metres.
// All else stays as it is, comments included. The file is written aside and read again first; only when it reads as the
// same scenario does it take the place of the old one. It returns how many places were written.
func (w *Show) WriteLayout(name string) (int, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return 0, err
	}
	x0, y0 := w.sides[0].stage.x0, w.sides[0].stage.y0
	if w.hall != nil { // the picture says where nought is
		x0, y0 = 0, 0
	}
	places := map[string]string{}
	for _, d := range w.sides {
		for i := range d.stage.items {
			it := &d.stage.items[i]
			if _, ok := places[it.name]; !ok && !it.given {
				places[it.name] = fmt.Sprintf("at = [%s, %s]", metres(it.x-x0), metres(it.y-y0))
			}
		}
	}
	written, n := placeAll(text, places)
	open := func(other string) ([]byte, error) { return os.ReadFile(filepath.Join(filepath.Dir(name), other)) }
	if _, err := scenario.Read(name, written, open); err != nil {
		return 0, fmt.Errorf("the layout would spoil the file, which stays as it is: %w", err)
	}
	return n, aside.Write(name, written)
}

func metres(x float32) string {
	text := fmt.Sprintf("%.1f", math.Round(float64(x)*10)/10)
	return strings.Replace(text, "-0.0", "0.0", 1)
}

var (
	tableHead = regexp.MustCompile(`^\s*\[\s*(?:measure\s*\.\s*[\w"-]+\s*\.\s*)?line\s*\.\s*"?([a-z][a-z0-9_-]*)"?\s*\]`)
	anyHead   = regexp.MustCompile(`^\s*\[`)
	placeKey  = regexp.MustCompile(`^\s*at\s*=\s*\[[^\]]*\]`)
	kindKey   = regexp.MustCompile(`^\s*kind\s*=`)
)

// placeAll puts a place into the first table of each element: instead of the old one, else after its kind.
func placeAll(text []byte, places map[string]string) ([]byte, int) {
	lines := bytes.SplitAfter(text, []byte("\n"))
	var out [][]byte
	written := map[string]bool{}
	long := "" // the quotes of a text over several lines
	for i := 0; i < len(lines); i++ {
		line := string(lines[i])
		out = append(out, lines[i])
		inside := long != ""
		long = quotes(line, long)
		m := tableHead.FindStringSubmatch(line)
		if inside || m == nil || written[m[1]] || places[m[1]] == "" {
			continue
		}
		end := i + 1
		for end < len(lines) && !anyHead.Match(lines[end]) {
			end++
		}
		body := slices.Clone(lines[i+1 : end])
		if setPlace(&body, places[m[1]], ending(line)) {
			written[m[1]] = true
			out = append(out, body...)
			i = end - 1
		}
	}
	return bytes.Join(out, nil), len(written)
}

// setPlace changes the place in the body of a table. A table without a kind is a change by a measure, and no element.
func setPlace(body *[][]byte, place, end string) bool {
	for i, line := range *body {
		if loc := placeKey.FindIndex(line); loc != nil {
			(*body)[i] = append([]byte(place), line[loc[1]:]...)
			return true
		}
	}
	for i, line := range *body {
		if kindKey.Match(line) {
			if !bytes.HasSuffix(line, []byte("\n")) {
				(*body)[i] = append(slices.Clone(line), end...)
			}
			*body = slices.Insert(*body, i+1, []byte(place+end))
			return true
		}
	}
	return false
}

func ending(line string) string {
	if strings.HasSuffix(line, "\r\n") {
		return "\r\n"
	}
	return "\n"
}

// quotes tells in which text of several lines the end of a line stands: the quotes that will end it, "" for none.
func quotes(line, open string) string {
	for {
		if open != "" {
			_, rest, found := strings.Cut(line, open)
			if !found {
				return open
			}
			line, open = rest, ""
			continue
		}
		a, b := strings.Index(line, `"""`), strings.Index(line, "'''")
		switch {
		case a >= 0 && (b < 0 || a < b):
			line, open = line[a+3:], `"""`
		case b >= 0:
			line, open = line[b+3:], "'''"
		default:
			return ""
		}
	}
}

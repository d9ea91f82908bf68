package gfx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

func svgOf(t *testing.T, l *List) string {
	t.Helper()
	var b bytes.Buffer
	if err := SVG(&b, l, 320, 200); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGoldenSVG(t *testing.T) {
	got := svgOf(t, still())
	path := filepath.Join("testdata", "still.svg")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("not as %s; look at it after -update", path)
	}
}

// An svgElement is what tests want to know of an element.
type svgElement struct {
	XMLName xml.Name
	Attrs   []xml.Attr   `xml:",any,attr"`
	Text    string       `xml:",chardata"`
	Within  []svgElement `xml:",any"`
}

func (e svgElement) attr(name string) string {
	for _, a := range e.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// all lists the elements of a name, with the data-id of the groups around them.
func (e svgElement) all(name, path string, visit func(path string, e svgElement)) {
	if e.XMLName.Local == "g" {
		path += "/" + e.attr("data-id")
	}
	if e.XMLName.Local == name {
		visit(path, e)
	}
	for _, w := range e.Within {
		w.all(name, path, visit)
	}
}

func parsed(t *testing.T, text string) svgElement {
	t.Helper()
	var e svgElement
	if err := xml.Unmarshal([]byte(text), &e); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	return e
}

func TestTextsOfSVGCanBeSearchedAndHaveTheirLength(t *testing.T) {
	var l List
	said := []string{"press", "Good parts: 1\u202F284 < 2\u202F000 & \"more\"", "−3.2 %", "line\nbreak"}
	for i, s := range said {
		l.Text(10, 20*float32(i), 12, Font(i%2), Right, ink, s)
	}
	n := 0
	parsed(t, svgOf(t, &l)).all("text", "", func(_ string, e svgElement) {
		want := strings.ReplaceAll(said[n], "\n", "\uFFFD")
		if e.Text != want {
			t.Errorf("%q, want %q", e.Text, want)
		}
		length, err := strconv.ParseFloat(e.attr("textLength"), 32)
		if w := float64(Width(said[n], 12, Font(n%2))); err != nil || length < w-0.01 || length > w+0.01 {
			t.Errorf("%q: length %v, %v, want %v", want, length, err, w)
		}
		n++
	})
	if n != len(said) {
		t.Errorf("%d texts, want %d", n, len(said))
	}
}

func TestGroupsOfSVGHaveTitles(t *testing.T) {
	var l List
	l.Begin("line", "")
	l.Begin("line/press", "press <1>: working")
	l.Rect(red, 0, 0, 5, 5)
	l.End()
	l.End()
	titles := map[string]string{}
	e := parsed(t, svgOf(t, &l))
	e.all("title", "", func(path string, e svgElement) { titles[path] = e.Text })
	if len(titles) != 1 || titles["/line/line/press"] != "press <1>: working" {
		t.Errorf("%v, want that of the press", titles)
	}
	e.all("rect", "", func(path string, e svgElement) {
		if path != "/line/line/press" || e.attr("fill") != "#b91c1c" || e.attr("width") != "5" {
			t.Errorf("%s: %v", path, e.Attrs)
		}
	})
}

// Clips and groups may cross, and may be left open: the image is whole all the same, and each shape is in what it was in.
func TestClipsAndGroupsMayCross(t *testing.T) {
	var l List
	l.Clip(0, 0, 50, 50)
	l.Begin("a", "")
	l.Rect(red, 0, 0, 1, 1)
	l.Unclip()
	l.Rect(red, 0, 0, 2, 2)
	l.End()
	l.End()
	l.Unclip()
	l.Rect(red, 0, 0, 3, 3)
	l.Begin("b", "")
	l.Clip(0, 0, 0, 10)
	l.Rect(red, 0, 0, 4, 4)
	where := map[string]string{}
	e := parsed(t, svgOf(t, &l))
	e.all("rect", "", func(path string, e svgElement) { where[e.attr("width")] = path })
	for width, want := range map[string]string{"1": "/a", "2": "/a", "3": "", "4": "/b"} {
		if where[width] != want {
			t.Errorf("shape %s is in %q, want %q", width, where[width], want)
		}
	}
	clips := 0
	e.all("svg", "", func(_ string, e svgElement) {
		if e.attr("x") != "" {
			clips++
		}
	})
	if clips != 2 {
		t.Errorf("%d clips, want 2", clips)
	}
}

func TestSVGTellsThatItCouldNotBeWritten(t *testing.T) {
	if err := SVG(broken{}, still(), 1, 1); err == nil {
		t.Error("a full disk is not told")
	}
	var nan List
	zero := float32(0)
	nan.Circle(red, zero/zero, 0, 5)
	if err := SVG(io.Discard, &nan, 1, 1); err != nil {
		t.Error(err)
	}
	if text := svgOf(t, &nan); strings.Contains(text, "NaN") {
		t.Error("a coordinate that is not a number is written")
	}
	if errors.Is(SVG(broken{}, &nan, 1, 1), io.EOF) {
		t.Error("want the error of the disk")
	}
}

func BenchmarkSVG(b *testing.B) {
	var l List
	frame(&l, 0)
	for b.Loop() {
		if err := SVG(io.Discard, &l, 1280, 720); err != nil {
			b.Fatal(err)
		}
	}
}

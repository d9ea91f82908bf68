package view

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tweeling/sim/plant"
	"tweeling/sim/scenario"
)

const loops = `
[run]
horizon = "2h"
warmup = "1m"
replications = 2
[line.east]
kind = "source"
to = ["saw"]
[line.west]
kind = "source"
every = "exp(50s)"
to = ["saw"]
[line.saw]
kind = "machine"
cycle = "10s"
to = ["split"]
[line.split]
kind = "buffer"
room = 30
to = ["left", "middle", "right"]
[line.left]
kind = "machine"
cycle = "20s"
to = ["check"]
[line.middle]
kind = "machine"
cycle = "25s"
count = 3
to = ["check"]
[line.right]
kind = "machine"
cycle = "30s"
to = ["check"]
[line.check]
kind = "machine"
cycle = "5s"
to = ["again", "out"]
choose = "random"
shares = [0.1, 0.9]
[line.again]
kind = "buffer"
room = 50
to = ["split"]
[line.out]
kind = "sink"
[line.crew]
kind = "operators"
count = 5
`

func stageOf(t *testing.T, text string) *stage {
	t.Helper()
	s, err := scenario.Read("line.toml", []byte(text), nil)
	if err != nil {
		t.Fatal(err)
	}
	st, err := newStage(s, "before", scenario.AsIs)
	if err != nil {
		t.Fatal(err)
	}
	return st
}

// Parts that go back to one of several machines side by side do not put it at the end of the line, and neither does a way
// past a machine.
func TestOnlyWhatGoesBackGoesBack(t *testing.T) {
	const line = `
[run]
horizon = "1d"
[line.in]
kind = "source"
to = ["a1", "a2"]
[line.a1]
kind = "machine"
cycle = "60s"
to = ["test"]
[line.a2]
kind = "machine"
cycle = "60s"
to = ["test"]
[line.test]
kind = "machine"
cycle = "15s"
to = ["again", "paint", "out"]
choose = "random"
shares = [0.1, 0.4, 0.5]
[line.again]
kind = "buffer"
room = 50
to = ["WHERE"]
[line.paint]
kind = "machine"
cycle = "20s"
to = ["out"]
[line.out]
kind = "sink"
`
	for _, where := range []string{"a1", "a2", "test"} {
		st := stageOf(t, strings.Replace(line, "WHERE", where, 1))
		for _, e := range st.edges {
			from, to := st.items[e.from].name, st.items[e.to].name
			if e.back != (from == "again") {
				t.Errorf("rework to %s: %s to %s goes back: %v", where, from, to, e.back)
			}
		}
		if a, b := st.items[st.find("a1")], st.items[st.find("a2")]; a.x != b.x {
			t.Errorf("rework to %s: a1 stands at %v, a2 at %v", where, a.x, b.x)
		}
	}
}

// Whatever the line, things stand beside each other and not in each other, on the floor, and parts go onwards.
func TestNothingStandsInAnother(t *testing.T) {
	shavers, err := scenario.Load("shaver-heads")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"branches and loops": loops, "shavers": string(shavers.Files[0].Text), "long": thousand(60)} {
		st := stageOf(t, text)
		for i := range st.items {
			a := &st.items[i]
			if a.x-a.w/2 < st.x0 || a.x+a.w/2 > st.x1 || a.y-a.d/2 < st.y0 || a.y+a.d/2 > st.y1 {
				t.Errorf("%s: %s stands beside the floor", name, a.name)
			}
			for k := range i {
				b := &st.items[k]
				if abs32(a.x-b.x) < (a.w+b.w)/2 && abs32(a.y-b.y) < (a.d+b.d)/2 {
					t.Errorf("%s: %s stands in %s", name, a.name, b.name)
				}
			}
		}
		for _, e := range st.edges {
			if e.back != (st.items[e.from].name == "again") {
				t.Errorf("%s: the way from %s to %s goes back: %v", name, st.items[e.from].name, st.items[e.to].name, e.back)
			}
		}
	}
}

func TestThePlaceOfTheScenarioCounts(t *testing.T) {
	st := stageOf(t, strings.Replace(loops, "cycle = \"10s\"", "cycle = \"10s\"\nat = [12, 3.5]\nsize = [4, 2]", 1))
	saw := &st.items[st.find("saw")]
	if saw.x != 12 || saw.y != 3.5 || saw.w != 4 || saw.d != 2 {
		t.Errorf("the saw stands at %v, %v and is %v by %v", saw.x, saw.y, saw.w, saw.d)
	}
	for i := range st.items {
		if it := &st.items[i]; it.Role == plant.Pool && (it.x < st.x0 || it.y > st.y1) {
			t.Errorf("%s waits beside the floor", it.name)
		}
	}
}

// A layout changes nothing in a file but places, and reads back as what was shown.
func TestWriteLayout(t *testing.T) {
	text := "# head\n" + strings.Replace(loops, "[line.saw]\n", "[line.saw] # the saw\nat = [1, 2] # old\n", 1) + "# tail"
	name := filepath.Join(t.TempDir(), "line.toml")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	w := loaded(t, name, Options{})
	n, err := w.WriteLayout(name)
	if err != nil || n != 10 {
		t.Fatalf("%d places written, %v, want 10: all but the one that stood there", n, err)
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	kept := 0
	for line := range strings.Lines(string(got)) {
		if strings.Contains(text, line) {
			kept += len(line)
		} else if !strings.HasPrefix(line, "at = [") {
			t.Errorf("a line that was not there: %q", line)
		}
	}
	if kept != len(text) {
		t.Errorf("%d letters of %d are kept", kept, len(text))
	}
	again := loaded(t, name, Options{})
	for i := range again.sides[0].stage.items {
		if it := &again.sides[0].stage.items[i]; !it.given {
			t.Errorf("%s has no place", it.name)
		}
	}
	if info, _ := os.Stat(name); info.Mode().Perm() != 0o600 {
		t.Errorf("the file may be read by %v now", info.Mode())
	}
}

func TestPlacesGoWhereTheyBelong(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"after the kind":   {"[line.a]\nkind = \"sink\"\n", "[line.a]\nkind = \"sink\"\nat = [1, 2]\n"},
		"at the end":       {"[line.a]\nkind = \"sink\"", "[line.a]\nkind = \"sink\"\nat = [1, 2]\n"},
		"instead":          {"[line.a]\nat = [5,6] # old\nkind = \"sink\"\n", "[line.a]\nat = [1, 2] # old\nkind = \"sink\"\n"},
		"quoted":           {"[ line . \"a\" ]\nkind = \"sink\"\n", "[ line . \"a\" ]\nkind = \"sink\"\nat = [1, 2]\n"},
		"windows":          {"[line.a]\r\nkind = \"sink\"\r\n", "[line.a]\r\nkind = \"sink\"\r\nat = [1, 2]\r\n"},
		"of a measure":     {"[measure.m.line.a]\nkind = \"sink\"\n", "[measure.m.line.a]\nkind = \"sink\"\nat = [1, 2]\n"},
		"a change is none": {"[measure.m.line.a]\nroom = 3\n", "[measure.m.line.a]\nroom = 3\n"},
		"in a text":        {"x = \"\"\"\n[line.a]\nkind = 1\n\"\"\"\n", "x = \"\"\"\n[line.a]\nkind = 1\n\"\"\"\n"},
		"another":          {"[line.ab]\nkind = \"sink\"\n", "[line.ab]\nkind = \"sink\"\n"},
	} {
		if got, _ := placeAll([]byte(c.text), map[string]string{"a": "at = [1, 2]"}); string(got) != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestAScenarioIsReadAnew(t *testing.T) {
	text := loops + "[measure.fast.line.saw]\ncycle = \"8s\"\n"
	name := filepath.Join(t.TempDir(), "line.toml")
	write := func(text string) {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(text)
	w := loaded(t, name, Options{At: 10 * time.Minute, Reload: func() (*scenario.Scenario, error) { return scenario.Load(name) }})
	write(strings.Replace(text, "kind = \"sink\"", "kind = \"drain\"", 1))
	w.Key("r")
	if got := texts(t, framed(t, w, 1280, 720), "notice"); !has(got, "line.toml:") || !has(got, "drain") {
		t.Errorf("the notice says %v, want the mistake and its place", got)
	}
	write(strings.Replace(text, "[line.saw]", "[line.saw]\ntitle = \"Band saw\"", 1))
	w.Key("r")
	l := framed(t, w, 1280, 720)
	if got := texts(t, l, "before/saw/state"); !has(got, "Band saw") {
		t.Errorf("the saw is called %v, want Band saw", got)
	}
	if w.Clock() != 10*time.Minute {
		t.Errorf("the clock stands at %v, want 10 minutes", w.Clock())
	}
}

func TestAPartIsFollowed(t *testing.T) {
	w := loaded(t, "testdata/cell.toml", Options{At: time.Hour})
	framed(t, w, 1280, 720)
	w.Key("f")
	l := framed(t, w, 1280, 720)
	if w.follow == 0 || len(texts(t, l, "part")) != 1 {
		t.Fatal("no part is followed")
	}
	if _, ok := l.Find("followed"); !ok {
		t.Error("the part is not marked")
	}
	w.Seek(w.Clock() + 3*time.Hour)
	if got := texts(t, framed(t, w, 1280, 720), "part"); !has(got, fmt.Sprintf("%d has left", w.follow)) && !has(got, "has left") {
		t.Errorf("after three hours: %v, want that it has left", got)
	}
}

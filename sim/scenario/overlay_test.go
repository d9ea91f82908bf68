package scenario

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tweeling/sim/calendar"
	"tweeling/sim/dist"
	"tweeling/sim/plant"
)

// plain are the options under which models are compared: laws and calendars by what they say.
var plain = []cmp.Option{
	cmp.Comparer(func(a, b *dist.Dist) bool { return a == b || a != nil && b != nil && a.String() == b.String() }),
	cmp.Comparer(func(a, b *calendar.Calendar) bool {
		return a.Planned(0, 52*week) == b.Planned(0, 52*week) && a.Rostered(0, 52*week) == b.Rostered(0, 52*week)
	}),
}

func mustRead(t testing.TB, text string) *Scenario {
	t.Helper()
	s, err := Read("test.toml", []byte(text), nil)
	if err != nil {
		t.Fatalf("%v\nin\n%s", err, text)
	}
	return s
}

func mustModel(t testing.TB, s *Scenario, plan string) *plant.Model {
	t.Helper()
	m, _, err := s.Model(plan)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

const small = `
[product.a]
share = 0.5
[product.b]
share = 0.5
[line.in]
kind = "source"
to = ["press"]
[line.press]
kind = "machine"
cycle = "lognormal(10s, cv 0.2)"
cycle_by_product = { a = "12s", b = "14s" }
load = "4s"
scrap = 0.02
count = 2
operator = "crew"
power_kw = { working = 10, ready = 4 }
failure.jam = { uptime = "exp(3h)", repair = "exp(12m)" }
failure.belt = { uptime = "exp(30h)", repair = "1h" }
to = ["store"]
[line.store]
kind = "buffer"
room = 20
to = ["pack"]
[line.pack]
kind = "machine"
cycle = "12s"
operator = "2 crew"
to = ["out"]
[line.out]
kind = "sink"
[line.crew]
kind = "operators"
count = 3
`

// changed is small with lines replaced: pairs of old and new.
func changed(t testing.TB, pairs ...string) string {
	t.Helper()
	text := small
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(text, pairs[i]) {
			t.Fatalf("there is no %q", pairs[i])
		}
		text = strings.Replace(text, pairs[i], pairs[i+1], 1)
	}
	return text
}

// Each measure must do what writing its outcome by hand does.
func TestOverlayIsAsWrittenByHand(t *testing.T) {
	for _, c := range []struct {
		name, measures string
		plan           []string
		byHand         []string
	}{
		{"replace a value", "[measure.m.line.press]\ncycle = \"9s\"", nil, []string{`cycle = "lognormal(10s, cv 0.2)"`, `cycle = "9s"`}},
		{"replace a table that says one thing", "[measure.m.line.press]\npower_kw = { working = 3 }", nil, []string{"{ working = 10, ready = 4 }", "{ working = 3 }"}},
		{"failure modes merge, and their keys", "[measure.m.line.press]\nfailure.jam.repair = \"1m\"\nfailure.new = { uptime = \"1h\", repair = \"2m\" }", nil,
			[]string{`repair = "exp(12m)" }`, "repair = \"1m\" }\nfailure.new = { uptime = \"1h\", repair = \"2m\" }"}},
		{"factor on a law", "[measure.m.line.press]\nfailure.jam.repair = { times = 0.5 }", nil, []string{"exp(12m)", "exp(6m)"}},
		{"factor and addition", "[measure.m.line.press]\nload = { times = 0.5, plus = \"3s\" }", nil, []string{`load = "4s"`, `load = "5s"`}},
		{"less", "[measure.m.line.press]\nload = { plus = \"-1s\" }", nil, []string{`load = "4s"`, `load = "3s"`}},
		{"a triple is its likely value", "[measure.m.line.press]\nload = { times = [0.1, 0.5, 0.9] }", nil, []string{`load = "4s"`, `load = "2s"`}},
		{"factor on whole numbers and shares", "[measure.m.line]\npress = { count = { plus = 1 }, scrap = { times = 0.5 } }", nil,
			[]string{"count = 2", "count = 3", "scrap = 0.02", "scrap = 0.01"}},
		{"factor on a default", "[measure.m.line.pack]\ncount = { plus = 1 }", nil, []string{`cycle = "12s"`, "cycle = \"12s\"\ncount = 2"}},
		{"factor on all products", "[measure.m.line.press]\ncycle_by_product = { times = 0.5 }\npower_kw = { times = 2 }", nil,
			[]string{`{ a = "12s", b = "14s" }`, `{ a = "6s", b = "7s" }`, "{ working = 10, ready = 4 }", "{ working = 20, ready = 8 }"}},
		{"replacements, then factors, then additions, whatever the order", "[measure.m.line.press]\nload = { plus = \"1s\" }\n[measure.n.line.press]\nload = { times = 3 }\n[measure.o.line.press]\nload = \"2s\"",
			[]string{"m", "n", "o"}, []string{`load = "4s"`, `load = "7s"`}},
		{"none unsets", "[measure.m.line.press]\noperator = \"none\"", nil, []string{"operator = \"crew\"\n", ""}},
		{"remove a key", "[measure.m]\nremove = [\"line.press.operator\", \"line.press.failure.jam\"]", nil,
			[]string{"operator = \"crew\"\n", "", "failure.jam = { uptime = \"exp(3h)\", repair = \"exp(12m)\" }\n", ""}},
		{"remove an element", "[measure.m]\nremove = [\"line.store\"]", nil,
			[]string{"[line.store]\nkind = \"buffer\"\nroom = 20\nto = [\"pack\"]\n", "", `to = ["store"]`, `to = ["pack"]`}},
		{"remove two in a row", "[measure.m]\nremove = [\"line.store\", \"line.pack\"]", nil,
			[]string{"[line.store]\nkind = \"buffer\"\nroom = 20\nto = [\"pack\"]\n", "", "[line.pack]\nkind = \"machine\"\ncycle = \"12s\"\noperator = \"2 crew\"\nto = [\"out\"]\n", "", `to = ["store"]`, `to = ["out"]`}},
		{"insert", "[measure.m.line.new]\nkind = \"buffer\"\nroom = 1\nafter = \"press\"", nil,
			[]string{"to = [\"store\"]\n", "to = [\"new\"]\n[line.new]\nkind = \"buffer\"\nroom = 1\nto = [\"store\"]\n"}},
		{"insert two in the order of the plan", "[measure.m.line.x]\nkind = \"buffer\"\nroom = 1\nafter = \"press\"\n[measure.n.line.y]\nkind = \"buffer\"\nroom = 2\nafter = \"press\"", []string{"n", "m"},
			[]string{"to = [\"store\"]\n", "to = [\"y\"]\n[line.y]\nkind = \"buffer\"\nroom = 2\nto = [\"x\"]\n[line.x]\nkind = \"buffer\"\nroom = 1\nto = [\"store\"]\n"}},
		{"insert after an inserted one", "[measure.m.line.x]\nkind = \"buffer\"\nroom = 1\nafter = \"z\"\n[measure.m.line.z]\nkind = \"buffer\"\nroom = 2\nafter = \"press\"\n[measure.n.line.a]\nkind = \"buffer\"\nroom = 3\nafter = \"press\"", []string{"m", "n"},
			[]string{"to = [\"store\"]\n", "to = [\"z\"]\n[line.z]\nkind = \"buffer\"\nroom = 2\nto = [\"x\"]\n[line.x]\nkind = \"buffer\"\nroom = 1\nto = [\"a\"]\n[line.a]\nkind = \"buffer\"\nroom = 3\nto = [\"store\"]\n"}},
		{"insert where something was removed", "[measure.m]\nremove = [\"line.store\"]\n[measure.n.line.x]\nkind = \"buffer\"\nroom = 1\nafter = \"press\"\nbefore = \"pack\"", []string{"n", "m"},
			[]string{"[line.store]\nkind = \"buffer\"\nroom = 20\nto = [\"pack\"]\n", "", "to = [\"store\"]\n", "to = [\"x\"]\n[line.x]\nkind = \"buffer\"\nroom = 1\nto = [\"pack\"]\n"}},
		{"another kind", "[measure.m.line.press]\nkind = \"buffer\"\nroom = 1", nil,
			[]string{small[strings.Index(small, "[line.press]"):strings.Index(small, "[line.store]")], "[line.press]\nkind = \"buffer\"\nroom = 1\nto = [\"store\"]\n"}},
		{"over", "[measure.m.line.press]\nload = \"1s\"\n[measure.n]\nover = [\"m\"]\n[measure.n.line.press]\nload = \"2s\"", []string{"n", "m"}, []string{`load = "4s"`, `load = "2s"`}},
		{"over what is removed", "[measure.m]\nover = [\"n\"]\nremove = [\"line.press.load\"]\n[measure.n.line.press]\nload = \"2s\"", []string{"m", "n"}, []string{"load = \"4s\"\n", ""}},
		{"a shift and a product", "[measure.m.shift.day]\nworks = [\"daily 06:00-14:00\"]\n[measure.m.line.pack]\nshift = \"day\"\n[measure.m.product]\na = { share = 0.1 }\nb = { share = { times = 1.8 } }", nil,
			[]string{`cycle = "12s"`, "cycle = \"12s\"\nshift = \"day\"", "share = 0.5", "share = 0.1", "share = 0.5", "share = 0.9", "[line.in]", "[shift.day]\nworks = [\"daily 06:00-14:00\"]\n[line.in]"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			plan := c.plan
			if plan == nil {
				plan = []string{"m"}
			}
			over := mustRead(t, small+"\n"+c.measures+"\n[plan.p]\nmeasures = [\""+strings.Join(plan, `", "`)+"\"]\n")
			hand := mustRead(t, changed(t, c.byHand...))
			if d := cmp.Diff(mustModel(t, hand, AsIs), mustModel(t, over, "p"), plain...); d != "" {
				t.Errorf("by hand (-), by measure (+):\n%s", d)
			}
			if cmp.Equal(mustModel(t, over, AsIs), mustModel(t, over, "p"), plain...) {
				t.Error("the measure changes nothing")
			}
			if d := cmp.Diff(mustModel(t, mustRead(t, small), AsIs), mustModel(t, over, AsIs), plain...); d != "" {
				t.Errorf("the line as it is has changed:\n%s", d)
			}
		})
	}
}

// Moving tables about in the file changes nothing; nor does splitting it over files that extend each other.
func TestOrderOfTablesMeansNothing(t *testing.T) {
	var tables []string
	for _, part := range strings.SplitAfter(small, "\n") {
		if strings.HasPrefix(part, "[") || len(tables) == 0 {
			tables = append(tables, "")
		}
		tables[len(tables)-1] += part
	}
	want := mustModel(t, mustRead(t, small), AsIs)
	for shift := range tables {
		moved := strings.Join(tables[shift:], "") + strings.Join(tables[:shift], "")
		if d := cmp.Diff(want, mustModel(t, mustRead(t, moved), AsIs), plain...); d != "" {
			t.Fatalf("turned by %d: %s", shift, d)
		}
		upper := "extends = \"lower.toml\"\n" + strings.Join(tables[shift:], "")
		lower := strings.Join(tables[:shift], "")
		s, err := Read("dir/upper.toml", []byte(upper), func(name string) ([]byte, error) {
			if name != "dir/lower.toml" {
				return nil, fmt.Errorf("want dir/lower.toml, have %s", name)
			}
			return []byte(lower), nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, mustModel(t, s, ""), plain...); d != "" {
			t.Fatalf("split at %d: %s", shift, d)
		}
	}
}

// The declared order follows the flow, and an element put in between leaves the order of the others alone.
func TestDeclaredOrder(t *testing.T) {
	text := `
[line.zulu]
kind = "source"
every = "9s"
to = ["right", "left"]
[line.alpha]
kind = "source"
every = "9s"
to = ["left"]
[line.left]
kind = "buffer"
room = 1
to = ["join", "right"]
[line.right]
kind = "machine"
cycle = "1s"
to = ["join", "back"]
[line.back]
kind = "machine"
cycle = "1s"
to = ["right"]
[line.join]
kind = "sink"
[line.idle]
kind = "buffer"
room = 1
to = ["join"]
[line.arm]
kind = "robot"
pick = "1s"
place = "1s"
[measure.m.line.aa]
kind = "buffer"
room = 1
after = "left"
before = "right"
`
	names := func(m *plant.Model) string {
		var list []string
		for _, e := range m.Elements {
			list = append(list, e.Name)
		}
		return strings.Join(list, " ")
	}
	s := mustRead(t, text)
	if got, want := names(mustModel(t, s, AsIs)), "alpha zulu left right join back idle arm"; got != want {
		t.Errorf("want %s, have %s", want, got)
	}
	if got, want := names(mustModel(t, s, "m")), "alpha zulu left aa right join back idle arm"; got != want {
		t.Errorf("want %s, have %s", want, got)
	}
}

// A scenario of several files is the same when it is read from what it carries, without a disk.
func TestRereadNeedsNoDisk(t *testing.T) {
	s, err := Read("dir/top.toml", []byte("extends = \"base.toml\"\n[line.m]\ncycle = \"20s\"\n"), func(string) ([]byte, error) {
		return []byte("[line.in]\nkind = \"source\"\nto = [\"m\"]\n[line.m]\nkind = \"machine\"\ncycle = \"10s\"\nto = [\"out\"]\n[line.out]\nkind = \"sink\"\n"), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	again, err := Reread(s.Files)
	if err != nil {
		t.Fatal(err)
	}
	if again.Hash != s.Hash || again.Name != s.Name || len(again.Files) != 2 {
		t.Errorf("reread: %s %s of %d files, want %s %s", again.Name, again.Hash, len(again.Files), s.Name, s.Hash)
	}
	if _, err := Reread(nil); err == nil {
		t.Error("no files are no mistake")
	}
	if _, err := Reread(s.Files[:1]); err == nil {
		t.Error("a file that is missing is no mistake")
	}
}

// A measure that removes what another changes in many ways is told of it once.
func TestRemovalIsToldOnce(t *testing.T) {
	_, err := Read("once.toml", []byte(`
[line.in]
kind = "source"
to = ["m"]
[line.m]
kind = "machine"
cycle = "10s"
load = "1s"
to = ["out"]
[line.out]
kind = "sink"
[measure.faster.line.m]
cycle = "8s"
load = { times = 0.5 }
setup = "1m"
[measure.without]
remove = ["line.m"]
`), nil)
	if err == nil || strings.Count(err.Error(), "faster and without") != 1 {
		t.Errorf("have %v, want one mistake about the two measures", err)
	}
}

package scenario

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tweeling/sim/plant"
)

// A sketch is a random line as tables of text, by name.
type sketch map[string][]string

func (s sketch) text(order []string) string {
	var b strings.Builder
	for _, name := range order {
		fmt.Fprintf(&b, "[%s]\n%s\n", name, strings.Join(s[name], "\n"))
	}
	return b.String()
}

func (s sketch) names() []string { return sortedKeys(s) }

var randomKeys = []string{`load = "4s"`, `setup = "exp(1m)"`, `scrap = 0.03`, `count = 2`, `operator = { repair = ["2 crew", "helper"] }`,
	`power_kw = { working = 3, ready = 1, standby = 0.2, off = 0 }`, `failure.jam = { uptime = "exp(3h)", repair = "exp(9m)" }`, `failure.arm = { uptime = "9h", repair = "1h", clock = "calendar" }`,
	`cycle_by_product = { a = "9s" }`, `blocking = "before-service"`, `shift = "day"`, `cost_per_hour = [1, 2, 3]`,
	`failure.tip = { uptime = "exp(500 cycles)", repair = "5m", clock = "count", first_failure = "remaining-life" }`, `failures = "one-at-a-time"`, `failure.age = { uptime = "weibull(shape 2, scale 9h)", repair = "5m", repaired = "as-before", age = "3h" }`,
	`maintenance.oil = { every = "90h", takes = "1h", operator = "crew", style = "when-idle" }`, `tool = { life = 200, change = "4m", operator = "crew" }`,
	`standby_after = "5m"`, `lights_out = "empty"`, `at_shift_end = "no-start"`, `setup_when = "cleared"`, `scrap_after_setup = 1`, "scrap_after_restart = 2\nrestart_after = \"2m\"", `initial = "a"`, "off_after = \"1h\"\nstartup = \"4m\""}

// drawSketch draws a line of stages, each of one to three machines or a buffer, that lead to some of the next.
func drawSketch(t *rapid.T) sketch {
	s := sketch{
		"line.crew": {`kind = "operators"`, `count = 2`}, "line.helper": {`kind = "operators"`, `count_by_shift = { day = 1 }`}, "shift.day": {`works = ["Mon-Fri 06:00-14:00"]`},
		"product.a": {"share = 0.25"}, "product.b": {"share = 0.75"}, "line.out": {`kind = "sink"`},
	}
	next := []string{"out"}
	for stage := range rapid.IntRange(1, 4).Draw(t, "stages") {
		var here []string
		for i := range rapid.IntRange(1, 3).Draw(t, "width") {
			name := fmt.Sprintf("%c%d", 'a'+rapid.IntRange(0, 25).Draw(t, "letter"), 10*stage+i)
			to := rapid.Permutation(next).Draw(t, "to")[:rapid.IntRange(1, len(next)).Draw(t, "ways")]
			table := []string{fmt.Sprintf("to = [%s]", quoted(to))}
			if rapid.Bool().Draw(t, "buffer") {
				table = append(table, `kind = "buffer"`, `room = 3`)
			} else {
				table = append(table, `kind = "machine"`, `cycle = "triangular(8s, 9s, 12s)"`)
				table = append(table, rapid.SliceOfNDistinct(rapid.SampledFrom(randomKeys), 0, 6, rapid.ID).Draw(t, "keys")...)
			}
			s["line."+name] = table
			here = append(here, name)
		}
		next = here
	}
	s["line.in"] = []string{`kind = "source"`, `every = "9s"`, fmt.Sprintf("to = [%s]", quoted(next))}
	return s
}

// A measure that sets keys to their own values changes nothing, nor does one that multiplies by 1 and adds nothing.
func TestOwnValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSketch(t)
		same := sketch{}
		for _, name := range s.names() {
			if !rapid.Bool().Draw(t, "overlay "+name) {
				continue
			}
			for _, line := range s[name] {
				switch {
				case line == `load = "4s"` && rapid.Bool().Draw(t, "by 1"):
					line = `load = { times = 1, plus = "0s" }`
				case !rapid.Bool().Draw(t, "say it"):
					continue
				}
				same["measure.m."+name] = append(same["measure.m."+name], line)
			}
		}
		if len(same) == 0 {
			same["measure.m"] = nil
		}
		text := s.text(s.names()) + same.text(same.names())
		read, err := Read("random.toml", []byte(text), nil)
		if err != nil {
			t.Fatalf("%v\nin\n%s", err, text)
		}
		asIs, _, _ := read.Model(AsIs)
		plan, _, err := read.Model("m")
		if d := cmp.Diff(asIs, plan, plain...); d != "" || err != nil {
			t.Fatalf("%v%s\nin\n%s", err, d, text)
		}
	})
}

// The order of tables means nothing, and an element that nobody uses leaves all others as they are.
func TestOrderAndUnused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSketch(t)
		want, err := Read("random.toml", []byte(s.text(s.names())), nil)
		if err != nil {
			t.Fatalf("%v\nin\n%s", err, s.text(s.names()))
		}
		first, _, _ := want.Model(AsIs)
		moved := s.text(rapid.Permutation(s.names()).Draw(t, "order"))
		idle := rapid.SampledFrom([]string{"[measure.m.line.%s]\nkind = \"buffer\"\nroom = 1\nto = [\"out\"]\n",
			"[measure.m.line.%s]\nkind = \"operators\"\ncount = 1\n", "[measure.m.line.%s]\nkind = \"robot\"\npick = \"1s\"\nplace = \"1s\"\n"}).Draw(t, "idle")
		name := rapid.SampledFrom([]string{"aa", "mm", "zz"}).Draw(t, "name")
		got, err := Read("random.toml", []byte(moved+fmt.Sprintf(idle, name)), nil)
		if err != nil {
			t.Fatalf("%v\nin\n%s", err, moved)
		}
		second, _, _ := got.Model(AsIs)
		if d := cmp.Diff(first, second, plain...); d != "" {
			t.Fatalf("%s\nin\n%s", d, moved)
		}
		third, _, _ := got.Model("m")
		i := slices.IndexFunc(third.Elements, func(e plant.Spec) bool { return e.Name == name })
		if i < 0 {
			t.Fatalf("want the element %s, have none", name)
		}
		third.Elements = slices.Delete(third.Elements, i, i+1)
		if d := cmp.Diff(first, third, plain...); d != "" {
			t.Fatalf("%s\nin\n%s", d, moved)
		}
		warned := slices.ContainsFunc(got.Warnings, func(m Mistake) bool { return m.Key == "measure.m.line."+name })
		if !warned {
			t.Fatalf("want a warning of %s, have %v", name, got.Warnings)
		}
	})
}

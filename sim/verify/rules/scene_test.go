package rules_test

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tweeling/sim"
	"tweeling/sim/dist"
	"tweeling/sim/plant"
	"tweeling/sim/scenario"
	"tweeling/sim/trace"
)

// A rule is one rule of line semantics. TestRule04_TITLE plays its scenes; rules of which there is nothing to see on one
// small line have a test of that name and no scenes.
type rule struct {
	number int
	title  string
	scenes []scene
}

// A scene is a small line without chance, as a user writes it, whose course was worked out by hand.
type scene struct {
	name string            // where a rule has several
	key  string            // under test, as "machine.blocking" or "failure.clock"; "" where there is no choice
	toml string            // $value stands for the value of the key, on a line that is nothing else
	with map[string]string // what stands for $with under a value, where a value wants something else to go with it
	// tells is what the trace tells: "leaves" for parts that leave the line, and "state", "moved", "granted", "returned",
	// "scrapped" and "lost" of all elements, or of one as in "state:m". Without it leaves.
	tells string
	says  string // the key of a sentence that `check` says of it, such as "semantics.blocking.$value"
	cases []outcome
	equal string // why two values have the same trace; without it that is a mistake in the scene
}

// An outcome is what happens under one value of the key, as "10s part 1 leaves; 14s m down". The value "" leaves the key out.
type outcome struct{ value, trace string }

// play runs all scenes of a rule.
func (r rule) play(t *testing.T) {
	t.Helper()
	if want := r.test(); t.Name() != want {
		t.Fatalf("want the test called %s, have %s", want, t.Name())
	}
	for _, s := range r.scenes {
		if s.name == "" {
			s.play(t)
		} else {
			t.Run(strings.ReplaceAll(s.name, " ", "-"), s.play)
		}
	}
}

// test is what the test of a rule is called.
func (r rule) test() string { return prefix(r.number) + r.title }

// play runs a scene under every value.
func (s scene) play(t *testing.T) {
	t.Helper()
	for _, fault := range s.faults() {
		t.Error(fault)
	}
	for _, c := range s.cases {
		t.Run(cmp.Or(c.value, "not-said"), func(t *testing.T) { s.compare(t, c) })
	}
	if key := keyOf(s.key); key != nil && key.Default != "" {
		if i := slices.IndexFunc(s.cases, func(c outcome) bool { return c.value == key.Default }); i >= 0 {
			t.Run("not-said", func(t *testing.T) { s.compare(t, outcome{trace: s.cases[i].trace}) })
		}
	}
}

// faults are the ways in which a scene shows nothing.
func (s scene) faults() []string {
	var list []string
	key := keyOf(s.key)
	switch {
	case s.key != "" && key == nil:
		list = append(list, fmt.Sprintf("want a key that there is, have %q", s.key))
	case s.key == "" && len(s.cases) != 1:
		list = append(list, fmt.Sprintf("want one outcome of a scene without a key, have %d", len(s.cases)))
	case s.key != "" && len(s.cases) < 2:
		list = append(list, fmt.Sprintf("want outcomes of at least two values of %s, have %d", s.key, len(s.cases)))
	case key != nil && key.Default != "" && !slices.ContainsFunc(s.cases, func(c outcome) bool { return c.value == key.Default }):
		list = append(list, fmt.Sprintf("want an outcome of the default %s of %s, have none", key.Default, s.key))
	}
	if (s.key != "") != strings.Contains(s.toml, "$value") {
		list = append(list, "want $value in the text of a scene with a key, and only there")
	}
	twins := s.twins()
	for _, twin := range twins {
		if s.equal == "" {
			list = append(list, "two values of "+s.key+" do the same: "+twin)
		}
	}
	if len(twins) == 0 && s.equal != "" {
		list = append(list, "want two values that do the same, since the scene says why they do, have none")
	}
	return list
}

// twins are the values of the key that have the trace of another.
func (s scene) twins() []string {
	var list []string
	for i, c := range s.cases {
		for _, d := range s.cases[:i] {
			if slices.Equal(events(c.trace), events(d.trace)) {
				list = append(list, fmt.Sprintf("%q and %q", d.value, c.value))
			}
		}
	}
	return list
}

// compare runs a scene under one value.
func (s scene) compare(t *testing.T, c outcome) {
	t.Helper()
	have, want := s.run(t, c.value), events(c.trace)
	if !slices.Equal(have, want) {
		t.Errorf("\nhave %s\nwant %s", strings.Join(have, "; "), strings.Join(want, "; "))
	}
}

// events are the events of a trace that is written as one text.
func events(text string) []string {
	var list []string
	for _, one := range strings.FieldsFunc(text, func(r rune) bool { return r == ';' || r == '\n' }) {
		if one = strings.TrimSpace(one); one != "" {
			list = append(list, one)
		}
	}
	return list
}

// text is what is read under a value of the key.
func (s scene) text(value string) string {
	if value != "" {
		return strings.NewReplacer("$value", value, "$with", s.with[value]).Replace(s.toml)
	}
	lines := slices.DeleteFunc(strings.SplitAfter(s.toml, "\n"), func(line string) bool { return strings.Contains(line, "$value") })
	with := s.with[""]
	if key := keyOf(s.key); key != nil && with == "" {
		with = s.with[key.Default]
	}
	return strings.ReplaceAll(strings.Join(lines, ""), "$with", with)
}

// run reads a scene under one value, runs it to its horizon and returns its trace. What is wrong with the scenario is the
// trace of one that cannot be read, and a line that comes to a standstill says so last.
func (s scene) run(t *testing.T, value string) []string {
	t.Helper()
	sc, err := scenario.Read("scene.toml", []byte(s.text(value)), nil)
	if wrong, ok := errors.AsType[scenario.Mistakes](err); ok {
		var list []string
		for _, m := range wrong {
			list = append(list, "mistake: "+m.Key+": "+strings.ReplaceAll(m.Text, ";", ","))
		}
		return list
	}
	if err != nil {
		t.Fatal(err)
	}
	s.check(t, sc, value)
	model, _, err := sc.Model(scenario.AsIs)
	if err != nil {
		t.Fatal(err)
	}
	line := lineOf(t, model)
	w := &watcher{line: line, tells: strings.Fields(cmp.Or(s.tells, "leaves"))}
	for _, p := range model.Products {
		w.products = append(w.products, p.Name)
	}
	for _, e := range model.Elements {
		if e.Kind == "sink" {
			w.exits = append(w.exits, e.Name)
		}
	}
	line.Watch(w, trace.Everything)
	if err := line.Start(); err != nil {
		t.Fatal(err)
	}
	if err := line.Run(sc.Run.Warmup + sc.Run.Horizon); err != nil {
		w.list = append(w.list, err.Error())
	}
	sumStates(t, line, model)
	return w.list
}

// sumStates checks that machines and robots were in some state at each moment, and in no two.
func sumStates(t *testing.T, line *sim.Line, m *plant.Model) {
	t.Helper()
	for _, e := range m.Elements {
		id, ok := line.Find(e.Name)
		if !ok || e.Kind != "machine" && e.Kind != "robot" {
			continue
		}
		sum := sim.Time(0)
		for _, in := range line.Tally(id).States {
			sum += in
		}
		if sum != line.Now() {
			t.Errorf("%s: its states sum to %v, want %v", e.Name, sum, line.Now())
		}
	}
}

// check looks for the sentence that tells of the choice.
func (s scene) check(t *testing.T, sc *scenario.Scenario, value string) {
	t.Helper()
	if s.says == "" || value == "" && s.key != "" {
		return
	}
	said, err := sc.Semantics(scenario.AsIs)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.ReplaceAll(s.says, "$value", value)
	if !slices.ContainsFunc(said, func(one scenario.Sentence) bool { return one.Key == want }) {
		t.Errorf("want check to say %s, have %v", want, said)
	}
}

// lineOf builds a line of the first replication.
func lineOf(t *testing.T, m *plant.Model) *sim.Line {
	t.Helper()
	p, err := plant.Build(m)
	if err != nil {
		t.Fatal(err)
	}
	line, err := p.Line(1, 0)
	if err != nil {
		t.Fatal(err)
	}
	return line
}

// A watcher writes a trace.
type watcher struct {
	line     *sim.Line
	products []string
	exits    []string
	tells    []string
	list     []string
}

func (w *watcher) Observe(records []sim.Record) {
	for _, r := range records {
		row := trace.RowOf(w.line, w.products, nil, r)
		leaves := row.What == "moved" && slices.Contains(w.exits, row.Element)
		wanted := leaves && slices.Contains(w.tells, "leaves")
		for _, name := range []string{row.What, row.What + ":" + row.Element} {
			wanted = wanted || slices.Contains(w.tells, name) && !leaves
		}
		if wanted {
			w.list = append(w.list, dist.FormatSpan(r.At.Seconds())+" "+w.event(&row, leaves))
		}
	}
}

// event says what happened in a few words.
func (w *watcher) event(r *trace.Row, leaves bool) string {
	part := "part " + r.Part
	if len(w.products) > 1 {
		part += " (" + r.Product + ")"
	}
	switch r.What {
	case "state":
		return r.Element + " " + strings.ReplaceAll(r.To, "_", " ")
	case "moved":
		if leaves {
			return part + " leaves"
		}
		return part + " to " + r.Element
	case "granted":
		return r.Element + " has " + r.Peer
	case "returned":
		return r.Element + " returns " + r.Peer
	case "scrapped":
		return r.Element + " scraps " + part
	default:
		return r.Element + " loses " + part
	}
}

// keyOf finds a key by the name of its kind or table and its own; nil when there is none.
func keyOf(name string) *plant.Key {
	owner, own, _ := strings.Cut(name, ".")
	for _, k := range slices.Concat(plant.Kinds, plant.Tables) {
		if k.Name == owner {
			if key, ok := k.Key(own); ok {
				return key
			}
		}
	}
	return nil
}

package scenario

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"tweeling/assets"
	"tweeling/sim/cost"
	"tweeling/sim/plant"
)

// A CatalogueMeasure is a measure that a scenario may use without saying what it changes: one file of the catalogue.
// It says what the measure may be put on, what may be said of it, what it costs, and what it makes worse.
type CatalogueMeasure struct {
	Name, File         string
	Title, About       Title
	Grade, Source      string // of all its figures; one of CatalogueGrades
	Requires, Excludes []string
	Capex, YearlyCost  cost.Range
	Per                string // the place of which each machine costs so much; "": it costs so much in all
	PriceYear          int
	Life               float64 // in years
	Places             []Place
	Parameters         []Parameter
	Worse              []Worse
	tree               *node
}

// A Place is what a measure of the catalogue is put on: on = { NAME = "press" }.
type Place struct {
	Name     string
	Title    Title
	Kinds    []string // of the element
	Failure  bool     // a failure mode of such an element, "press.jam"
	Many     bool     // a list of them
	Optional bool
	Says     []string // keys that it has to say, each with others that do as well: "setup | setup_matrix"
	Without  []string // keys that it may not say
}

// A Parameter is what may be said of a measure of the catalogue: with = { NAME = ... }.
type Parameter struct {
	Name   string
	Title  Title
	Text   string // its value as the catalogue says it: one, or [low, likely, high]
	Source string // "": as of the measure
}

// A Worse is one thing that a measure of the catalogue makes worse.
type Worse struct {
	Path string // in the file of the catalogue
	Why  Title
}

// CatalogueGrades are how well the figures of a measure in the catalogue may be known, the best first: by statistics or a
// reviewed study, the trade press or a benchmark of a sector, what vendors claim, or a guess. None of them was measured at
// the line in question, so that among the inputs of a scenario all but a guess count as what a vendor says.
var CatalogueGrades = []string{"study", "trade", "vendor", "guess"}

// Catalogue reads all measures of the catalogue, by name. That they can be read is an invariant, which a test keeps.
func Catalogue() []*CatalogueMeasure {
	r := &reader{found: newFindings(), noted: newFindings(), laws: newLaws()}
	r.shelf = &shelf{lib: &library{}}
	var list []*CatalogueMeasure
	for _, name := range assets.Measures() {
		c := r.shelf.take(r, name, nil)
		if wrong := r.found.all(r.shelf.lib.files); c == nil || len(wrong) > 0 {
			panic("scenario: the catalogue can be read: " + Mistakes(wrong).Error())
		}
		list = append(list, c)
	}
	return list
}

// A shelf is the files of the catalogue that one scenario uses.
type shelf struct {
	lib     *library
	carried bool // the scenario has its files with it, those of the catalogue too
	taken   map[string]*CatalogueMeasure
}

// take reads a measure of the catalogue: a built-in one by its name, or a file by its name relative to the one that says so.
func (s *shelf) take(r *reader, name string, at *node) *CatalogueMeasure {
	file, text, err := s.find(name, at)
	if err != nil {
		r.tell(at, "%v", err)
		return nil
	}
	if c, ok := s.taken[file]; ok {
		return c
	}
	if s.taken == nil {
		s.taken = map[string]*CatalogueMeasure{}
	}
	tree, wrong := decode(file, text)
	if wrong != nil {
		r.found.addIn(at, *wrong)
		s.taken[file] = nil
		return nil
	}
	s.lib.files = append(s.lib.files, tree.file)
	s.lib.texts = append(s.lib.texts, File{file, text})
	before := r.found.hits
	apart := *r
	apart.unknown = nil // what it does not know it does not know of a line, but where it is used
	c := apart.catalogueMeasure(strings.TrimSuffix(path.Base(file), ".toml"), tree)
	if r.found.hits > before {
		c = nil
	}
	s.taken[file] = c
	return c
}

// find finds the file of a measure of the catalogue.
func (s *shelf) find(name string, at *node) (file string, text []byte, err error) {
	if !strings.HasSuffix(name, ".toml") {
		text, ok := assets.Measure(name)
		if !ok {
			return "", nil, fmt.Errorf(`want a measure of the catalogue, or a file such as "mine.toml", have %q%s`, name, meantOr(name, assets.Measures()))
		}
		file = assets.MeasureFile(name)
		if s.carried {
			if own, err := s.lib.open(file); err == nil {
				text = own
			}
		}
		return file, text, nil
	}
	if s.lib.open == nil {
		return "", nil, fmt.Errorf("want a scenario that is one file, have one that uses %q", name)
	}
	file = beside(at.file.name, name)
	if text, err = s.lib.open(file); err != nil {
		return "", nil, fmt.Errorf("want a file that can be read: %w", plainly(file, err))
	}
	return file, text, nil
}

// catalogueMeasure reads one file of the catalogue, and tells what is wrong with it wherever it is used.
func (r *reader) catalogueMeasure(name string, tree *node) *CatalogueMeasure {
	c := &CatalogueMeasure{Name: name, File: tree.file.name, tree: tree}
	texts := func(to *[]string, example string) func(*node) {
		return func(n *node) { *to, _ = r.texts(n, example) }
	}
	changed := func(*node) {}
	r.table(tree, []field{
		{name: "title", read: func(n *node) { c.Title = r.title(n) }},
		{name: "about", read: func(n *node) { c.About = r.title(n) }},
		{name: "evidence", read: func(n *node) { c.Grade, _ = r.option(n, CatalogueGrades, nil) }},
		{name: "source", read: func(n *node) { c.Source = r.shown(n) }},
		{name: "requires", read: texts(&c.Requires, `["robot-tending"]`)},
		{name: "excludes", read: texts(&c.Excludes, `["quick-change"]`)},
		{name: "capex", read: func(n *node) { c.Capex = r.money(n) }},
		{name: "yearly_cost", read: func(n *node) { c.YearlyCost = r.money(n) }},
		{name: "per", read: func(n *node) { c.Per, _ = r.text(n) }},
		{name: "price_year", read: func(n *node) { c.PriceYear, _ = r.count(n, 1990, 2100) }},
		{name: "life", read: func(n *node) { c.Life = r.years(n, 1.0/365, 100, 0) }},
		{name: "ramp", read: func(n *node) { r.ramp(n, &cost.Investment{}) }},
		{name: "place", read: func(n *node) { r.places(n, c) }},
		{name: "parameter", read: func(n *node) { r.parameters(n, c) }},
		{name: "line", read: changed},
		{name: "remove", read: func(n *node) { r.texts(n, `["line.$station.operator.load"]`) }},
		{name: "worse", read: func(n *node) { r.worse(n, c) }},
	})
	for _, must := range []struct{ key, what string }{
		{"title", "what people call it"}, {"evidence", "one of " + quoted(CatalogueGrades)}, {"source", "where its figures come from"},
		{"price_year", "the year of its prices"}, {"place", "what it may be put on, as [place.station] kind = \"machine\""},
		{"worse", `what it makes worse, as "line.$station.cycle" = "why": every real measure makes something worse`},
	} {
		if tree.get(must.key) == nil {
			r.tellOf(tree, must.key, "want %s, have nothing", must.what)
		}
	}
	r.checkTemplate(c)
	return c
}

func (r *reader) places(n *node, c *CatalogueMeasure) {
	r.each(n, maxList, func(name string, n *node) {
		p := Place{Name: name}
		flag := func(to *bool) func(*node) { return func(n *node) { *to, _ = r.flag(n) } }
		r.table(n, []field{
			{name: "title", read: func(n *node) { p.Title = r.title(n) }},
			{name: "kind", read: func(n *node) { p.Kinds = r.kindsOf(n) }},
			{name: "failure", read: flag(&p.Failure)},
			{name: "many", read: flag(&p.Many)},
			{name: "optional", read: flag(&p.Optional)},
			{name: "says", read: func(n *node) { p.Says, _ = r.texts(n, `["load"]`) }},
			{name: "without", read: func(n *node) { p.Without, _ = r.texts(n, `["operator.load"]`) }},
		})
		if n.get("kind") == nil {
			r.tellOf(n, "kind", "want the kind of element that it may be, or a list of them, have nothing")
		}
		c.Places = append(c.Places, p)
	})
}

// kindsOf reads a kind of element, or several.
func (r *reader) kindsOf(n *node) []string {
	kinds := []string{""}
	if text, ok := n.text(); ok {
		kinds[0] = text
	} else if kinds, ok = r.texts(n, `["machine", "robot"]`); !ok {
		return nil
	}
	for _, kind := range kinds {
		if !isKind(kind) {
			r.tell(n, "want a kind that exists, have %q; there are %s", kind, nearest(kind, kindNames()))
		}
	}
	return kinds
}

func (r *reader) parameters(n *node, c *CatalogueMeasure) {
	r.each(n, maxList, func(name string, n *node) {
		p := Parameter{Name: name}
		r.table(n, []field{
			{name: "title", read: func(n *node) { p.Title = r.title(n) }},
			{name: "value", read: func(n *node) { p.Text = written(n) }},
			{name: "source", read: func(n *node) { p.Source = r.shown(n) }},
		})
		if n.get("value") == nil {
			r.tellOf(n, "value", "want its value, or [low, likely, high], have nothing")
		}
		if c.place(name) != nil {
			r.tell(n, "want another name, have %q, which is a place too", name)
		}
		c.Parameters = append(c.Parameters, p)
	})
}

func (r *reader) worse(n *node, c *CatalogueMeasure) {
	if !r.isTable(n) {
		return
	}
	if len(n.keys) == 0 {
		r.tell(n, "want at least one path that is for the worse, have none: every real measure makes something worse")
	}
	for _, path := range n.keys {
		c.Worse = append(c.Worse, Worse{path, r.title(n.table[path])})
	}
}

// place finds a place by name, nil when there is none.
func (c *CatalogueMeasure) place(name string) *Place {
	i := slices.IndexFunc(c.Places, func(p Place) bool { return p.Name == name })
	if i < 0 {
		return nil
	}
	return &c.Places[i]
}

func (c *CatalogueMeasure) parameter(name string) *Parameter {
	i := slices.IndexFunc(c.Parameters, func(p Parameter) bool { return p.Name == name })
	if i < 0 {
		return nil
	}
	return &c.Parameters[i]
}

// fill puts something in the place of each $name of a text. What follows a $ and is no name of the measure is strange.
func (c *CatalogueMeasure) fill(text string, of func(name string) string) (filled, strange string) {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "$")
		b.WriteString(before)
		if !found {
			return b.String(), strange
		}
		name := ""
		for _, known := range c.names() {
			if strings.HasPrefix(rest, known) && len(known) > len(name) {
				name = known
			}
		}
		if name == "" {
			strange = cmp.Or(strange, "$"+rest)
			b.WriteByte('$')
		} else {
			b.WriteString(of(name))
		}
		text = rest[len(name):]
	}
}

// named lists the places and parameters in a text, each once.
func (c *CatalogueMeasure) named(text string) (names []string) {
	c.fill(text, func(name string) string {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
		return ""
	})
	return names
}

func (c *CatalogueMeasure) names() []string {
	return slices.Concat(c.placeNames(), c.parameterNames())
}

func (c *CatalogueMeasure) placeNames() []string {
	var names []string
	for i := range c.Places {
		names = append(names, c.Places[i].Name)
	}
	return names
}

func (c *CatalogueMeasure) parameterNames() []string {
	var names []string
	for i := range c.Parameters {
		names = append(names, c.Parameters[i].Name)
	}
	return names
}

// checkTemplate tells what is wrong with what a file of the catalogue changes, as far as that shows without a line.
func (r *reader) checkTemplate(c *CatalogueMeasure) {
	seen := map[string]bool{}
	line := c.tree.get("line")
	if line == nil {
		r.tellOf(c.tree, "line", "want what it changes, as [line.\"$station\"], have nothing")
		return
	}
	if !r.isTable(line) {
		return
	}
	for _, name := range line.keys {
		places := slices.DeleteFunc(c.named(name), func(name string) bool { return c.place(name) == nil })
		if len(places) == 0 {
			r.tell(line.table[name], "want a place of the measure in the name, such as \"$%s\", have %q", firstOr(c.placeNames(), "station"), name)
		}
	}
	r.checkNames(c, line, seen)
	if remove := c.tree.get("remove"); remove != nil {
		r.checkNames(c, remove, seen)
	}
	for i := range c.Parameters {
		if name := c.Parameters[i].Name; !seen[name] {
			r.tell(c.tree.get("parameter", name), "is used nowhere; write \"$%s\" where it belongs", name)
		}
	}
	if per := c.tree.get("per"); per != nil && c.place(c.Per) == nil {
		r.tell(per, "want a place of the measure, have %q; there are %s", c.Per, orNone(nearest(c.Per, c.placeNames())))
	}
	for _, w := range c.Worse {
		parts := splitPath(w.Path)
		removed, _ := listOf(c.tree.get("remove"))
		if (parts[0] != "line" || len(parts) < 2 || c.tree.get(parts...) == nil) && !slices.Contains(removed, w.Path) {
			r.tell(c.tree.get("worse", w.Path), "want a path that the measure changes, in quotes, such as \"line.$%s.cycle\", have %q%s", firstOr(c.placeNames(), "station"), w.Path, nearestIn(c.tree, parts))
		}
	}
}

// checkNames tells of names after a $ that are no places and no parameters, and notes which there are.
func (r *reader) checkNames(c *CatalogueMeasure, n *node, seen map[string]bool) {
	check := func(at *node, text string) {
		_, strange := c.fill(text, func(name string) string { seen[name] = true; return "" })
		if strange != "" {
			r.tell(at, "want a place or a parameter of the measure after $, have %q; there are %s", strange, orNone(nearest(strings.TrimPrefix(strange, "$"), c.names())))
		}
	}
	switch v := n.value.(type) {
	case string:
		check(n, v)
	case []any:
		for _, item := range v {
			if text, ok := item.(string); ok {
				check(n, text)
			}
		}
	}
	for _, key := range n.keys {
		check(n.table[key], key)
		if text, strange := key, c.named(key); len(strange) > 0 && slices.ContainsFunc(strange, func(name string) bool { return c.parameter(name) != nil }) {
			r.tell(n.table[key], "want places only in a name, have the parameter in %q", text)
		}
		r.checkNames(c, n.table[key], seen)
	}
}

// MayBe tells whether an element of a kind may be in a place.
func (p *Place) MayBe(kind string) bool { return slices.Contains(p.Kinds, kind) }

// hasDefault tells whether something holds of a path of a line where nothing is said.
func hasDefault(tree *node, path []string) bool {
	name, _ := tree.get("line", path[1], "kind").text()
	kind, ok := plant.Find(name)
	if !ok || path[0] != "line" {
		return false
	}
	keys := kind.Keys
	for i := range plant.Tables {
		if len(path) > 3 && plant.Tables[i].Name == path[2] {
			keys = plant.Tables[i].Keys
		}
	}
	last := path[len(path)-1]
	key, ok := plant.FindKey(keys, last)
	return ok && key.Name == last && key.Default != ""
}

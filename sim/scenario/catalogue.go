package scenario

import (
	"cmp"
	"slices"
	"strings"

	"tweeling/assets"
	"tweeling/sim/cost"
)

// A CatalogueMeasure is a measure that a scenario may use without saying what it changes: one file of the catalogue.
// It says what the measure may be put on, what may be said of it, what it costs, and what it makes worse.
type CatalogueMeasure struct {
	Name, File         string
	Title, About       Title
	Grade, Source      string // of all its figures; one of CatalogueGrades
	Requires, Excludes []string
	Capex, YearlyCost  cost.Range
	Training, Residual cost.Range
	Turnover           float64 // share of the people who are new each year
	Stop               string  // how long the line makes nothing while it is put in, as the catalogue says it; "": not at all
	Per                string  // the place of which each machine costs so much; "": it costs so much in all
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
		{name: "training", read: func(n *node) { c.Training = r.money(n) }},
		{name: "turnover", read: func(n *node) { r.into(&c.Turnover, n, 0, maxTurnover) }},
		{name: "residual", read: func(n *node) { c.Residual = r.money(n) }},
		{name: "install_stop", read: func(n *node) {
			r.years(n, 0, 1, 0)
			c.Stop = strings.NewReplacer(`["`, "", `", "`, " / ", `"`, "", `]`, "").Replace(said(n))
		}},
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

// MayBe tells whether an element of a kind may be in a place.
func (p *Place) MayBe(kind string) bool { return slices.Contains(p.Kinds, kind) }

package scenario

import (
	"cmp"
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
	r.table(tree, catalogueKeys, fills{
		"title": r.titleTo(&c.Title), "about": r.titleTo(&c.About), "evidence": r.optionTo(&c.Grade), "source": r.shownTo(&c.Source),
		"requires": r.textsTo(&c.Requires, `["robot-tending"]`), "excludes": r.textsTo(&c.Excludes, `["quick-change"]`),
		"capex": r.moneyTo(&c.Capex), "yearly_cost": r.moneyTo(&c.YearlyCost), "training": r.moneyTo(&c.Training),
		"turnover": r.numberTo(&c.Turnover), "residual": r.moneyTo(&c.Residual),
		"install_stop": func(n *node, k *plant.Key) {
			var years float64
			if r.yearsTo(&years)(n, k); tree.get(k.Name) != nil {
				c.Stop = strings.NewReplacer(`["`, "", `", "`, " / ", `"`, "", `]`, "").Replace(said(n))
			}
		},
		"per": r.textTo(&c.Per), "price_year": r.countTo(&c.PriceYear), "life": r.yearsTo(&c.Life),
		"ramp":      func(n *node, _ *plant.Key) { r.ramp(n, &cost.Investment{}) },
		"place":     func(n *node, _ *plant.Key) { r.places(n, c) },
		"parameter": func(n *node, _ *plant.Key) { r.parameters(n, c) },
		"line":      nil,
		"remove":    r.textsTo(new([]string), `["line.$station.operator.load"]`),
		"worse":     func(n *node, _ *plant.Key) { r.worse(n, c) },
	})
	r.checkTemplate(c)
	return c
}

func (r *reader) places(n *node, c *CatalogueMeasure) {
	r.each(n, maxList, func(name string, n *node) {
		p := Place{Name: name}
		r.table(n, placeKeys, fills{
			"title": r.titleTo(&p.Title), "kind": func(n *node, _ *plant.Key) { p.Kinds = r.kindsOf(n) },
			"failure": r.flagTo(&p.Failure), "many": r.flagTo(&p.Many), "optional": r.flagTo(&p.Optional),
			"says": r.textsTo(&p.Says, `["load"]`), "without": r.textsTo(&p.Without, `["operator.load"]`),
		})
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
		r.table(n, parameterKeys, fills{
			"title": r.titleTo(&p.Title), "source": r.shownTo(&p.Source),
			"value": func(n *node, _ *plant.Key) { p.Text = written(n) },
		})
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

package scenario

import (
	"fmt"
	"slices"
	"strings"

	"tweeling/sim/plant"
)

// A use is a measure of the catalogue put on a line: what [measure.NAME] says with use, on and with.
type use struct {
	of      *CatalogueMeasure
	measure string
	at      *node               // on
	on      map[string][]string // elements, or "element.mode", by place
	with    map[string]*node    // by parameter; all of them
}

// useCatalogue puts what the catalogue says in the place of each measure that uses it. What the scenario says itself lies
// over that.
func (r *reader) useCatalogue(tree *node) {
	measures := tree.get("measure")
	if measures == nil || measures.table == nil {
		return
	}
	all := newTable(measures)
	for _, name := range measures.keys {
		n := measures.table[name]
		if n.table != nil && n.get("use") != nil && validName(name) == nil {
			n = r.used(name, n)
		}
		all.set(name, n)
	}
	for _, name := range all.keys {
		if u := r.uses[name]; u != nil {
			r.usedOthers(u, all.table[name], measures.table[name])
		}
	}
	tree.set("measure", all)
}

// used is a measure with what the catalogue says in it.
func (r *reader) used(name string, n *node) *node {
	at := n.get("use")
	text, ok := r.text(at)
	if !ok {
		return without(n)
	}
	c := r.shelf.take(r, text, at)
	if c == nil {
		return without(n)
	}
	u := &use{of: c, measure: name, at: n.get("on"), on: map[string][]string{}, with: map[string]*node{}}
	before := r.found.hits
	r.readOn(u, n)
	r.readWith(u, n)
	if r.found.hits > before {
		return without(n)
	}
	if r.uses == nil {
		r.uses = map[string]*use{}
	}
	r.uses[name] = u
	own := newTable(n)
	for _, key := range n.keys {
		if key != "use" && key != "on" && key != "with" {
			own.set(key, n.table[key])
		}
	}
	m := merger{leaf: over}
	return m.merge("", r.unfold(u, n), own, &shape{keys: changes})
}

// without is a measure of which nothing is known, so that nothing that it says of the line means anything.
func without(n *node) *node {
	t := newTable(n)
	for _, key := range n.keys {
		if _, ok := changes[key]; !ok && key != "remove" {
			t.set(key, n.table[key])
		}
	}
	return t
}

// readOn reads what a measure of the catalogue is put on.
func (r *reader) readOn(u *use, n *node) {
	c := u.of
	if u.at == nil {
		r.tellOf(n, "on", "want what it is put on, such as %s, have nothing", c.exampleOn())
		return
	}
	if !r.isTable(u.at) {
		return
	}
	for _, name := range u.at.keys {
		child := u.at.table[name]
		if p := c.place(name); p == nil {
			r.tell(child, "want a place of %s, have %q; there are %s", c.Name, name, nearest(name, c.placeNames()))
		} else if list, ok := r.placed(child, p); ok {
			for _, other := range sortedKeys(u.on) {
				if there := u.on[other][0]; slices.Contains(list, there) {
					r.tell(child, "want something else than in the place %s, have %q in both", other, there)
				}
			}
			u.on[name] = list
		}
	}
	for i := range c.Places {
		if p := &c.Places[i]; !p.Optional && u.at.get(p.Name) == nil {
			r.tellOf(u.at, p.Name, "want %s, such as %s, have nothing", p.wanted(), c.exampleOn())
		}
	}
}

// placed reads the name, or the names, of what stands in a place.
func (r *reader) placed(n *node, p *Place) ([]string, bool) {
	list, isList := n.value.([]any)
	if !isList {
		list = []any{n.value}
	} else if !p.Many {
		r.tell(n, "want one name, since this is about one only, have %s; use the measure once for each", said(n))
		return nil, false
	}
	var names []string
	for _, item := range list {
		name, ok := item.(string)
		switch {
		case !ok:
			r.tell(n, "want %s, have %s", p.wanted(), said(n.withValue(item)))
			return nil, false
		case slices.Contains(names, name):
			r.tell(n, "want each name once, have %q twice", name)
			return nil, false
		case p.Failure != strings.Contains(name, ".") || strings.Count(name, ".") > 1:
			r.tell(n, "want %s, have %q", p.wanted(), name)
			return nil, false
		}
		names = append(names, name)
	}
	if len(names) == 0 {
		r.tell(n, "want at least one name, have none")
	}
	return names, len(names) > 0
}

// wanted says what may stand in a place.
func (p *Place) wanted() string {
	if p.Failure {
		return fmt.Sprintf("a failure mode of a %s, as %q", strings.Join(p.Kinds, " or "), firstOr(p.Kinds, "machine")+".jam")
	}
	return oneOf(p.Kinds)
}

// exampleOn is an example of on for a measure.
func (c *CatalogueMeasure) exampleOn() string {
	var parts []string
	for i := range c.Places {
		p := &c.Places[i]
		if p.Optional {
			continue
		}
		name := `"press"`
		switch {
		case p.Failure:
			name = `"press.jam"`
		case !p.MayBe("machine"):
			name = `"` + firstOr(p.Kinds, "machine") + `"`
		}
		if p.Many {
			name = "[" + name + "]"
		}
		parts = append(parts, p.Name+" = "+name)
	}
	return "on = { " + strings.Join(parts, ", ") + " }"
}

// Example is how a scenario uses the measure, for one who has a machine called press with a failure mode called jam.
func (c *CatalogueMeasure) Example() string {
	text := fmt.Sprintf("[measure.%s]\nuse = %q\n%s\n", c.Name, c.Name, c.exampleOn())
	if len(c.Parameters) > 0 {
		p := &c.Parameters[0]
		text += fmt.Sprintf("with = { %s = %s }\n", p.Name, p.Text)
	}
	return text
}

// readWith reads what is said of the parameters. The others are as the catalogue says.
func (r *reader) readWith(u *use, n *node) {
	c := u.of
	with := n.get("with")
	if with != nil && r.isTable(with) {
		for _, name := range with.keys {
			child := with.table[name]
			if c.parameter(name) == nil {
				r.tell(child, "want a parameter of %s, have %q; there are %s", c.Name, name, orNone(nearest(name, c.parameterNames())))
			} else if want := c.tree.get("parameter", name, "value"); !alike(want.value, child.value) {
				r.tell(child, "want a value of the sort that %s has, which is %s, have %s", c.Name, said(want), said(child))
			}
			u.with[name] = child
		}
	}
	for i := range c.Parameters {
		name := c.Parameters[i].Name
		if u.with[name] != nil {
			continue
		}
		value := *c.tree.get("parameter", name, "value")
		value.spot = value.path
		value.path = []string{"measure", u.measure, "with", name}
		value.file = u.file()
		u.with[name] = &value
	}
}

// alike tells whether two values are of one sort, numbers or texts (times and laws are), one or three of them.
func alike(a, b any) bool {
	sort := func(v any) string {
		if list, ok := v.([]any); ok {
			if len(list) != 3 {
				return "list"
			}
			v = list[1]
		}
		switch v.(type) {
		case int64, float64:
			return "number"
		case string:
			return "text"
		case bool:
			return "flag"
		}
		return "other"
	}
	return sort(a) == sort(b)
}

// file is the file of the catalogue, of which what is wrong here is told where it is used.
func (u *use) file() *file {
	f := *u.of.tree.file
	f.use = u.at
	return &f
}

// usedOthers says which measures of the scenario are those that the catalogue requires and excludes.
func (r *reader) usedOthers(u *use, n, own *node) {
	for _, key := range []struct {
		name string
		of   []string
	}{{"requires", u.of.Requires}, {"excludes", u.of.Excludes}} {
		if len(key.of) == 0 || own.get(key.name) != nil {
			continue
		}
		var names []any
		for _, of := range key.of {
			others := r.usesOf(of, u)
			if len(others) == 0 && key.name == "requires" {
				r.tell(u.at, "want a measure with use = %q on the same as well, which %s requires, have none; where it is there already write requires = []", of, u.of.Name)
			}
			for _, other := range others {
				names = append(names, other.measure)
				if key.name == "requires" {
					break
				}
			}
		}
		at := u.of.tree.get(key.name).bare()
		at.spot, at.path, at.file, at.value = at.path, []string{"measure", u.measure, key.name}, u.file(), names
		n.set(key.name, at)
	}
}

// usesOf lists the other uses of a measure of the catalogue on something that this one is put on, by the name of their
// measures.
func (r *reader) usesOf(name string, u *use) []*use {
	var list []*use
	for _, other := range sortedKeys(r.uses) {
		if o := r.uses[other]; o != u && o.of.Name == name && o.shares(u) != "" {
			list = append(list, o)
		}
	}
	return list
}

// shares is something that both uses are put on, as a whole or with one failure mode; "" when there is nothing. People and
// robots do not count: they are there for many.
func (u *use) shares(o *use) string {
	for _, place := range sortedKeys(u.on) {
		for _, name := range u.on[place] {
			for _, other := range sortedKeys(o.on) {
				if !u.isPool(place) && slices.ContainsFunc(o.on[other], func(their string) bool { return under(name, their) || under(their, name) }) {
					return name
				}
			}
		}
	}
	return ""
}

// isPool tells whether a place is for people or robots, which many may share.
func (u *use) isPool(place string) bool {
	p := u.of.place(place)
	return !p.Failure && !slices.ContainsFunc(p.Kinds, func(kind string) bool {
		k, ok := plant.Find(kind)
		return !ok || k.Role != plant.Pool
	})
}

// notePrices warns of prices of the catalogue, which are in euros, where money is something else.
func (r *reader) notePrices(measures *node, currency string) {
	for _, name := range sortedKeys(r.uses) {
		for _, key := range []string{"capex", "yearly_cost", "training", "residual"} {
			if n := measures.get(name, key); currency != "EUR" && n != nil && n.spot != nil {
				r.note(n, "is in EUR in the catalogue, and money is in %s here; say it yourself", currency)
			}
		}
	}
}

// pathOf is the path of what stands in a place.
func pathOf(name string) []string {
	element, mode, isMode := strings.Cut(name, ".")
	if isMode {
		return []string{"line", element, "failure", mode}
	}
	return []string{"line", element}
}

// places are what stands in the places of a use, in order of the catalogue.
func (u *use) places() []string {
	var list []string
	for i := range u.of.Places {
		list = append(list, u.on[u.of.Places[i].Name]...)
	}
	return list
}

// things are what it has to be put on.
func (u *use) things() []string {
	var list []string
	for i := range u.of.Places {
		if p := &u.of.Places[i]; !p.Optional {
			list = append(list, u.on[p.Name]...)
		}
	}
	return list
}

// elements are the elements that a use is put on.
func (u *use) elements() []string {
	var list []string
	for _, place := range sortedKeys(u.on) {
		for _, name := range u.on[place] {
			list = append(list, pathOf(name)[1])
		}
	}
	return list
}

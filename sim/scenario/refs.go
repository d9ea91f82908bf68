package scenario

import (
	"fmt"
	"slices"
	"strings"

	"tweeling/sim/plant"
)

// A reference is a name of something else, and what it may be.
type reference struct {
	at    *node
	from  *element
	name  string
	kinds []string
}

// ref reads the name of another element or of a shift.
func (d *draft) ref(e *element, n *node, k *plant.Key) (string, bool) {
	name, ok := d.text(n)
	if ok {
		d.refs = append(d.refs, reference{at: n, from: e, name: name, kinds: k.Options})
	}
	return name, ok
}

// refList reads a list of names.
func (d *draft) refList(e *element, n *node, k *plant.Key) ([]string, bool) {
	names, ok := d.texts(n, `["store"]`)
	if !ok || len(names) == 0 {
		d.lost = true
		if ok {
			d.tell(n, "want at least one name, have none")
		}
		return nil, false
	}
	for i, name := range names {
		if slices.Contains(names[:i], name) && k.Name != "sequence" {
			d.tell(n, "want each name once, have %q twice", name)
		}
		d.refs = append(d.refs, reference{at: n, from: e, name: name, kinds: k.Options})
	}
	return names, true
}

// refsByProduct reads lists of names by product.
func (d *draft) refsByProduct(e *element, n *node, k *plant.Key) (map[string][]string, bool) {
	if !d.isTable(n) {
		return nil, false
	}
	lists := map[string][]string{}
	for _, product := range n.keys {
		child := n.table[product]
		if !d.isProduct(child, product) {
			continue
		}
		if list, ok := d.refList(e, child, k); ok {
			lists[product] = list
		}
	}
	return lists, true
}

// checkReferences tells of names of nothing, and of names of the wrong kind of thing.
func (d *draft) checkReferences() {
	for _, ref := range d.refs {
		switch ref.kinds[0] {
		case "shift", "product":
			d.checkNamed(ref, ref.kinds[0])
		default:
			d.checkElement(ref)
		}
	}
}

// checkNamed checks the name of a shift or a product.
func (d *draft) checkNamed(ref reference, table string) {
	if there := d.tree.get(table); there.get(ref.name) == nil {
		d.tell(ref.at, "want a %s that exists, have %q%s; there are %s", table, ref.name, d.gone(table+"."+ref.name), orNone(nearest(ref.name, there.sorted())))
	}
}

// checkElement checks the name of another element.
func (d *draft) checkElement(ref reference) {
	target := d.tree.get("line", ref.name)
	kind, _ := target.get("kind").text()
	switch {
	case target == nil:
		d.tell(ref.at, "want %s, have %q%s; there are %s", oneOf(ref.kinds), ref.name, d.missing("line."+ref.name), d.fitting(ref))
	case ref.name == ref.from.spec.Name:
		d.tell(ref.at, "want another element, have %q itself", ref.name)
	case !isKind(kind): // told already
	case !slices.Contains(ref.kinds, kind):
		d.tell(ref.at, "want %s, have %q, which is of the kind %s; there are %s", oneOf(ref.kinds), ref.name, kind, d.fitting(ref))
	default:
		return
	}
	d.lost = true
}

// fitting lists the elements that a reference may lead to, nearest first.
func (d *draft) fitting(ref reference) lazy {
	return func() string {
		var fitting []string
		line := d.tree.get("line")
		for name, e := range line.table {
			if kind, _ := e.get("kind").text(); slices.Contains(ref.kinds, kind) && name != ref.from.spec.Name {
				fitting = append(fitting, name)
			}
		}
		return orNone(nearest(ref.name, fitting))
	}
}

func oneOf(kinds []string) string {
	if slices.Equal(kinds, []string{"operators"}) {
		return "the name of operators"
	}
	if slices.Contains(kinds, "assembly") { // all kinds of station
		kinds = slices.Clone(kinds)
		kinds = slices.DeleteFunc(kinds, func(kind string) bool { return kind != "machine" && (&plant.Spec{Kind: kind}).Works() })
		kinds[slices.Index(kinds, "machine")] = "station"
	}
	var text strings.Builder
	for i, kind := range kinds {
		switch {
		case i > 0 && i == len(kinds)-1:
			text.WriteString(" or ")
		case i > 0:
			text.WriteString(", ")
		}
		text.WriteString(kind)
	}
	return "the name of a " + text.String()
}

func isKind(name string) bool {
	_, ok := plant.Find(name)
	return ok
}

// missing says why there is nothing of a name.
func (d *draft) missing(path string) string {
	if why := d.gone(path); why != "" {
		return why
	}
	return ", which does not exist"
}

// text is the text of a node, if it is one.
func (n *node) text() (string, bool) {
	if n == nil {
		return "", false
	}
	text, ok := n.value.(string)
	return text, ok
}

// gone says which measure of the plan took something away.
func (d *draft) gone(path string) string {
	if m, ok := d.removed[path]; ok {
		return fmt.Sprintf(", which the measure %s removes (say there what takes its place)", m)
	}
	return ""
}

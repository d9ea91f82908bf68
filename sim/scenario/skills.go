package scenario

import (
	"slices"

	"tweeling/sim/plant"
)

// findSkilled puts those who have a skill in the place of the skill, who have fewest others first, and tells of skills that
// nobody has.
func (d *draft) findSkilled() {
	all, have := &plant.Model{}, []string(nil)
	for _, e := range d.elements {
		all.Elements = append(all.Elements, e.spec)
		for _, skill := range e.spec.Texts("skills") {
			if !slices.Contains(have, skill) {
				have = append(have, skill)
			}
		}
	}
	for _, ref := range d.skills {
		if !slices.Contains(have, ref.name) {
			d.tell(ref.at, "want a skill that somebody has, have %q; there are %s", ref.name, orNone(nearest(ref.name, have)))
		}
	}
	for _, e := range d.elements {
		for phase, need := range e.spec.Crew() {
			e.spec.Crew()[phase] = all.Spelled(need)
		}
		for i := range e.spec.Stops {
			by := &e.spec.Stops[i].By
			*by = all.Spelled(*by)
		}
	}
}

// words reads a list of words that the scenario makes up.
func (d *draft) words(n *node) ([]string, bool) {
	list, ok := d.texts(n, `["run", "setup"]`)
	for i, word := range list {
		if err := validName(word); err != nil {
			d.tell(n, "%v", err)
			ok = false
		} else if slices.Contains(list[:i], word) {
			d.tell(n, "want each once, have %q twice", word)
		}
	}
	return list, ok
}

package scenario

import (
	"slices"
	"strings"
)

// An overlay is the measures of one plan on their way over the tree of the line as it is.
type overlay struct {
	*reader
	base    *node
	sets    map[string]setting // by path: who set it
	order   []string           // of sets
	nudges  []nudge
	removed map[string]string
	added   []insertion
	copies  []string // paths that take over what another says
}

type setting struct {
	measure *Measure
	node    *node
}

func splitPath(path string) []string { return strings.Split(path, ".") }
func joinPath(parts []string) string { return strings.Join(parts, ".") }
func under(path, ancestor string) bool {
	return path == ancestor || strings.HasPrefix(path, ancestor+".")
}

// lay lays measures over a tree, which does not change: all that replaces, then what the catalogue takes over from
// elsewhere, then what is removed, then new elements into their places, then factors, then additions; each in the order of
// the plan. It returns the new tree and which measure removed which paths.
func (r *reader) lay(base *node, measures []*Measure) (*node, map[string]string) {
	o := &overlay{reader: r, base: base, sets: map[string]setting{}, removed: map[string]string{}}
	tree := base.clone()
	var usable []*Measure
	for _, m := range measures {
		if m.use == nil || o.fits(m, measures) {
			usable = append(usable, m)
		}
	}
	measures = usable
	for _, m := range measures {
		tree = o.replace(tree, m)
	}
	o.copy(tree)
	for _, m := range measures {
		o.remove(tree, m)
	}
	for _, m := range measures {
		o.checkPlaces(tree, m)
	}
	o.mend(tree, measures)
	o.insert(tree)
	o.nudgeAll(tree, false)
	o.nudgeAll(tree, true)
	return tree, o.removed
}

// replace lays what one measure says over the tree, and notes what it adjusts for later.
func (o *overlay) replace(tree *node, m *Measure) *node {
	upper := newTable(m.node)
	for _, key := range m.node.keys {
		if _, ok := changes[key]; ok {
			upper.set(key, m.node.table[key])
		}
	}
	o.newElements(upper.get("line"), m)
	laid := merger{
		leaf:    func(path string, base, over *node) *node { return o.leaf(m, path, base, over) },
		becomes: func(path string, kind *node) bool { return o.becomes(m, path, kind) },
	}
	return laid.merge("", tree, upper, whole)
}

// leaf decides about one value that a measure sets.
func (o *overlay) leaf(m *Measure, path string, base, over *node) *node {
	if isRelative(over) {
		o.checkRelative(over)
		o.nudges = append(o.nudges, nudge{path, m, over})
		return base
	}
	if before, ok := o.sets[path]; ok && before.measure != m && !before.node.same(over) {
		winner := o.conflict(before, setting{m, over}, "set it to different values")
		if winner.measure != m {
			return base
		}
	}
	if _, ok := o.sets[path]; !ok {
		o.order = append(o.order, path)
	}
	o.noteCopies(path, over)
	o.sets[path] = setting{m, over}
	return over.clone()
}

// becomes settles whether a measure may make another kind of an element, of which other measures may have set what it
// does not keep then.
func (o *overlay) becomes(m *Measure, path string, kind *node) bool {
	lost := func(set string) bool {
		key := strings.TrimPrefix(set, path+".")
		return under(set, path) && !slices.Contains(kept, key)
	}
	var settled []*Measure
	for _, set := range o.order {
		before := o.sets[set]
		if !lost(set) || before.measure == m || slices.Contains(settled, before.measure) {
			continue
		}
		settled = append(settled, before.measure)
		what := "set " + set + " and make it another kind"
		if set == path+".kind" {
			what = "set it to different values"
		}
		if o.conflict(before, setting{m, kind}, what).measure != m {
			return false
		}
	}
	o.order = slices.DeleteFunc(o.order, func(set string) bool {
		if gone := lost(set) && o.sets[set].measure != m; gone {
			delete(o.sets, set)
			return true
		}
		return false
	})
	return true
}

// conflict settles which of two measures is heard about one path: the one that says over the other. Neither or both
// is a mistake, told at the later one.
func (o *overlay) conflict(a, b setting, what string) setting {
	overA, overB := slices.Contains(a.measure.Over, b.measure.Name), slices.Contains(b.measure.Over, a.measure.Name)
	switch {
	case overA && !overB:
		return a
	case overB && !overA:
		return b
	}
	line, col := a.node.place()
	have := "neither"
	if overA {
		have = "both"
	}
	hint := ""
	if o.found.plan == everything {
		hint = "; without any [plan.NAME] all measures are tried together"
	}
	o.tell(b.node, "want one of the measures %s and %s to say over = [the other], since they %s (the other at %s:%d:%d), have %s%s",
		a.measure.Name, b.measure.Name, what, a.node.file.name, line, col, have, hint)
	return b
}

// removal is where a measure says what it removes.
func removal(m *Measure) *node { return m.node.get("remove") }

// remove takes away what one measure removes.
func (o *overlay) remove(tree *node, m *Measure) {
	for _, path := range m.Remove {
		parts := splitPath(path)
		if _, ok := changes[parts[0]]; !ok || len(parts) < 2 || slices.Contains(parts, "") {
			o.tell(removal(m), `want paths such as "line.press" or "line.press.operator", have %q`, path)
			continue
		}
		if o.goneWithMore(path) {
			continue
		}
		parent := tree.get(parts[:len(parts)-1]...)
		last := parts[len(parts)-1]
		if e := tree.get(parts[:2]...); len(parts) == 4 && parts[2] == "operator" && !parent.has(last) {
			if phases := byPhase(e); phases != nil {
				e.set("operator", phases)
				parent = phases
			}
		}
		if !parent.has(last) {
			if removal(m).file.use != nil {
				continue // what the catalogue takes away where it is there
			}
			if o.base.get(parts...) != nil && slices.ContainsFunc(o.order, func(set string) bool { return under(path, set) }) {
				o.mayRemove(m, path) // another measure has replaced what it is in
			} else if by, gone := o.removed[path]; !gone || by == m.Name {
				o.tell(removal(m), "want something that exists, have %q%s", path, nearestIn(tree, parts))
			}
			continue
		} else if !o.mayRemove(m, path) {
			continue
		}
		parent.drop(last)
		o.removed[path] = m.Name
	}
}

// goneWithMore tells whether something that a path lies in is removed already.
func (o *overlay) goneWithMore(path string) bool {
	for of := range o.removed {
		if of != path && under(path, of) {
			return true
		}
	}
	return false
}

// mayRemove settles what becomes of a path that one measure removes and another sets, as a whole or in part, or adjusts.
// Its own settings of it are a mistake as well.
func (o *overlay) mayRemove(m *Measure, path string) bool {
	me := setting{m, removal(m)}
	heard := map[*Measure]bool{} // whether m is, against another that may set much of what is removed
	check := func(other setting) bool {
		if other.measure != m {
			if _, known := heard[other.measure]; !known {
				heard[other.measure] = o.conflict(other, me, "set and remove "+path).measure == m
			}
			return heard[other.measure]
		}
		o.tell(other.node, "want it set or removed, have both in the measure %s", m.Name)
		return false
	}
	for _, set := range o.order {
		if (under(set, path) || under(path, set)) && !check(o.sets[set]) {
			return false
		}
	}
	for _, n := range o.nudges {
		if under(n.path, path) && !check(setting{n.measure, n.node}) {
			return false
		}
	}
	o.nudges = slices.DeleteFunc(o.nudges, func(n nudge) bool { return under(n.path, path) })
	return true
}

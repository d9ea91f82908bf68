package scenario

import (
	"slices"
	"strings"
)

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

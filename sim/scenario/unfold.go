package scenario

import (
	"maps"
	"slices"
	"strings"
)

// unfold is what a measure of the catalogue says of one line: a measure as one would write it by hand.
func (r *reader) unfold(u *use, at *node) *node {
	c := u.of
	t := newTable(at)
	f := newFolder(u)
	for _, key := range []string{"use", "on"} {
		t.set(key, at.table[key])
	}
	with := newTable(at)
	for i := range c.Parameters {
		name := c.Parameters[i].Name
		with.set(name, u.with[name])
	}
	t.set("with", with)
	for _, key := range []string{"title", "capex", "yearly_cost", "training", "turnover", "residual", "install_stop", "life", "ramp"} {
		if n := c.tree.get(key); n != nil {
			if key == "residual" && at.table["capex"] != nil {
				continue // it is a part of what the catalogue takes it to cost
			}
			n = f.plain(n, []string{"measure", u.measure, key})
			if key == "capex" || key == "yearly_cost" || key == "residual" {
				n = n.withValue(times(n.value, r.machines(u)))
			}
			t.set(key, n)
		}
	}
	if title := t.table["title"]; title != nil {
		t.set("title", titled(title, strings.Join(u.things(), ", ")))
	}
	t.set("line", f.line(c.tree.get("line")))
	if n := c.tree.get("remove"); n != nil {
		t.set("remove", f.remove(n))
	}
	return t
}

// titled is a title that tells what a measure is put on, since a scenario may use it more than once.
func titled(n *node, on string) *node {
	if text, ok := n.text(); ok {
		return n.withValue(text + ": " + on)
	}
	c := *n
	c.table = map[string]*node{}
	for _, key := range n.keys {
		c.table[key] = titled(n.table[key], on)
	}
	return &c
}

// machines is how many machines stand in the place by which a measure is paid for; 1 where it costs so much in all.
func (r *reader) machines(u *use) int {
	if u.of.Per == "" {
		return 1
	}
	n, seen := 0, []string{}
	for _, name := range u.on[u.of.Per] {
		element := pathOf(name)[1]
		if slices.Contains(seen, element) {
			continue
		}
		seen = append(seen, element)
		count, _ := r.line.get(element, "count").whole()
		n += max(1, count)
	}
	return max(1, n)
}

// whole is the whole number of a node, if it is one.
func (n *node) whole() (int, bool) {
	if n == nil {
		return 0, false
	}
	x, ok := n.value.(int64)
	return int(min(max(x, 0), 1000)), ok
}

// times is so many times an amount, or three of them.
func times(value any, n int) any {
	switch v := value.(type) {
	case int64:
		return v * int64(n)
	case float64:
		return v * float64(n)
	case []any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = times(v[i], n)
		}
		return list
	}
	return value
}

// A folder unfolds a file of the catalogue: it puts elements in the place of places, and values in that of parameters.
type folder struct {
	use   *use
	file  *file
	bound map[string]string // what stands in each place now
}

// newFolder has in each place that is for one what stands there.
func newFolder(u *use) *folder {
	f := &folder{use: u, file: u.file(), bound: map[string]string{}}
	for place, names := range u.on {
		if !u.of.place(place).Many {
			f.bound[place] = names[0]
		}
	}
	return f
}

// plain is a node of the file as it is, under a path of the scenario.
func (f *folder) plain(n *node, path []string) *node {
	c := *n
	c.spot, c.path, c.file = n.path, path, f.file
	if n.table != nil {
		c.table = make(map[string]*node, len(n.table))
		for _, key := range n.keys {
			c.table[key] = f.plain(n.table[key], append(slices.Clone(path), key))
		}
	}
	return &c
}

// line unfolds what the measure changes, once for each that stands in a place for many.
func (f *folder) line(n *node) *node {
	path := []string{"measure", f.use.measure, "line"}
	t := &node{file: f.file, spot: n.path, path: path, table: map[string]*node{}}
	for _, key := range n.keys {
		for _, g := range f.each(key) {
			name, ok := g.name(key)
			if !ok {
				continue
			}
			parts := strings.Split(name, ".")
			child := g.node(n.table[key], append(slices.Clone(path), parts...))
			if child == nil {
				continue
			}
			for _, step := range slices.Backward(parts[1:]) { // a failure mode lies two tables further down
				up := newTable(child)
				up.path = child.path[:len(child.path)-1]
				up.set(step, child)
				child = up
			}
			f.lay(t, parts[0], child)
		}
	}
	return t
}

// lay lays an element over what the measure says of it already.
func (f *folder) lay(t *node, name string, child *node) {
	if before := t.table[name]; before != nil {
		m := merger{leaf: over}
		child = m.merge("", before, child, changes["line"].each)
	}
	t.set(name, child)
}

// each is the folder itself, or one for each that stands in the place for many that a key names.
func (f *folder) each(key string) []*folder {
	for _, name := range f.use.of.named(key) {
		p := f.use.of.place(name)
		if p == nil || !p.Many || f.bound[name] != "" {
			continue
		}
		var all []*folder
		for _, one := range f.use.on[name] {
			g := &folder{use: f.use, file: f.file, bound: maps.Clone(f.bound)}
			g.bound[name] = one
			all = append(all, g)
		}
		return all
	}
	return []*folder{f}
}

// name unfolds places in a text. It is false where one of them is empty. A failure mode that is the whole text is a path
// below its element.
func (f *folder) name(text string) (string, bool) {
	fine := true
	filled, _ := f.use.of.fill(text, func(name string) string {
		if f.use.of.parameter(name) != nil {
			return "$" + name
		}
		one, ok := f.bound[name]
		fine = fine && ok
		if element, mode, isMode := strings.Cut(one, "."); isMode {
			return element + ".failure." + mode
		}
		return one
	})
	return filled, fine
}

// node unfolds a value or a table; nil where it names a place in which nothing stands.
func (f *folder) node(n *node, path []string) *node {
	c := *n
	c.spot, c.path, c.file = n.path, path, f.file
	switch v := n.value.(type) {
	case string:
		return f.text(&c, v)
	case []any:
		items := make([]any, 0, len(v))
		for _, item := range v {
			text, ok := item.(string)
			if ok {
				text, ok = f.name(text)
				item = text
			} else {
				ok = true
			}
			if ok {
				items = append(items, item)
			}
		}
		if len(items) == 0 && len(v) > 0 {
			return nil
		}
		c.value = items
		return &c
	}
	if n.table == nil {
		return &c
	}
	if n.table["of"] != nil {
		return f.reference(&c)
	}
	c.keys, c.table = nil, map[string]*node{}
	for _, key := range n.keys {
		name, ok := f.name(key)
		if !ok {
			continue
		}
		if child := f.node(n.table[key], append(slices.Clone(path), name)); child != nil {
			c.set(name, child)
		}
	}
	if len(c.keys) == 0 && len(n.keys) > 0 {
		return nil
	}
	return &c
}

// text unfolds a text: the value of a parameter, what an element says ("$station.shift"), or a text with names in it.
func (f *folder) text(c *node, text string) *node {
	m := f.use.of
	name, isOne := strings.CutPrefix(text, "$")
	if isOne && m.parameter(name) != nil {
		return f.use.with[name]
	}
	filled, ok := f.name(text)
	if !ok {
		return nil
	}
	if before, _, isPath := strings.Cut(name, "."); isOne && isPath && m.place(before) != nil {
		c.value, c.of = nil, "line."+filled
		return c
	}
	c.value = filled
	for _, name := range m.named(filled) {
		if m.parameter(name) != nil {
			if c.holes == nil {
				c.holes = map[string]*node{}
			}
			c.holes[name] = f.use.with[name]
		}
	}
	return c
}

// reference unfolds { of = "$station.load", or = "0s", share = 0.5, times = ..., plus = ... }: what an element says, or
// else what or says; a fixed share of it, times and plus something.
func (f *folder) reference(c *node) *node {
	of, _ := c.table["of"].text()
	filled, ok := f.name(of)
	c.value = nil
	if or := c.table["or"]; or != nil {
		c.value = or.value
	}
	for _, key := range []string{"share", "times", "plus"} {
		if n := c.table[key]; n != nil {
			c.adjust = append(c.adjust, adjustment{by: f.node(n, append(slices.Clone(c.path), key)), plus: key == "plus"})
		}
	}
	c.table, c.keys = nil, nil
	if c.of = "line." + filled; !ok {
		c.of = "line"
	}
	return c
}

// remove unfolds the list of what the measure removes.
func (f *folder) remove(n *node) *node {
	c := f.plain(n, []string{"measure", f.use.measure, "remove"})
	list, _ := listOf(n)
	items := make([]any, 0, len(list))
	for _, path := range list {
		for _, g := range f.each(path) {
			if filled, ok := g.name(path); ok {
				items = append(items, filled)
			}
		}
	}
	c.value = items
	return c
}

// worsePaths are the paths that the catalogue says are for the worse, as they are on this line.
func (u *use) worsePaths() []string {
	f := newFolder(u)
	var paths []string
	for _, w := range u.of.Worse {
		for _, g := range f.each(w.Path) {
			if path, ok := g.name(w.Path); ok {
				paths = append(paths, path)
			}
		}
	}
	return paths
}

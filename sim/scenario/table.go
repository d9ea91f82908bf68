package scenario

// A field is one key of a table that is read into something of ours: settings, products, measures, plans.
type field struct {
	name   string
	read   func(*node)
	later  string // not empty: known, not built yet, and this is what is said of it
	number bool   // a measure may adjust it
}

// table reads a table by its fields. Keys that no field reads are told.
func (r *reader) table(n *node, fields []field) {
	if n == nil || !r.isTable(n) {
		return
	}
	names := make([]string, len(fields))
	for i := range fields {
		names[i] = fields[i].name
	}
	for _, key := range n.keys {
		child := n.table[key]
		f := at(fields, key)
		switch {
		case f == nil:
			r.strange(child, names)
		case f.later != "":
			r.tell(child, "%s", f.later)
		case len(child.adjust) > 0 && !f.number:
			if child = r.withoutRelative(child); !child.absent {
				f.read(child)
			}
		case child.absent:
			r.refuseRelative(child, "want a value of %s to change, have none; write the value itself", key)
		default:
			f.read(child)
		}
	}
}

func at(fields []field, name string) *field {
	for i := range fields {
		if fields[i].name == name {
			return &fields[i]
		}
	}
	return nil
}

// withoutRelative tells of a measure that adjusts what is no number, and is the value as it was before.
func (r *reader) withoutRelative(n *node) *node {
	r.refuseRelative(n, "want times and plus only of a number, a time or a distribution; write the value itself")
	plain := *n
	plain.adjust = nil
	return &plain
}

// strange tells of a key that is unknown.
func (r *reader) strange(n *node, known []string) {
	if r.found.full(true) {
		return // looking for the nearest takes longest
	}
	r.tell(n, "want a key that is known here, have %q%s", n.name(), meantOr(n.name(), known))
}

// meantOr asks for the nearest key, or lists them all when none is near.
func meantOr(written string, known []string) string {
	if m := meant(written, known); m != "" {
		return m
	}
	return "; there are " + listed(known)
}

func (r *reader) isTable(n *node) bool {
	if n.table == nil {
		r.tell(n, "want a table, have %s", said(n))
		return false
	}
	return true
}

// each visits the named tables of a table in order of the file, and tells of names that are none and of too many. It is
// false when something was left out.
func (r *reader) each(n *node, most int, visit func(name string, n *node)) bool {
	return r.eachNamed(n, most, validName, visit)
}

// eachNamed is each where names are others than those of elements.
func (r *reader) eachNamed(n *node, most int, valid func(name string) error, visit func(name string, n *node)) bool {
	if n == nil || !r.isTable(n) {
		return n == nil
	}
	if len(n.keys) > most {
		r.tell(n, "want at most %d, have %d", most, len(n.keys))
		return false
	}
	fine := true
	for _, name := range n.keys {
		child := n.table[name]
		if err := valid(name); err != nil {
			r.tell(child, "%v", err)
			fine = false
			continue
		}
		if r.isTable(child) {
			visit(name, child)
		} else {
			fine = false
		}
	}
	return fine
}

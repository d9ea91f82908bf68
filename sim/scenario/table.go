package scenario

import "tweeling/sim/plant"

// A fill is what becomes of the value of one key.
type fill func(n *node, k *plant.Key)

// fills are what becomes of the keys of a table, by name; nil of a key that is read elsewhere.
type fills map[string]fill

// table reads a table by its keys: first what they are by default, then what is written. Keys that there are not are told, and
// those that are missing.
func (r *reader) table(n *node, keys []plant.Key, to fills) {
	at := n
	if n == nil {
		at = &node{}
	}
	for i := range keys {
		k := &keys[i]
		read, ok := to[k.Name]
		if ok == (k.Later != "") {
			panic("scenario: the key " + k.Name + " is read if and only if it is built")
		}
		if k.Default != "" && read != nil {
			read(defaultOf(at, k), k)
		}
	}
	if n == nil || !r.isTable(n) {
		return
	}
	for _, name := range n.keys {
		r.entry(name, n.table[name], keys, to)
	}
	for i := range keys {
		if k := &keys[i]; k.Want != "" && n.get(k.Name) == nil {
			r.tellOf(n, k.Name, "want %s, have nothing", k.Want)
		}
	}
}

// entry reads one key of a table.
func (r *reader) entry(name string, n *node, keys []plant.Key, to fills) {
	k, _ := plant.FindKey(keys, name)
	switch {
	case k == nil:
		r.strange(n, keyNames(keys))
		return
	case k.Later != "":
		r.tell(n, "%s", k.Later)
		return
	case len(n.adjust) > 0 && !adjustable(k):
		if n = r.withoutRelative(n); n.absent {
			return
		}
	case n.absent:
		r.refuseRelative(n, "want a value of %s to change, have none; write the value itself", name)
		return
	}
	if read := to[name]; read != nil {
		read(n, k)
	}
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

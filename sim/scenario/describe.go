package scenario

// A Roster is one shift as it is written.
type Roster struct {
	Name          string
	Works, Breaks []string
	Premium       float64
}

// Rosters lists the shifts of a plan, by name. Of a plan that does not exist there are none.
func (s *Scenario) Rosters(plan string) []Roster {
	names, err := s.plan(plan)
	if err != nil {
		return nil
	}
	tree := s.tree
	if len(names) > 0 {
		tree, _ = s.reader().lay(s.tree, s.picked(names))
	}
	r := s.reader()
	var list []Roster
	shifts := tree.get("shift")
	for _, name := range shifts.sorted() {
		one := Roster{Name: name}
		if n := shifts.get(name, "works"); n != nil {
			one.Works, _ = r.texts(n, "")
		}
		if n := shifts.get(name, "breaks"); n != nil {
			one.Breaks, _ = r.texts(n, "")
		}
		if n := shifts.get(name, "premium"); n != nil {
			one.Premium, _ = r.number(n, 0, maxPremium)
		}
		list = append(list, one)
	}
	return list
}

// Says lists what a measure says, by path from the measure itself ("capex", "line.press.cycle"), each as it is written.
func (m *Measure) Says() map[string]string {
	says := map[string]string{}
	flatten(m.node, "", &shape{keys: changes}, says)
	return says
}

// flatten takes a tree apart down to what is one value.
func flatten(n *node, prefix string, s *shape, into map[string]string) {
	for _, key := range n.keys {
		child, below := n.table[key], (*shape)(nil)
		if s != nil {
			below = s.child(key)
		}
		if below != nil && child.table != nil {
			flatten(child, prefix+key+".", below, into)
			continue
		}
		into[prefix+key] = written(child)
	}
}

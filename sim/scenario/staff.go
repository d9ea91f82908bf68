package scenario

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"tweeling/sim/calendar"
	"tweeling/sim/plant"
)

// byName reads a table from names to numbers.
func byName[T any](d *draft, n *node, of func(name string, child *node) (T, bool)) (map[string]T, bool) {
	if !d.isTable(n) {
		return nil, false
	}
	if len(n.keys) == 0 {
		d.tell(n, "want at least one name in it, have an empty table")
	}
	list := map[string]T{}
	for _, name := range n.keys {
		child := *n.table[name]
		child.adjust = slices.Concat(child.adjust, n.adjust)
		if x, ok := of(name, &child); ok {
			list[name] = x
		}
	}
	return list, true
}

// byShift reads how many there are in which shift.
func (d *draft) byShift(e *element, n *node, k *plant.Key) (map[string]int, bool) {
	return byName(d, n, func(name string, child *node) (int, bool) {
		d.refs = append(d.refs, reference{at: child, from: e, name: name, kinds: []string{"shift"}})
		return d.count(child, 0, upper(k))
	})
}

// bySkill reads a number for some of the skills that people have.
func (d *draft) bySkill(n *node, k *plant.Key) (map[string]float64, bool) {
	return byName(d, n, func(_ string, child *node) (float64, bool) { return d.number(child, k.Min, upper(k)) })
}

// fillStaff checks how many people there are and when, and what they do at another pace.
func (d *draft) fillStaff(e *element) {
	by := e.node.get("count_by_shift")
	count, shift := e.node.get("count"), e.spec.Text("shift")
	if by == nil && count == nil {
		d.tellOf(e.node, "count", "want a whole number, have nothing")
	}
	if by != nil && count != nil {
		d.tell(by, "want either count or count_by_shift, have both; a measure removes the one that it replaces")
	}
	if by != nil && shift != "" {
		d.tell(by, "want it without shift, since each is on duty in a shift of his own, have shift = %q too", shift)
	}
	paces := e.node.get("efficiency_by_skill")
	for _, skill := range paces.sorted() {
		if have := e.spec.Texts("skills"); !slices.Contains(have, skill) {
			d.tell(paces.table[skill], "want a skill of line.%s, have %q; there are %s", e.spec.Name, skill, orNone(nearest(skill, have)))
		}
	}
}

// shiftsOf are the calendars of an element: of people by shift those of all their shifts. What is wrong is left out.
func (d *draft) shiftsOf(s *plant.Spec) []*calendar.Calendar {
	heads := s.Heads()
	if heads == nil {
		if c := d.shiftOf(s); c != nil {
			return []*calendar.Calendar{c}
		}
		return nil
	}
	var list []*calendar.Calendar
	for _, shift := range d.model.Shifts {
		if heads[shift.Name] > 0 {
			list = append(list, shift.Calendar)
		}
	}
	return list
}

// mostHeads is how many operators are ever on duty at once, in the first weeks.
func (d *draft) mostHeads(s *plant.Spec) int {
	heads := s.Heads()
	if heads == nil {
		return s.Count("count")
	}
	most := 0
	for t := time.Duration(0); t < looked; {
		now, next := 0, looked
		for _, shift := range d.model.Shifts {
			n := heads[shift.Name]
			if n > 0 && shift.On(t) {
				now += n
			}
			if at, ok := shift.Next(t); ok && n > 0 && at > t {
				next = min(next, at)
			}
		}
		most = max(most, now)
		t = next
	}
	return most
}

// staff tells who of some people is on duty when, and how fast they do what.
func (t *teller) staff(s *plant.Spec) {
	heads := s.Heads()
	var parts []string
	for _, shift := range sortedKeys(heads) {
		parts = append(parts, strconv.Itoa(heads[shift])+" "+shift)
	}
	if len(parts) > 0 {
		t.list("semantics.people.by_shift", s.Name, strings.Join(parts, ", "))
	}
	paces, _ := s.Values["efficiency_by_skill"].(map[string]float64)
	for _, skill := range sortedKeys(paces) {
		t.list("semantics.people.by_skill", s.Name, skill, strconv.FormatFloat(100*paces[skill], 'g', 4, 64))
	}
}

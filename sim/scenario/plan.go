package scenario

import (
	"fmt"
	"slices"
	"strings"

	"tweeling/sim/plant"
)

// AsIs is the plan without any measure; "" is the same.
const AsIs = "as-is"

// everything is the plan of all measures, where the scenario names no plans.
const everything = "all"

// A Plan is a set of measures, in order of application.
type Plan struct {
	Name     string
	Title    Title
	Measures []string
	node     *node // where it is written, or the measure that it consists of
}

// plans reads all plans. Without any, each measure alone is one, and all of them together.
func (r *reader) plans(n *node, measures []*Measure) []Plan {
	var list []Plan
	r.each(n, maxPlans, func(name string, n *node) {
		p := Plan{Name: name, node: n}
		r.table(n, planKeys, fills{
			"title":    r.titleTo(&p.Title),
			"measures": func(n *node, _ *plant.Key) { p.Measures = r.planned(n, measures) },
		})
		if n.get("measures") == nil {
			r.tellOf(n, "measures", `want a list of measures in order of application, such as ["%s"], have nothing`, firstOr(measureNames(measures), "cobot"))
		}
		list = append(list, p)
	})
	if n != nil {
		for i := range list {
			r.fits(&list[i], measures)
		}
		return list
	}
	return r.unplanned(measures)
}

func firstOr(names []string, otherwise string) string {
	if len(names) > 0 {
		return names[0]
	}
	return otherwise
}

// planned reads the list of measures of a plan, and leaves out those that are none.
func (r *reader) planned(n *node, measures []*Measure) []string {
	names, _ := r.texts(n, `["cobot"]`)
	var list []string
	for _, name := range names {
		switch {
		case find(measures, name) == nil:
			r.tell(n, "want measures that exist, have %q; there are %s", name, nearest(name, measureNames(measures)))
		case slices.Contains(list, name):
			r.tell(n, "want each measure once, have %q twice", name)
		default:
			list = append(list, name)
		}
	}
	return list
}

// fits checks that measures go together.
func (r *reader) fits(p *Plan, measures []*Measure) bool {
	why := misfits(p.Measures, measures)
	at := p.node.get("measures")
	for _, text := range why {
		if at != nil {
			r.tell(at, "%s", text)
		}
	}
	return len(why) == 0
}

// misfits says what is wrong with a set of measures.
func misfits(names []string, measures []*Measure) []string {
	var why []string
	for _, name := range names {
		m := find(measures, name)
		for _, need := range m.Requires {
			if !slices.Contains(names, need) {
				why = append(why, fmt.Sprintf("want %s as well, which %s requires, have %s", need, name, strings.Join(names, ", ")))
			}
		}
		for _, other := range names {
			if what, of := m.alike(find(measures, other)); what != "" && name < other {
				why = append(why, fmt.Sprintf("want %s or %s, since both put %s on %s, have both", name, other, of, what))
			}
		}
		for _, other := range m.Excludes {
			if slices.Contains(names, other) && (name < other || !slices.Contains(find(measures, other).Excludes, name)) {
				why = append(why, fmt.Sprintf("want %s or %s, since %s excludes the other, have both", name, other, name))
			}
		}
	}
	return why
}

// unplanned makes the plans of a scenario that names none.
func (r *reader) unplanned(measures []*Measure) []Plan {
	var list []Plan
	add := func(p Plan) {
		if why := misfits(p.Measures, measures); len(why) > 0 {
			r.note(p.node, "left out of the plans: %s; name the plans you want, as [plan.NAME]", why[0])
			return
		}
		list = append(list, p)
	}
	for _, m := range measures {
		add(Plan{Name: m.Name, Title: m.Title, Measures: []string{m.Name}, node: m.node})
	}
	if len(measures) > 1 {
		add(Plan{Name: everything, Measures: measureNames(measures), node: measures[0].node})
	}
	return list
}

// alike is something that two measures put the same of the catalogue on; "" when there is nothing.
func (m *Measure) alike(other *Measure) (what, of string) {
	if m == other || m.use == nil || other.use == nil || m.use.of.File != other.use.of.File {
		return "", ""
	}
	return m.use.shares(other.use), m.use.of.Name
}

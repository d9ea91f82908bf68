package scenario

import (
	"math"
	"slices"

	"tweeling/sim/cost"
	"tweeling/sim/dist"
)

// A Measure is an investment and what it changes of the line.
type Measure struct {
	Name  string
	Title Title
	cost.Investment
	Requires, Excludes, Over []string // other measures
	Remove                   []string // paths
	use                      *use     // of the catalogue; nil when the scenario says it all
	node                     *node
}

// oneMeasure reads all of a measure but what it changes of the line, which is laid over it plan by plan.
func (r *reader) oneMeasure(name string, n *node, econ cost.Economics) *Measure {
	horizon := econ.Horizon
	m := &Measure{Name: name, node: n, use: r.uses[name], Investment: cost.Investment{Name: name, Life: horizon}}
	const catalogue = `want it in a file of the catalogue, which a measure names as use = "mine.toml"`
	changed := func(*node) {}
	used := func(at *node) {
		if n.get("use") == nil {
			r.tell(at, `want it with use, such as use = "robot-tending" (tweeling measures lists the catalogue), have no use`)
		}
	}
	refs := func(to *[]string) func(*node) {
		return func(n *node) { *to, _ = r.texts(n, `["other"]`) }
	}
	r.table(n, append(r.invested(&m.Investment, econ), []field{
		{name: "title", read: func(n *node) { m.Title = r.title(n) }},
		{name: "capex", read: func(n *node) { m.Capex = r.money(n) }},
		{name: "yearly_cost", read: func(n *node) { m.YearlyCost = r.money(n) }},
		{name: "life", read: func(n *node) {
			if m.Life = r.years(n, 1.0/365, 100, m.Life); horizon/m.Life > maxReplacements {
				r.tell(n, "want a life of at least a %dth of the horizon of [economics], %s, have %s: it is bought anew each time", maxReplacements, dist.FormatSpan(math.Round(horizon*year.Seconds())), said(n))
			}
		}},
		{name: "ramp", read: func(n *node) { r.ramp(n, &m.Investment) }},
		{name: "requires", read: refs(&m.Requires)},
		{name: "excludes", read: refs(&m.Excludes)},
		{name: "over", read: refs(&m.Over)},
		{name: "remove", read: func(n *node) { m.Remove, _ = r.texts(n, `["line.press.operator"]`) }},
		{name: "line", read: changed}, {name: "product", read: changed}, {name: "shift", read: changed}, {name: "order", read: changed},
		{name: "use", read: changed}, {name: "on", read: used}, {name: "with", read: used},
		{name: "parameter", later: catalogue}, {name: "place", later: catalogue}, {name: "worse", later: catalogue},
		{name: "evidence", later: `want it in the table [evidence], as "measure.NAME.capex" = { grade = ..., source = ... }`},
		{name: "source", later: `want it in the table [evidence], as "measure.NAME.capex" = { grade = ..., source = ... }`},
		{name: "price_year", later: "price_year is not built yet; write the price of today"},
	}...))
	r.checkInvested(n, &m.Investment, econ)
	return m
}

// PriceYear is the year of whose prices its capex is, where that is of the catalogue; 0 where the scenario says it itself.
func (m *Measure) PriceYear() int {
	if n := m.node.get("capex"); m.use == nil || n == nil || n.spot == nil {
		return 0
	}
	return m.use.of.PriceYear
}

// money reads an amount of at least nothing, or three of them.
func (r *reader) money(n *node) cost.Range {
	g, _ := r.guess(n, "an amount of money", false, r.oneNumber("an amount of money", 0, maxNumber))
	return g
}

func (r *reader) ramp(n *node, to *cost.Investment) {
	r.table(n, []field{
		{name: "tau", read: func(n *node) { to.Tau = r.years(n, 0, 50, 0) }},
		{name: "dip", read: func(n *node) { r.into(&to.Dip, n, 0, 1) }},
		{name: "dip_tau", read: func(n *node) { to.DipTau = r.years(n, 0, 50, 0) }},
	})
}

// measures reads all measures and checks what they say of each other.
func (r *reader) measures(n *node, econ cost.Economics) []*Measure {
	var list []*Measure
	r.each(n, maxMeasures, func(name string, n *node) { list = append(list, r.oneMeasure(name, n, econ)) })
	for _, m := range list {
		r.others(m, "requires", m.Requires, list)
		r.others(m, "excludes", m.Excludes, list)
		r.others(m, "over", m.Over, list)
	}
	return list
}

// others checks a list of other measures.
func (r *reader) others(m *Measure, key string, names []string, all []*Measure) {
	for _, name := range names {
		switch {
		case name == m.Name:
			r.tell(m.node.get(key), "want another measure, have %q itself", name)
		case find(all, name) == nil:
			r.tell(m.node.get(key), "want measures that exist, have %q; there are %s", name, nearest(name, measureNames(all)))
		}
	}
}

func measureNames(list []*Measure) []string {
	names := make([]string, len(list))
	for i, m := range list {
		names[i] = m.Name
	}
	return names
}

func find(list []*Measure, name string) *Measure {
	i := slices.IndexFunc(list, func(m *Measure) bool { return m.Name == name })
	if i < 0 {
		return nil
	}
	return list[i]
}

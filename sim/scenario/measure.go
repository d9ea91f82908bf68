package scenario

import (
	"math"
	"slices"

	"tweeling/sim/cost"
	"tweeling/sim/dist"
	"tweeling/sim/plant"
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
	used := func(at *node, _ *plant.Key) {
		if n.get("use") == nil {
			r.tell(at, `want it with use, such as use = "robot-tending" (tweeling measures lists the catalogue), have no use`)
		}
	}
	to := fills{
		"title": r.titleTo(&m.Title), "capex": r.moneyTo(&m.Capex), "yearly_cost": r.moneyTo(&m.YearlyCost),
		"life": func(n *node, k *plant.Key) {
			if r.yearsTo(&m.Life)(n, k); horizon/m.Life > maxReplacements {
				r.tell(n, "want a life of at least a %dth of the horizon of [economics], %s, have %s: it is bought anew each time", maxReplacements, dist.FormatSpan(math.Round(horizon*year.Seconds())), said(n))
			}
		},
		"ramp":     func(n *node, _ *plant.Key) { r.ramp(n, &m.Investment) },
		"requires": r.textsTo(&m.Requires, `["other"]`), "excludes": r.textsTo(&m.Excludes, `["other"]`), "over": r.textsTo(&m.Over, `["other"]`),
		"remove": r.textsTo(&m.Remove, `["line.press.operator"]`),
		"line":   nil, "product": nil, "shift": nil, "order": nil, "use": nil, "on": used, "with": used,
	}
	r.invested(to, &m.Investment, econ)
	r.table(n, measureKeys, to)
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

func (r *reader) ramp(n *node, to *cost.Investment) {
	r.table(n, rampKeys, fills{"tau": r.yearsTo(&to.Tau), "dip": r.numberTo(&to.Dip), "dip_tau": r.yearsTo(&to.DipTau)})
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

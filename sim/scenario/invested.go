package scenario

import (
	"slices"

	"tweeling/sim/cost"
)

// invested are the keys of a measure that say what else is paid and received for it, and what the tax makes of that.
func (r *reader) invested(to *cost.Investment, econ cost.Economics) []field {
	f := &to.Fiscal
	into := func(to *bool, when bool) func(*node) {
		return func(n *node) {
			if x, ok := r.flag(n); ok {
				*to = x == when
			}
		}
	}
	return []field{
		{name: "grant", read: func(n *node) { to.Grant = r.money(n) }},
		{name: "grant_share", read: func(n *node) { r.into(&to.GrantShare, n, 0, 1) }},
		{name: "one_off", read: func(n *node) { to.OneOff = r.money(n) }},
		{name: "yearly_index", read: func(n *node) {
			if x, ok := r.number(n, -0.5, 0.5); ok {
				to.Indexed, to.IsIndexed = x, true
			}
		}},
		{name: "training", read: func(n *node) { to.Training = r.money(n) }},
		{name: "turnover", read: func(n *node) { r.into(&to.Turnover, n, 0, maxTurnover) }},
		{name: "residual", read: func(n *node) { to.Residual = r.money(n) }},
		{name: "removal_cost", read: func(n *node) { to.Removal = r.money(n) }},
		{name: "install_stop", read: func(n *node) { to.InstallStop = r.years(n, 0, 1, 0) * year.Hours() / week.Hours() }},
		{name: "written_off", read: func(n *node) { f.WriteOff = r.years(n, 1, 100, 0) }},
		{name: "kia", read: into(&f.NotSmall, false)},
		{name: "eia", read: func(n *node) { f.Energy = r.listed(n) }},
		{name: "mia", read: func(n *node) { r.environment(n, &f.Environment, econ) }},
		{name: "vamil", read: into(&f.Free, true)},
		{name: "wbso", read: func(n *node) { r.into(&f.Development, n, 0, maxNumber) }},
		{name: "starter", read: into(&f.Starter, true)},
	}
}

// maxTurnover is so many times that all people are new in a year.
const maxTurnover = 5

// fiscalKeys are those that speak of the tax.
var fiscalKeys = []string{"written_off", "kia", "eia", "mia", "vamil", "wbso", "starter"}

// listed reads what is on a list: all of it, none of it, or a share.
func (r *reader) listed(n *node) float64 {
	switch v := n.value.(type) {
	case bool:
		if v {
			return 1
		}
		return 0
	case int64, float64:
		x, _ := r.number(n, 0, 1)
		return x
	}
	r.tell(n, "want true, false, or the share of it that is on the list, from 0 to 1, have %s", said(n))
	return 0
}

// environment reads the rate that the list of environment gives.
func (r *reader) environment(n *node, to *float64, econ cost.Economics) {
	x, ok := r.number(n, 0, 1)
	if !ok {
		return
	}
	if econ.Rules != nil && x != 0 && !slices.Contains(econ.Rules.Environment.Rates, x) {
		r.tell(n, "want a rate of the list of environment of %s, one of %v, have %s", econ.Tax, econ.Rules.Environment.Rates, said(n))
		return
	}
	*to = x
}

// checkInvested checks what the keys of a measure say together.
func (r *reader) checkInvested(n *node, v *cost.Investment, econ cost.Economics) {
	for _, key := range []string{"grant", "residual"} {
		money := v.Grant
		if key == "residual" {
			money = v.Residual
		}
		if money.Likely > v.Capex.Likely {
			r.tell(n.get(key), "want at most the capex of the measure, %v, have %s", v.Capex.Likely, said(n.get(key)))
		}
	}
	if v.GrantShare > 0 && v.Grant.Likely > 0 {
		r.tell(n.get("grant_share"), "want either grant or grant_share, have both")
	}
	if v.Fiscal.Energy > 0 && v.Fiscal.Environment > 0 {
		r.tell(n.get("mia"), "want either eia or mia, since a thing is on one list only, have both")
	}
	if at := n.get("turnover"); at != nil && n.get("training") == nil {
		r.note(at, "costs nothing, since there is no training")
	}
	if at := n.get("yearly_index"); at != nil && v.Yearly() == 0 {
		r.note(at, "changes nothing, since nothing is paid each year")
	}
	if econ.Rules != nil {
		return
	}
	for _, key := range fiscalKeys {
		if child := n.get(key); child != nil && econ.Tax == NoTax {
			r.note(child, "says nothing, since [economics] has no tax")
		}
	}
}

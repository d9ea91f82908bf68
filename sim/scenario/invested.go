package scenario

import (
	"slices"

	"tweeling/sim/cost"
	"tweeling/sim/plant"
)

// invested reads the keys of a measure that say what else is paid and received for it, and what the tax makes of that.
func (r *reader) invested(to fills, v *cost.Investment, econ cost.Economics) {
	f := &v.Fiscal
	to["grant"], to["grant_share"], to["one_off"] = r.moneyTo(&v.Grant), r.numberTo(&v.GrantShare), r.moneyTo(&v.OneOff)
	to["yearly_index"] = r.numberOr(&v.Indexed, &v.IsIndexed)
	to["training"], to["turnover"] = r.moneyTo(&v.Training), r.numberTo(&v.Turnover)
	to["residual"], to["removal_cost"] = r.moneyTo(&v.Residual), r.moneyTo(&v.Removal)
	to["install_stop"] = func(n *node, k *plant.Key) {
		var years float64
		r.yearsTo(&years)(n, k)
		v.InstallStop = years * year.Hours() / week.Hours()
	}
	to["written_off"] = r.yearsTo(&f.WriteOff)
	to["kia"] = func(n *node, _ *plant.Key) {
		if small, ok := r.flag(n); ok {
			f.NotSmall = !small
		}
	}
	to["eia"] = func(n *node, _ *plant.Key) { f.Energy = r.listed(n) }
	to["mia"] = func(n *node, _ *plant.Key) { r.environment(n, &f.Environment, econ) }
	to["vamil"], to["starter"] = r.flagTo(&f.Free), r.flagTo(&f.Starter)
	to["wbso"] = r.numberTo(&f.Development)
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

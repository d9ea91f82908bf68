package scenario

import (
	"strconv"
	"strings"

	"tweeling/sim/plant"
)

// checkSupplies checks that each supply gives enough for each of those that it feeds to work at all.
func (d *draft) checkSupplies() {
	all := ""
	for _, e := range d.elements {
		switch {
		case e.spec.Kind != "supply":
			if at := e.node.get("supply"); at != nil && e.spec.Text("supply") != "" && !e.spec.Draws() {
				d.note(at, "changes nothing, since it says no power_kw")
			}
			continue
		case e.spec.FeedsAll() && all != "":
			d.tellOf(e.node, "feeds", "want one supply at most that feeds all, have %s as well: say feeds = \"named\" here, and supply = %q in what it feeds", all, e.spec.Name)
		case e.spec.FeedsAll():
			all = e.spec.Name
		}
		if !d.lost {
			d.checkSupply(e)
		}
	}
}

// checkSupply holds the limit of a supply against what its members need.
func (d *draft) checkSupply(e *element) {
	limit, at := e.spec.Number("limit_kw"), e.node.get("limit_kw")
	if at == nil || limit <= 0 {
		return
	}
	if d.econ.Contracted > 0 && limit > d.econ.Contracted {
		d.note(at, "is more than the %g kW of [economics] contracted_kw: what the line draws above that is still not possible", d.econ.Contracted)
	}
	least, ready, members := 0.0, 0.0, d.fedBy(e.spec.Name)
	for _, m := range members {
		_, r, l := d.model.NeedKW(&m.spec)
		least, ready = least+units(&m.spec)*l, ready+units(&m.spec)*max(r, l)
	}
	if len(members) == 0 {
		d.note(e.node, "feeds nothing: no element that it could feed says power_kw")
	}
	if least > limit+1e-9 {
		d.tell(at, "want at least %g kW, which all that it feeds draw together when none works, have %g: raise it, or let them go to standby or off", round(least), limit)
		return
	}
	for _, m := range members {
		need, r, l := d.model.NeedKW(&m.spec)
		own := m.node.get("power_kw")
		switch {
		case m.spec.Kind == "robot":
		case least-l+need > limit+1e-9:
			d.tell(own, "want at most %g kW, which %s has beside the least that all others draw, have %g: raise limit_kw of %s to %g, or let others draw less while they do not work",
				round(limit-least+l), e.spec.Name, need, e.spec.Name, round(least-l+need))
		case ready-max(r, l)+need > limit+1e-9:
			d.note(own, "can only work while others that %s feeds are off or in standby, and never where they wait for power as well: beside their ready power it would take %g kW, of at most %g", e.spec.Name, round(ready-max(r, l)+need), limit)
		}
	}
}

// round leaves out what is below a watt, so that sums read as people write them.
func round(kw float64) float64 { return float64(int64(kw*1000+0.5)) / 1000 }

func units(s *plant.Spec) float64 { return float64(max(1, s.Count("count"))) }

// fedBy lists what a supply feeds.
func (d *draft) fedBy(name string) []*element {
	var list []*element
	for _, e := range d.elements {
		if d.model.SupplyOf(&e.spec) == name {
			list = append(list, e)
		}
	}
	return list
}

// supply tells of a supply and whom it feeds.
func (t *teller) supply(s *plant.Spec) {
	var names []string
	for i := range t.model.Elements {
		if e := &t.model.Elements[i]; t.model.SupplyOf(e) == s.Name {
			names = append(names, e.Name)
		}
	}
	if len(names) == 0 {
		return
	}
	t.say("semantics.power.limit", s.Name, strconv.FormatFloat(s.Number("limit_kw"), 'f', -1, 64), strings.Join(names, ", "))
	if s.Text("order") == "priority" {
		t.list("semantics.power.priority", s.Name)
	}
	if s.Has("strict") && !s.Flag("strict") {
		t.list("semantics.power.fits", s.Name)
	} else {
		t.list("semantics.power.strict", s.Name)
	}
}

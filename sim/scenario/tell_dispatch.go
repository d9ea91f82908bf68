package scenario

import (
	"slices"

	"tweeling/sim/plant"
)

// dispatch tells which part a station takes first, and whether it puts others aside for it.
func (t *teller) dispatch(s *plant.Spec) {
	rule, preempt := s.Text("dispatch"), s.Text("preempt")
	if rule == "" || rule == "fifo" {
		return
	}
	if preempt != "" && preempt != "no" {
		t.list("semantics.dispatch.urgent", s.Name)
		t.list("semantics.preempt."+preempt, s.Name)
	} else {
		t.list("semantics.dispatch."+rule, s.Name)
	}
	if slices.ContainsFunc(t.model.Orders, func(o plant.Order) bool { return o.Lot > 1 }) {
		t.list("semantics.dispatch.lots", s.Name)
	}
}

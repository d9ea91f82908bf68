package scenario

import (
	"slices"

	"tweeling/sim/plant"
)

// orders tells what a source releases by orders.
func (t *teller) orders(s *plant.Spec) {
	parts, due, series := 0, false, map[string]bool{}
	for _, o := range t.model.Orders {
		parts += o.Quantity
		due = due || o.Due != plant.NoDue
		if o.Series != "" {
			series[o.Series] = true
		}
	}
	t.say("semantics.source.orders", s.Name, len(t.model.Orders), parts)
	if len(series) > 0 {
		t.say("semantics.source.again", len(series))
	}
	for i := range t.model.Products {
		enters := t.model.EntersAs(i)
		if enters != i && slices.ContainsFunc(t.model.Orders, func(o plant.Order) bool { return o.Product == i }) {
			t.say("semantics.source.component", t.model.Products[i].Name, t.model.Products[enters].Name)
		}
	}
	if due {
		t.say("semantics.source.due")
	}
}

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

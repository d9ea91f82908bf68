package scenario

import (
	"slices"

	"tweeling/sim/plant"
)

// source tells when parts come, and what becomes of those that find no room.
func (t *teller) source(s *plant.Spec) {
	switch s.Text("release") {
	case "endless":
		t.list("semantics.source.endless", s.Name)
		if t.meets(s) {
			t.list("semantics.source.meets", s.Name)
		}
		return
	case "demand":
		if shift := s.Text("shift"); shift != "" {
			t.say("semantics.source.demand_in", s.Name, shift)
		} else {
			t.list("semantics.source.demand", s.Name)
		}
	case "orders":
		t.orders(s)
	default:
		t.say("semantics.source.every", s.Name, brief(s.Chance("every")))
		if shift := s.Text("shift"); shift != "" {
			t.say("semantics.source.shift", s.Name, shift)
		}
	}
	t.list("semantics.source."+s.Text("when_full"), s.Name)
}

// meets tells whether parts of others come as well where a source leads to.
func (t *teller) meets(s *plant.Spec) bool {
	ways := t.model.Onward(s)
	return slices.ContainsFunc(t.model.Elements, func(other plant.Spec) bool {
		return other.Name != s.Name && slices.ContainsFunc(t.model.Onward(&other), func(to string) bool { return slices.Contains(ways, to) })
	})
}

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

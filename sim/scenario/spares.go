package scenario

import "tweeling/sim/plant"

// checkSpares checks that each stock of spares is used, and by no more than it can serve.
func (d *draft) checkSpares() {
	for _, e := range d.elements {
		if e.spec.Kind != "spares" {
			continue
		}
		switch users := d.model.Users(e.spec.Name); {
		case users == 0:
			d.note(e.node, "no failure and no maintenance takes a spare of it")
		case users+e.spec.Count("count") > plant.MaxOnOrder:
			d.tellOf(e.node, "count", "want at most %d spares and failures and stops of machines that take one of them together, have %d and %d", plant.MaxOnOrder, e.spec.Count("count"), users)
		}
	}
}

// spares tells of a stock of spares.
func (t *teller) spares(s *plant.Spec) {
	t.say("semantics.spares", s.Name, s.Count("count"), brief(s.Chance("resupply")))
	if s.Number("price") > 0 {
		t.list("semantics.spares_worth", s.Name)
	}
}

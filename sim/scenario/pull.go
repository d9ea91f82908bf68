package scenario

import (
	"slices"

	"tweeling/sim"
	"tweeling/sim/plant"
)

// byPlace reads a whole number for some other elements.
func (d *draft) byPlace(e *element, n *node, k *plant.Key) (map[string]int, bool) {
	return byName(d, n, func(name string, child *node) (int, bool) {
		d.refs = append(d.refs, reference{at: child, from: e, name: name, kinds: k.Options})
		return d.count(child, k.Min, upper(k))
	})
}

// checkPull checks that cards come back, and that customers can be served.
func (d *draft) checkPull() {
	loops := 0
	for _, e := range d.elements {
		cards := e.node.get("cards")
		for _, key := range []string{"container", "cards_back"} {
			if at := e.node.get(key); at != nil && cards == nil {
				d.tell(at, "want it only with cards, such as { press = 3 }: a loop without cards bounds nothing")
			}
		}
		if at := e.node.get("cards_back"); at != nil && e.kind.Role == plant.Exit && e.spec.Text("cards_back") == "emptied" && e.spec.Count("container") == 1 {
			d.note(at, "changes nothing at a sink: the part has left the line")
		}
		if at := e.node.get("unmet"); at != nil && e.node.get("every") == nil {
			d.tell(at, "want it only with every, by which customers come")
		}
		if law := e.spec.Chance("every"); e.kind.Role == plant.Exit && law != nil && law.Mean() < shortest {
			d.tell(e.node.get("every"), "want a time above 0s, in whole nanoseconds, have %s", law)
		}
		if e.spec.Text("unmet") == "lost" && e.node.get("every") != nil {
			d.checkToOrder(e.spec.Name, e.spec.Name, nil)
		}
		loops += len(e.spec.Cards())
		if loops > sim.MaxLoops && cards != nil {
			d.tell(cards, "want at most %d loops of cards, have %d", sim.MaxLoops, loops)
			return
		}
		if !d.lost && cards != nil {
			d.checkCards(e, cards)
		}
	}
}

// checkToOrder tells of machines that begin only for a customer, where none waits.
func (d *draft) checkToOrder(sink, at string, seen []string) {
	for _, name := range d.leading(at) {
		switch from := d.find(name); {
		case from == nil || slices.Contains(seen, name):
		case from.kind.Role == plant.Waiting && from.spec.Count("room") == 0:
			d.checkToOrder(sink, name, append(seen, name))
		case from.spec.Text("blocking") == "before-service":
			d.tell(from.node.get("blocking"), "want after-service, or a buffer with room between: it begins nothing until there is a place, and a customer of %s who does not wait takes only what is finished", sink)
		}
	}
}

// checkCards tells of cards that never come back.
func (d *draft) checkCards(e *element, at *node) {
	if at.table != nil && len(at.keys) == 0 {
		d.tell(at, "want how many cards there are, such as { press = 3 }, have none")
	}
	on := map[string][]string{}
	for _, o := range d.elements {
		on[o.spec.Name] = d.waysOf(o)
	}
	for _, into := range at.sorted() {
		if from := d.find(into); from != nil && !reach([]string{into}, on)[e.spec.Name] {
			d.tell(at.table[into], "want a place from which parts come here, have %s, from which none does: its cards would never come back", into)
		}
	}
}

// pull tells of the loops of cards that end at an element, and of the customers of a sink.
func (t *teller) pull(s *plant.Spec) {
	cards := s.Cards()
	for _, into := range sortedKeys(cards) {
		t.list("semantics.pull.cards", s.Name, into, cards[into])
	}
	if len(cards) > 0 {
		if n := s.Count("container"); n > 1 {
			t.list("semantics.pull.container", s.Name, n)
		}
		t.list("semantics.pull."+s.Text("cards_back"), s.Name)
	}
	if every := s.Chance("every"); s.Kind == "sink" && every != nil {
		t.list("semantics.pull.customers", s.Name, brief(every))
		t.list("semantics.pull."+s.Text("unmet"), s.Name)
	}
}

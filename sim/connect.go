package sim

import (
	"fmt"
	"slices"
)

// connect fills in who leads to whom. A buffer of no room is no place: those that lead to it lead on.
func (l *Line) connect(lay Layout) error {
	l.findPlaces(lay)
	l.addMending(lay)
	for i := range lay.Nodes {
		outs, err := through(lay, lay.Nodes[i].To)
		if err != nil {
			return err
		}
		if n := &lay.Nodes[i]; len(outs) != len(n.To) && (n.Choose == Random || n.Choose == ByProduct) {
			return fmt.Errorf("%s: a rule %d over a buffer of no room that leads to several, want room", n.Name, n.Choose)
		}
		l.nodes[i].outs, l.nodes[i].ways = outs, outs
		if n := &lay.Nodes[i]; n.Choose == Random && len(n.Shares) != len(l.placesOf(outs)) {
			return fmt.Errorf("%s: want %d shares, have %d", n.Name, len(l.placesOf(outs)), len(n.Shares))
		}
		for p, ways := range l.nodes[i].byProduct {
			outs, err := through(lay, ways)
			if err != nil {
				return err
			}
			l.nodes[i].byProduct = slices.Clone(l.nodes[i].byProduct)
			l.nodes[i].byProduct[p] = outs
		}
	}
	if err := l.addOps(lay); err != nil {
		return err
	}
	if err := l.addCards(lay); err != nil {
		return err
	}
	for i := range l.nodes {
		if err := l.addAside(&l.nodes[i], lay, lay.Nodes[i].Aside); err != nil {
			return err
		}
		if lay.Nodes[i].Role == Buffer && lay.Nodes[i].Room == 0 {
			l.nodes[i].outs = nil
			continue
		}
		for _, to := range l.nodes[i].outs {
			if !slices.Contains(l.nodes[to].ins, ID(i)) {
				l.nodes[to].ins = append(l.nodes[to].ins, ID(i))
			}
		}
	}
	ways := 0
	for i := range l.nodes {
		n := &l.nodes[i]
		n.out, n.in, n.places = only(n.outs), only(n.ins), l.placesOf(n.ways)
		if n.offers = l.offersTo(ID(i)); n.offers || n.retrieves || l.ranked(ID(i)) || l.gated(n) {
			n.out = None // which part goes is a choice as well
		}
		n.firstWay = int32(ways)
		ways += len(n.outs)
		if n.role == Supply {
			if end := l.endless(ID(i), make([]bool, len(l.nodes))); end != None {
				return fmt.Errorf("%s is never empty and leads to %s, which is never full, with no machine between", n.name, l.nodes[end].name)
			}
		}
	}
	if ways*lay.Products > maxWays {
		return fmt.Errorf("want at most %d ways from place to place, counted for each product, have %d; let many that lead to many share a buffer", maxWays, ways*lay.Products)
	}
	l.addSorted()
	l.findLoops()
	if l.looped > 0 {
		l.search = newSearch(len(l.nodes))
	}
	return nil
}

// addAside adds to the ways out of a node those that only parts go that are sent there.
func (l *Line) addAside(n *node, lay Layout, aside []ID) error {
	n.outs = slices.Clip(n.outs)
	for _, y := range aside {
		if lay.Nodes[y].Role == Buffer && lay.Nodes[y].Room == 0 {
			return fmt.Errorf("%s: sends parts to %s, want room there", n.name, lay.Nodes[y].Name)
		}
		if !slices.Contains(n.outs, y) {
			n.outs = append(n.outs, y)
		}
	}
	if len(n.outs) == 0 && (n.role == Station || n.role == Supply || n.role == Entry) {
		return fmt.Errorf("%s: leads nowhere", n.name)
	}
	return nil
}

// endless finds a place behind x that parts reach without any work and that is never full. It looks at each place once.
func (l *Line) endless(x ID, seen []bool) ID {
	for _, y := range l.nodes[x].outs {
		if seen[y] {
			continue
		}
		seen[y] = true
		n := &l.nodes[y]
		if len(n.gates) > 0 {
			continue
		}
		if n.role == Exit && n.owed < 0 || n.role == Buffer && n.room >= Unlimited {
			return y
		}
		if n.role == Buffer {
			if end := l.endless(y, seen); end != None {
				return end
			}
		}
	}
	return None
}

// through are the nodes that some lead to once buffers of no room are looked through, each once. Going round among such
// buffers is an error.
func through(lay Layout, to []ID) ([]ID, error) {
	if !slices.ContainsFunc(to, func(id ID) bool { return lay.Nodes[id].Role == Buffer && lay.Nodes[id].Room == 0 }) {
		return slices.Clone(to), nil
	}
	t := &lookThrough{lay: lay, colour: make([]uint8, len(lay.Nodes)), in: make([]bool, len(lay.Nodes))}
	if t.look(to); t.round {
		return nil, fmt.Errorf("buffers of no room lead to each other in a circle")
	}
	return t.outs, nil
}

type lookThrough struct {
	lay    Layout
	colour []uint8 // of buffers of no room: 1 being looked through, 2 done
	in     []bool  // is in outs
	outs   []ID
	round  bool
}

func (t *lookThrough) look(to []ID) {
	for _, id := range to {
		switch n := t.lay.Nodes[id]; {
		case n.Role != Buffer || n.Room > 0:
			if !t.in[id] {
				t.in[id] = true
				t.outs = append(t.outs, id)
			}
		case t.colour[id] == 1:
			t.round = true
		case t.colour[id] == 0:
			t.colour[id] = 1
			t.look(n.To)
			t.colour[id] = 2
		}
	}
}

// findPlaces notes which stations stand side by side.
func (l *Line) findPlaces(lay Layout) {
	for i := range l.nodes {
		l.nodes[i].place = ID(i)
	}
	for i := range lay.Nodes {
		for u := 1; u < lay.Nodes[i].Units; u++ {
			l.nodes[i+u].place = ID(i)
		}
	}
}

// placesOf are the places of some nodes, each once.
func (l *Line) placesOf(ids []ID) []ID {
	var places []ID
	for _, id := range ids {
		if p := l.nodes[id].place; !slices.Contains(places, p) {
			places = append(places, p)
		}
	}
	return places
}

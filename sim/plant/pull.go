package plant

import (
	"fmt"
	"slices"

	"tweeling/sim"
	"tweeling/sim/dist"
)

// customers come to a sink at times of their own, each for one part.
type customers struct {
	every *dist.Dist
	waits bool
}

// Timers names their coming.
func (c *customers) Timers() []sim.TimerSpec { return arrival }

// Clone returns the customers themselves: nothing of them changes.
func (c *customers) Clone() sim.Element { return c }

// Handle lets one come at each arrival.
func (c *customers) Handle(cx sim.Context, ev sim.Event) {
	if ev.Cause == sim.Rang {
		cx.Demand(c.waits)
	}
	if ev.Cause == sim.Rang || ev.Cause == sim.Started {
		cx.Begin(0, c.every)
	}
}

// makeSink lets customers come, where the scenario says when.
func (b *builder) makeSink(p *Placed) {
	if every := p.Chance("every"); every != nil {
		b.plant.Layout.Nodes[p.IDs[0]].Element = &customers{every: every, waits: p.Text("unmet") != "lost"}
	}
}

// Cards are the loops of cards that end at an element: by the name of the place into which parts come only with one, how many
// there are.
func (s *Spec) Cards() map[string]int { return get[map[string]int](s, "cards", nil) }

// cards gives the layout its loops of cards.
func (b *builder) cards() error {
	for i := range b.plant.Elements {
		p := &b.plant.Elements[i]
		cards := p.Cards()
		for j := range b.plant.Elements { // in declared order
			into := b.plant.Elements[j].Name
			n, ok := cards[into]
			if !ok {
				continue
			}
			loop := sim.CardLoop{Name: "cards from " + into + " to " + p.Name, Cards: n, Lot: max(1, p.Count("container")), Into: b.ids([]string{b.model.Door(into)}),
				WhenUsed: p.Text("cards_back") == "emptied", Ops: b.carded(into, p.Spec), From: p.IDs}
			b.plant.Layout.Cards = append(b.plant.Layout.Cards, loop)
		}
	}
	if n := len(b.plant.Layout.Cards); n > sim.MaxLoops {
		return fmt.Errorf("cards: want at most %d loops, have %d", sim.MaxLoops, n)
	}
	return nil
}

// carded tells which tasks need a card to come into a place on the way to where it comes back. With a route these are the
// operation there, where that leads on to the station (at once, as POLCA has it) or to a buffer or sink (in the end).
func (b *builder) carded(into string, end *Spec) []bool {
	ops := make([]bool, len(b.tasks))
	kind, _ := Find(end.Kind)
	for i := range b.tasks {
		t := &b.tasks[i]
		switch {
		case t.op == nil:
			ops[i] = b.model.Comes(end.Name, t.name) || kind.Role != Station
		case !t.here(into):
		case kind.Role == Station:
			ops[i] = b.tasks[i+1].here(end.Name)
		default:
			ops[i] = true
		}
	}
	if !slices.Contains(ops, false) {
		return nil
	}
	return ops
}

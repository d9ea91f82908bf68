package plant

import (
	"slices"

	"tweeling/sim"
)

// A campaign is a run of one product: before a machine changes over it works on so many parts of the product that it is
// set up for, and takes these first, whatever waits before them. When none has come for a time it changes over anyway. To
// what it changes over then is what waits longest, or what comes next in an order that it goes round.

func (m *machine) inCampaign() bool {
	return m.setup.least > 0 && m.tooled >= 0 && m.run < m.setup.least && !m.yields
}

// takeOwn takes a part of the campaign's product, else of its place in the order, or begins to wait for one.
func (m *machine) takeOwn(cx sim.Context) (sim.Part, bool) {
	p, ok := m.ownNow(cx)
	if ok {
		m.stopLonging(cx)
	} else if !m.longs {
		m.longs = true
		cx.BeginFor(m.patience, m.setup.wait)
	}
	return p, ok
}

func (m *machine) ownNow(cx sim.Context) (sim.Part, bool) {
	p, ok := cx.TakeOf(m.setup.own[m.tooled])
	if !ok && m.setup.turns != nil {
		p, ok = cx.TakeOf(m.setup.mates[m.tooled])
	}
	return p, ok
}

func (m *machine) stopLonging(cx sim.Context) {
	if m.longs {
		cx.Cancel(m.patience)
		m.longs = false
	}
}

// takeNow takes the part that comes next, if it is there.
func (m *machine) takeNow(cx sim.Context) (sim.Part, bool) {
	switch {
	case m.inCampaign():
		return m.ownNow(cx)
	case m.setup.rounds != nil:
		return m.takeHere(cx)
	}
	return cx.TakeNow()
}

// rank is low for the product that comes next in the order of campaigns: what it is set up for, then others in the same
// place of the order, then the places after it in turn; a place that has had its run comes last.
func (s *setup) rank(from, to, run int) float64 {
	if from < 0 {
		return float64(s.turns[to])
	}
	ahead := (s.turns[to] - s.turns[from] + s.places) % s.places
	if ahead == 0 && s.least > 0 && run >= s.least {
		ahead = s.places
	}
	if s.turns[to] == s.turns[from] && to != from {
		return float64(ahead) + 0.5
	}
	return float64(ahead)
}

// campaign settles which products go together: each alone, or by the place that the order of campaigns gives it, by name
// or by family. What it does not name comes after all others.
func (b *builder) campaign(p *Placed, s *setup) {
	order := p.Texts("campaign")
	if len(order) == 0 && s.least == 0 {
		return
	}
	s.places = len(order) + 1
	for i := range b.tasks {
		turn := slices.Index(order, b.tasks[i].name)
		if turn < 0 && len(b.model.Products) > 0 {
			if family := b.alike(&b.tasks[i]).Family; family != "" {
				turn = slices.Index(order, family)
			}
		}
		if turn < 0 {
			turn = len(order)
		}
		if len(order) > 0 {
			s.turns = append(s.turns, turn)
		}
	}
	for i := range b.tasks {
		own, mates := make([]bool, len(b.tasks)), make([]bool, len(b.tasks))
		for j := range b.tasks {
			own[j] = b.tasks[i].name == b.tasks[j].name
			mates[j] = own[j] || s.turns != nil && s.turns[i] == s.turns[j]
		}
		s.own, s.mates = append(s.own, own), append(s.mates, mates)
	}
}

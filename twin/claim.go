package twin

import (
	"errors"

	"tweeling/sim"
)

// A claim is a state or a level that the plant has said and the line does not show. Signals of one moment seldom come at one
// moment, so it is looked at again a little later.
type claim struct {
	mean   int
	due    sim.Time
	states States
	level  int
	off    int  // of a level: by how much the line differed
	begins bool // it says how things stood when the mirror began, which the line cannot know
}

// nextClaim is the claim that falls due first, -1: there is none.
func (m *Mirror) nextClaim() int {
	best := -1
	for i := range m.now.claims {
		if best < 0 || m.now.claims[i].due < m.now.claims[best].due {
			best = i
		}
	}
	return best
}

// withdraw forgets an older claim of the same signal.
func (m *Mirror) withdraw(mean int) {
	for i := range m.now.claims {
		if m.now.claims[i].mean == mean {
			m.now.claims = append(m.now.claims[:i], m.now.claims[i+1:]...)
			return
		}
	}
}

// stateSaid lets the line fail or be repaired as a state says, and looks later whether the rest is as it says.
func (m *Mirror) stateSaid(at sim.Time, s said) error {
	mean := &m.table.Meanings[s.mean]
	m.withdraw(s.mean)
	if s.states == AnyState || len(mean.Nodes) > 1 {
		return nil
	}
	node, l := mean.Nodes[0], m.now.line
	isDown := downStates.Has(l.State(node))
	if mean.Fails && !isDown && s.states&^downStates == 0 {
		if err := m.follow(l, at); err != nil { // a shift that begins now shows what broke before
			return err
		}
		isDown = downStates.Has(l.State(node))
	}
	switch saysDown := s.states&^downStates == 0; {
	case !mean.Fails:
	case saysDown && !isDown:
		if err := m.forceQuietly(at, node, mean.Ring); err != nil {
			return err
		}
	case isDown && s.states&hidesDown == 0:
		if err := m.repairAll(at, node, mean); err != nil {
			return err
		}
	}
	if mean.Means == "state" && !s.states.Has(l.State(node)) {
		m.now.claims = append(m.now.claims, claim{mean: s.mean, due: at + mean.Within, states: s.states, begins: s.anew})
	}
	return nil
}

// repairAll ends all failures of an element.
func (m *Mirror) repairAll(at sim.Time, node sim.ID, mean *Meaning) error {
	if err := m.forceQuietly(at, node, mean.Repair); err != nil {
		return err
	}
	e, _ := m.table.Plant.Find(mean.Element)
	for _, mode := range e.Modes {
		if !downStates.Has(m.now.line.State(node)) {
			return nil
		}
		if err := m.forceQuietly(at, node, mode.Repair); err != nil {
			return err
		}
	}
	return nil
}

// forceQuietly lets ring what a state implies, which is no contradiction.
func (m *Mirror) forceQuietly(at sim.Time, node sim.ID, t sim.Timer) error {
	if !m.group.begins {
		m.watchRing(node, t, at)
	}
	err := m.now.line.Force(at, node, t, sim.Outcome{})
	if errors.Is(err, sim.ErrNotRunning) {
		return nil
	}
	return err
}

// levelSaid compares how many parts are somewhere.
func (m *Mirror) levelSaid(at sim.Time, s said) {
	mean := &m.table.Meanings[s.mean]
	m.withdraw(s.mean)
	if off := s.level - m.now.line.Content(mean.Nodes[0]); off != 0 {
		m.now.claims = append(m.now.claims, claim{mean: s.mean, due: at + mean.Within, level: s.level, off: off, begins: s.anew})
	}
}

// settleClaim looks whether what was said still differs, and puts levels right.
func (m *Mirror) settleClaim(c claim) error {
	mean, l := &m.table.Meanings[c.mean], m.now.line
	node := mean.Nodes[0]
	count := &m.now.counts[node]
	if mean.Means == "state" {
		if !c.states.Has(l.State(node)) && !c.begins {
			count.Disagreed++
		}
		return nil
	}
	off := c.level - l.Content(node)
	if off == 0 || (off > 0) != (c.off > 0) {
		return nil
	}
	through := len(m.table.Plant.Layout.Nodes[node].To) // so many may go on to who waits for them
	for range min(abs(off), abs(c.off)) + through {
		var fits bool
		switch have := l.Content(node); {
		case off > 0 && have < c.level:
			fits = l.Put(node, m.common) == nil
		case off < 0 && have > c.level:
			fits = l.TakeOut(node) == nil
		default:
			return nil
		}
		if !fits {
			return nil // there is no room for what is said to be there
		}
		switch {
		case !c.begins:
			count.Levelled++
		case off > 0:
			m.now.found++
		}
	}
	return nil
}

func abs(x int) int { return max(x, -x) }

package sim

import (
	"cmp"

	"tweeling/sim/dist"
)

// An Adopter is an Element that can go on by what another of its make is made of: its laws, shares and rules. What it is doing,
// and what it has done, stays. Adopt gives a copy that does.
type Adopter interface {
	Adopt(of Element) Element
}

// ForkAs is Fork of a line that goes on as a line of another layout would. The layout must be of the same shape: it may differ
// in what elements are made of, in the shares of products and of ways, in the pace of people, and in power. Law gives for a law that a timer of a
// node is under way by what it is in the other layout.
//
// A forecast forks a line so where numbers of it are not known: each future has a layout of its own.
func (l *Line) ForkAs(seed uint64, lay *Layout, law func(ID, *dist.Dist) *dist.Dist, with Params) *Line {
	c := l.Clone()
	for i, e := range c.elements {
		if a, ok := e.(Adopter); ok {
			c.elements[i] = a.Adopt(lay.Nodes[i].Element)
		}
		n := &c.nodes[i]
		n.shares = runningSums(lay.Nodes[i].Shares)
		if n.role == Pool {
			c.pools[n.pool].pace = cmp.Or(lay.Nodes[i].Pace, 1)
		}
	}
	c.refeed(lay)
	c.mix.shares = runningSums(lay.Shares)
	for slot := range c.timers {
		if t := &c.timers[slot]; t.dist != nil {
			t.dist = law(t.owner, t.dist)
		}
	}
	c.goOtherwise(seed, with)
	return c
}

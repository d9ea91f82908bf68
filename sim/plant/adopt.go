package plant

import (
	"reflect"
	"slices"

	"tweeling/sim"
	"tweeling/sim/dist"
)

// Adopt is the machine as it stands, made of what another is made of.
func (m *machine) Adopt(of sim.Element) sim.Element {
	c := *m.Clone().(*machine)
	other := of.(*machine)
	c.works, c.upkeepRules = other.works, other.upkeepRules
	return &c
}

// Adopt is the robot as it stands, made of what another is made of.
func (r *robot) Adopt(of sim.Element) sim.Element {
	c := *r.Clone().(*robot)
	c.upkeepRules = of.(*robot).upkeepRules
	return &c
}

// Adopt is the other source: nothing of a source changes.
func (s *source) Adopt(of sim.Element) sim.Element { return of }

// Adopt is the other customers: nothing of them changes.
func (c *customers) Adopt(of sim.Element) sim.Element { return of }

// A lawful element tells the laws that its timers are begun with, in an order that follows from its shape alone.
type lawful interface {
	laws(tell func(*dist.Dist))
}

func (s *source) laws(tell func(*dist.Dist))    { tell(s.every) }
func (c *customers) laws(tell func(*dist.Dist)) { tell(c.every) }

func (m *machine) laws(tell func(*dist.Dist)) {
	for _, byOp := range m.steps {
		tellAll(byOp, tell)
	}
	for _, row := range m.setup.laws {
		tellAll(row, tell)
	}
	tellAll([][]*dist.Dist{m.clear}, tell)
	m.upkeepRules.laws(tell)
}

func tellAll(steps [][]*dist.Dist, tell func(*dist.Dist)) {
	for _, list := range steps {
		for _, d := range list {
			tell(d)
		}
	}
}

func (r *robot) laws(tell func(*dist.Dist)) { r.upkeepRules.laws(tell) }

func (r *upkeepRules) laws(tell func(*dist.Dist)) {
	for i := range r.modes {
		f := &r.modes[i]
		tell(f.uptime)
		tell(f.repair)
		tell(f.first)
	}
	for i := range r.stops {
		tell(r.stops[i].every)
		tell(r.stops[i].takes)
	}
	for _, d := range r.wakes {
		tell(d)
	}
}

func lawsOf(e sim.Element) (list []*dist.Dist) {
	if l, ok := e.(lawful); ok {
		l.laws(func(d *dist.Dist) { list = append(list, d) })
	}
	return list
}

// ForkAs forks a line of the plant that goes on as one of another plant of the same shape ([Plant.Shaped]). With gives laws to use instead
// of some of the other plant.
func (p *Plant) ForkAs(live *sim.Line, seed uint64, as *Plant, with sim.Params) *sim.Line {
	now, then := sim.None, map[*dist.Dist]*dist.Dist{}
	law := func(id sim.ID, d *dist.Dist) *dist.Dist {
		if id != now { // timers come node by node
			now = id
			clear(then)
			others := lawsOf(as.Layout.Nodes[id].Element)
			for i, own := range lawsOf(p.Layout.Nodes[id].Element) {
				if own == nil || i >= len(others) || others[i] == nil {
					continue
				}
				if _, ok := then[own]; !ok {
					then[own] = others[i]
				}
			}
		}
		if other, ok := then[d]; ok {
			return other
		}
		return d
	}
	return live.ForkAs(seed, &as.Layout, law, with)
}

// Shaped tells whether a line of this plant can go on as one of another: the same elements, places, people, ways and timers, so that
// only times, shares and paces differ.
func (p *Plant) Shaped(as *Plant) bool {
	if len(p.Layout.Nodes) != len(as.Layout.Nodes) {
		return false
	}
	for i := range p.Layout.Nodes {
		a, b := p.Layout.Nodes[i].Element, as.Layout.Nodes[i].Element
		if reflect.TypeOf(a) != reflect.TypeOf(b) || len(lawsOf(a)) != len(lawsOf(b)) {
			return false
		}
		if a == nil {
			continue
		}
		if _, adopts := a.(sim.Adopter); !adopts && !reflect.DeepEqual(a, b) || !reflect.DeepEqual(a.Timers(), b.Timers()) {
			return false
		}
	}
	return reflect.DeepEqual(bare(p.Layout), bare(as.Layout))
}

// bare is a layout without what a line can adopt.
func bare(lay sim.Layout) sim.Layout {
	lay.Shares, lay.BinWidth, lay.Bins = nil, 0, 0 // counts over time stay as they are
	lay.Nodes = slices.Clone(lay.Nodes)
	for i := range lay.Nodes {
		n := &lay.Nodes[i]
		n.Element, n.Shares, n.Pace = nil, nil, 0
	}
	return lay
}

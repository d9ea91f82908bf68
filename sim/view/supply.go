package view

import (
	"tweeling/sim"
	"tweeling/sim/plant"
)

// apart tells whether an item stands beside the flow of parts: people, robots, spares, supplies.
func (it *item) apart() bool { return it.Role == plant.Pool || it.Role == plant.Feeder }

// load is what a supply gives now, in kW, and how many of those that it feeds wait for power.
func (w *world) load(of *stage, it *item) (kw float64, waiting int) {
	for _, id := range of.plant.Layout.Nodes[it.IDs[0]].Feeds {
		n, powers := &w.nodes[id], of.plant.Layout.Nodes[id].KW
		if n.state == sim.WaitingPower {
			waiting++
		}
		kw += powers[w.class(id)]
	}
	return kw, waiting
}

// class is the key of power_kw that holds for a node now.
func (w *world) class(id sim.ID) string {
	n, after := &w.nodes[id], w.resting[id]
	if n.idle == sim.Never {
		return sim.PowerClass(n.state)
	}
	switch rested := w.at - n.idle; {
	case after.off > 0 && rested > after.off:
		return "off"
	case after.standby > 0 && rested > after.standby:
		return "standby"
	default:
		return "ready"
	}
}

// supply paints a cabinet with a meter: how much of the limit is used, in the colour of those who wait for power where some do.
func (s *scene) supply(it *item) {
	const high, low, top = 1.3, 0.2, 1.15
	x0, x1, y0, y1 := it.x-it.w/2, it.x+it.w/2, it.y-it.d/3, it.y+it.d/3
	s.shadow(x0, y0, x1, y1)
	s.box(s.th.top, s.th.left, s.th.right, x0, y0, x1, y1, 0, high)
	kw, waiting := s.world.load(s.stage, it)
	used := float32(0)
	if limit := it.Number("limit_kw"); limit > 0 {
		used = float32(min(1, kw/limit))
	}
	colour := s.th.good
	if waiting > 0 {
		colour = hatches[sim.WaitingPower]
	}
	s.front(s.th.glass, y1, it.x-0.18, it.x+0.18, low, top)
	if used > 0 {
		s.front(colour, y1, it.x-0.13, it.x+0.13, low+0.04, low+0.04+used*(top-low-0.08))
	}
	s.tag(it, high+0.2)
}

// drawn is the load of a supply against its limit.
func (s *scene) drawn(it *item) string {
	kw, _ := s.world.load(s.stage, it)
	return s.figure(int64(kw+0.5)) + "/" + s.figure(int64(it.Number("limit_kw")+0.5)) + " kW"
}

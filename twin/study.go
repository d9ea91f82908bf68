package twin

import (
	"slices"

	"tweeling/sim"
	"tweeling/sim/plant"
)

// A holding is a timer that waits for the plant.
type holding struct {
	node  sim.ID
	timer sim.Timer
}

// study settles which timers wait for the plant. Those that a signal speaks of do. Of the others, ends of work, setups, repairs and
// walks come when they are drawn to; failures, planned stops and arrivals do not come by themselves, since the mirror shows what
// happened, not what might have. What is ordered comes when it is due.
func (m *Mirror) study() {
	p := m.table.Plant
	n := len(p.Layout.Nodes)
	m.works = make([]sim.Timer, n)
	m.feeds, m.ends, m.driven = make([]sim.ID, n), make([]sim.Timer, n), make([]bool, n)
	for id := range sim.ID(n) {
		if p.Layout.Nodes[id].Role == sim.Supply {
			m.supplies = append(m.supplies, id)
		}
	}
	told := map[holding]bool{}
	for id := range sim.ID(n) {
		m.ends[id] = m.endOf(id, "unload", "work")
		m.works[id] = m.endOf(id, "work")
	}
	for i := range m.table.Meanings {
		mean := &m.table.Meanings[i]
		for _, id := range mean.Nodes {
			switch mean.Means {
			case "finished", "rang", "arrived":
				told[holding{id, mean.Ring}] = true
				m.driven[id] = m.driven[id] || mean.Means != "arrived" && mean.Ring == m.ends[id] && p.Layout.Nodes[id].Role == sim.Station
			case "good", "scrapped":
				told[holding{id, m.ends[id]}] = true
			case "down", "state":
				if mean.Fails {
					told[holding{id, mean.Ring}], told[holding{id, mean.Repair}] = true, true
				}
			}
		}
	}
	m.many = make([]bool, n)
	for i := range p.Elements {
		for _, id := range p.Elements[i].IDs {
			m.many[id] = p.Elements[i].GivesSeveral()
			for k, spec := range p.Timers(id) {
				h := holding{id, sim.Timer(k)}
				if told[h] || happens(&p.Elements[i], spec) {
					m.hold = append(m.hold, h)
				}
			}
		}
	}
	for id := range sim.ID(n) {
		m.feeds[id] = m.feedOf(id, told)
	}
	m.watch(told)
	for i, product := range p.Model.Products {
		if product.Share > p.Model.Products[m.common].Share {
			m.common = i
		}
	}
}

// happens tells of a timer that nobody tells of whether it is something that befalls the line, and so does not come by itself.
func happens(e *plant.Placed, spec sim.TimerSpec) bool {
	switch spec.Rank {
	case sim.Fail:
		return true
	case sim.Arrive:
		return e.Role == plant.Entry && e.Text("release") != "orders"
	default:
		return false
	}
}

// noTimer is the timer of who has none.
const noTimer sim.Timer = 255

// endOf is the first of some timers that an element has. The round of a station ends with unloading, where there is some, else with
// work.
func (m *Mirror) endOf(id sim.ID, names ...string) sim.Timer {
	specs := m.table.Plant.Timers(id)
	for _, name := range names {
		if i := slices.IndexFunc(specs, func(t sim.TimerSpec) bool { return t.Name == name }); i >= 0 {
			return sim.Timer(i)
		}
	}
	return noTimer
}

// feedOf is the entry from which alone parts come to a node, by way of buffers only, when nobody tells of its arrivals.
func (m *Mirror) feedOf(id sim.ID, told map[holding]bool) sim.ID {
	nodes := m.table.Plant.Layout.Nodes
	for range nodes {
		before, n := sim.None, 0
		for i := range nodes {
			if slices.Contains(nodes[i].To, id) {
				before = sim.ID(i)
				n++
			}
		}
		switch {
		case n != 1:
			return sim.None
		case nodes[before].Role == sim.Entry:
			if nodes[before].Element == nil || told[holding{before, 0}] {
				return sim.None
			}
			return before
		case nodes[before].Role != sim.Buffer:
			return sim.None
		}
		id = before
	}
	return sim.None
}

package twin

import (
	"strings"
	"time"

	"tweeling/sim/plant"
)

// DefaultSignals are what tags mean when a scenario has no table of signals. For each element NAME (or NAME.1, NAME.2, of several
// machines at one place):
//
//	NAME.TIMER     each of its timers, with a dot for each space: press.work, press.uptime.jam, feeder.arrival
//	NAME.good      of a machine: so many have left its hands good
//	NAME.scrapped  and so many as scrap
//	NAME.state     of a machine or a robot
//	NAME.level     of a buffer, and of a source: parts waiting
//	NAME.product   of a source or a machine, where there are several products: the product that comes
//	NAME.branch    where several ways lead on: where the part goes
//
// Counters are totals, of which what they rise by after their first value counts: a plant says first how they stand.
func DefaultSignals(p *plant.Plant) []plant.Signal {
	var list []plant.Signal
	for i := range p.Elements {
		e := &p.Elements[i]
		for u := range e.IDs {
			list = append(list, defaultsOf(p, e, u)...)
		}
	}
	return list
}

// defaultsOf are those of one unit of an element.
func defaultsOf(p *plant.Plant, e *plant.Placed, u int) []plant.Signal {
	node := &p.Layout.Nodes[e.IDs[u]]
	var list []plant.Signal
	add := func(tag, means, timer string) {
		s := plant.Signal{Tag: node.Name + "." + tag, Element: e.Name, Means: means, Timer: timer, Counts: "total", Within: 2 * time.Second}
		if len(e.IDs) > 1 {
			s.Unit = u + 1
		}
		list = append(list, s)
	}
	for _, t := range p.Timers(e.IDs[u]) {
		add(strings.ReplaceAll(t.Name, " ", "."), "rang", t.Name)
	}
	if e.Role == plant.Station {
		add("good", "good", "")
		add("scrapped", "scrapped", "")
	}
	if e.Role == plant.Station || e.Kind == "robot" {
		add("state", "state", "")
	}
	if e.Role == plant.Waiting || e.Role == plant.Entry && node.Element != nil {
		add("level", "level", "")
	}
	if p.Layout.Products > 1 && (e.Role == plant.Station || e.Role == plant.Entry) {
		add("product", "product", "")
	}
	if len(node.To) > 1 {
		add("branch", "branch", "")
	}
	return list
}

package scenario

import (
	"slices"
	"strconv"
	"strings"

	"tweeling/sim/dist"
	"tweeling/sim/plant"
)

// maxMaintenance is how many planned stops one element may have.
const maxMaintenance = 16

// part reads a table within an element by its own keys.
func (d *draft) part(e *element, n *node, keys []plant.Key) *element {
	p := &element{node: n, kind: &plant.Kind{Keys: keys}, spec: plant.Spec{Name: e.spec.Name, Values: map[string]any{}}}
	for _, key := range n.keys {
		d.key(p, key, d.inCycles(n, key))
	}
	d.fillIn(p)
	return p
}

// crewOf is who is needed for a planned stop, which has no phases.
func (d *draft) crewOf(p *element) plant.Need {
	needs, n := p.spec.Crew(), p.node.get("operator")
	if n != nil && n.table != nil {
		d.tell(n, `want operators such as "crew" or "2 crew", without phases, have a table`)
	}
	return needs[short]
}

// maintenance reads the planned maintenance of an element, in order of their names.
func (d *draft) maintenance(e *element, n *node) {
	d.each(n, maxMaintenance, func(string, *node) {})
	if n.table == nil || len(n.keys) > maxMaintenance {
		return
	}
	for _, name := range n.sorted() {
		child := n.table[name]
		if child.table == nil || validName(name) != nil {
			continue
		}
		if name == "tool" {
			d.tell(child, "want another name, have \"tool\", which is what a tool is called")
			continue
		}
		p := d.part(e, child, plant.MaintenanceKeys)
		every := p.spec.Chance("every")
		if every != nil && every.Mean() <= 0 {
			d.tell(child.get("every"), "want a time above 0s, have %s", every)
		}
		d.checkRenews(e, p)
		if p.spec.Flag("by_age") && len(p.spec.Texts("renews")) == 0 {
			d.tell(child.get("by_age"), "want it only with renews: it is about the repair of failure modes that this renews")
		}
		e.spec.Stops = append(e.spec.Stops, plant.Stop{Name: name, Every: every, Takes: p.spec.Chance("takes"), Clock: p.spec.Text("clock"),
			Style: p.spec.Text("style"), By: d.crewOf(p), Renews: p.spec.Texts("renews"), ByAge: p.spec.Flag("by_age")})
	}
}

// checkRenews checks that the failure modes are there that a maintenance renews.
func (d *draft) checkRenews(e, p *element) {
	modes := e.node.get("failure")
	for _, mode := range p.spec.Texts("renews") {
		if modes.get(mode) == nil {
			d.tell(p.node.get("renews"), "want a failure mode of line.%s, have %q; there are %s", e.spec.Name, mode, orNone(nearest(mode, modes.sorted())))
		}
	}
}

// tool reads a tool that wears out.
func (d *draft) tool(e *element, n *node) {
	if !d.isTable(n) {
		return
	}
	p := d.part(e, n, plant.ToolKeys)
	life := d.laws.constant(float64(max(1, p.spec.Count("life"))))
	e.spec.Stops = append(e.spec.Stops, plant.Stop{Name: "tool", Every: life, Takes: p.spec.Chance("change"), Clock: "count", Style: "after-part", By: d.crewOf(p)})
}

// sensor reads what is seen of failures before they come.
func (d *draft) sensor(mode *element, f *plant.Failure) {
	f.Foreseen, f.PlannedRepair = mode.spec.Number("foreseen"), mode.spec.Chance("planned_repair")
	f.FalseAlarms, f.AlarmStop = mode.spec.Chance("false_alarms"), mode.spec.Chance("alarm_stop")
	if f.Foreseen > 0 && f.PlannedRepair == nil {
		d.tellOf(mode.node, "planned_repair", "want how long the stop takes that a failure seen coming becomes, have nothing")
	}
	if f.FalseAlarms != nil && f.AlarmStop == nil {
		d.tellOf(mode.node, "alarm_stop", "want how long a false alarm stops it, have nothing")
	}
	if f.FalseAlarms != nil && f.FalseAlarms.Mean() <= 0 {
		d.tell(mode.node.get("false_alarms"), "want a time above 0s, have %s", f.FalseAlarms)
	}
}

// sortStops puts planned stops in the order of their names.
func (d *draft) sortStops(e *element) {
	slices.SortFunc(e.spec.Stops, func(a, b plant.Stop) int { return strings.Compare(a.Name, b.Name) })
}

// checkStops checks that an element has no more planned stops than it can.
func (d *draft) checkStops() {
	for _, e := range d.elements {
		n := len(e.spec.Stops)
		for _, f := range e.spec.Failures {
			if f.Foreseen > 0 {
				n++
			}
			if f.FalseAlarms != nil {
				n++
			}
		}
		if n > plant.MaxStops {
			d.tell(e.node, "want at most %d planned stops, failures seen coming and false alarms, have %d", plant.MaxStops, n)
		}
	}
}

// stops tells of planned stops.
func (t *teller) stops(s *plant.Spec) {
	for _, stop := range s.Stops {
		name := s.Name + " " + stop.Name
		t.list("semantics.maintenance."+stop.Style, name)
		if len(stop.By.From) > 0 {
			t.list("semantics.maintenance.people", name, stop.By.String())
		}
		if len(stop.Renews) > 0 {
			t.list("semantics.maintenance.renews", name, strings.Join(stop.Renews, ", "))
			if stop.ByAge {
				t.list("semantics.maintenance.by_age", name)
			}
		}
	}
	for _, f := range s.Failures {
		if f.Foreseen > 0 {
			t.list("semantics.failure.foreseen", s.Name+" "+f.Name, strconv.FormatFloat(100*f.Foreseen, 'g', 4, 64))
		}
		if f.FalseAlarms != nil {
			t.list("semantics.failure.false_alarms", s.Name+" "+f.Name, dist.FormatSpan(f.AlarmStop.Mean()))
		}
	}
	if len(s.Stops) > 0 && len(t.args["semantics.maintenance.when"]) == 0 {
		t.say("semantics.maintenance.when")
	}
}

// stopNeeds are who is needed for planned stops, and where that is written.
func stopNeeds(e *element) map[*node]plant.Need {
	needs := map[*node]plant.Need{}
	for _, stop := range e.spec.Stops {
		at := e.node.get("maintenance", stop.Name, "operator")
		if stop.Name == "tool" && at == nil {
			at = e.node.get("tool", "operator")
		}
		if at != nil && len(stop.By.From) > 0 {
			needs[at] = stop.By
		}
	}
	return needs
}

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
		if p.spec.Flag("by_age") && !d.someRenewed(e, p) {
			d.tell(child.get("by_age"), "want it only where renews names a failure mode that is as new after its repair too, have %s", strings.Join(p.spec.Texts("renews"), ", "))
		}
		e.spec.Stops = append(e.spec.Stops, plant.Stop{Name: name, Every: every, Takes: p.spec.Chance("takes"), Clock: p.spec.Text("clock"),
			Style: p.spec.Text("style"), By: d.crewOf(p), Renews: p.spec.Texts("renews"), ByAge: p.spec.Flag("by_age"), Spare: p.spec.Text("spare")})
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

// someRenewed tells whether a maintenance renews a failure mode that is as new after its repair, or none at all.
func (d *draft) someRenewed(e, p *element) bool {
	renews := p.spec.Texts("renews")
	for _, mode := range renews {
		if repaired, _ := e.node.get("failure").get(mode).get("repaired").text(); repaired != plant.AsBefore {
			return true
		}
	}
	return len(renews) == 0
}

// life reads how old a failure mode is at the start and after a repair.
func (d *draft) life(mode *element, f *plant.Failure) {
	f.Age, f.Repaired = mode.spec.Span("age"), mode.spec.Text("repaired")
	if f.First == "remaining-life" && f.Age > 0 {
		d.tell(mode.node.get("age"), "want it only with first_failure = \"new\": with \"remaining-life\" nobody knows how old it is")
	}
	if f.Repaired != plant.AsBefore {
		return
	}
	if f.First == "remaining-life" {
		d.tell(mode.node.get("first_failure"), "want \"new\", and its age where it is not new, since repaired is %q: what only grows older has no usual age", plant.AsBefore)
	}
	if f.Uptime == nil {
		return
	}
	if end, ok := f.Uptime.Highest(); ok {
		d.tell(mode.node.get("uptime"), "want a law without an end, such as \"weibull(shape 2, scale 300h)\", since repaired is %q: after %s it would fail again at once, have %s",
			plant.AsBefore, dist.FormatSpan(end), f.Uptime)
	}
}

// tool reads a tool that wears out.
func (d *draft) tool(e *element, n *node) {
	if !d.isTable(n) {
		return
	}
	p := d.part(e, n, plant.ToolKeys)
	life := d.laws.constant(float64(max(1, p.spec.Count("life"))))
	e.spec.Stops = append(e.spec.Stops, plant.Stop{Name: "tool", Every: life, Takes: p.spec.Chance("change"), Clock: "count", Style: "after-part", By: d.crewOf(p), Price: p.spec.Number("price")})
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

// life tells how old a failure mode is at the start, and after a repair where that is not as new.
func (t *teller) life(s *plant.Spec, f plant.Failure) {
	name := s.Name + " " + f.Name
	switch {
	case f.Age == 0:
		t.list("semantics.failure."+f.First, name)
	case f.Clock == "count":
		t.list("semantics.failure.age", name, strconv.FormatFloat(f.Age.Seconds(), 'g', 6, 64)+" cycles")
	default:
		t.list("semantics.failure.age", name, dist.FormatSpan(f.Age.Seconds()))
	}
	if f.Repaired == plant.AsBefore {
		t.list("semantics.failure."+plant.AsBefore, name)
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
		if stop.Spare != "" {
			t.list("semantics.maintenance.spare", name, stop.Spare)
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

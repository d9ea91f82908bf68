package scenario

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tweeling/sim/calendar"
	"tweeling/sim/plant"
)

// checkPeople checks that those whom stations ask for are there, in number and in time, and warns of those whom nobody
// asks for.
func (d *draft) checkPeople() {
	used := map[string]bool{}
	for _, e := range d.elements {
		needs := e.spec.Crew()
		for _, phase := range plant.CrewPhases {
			need, ok := needs[phase]
			if !ok || len(need.From) == 0 { // a skill that nobody has
				continue
			}
			for _, name := range need.From {
				used[name] = true
			}
			at := e.node.get("operator", phase)
			if at == nil {
				at = e.node.get("operator")
			}
			d.checkCount(at, need)
			d.checkPlace(e, need)
			if phase != "repair" {
				d.checkOverlap(e, at, need.From)
			}
		}
		for at, need := range stopNeeds(e) {
			for _, name := range need.From {
				used[name] = true
			}
			d.checkCount(at, need)
			d.checkPlace(e, need)
		}
		if arm := e.spec.Text("robot"); arm != "" {
			used[arm] = true
			d.checkOverlap(e, e.node.get("robot"), []string{arm})
			if robot := d.find(arm); robot != nil && robot.spec.Text("gripper") == "double" && e.spec.Text("blocking") == "before-service" {
				d.tellOf(e.node, "blocking", `want "after-service", since the double gripper of line.%s carries one part away while the next is worked on, have "before-service"`, arm)
			}
		}
	}
	for _, e := range d.elements {
		if e.kind.Role == plant.Pool && e.spec.Kind != "spares" && !used[e.spec.Name] {
			d.note(e.node, "no station asks for it")
		}
	}
}

// checkPlace tells of stations that stand nowhere, and whose people walk there or help who is nearest.
func (d *draft) checkPlace(e *element, need plant.Need) {
	if e.node.get("at") != nil {
		return
	}
	for _, name := range need.From {
		people := d.find(name)
		switch {
		case people == nil:
			continue
		case people.spec.Number("walk_mps") > 0:
			d.tellOf(e.node, "at", "want where it stands, such as [3, 5], since line.%s walk there, have nothing", name)
		case people.spec.Text("order") == "nearest":
			d.tellOf(e.node, "at", "want where it stands, such as [3, 5], since line.%s help who is nearest, have nothing", name)
		default:
			continue
		}
		return
	}
}

// checkCount tells of needs that nobody can ever meet, and of who is named in vain among others.
func (d *draft) checkCount(at *node, need plant.Need) {
	var few []string
	enough, most, of := false, -1, ""
	for i, name := range need.From {
		pool := d.find(name)
		if pool == nil || pool.kind.Role != plant.Pool || !pool.spec.Has("count") && pool.spec.Heads() == nil {
			return // told already
		}
		want := need.CountOf(i)
		if have := d.mostHeads(&pool.spec); have >= want {
			enough = true
		} else {
			few = append(few, fmt.Sprintf("%d of %s, of whom at most %d are on duty at once", want, name, have))
			if have > most {
				most, of = have, name
			}
		}
	}
	switch {
	case !enough && need.Counts == nil && d.find(of).spec.Heads() == nil:
		d.tell(at, "want %d of those who are asked for, have %s with count = %d", need.CountOf(0), of, most)
	case !enough:
		d.tell(at, "want as many as are asked for, have a need of %s", strings.Join(few, ", or "))
	case len(few) > 0:
		d.note(at, "asks in vain for %s", strings.Join(few, ", and "))
	}
}

// checkOverlap tells of stations whose helpers are never there when they are.
func (d *draft) checkOverlap(e *element, at *node, from []string) {
	own := d.shiftOf(&e.spec)
	for _, name := range from {
		helper := d.find(name)
		if own == nil || helper == nil {
			return // told already
		}
		theirs := d.shiftsOf(&helper.spec)
		if len(theirs) == 0 || slices.ContainsFunc(theirs, func(c *calendar.Calendar) bool { return overlap(own, c) }) {
			return
		}
	}
	d.tell(at, "want somebody who is there in the shift %q of line.%s, have nobody: the shifts of %s never overlap with it", e.spec.Text("shift"), e.spec.Name, quoted(from))
}

const looked = 9 * week // more than the longest row of holidays

// overlap tells whether two calendars are ever both on, in the first weeks.
func overlap(a, b *calendar.Calendar) bool {
	for t := time.Duration(0); t < looked; {
		if a.On(t) && b.On(t) {
			return true
		}
		next := looked
		for _, c := range []*calendar.Calendar{a, b} {
			if at, ok := c.Next(t); ok && at > t {
				next = min(next, at)
			}
		}
		t = next
	}
	return false
}

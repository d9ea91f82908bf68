package scenario

import (
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
			d.checkWalk(e, need)
			if phase != "repair" {
				d.checkOverlap(e, at, need.From)
			}
		}
		for at, need := range stopNeeds(e) {
			for _, name := range need.From {
				used[name] = true
			}
			d.checkCount(at, need)
			d.checkWalk(e, need)
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
		if e.kind.Role == plant.Pool && !used[e.spec.Name] {
			d.note(e.node, "no station asks for it")
		}
	}
}

// checkWalk tells of stations that people walk to and that stand nowhere.
func (d *draft) checkWalk(e *element, need plant.Need) {
	for _, name := range need.From {
		if people := d.find(name); people != nil && people.spec.Number("walk_mps") > 0 && e.node.get("at") == nil {
			d.tellOf(e.node, "at", "want where it stands, such as [3, 5], since line.%s walk there, have nothing", name)
			return
		}
	}
}

// checkCount tells of needs that nobody can ever meet.
func (d *draft) checkCount(at *node, need plant.Need) {
	most, of := -1, ""
	for _, name := range need.From {
		pool := d.find(name)
		if pool == nil || pool.kind.Role != plant.Pool || !pool.spec.Has("count") {
			return // told already
		}
		if n := pool.spec.Count("count"); n > most {
			most, of = n, name
		}
	}
	if most < need.Count {
		d.tell(at, "want %d of those who are asked for, have %s with count = %d", need.Count, of, most)
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
		theirs := d.shiftOf(&helper.spec)
		if theirs == nil || overlap(own, theirs) {
			return
		}
	}
	d.tell(at, "want somebody who is there in the shift %q of line.%s, have nobody: the shifts of %s never overlap with it", e.spec.Text("shift"), e.spec.Name, quoted(from))
}

// overlap tells whether two calendars are ever both on, in the first weeks.
func overlap(a, b *calendar.Calendar) bool {
	const weeks = 9 // more than the longest row of holidays
	for t := time.Duration(0); t < weeks*week; {
		if a.On(t) && b.On(t) {
			return true
		}
		next := weeks * week
		for _, c := range []*calendar.Calendar{a, b} {
			if at, ok := c.Next(t); ok && at > t {
				next = min(next, at)
			}
		}
		t = next
	}
	return false
}

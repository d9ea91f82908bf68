package scenario

import (
	"strings"
	"time"

	"tweeling/sim/calendar"
	"tweeling/sim/plant"
)

// readShifts reads all shifts, in order of their names. One that is wrong is left out, and known to be there.
func (d *draft) readShifts(n *node) {
	d.each(n, maxShifts, func(string, *node) {})
	if n != nil && len(n.keys) > maxShifts {
		return
	}
	for _, name := range n.sorted() {
		child := n.table[name]
		if child.table == nil || validName(name) != nil {
			continue
		}
		if c, premium := d.calendar(child); c != nil {
			d.model.Shifts = append(d.model.Shifts, plant.Shift{Name: name, Premium: premium, Calendar: c})
		}
	}
}

// maxPremium is the most that a shift costs on top of the wage, as a share of it.
const maxPremium = 5

// calendar reads a shift: when it works, and what it costs on top of the wage.
func (d *draft) calendar(n *node) (*calendar.Calendar, float64) {
	var works, breaks []string
	premium, fine := 0.0, true
	d.table(n, shiftKeys, fills{
		"title":   func(n *node, _ *plant.Key) { d.title(n) },
		"works":   func(n *node, _ *plant.Key) { works, fine = d.lines(n, fine) },
		"breaks":  func(n *node, _ *plant.Key) { breaks, fine = d.lines(n, fine) },
		"premium": d.numberTo(&premium),
	})
	if !fine {
		return nil, 0
	}
	c, err := calendar.New(d.run.Start, works, breaks, d.run.Holidays)
	if err == nil {
		return c, premium
	}
	key := ""
	for line := range strings.Lines(err.Error()) { // several mistakes of one text share its key
		line = strings.TrimSuffix(line, "\n")
		text := line
		if k, rest, split := strings.Cut(line, ": "); split && (k == "works" || k == "breaks") {
			key, text = k, rest
		}
		switch at := n.get(key); {
		case key == "":
			d.tell(n, "%s", text)
		case at == nil:
			d.tellOf(n, key, "%s", text)
		default:
			d.tell(at, "%s", text)
		}
	}
	return nil, 0
}

func (d *draft) lines(n *node, fine bool) ([]string, bool) {
	lines, ok := d.texts(n, `["Mon-Fri 06:00-14:00"]`)
	return lines, fine && ok
}

// shiftOf is the calendar of an element; always on when it has none, and nil when what it names is wrong.
func (d *draft) shiftOf(s *plant.Spec) *calendar.Calendar {
	name := s.Text("shift")
	if name == "" {
		return calendar.Always()
	}
	for _, shift := range d.model.Shifts {
		if shift.Name == name {
			return shift.Calendar
		}
	}
	return nil
}

// noteShifts warns of shifts that never work in the run, that count some time twice, and of breaks that are partly outside
// of work.
func (d *draft) noteShifts() {
	for _, shift := range d.model.Shifts {
		n := d.tree.get("shift", shift.Name)
		if shift.Planned(d.run.Warmup, d.run.Warmup+d.run.Horizon) == 0 {
			d.note(n, "never works from the end of the warm-up to the end of the run")
		}
		works, _ := listOf(n.get("works"))
		breaks, _ := listOf(n.get("breaks"))
		if len(works)+len(breaks) > maxCompared {
			continue
		}
		for i, text := range works {
			for _, other := range works[:i] {
				if weekly([]string{text, other}, nil) < weekly([]string{text}, nil)+weekly([]string{other}, nil) {
					d.note(n.get("works"), "%q overlaps with %q: time that both work counts once", text, other)
				}
			}
		}
		for _, text := range breaks {
			d.noteBreak(n.get("breaks"), works, text)
		}
	}
}

// noteBreak warns of a break that is partly outside of work. A daily one means the days of work.
func (d *draft) noteBreak(at *node, works []string, text string) {
	parts := []string{text}
	if days, hours, _ := strings.Cut(strings.TrimSpace(text), " "); strings.EqualFold(days, "daily") {
		parts = nil
		for _, day := range []string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"} {
			parts = append(parts, day+" "+hours)
		}
	}
	for _, part := range parts {
		if inside := weekly(works, nil) - weekly(works, []string{part}); inside > 0 && inside < weekly([]string{part}, nil) {
			d.note(at, "%q is partly outside of works", text)
			return
		}
	}
}

// weekly is what lines of a calendar work in a week; of breaks that are outside of all work, as much as without them.
func weekly(works, breaks []string) time.Duration {
	c, err := calendar.New(time.Time{}, works, breaks, nil)
	if err != nil {
		if len(breaks) > 0 {
			return weekly(works, nil)
		}
		return 0
	}
	return c.Planned(0, week)
}

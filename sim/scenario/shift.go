package scenario

import (
	"strings"

	"tweeling/sim/calendar"
	"tweeling/sim/plant"
)

// readShifts reads all shifts, in order of their names. One that is wrong is left out, and known to be there.
func (d *draft) readShifts(n *node) {
	d.each(n, maxShifts, func(string, *node) {})
	for _, name := range n.sorted() {
		child := n.table[name]
		if child.table == nil || validName(name) != nil {
			continue
		}
		if c := d.calendar(child); c != nil {
			d.model.Shifts = append(d.model.Shifts, plant.Shift{Name: name, Calendar: c})
		}
	}
}

func (d *draft) calendar(n *node) *calendar.Calendar {
	var works, breaks []string
	fine := true
	d.table(n, []field{
		{name: "title", read: func(n *node) { d.title(n) }},
		{name: "works", read: func(n *node) { works, fine = d.lines(n, fine) }},
		{name: "breaks", read: func(n *node) { breaks, fine = d.lines(n, fine) }},
	})
	if !fine {
		return nil
	}
	c, err := calendar.New(d.run.Start, works, breaks, d.run.Holidays)
	if err == nil {
		return c
	}
	list := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		list = joined.Unwrap()
	}
	for _, err := range list {
		key, text, split := strings.Cut(err.Error(), ": ")
		if at := n.get(key); split && at != nil {
			d.tell(at, "%s", text)
		} else if split && (key == "works" || key == "breaks") {
			d.tellOf(n, key, "%s", text)
		} else {
			d.tell(n, "%v", err)
		}
	}
	return nil
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

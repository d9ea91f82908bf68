package scenario

import (
	"strings"

	"tweeling/sim/dist"
	"tweeling/sim/plant"
)

// robot tells who repairs it.
func (t *teller) robot(s *plant.Spec) {
	if need, ok := s.Crew()["repair"]; ok {
		t.list("semantics.crew.repair", s.Name, need.String())
	} else if len(s.Failures) > 0 {
		t.list("semantics.crew.none", s.Name)
	}
	if n := s.Count("count"); n > 1 {
		t.list("semantics.robot.several", s.Name, n)
	}
	if s.Text("shift") != "" {
		t.list("semantics.robot.at_shift_end."+s.Text("at_shift_end"), s.Name)
	}
}

// brief is a law as text, or the beginning of it where it is a long list of measured times.
func brief(d *dist.Dist) string {
	text := d.String()
	if len(text) <= 80 {
		return text
	}
	return text[:strings.LastIndex(text[:60], ",")+1] + " ...)"
}

package scenario

import (
	"strconv"

	"tweeling/sim/plant"
)

// people tells how they work, and what they do when their shift ends.
func (t *teller) people(s *plant.Spec) {
	if order := s.Text("order"); order != "longest-waiting" {
		t.list("semantics.people."+order, s.Name)
	}
	t.staff(s)
	if s.Flag("strict") {
		t.list("semantics.people.strict", s.Name)
	}
	if x := s.Number("efficiency"); x != 1 {
		t.list("semantics.people.pace", s.Name, strconv.FormatFloat(100*x, 'g', 4, 64))
	}
	if x := s.Number("walk_mps"); x > 0 {
		t.list("semantics.people.walk", s.Name, strconv.FormatFloat(x, 'g', 4, 64))
	}
	if len(s.Texts("skills")) > 0 && len(t.args["semantics.people.skills"]) == 0 {
		t.say("semantics.people.skills")
	}
	if s.Text("shift") == "" && s.Heads() == nil {
		return
	}
	t.list("semantics.people."+s.Text("at_shift_end"), s.Name)
	if len(t.args["semantics.people.fewer"]) == 0 {
		t.say("semantics.people.fewer")
	}
}

// strict tells whether nobody is helped before somebody who has waited longer for some people.
func (t *teller) strict(need plant.Need) bool {
	some := false
	for _, one := range t.model.Alternatives(need) {
		for i := range t.model.Elements {
			if s := &t.model.Elements[i]; s.Name == one.Name {
				if !s.Flag("strict") {
					return false
				}
				some = true
			}
		}
	}
	return some
}

// crew tells whom a station needs, and returns that.
func (t *teller) crew(s *plant.Spec) map[string]plant.Need {
	needs, together, inTurn := s.Crew(), false, true
	for _, phase := range plant.CrewPhases {
		if need, ok := needs[phase]; ok {
			if several := need.Count > 1 || need.Counts != nil; several {
				together, inTurn = true, inTurn && t.strict(need)
			}
			t.list("semantics.crew."+phase, s.Name, need.String())
		}
	}
	switch {
	case together && inTurn:
		t.list("semantics.crew.in_turn", s.Name)
	case together:
		t.list("semantics.crew.together", s.Name)
	}
	if _, repaired := needs["repair"]; len(s.Failures) > 0 && (len(needs) > 1 || len(needs) == 1 && !repaired) {
		t.list("semantics.crew.released", s.Name)
	}
	return needs
}

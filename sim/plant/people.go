package plant

import (
	"cmp"
	"slices"
	"strings"
)

// skillOf is the skill that is asked for, where one asks for anybody who has it: "skill:setup".
func skillOf(name string) (string, bool) { return strings.CutPrefix(name, "skill:") }

// Skilled lists the operators who have a skill: who have fewest skills first, so that those who can do more are kept for
// it; then in declared order.
func (m *Model) Skilled(skill string) []string {
	var able []*Spec
	for i := range m.Elements {
		if s := &m.Elements[i]; s.Kind == "operators" && slices.Contains(s.Texts("skills"), skill) {
			able = append(able, s)
		}
	}
	slices.SortStableFunc(able, func(a, b *Spec) int { return cmp.Compare(len(a.Texts("skills")), len(b.Texts("skills"))) })
	var names []string
	for _, s := range able {
		names = append(names, s.Name)
	}
	return names
}

// An Alternative is one of those whom a need may be met by.
type Alternative struct {
	Name  string
	Skill string // for which they are asked; "": by name
	Count int
}

// Alternatives puts those who have a skill in the place of the skill, and lists of each whom a need names how many it wants,
// in order of preference.
func (m *Model) Alternatives(need Need) []Alternative {
	var list []Alternative
	for i, name := range need.From {
		one := Alternative{Name: name, Count: need.CountOf(i)}
		if need.Skills != nil {
			one.Skill = need.Skills[i]
		}
		names := []string{name}
		if skill, ok := skillOf(name); ok {
			names, one.Skill = m.Skilled(skill), skill
		}
		for _, one.Name = range names {
			if !slices.ContainsFunc(list, func(a Alternative) bool { return a.Name == one.Name && a.Count <= one.Count }) {
				list = append(list, one)
			}
		}
	}
	return list
}

// Spelled is a need with those who have a skill in the place of the skill.
func (m *Model) Spelled(need Need) Need {
	spelled := Need{Count: need.Count}
	counts, skills := []int(nil), []string(nil)
	differ, skilled := false, false
	for _, one := range m.Alternatives(need) {
		spelled.From = append(spelled.From, one.Name)
		counts, skills = append(counts, one.Count), append(skills, one.Skill)
		differ, skilled = differ || one.Count != max(1, need.Count), skilled || one.Skill != ""
	}
	if differ {
		spelled.Counts = counts
	}
	if skilled {
		spelled.Skills = skills
	}
	return spelled
}

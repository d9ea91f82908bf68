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

// People puts those who have a skill in the place of the skill.
func (m *Model) People(from []string) []string {
	var names []string
	for _, name := range from {
		list := []string{name}
		if skill, ok := skillOf(name); ok {
			list = m.Skilled(skill)
		}
		for _, one := range list {
			if !slices.Contains(names, one) {
				names = append(names, one)
			}
		}
	}
	return names
}

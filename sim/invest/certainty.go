package invest

import "tweeling/sim/stat"

// A Certainty is what may be promised of the choice as far as chance goes: with 95 % no other set that was run is worth more than
// Within more than the chosen one, what other futures make of each being taken as the metamodels say. It is ranking and selection with an indifference zone, see upper.
type Certainty struct {
	Within  float64 // 0: with that certainty none is worth more at all
	Matters float64 // a smaller difference was taken not to matter, and not looked into
	Sets    int     // that were compared with it, to do nothing included
	Rival   *Option // the one that is excluded least; nil: there is no other
}

const (
	certain = 0.95
	// mattersShare of the capex of the best set is what a difference has to be to matter, when nobody says.
	mattersShare = 0.05
	// looks is how often a set may be judged and dropped: after screening, after each round of refining, and in the end.
	looks = 8
)

// matters is the smallest difference of NPV that is looked into.
func (x *search) matters(leader *Option) float64 {
	if x.settings.Matters > 0 {
		return x.settings.Matters
	}
	capex := leader.Capex
	for i := 0; capex == 0 && i < len(x.names); i++ { // to do nothing leads: a share of what the first measure costs
		capex = x.scenario.Measures[i].Capex.Likely
	}
	return mattersShare * capex
}

// upper is by how much each option may be worth more than the leader: with 95 % none of them is worth more
// by more than that. Whichever set is really the best, its lead over each other is covered by a one-sided interval (all of
// them together by Bonferroni, and for each time that a set may be judged, since how often it ran depends on what it showed),
// so that the leader, however it was chosen, is at most so far behind.
//
// Sources: Hsu, Constrained Simultaneous Confidence Intervals for Multiple Comparisons with the Best, 1984; Nelson and
// Matejcik, Using Common Random Numbers for Indifference-Zone Selection and Multiple Comparisons in Simulation, 1995.
func (x *search) upper(leader *Option, list []*Option, lead func(o, other *Option) lead) []float64 {
	upper := make([]float64, len(list))
	usual := usualOver(leader, list)
	student := map[float64]float64{}
	at := stat.Simultaneous(certain, looks*len(list))
	for i, o := range list {
		l := lead(o, leader)
		se, df := l.known(usual)
		if _, ok := student[df]; !ok {
			student[df] = stat.StudentQuantile(at, df)
		}
		upper[i] = l.mean + l.shift + student[df]*se
	}
	return upper
}

// contenders are the leader and those that may be worth more than it by what matters: the first so many of them.
func (x *search) contenders(most int) []*Option {
	ranked := x.ranked(1)
	leader, rest := ranked[0], ranked[1:]
	matters, list := x.matters(leader), []*Option{leader}
	for i, by := range x.upper(leader, rest, leadOf) {
		if by > matters && len(list) < most {
			list = append(list, rest[i])
		}
	}
	return list
}

// certainty is what may be promised of a choice.
func (x *search) certainty(chosen *Option) Certainty {
	var others []*Option
	for _, o := range x.ranked(1) {
		if o != chosen {
			others = append(others, o)
		}
	}
	c := Certainty{Matters: x.matters(chosen), Sets: len(others)}
	most := 0.0
	for i, by := range x.upper(chosen, others, shiftedLead) {
		if c.Rival == nil || by > most {
			c.Rival, most = others[i], by
		}
	}
	c.Within = max(0, most)
	return c
}

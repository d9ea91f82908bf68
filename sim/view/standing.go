package view

import "tweeling/sim"

// sinceDayBegan is how much of a day has gone at a time. The moment at which a day is over still belongs to it, so that
// the end of a run tells of its last day.
func sinceDayBegan(opens, t sim.Time) sim.Time {
	if t <= opens {
		return 0
	}
	return (t-opens-1)%dayLong + 1
}

// standing says where the day stands among those alike, or why that is not known; nothing when it never will be.
func (d *drawing) standing(i int) string {
	s, f, w := d.sides[i], &d.facts[i], d.words
	switch {
	case f.rank >= 0:
		return w.Say("view.percentile", d.ordinal(f.rank))
	case s.many.stuck():
		return w.Say("view.some_stuck")
	case sinceDayBegan(s.stage.opens, d.t) < binLong: // they have all made nothing yet
		return w.Say("view.just_begun")
	case len(s.today) == 0:
		return w.Say("view.counting")
	}
	return "" // of many replications only the first are counted, and this is none of them
}

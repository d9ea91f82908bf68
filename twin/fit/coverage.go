package fit

import (
	"slices"
	"time"
)

// A Seen is what a log holds of one class of one station.
type Seen struct {
	Class    Class
	Spans    int
	Hours    float64
	Overlaps int // spans that begin before the one before them has ended
	Longest  float64
	Gaps     int     // times that nothing was seen for long
	GapHours float64 // the longest of them
	Cut      int
}

// A Coverage is what a log holds of one station.
type Coverage struct {
	Station string
	Classes []Seen
}

// longGap is how many times the usual distance of spans is long, and what is long whatever is usual.
const longGap = 20

// coverage counts, for each station and class, what is there and what seems not to be. That nothing was seen for long may
// mean that nothing happened; it may also mean that nobody wrote it down, and then every law that is fitted is wrong.
func (l *Log) coverage(byStation [][]int32) []Coverage {
	var list []Coverage
	for i, spans := range byStation {
		if len(spans) == 0 {
			continue
		}
		c := Coverage{Station: l.Stations.Name(int32(i))}
		for class := range Class(Classes) {
			if s := l.seen(spans, class); s.Spans > 0 {
				c.Classes = append(c.Classes, s)
			}
		}
		list = append(list, c)
	}
	return list
}

func (l *Log) seen(spans []int32, class Class) Seen {
	s := Seen{Class: class}
	var until, before Moment
	var steps []float64
	for _, i := range spans {
		sp := &l.Spans[i]
		if sp.Class != class {
			continue
		}
		if s.Spans > 0 {
			if sp.From < until {
				s.Overlaps++
			}
			steps = append(steps, float64(sp.From-before)/1e9)
		}
		before, until = sp.From, max(until, sp.To)
		s.Spans++
		s.Hours += sp.Seconds() / 3600
		s.Longest = max(s.Longest, sp.Seconds()/3600)
		if sp.Cut {
			s.Cut++
		}
	}
	if class != Work || len(steps) < 20 {
		return s // stops are rare, and so is their distance long
	}
	ordered := slices.Clone(steps)
	slices.Sort(ordered)
	limit := max(longGap*ordered[len(ordered)/2], 3*ordered[len(ordered)*19/20], (4 * time.Hour).Seconds())
	for _, step := range steps {
		if step > limit {
			s.Gaps++
			s.GapHours = max(s.GapHours, step/3600)
		}
	}
	return s
}

package fit

import (
	"cmp"
	"slices"
)

// A Failure is one way in which a station fails, named by its cause in the log, "stop" where it names none.
type Failure struct {
	Name           string
	Uptime, Repair *Choice
}

// mostModes is how many causes of stops are told apart; rarer ones go together.
const mostModes = 8

// causes lists the causes of stops of a station, the most frequent first, with "" where none is named.
func (m *Model) causes(spans []int32) []int32 {
	count := map[int32]int{}
	for _, i := range spans {
		if sp := &m.Log.Spans[i]; sp.Class == Down {
			count[sp.Cause]++
		}
	}
	list := slices.Sorted(keysOf(count))
	slices.SortStableFunc(list, func(a, b int32) int { return cmp.Compare(count[b], count[a]) })
	return list
}

// failures fits each cause of stops.
func (m *Model) failures(s *Station, spans []int32) {
	list := m.causes(spans)
	for i, cause := range list {
		is := func(c int32) bool { return c == cause }
		name := m.Log.Causes.Name(cause)
		switch {
		case len(list) > mostModes && i == mostModes-1:
			rest := list[i:]
			is = func(c int32) bool { return slices.Contains(rest, c) }
			name = "other"
		case len(list) > mostModes && i >= mostModes:
			continue
		}
		up, repair := m.lives(s, spans, is)
		if len(up.Seen) == 0 || len(repair.Seen) == 0 {
			continue
		}
		f := Failure{Name: cmp.Or(name, "stop")}
		var err error
		if f.Uptime, err = m.choose(up); err != nil {
			continue
		}
		if f.Repair, err = m.choose(repair); err != nil {
			continue
		}
		s.Failures = append(s.Failures, f)
	}
}

// lives are the operating times between stops of some cause, the last of which is cut by the end of the log, and repairs.
// What follows a stop without any work in between is the same stop, told in pieces.
func (m *Model) lives(s *Station, spans []int32, is func(cause int32) bool) (up, repair Sample) {
	shift := m.shiftOf(s.Index)
	operating, until := 0.0, Moment(0)
	for _, i := range spans {
		sp := &m.Log.Spans[i]
		switch {
		case sp.Class == Work:
			operating += shift.net(m.Log.From, sp.From, sp.To)
		case sp.Class == Down && is(sp.Cause):
			seconds := shift.net(m.Log.From, max(sp.From, until), max(sp.To, until))
			n := len(repair.Seen)
			switch {
			case sp.Cut:
				repair.Cut = append(repair.Cut, seconds)
			case n > 0 && operating == 0:
				repair.Seen[n-1] += seconds
			default:
				repair.Seen = append(repair.Seen, seconds)
			}
			if operating > 0 {
				up.Seen = append(up.Seen, operating)
			}
			operating, until = 0, max(until, sp.To)
		}
	}
	if operating > 0 {
		up.Cut = append(up.Cut, operating)
	}
	return up, repair
}

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

// A stopping is one sort of stops of a station.
type stopping struct {
	name string
	is   func(sp *Span) bool
}

// stoppings lists the sorts of stops of a station: its causes, the most frequent first, rare ones together; then what was
// planned; and where the log names no cases setups too, since nothing tells for what they were.
func (m *Model) stoppings(spans []int32) (list []stopping) {
	count, planned, setups := map[int32]int{}, 0, 0
	for _, i := range spans {
		switch sp := &m.Log.Spans[i]; sp.Class {
		case Down:
			count[sp.Cause]++
		case Planned:
			planned++
		case Setup:
			setups++
		default:
		}
	}
	causes := slices.Sorted(keysOf(count))
	slices.SortStableFunc(causes, func(a, b int32) int { return cmp.Compare(count[b], count[a]) })
	for i, cause := range causes {
		if len(causes) > mostModes && i == mostModes-1 {
			rest := causes[i:]
			list = append(list, stopping{"other", func(sp *Span) bool { return sp.Class == Down && slices.Contains(rest, sp.Cause) }})
			break
		}
		name := cmp.Or(m.Log.Causes.Name(cause), "stop")
		list = append(list, stopping{name, func(sp *Span) bool { return sp.Class == Down && sp.Cause == cause }})
	}
	if planned > 0 && !m.Log.Net {
		list = append(list, stopping{"planned", func(sp *Span) bool { return sp.Class == Planned }})
	}
	if setups > 0 && m.Unit == Alone {
		list = append(list, stopping{"setup", func(sp *Span) bool { return sp.Class == Setup }})
	}
	return list
}

// failures fits each sort of stops.
func (m *Model) failures(s *Station, spans []int32) {
	for _, st := range m.stoppings(spans) {
		up, repair := m.lives(s, spans, st.is)
		if len(up.Seen) == 0 || len(repair.Seen) == 0 {
			continue
		}
		f := Failure{Name: st.name}
		var err error
		if f.Uptime, err = m.life(up); err != nil {
			continue
		}
		if f.Repair, err = m.life(repair); err != nil {
			continue
		}
		s.Failures = append(s.Failures, f)
	}
}

// lives are the operating times between stops of some cause, the last of which is cut by the end of the log, and repairs.
// What follows a stop without any work in between is the same stop, told in pieces.
func (m *Model) lives(s *Station, spans []int32, is func(sp *Span) bool) (up, repair Sample) {
	shift := m.shiftOf(s.Index)
	operating, until := 0.0, Moment(0)
	for _, i := range spans {
		sp := &m.Log.Spans[i]
		switch {
		case sp.Class == Work:
			operating += shift.net(m.Log.From, sp.From, sp.To)
		case is(sp):
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

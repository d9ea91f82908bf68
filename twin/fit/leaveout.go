package fit

import "slices"

// marks are what artificial events at the ends of cases are called.
var marks = []string{"start", "end", "begin", "einde", "eind", "ende", "anfang", "startevent", "endevent"}

// isMark tells whether a span is an artificial event at an end of its case.
func (r *reader) isMark(s *Span) bool {
	return s.To == s.From && slices.Contains(marks, flat(r.log.Stations.Name(s.Station)))
}

// leaveOut leaves out what is no span.
func (r *reader) leaveOut() {
	f := &r.log.Faults
	r.log.Spans = slices.DeleteFunc(r.log.Spans, func(s Span) bool {
		switch {
		case s.Station < 0:
			f.NoTime++
			return true
		case s.To < s.From:
			f.Negative++
			return true
		case r.isMark(&s):
			f.Marks++
			return true
		case s.To == s.From:
			f.Instant++
		}
		return false
	})
}

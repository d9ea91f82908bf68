package fit

import (
	"cmp"
	"slices"
)

// inferStarts takes each span to have begun when its station was done with the one before, or when its case came from
// elsewhere, whichever was later; what began a case or a station took no time that can be known.
func (r *reader) inferStarts() {
	log := r.log
	for i := range log.Spans {
		s := &log.Spans[i]
		s.To = max(s.From, s.To)
		s.From = s.To
	}
	slices.SortStableFunc(log.Spans, func(a, b Span) int { return cmp.Compare(a.To, b.To) })
	station, cases := map[int32]Moment{}, map[int32]Moment{}
	for i := range log.Spans {
		s := &log.Spans[i]
		before, ok := station[s.Station]
		if came, known := cases[s.Case]; known && s.Case >= 0 {
			before, ok = max(before, came), true
		}
		if ok {
			s.From = before
		}
		station[s.Station], cases[s.Case] = s.To, s.To
	}
	log.note("fit.note.starts")
}

// inferEnds takes each span to have ended when its station or its case began with the next, whichever was earlier; what ended a case
// at a station that did nothing more took no time that can be known.
func (r *reader) inferEnds() {
	log := r.log
	slices.SortStableFunc(log.Spans, func(a, b Span) int { return cmp.Compare(a.From, b.From) })
	station, cases := map[int32]Moment{}, map[int32]Moment{}
	for i := len(log.Spans) - 1; i >= 0; i-- {
		s := &log.Spans[i]
		s.To = s.From
		next, ok := station[s.Station]
		if goes, known := cases[s.Case]; known && s.Case >= 0 && (!ok || goes < next) {
			next, ok = goes, true
		}
		if ok {
			s.To = next
		}
		station[s.Station], cases[s.Case] = s.From, s.From
	}
	if r.found[Case] >= 0 || r.found[Kind] < 0 {
		log.note("fit.note.ends")
	}
}

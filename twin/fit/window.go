package fit

// Window is the part of a log from one moment to another: what began before is left out, since nobody knows from the window how
// long it took; what goes on after it is cut. The log stays as it is.
func (l *Log) Window(from, to Moment) *Log {
	w := *l
	w.Spans = make([]Span, 0, len(l.Spans))
	w.New = l.New && from <= l.From
	w.From, w.To = max(from, l.From), min(to, l.To)
	for _, s := range l.Spans {
		if s.From < from || s.From >= to {
			continue
		}
		if s.To > to {
			s.To, s.Cut, s.Quantity, s.Bad = to, true, -1, -1
		}
		w.Spans = append(w.Spans, s)
	}
	return &w
}

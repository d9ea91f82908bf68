package sim

// halt tells those coupled to x.
func (l *Line) halt(x ID, still bool) {
	cause := Freed
	if still {
		cause = Halted
	}
	for _, y := range l.nodes[x].couples {
		l.post(y, Event{Cause: cause, From: x, Part: NoPart})
	}
}

package sim

import "slices"

// Turns is how far a list of orders has come at a place whose stations take parts by it, side by side as one.
type Turns struct {
	At   int      // number in the list
	Came []Number // the parts of that order that have come
	Gone int      // parts of it that were gone when that was last looked at
}

// Next goes on to the next order of the list.
func (t *Turns) Next() { t.At, t.Came, t.Gone = t.At+1, t.Came[:0], 0 }

// Turns is how far the list of orders has come at the place of the element: of no order come more than most parts.
func (cx Context) Turns(most int) *Turns {
	t := &cx.line.turns[cx.line.nodes[cx.id].place]
	if cap(t.Came) < most {
		t.Came = append(make([]Number, 0, most), t.Came...)
	}
	return t
}

// cloneTurns copies how far lists have come, each with the room that it has.
func (l *Line) cloneTurns() {
	l.turns = slices.Clone(l.turns)
	for i := range l.turns {
		t := &l.turns[i]
		t.Came = append(make([]Number, 0, cap(t.Came)), t.Came...)
	}
}

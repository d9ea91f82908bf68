package fit

import (
	"testing"
	"time"
)

// A window cuts what goes on after it, and leaves out what began before.
func TestWindow(t *testing.T) {
	const text = "case;machine;start;end\n1;saw;2026-03-13 06:00;2026-03-13 06:10\n2;saw;2026-03-13 06:10;2026-03-13 06:20\n3;saw;2026-03-13 06:20;2026-03-13 06:30\n"
	l := readText(t, "w.csv", text, Reading{})
	minute := Moment(time.Minute)
	w := l.Window(l.From+5*minute, l.From+25*minute)
	if got := spansOf(w); got != "saw work 03-13 06:10 06:20 2\nsaw work 03-13 06:20 06:25 3\n" {
		t.Errorf("have\n%s", got)
	}
	if w.Spans[0].Cut || !w.Spans[1].Cut || len(l.Spans) != 3 {
		t.Errorf("have %+v", w.Spans)
	}
}

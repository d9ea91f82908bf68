package experiment

import (
	"strings"
	"testing"
)

// A figure that one replication of four does not have is of the other three, and says so; one that a single replication has is
// none. Such figures have no pairs, so that two plans are not compared by them.
func TestFiguresOfSomeReplications(t *testing.T) {
	of := func(figures ...Figure) Estimate {
		samples := make([]*Sample, len(figures))
		for i := range figures {
			samples[i] = &Sample{Little: figures[i]}
		}
		return estimate(samples, "s", func(s *Sample) Figure { return s.Little })
	}
	none := Figure{Why: "none came"}
	e := of(Figure{Value: 1}, none, Figure{Value: 2}, Figure{Value: 3})
	if e.Why != "" || e.N != 3 || e.Mean != 2 || e.Lacks != (Lacking{1, "none came"}) {
		t.Errorf("have %+v", e)
	}
	if one := of(none, Figure{Value: 1}, none); one.Why != "none came" {
		t.Errorf("want no figure of one replication, have %+v", one)
	}
	whole := of(Figure{Value: 1}, Figure{Value: 1}, Figure{Value: 2}, Figure{Value: 3})
	if d := difference(whole, e, 1); d.Why != "none came" {
		t.Errorf("want no difference without pairs, have %+v", d)
	}
	var notes []string
	n := noter{notes: &notes}
	if x := n.number("lead_time", e, ""); x == nil || x.N != 3 || len(notes) != 1 || !strings.Contains(notes[0], "3 of 4") {
		t.Errorf("have %+v and notes %q", x, notes)
	}
}

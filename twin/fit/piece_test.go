package fit

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"
)

// batches is a log of states of a press that makes pieces of a gamma law, 100 at a time, with setups between.
func batches(t *testing.T, law string, n int) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("machine;start;end;state;good;scrap\n")
	at := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	put := func(d time.Duration, state string, good int) {
		fmt.Fprintf(&b, "press;%s;%s;%s;%d;0\n", at.Format(time.DateTime+".000"), at.Add(d).Format(time.DateTime+".000"), state, good)
		at = at.Add(d)
	}
	times := draws(t, law, 100*n, 1)
	for i := range n {
		sum := 0.0
		for _, x := range times[100*i : 100*(i+1)] {
			sum += x
		}
		put(time.Duration(sum*1e9), "production", 100)
		put(time.Duration(5+i%7)*time.Minute, "setup", 0)
	}
	return b.String()
}

// How single pieces vary is found from batches of a hundred: a shape of 9 within four standard errors, of which that of a
// variance from 300 batches is sqrt(2/299) = 8 %; the mean within 4 x 0.33/sqrt(30,000) = 0.8 %.
func TestPiecesOfBatches(t *testing.T) {
	l := readText(t, "states.csv", batches(t, "gamma(20s, shape 9)", 300), Reading{})
	m, err := New(l, Settings{Untested: true})
	if err != nil {
		t.Fatal(err)
	}
	if m.Unit != Alone || len(m.Stations) != 1 {
		t.Fatalf("unit %v, %d stations", m.Unit, len(m.Stations))
	}
	c := m.Stations[0].Cycle
	if cv := math.Sqrt(c.Dist.Var()) / c.Dist.Mean(); math.Abs(cv*3-1) > 0.16 || math.Abs(c.Dist.Mean()/20-1) > 0.008 || c.Verdict != Fits {
		t.Errorf("have %s, cv %v, %v, want 20 s with a cv of 0.33 that fits", c.Dist, cv, c.Verdict)
	}
	f := m.Stations[0].Failures
	if len(f) != 1 || f[0].Name != "setup" || math.Abs(f[0].Repair.Dist.Mean()-8*60) > 10 {
		t.Errorf("setups: %+v", f)
	}
}

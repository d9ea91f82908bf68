package plant

import (
	"math"
	"testing"
	"time"

	"tweeling/sim"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.Abs(got-want) > within {
		t.Errorf("%s: %v, want %v within %v", what, got, want, within)
	}
}

// A sensor sees 60 % of the failures, which then take 3 s instead of 15, and gives a false alarm of 2 s every 50 s at work:
// A = 1/(1 + (0.6 x 3 + 0.4 x 15)/100 + 2/50). 9000 failures in 1e6 s with a deviation of 11 each: 0.001; three times that,
// and what is left of the part in work when one is seen.
func TestAvailabilityWithASensor(t *testing.T) {
	f := failure("exp(100s)", "exp(15s)", "operating")
	f.Foreseen, f.PlannedRepair, f.FalseAlarms, f.AlarmStop = 0.6, law("3s"), law("exp(50s)"), law("2s")
	l := lineOf(t, scenery(nil, nil, machined("m", "100ms", nil, f)), 1, 0)
	run(t, l, 1e6*time.Second)
	id, _ := l.Find("m")
	near(t, "availability", l.Tally(id).States[sim.Working].Seconds()/1e6, 1/1.118, 0.004)
}

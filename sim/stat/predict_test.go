package stat

import (
	"math"
	"testing"
)

// 10 replications with mean 100 and standard error 2: t(9) at 97.5 % is 2.262157.
func TestPredict(t *testing.T) {
	e := Estimate{Mean: 100, HalfWidth: 2 * 2.2621571628, N: 10, Level: 0.95}
	for _, c := range []struct {
		k    int
		want float64
	}{
		{1, 2.2621571628 * math.Sqrt(36+4)},
		{4, 2.2621571628 * math.Sqrt(9+4)},
		{1_000_000, 2.2621571628 * 2.000009},
	} {
		if got := Predict(e, 6, c.k); math.Abs(got-c.want) > 1e-6 {
			t.Errorf("%d values: %v, want %v", c.k, got, c.want)
		}
	}
	if !math.IsInf(Predict(Estimate{N: 1, Level: 0.95}, 6, 1), 1) || !math.IsInf(Predict(e, 6, 0), 1) {
		t.Error("want nothing known from one replication, or of no value")
	}
}

// Chi-square with 4 degrees of freedom has its 2.5 % and 97.5 % quantiles at 0.484419 and 11.143287 (tables).
func TestSpreadInterval(t *testing.T) {
	low, high, ok := SpreadInterval(10, 5, 0.95)
	if !ok || math.Abs(low-10*math.Sqrt(0.484419/4)) > 1e-4 || math.Abs(high-10*math.Sqrt(11.143287/4)) > 1e-4 {
		t.Errorf("%v to %v, %v", low, high, ok)
	}
	if _, _, ok := SpreadInterval(10, 1, 0.95); ok {
		t.Error("one value has no spread")
	}
}

package forecast

import (
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// What was kept is read again, once each, and a half-written end does no harm.
func TestBook(t *testing.T) {
	b := Book{filepath.Join(t.TempDir(), "made")}
	if list, err := b.Read(); err != nil || len(list) != 0 {
		t.Fatalf("have %v, %v", list, err)
	}
	at := time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)
	for i := range 3 {
		for range 2 {
			if err := b.Add(Made{At: at.Add(time.Duration(i) * time.Hour), Until: at.Add(8 * time.Hour), P10: 1, P50: 2, P90: 3, Futures: 200, Scenario: "x"}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if list, err := b.Read(); err != nil || len(list) != 3 {
		t.Fatalf("have %v, %v", list, err)
	}
	text, err := os.ReadFile(b.Name)
	if err != nil {
		t.Fatal(err)
	}
	for cut := range 20 {
		if err := os.WriteFile(b.Name, text[:len(text)-cut], 0o600); err != nil {
			t.Fatal(err)
		}
		if list, err := b.Read(); err != nil || len(list) < 2 {
			t.Fatalf("cut by %d: have %d, %v", cut, len(list), err)
		}
	}
	for _, other := range []string{"nonsense\n" + string(text), "somebody's only note", "{}x"} {
		if err := os.WriteFile(b.Name, []byte(other), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Read(); err == nil {
			t.Errorf("%.20q is read", other)
		}
		if err := b.Add(Made{}); err == nil {
			t.Errorf("%.20q is written over", other)
		}
	}
}

// By hand: of four forecasts three are known, two hold; losses of 20 at the median are 10.
func TestJudge(t *testing.T) {
	at := time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)
	var list []Made
	for i := range 4 {
		list = append(list, Made{At: at.Add(time.Duration(i) * time.Hour), Until: at.Add(8 * time.Hour), P10: 90, P50: 100, P90: 110})
	}
	came := []float64{100, 110, 120}
	s := Judge(list, func(from, _ time.Time) (float64, bool) {
		i := int(from.Sub(at).Hours())
		return came[min(i, 2)], i < 3
	})
	// losses: 100: (0.1*10 + 0 + 0.1*10)/3; 110: (0.1*20 + 0.5*10 + 0)/3; 120: (0.1*30 + 0.5*20 + 0.9*10)/3
	if want := (2.0 + 7 + 22) / 9; s.N != 3 || s.Within != 2 || math.Abs(s.Pinball-want) > 1e-12 || s.Bias != 10 {
		t.Errorf("have %+v, want a loss of %v", s, want)
	}
	if s.Low > s.Share || s.High < s.Share || !s.Trusted {
		t.Errorf("limits %+v", s)
	}
}

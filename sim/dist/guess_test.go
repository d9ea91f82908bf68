package dist

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

func ExampleNewGuess() {
	capex, _ := NewGuess(60_000, 95_000, 160_000)
	fmt.Printf("%.0f %.0f %.0f\n", capex.Quantile(0.05), capex.Quantile(0.5), capex.Quantile(0.95))
	// Output: 60000 103168 160000
}

// The ends are the shares that they stand for, whatever the three numbers are, and the mode is where it was put.
func TestAGuessHasItsEndsAtATwentieth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low := rapid.Float64Range(-1e6, 1e6).Draw(t, "low")
		width := rapid.Float64Range(1e-3, 1e6).Draw(t, "width")
		likely := low + width*rapid.Float64Range(0, 1).Draw(t, "at")
		g, err := NewGuess(low, min(likely, low+width), low+width)
		if err != nil {
			t.Fatal(err)
		}
		tolerance := 1e-9 * (math.Abs(low) + width)
		if low >= 0 {
			if got := g.Quantile(0.05); math.Abs(got-low) > tolerance {
				t.Errorf("5 %% do not exceed %v, want %v", got, low)
			}
		}
		if got := g.Quantile(0.95); math.Abs(got-g.High) > tolerance {
			t.Errorf("95 %% do not exceed %v, want %v", got, g.High)
		}
		mode := g.min + g.scale*(g.law.a-1)/4
		if math.Abs(mode-g.Likely) > 1e-6*width+tolerance {
			t.Errorf("most likely at %v, want %v", mode, g.Likely)
		}
		for p, last := 0.01, math.Inf(-1); p < 1; p += 0.07 {
			x := g.Quantile(p)
			if x < last {
				t.Errorf("falls at %v", p)
			}
			last = x
		}
	})
}

func TestAGuessThatIsKnown(t *testing.T) {
	g, err := NewGuess(3, 3, 3)
	if err != nil || !g.Known() || g.Quantile(0.01) != 3 {
		t.Errorf("have %v and %v", g.Quantile(0.01), err)
	}
	for _, bad := range [][3]float64{{2, 1, 3}, {1, 3, 2}, {math.NaN(), 1, 2}, {0, 1, math.Inf(1)}} {
		if _, err := NewGuess(bad[0], bad[1], bad[2]); err == nil {
			t.Errorf("%v is taken", bad)
		}
	}
}

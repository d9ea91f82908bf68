package verify

import (
	"context"
	"os"
	"testing"
)

// Two seeds, so that no case passes by the luck of one.
func TestEveryCaseAgreesWithTheory(t *testing.T) {
	if len(Cases) < 20 {
		t.Fatalf("%d cases, want at least 20", len(Cases))
	}
	seeds := []uint64{1}
	if os.Getenv("TWEELING_LONG") != "" {
		seeds = append(seeds, 2)
	}
	for i := range Cases {
		c := &Cases[i]
		t.Run(c.Name, func(t *testing.T) {
			for _, seed := range seeds {
				o := c.Check(context.Background(), seed)
				if o.Err != nil {
					t.Fatal(o.Err)
				}
				t.Logf("seed %d: %.5f ± %.5f, expected %.5f, %d replications", seed, o.Got, o.HalfWidth, o.Expected, o.N)
				if !o.OK {
					t.Errorf("seed %d: %.5f ± %.5f, want %.5f", seed, o.Got, o.HalfWidth, o.Expected)
				}
			}
		})
	}
}
